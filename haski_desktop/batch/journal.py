"""The journal beside a batch's output file: its folders, its rows, and of which photos they are.

One line a folder or row, each with a checksum of its own, so that a damaged line costs no
other. A row's line is written before the row: a kill in between leaves a line without a
row, never a row that nobody knows of.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, NamedTuple, TypeVar

import msgspec

from haski_desktop.errors import OutputError, printable
from haski_desktop.files import open_regular

ENDING: Final = ".journal"
_VERSION: Final = 2
# Longer than any path that a system allows, with each byte written as an escape.
_MAX_LINE: Final = 1 << 17
# No row is longer; a journal that says otherwise is damaged.
MAX_ROW: Final = 1 << 24
# What decoding a line can raise, however absurd its content.
_DECODE_ERRORS: Final = (ValueError, RecursionError, msgspec.ValidationError)
_Kind = TypeVar("_Kind")


class PhotoStamp(NamedTuple):
    """What must be unchanged of a photo's file for its result still to hold.

    Attributes:
        path: Absolute path.
        size: In bytes, or -1 if the file can't be looked at.
        mtime_ns: Time of its last change, in nanoseconds since 1970, or -1.
        ctime_ns: Time of the last change of its name or rights (on Windows, of its
            creation), or -1. Two files that swap their names differ in it.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, path: str) -> "PhotoStamp":
        """The stamp of the photo at ``path`` now."""
        absolute = os.path.abspath(path)
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return cls(absolute, -1, -1, -1)
        return cls(absolute, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class Entry(NamedTuple):
    """One row of the output file.

    Attributes:
        photo: The photo as it was when it was analysed.
        model: Checksum of the model and its settings.
        analysed: Whether the row is an analysis, not a failure.
        start: Offset in the output file, in bytes, at which the row begins.
        end: Offset at which it ends.
        checksum: CRC-32 of the row.
    """

    photo: PhotoStamp
    model: str
    analysed: bool
    start: int
    end: int
    checksum: int


class OutputState(NamedTuple):
    """Size and CRC-32 of the whole output file that a rewritten journal was written for."""

    size: int
    checksum: int


@dataclass(slots=True)
class Journal:
    """What a journal says.

    Attributes:
        written_for: The output file that it was rewritten together with, if it was.
        roots: The folders and files of the batch, each once.
        entries: The rows, in their order in the output file.
        moving_within: Size of the output file, if its rows are being moved within it: they are
            where they will be or still at their origin.
        origins: Offset at which a row that is being moved began, by where it will begin.
        damaged_lines: How many lines before the last could not be read.
        last_line: Offset at which the last entry's line begins.
        end: Offset after the last whole line.
    """

    written_for: OutputState | None = None
    roots: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    moving_within: int | None = None
    origins: dict[int, int] = field(default_factory=dict)
    damaged_lines: int = 0
    last_line: int = 0
    end: int = 0


def first_line(format_name: str, written_for: OutputState | None = None) -> bytes:
    """What a journal begins with."""
    return _line(["haski-journal", _VERSION, format_name, written_for])


def root_line(path: str) -> bytes:
    """A folder or file of the batch. Undecodable paths survive as escapes."""
    return _line(["root", path])


def found_line(count: int) -> bytes:
    """How many photos were found in the folders; the last such line holds."""
    return _line(["found", count])


def entry_line(entry: Entry) -> bytes:
    """A row of the output file."""
    return _line(["row", entry])


def moving_lines(size: int, rows: Iterable[tuple[Entry, int]]) -> Iterator[bytes]:
    """What goes before the rows of an output file of ``size`` bytes are moved within it.

    Args:
        size: Before anything is moved.
        rows: Each as it will be, and the offset at which it begins.
    """
    yield _line(["moving", size])
    for entry, origin in rows:
        yield _line(["move", entry, origin])


def moved_line() -> bytes:
    """All rows are where they should be."""
    return _line(["moved"])


def read_journal(path: str, output: str, format_name: str) -> Journal:
    """The journal at ``path`` of the output file ``output``.

    Raises:
        OutputError: ``output_not_resumable``: there is none, or none of this format.
        OSError: It can't be read.
    """
    try:
        file = open_regular(path)
    except FileNotFoundError as error:
        raise not_resumable(output, "has no journal of an earlier batch beside it") from error
    except IsADirectoryError as error:
        raise not_resumable(output, "has a folder where its journal should be") from error
    if file is None:
        raise not_resumable(output, "has a journal that is no regular file")
    with file:
        return _read(file, output, format_name)


def _read(file: BinaryIO, output: str, format_name: str) -> Journal:
    journal = Journal()
    match _values(head := file.readline(_MAX_LINE)):
        case ["haski-journal", version, name, written_for] if (version, name) == (
            _VERSION,
            format_name,
        ):
            journal.written_for = _converted(written_for, OutputState)
        case _:
            found = "has a journal that is damaged, of another format or from another version"
            raise not_resumable(output, found)
    journal.end = offset = len(head)
    roots: dict[str, None] = {}
    unread = 0
    while line := file.readline(_MAX_LINE):
        match _values(line):
            case ["root", str(root)] if _is_path(root):
                roots[root] = None
            case ["found", int()]:
                pass  # see glance()
            case ["moving", int(size)]:
                journal.moving_within = size
            case ["move", values, int(origin)] if (
                entry := _entry(values, journal.entries)
            ) and entry.start <= origin < 1 << 62:
                journal.entries.append(entry)
                journal.origins[entry.start] = origin
                journal.last_line = offset
            case ["moved"]:
                journal.moving_within = None
                journal.origins.clear()
            case ["row", values] if entry := _entry(values, journal.entries):
                journal.entries.append(entry)
                journal.last_line = offset
            case _:
                unread += 1
                offset += len(line)
                if line.endswith(b"\n"):
                    continue
                break
        offset += len(line)
        journal.end = offset
        journal.damaged_lines += unread
        unread = 0
    # One at the end is what a kill or a power cut leaves.
    journal.damaged_lines += max(0, unread - 1)
    journal.roots = list(roots)
    return journal


class Glance(NamedTuple):
    """What a journal says at a glance, to tell a person of it.

    Attributes:
        roots: The folders and files of the batch.
        done: How many photos have a row.
        found: How many photos there are; 0 if nobody has counted them to the end.
    """

    roots: tuple[str, ...]
    done: int
    found: int


def glance(path: str) -> Glance:
    """Look at the journal at ``path`` quickly: its rows are counted, not read.

    Raises:
        OSError: It can't be read.
    """
    roots: dict[str, None] = {}
    done = found = 0
    with open_regular(path) or open(os.devnull, "rb") as file:
        while line := file.readline(_MAX_LINE):
            if line.startswith((b' ["row",', b' ["move",'), 8):
                done += 1
                continue
            match _values(line):
                case ["root", str(root)]:
                    roots[root] = None
                case ["found", int(count)]:
                    found = count
    return Glance(tuple(roots), done, found)


def checksum(row: bytes) -> int:
    """What :attr:`Entry.checksum` holds for ``row``."""
    return zlib.crc32(row)


def not_resumable(output: str, found: str) -> OutputError:
    """The error of an output file that can't be continued."""
    return OutputError(
        "output_not_resumable",
        f"“{printable(output)}” {found}.",
        "Delete or move it, or choose another output file.",
    )


def _line(values: list[Any]) -> bytes:
    text = json.dumps(values, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _values(line: bytes) -> Any:
    """What a line holds; ``None`` if it is damaged."""
    stated, _, text = line.removesuffix(b"\n").partition(b" ")
    if not line.endswith(b"\n") or stated != b"%08x" % zlib.crc32(text):
        return None
    try:
        return json.loads(text)
    except _DECODE_ERRORS:
        return None


def _entry(values: Any, before: list[Entry]) -> Entry | None:
    entry = _converted(values, Entry)
    if entry is None or not _is_path(entry.photo.path):
        return None
    after = before[-1].end if before else 0
    is_possible = after <= entry.start < entry.end < 1 << 62
    return entry if is_possible and entry.end - entry.start <= MAX_ROW else None


def _converted(values: Any, kind: type[_Kind]) -> _Kind | None:
    try:
        return msgspec.convert(values, kind)
    except _DECODE_ERRORS:
        return None


def _is_path(text: str) -> bool:
    """Whether a system call would take it at all."""
    try:
        return b"\0" not in os.fsencode(text) and os.path.isabs(text)
    except ValueError:
        return False
