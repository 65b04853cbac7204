"""The output file of a batch: rows are appended, nothing is lost, nothing is twice.

What protects it, by what can happen:

* A kill at any moment: a row is handed to the system whole, after its line in the journal;
  a file is rewritten under a second name and renamed. At most the last row is done again.
* A power cut: every second both files are forced to the disk.
* A full disk: the half-written row is taken off; going on needs no second copy, unless rows
  have to be dropped.
* Damage, or changes by another program: checksums of every row and line tell; the files as
  they were are kept as ``.damaged``, and it is said.
* Removal or replacement while the batch runs: noticed at each sync, and undone.
"""

import contextlib
import errno
import logging
import os
import shutil
import stat
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from io import FileIO
from itertools import count
from typing import BinaryIO, Final, Literal, Protocol, Self

import msgspec

from haski_desktop.batch.journal import (
    ENDING,
    Entry,
    Journal,
    OutputState,
    PhotoStamp,
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
from haski_desktop.files import locked

log = logging.getLogger(__name__)

# Rows and seconds after which what was written is forced to the disk: what a power
# cut can lose. A kill loses less, because every row is handed to the system at once.
SYNC_ROWS: Final = 256
SYNC_SECONDS: Final = 1.0
_NEW: Final = ".haski-new"
_DAMAGED: Final = ".damaged"
_CHUNK: Final = 1 << 16

# What to do with an output file that exists: refuse, go on with it, or write over it.
Existing = Literal["refuse", "resume", "replace"]


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


class ResultFile:
    """An output file that is valid after every row, and its journal.

    Attributes:
        roots: The folders and files of the batch, as an earlier run noted them.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        row_format: RowFormat,
        *,
        existing: Existing = "refuse",
        private: bool = False,
    ) -> None:
        """Begin an output file, or continue one.

        Args:
            path: The file. Beside it lie its ``.journal`` and, meanwhile, its ``.lock``.
            row_format: How to write it.
            existing: What to do if it exists.
            private: Whether new files are for this user only.

        Raises:
            OutputError: The file exists and may not be written over, can't be continued
                or written, or is in use by another batch.
        """
        self._path = os.path.realpath(path)
        self._format = row_format
        self._mode = 0o600 if private else 0o666
        self._expected: dict[str, tuple[PhotoStamp, str]] = {}
        self._entries: dict[str, Entry] = {}
        self._is_damaged = self._has_dropped = self._is_open = False
        self.roots: list[str] = []
        self._end = self._journal_end = 0
        self._gone: OutputError | None = None
        self._unsynced, self._synced_at = 0, time.monotonic()
        with contextlib.ExitStack() as cleanup, self._explained():
            _refuse_odd_files(self._path)
            cleanup.enter_context(locked(self._path))
            if existing == "replace":
                _unlink(self._path + ENDING)
                _unlink(self._path)
            self._journal_state = self._load(resume=existing == "resume")
            self._cleanup = cleanup.pop_all()

    def holds(self, photo: str, model: str) -> bool:
        """Whether there is an analysis of the photo as it is now, by this model.

        Args:
            photo: Its path.
            model: Checksum of the model and its settings.
        """
        entry = self._entries.get(os.path.abspath(photo))
        if entry is None or not entry.analysed or entry.model != model:
            return False
        return entry.photo == PhotoStamp.of(photo)

    def result(self, photo: str) -> Analysis | None:
        """The analysis in the photo's row of a JSON Lines file; ``None`` if it can't be read."""
        entry = self._entries.get(os.path.abspath(photo))
        if entry is None or self._format.name != "jsonl":
            return None
        try:
            with open(self._path, "rb") as file:
                row = _row(file, entry)
            return msgspec.json.decode(row or b"", type=Analysis)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    def prepare(self, again: Collection[str] = ()) -> None:
        """Make the file ready for new rows; without a call the first row does it.

        Args:
            again: Paths of photos that will be analysed; their rows so far are dropped.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        if self._is_open:
            return
        dropped = [p for p in map(os.path.abspath, again) if self._entries.pop(p, None)]
        with self._explained():
            if self._is_damaged:
                self._keep_damaged()
            if self._is_damaged or self._has_dropped or dropped:
                self._rewrite()
            self._open()

    def add_roots(self, roots: Iterable[str]) -> None:
        """Note folders and files of the batch, so that it can be continued without naming them.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        self.prepare()
        new = [root for root in dict.fromkeys(roots) if root not in self.roots]
        with self._explained(), self._undone_on_error():
            _write(self._journal, b"".join(map(root_line, new)))
            self._journal_end = self._journal.tell()
        self.roots += new

    def expect(self, photo: str, model: str) -> None:
        """Note what a photo's file is like just before it is read.

        Args:
            photo: Its path.
            model: Checksum of the model that will analyse it.
        """
        stamp = PhotoStamp.of(photo)
        self._expected[stamp.path] = stamp, model

    def append(self, photo: str, result: Analysis | Failure, *, is_final: bool = True) -> None:
        """Add a photo's row. The file is valid again when this returns.

        Args:
            photo: Its path, for which :meth:`expect` was called.
            result: Its row.
            is_final: Whether the result will hold when the batch is continued.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``. The file holds
                what it held before, and can be continued.
        """
        self.prepare()
        if self._gone is not None:
            raise self._gone
        row = self._format.row(result)
        data = self._format.separator + row if self._end > len(self._format.header) else row
        end = self._end + len(data)
        stamp, model = self._expected.pop(os.path.abspath(photo))
        analysed = is_final and isinstance(result, Analysis)
        entry = Entry(stamp, model, analysed, end - len(row), end, checksum(row))
        with self._explained(), self._undone_on_error():
            _write(self._journal, entry_line(entry))
            self._output.seek(self._end)
            _write(self._output, data + self._format.footer)
        self._end, self._journal_end = end, self._journal.tell()
        self._entries[stamp.path] = entry
        self._unsynced += 1
        due = time.monotonic() - self._synced_at >= SYNC_SECONDS
        if due or self._unsynced >= SYNC_ROWS:
            self.sync()

    def sync(self) -> None:
        """Force what was written to the disk, and see that it is still where it should be.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        if not self._is_open or self._gone is not None:
            return
        with self._explained():
            os.fsync(self._output.fileno())
            os.fsync(self._journal.fileno())
            self._restore_if_gone()
        self._unsynced = 0
        self._synced_at = time.monotonic()

    def close(self) -> None:
        """Sync, close and let other batches have the file.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        with self._cleanup:
            self.prepare()
            self.sync()

    def remove(self) -> None:
        """Close, and remove the file and its journal."""
        with self._cleanup, self._explained():
            _unlink(self._path + ENDING)  # first: without it the other is nobody's batch
            _unlink(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _load(self, *, resume: bool) -> Journal | None:
        """Read what an earlier run left; ``None`` if that is nothing."""
        if resume:
            self._finish_rewriting()
        if not os.path.exists(self._path) or os.path.getsize(self._path) == 0:
            if resume:
                with contextlib.suppress(OutputError):
                    journal = read_journal(self._path + ENDING, self._path, self._format.name)
                    self.roots = journal.roots
            return None
        if not resume:
            raise OutputError(
                "output_exists",
                f"“{printable(self._path)}” exists already.",
                "Continue it with --resume, delete it, or choose another output file.",
            )
        journal = read_journal(self._path + ENDING, self._path, self._format.name)
        self.roots = journal.roots
        with open(self._path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            whole = [e for e in journal.entries if _row(file, e) is not None]
            edges = len(self._format.header) + len(self._format.footer)
            file.seek(0)
            content = file.read(edges + 1)
        untouched = (self._format.header + self._format.footer).startswith(content)
        last = journal.entries[-1] if journal.entries else None
        if not whole and not untouched and (last is None or len(journal.entries) > 1):
            # Rather someone else's file now than ours to write over.
            raise not_resumable(self._path, "was changed by another program")
        self._entries = {entry.photo.path: entry for entry in whole}
        cut_off = int(last is not None and last not in whole[-1:])
        lost = len(journal.entries) - len(whole) - cut_off
        ends = last.end if last else len(self._format.header)
        self._is_damaged = bool(
            journal.damaged_lines
            or lost
            or size > ends + len(self._format.footer)
            or (not whole and not untouched)
        )
        # Of a photo that was analysed twice, the newer row counts.
        self._has_dropped = len(self._entries) < len(whole)
        if cut_off and last:
            journal.end = min(journal.end, journal.last_line)
        return journal

    def _keep_damaged(self) -> None:
        """Keep both files as they are under other names, and say so."""
        kept = self._path + _DAMAGED
        numbers = count(2)
        while os.path.lexists(kept) or os.path.lexists(kept + ENDING):
            kept = f"{self._path}{_DAMAGED}-{next(numbers)}"
        _copy(self._path, kept)
        _copy(self._path + ENDING, kept + ENDING)
        log.warning(
            "“%s” or its journal was damaged or changed by another program. %d results are "
            "whole and kept; the other photos are analysed again. The files as they were: “%s”.",
            printable(self._path),
            len(self._entries),
            printable(kept),
        )

    def _rewrite(self) -> None:
        """Write both files anew with the rows that count.

        Both appear under second names first. The renaming of the output file decides:
        :meth:`_finish_rewriting` takes the new journal only if it was written for that file.
        """
        kept: list[Entry] = []
        state = 0
        try:
            mode = stat.S_IMODE(os.stat(self._path).st_mode)
            with open(self._path, "rb") as old, _created(self._path + _NEW, mode) as output:
                for part, entry in self._parts(old):
                    if entry:
                        start = output.tell()
                        kept.append(entry._replace(start=start, end=start + len(part)))
                    output.write(part)
                    state = zlib.crc32(part, state)
                size = output.tell()
            with _created(self._path + ENDING + _NEW, mode) as journal:
                journal.write(first_line(self._format.name, OutputState(size, state)))
                journal.writelines(map(root_line, self.roots))
                journal.writelines(map(entry_line, kept))
                end = journal.tell()
            os.replace(self._path + _NEW, self._path)
            _sync_folder(self._path)  # the second renaming must not survive without the first
            os.replace(self._path + ENDING + _NEW, self._path + ENDING)
        except OSError:
            for leftover in (self._path + _NEW, self._path + ENDING + _NEW):
                with contextlib.suppress(OSError):
                    _unlink(leftover)
            raise
        self._entries = {entry.photo.path: entry for entry in kept}
        self._is_damaged = False
        self._journal_state = Journal(roots=self.roots, entries=kept, end=end)

    def _parts(self, old: BinaryIO) -> Iterator[tuple[bytes, Entry | None]]:
        """What the rewritten output file is made of, in its order; with rows, their entries."""
        yield self._format.header, None
        is_first = True
        for entry in sorted(self._entries.values(), key=lambda entry: entry.start):
            row = _row(old, entry)
            if row is None:
                raise OSError(errno.EIO, "it changes while it is read")
            if not is_first:
                yield self._format.separator, None
            yield row, entry
            is_first = False
        yield self._format.footer, None

    def _finish_rewriting(self) -> None:
        """Complete a rewriting that was cut off between its two renames; undo an earlier one."""
        new = self._path + ENDING + _NEW
        with contextlib.suppress(OSError, OutputError):
            written_for = read_journal(new, self._path, self._format.name).written_for
            if written_for is not None and written_for == _state(self._path, written_for.size):
                os.replace(new, self._path + ENDING)
        _unlink(new)
        _unlink(self._path + _NEW)

    def _open(self) -> None:
        """Open both files to append, without what a kill left half written."""
        header, footer = self._format.header, self._format.footer
        journal = self._journal_state
        if journal is None:
            # First the journal: an output file without one could not be continued.
            _unlink(self._path + ENDING)
            self._journal = self._opened(self._path + ENDING, os.O_CREAT | os.O_EXCL)
            lines = (first_line(self._format.name), *map(root_line, self.roots))
            _write(self._journal, b"".join(lines))
            self._output = self._opened(self._path, os.O_CREAT)
        else:
            self._journal = self._opened(self._path + ENDING)
            self._journal.truncate(journal.end)
            self._journal.seek(0, os.SEEK_END)
            self._output = self._opened(self._path)
        self._journal_end = self._journal.tell()
        self._end = max((e.end for e in self._entries.values()), default=len(header))
        if self._end == len(header):
            _write(self._output, header)
        self._output.seek(self._end)
        _write(self._output, footer)
        self._output.truncate()
        self._is_open = True

    def _opened(self, path: str, flags: int = 0) -> FileIO:
        """A file without a buffer: a row that is written is handed to the system."""
        flags |= os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return self._cleanup.enter_context(FileIO(os.open(path, flags, self._mode), "r+b"))

    @contextlib.contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        """Take a half-written row off both files again."""
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                self._output.truncate(self._end)
                self._output.seek(self._end)
                _write(self._output, self._format.footer)
                self._journal.truncate(self._journal_end)
                self._journal.seek(self._journal_end)
            raise

    def _restore_if_gone(self) -> None:
        """Write the files again if another program removed or replaced them.

        Raises:
            OutputError: ``output_not_writable``, because another one certainly does not
                want them to be written here any longer.
        """
        pairs = ((self._output, self._path), (self._journal, self._path + ENDING))
        if all(_is_at(file, path) for file, path in pairs):
            return
        # What is there now, if anything, is somebody else's.
        place, number = self._path, 1
        while any(
            os.path.lexists(place + ending) and not _is_at(file, place + ending)
            for file, ending in ((self._output, ""), (self._journal, ENDING))
        ):
            stem, ending = os.path.splitext(self._path)
            place, number = f"{stem}.kept{'' if number == 1 else number}{ending}", number + 1
        for file, ending in ((self._journal, ENDING), (self._output, "")):
            if not _is_at(file, place + ending):
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                with _created(place + ending, mode) as copy:
                    _copy_content(file, copy)
        self._gone = OutputError(
            "output_not_writable",
            f"“{printable(self._path)}” or its journal was removed or replaced by another program.",
            f"All results so far are in “{printable(place)}”; --resume continues that file.",
        )
        raise self._gone

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError.of(self._path, error) from error


def is_resumable(path: str, row_format: RowFormat) -> bool:
    """Whether there is a batch of this format to be continued; little of it is read."""
    try:
        with open_regular(path + ENDING) or open(os.devnull, "rb") as file:
            known = first_line(row_format.name).split(b" ", 1)[1].rsplit(b",", 1)[0]
            return file.read(100)[9:].startswith(known)
    except OSError:
        return False


def _row(file: BinaryIO, entry: Entry) -> bytes | None:
    """An entry's row, if it is whole."""
    file.seek(entry.start)
    row = file.read(entry.end - entry.start)
    return row if checksum(row) == entry.checksum else None


def _refuse_odd_files(path: str) -> None:
    """Refuse an output file that is a folder, a device or a pipe."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is no regular file")


def _state(path: str, size: int) -> OutputState | None:
    """Size and checksum of a file; ``None`` if it is not ``size`` long."""
    if os.path.getsize(path) != size:
        return None
    state = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            state = zlib.crc32(chunk, state)
    return OutputState(size, state)


def _is_at(file: FileIO, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.lstat(path))
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _created(path: str, mode: int) -> Iterator[BinaryIO]:
    """A new file that is on the disk when the block ends."""
    _unlink(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        os.chmod(path, mode)
        yield file
        file.flush()
        os.fsync(file.fileno())


def _copy(path: str, new: str) -> None:
    """Another name for a file that will be replaced, or a copy where there is no such thing."""
    try:
        os.link(path, new)
    except OSError:
        mode = stat.S_IMODE(os.stat(path).st_mode)
        with open(path, "rb") as old, _created(new, mode) as copy:
            shutil.copyfileobj(old, copy, _CHUNK)


def _copy_content(file: FileIO, copy: BinaryIO) -> None:
    place = file.tell()
    file.seek(0)
    shutil.copyfileobj(file, copy, _CHUNK)
    file.seek(place)


def _unlink(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _sync_folder(path: str) -> None:
    if os.name == "nt":  # has no such thing
        return
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
