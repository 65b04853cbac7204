"""Model bundles in a zip file, unpacked only if nothing in it can do harm."""

import hashlib
import os
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from haski_desktop.errors import ModelError, printable
from haski_desktop.files import new_folder
from haski_desktop.paths import cache_folder

# What a bundle is made of; anything else in the file is left out.
SUFFIXES: Final = (".json", ".tflite", ".onnx", ".txt", ".npz", ".md")
MAX_ENTRIES: Final = 1000
MAX_BYTES: Final = 1 << 29  # unpacked, all together
CHUNK: Final = 1 << 20


def unpacked(path: Path) -> Path:
    """The folder with the files of a zip file, unpacked now if it was not yet.

    It lies in the program's cache, under the checksum of the zip file.

    Raises:
        ModelError: ``model_damaged``: it is no zip file, or cut short, or encrypted.
            ``model_unsafe``: it names files outside of itself, or holds too much.
            ``model_unreadable``: it can't be read or unpacked.
    """
    try:
        with open(path, "rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
        folder = cache_folder() / "models" / checksum[:32] / path.stem[:80]
        if not os.path.isdir(folder):
            _unpack(path, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelError(
            "model_damaged",
            f"The zip file “{printable(path.name)}” can't be unpacked ({error}).",
            "Export or download the model again.",
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ModelError(
            "model_unreadable",
            f"The model “{printable(str(path))}” can't be read ({reason}).",
            "Check its permissions and the disk.",
        ) from error
    return _root(folder)


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise _unsafe(path, f"it holds {len(entries)} files")
        names = [_safe_name(path, entry) for entry in entries]
        os.makedirs(folder.parent, mode=0o700, exist_ok=True)
        try:
            with new_folder(folder, 0o700) as partial:
                room = MAX_BYTES
                for entry, name in zip(entries, names, strict=True):
                    if not entry.is_dir() and name.suffix.lower() in SUFFIXES:
                        target = partial / name
                        os.makedirs(target.parent, exist_ok=True)
                        room -= _copy(path, archive, entry, target, room)
        except OSError:
            if not os.path.isdir(folder):  # or another thread was quicker
                raise


def _copy(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, room: int
) -> int:
    """Unpack one file and return its size, which its entry may misstate."""
    size = 0
    with archive.open(entry) as packed, open(target, "xb") as file:
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            if size > room:
                raise _unsafe(path, f"unpacked it is larger than {MAX_BYTES >> 20} MB")
            file.write(chunk)
    return size


def _safe_name(path: Path, entry: zipfile.ZipInfo) -> PurePosixPath:
    """The entry's path, which must stay below the folder that it is unpacked into."""
    text = entry.filename.replace("\\", "/")
    name = PurePosixPath(text)
    if name.is_absolute() or ".." in name.parts or ":" in text or "\0" in text:
        raise _unsafe(path, f"it names a file outside of itself, “{printable(entry.filename)}”")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _unsafe(path, f"it holds a link, “{printable(entry.filename)}”")
    return name


def _root(folder: Path) -> Path:
    """The folder, or the only one in it: many programs pack a folder, not its files."""
    entries = [entry for entry in folder.iterdir() if entry.name != "__MACOSX"]
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else folder


def _unsafe(path: Path, reason: str) -> ModelError:
    return ModelError(
        "model_unsafe",
        f"The zip file “{printable(path.name)}” is not unpacked: {reason}.",
        "Use a model from a source that you trust.",
    )
