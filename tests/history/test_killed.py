"""Kills and full disks, done for real: what was said to be added is there, the file whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from haski_desktop.errors import HistoryError
from haski_desktop.history.records import Said
from haski_desktop.history.store import History
from tests.history.conftest import photo

ADDER = (sys.executable, "-m", "tests.history.adder")
LAST = 10_000


def names(history: History) -> set[str]:
    return {entry.name for entry in history.photos(limit=None)}


def is_whole(history: History) -> bool:
    checks = ("integrity_check", "foreign_key_check")
    found = [history._database.rows(f"PRAGMA {check}") for check in checks]
    return found == [[("ok",)], []]


def test_killed_at_random_moments(history: History, path: str) -> None:
    history.close()
    rng = random.Random(9)
    added = 0
    for _ in range(12):
        command = [*ADDER, path, str(added), str(LAST)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(rng.randrange(1, 20)):
                said = int(process.stdout.readline())
            process.kill()  # while it goes on with the next ones
            rest = process.stdout.read()
        said = max([said, *map(int, rest.split("\n")[:-1])])
        with History(path) as again:
            assert is_whole(again)
            found = names(again)
        assert {f"photo {number}.png" for number in range(said + 1)} <= found
        assert len(found) <= said + 2  # at most one more, which was not said yet
        added = len(found)


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("file", ["history.sqlite", "history.sqlite-wal"])
def test_killed_in_the_middle_of_a_write(
    history: History, path: str, tmp_path: Path, file: str
) -> None:
    history.close()
    struck = 0
    for when in (1, 2, 3, 5, 8, 13, 21, 34):
        inject = f"inject=pwrite64:signal=SIGKILL:when={when}"
        target = os.path.join(os.path.dirname(path), file)
        tracing = ["strace", "-f", "-o", str(tmp_path / "trace"), "-P", target]
        command = [*tracing, "-e", "trace=pwrite64", "-e", inject, *ADDER, path, "0", "6"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if "ptrace" in done.stderr:
            pytest.skip("programs may not be traced here")
        struck += "SIGKILL" in (tmp_path / "trace").read_text()
        with History(path) as again:
            assert is_whole(again)
            said = {f"photo {number}.png" for number in done.stdout.split()}
            assert said <= names(again)
    assert struck >= 2


def test_killed_while_it_deletes(history: History, path: str) -> None:
    """Whatever the moment: everything of the person is there, or nothing is left of them."""
    history.close()
    code = "import sys\nfrom haski_desktop.history.store import History\n"
    code += "h = History(sys.argv[1])\nprint(flush=True)\nh.delete_person(int(sys.argv[2]))\n"
    rng = random.Random(3)
    outcomes = set()
    for turn in range(10):
        with History(path) as again:
            anna = again.add_person(f"SECRET-{turn}").id
            for number in range(30):
                again.add(anna, *photo(number), Said(note="SECRET" * 50))
        with subprocess.Popen(
            [sys.executable, "-c", code, path, str(anna)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(rng.uniform(0, 0.03))  # a random moment, not a wait
            except subprocess.TimeoutExpired:
                process.kill()
            outcomes.add(process.wait())
        with History(path) as again:
            assert is_whole(again)
            assert again.count() in (0, 30)
            if again.people():
                again.delete_person(anna)
            assert again.count() == 0
            folder = Path(path).parent
            assert not [f for f in folder.iterdir() if b"SECRET" in f.read_bytes()]
    assert -signal.SIGKILL in outcomes


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder))
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root only")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def test_a_full_disk(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(4_000_000))
    path = str(small_disk / "history" / "history.sqlite")
    with History(path, create=True) as history:
        history.turn_on(keeps_photos=False)
        anna = history.add_person("Anna").id
        added: list[int] = []
        with pytest.raises(HistoryError) as caught:
            added.extend(add_all(history, anna))
        assert caught.value.code == "disk_full"
        assert len(added) > 10
        assert history.count() == len(added)
    with History(path) as history:
        assert is_whole(history)
        assert history.count() == len(added)
        ballast.unlink()
        history.add(anna, *photo(LAST))
        assert history.count() == len(added) + 1


def add_all(history: History, person: int) -> Iterator[int]:
    for number in range(LAST):
        yield history.add(person, *photo(number), Said(note="SECRET" * 50))


def test_deleted_on_a_full_disk(small_disk: Path) -> None:
    """It is gone from the history at once, and from the file as soon as there is room."""
    path = str(small_disk / "history" / "history.sqlite")
    with History(path, create=True) as history:
        history.turn_on(keeps_photos=False)
        ben, anna = (history.add_person(name).id for name in ("Ben", "Anna"))
        for number in range(170):
            history.add(ben, *photo(number))
        for number in range(10):
            history.add(anna, *photo(number), Said(note="SECRET" * 50))
    ballast = small_disk / "ballast"
    with History(path) as history, open(ballast, "wb", buffering=0) as file:
        disk = os.statvfs(small_disk)
        room = os.path.getsize(path) * 2 // 3  # for the deletion, not for all that is left
        file.write(bytes(disk.f_bavail * disk.f_frsize - room))
        with pytest.raises(HistoryError) as caught:
            history.delete_person(anna)
        assert caught.value.code == "history_traces"
        assert [person.name for person in history.people()] == ["Ben"]
    ballast.unlink()
    with History(path) as history:
        assert (history.count(), is_whole(history)) == (170, True)
        folder = Path(path).parent
        assert not [f for f in folder.iterdir() if b"SECRET" in f.read_bytes()]
