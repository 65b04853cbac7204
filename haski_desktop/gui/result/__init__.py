"""What is shown of one photo: the viewer, the overlay, the cards and their words."""
