"""Watches a folder for the window: told by the system, and looking by itself now and then."""

import os
import threading
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from haski_desktop.batch.watch import SETTLE_SECONDS, FolderWatch
from haski_desktop.errors import printable

# Network drives tell nobody of new files: look so often, in seconds.
POLL_SECONDS: Final = 10.0
# News come in bursts: look at most so often.
PAUSE_SECONDS: Final = 0.2
# Systems tell of some hundred folders; the others are looked at now and then.
FOLDERS_TOLD: Final = 100


class _Looker(threading.Thread):
    """Looks on a thread of its own: a drive that does not answer must not stop the window.

    Python's threads rather than Qt's, because the program must be able to end while one waits
    for such a drive.
    """

    def __init__(self, folder: str, watcher: "Watcher") -> None:
        super().__init__(name="haski-watch", daemon=True)
        self._watch = FolderWatch(folder, watcher.settle_seconds)
        self._watcher = watcher
        self._poll = watcher.poll_seconds
        self._over, self._news = threading.Event(), threading.Event()

    def look_soon(self) -> None:
        """There may be something new."""
        self._news.set()

    def end(self) -> None:
        """Look no more; the last look may still be under way."""
        self._over.set()
        self._news.set()
        self.join(1.0)

    def run(self) -> None:
        while not self._over.is_set():
            self._news.clear()
            arrived, error = [], ""
            try:
                arrived = self._watch.look()
            except OSError as failed:
                error = failed.strerror or type(failed).__name__
            if self._over.is_set():
                return
            # Qt takes no names that are no text.
            folders = sorted(f for f in self._watch.folders if printable(f) == f)[:FOLDERS_TOLD]
            self._watcher.looked.emit(self, arrived, folders, error)
            pause = min(PAUSE_SECONDS, self._poll)
            self._over.wait(pause)
            self._news.wait(self._watch.settle / 2 if self._watch.is_settling else self._poll)


class Watcher(QObject):
    """Watches one folder at a time.

    Attributes:
        arrived: The paths of photos that have arrived and are whole.
        looked: A look came to its end: for the watcher itself.
        changed: What :attr:`folder`, :attr:`count` or :attr:`error` say has changed.
        folder: The folder that is being watched; empty if none is.
        count: How many photos have arrived in it.
        error: Why it can't be looked at now; empty if it can.
        is_ready: Whether what was there before is known: all else is new.
    """

    arrived = Signal(object)
    changed = Signal()
    looked = Signal(object, object, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settle_seconds = SETTLE_SECONDS
        self.poll_seconds = POLL_SECONDS
        self.folder = self.error = ""
        self.count = 0
        self.is_ready = False
        self._looker: _Looker | None = None
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(self._told)
        self.looked.connect(self._take)

    def start(self, folder: str) -> None:
        """Watch a folder from now on, and no other."""
        self.stop()
        self.folder = os.path.abspath(folder)
        self._looker = _Looker(self.folder, self)
        self._looker.start()
        self.changed.emit()

    def stop(self) -> None:
        """Watch no more."""
        looker, self._looker = self._looker, None
        if looker is None:
            return
        looker.end()
        told = self._system.directories()
        if told:
            self._system.removePaths(told)
        self.folder = self.error = ""
        self.count, self.is_ready = 0, False
        self.changed.emit()

    @Slot()
    def _told(self) -> None:
        if self._looker is not None:
            self._looker.look_soon()

    @Slot(object, object, object, str)
    def _take(self, looker: _Looker, arrived: list[str], folders: list[str], error: str) -> None:
        if looker is not self._looker:
            return  # of a folder that was watched before
        new = sorted({*folders} - {*self._system.directories()})
        if new and not error:
            self._system.addPaths(new)
        is_first = not self.is_ready and not error
        if is_first:
            self.is_ready = True
            looker.look_soon()  # before the system told of changes, there may have been some
        self.count += len(arrived)
        if arrived:
            self.arrived.emit(arrived)
        if is_first or arrived or error != self.error:
            self.error = error
            self.changed.emit()
