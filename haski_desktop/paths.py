"""Where files lie: those bundled with the program, and the program's own folders.

Importing this costs nothing; ``platformdirs`` is imported by the functions that need it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_NAME: Final = "haski-desktop"


def bundled(name: str) -> Path:
    """A file or folder that ships with the program, named as in the checkout.

    The same answer serves a checkout (files lie beside the package), a wheel and
    a frozen program (they lie below it). The path need not exist.
    """
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def config_folder() -> Path:
    """Where settings lie: ``HASKI_CONFIG_DIR``, else the system's place for them."""
    named = os.environ.get("HASKI_CONFIG_DIR")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return _place(user_config_path)


def data_folder() -> Path:
    """Where the program keeps what a person would miss.

    It is ``HASKI_CONFIG_DIR`` if the settings were moved there, so that a copy of the
    program with folders of its own touches no others.
    """
    named = os.environ.get("HASKI_CONFIG_DIR")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return _place(user_data_path)


def cache_folder() -> Path:
    """Where the program keeps what it can make again."""
    from platformdirs import user_cache_path

    return _place(user_cache_path)


def last_batch_folder() -> Path:
    """Where the window's unfinished batch of folders is kept."""
    return data_folder() / "last-batch"


def history() -> Path:
    """The file that keeps people's photos and results over time, once that is turned on."""
    return data_folder() / "history" / "history.sqlite"


def user_models() -> Path:
    """The folder in which a person can put model bundles of their own."""
    from platformdirs import user_data_path

    return _place(user_data_path) / "models"


def result_cache() -> Path:
    """The file that holds results of photos seen before."""
    return cache_folder() / "results.sqlite"


def default_model() -> Path:
    """The model bundle to use when none was named: ``HASKI_MODEL``, else the bundled one."""
    named = os.environ.get("HASKI_MODEL")
    return Path(named) if named else bundled("ml/exports")


def _place(find: Callable[..., Path]) -> Path:
    """The program's folder in a place that the system names.

    A user whom the system does not know, and who has no ``HOME``, has no such places. Theirs is
    one where no folder can be made; each use of it is an error that is handled, like a full disk.
    """
    try:
        return find(_NAME, appauthor=False)
    except RuntimeError:
        return Path(os.devnull, _NAME)
