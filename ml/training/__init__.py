"""From labelled photographs to a checkpoint, and what it is worth."""
