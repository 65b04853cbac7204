"""What a model is worth on labelled photos: its scores, and how two models differ."""
