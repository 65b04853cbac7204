"""The thread that analyses: messages to it, the worker on it, the session that owns it."""
