"""The list of photos: its model, filter and views, thumbnails, and what is dropped."""
