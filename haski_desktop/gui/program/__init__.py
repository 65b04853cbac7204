"""What outlives a window: settings, language, unexpected errors, interrupts."""
