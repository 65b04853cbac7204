"""Runs a program where there is no network, and writes down what it asks the system for."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

# Root may cut itself off; others need a user namespace for it.
ALONE = ("unshare", "--net", *(() if os.geteuid() == 0 else ("--map-root-user",)))
STRACE = ("strace", "-f", "-qq", "-y", "-e", "trace=%network,%file,clone,clone3,vfork,fork")
# Calls that change a file system; opens only with one of the flags.
CHANGES = re.compile(
    r"^\d+ +(?:(?:mkdir|unlink|rename|link|symlink|truncate|mknod|chmod|chown|creat)\w*\("
    r"|open\w*\(.*?\bO_(?:WRONLY|RDWR|CREAT|TRUNC)\b)"
)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Seen:
    """What a program did.

    Attributes:
        status: Its exit status.
        output: Its standard output.
        errors: Its standard error.
        families: Kinds of sockets that it made, such as ``AF_UNIX``.
        written: Paths that it made, changed or opened for writing.
        threads: How many threads and processes it started.
    """

    status: int
    output: str
    errors: str
    families: frozenset[str]
    written: frozenset[str]
    threads: int


def run_watched(
    command: Sequence[str | Path],
    record: Path,
    environment: dict[str, str],
) -> Seen:
    """Run ``command`` to its end in a network namespace without interfaces, under strace.

    Args:
        command: The program and its arguments.
        record: A file for strace to write to.
        environment: All of its environment.
    """
    words = (*STRACE, "-o", str(record), *ALONE, *map(str, command))
    done = subprocess.run(
        words, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    lines = record.read_text(errors="replace").splitlines()
    sockets = [line for line in lines if re.search(r"\bsocket(pair)?\(", line)]
    return Seen(
        done.returncode,
        done.stdout,
        done.stderr,
        frozenset(f for line in sockets for f in re.findall(r"\b[AP]F_\w+", line)),
        frozenset(path for line in lines for path in _changed(line)),
        sum(bool(re.match(r"\d+ +(clone3?|v?fork)\(", line)) for line in lines),
    )


def _changed(line: str) -> list[str]:
    if not CHANGES.match(line) or re.search(r" = -1 E", line):
        return []
    paths = [path for path in QUOTED.findall(line) if path.startswith("/")]
    # A nameless file that is given a name is linked from there.
    return [os.path.normpath(path) for path in paths if not path.startswith("/proc/self/fd/")]


@cache
def reason_against() -> str | None:
    """Why programs can't be watched here, or ``None``."""
    for tool in ("strace", "unshare"):
        if not shutil.which(tool):
            return f"needs {tool}"
    command = (*STRACE, "-o", os.devnull, *ALONE, "true")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"strace or unshare is not allowed here: {done.stderr.strip()}"
    return None


class Place:
    """A home, a folder for temporary files, and what a program does to them."""

    def __init__(self, folder: Path) -> None:
        self.home, self.temporary = folder / "home", folder / "tmp"
        for path in (self.home, self.temporary):
            path.mkdir(parents=True)
        self._record = folder / "strace.txt"
        self.environment = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PATH": os.environ["PATH"],
        }

    def run(self, *command: str | Path, **environment: str) -> Seen:
        """Run ``command`` watched, with ``environment`` added to the place's own."""
        return run_watched(command, self._record, self.environment | environment)

    def strangers(self, seen: Seen) -> list[str]:
        """What was written outside of the program's own folders."""
        parents = [self.home / name for name in (".config", ".cache", ".local/share")]
        own = [self.temporary, *(parent / "haski-desktop" for parent in parents)]
        return [
            path
            for path in sorted(
                seen.written - {os.devnull, *map(str, (self.home / ".local", *parents))}
            )
            if not any(Path(path).is_relative_to(folder) for folder in own)
        ]


needs_watching = pytest.mark.skipif(bool(reason_against()), reason=str(reason_against()))
