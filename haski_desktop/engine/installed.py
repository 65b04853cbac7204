"""Model bundles that a person has put into the program: listed, added, removed."""

import os
import shutil
from pathlib import Path
from typing import Final

from haski_desktop.engine.model import MAX_FILE_BYTES, open_bundle
from haski_desktop.errors import ModelError, OutputError, printable
from haski_desktop.files import new_folder
from haski_desktop.paths import user_models

MAX_NAME: Final = 80


def installed() -> list[Path]:
    """The folders of the installed bundles, whole or damaged, by name.

    Raises:
        OSError: The folder that holds them can't be listed.
    """
    folder = user_models()
    if not os.path.isdir(folder):
        return []
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def find_model(name: str | None) -> Path | None:
    """The model that somebody means: a path or, if there is none, an installed bundle's name.

    Args:
        name: As it was given; ``None`` if none was.
    """
    if name is None:
        return None
    path = Path(name)
    if not os.path.lexists(path) and path.name == name:
        own = user_models() / name
        if os.path.isdir(own):
            return own
    return path


def add(path: Path) -> Path:
    """Install a bundle: a copy of its files, once it was loaded and tried.

    Args:
        path: Anything that :func:`haski_desktop.engine.model.open_bundle` takes.

    Returns:
        The new folder, named like the file or folder.

    Raises:
        ModelError: It can't be used.
        OutputError: ``bundle_exists``: one of that name is installed. Otherwise it can't be
            written.
    """
    from haski_desktop.engine.analyzer import Analyzer

    Analyzer.open(path, threads=1, provider="cpu")  # a trial run, whatever it is
    name = (path.stem if path.is_file() else path.resolve().name)[:MAX_NAME].strip(". ") or "model"
    target = user_models() / name
    if os.path.lexists(target):
        raise OutputError(
            "bundle_exists",
            f"A model called “{printable(name)}” is installed already.",
            "Remove that one first, or rename the new one.",
        )
    try:
        os.makedirs(target.parent, mode=0o700, exist_ok=True)
        with new_folder(target) as partial:
            for file in _files(path):
                shutil.copyfile(file, partial / file.name)
    except OSError as error:
        raise OutputError.of(str(target), error) from error
    return target


def remove(name: str) -> None:
    """Remove an installed bundle.

    Raises:
        ModelError: ``model_not_found``: none of that name is installed.
        OutputError: It can't be removed.
    """
    target = user_models() / name
    if not name or Path(name).name != name or not os.path.isdir(target):
        raise ModelError(
            "model_not_found",
            f"No model called “{printable(name)}” is installed.",
            "List the installed ones first.",
        )
    try:
        if target.is_symlink():
            target.unlink()
        else:
            shutil.rmtree(target)
    except OSError as error:
        raise OutputError.of(str(target), error) from error


def _files(path: Path) -> list[Path]:
    """The files that make up a bundle, and what describes it."""
    bundle = open_bundle(path)
    if bundle.foreign is not None:
        folder = bundle.foreign.file.parent
        own = [bundle.foreign.file]
    elif bundle.verified:
        folder, own = bundle.folder, [*bundle.files.values(), *bundle.networks.values()]
    else:
        return [*bundle.files.values()]
    beside = (".json", ".txt", ".md", ".npz")
    own += [p for p in folder.iterdir() if p.suffix.lower() in beside and p.is_file()]
    return [p for p in own if p.is_file() and p.stat().st_size <= MAX_FILE_BYTES]
