"""What the window says: progress, notices, the footer."""
