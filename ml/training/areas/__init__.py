"""The network that finds the areas of skin and of hair in a photo."""
