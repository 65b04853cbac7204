"""The journal beside an output file: which rows it holds, and of which photos.

One line a row: the photo's path, size, time and model, whether it has a result, and
where in the output file its row ends, with a checksum. A row counts only if both
files have it whole, so a kill between two writes loses no more than that row.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from haski_desktop.errors import OutputError, printable

ENDING: Final = ".journal"
_VERSION: Final = 1


class PhotoState(NamedTuple):
    """What must be unchanged for a photo's result still to hold.

    Attributes:
        path: Absolute path.
        size: In bytes, or -1 if the file can't be looked at.
        mtime_ns: Time of its last change, in nanoseconds since 1970, or -1.
        model: Checksum of the model and its settings.
    """

    path: str
    size: int
    mtime_ns: int
    model: str

    @classmethod
    def of(cls, path: str, model: str) -> "PhotoState":
        """The state of the photo at ``path`` now."""
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return cls(os.path.abspath(path), -1, -1, model)
        return cls(os.path.abspath(path), status.st_size, status.st_mtime_ns, model)


class Entry(NamedTuple):
    """One row of the output file.

    Attributes:
        photo: The photo as it was when it was analysed.
        analysed: Whether the row is an analysis, not a failure.
        start: Offset in the output file, in bytes, at which the row begins.
        end: Offset at which it ends.
        checksum: CRC-32 of the row.
    """

    photo: PhotoState
    analysed: bool
    start: int
    end: int
    checksum: int

    def line(self) -> bytes:
        """The entry as a line of the journal. Undecodable paths survive as escapes."""
        return json.dumps(self, separators=(",", ":")).encode() + b"\n"


def first_line(format_name: str) -> bytes:
    """What a journal begins with."""
    return json.dumps({"haski_journal": _VERSION, "format": format_name}).encode() + b"\n"


def read_journal(output: str, format_name: str) -> list[Entry]:
    """The entries of ``output``'s journal, up to the first that is not whole.

    Raises:
        OutputError: ``output_not_resumable``: there is no journal, or one of another kind.
    """
    try:
        with open(output + ENDING, "rb") as file:
            lines = file.read().split(b"\n")[:-1]  # what follows the last break is half a line
    except FileNotFoundError as error:
        raise _not_resumable(output, "has no journal of an earlier batch beside it") from error
    if not lines or lines[0] + b"\n" != first_line(format_name):
        found = "has a journal that is damaged, of another format or from another version"
        raise _not_resumable(output, found)
    return list(_entries(lines[1:]))


def _entries(lines: Iterable[bytes]) -> Iterator[Entry]:
    end = 0
    for line in lines:
        try:
            entry = msgspec.convert(json.loads(line), Entry)
        except (ValueError, msgspec.ValidationError):  # a power cut can leave anything at the end
            return
        if not end <= entry.start < entry.end:
            return
        end = entry.end
        yield entry


def checksum(row: bytes) -> int:
    """What :attr:`Entry.checksum` holds for ``row``."""
    return zlib.crc32(row)


def _not_resumable(output: str, found: str) -> OutputError:
    return OutputError(
        "output_not_resumable",
        f"“{printable(output)}” {found}.",
        "Delete or move it, or choose another output file.",
    )
