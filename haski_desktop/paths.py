"""Where files lie: those bundled with the program, and the program's own folders."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """A file or folder that ships with the program, named as in the checkout.

    The same answer serves a checkout (files lie beside the package), a wheel and
    a frozen program (they lie below it). The path need not exist.
    """
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def user_models() -> Path:
    """The folder in which a person can put a model bundle of their own."""
    from platformdirs import user_data_path

    return user_data_path("haski-desktop", appauthor=False) / "models"


def result_cache() -> Path:
    """The file that holds results of photos seen before."""
    from platformdirs import user_cache_path

    return user_cache_path("haski-desktop", appauthor=False) / "results.sqlite"


def default_model() -> Path:
    """The model bundle to use when none was named: ``HASKI_MODEL``, else the bundled one."""
    named = os.environ.get("HASKI_MODEL")
    return Path(named) if named else bundled("ml/exports")
