"""Which program this is: version, commit and model, for people who report something.

The rest is imported when it is asked for, so that ``haski --help`` stays instant.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from haski_desktop import __version__


def version() -> str:
    """The version and, in a standalone program, the commit that it was made from."""
    from haski_desktop.paths import bundled

    try:
        return f"{__version__} ({bundled('commit').read_text(encoding='utf-8').strip()})"
    except OSError:
        return __version__  # a checkout, or a wheel


def version_and_model() -> str:
    """:func:`version` and the model that would be used."""
    from haski_desktop.engine.model import open_bundle
    from haski_desktop.errors import ModelError, printable
    from haski_desktop.paths import default_model

    try:
        manifest = open_bundle(default_model()).manifest
    except ModelError as error:
        return f"{version()}, no usable model ({error.code})"
    return printable(f"{version()}, model {manifest.name} {manifest.version}")


class ShowVersion(argparse.Action):
    """``--version``."""

    def __init__(
        self,
        option_strings: Sequence[str],
        dest: str,
        help: str = "show version and model, then exit",  # noqa: A002 - argparse's name
        **_: Any,
    ) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and end the program."""
        # Says nothing where there is no standard output, as in a windowed program.
        print(f"{parser.prog} {version_and_model()}")  # noqa: T201
        parser.exit()
