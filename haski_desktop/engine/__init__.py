"""A photo in, an :class:`~haski_desktop.engine.analysis.Analysis` out.

Nothing below this package imports Qt, opens a network connection or keeps
global state. Submodules are imported where they are needed, so that importing
the package itself costs nothing.
"""
