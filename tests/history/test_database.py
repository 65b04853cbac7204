"""The file: private, checked, brought up to date, and never the worse for what it is given."""

import os
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from haski_desktop.errors import HistoryError
from haski_desktop.history import schema
from haski_desktop.history.records import Wanted
from haski_desktop.history.store import History
from tests.history.conftest import photo

# As it was when the format was first given out. It is never changed.
VERSION_1 = Path(__file__).with_name("version_1.sql")


def code_of(path: str) -> str:
    with pytest.raises(HistoryError) as caught:
        History(path)
    return caught.value.code


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_for_its_owner_only(history: History, path: str) -> None:
    history.add(history.add_person("Anna").id, *photo(1))
    folder = Path(path).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {
        file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()
    } == dict.fromkeys(("history.sqlite", "history.sqlite-wal", "history.sqlite-shm"), 0o600)


def test_a_file_of_version_1(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    with sqlite3.connect(path) as database:
        database.executescript(VERSION_1.read_text())
    database.close()
    with History(path) as history:
        assert history.is_on
        (entry,) = history.photos(Wanted(text="after the cure", tag="left"))
        assert (entry.person_name, entry.name, entry.area) == ("Anna Müller", "IMG_1.jpg", "hand")
        assert entry.result is not None
        assert entry.result.schema_version == 2
        history.add(entry.person, *photo(1))
        assert history.count() == 2


def test_a_later_version_is_made_of_this_one(
    history: History, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = history.add_person("Anna").id
    number = history.add(anna, *photo(1))
    history.close()
    statements = ("ALTER TABLE photo ADD COLUMN lens TEXT NOT NULL DEFAULT 'wide'",)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, statements))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        with History(path) as later:
            assert later.entry(number).name == "photo 1.png"
            assert later._database.rows("SELECT lens FROM photo") == [("wide",)]
    before = Path(path).read_bytes()
    assert code_of(path) == "history_newer"  # to the version that does not know it
    assert Path(path).read_bytes() == before


def test_a_migration_that_fails_changes_nothing(
    history: History, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add_person("Anna")
    history.close()
    statements = ("ALTER TABLE photo ADD COLUMN lens TEXT", "ALTER TABLE none ADD COLUMN x TEXT")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, statements))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(sqlite3.OperationalError):
            History(path)
    with History(path) as again:
        assert [person.name for person in again.people()] == ["Anna"]
        assert "lens" not in str(again._database.rows("SELECT sql FROM sqlite_master"))


@pytest.mark.parametrize("start", [0, 16, 100, 4096, 3 * 4096 + 5])
def test_damage_is_said_and_left_alone(history: History, path: str, start: int) -> None:
    anna = history.add_person("Anna").id
    for number in range(30):
        history.add(anna, *photo(number))
    history._database.set("checked", "0")  # as a day later
    history.close()
    data = bytearray(Path(path).read_bytes())
    data[start : start + 400] = bytes(400)
    Path(path).write_bytes(data)
    assert code_of(path) == "history_damaged"
    assert Path(path).read_bytes() == bytes(data)


def test_no_history(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_text("a letter to the editor" * 100)
    assert code_of(path) == "history_damaged"
    os.unlink(path)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE bookmark (url TEXT)")
    database.close()
    before = Path(path).read_bytes()
    assert code_of(path) == "history_damaged"
    assert b"bookmark" in before
    os.unlink(path)
    os.mkfifo(path)
    assert code_of(path) == "history_damaged"


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HistoryError) as caught:
        History(str(tmp_path / "file" / "history" / "history.sqlite"), create=True)
    assert caught.value.code == "history_not_writable"


def test_many_threads_and_programs_at_once(path: str, history: History) -> None:
    anna = history.add_person("Anna").id

    def add(number: int) -> int:
        if number % 3:
            return history.add(anna, *photo(number))
        with History(path) as own:
            return own.add(anna, *photo(number))

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(add, range(60)))
    assert len({*numbers}) == history.count() == 60


def test_another_program_that_does_not_stop_writing(history: History, path: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history._database._connection.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(HistoryError) as caught:
        history.add_person("Anna")
    assert caught.value.code == "history_busy"
    other.execute("ROLLBACK")
    other.close()
    assert history.add_person("Anna").photos == 0


def test_a_copy_of_the_file_is_a_history(history: History, path: str, tmp_path: Path) -> None:
    history.add(history.add_person("Anna").id, *photo(1))
    history.close()
    shutil.copy(path, tmp_path / "copy.sqlite")
    with History(str(tmp_path / "copy.sqlite")) as copy:
        assert copy.count() == 1
