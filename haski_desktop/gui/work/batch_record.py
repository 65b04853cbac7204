"""The window's last batch of folders, kept on the disk while it runs. No Qt.

It holds the folders and each result as it comes, so that the batch can be continued
after a close, a crash or a kill. One window at a time keeps one.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from haski_desktop.batch.journal import ENDING, read_journal
from haski_desktop.batch.lock import OutputLock
from haski_desktop.batch.pipeline import Outcome
from haski_desktop.batch.results import ResultFile, analysed_rows
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError
from haski_desktop.export.formats import JSONL
from haski_desktop.files import write_atomically

ROOTS: Final = "folders.json"
RESULTS: Final = "results.jsonl"


def remembered_roots(folder: Path) -> list[str]:
    """The folders of the batch that is kept in ``folder``; none if there is no such batch."""
    try:
        roots = json.loads((folder / ROOTS).read_bytes())
    except (OSError, ValueError):
        return []
    return [root for root in roots if isinstance(root, str)] if isinstance(roots, list) else []


class BatchRecord:
    """One batch: begun or continued, added to, and at last forgotten.

    The photos matter more than the record: what can't be written is told once, what was
    written before can be continued, and from then on nothing is kept.
    """

    def __init__(self, folder: Path, on_failure: Callable[[OutputError], None]) -> None:
        """Nothing is read or written before a batch is begun or continued.

        Args:
            folder: Where to keep it; made when it is needed.
            on_failure: Told why it can't be kept.
        """
        self._folder = folder
        self._on_failure = on_failure
        self._results = str(folder / RESULTS)
        self._lock: OutputLock | None = None
        self._file: ResultFile | None = None
        self._roots: list[str] = []
        self._expected: set[str] = set()

    @property
    def is_open(self) -> bool:
        """Whether results are being kept."""
        return self._file is not None

    def begin(self, root: str, model: str) -> None:
        """Keep a new batch instead of the last one."""
        with self._told():
            self._own()
            self._close_file()
            for path in (self._results, self._results + ENDING):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)
            self._roots = []
            self._open([], model)
        self.extend(root)

    def extend(self, root: str) -> None:
        """Add a folder to the batch."""
        if self._file is None or root in self._roots:
            return
        self._roots.append(root)
        with self._told():
            # Escapes keep names that are no Unicode, as in the journal.
            write_atomically(self._folder / ROOTS, json.dumps(self._roots).encode())

    def resume(self, model: str) -> Iterator[tuple[str, Analysis]]:
        """Go on with the last batch; yields what holds of it: paths and their results.

        Rows of photos that have changed since, or failed, are dropped.
        """
        with self._told():
            self._own()
            self._close_file()
            self._roots = remembered_roots(self._folder)
            try:
                known = [entry.photo.path for entry in read_journal(self._results, JSONL.name)]
            except OutputError:
                known = []  # ended before its first result
            self._open(known, model)
            for path, row in analysed_rows(self._results, JSONL.name):
                with contextlib.suppress(msgspec.MsgspecError):
                    yield path, msgspec.json.decode(row, type=Analysis)

    def use_model(self, model: str) -> None:
        """Note from now on that results are this model's."""
        if self._file is not None:
            with self._told():
                self._close_file()
                self._open([], model)

    def expect(self, photo: str) -> None:
        """Note what a photo is like just before it is read."""
        if self._file is not None:
            self._file.expect(photo)
            self._expected.add(photo)

    def append(self, photo: str, result: Analysis | Failure) -> None:
        """Keep the result of a photo, if it was read since the batch is open."""
        if self._file is not None and photo in self._expected:
            self._expected.discard(photo)
            with self._told():
                self._file.append(Outcome(photo, result))

    def sync(self) -> None:
        """Force everything to the disk, because there may be no further result for long."""
        if self._file is not None:
            with self._told():
                self._file.sync()

    def close(self) -> None:
        """Let go of it; it can be continued later."""
        with contextlib.suppress(OutputError):  # what could be written is written
            self._close_file()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def forget(self) -> None:
        """Remove it from the disk, if it is this window's."""
        if self._lock is None:
            return
        with contextlib.suppress(OutputError):
            self._close_file()
        for path in (self._folder / ROOTS, self._results, self._results + ENDING):
            with contextlib.suppress(OSError):
                os.unlink(path)
        self.close()

    def _own(self) -> None:
        if self._lock is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = OutputLock(str(self._folder / "batch"))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OutputError as error:
            self.close()
            self._on_failure(error)
        except OSError as error:
            self.close()
            self._on_failure(OutputError.of(str(self._folder), error))

    def _open(self, photos: Iterable[str], model: str) -> None:
        self._file = ResultFile(self._results, JSONL, photos, model, resume=True)

    def _close_file(self) -> None:
        self._expected.clear()
        if self._file is not None:
            file, self._file = self._file, None
            file.close()
