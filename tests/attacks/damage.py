"""Damaged files of a batch and of the cache: no result may be lost unsaid, doubled or changed.

    python tests/attacks/damage.py [COUNT]

makes COUNT (2,000) damages to each kind of file and reads each damaged copy as the program
would. What breaks a rule is printed with its number; the same number is the same damage.
"""

import contextlib
import json
import logging
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from haski_desktop.batch.cache import ResultCache  # noqa: E402
from haski_desktop.batch.journal import ENDING  # noqa: E402
from haski_desktop.batch.result_file import ResultFile  # noqa: E402
from haski_desktop.engine.analysis import Analysis, Source  # noqa: E402
from haski_desktop.errors import OutputError  # noqa: E402
from haski_desktop.export.formats import format_for  # noqa: E402
from tests.made_up import made_up  # noqa: E402

PHOTOS: Final = 12
MODEL: Final = "ab" * 32
Outcome = tuple[str, str | None]  # what became of it; the rule that was broken, if any


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A copy with some of what disks, file systems and other programs do to files."""
    content = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20))):
        at = rng.randrange(len(content) + 1)
        match rng.randrange(9):
            case 0 if at < len(content):
                content[at] ^= 1 << rng.randrange(8)
            case 1 if at < len(content):
                content[at] = rng.randrange(256)
            case 2:
                del content[at : at + rng.randrange(1, 400)]
            case 3:
                content[at:at] = rng.randbytes(rng.randrange(1, 100))
            case 4:
                content[at : at + 512] = bytes(len(content[at : at + 512]))
            case 5:
                piece = content[at : at + rng.randrange(1, 800)]
                content[at:at] = piece
            case 6:
                other = rng.randrange(len(content) + 1)
                content[at : at + 512], content[other : other + 512] = (
                    content[other : other + 512],
                    content[at : at + 512],
                )
            case 7:
                lines = bytes(content).split(b"\n")
                rng.shuffle(lines)
                content[:] = b"\n".join(lines)
            case _:
                del content[at:]
    return bytes(content)


class Target:
    """Files to be damaged, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.photos = [folder / f"photo {number}.jpg" for number in range(PHOTOS)]
        for photo in self.photos:
            photo.write_text(photo.name)

    @staticmethod
    def truth(photo: Path) -> Analysis:
        """What the model says of a photo, unlike what it says of any other."""
        number = int(photo.stem.split()[1])
        source = Source(str(photo), f"{number:064x}", 100 + number, 50)
        return made_up(source=source, timing_ms=float(number))


class Batches(Target):
    """A finished output file and its journal, continued after the damage."""

    def __init__(self, folder: Path, ending: str) -> None:
        super().__init__(folder)
        self.out = folder / f"out{ending}"
        self._write(list(map(str, self.photos)), resume=False)
        self._good = self._files()

    def outcome(self, number: int) -> Outcome:
        """What becomes of the batch when it is continued."""
        rng = random.Random(f"{self.out.name} {number}")
        for path, content in self._good.items():
            path.write_bytes(content)
        for path in rng.choice((list(self._good)[:1], list(self._good)[1:], list(self._good))):
            path.write_bytes(damaged(path.read_bytes(), rng))
        before = self._files()
        for kept in self.folder.glob("*.damaged*"):
            kept.unlink()
        try:
            again = self._write([str(photo) for photo in self.photos], resume=True)
        except OutputError as error:
            if error.code != "output_not_resumable":
                return error.code, f"refused with {error.code}"
            return "refused", None if self._files() == before else "refused, but changed"
        return f"{len(again)} again", self._broken_rule(before)

    def _write(self, photos: list[str], *, resume: bool) -> list[str]:
        existing = "resume" if resume else "refuse"
        with ResultFile(self.out, format_for(str(self.out)), existing=existing) as file:  # type: ignore[arg-type]
            again = [photo for photo in photos if not file.holds(photo, MODEL)]
            file.prepare(again)
            for photo in again:
                file.expect(photo, MODEL)
                file.append(photo, self.truth(Path(photo)))
        return again

    def _files(self) -> dict[Path, bytes]:
        paths = (self.out, Path(f"{self.out}{ENDING}"))
        return {path: path.read_bytes() for path in paths if path.exists()}

    def _broken_rule(self, before: dict[Path, bytes]) -> str | None:
        format_ = format_for(str(self.out))
        content = self.out.read_bytes()
        rows = {format_.row(self.truth(photo)) for photo in self.photos}
        if any(content.count(row) != 1 for row in rows):
            return "a result is lost, doubled or changed"
        separators = len(format_.separator) * (len(rows) - 1)
        size = len(format_.header) + sum(map(len, rows)) + separators + len(format_.footer)
        if len(content) != size:
            return "there is more than the results"
        return self._said(before[self.out], content)

    def _said(self, before: bytes, after: bytes) -> str | None:
        """Whether all that is gone was half a row at the end, or is kept beside it."""
        format_ = format_for(str(self.out))
        longest = max(len(format_.row(self.truth(photo))) for photo in self.photos)
        alike = (one == two for one, two in zip(before, after, strict=False))
        begins_alike = sum(takewhile(bool, alike))
        cut = len(before) - begins_alike
        if cut <= longest + len(format_.separator) + len(format_.footer):
            return None
        kept = Path(f"{self.out}.damaged")
        if kept.exists() and kept.read_bytes() == before:
            return None
        return "something is gone without a copy"


class Caches(Target):
    """A cache, asked again after the damage."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path = folder / "results.sqlite"
        self._ask()
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        self._good = self.path.read_bytes()

    def outcome(self, number: int) -> Outcome:
        """What the cache answers, and whether the next run has a cache again."""
        rng = random.Random(f"cache {number}")
        for leftover in self.folder.glob("results.sqlite*"):
            leftover.unlink()
        if rng.random() < 0.3:
            self.path.write_bytes(self._good)
            self._change_cells(rng)
        else:
            self.path.write_bytes(damaged(self._good, rng))
        # What is found late is set aside late: the run after it has a new cache.
        counts = [self._ask() for _ in range(5)]
        if None in counts:
            return "wrong", "a photo has another's or a changed result"
        if counts[-1]:
            return "never healed", "the cache is of no use any more"
        return f"{counts[0]} again", None

    def _ask(self) -> int | None:
        """How many photos had to be analysed; ``None`` if any result is not the true one."""
        count = 0

        def analyse(photo: Path) -> Analysis:
            nonlocal count
            count += 1
            return self.truth(photo)

        with ResultCache(str(self.path), MODEL) as cache:
            for photo in self.photos:
                given = cache.find_or_analyze(str(photo), str(photo), lambda p=photo: analyse(p))  # type: ignore[misc]
                true = self.truth(photo)
                if msgspec.structs.replace(given, timing_ms=true.timing_ms) != true:
                    return None
        return count

    def _change_cells(self, rng: random.Random) -> None:
        """Cells of other types, other tables' layouts, rows that exchange their content."""
        database = sqlite3.connect(self.path, isolation_level=None)
        values = ("NULL", "1", "1.5", "'text'", "x'00ff'", "CAST(x'ff80' AS TEXT)", "-9e99")
        table, column = rng.choice(
            [("results", c) for c in ("photo", "model", "result", "checksum")]
            + [("files", c) for c in ("file", "size", "photo", "checksum")]
        )
        number = rng.randrange(1, PHOTOS + 1)
        match rng.randrange(4):
            case 0:
                statement = (
                    f"UPDATE {table} SET {column} = {rng.choice(values)} WHERE id = {number}"
                )
            case 1:
                other = f"(SELECT {column} FROM {table} WHERE id = {rng.randrange(1, PHOTOS)})"
                statement = f"UPDATE OR REPLACE {table} SET {column} = {other} WHERE id = {number}"
            case 2:
                statement = f"ALTER TABLE {table} RENAME COLUMN {column} TO other"
            case _:
                statement = f"DROP TABLE {table}"
        with contextlib.suppress(sqlite3.Error):  # where the layout forbids it
            database.execute(statement)
        database.close()


def targets(folder: Path) -> dict[str, Callable[[int], Outcome]]:
    """What can be damaged: the outcome of a damage by its number."""
    found: dict[str, Callable[[int], Outcome]] = {"cache": Caches(folder / "cache").outcome}
    for ending in (".jsonl", ".json", ".csv"):
        found[f"batch{ending}"] = Batches(folder / ending, ending).outcome
    return found


def broken(
    outcome: Callable[[int], Outcome], count: int, tally: Counter[str]
) -> Iterator[tuple[int, str]]:
    """Number and rule of every damage that breaks one."""
    for number in range(count):
        became, rule = outcome(number)
        tally[became] += 1
        if rule:
            yield number, rule


def main(arguments: list[str]) -> int:
    """Try all targets and return 1 if any damage broke a rule."""
    count = int(arguments[0]) if arguments else 2000
    logging.disable()
    vars(os)["fsync"] = lambda _: None  # the damage is done by hand, not by a power cut
    failures = 0
    folder = Path(tempfile.mkdtemp(prefix="haski-damage-"))
    for name, outcome in targets(folder).items():
        tally: Counter[str] = Counter()
        for number, rule in broken(outcome, count, tally):
            failures += 1
            sys.stdout.write(f"{name} {number}: {rule}\n")
        sys.stdout.write(f"{name}: {json.dumps(dict(tally.most_common()))}\n")
    shutil.rmtree(folder)
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
