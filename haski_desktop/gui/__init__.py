"""``haski-desktop``: the window. Widgets know results; only the worker knows the engine."""
