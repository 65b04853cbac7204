"""What is deleted is gone: from the file, from the log beside it, and from the shared memory."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import HistoryError
from haski_desktop.history.records import Said
from haski_desktop.history.store import History
from tests.history.conftest import photo

READER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("BEGIN")
database.execute("SELECT count(*) FROM photo").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


def content(path: str) -> bytes:
    """All bytes of the history's files."""
    folder = Path(path).parent
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def fill(history: History, count: int = 200) -> tuple[int, int]:
    """Photos of two people in turns, so that their rows share pages of the file."""
    people = [history.add_person(name, f"NOTE-{name}").id for name in ("SECRET-ANNA", "BEN")]
    for number in range(count):
        word = "SECRET" if number % 2 == 0 else "KEPT"
        said = Said(note=f"{word}-NOTE-{number} " * (number % 40), tags=(f"{word}-TAG-{number}",))
        history.add(people[number % 2], *photo(number), said)
    return people[0], people[1]


def test_a_person(history: History, path: str) -> None:
    anna, ben = fill(history)
    sources = [e.sha256 for e in history.photos(limit=None) if e.person == anna]
    assert b"SECRET" in content(path)
    history.delete_person(anna)
    left = content(path).lower()
    assert b"secret" not in left
    assert not [source for source in sources if bytes.fromhex(source) in left]
    assert not [source for source in sources if source.encode() in left]
    assert b"kept-note-199" in left
    assert [person.id for person in history.people()] == [ben]
    assert history.count() == 100
    history.close()
    assert os.listdir(os.path.dirname(path)) == ["history.sqlite"]


def test_rows_that_had_moved(history: History, path: str) -> None:
    """SQLite leaves copies of moved rows in gaps of pages, which overwriting alone misses."""
    anna, ben = (history.add_person(name).id for name in ("Anna", "Ben"))
    rng = random.Random(4)
    numbers: dict[int, str] = {}
    for turn in range(500):
        person, word = (anna, "SECRET") if turn % 2 else (ben, "KEPT")
        note = f"{word} {turn} " * rng.randrange(1, 80)
        numbers[history.add(person, *photo(turn), Said(note=note))] = word
        moved = rng.choice([*numbers])
        note = f"{numbers[moved]} again {turn} " * rng.randrange(1, 80)
        history.change(moved, Said(note=note, tags=(f"{numbers[moved]} tag {turn}",)))
    history.delete_person(anna)
    assert b"secret" not in content(path).lower()
    assert history.count() == 250


def test_a_note_that_was_changed_goes_with_the_next_deletion(history: History, path: str) -> None:
    _, ben = fill(history)
    kept = [entry for entry in history.photos(limit=None) if entry.person == ben]
    for entry in kept:
        history.change(entry.id, Said(note="short"))
    history.delete_photos([kept[0].id])
    assert b"KEPT-NOTE" not in content(path)
    assert history.count() == 199


def test_a_copy(path: str, sample: Path, tmp_path: Path, analyzer: Analyzer) -> None:
    other = tmp_path / "other.png"
    with Image.open(sample) as image:
        image.rotate(180).save(other)
    with History(path, create=True) as history:
        history.turn_on(keeps_photos=True)
        anna = history.add_person("Anna").id
        numbers = [history.add(anna, str(p), analyzer.analyze(str(p))) for p in (sample, other)]
        copies = [history.copy(number) for number in numbers]
        parts = [copy[at : at + 64] for copy in copies if copy for at in range(700, len(copy), 999)]
        assert len(parts) > 20
        half = len(parts) // 2
        assert all(part in content(path) for part in parts[::half])
        history.delete_photos(numbers[:1])
        assert not [part for part in parts[:half] if part in content(path)]
        assert history.copy(numbers[1]) == copies[1]


def test_everything(history: History, path: str) -> None:
    fill(history)
    history.delete_everything()
    left = content(path)
    assert not [word for word in (b"SECRET", b"KEPT", b"ANNA", b"BEN", b"photo 1") if word in left]
    assert (history.people(), history.count(), history.is_on) == ([], 0, False)
    history.turn_on(keeps_photos=True)
    assert history.add_person("Carl").id == 1


def test_while_another_program_reads(history: History, path: str) -> None:
    """It says that traces are left; the next opening removes them."""
    anna, _ = fill(history, 40)
    with subprocess.Popen(
        [sys.executable, "-c", READER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reading\n"
        history._database._connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(HistoryError) as caught:
            history.delete_person(anna)
        assert caught.value.code == "history_traces"
        assert len(history.people()) == 1
        assert b"SECRET" in content(path)
        reader.communicate()
    with History(path):
        assert b"SECRET" not in content(path)


def test_ended_before_the_traces_were_removed(
    history: History, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _ = fill(history, 40)

    def end(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(history._database), "erase", end)
        with pytest.raises(KeyboardInterrupt):
            history.delete_person(anna)
    assert b"SECRET" in content(path)
    with History(path) as again:
        assert b"SECRET" not in content(path)
        assert again.count() == 20
