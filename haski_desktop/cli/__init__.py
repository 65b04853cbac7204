"""The command line, ``haski``."""
