"""Training and export. The program never imports this."""
