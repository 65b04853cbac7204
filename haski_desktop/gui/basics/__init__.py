"""Look and text: theme, icons, labels."""
