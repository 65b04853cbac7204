"""System calls that fail while a batch writes: an error in words, and nothing lost.

    python tests/attacks/faults.py [COUNT]

lets each of some hundred calls fail that a batch makes on its files, the first COUNT (50) of each
kind, in a run that begins and in one that drops rows and goes on. Needs strace. What breaks a rule
is printed.
"""

import contextlib
import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

ROOT: Final = Path(__file__).resolve().parents[2]
HASKI: Final = (sys.executable, "-m", "haski_desktop.cli.main", "batch")
# What strace calls a program that may not be traced.
REFUSED: Final = "Operation not permitted"
CALLS: Final = (
    *("write", "fsync", "ftruncate", "openat", "lseek", "read"),
    *("rename", "unlink", "chmod", "newfstatat", "flock"),
)
ERRORS: Final = ("EIO", "ENOSPC")
PHOTOS: Final = 6


class Fault(NamedTuple):
    """Which call fails, how, and in what run.

    Attributes:
        call: The system call.
        error: What it fails with.
        when: Which of those on the batch's files, from 1.
        ending: Of the output file.
        continues: Whether there is a file already, one row of which has to be dropped.
    """

    call: str
    error: str
    when: int
    ending: str = ".json"
    continues: bool = False


class NotTracedError(Exception):
    """Programs may not be traced here."""


def outcome(fault: Fault, folder: Path) -> tuple[bool, str | None]:
    """Whether there was such a call, and which rule was broken.

    Args:
        fault: What fails.
        folder: An empty one to work in.

    Raises:
        NotTracedError: It can't be tried.
    """
    photos, out = folder / "photos", folder / f"out{fault.ending}"
    photos.mkdir()
    paths = [photos / f"{number}.png" for number in range(PHOTOS)]
    for number, path in enumerate(paths):
        Image.new("RGB", (32, 32), (number, 0, 0)).save(path)
    command = [*HASKI, str(photos), "--out", str(out), "--runtime", "mock", "--resume"]
    if fault.continues:
        whole = paths[1].read_bytes()
        paths[1].write_bytes(b"no photo")
        _run(command)
        paths[1].write_bytes(whole)
        paths = [*paths[:1], *paths[2:], paths[1]]
    trace = folder / "trace"
    inject = f"inject={fault.call}:error={fault.error}:when={fault.when}"
    tracing = ["strace", "-f", "-o", str(trace), "-e", f"trace={fault.call}", "-e", inject]
    files = (out, f"{out}.journal", f"{out}.lock", f"{out}.haski-new", f"{out}.journal.haski-new")
    for file in files:
        tracing += ["-P", str(file)]
    run = _run([*tracing, *command])
    if REFUSED in run.stderr and "ptrace" in run.stderr:
        raise NotTracedError
    if "INJECTED" not in trace.read_text():
        return False, None
    if "Traceback" in run.stderr:
        return True, f"a traceback: {run.stderr.splitlines()[-1]}"
    said = any(words in run.stderr for words in ("can't be", "no room left", "damaged"))
    if run.returncode not in (0, 1, 2) or (run.returncode and not said):
        return True, f"exit status {run.returncode} without a word"
    again = _run(command) if run.returncode else run
    if again.returncode:
        return True, f"it can't be continued: {again.stderr.splitlines()[-1]}"
    if sorted(_names(out)) != sorted(map(str, paths)):
        return True, "a result is missing or doubled"
    return True, None


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def _names(out: Path) -> list[str]:
    with out.open(encoding="utf-8", newline="") as file:
        if out.suffix == ".csv":
            return [row["name"] for row in csv.DictReader(file)]
        rows = json.load(file) if out.suffix == ".json" else map(json.loads, file)
        return [row["source"]["name"] for row in rows]


def broken(count: int, tally: Counter[str]) -> Iterator[tuple[Fault, str]]:
    """Every fault that breaks a rule, and the rule."""
    kinds = itertools.product(CALLS, ERRORS, (".jsonl", ".json", ".csv"), (False, True))
    for call, error, ending, continues in kinds:
        for when in range(1, count + 1):
            fault = Fault(call, error, when, ending, continues)
            with tempfile.TemporaryDirectory(prefix="haski-faults-") as folder:
                happened, rule = outcome(fault, Path(folder))
            if not happened:
                break
            tally[call] += 1
            if rule:
                yield fault, rule


def main(arguments: list[str]) -> int:
    """Try all faults and return 1 if any broke a rule."""
    if not shutil.which("strace"):
        sys.stdout.write("faults: not tried, for want of strace\n")
        return 0
    tally: Counter[str] = Counter()
    failures = 0
    with contextlib.suppress(NotTracedError):
        for fault, rule in broken(int(arguments[0]) if arguments else 50, tally):
            failures += 1
            sys.stdout.write(f"{fault}: {rule}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{tally.total()} faults: {json.dumps(dict(tally.most_common()))}\n")
    return min(failures, 1)


if __name__ == "__main__":
    os.environ["HOME"] = tempfile.mkdtemp(prefix="haski-faults-home-")
    sys.exit(main(sys.argv[1:]))
