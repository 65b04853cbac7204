"""Folders to photo paths, in an order that a person expects and that never changes."""

import fnmatch
import logging
import os
import re
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Condition, Thread
from typing import Final

from haski_desktop.batch.events import NotListed
from haski_desktop.engine.photo import SUFFIXES
from haski_desktop.errors import printable

log = logging.getLogger(__name__)

_DIGITS: Final = re.compile(r"(\d+)")
_ENTRIES_A_STEP: Final = 50
# So many photos are handed over at once.
PORTION: Final = 500
# How long an end waits for the thread of a scan that was given up.
LAST_SECONDS: Final = 1.0


class Scan:
    """A search for photos in folders and all folders below them, each path once.

    A folder's own photos come before those of its subfolders, both in natural
    order (``2.jpg`` before ``10.jpg``). Hidden files and folders are skipped.
    Links are followed, but no folder is entered twice, so a link to a parent is
    harmless. Nothing is opened: whether a file is a photo is told from its ending.
    """

    def __init__(
        self,
        roots: Iterable[str | os.PathLike[str]],
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        on_error: Callable[[str, OSError], None] | None = None,
    ) -> None:
        """Nothing is read yet.

        Args:
            roots: Folders, or single files. A file is yielded whatever its ending,
                also if it does not exist, so that reading it explains why.
            include: Shell patterns; if there are any, a photo must match one. A
                pattern with a ``/`` is compared with the path below the root, any
                other with the name; case is ignored.
            exclude: Shell patterns of photos, and of whole folders, to leave out.
            on_error: Told of each folder that can't be listed; by default a warning is logged.
        """
        self._roots = [os.fspath(root) for root in roots]
        self._matcher = _Matcher(include, exclude)
        self._on_error = on_error or _warn
        self._entered: set[tuple[int, int]] = set()
        # Files named as roots, and whether they were yielded: a folder may hold them too.
        self._files: dict[str, bool] = {}

    def steps(self) -> Iterator[str | None]:
        """The scan in small steps, so that it can be given up between any two of them.

        Yields:
            A photo's path: its root as given, joined with what lies below it. ``None``
            while none was found for a while.
        """
        folders = {root for root in self._roots if os.path.isdir(root)}
        self._files = {os.path.abspath(f): False for f in self._roots if f not in folders}
        for root in self._roots:
            if root in folders:
                yield from self._folder(root)
            elif self._is_new(root):
                yield root

    def _is_new(self, path: str) -> bool:
        """Whether a file was not yielded before under its own name as a root."""
        if not self._files:
            return True
        absolute = os.path.abspath(path)
        is_new = not self._files.get(absolute, False)
        if absolute in self._files:
            self._files[absolute] = True
        return is_new

    def _folder(self, root: str) -> Iterator[str | None]:
        # A stack, not recursion: folders may be nested deeper than Python can call.
        pending = [(root, "")]
        while pending:
            folder, below = pending.pop()
            yield None
            files: list[str] = []
            folders: list[str] = []
            try:
                status = os.stat(folder)
                if (status.st_dev, status.st_ino) in self._entered:
                    continue
                self._entered.add((status.st_dev, status.st_ino))
                yield from self._list(folder, below, files, folders)
            except OSError as error:
                self._on_error(folder, error)
                continue
            files.sort(key=natural_key)
            folders.sort(key=natural_key)
            for name in files:
                path = os.path.join(folder, name)
                if self._is_new(path):
                    yield path
            pending += [(os.path.join(folder, n), f"{below}{n}/") for n in reversed(folders)]

    def _list(
        self, folder: str, below: str, files: list[str], folders: list[str]
    ) -> Iterator[None]:
        """Collect the names of a folder's photos and subfolders."""
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number % _ENTRIES_A_STEP == 0:
                    yield None
                name = entry.name
                if _is_hidden(entry):
                    continue
                if _is_folder(entry):
                    if not self._matcher.leaves_out(name, below + name):
                        folders.append(name)
                elif self._matcher.takes(name, below + name):
                    files.append(name)


class ScanThread:
    """A scan on a thread of its own, so that a drive that does not answer holds up nobody.

    The thread stays a little ahead of who takes what it finds. If it waits for such a drive
    when the scan is given up, it is left to it, and ends with the process at the latest.

    Attributes:
        is_over: Whether all was taken that there is.
    """

    def __init__(self, make: Callable[..., Scan], roots: Iterable[str]) -> None:
        """Begin to look for photos in and below ``roots``, by a scan that ``make`` makes."""
        self.is_over = False
        self._is_given_up = self._is_done = False
        self._error: Exception | None = None
        self._found: deque[str | NotListed] = deque()
        self._changed = Condition()
        scan = make(roots, on_error=lambda folder, error: self._add(NotListed(folder, error)))
        self._thread = Thread(target=self._run, args=(scan,), name="haski-scan", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the thread has not ended yet."""
        return self._thread.is_alive()

    def take(self, seconds: float) -> list[str | NotListed]:
        """Paths of photos, and folders that can't be listed: as many as there are, up to 500.

        Args:
            seconds: How long to wait for so many, or for the end.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._is_done or len(self._found) >= PORTION, seconds)
            portion = [self._found.popleft() for _ in range(min(PORTION, len(self._found)))]
            self.is_over = self._is_done and not self._found
            self._changed.notify()
        if self.is_over and self._error is not None:
            raise self._error
        return portion

    def give_up(self) -> None:
        """Take no more of it."""
        with self._changed:
            self._is_given_up = True
            self._changed.notify()

    def wait(self) -> None:
        """Wait until the thread has ended, but not for a drive that does not answer."""
        self._thread.join(LAST_SECONDS)

    def _run(self, scan: Scan) -> None:
        try:
            for path in scan.steps():
                if self._is_given_up:
                    break
                if path is not None:
                    self._add(path)
        except Exception as error:  # noqa: BLE001 - raised where it is taken
            self._error = error
        with self._changed:
            self._is_done = True
            self._changed.notify()

    def _add(self, found: str | NotListed) -> None:
        with self._changed:
            self._found.append(found)
            if len(self._found) >= PORTION:
                self._changed.notify()
            self._changed.wait_for(lambda: self._is_given_up or len(self._found) < 2 * PORTION)


def scan(
    roots: Iterable[str | os.PathLike[str]],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    on_error: Callable[[str, OSError], None] | None = None,
) -> Iterator[str]:
    """All photos that a :class:`Scan` with the same arguments finds."""
    steps = Scan(roots, include, exclude, on_error).steps()
    return (path for path in steps if path is not None)


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Sort key under which numbers inside names count as numbers, and case does not."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if i % 2 else part for i, part in enumerate(parts)], name


class _Matcher:
    """The include and exclude patterns."""

    def __init__(self, include: Sequence[str], exclude: Sequence[str]) -> None:
        self._include = [_pattern(text) for text in include]
        self._exclude = [_pattern(text) for text in exclude]

    def takes(self, name: str, below: str) -> bool:
        """Whether a file is a photo that is wanted."""
        if os.path.splitext(name)[1].lower() not in SUFFIXES:
            return False
        wanted = not self._include or _matches(self._include, name, below)
        return wanted and not self.leaves_out(name, below)

    def leaves_out(self, name: str, below: str) -> bool:
        """Whether a file or folder is excluded."""
        return _matches(self._exclude, name, below)


def _pattern(text: str) -> tuple[bool, re.Pattern[str]]:
    """Whether a pattern is about the whole path, and its regular expression."""
    text = text.strip("/") if len(text) > 1 else text
    return "/" in text, re.compile(fnmatch.translate(text), re.IGNORECASE)


def _matches(patterns: Sequence[tuple[bool, re.Pattern[str]]], name: str, below: str) -> bool:
    return any(regex.match(below if whole else name) for whole, regex in patterns)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or one whose target may not be looked at
        return False


def _warn(folder: str, error: OSError) -> None:
    reason = error.strerror or type(error).__name__
    log.warning("the folder “%s” can't be listed (%s)", printable(folder), reason)
