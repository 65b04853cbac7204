"""Haski Desktop: offline analysis of skin and hair photographs."""

__version__ = "0.1.0"
