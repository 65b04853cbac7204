"""What an earlier run left of a batch's output file: read, judged, and put right to go on with."""

import contextlib
import errno
import logging
import os
import stat
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from io import FileIO
from itertools import count
from typing import BinaryIO, Final, Protocol

from haski_desktop.batch.journal import (
    ENDING,
    Entry,
    Journal,
    OutputState,
    checksum,
    entry_line,
    first_line,
    moved_line,
    moving_lines,
    not_resumable,
    read_journal,
    root_line,
)
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError, is_full, printable
from haski_desktop.files import (
    CHUNK,
    created,
    link_or_copy,
    open_regular,
    remove,
    sync_folder_of,
    write_all,
)

log = logging.getLogger(__name__)

NEW: Final = ".haski-new"
_DAMAGED: Final = ".damaged"


class RowFormat(Protocol):
    """How a file is made of rows; :class:`haski_desktop.export.formats.Format` is one."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def header(self) -> bytes: ...  # noqa: D102
    @property
    def separator(self) -> bytes: ...  # noqa: D102
    @property
    def footer(self) -> bytes: ...  # noqa: D102
    @property
    def row(self) -> Callable[[Analysis | Failure], bytes]: ...  # noqa: D102


@dataclass(slots=True)
class EarlierRun:
    """What is in an output file and its journal before anything is added.

    Attributes:
        path: The output file.
        row_format: How it is written.
        roots: The folders and files of the batch, each once.
        entries: The newest whole row of each photo, by its absolute path.
        journal_end: Offset at which the journal goes on; ``None`` if there is nothing to go
            on with and both files are begun.
        is_damaged: Whether one of the files is damaged or was changed by another program.
        has_dropped: Whether the output file holds rows that no longer count.
    """

    path: str
    row_format: RowFormat
    roots: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    journal_end: int | None = None
    is_damaged: bool = False
    has_dropped: bool = False

    @classmethod
    def read(cls, path: str, row_format: RowFormat, *, resume: bool) -> "EarlierRun":
        """Read what there is, if it may be continued.

        Raises:
            OutputError: ``output_exists``: it may not. ``output_not_resumable``: it can't.
            OSError: A file can't be read.
        """
        earlier = cls(path, row_format)
        if resume:
            _finish_rewriting(path, row_format.name)
        if not os.path.exists(path) or os.path.getsize(path) == 0:
            if resume:
                with contextlib.suppress(OutputError):
                    earlier.roots = read_journal(path + ENDING, path, row_format.name).roots
            return earlier
        if not resume:
            raise OutputError(
                "output_exists",
                f"“{printable(path)}” exists already.",
                "Continue it with --resume, delete it, or choose another output file.",
            )
        earlier._judge(read_journal(path + ENDING, path, row_format.name))
        return earlier

    def put_right(self, again: Collection[str] = ()) -> None:
        """Make both files what can be gone on with: without damage, and without dropped rows.

        Args:
            again: Paths of photos whose rows are dropped.

        Raises:
            OSError: The files can't be written anew; they are as they were.
        """
        dropped = [p for p in map(os.path.abspath, again) if self.entries.pop(p, None)]
        if self.is_damaged:
            self._keep_damaged()
        if self.is_damaged or self.has_dropped or dropped:
            try:
                self._rewrite()
            except OSError as error:
                # What is damaged is never changed where it lies: the copies may be links to it.
                if self.is_damaged or not self.entries or not is_full(error):
                    raise
                self._move_rows()

    def _judge(self, journal: Journal) -> None:
        """Compare the rows with what the journal says of them."""
        header, footer = self.row_format.header, self.row_format.footer
        self.roots = journal.roots
        with open(self.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            found = (_where_it_is(file, entry, journal) for entry in journal.entries)
            whole = [entry for entry in found if entry]
            file.seek(0)
            content = file.read(len(header) + len(footer) + 1)
        untouched = (header + footer).startswith(content)
        last = journal.entries[-1] if journal.entries else None
        if not whole and not untouched and (last is None or len(journal.entries) > 1):
            # Rather someone else's file now than ours to write over.
            raise not_resumable(self.path, "was changed by another program")
        self.entries = {entry.photo.path: entry for entry in whole}
        cut_off = int(last is not None and last not in whole[-1:])
        lost = len(journal.entries) - len(whole) - cut_off
        ends = last.end if last else len(header)
        self.is_damaged = bool(
            journal.damaged_lines
            or lost
            or size > ends + len(footer)
            or (not whole and not untouched)
        )
        if journal.moving_within is not None:
            self._judge_moving(journal, size, len(whole))
            return
        # Of a photo that was analysed twice, the newer row counts.
        self.has_dropped = len(self.entries) < len(whole)
        self.journal_end = min(journal.end, journal.last_line) if cut_off else journal.end

    def _judge_moving(self, journal: Journal, size: int, whole: int) -> None:
        """Rows were being moved; that is begun anew from where they are now.

        A kill costs the row that was just being moved.
        """
        lost = len(journal.entries) - whole
        too_long = size > (journal.moving_within or 0)
        self.is_damaged = bool(journal.damaged_lines or lost > 1 or too_long or not whole)
        self.has_dropped = True
        self.journal_end = journal.end

    def _keep_damaged(self) -> None:
        """Keep both files as they are under other names, and say so."""
        kept = self.path + _DAMAGED
        numbers = count(2)
        while os.path.lexists(kept) or os.path.lexists(kept + ENDING):
            kept = f"{self.path}{_DAMAGED}-{next(numbers)}"
        link_or_copy(self.path, kept)
        link_or_copy(self.path + ENDING, kept + ENDING)
        log.warning(
            "“%s” or its journal was damaged or changed by another program. %d results are "
            "whole and kept; the other photos are analysed again. The files as they were: “%s”.",
            printable(self.path),
            len(self.entries),
            printable(kept),
        )

    def _rewrite(self) -> None:
        """Write both files anew with the rows that count.

        Both appear under second names first. The renaming of the output file decides:
        :func:`_finish_rewriting` takes the new journal only if it was written for that file.
        """
        kept: list[Entry] = []
        state = 0
        try:
            mode = stat.S_IMODE(os.stat(self.path).st_mode)
            with open(self.path, "rb") as old, created(self.path + NEW, mode) as output:
                for part, entry in self._parts(old):
                    if entry:
                        start = output.tell()
                        kept.append(entry._replace(start=start, end=start + len(part)))
                    output.write(part)
                    state = zlib.crc32(part, state)
                size = output.tell()
            with created(self.path + ENDING + NEW, mode) as journal:
                journal.write(first_line(self.row_format.name, OutputState(size, state)))
                journal.writelines(map(root_line, self.roots))
                journal.writelines(map(entry_line, kept))
                end = journal.tell()
            os.replace(self.path + NEW, self.path)
            sync_folder_of(self.path)  # the second renaming must not survive without the first
            os.replace(self.path + ENDING + NEW, self.path + ENDING)
        except OSError:
            for leftover in (self.path + NEW, self.path + ENDING + NEW):
                with contextlib.suppress(OSError):
                    remove(leftover)
            raise
        self.entries = {entry.photo.path: entry for entry in kept}
        self.is_damaged = self.has_dropped = False
        self.journal_end = end

    def _move_rows(self) -> None:
        """Close the gaps that dropped rows leave, within the file: for a disk without more room.

        The journal says first where each row is and where it will be. A row is moved to a lower
        offset and never over one that is not moved yet, so a kill costs one row, and a power cut
        those whose moving had not reached the disk; both are analysed again.
        """
        rows: list[tuple[Entry, int]] = []
        at = len(self.row_format.header)
        for entry in sorted(self.entries.values(), key=lambda entry: entry.start):
            at += len(self.row_format.separator) if rows else 0
            end = at + entry.end - entry.start
            rows.append((entry._replace(start=at, end=end), entry.start))
            at = end
        mode = stat.S_IMODE(os.stat(self.path).st_mode)
        try:
            with created(self.path + ENDING + NEW, mode) as journal:
                journal.write(first_line(self.row_format.name))
                journal.writelines(map(root_line, self.roots))
                journal.writelines(moving_lines(os.path.getsize(self.path), rows))
            os.replace(self.path + ENDING + NEW, self.path + ENDING)
        except OSError:
            with contextlib.suppress(OSError):
                remove(self.path + ENDING + NEW)
            raise
        sync_folder_of(self.path)
        with _opened(self.path) as output:
            for number, (entry, origin) in enumerate(rows):
                row = row_of(output, entry._replace(start=origin, end=origin + _length(entry)))
                if row is None:
                    raise OSError(errno.EIO, "it changes while it is read")
                if entry.start != origin:
                    before = self.row_format.separator if number else b""
                    output.seek(entry.start - len(before))
                    write_all(output, before + row)
            output.seek(at)
            write_all(output, self.row_format.footer)
            output.truncate()
            os.fsync(output.fileno())
        with _opened(self.path + ENDING) as journal_file:
            journal_file.seek(0, os.SEEK_END)
            write_all(journal_file, moved_line())
            self.journal_end = journal_file.tell()
        self.entries = {entry.photo.path: entry for entry, _ in rows}
        self.has_dropped = False

    def _parts(self, old: BinaryIO) -> Iterator[tuple[bytes, Entry | None]]:
        """What the rewritten output file is made of, in its order; with rows, their entries."""
        yield self.row_format.header, None
        is_first = True
        for entry in sorted(self.entries.values(), key=lambda entry: entry.start):
            row = row_of(old, entry)
            if row is None:
                raise OSError(errno.EIO, "it changes while it is read")
            if not is_first:
                yield self.row_format.separator, None
            yield row, entry
            is_first = False
        yield self.row_format.footer, None


def is_resumable(path: str, row_format: RowFormat) -> bool:
    """Whether there is a batch of this format to be continued; little of it is read."""
    try:
        with open_regular(path + ENDING) or open(os.devnull, "rb") as file:
            known = first_line(row_format.name).split(b" ", 1)[1].rsplit(b",", 1)[0]
            return file.read(100)[9:].startswith(known)
    except OSError:
        return False


def _opened(path: str) -> FileIO:
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return FileIO(os.open(path, flags), "r+b")


def _length(entry: Entry) -> int:
    return entry.end - entry.start


def _where_it_is(file: BinaryIO, entry: Entry, journal: Journal) -> Entry | None:
    """An entry with the place at which its row is whole now; ``None`` if there is none."""
    if row_of(file, entry) is not None:
        return entry
    origin = journal.origins.get(entry.start)
    if origin is None:
        return None
    entry = entry._replace(start=origin, end=origin + _length(entry))
    return entry if row_of(file, entry) is not None else None


def row_of(file: BinaryIO | FileIO, entry: Entry) -> bytes | None:
    """An entry's row, if it is whole."""
    file.seek(entry.start)
    row = file.read(entry.end - entry.start)
    return row if checksum(row) == entry.checksum else None


def _finish_rewriting(path: str, format_name: str) -> None:
    """Complete a rewriting that was cut off between its two renames; undo an earlier one."""
    new = path + ENDING + NEW
    with contextlib.suppress(OSError, OutputError):
        written_for = read_journal(new, path, format_name).written_for
        if written_for is not None and written_for == _state(path, written_for.size):
            os.replace(new, path + ENDING)
    remove(new)
    remove(path + NEW)


def _state(path: str, size: int) -> OutputState | None:
    """Size and checksum of a file; ``None`` if it is not ``size`` long."""
    if os.path.getsize(path) != size:
        return None
    state = 0
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            state = zlib.crc32(chunk, state)
    return OutputState(size, state)
