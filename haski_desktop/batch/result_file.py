"""The output file of a batch: rows are appended, nothing is lost, nothing is twice.

What protects it, by what can happen:

* A kill at any moment: a row is handed to the system whole, after its line in the journal;
  a file is rewritten under a second name and renamed. At most the last row is done again.
* A power cut: every second both files are forced to the disk.
* A full disk: the half-written row is taken off; going on needs no second copy. Rows that have
  to be dropped are then left out by moving the others within the file, if the disk has room for
  a second journal at least.
* Damage, or changes by another program: checksums of every row and line tell; the files as
  they were are kept as ``.damaged``, and it is said.
* Removal or replacement while the batch runs: noticed at each sync, and undone.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from io import FileIO
from typing import Final, Literal, Self

import msgspec

from haski_desktop.batch.journal import (
    ENDING,
    Entry,
    PhotoStamp,
    checksum,
    entry_line,
    first_line,
    found_line,
    root_line,
)
from haski_desktop.batch.recovery import EarlierRun, RowFormat, row_of
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError, printable
from haski_desktop.files import copy_content, created, is_at, locked, remove, write_all

# Rows and seconds after which what was written is forced to the disk: what a power
# cut can lose. A kill loses less, because every row is handed to the system at once.
SYNC_ROWS: Final = 256
SYNC_SECONDS: Final = 1.0

# What to do with an output file that exists: refuse, go on with it, or write over it.
Existing = Literal["refuse", "resume", "replace"]


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
        self._is_open = False
        self._end = self._journal_end = 0
        self._gone: OutputError | None = None
        self._unsynced, self._synced_at = 0, time.monotonic()
        with contextlib.ExitStack() as cleanup, self._explained():
            _refuse_odd_files(self._path)
            cleanup.enter_context(locked(self._path))
            if existing == "replace":
                remove(self._path + ENDING)
                remove(self._path)
            self._earlier = EarlierRun.read(self._path, row_format, resume=existing == "resume")
            self.roots = self._earlier.roots
            self._cleanup = cleanup.pop_all()

    def holds(self, photo: str, model: str) -> bool:
        """Whether there is an analysis of the photo as it is now, by this model.

        Args:
            photo: Its path.
            model: Checksum of the model and its settings.
        """
        entry = self._earlier.entries.get(os.path.abspath(photo))
        if entry is None or not entry.analysed or entry.model != model:
            return False
        return entry.photo == PhotoStamp.of(photo)

    def result(self, photo: str) -> Analysis | None:
        """The analysis in the photo's row of a JSON Lines file; ``None`` if it can't be read."""
        entry = self._earlier.entries.get(os.path.abspath(photo))
        if entry is None or self._format.name != "jsonl":
            return None
        try:
            with open(self._path, "rb") as file:
                row = row_of(file, entry)
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
        with self._explained():
            self._earlier.put_right(again)
            self._open()

    def add_roots(self, roots: Iterable[str]) -> None:
        """Note folders and files of the batch, so that it can be continued without naming them.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        self.prepare()
        new = [root for root in dict.fromkeys(roots) if root not in self.roots]
        with self._explained(), self._undone_on_error():
            write_all(self._journal, b"".join(map(root_line, new)))
            self._journal_end = self._journal.tell()
        self.roots += new

    def note_found(self, count: int) -> None:
        """Note how many photos were found in the batch's folders, to tell of it later.

        Raises:
            OutputError: ``disk_full`` or ``output_not_writable``.
        """
        self.prepare()
        with self._explained(), self._undone_on_error():
            write_all(self._journal, found_line(count))
            self._journal_end = self._journal.tell()

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
            write_all(self._journal, entry_line(entry))
            self._output.seek(self._end)
            write_all(self._output, data + self._format.footer)
        self._end, self._journal_end = end, self._journal.tell()
        self._earlier.entries[stamp.path] = entry
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
            remove(self._path + ENDING)  # first: without it the other is nobody's batch
            remove(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        """Open both files to append, without what a kill left half written."""
        header, footer = self._format.header, self._format.footer
        journal_end = self._earlier.journal_end
        if journal_end is None:
            # First the journal: an output file without one could not be continued.
            remove(self._path + ENDING)
            self._journal = self._opened(self._path + ENDING, os.O_CREAT | os.O_EXCL)
            lines = (first_line(self._format.name), *map(root_line, self.roots))
            write_all(self._journal, b"".join(lines))
            self._output = self._opened(self._path, os.O_CREAT)
        else:
            self._journal = self._opened(self._path + ENDING)
            self._output = self._opened(self._path)
        self._end = max((e.end for e in self._earlier.entries.values()), default=len(header))
        if self._end == len(header):
            write_all(self._output, header)
        self._output.seek(self._end)
        write_all(self._output, footer)
        self._output.truncate()
        # Only now: half a row that no line knows of would be taken for another program's.
        if journal_end is not None:
            self._journal.truncate(journal_end)
        self._journal_end = self._journal.seek(0, os.SEEK_END)
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
                write_all(self._output, self._format.footer)
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
        if all(is_at(file, path) for file, path in pairs):
            return
        # What is there now, if anything, is somebody else's.
        place, number = self._path, 1
        while any(
            os.path.lexists(place + ending) and not is_at(file, place + ending)
            for file, ending in ((self._output, ""), (self._journal, ENDING))
        ):
            stem, ending = os.path.splitext(self._path)
            place, number = f"{stem}.kept{'' if number == 1 else number}{ending}", number + 1
        for file, ending in ((self._journal, ENDING), (self._output, "")):
            if not is_at(file, place + ending):
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                with created(place + ending, mode) as copy:
                    copy_content(file, copy)
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
