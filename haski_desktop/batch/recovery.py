"""What an earlier run left of a batch's output file: read, judged, and put right to go on with."""

import contextlib
import errno
import logging
import os
import stat
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
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
    not_resumable,
    open_regular,
    read_journal,
    root_line,
)
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError, printable
from haski_desktop.files import CHUNK, created, link_or_copy, remove, sync_folder_of

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
            self._rewrite()

    def _judge(self, journal: Journal) -> None:
        """Compare the rows with what the journal says of them."""
        header, footer = self.row_format.header, self.row_format.footer
        self.roots = journal.roots
        with open(self.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            whole = [e for e in journal.entries if row_of(file, e) is not None]
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
        # Of a photo that was analysed twice, the newer row counts.
        self.has_dropped = len(self.entries) < len(whole)
        self.journal_end = min(journal.end, journal.last_line) if cut_off else journal.end

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


def row_of(file: BinaryIO, entry: Entry) -> bytes | None:
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
