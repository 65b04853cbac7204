"""Many photos: find them, analyse them side by side, never lose a result. No Qt."""
