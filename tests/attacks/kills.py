"""A batch that is killed, continued, killed again: whatever the moments, no result is lost.

    python tests/attacks/kills.py [COUNT]

Each kill strikes before one operation on the disk, a write half way through it. First one kill
at every operation of three runs, each continued to its end; then COUNT (1,000) times two to
four kills in a row at random operations. What breaks a rule is printed with the kills.
"""

import contextlib
import errno
import io
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

from haski_desktop import files  # noqa: E402
from haski_desktop.batch import recovery, result_file  # noqa: E402
from haski_desktop.batch.journal import ENDING  # noqa: E402
from haski_desktop.engine.analysis import ErrorInfo, Failure, Source  # noqa: E402
from haski_desktop.export.formats import format_for  # noqa: E402
from tests.attacks.damage import MODEL, PHOTOS, Target, damaged  # noqa: E402

# Operations that are struck by a kill, besides writes.
OPERATIONS: Final = ("replace", "fsync", "unlink", "link", "open")


class Killed(Target):
    """An output file in one of several states, to be continued under kills."""

    def __init__(self, folder: Path, ending: str, state: str) -> None:
        """Make the state.

        Args:
            folder: Made here.
            ending: Of the output file.
            state: ``new``: there is no file yet. ``failed``: some photos failed and some were
                changed, so that rows have to be dropped. ``full``: as ``failed``, and there is
                no room for a second file. ``damaged``: the journal is.
        """
        super().__init__(folder)
        self.name = f"{state}{ending}"
        self._is_full = state == "full"
        self.out = folder / f"out{ending}"
        self.kept: set[bytes] = set()
        if state != "new":
            has_failed = state in ("failed", "full")
            self._write(is_first=True, failing=3 if has_failed else 0, stop_after=9)
            content = self.out.read_bytes()
            self.kept = {row for photo in self.photos if (row := self._row(photo)) in content}
        if state == "damaged":
            journal = Path(f"{self.out}{ENDING}")
            first, *lines = journal.read_bytes().split(b"\n")
            lines[2] = damaged(lines[2], random.Random(1))
            journal.write_bytes(b"\n".join((first, *lines)))
            self.kept -= {self._row(self.photos[2])}
        self._good = {path: path.read_bytes() for path in folder.glob("out*")}

    def broken(self, kills: tuple[int, ...]) -> str | None:
        """The rule that kills before these operations, one a run, break."""
        self._restore()
        for operation in kills:
            self._child(operation)
        if self._child(None):
            return "it can't be continued"
        format_ = format_for(str(self.out))
        content = self.out.read_bytes()
        # While rows are moved within a file, a kill costs the one that is being moved.
        allowed = len(kills) if self._is_full else 0
        if sum(row not in content for row in self.kept) > allowed:
            return "a result is lost"
        size = len(format_.header) + len(format_.separator) * (PHOTOS - 1) + len(format_.footer)
        for photo in self.photos:
            first, again = self._row(photo), self._row(photo, is_first=False)
            if content.count(first) + content.count(again) != 1:
                return "a result is missing or doubled"
            size += len(first if first in content else again)
        if len(content) != size:
            return "there is more than the results"
        left = {path.name for path in self.folder.glob("out*")}
        left -= {self.out.name, f"{self.out.name}{ENDING}"}
        if any("damaged" not in name for name in left):
            return f"left behind: {sorted(left)}"
        return None

    def operations(self) -> int:
        """How many operations a run without a kill does."""
        number = 0
        status = -signal.SIGKILL
        while status == -signal.SIGKILL:
            number += 1
            self._restore()
            status = self._child(number)
        return number - 1

    def _restore(self) -> None:
        for path in self.folder.glob("out*"):
            path.unlink()
        for path, content in self._good.items():
            path.write_bytes(content)

    def _row(self, photo: Path, *, is_first: bool = True) -> bytes:
        """A photo's row as the run that made the state wrote it, or as a later one does."""
        truth = self.truth(photo)
        later = msgspec.structs.replace(truth, timing_ms=truth.timing_ms + 0.5)
        return format_for(str(self.out)).row(truth if is_first else later)

    def _child(self, operation: int | None) -> int:
        """Continue in a process of its own, killed before an operation; its exit status."""
        child = os.fork()
        if not child:
            status = 1
            try:
                if self._is_full:
                    _fill_the_disk()
                if operation is not None:
                    _strike(operation)
                self._write()
                status = 0
            finally:
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _write(
        self, *, is_first: bool = False, failing: int = 0, stop_after: int | None = None
    ) -> None:
        format_ = format_for(str(self.out))
        with result_file.ResultFile(self.out, format_, existing="resume") as file:
            again = [str(p) for p in self.photos if not file.holds(str(p), MODEL)]
            file.prepare(again)
            for number, photo in enumerate(again[:stop_after]):
                file.expect(photo, MODEL)
                error = Failure(Source(photo), ErrorInfo("damaged", "It is damaged.", ""))
                is_failed = failing and number % failing == 0
                truth = self.truth(Path(photo))
                timing = truth.timing_ms if is_first else truth.timing_ms + 0.5
                result = msgspec.structs.replace(truth, timing_ms=timing)
                file.append(photo, error if is_failed else result)


def _fill_the_disk() -> None:
    """Leave no room for a second output file."""

    def refused(path: str, mode: int) -> Any:
        if path.endswith(f"{ENDING}{recovery.NEW}"):
            return files.created(path, mode)
        raise OSError(errno.ENOSPC, "no room")

    vars(recovery)["created"] = refused


def _strike(last: int) -> None:  # noqa: C901 - each of what is struck
    """Kill this process before its operation number ``last``, or half way through a write."""
    count = 0

    def is_last() -> bool:
        nonlocal count
        count += 1
        return count == last

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    class File(io.FileIO):
        def write(self, data: Any) -> int:
            if is_last():
                super().write(bytes(data)[: len(data) // 2])
                kill()
            return super().write(data)

        def truncate(self, size: int | None = None) -> int:
            if is_last():
                kill()
            return super().truncate(size)

    for module in (result_file, recovery):
        vars(module)["FileIO"] = File
    for name in OPERATIONS:
        original = getattr(os, name)

        def struck(*arguments: Any, original: Any = original, **options: Any) -> Any:
            if is_last():
                kill()
            return original(*arguments, **options)

        setattr(os, name, struck)


def broken(folder: Path, count: int) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """State, kills and rule of all that breaks one."""
    rng = random.Random(7)
    states = [
        Killed(folder / f"{state}{ending}", ending, state)
        for state in ("new", "failed", "full", "damaged")
        for ending in (".jsonl", ".json")
    ]
    for state in states:
        operations = state.operations()
        every: list[tuple[int, ...]] = [(number,) for number in range(1, operations + 1)]
        every += [
            tuple(rng.randrange(1, rng.choice((8, operations))) for _ in range(rng.randrange(2, 5)))
            for _ in range(count // len(states))
        ]
        for kills in every:
            rule = state.broken(kills)
            if rule:
                yield state.name, kills, rule


def main(arguments: list[str]) -> int:
    """Try all kills and return 1 if any broke a rule."""
    count = int(arguments[0]) if arguments else 1000
    logging.disable()
    vars(os)["fsync"] = lambda _: None  # a kill is no power cut
    folder = Path(tempfile.mkdtemp(prefix="haski-kills-"))
    failures = 0
    with contextlib.suppress(KeyboardInterrupt):
        for name, kills, rule in broken(folder, count):
            failures += 1
            sys.stdout.write(f"{name}, killed at {kills}: {rule}\n")
    shutil.rmtree(folder)
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
