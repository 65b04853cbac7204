"""The output file of a batch: rows are appended, nothing is lost, nothing is twice."""

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from typing import BinaryIO, Final, Protocol, Self

from haski_desktop.batch.journal import (
    ENDING,
    Entry,
    PhotoState,
    checksum,
    first_line,
    read_journal,
)
from haski_desktop.batch.lock import OutputLock
from haski_desktop.batch.pipeline import Outcome
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError, printable

# Rows and seconds after which what was written is forced to the disk: what a power
# cut can lose. A kill loses less, because every row is handed to the system at once.
SYNC_ROWS: Final = 256
SYNC_SECONDS: Final = 1.0
_NEW: Final = ".new"


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
        remaining: The photos that are still to be analysed, each once.
        already_done: How many of the photos asked for have a result already.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        row_format: RowFormat,
        photos: Iterable[str],
        model: str,
        *,
        resume: bool = False,
    ) -> None:
        """Begin an output file, or continue one.

        Args:
            path: The file. Beside it lie its ``.journal`` and, meanwhile, its ``.lock``.
            row_format: How to write it.
            photos: Paths of all photos wanted.
            model: Checksum of the model and its settings.
            resume: Keep the rows of photos that are unchanged; photos that failed
                are tried again. Without an output file it makes no difference.

        Raises:
            OutputError: The file exists and ``resume`` is not set, can't be
                continued or written, or is in use by another batch.
        """
        self._path = os.path.realpath(path)
        self._format, self._model = row_format, model
        self._unsynced, self._synced_at = 0, time.monotonic()
        with contextlib.ExitStack() as cleanup, self._explained():
            self._lock = OutputLock(self._path)
            cleanup.callback(self._lock.close)
            entries = self._earlier_entries(resume=resume)
            newest = {entry.photo.path: entry for entry in entries}.values()
            self._plan(photos, {e.photo.path: e.photo for e in newest if e.analysed})
            kept = self._rebuild([e for e in newest if e.photo.path not in self._states])
            self._rows = len(kept)
            self._end = kept[-1].end if kept else len(row_format.header)
            self._output = cleanup.enter_context(_open(self._path))
            self._journal = cleanup.enter_context(_open(self._path + ENDING))
            self._journal.seek(0, os.SEEK_END)
            self._cleanup = cleanup.pop_all()

    def expect(self, photo: str) -> None:
        """Ask for one more photo, or once more for one that is done."""
        state = PhotoState.of(photo, self._model)
        self._states[state.path] = state

    def append(self, outcome: Outcome) -> None:
        """Add a photo's row. The file is valid again when this returns.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``. The file holds
                what it held before, and can be continued.
        """
        row = self._format.row(outcome.result)
        data = self._format.separator + row if self._rows else row
        analysed = isinstance(outcome.result, Analysis)
        entry = Entry(
            self._states[os.path.abspath(outcome.path)],
            analysed,
            self._end + len(data) - len(row),
            self._end + len(data),
            checksum(row),
        )
        with self._explained(), self._undone_on_error():
            self._output.seek(self._end)
            _write(self._output, data + self._format.footer)
            _write(self._journal, entry.line())
        self._end = entry.end
        self._rows += 1
        self._unsynced += 1
        due = time.monotonic() - self._synced_at >= SYNC_SECONDS
        if due or self._unsynced >= SYNC_ROWS:
            self.sync()

    def sync(self) -> None:
        """Force what was written to the disk.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        with self._explained():
            os.fsync(self._output.fileno())
            os.fsync(self._journal.fileno())
        self._unsynced = 0
        self._synced_at = time.monotonic()

    def close(self) -> None:
        """Sync, close and let other batches have the file."""
        with self._cleanup:
            self.sync()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _earlier_entries(self, *, resume: bool) -> list[Entry]:
        """The rows that an earlier batch left whole."""
        _finish_rebuild(self._path)
        if os.path.isdir(self._path):
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if not os.path.exists(self._path) or os.path.getsize(self._path) == 0:
            return []
        if not resume:
            raise OutputError(
                "output_exists",
                f"“{printable(self._path)}” exists already.",
                "Continue it with --resume, delete it, or choose another output file.",
            )
        entries = read_journal(self._path, self._format.name)
        whole = [entry for entry, _ in _rows(self._path, entries)]
        if entries and not whole:  # rather someone else's file now than ours to overwrite
            raise OutputError(
                "output_not_resumable",
                f"“{printable(self._path)}” was changed by another program.",
                "Move it away, or choose another output file.",
            )
        return whole

    def _plan(self, photos: Iterable[str], done: dict[str, PhotoState]) -> None:
        """Sort ``photos`` into those done and those remaining; repeats are dropped."""
        self.remaining: list[str] = []
        self._states: dict[str, PhotoState] = {}
        self.already_done = 0
        seen = set()
        for photo in photos:
            state = PhotoState.of(photo, self._model)
            if state.path in seen:
                continue
            seen.add(state.path)
            if done.get(state.path) == state:
                self.already_done += 1
            else:
                self.remaining.append(photo)
                self._states[state.path] = state

    def _rebuild(self, wanted: list[Entry]) -> list[Entry]:
        """Write both files anew with the ``wanted`` rows; these, with their new places.

        Both appear under a second name first, so that a kill leaves the old pair or
        the new; :func:`_finish_rebuild` completes one that was cut off in between.
        """
        kept: list[Entry] = []
        with _created(self._path + _NEW) as output:
            output.write(self._format.header)
            for entry, row in _rows(self._path, wanted):
                output.write(self._format.separator if kept else b"")
                start = output.tell()
                output.write(row)
                kept.append(entry._replace(start=start, end=start + len(row)))
            output.write(self._format.footer)
        with _created(self._path + ENDING + _NEW) as journal:
            journal.write(first_line(self._format.name))
            journal.writelines(entry.line() for entry in kept)
        os.replace(self._path + _NEW, self._path)
        _sync_folder(self._path)  # the second renaming must not survive without the first
        os.replace(self._path + ENDING + _NEW, self._path + ENDING)
        return kept

    @contextlib.contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        """Take a half-written row off again; that of the journal is ignored when read."""
        try:
            yield
        except OSError:
            with contextlib.suppress(OSError):
                self._output.truncate(self._end)
                self._output.seek(self._end)
                _write(self._output, self._format.footer)
            raise

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError.of(self._path, error) from error


def analysed_rows(path: str, format_name: str) -> Iterator[tuple[str, bytes]]:
    """The rows of a file that hold an analysis, each with the path of its photo.

    Raises:
        OutputError: It has no journal.
    """
    entries = [entry for entry in read_journal(path, format_name) if entry.analysed]
    return ((entry.photo.path, row) for entry, row in _rows(path, entries))


def _finish_rebuild(path: str) -> None:
    """Complete a rebuild that was cut off between its two renames; drop an earlier one."""
    new_output, new_journal = path + _NEW, path + ENDING + _NEW
    if os.path.exists(new_journal) and not os.path.exists(new_output):
        os.replace(new_journal, path + ENDING)
    for leftover in (new_output, new_journal):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(leftover)


def _rows(path: str, entries: list[Entry]) -> Iterator[tuple[Entry, bytes]]:
    """Those of ``entries`` whose rows are whole in the file, with the rows."""
    if not entries:
        return
    with open(path, "rb") as file:
        for entry in entries:
            file.seek(entry.start)
            row = file.read(entry.end - entry.start)
            if checksum(row) == entry.checksum:
                yield entry, row


@contextlib.contextmanager
def _created(path: str) -> Iterator[BinaryIO]:
    """A new file that is on the disk when the block ends."""
    with open(path, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: str) -> None:
    if os.name == "nt":  # has no such thing
        return
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _open(path: str) -> FileIO:
    return FileIO(path, "r+b")  # without a buffer: a row written is a row handed to the system


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
