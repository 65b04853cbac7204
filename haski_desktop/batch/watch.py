"""Photos that arrive in a folder, as a phone's sync folder, each once and when it is whole."""

import os
import time
from collections.abc import Callable
from typing import Final

from haski_desktop.batch.scan import Scan

# A file that has not changed for so many seconds is taken to be whole.
SETTLE_SECONDS: Final = 2.0
_Stamp = tuple[int, int]


class FolderWatch:
    """What is new in a folder and the folders below it, from one look to the next.

    Nobody tells when a program has finished writing a file, least of all on a network drive:
    a photo has arrived once its size and time have been the same for a while. An empty
    file has not. Hidden files, as programs use while they copy, are skipped.

    Attributes:
        settle: For how many seconds a file must be unchanged.
        folders: The folders that the last look came through.
    """

    def __init__(
        self,
        root: str,
        settle: float = SETTLE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is looked at yet.

        Args:
            root: The folder.
            settle: For how many seconds a file must be unchanged.
            clock: Gives seconds.
        """
        self._root = root
        self.settle, self._clock = settle, clock
        self._known: set[str] = set()
        self._growing: dict[str, tuple[_Stamp, float]] = {}
        self._has_looked = False
        self.folders: set[str] = set()

    @property
    def is_settling(self) -> bool:
        """Whether a photo was seen that may not be whole yet: look again soon."""
        return bool(self._growing)

    def look(self) -> list[str]:
        """Look through the folder.

        Returns:
            The paths of the photos that have arrived since the first look, each one once for
            ever. The first look returns none: what it finds was there before.

        Raises:
            OSError: The folder can't be listed, as when a drive is not there. Nothing is
                forgotten by that.
        """
        with os.scandir(self._root):  # raises
            pass
        self.folders = {self._root}
        found = [path for path in self._paths() if path not in self._known]
        if not self._has_looked:
            self._has_looked = True
            self._known.update(found)
            return []
        before, self._growing = self._growing, {}
        arrived = [path for path in found if self._is_whole(path, before)]
        self._known.update(arrived)
        return arrived

    def _paths(self) -> list[str]:
        paths = []
        # A folder below that can't be listed may be there at the next look.
        for path in Scan([self._root], on_error=lambda *_: None).steps():
            if path is not None:
                self.folders.add(os.path.dirname(path))
                paths.append(path)
        return paths

    def _is_whole(self, path: str, before: dict[str, tuple[_Stamp, float]]) -> bool:
        """Whether a file has not changed for long enough; if not, note how it is now."""
        try:
            status = os.stat(path)
        except OSError:
            return False  # gone again, or renamed
        now = self._clock()
        stamp = (status.st_size, status.st_mtime_ns)
        known, since = before.get(path, (stamp, now))
        if known != stamp:
            since = now
        if status.st_size and now - since >= self.settle:
            return True
        self._growing[path] = (stamp, since)
        return False
