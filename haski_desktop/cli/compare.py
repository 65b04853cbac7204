"""``haski compare``: see :mod:`haski_desktop.cli.evaluate`."""

from haski_desktop.cli.evaluate import run

__all__ = ["run"]
