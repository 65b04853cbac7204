"""Photos that arrive in a folder: each once, and not before it is whole."""

import os
import shutil
from pathlib import Path

import pytest

from haski_desktop.batch.watch import FolderWatch


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> FolderWatch:
    (tmp_path / "old.jpg").write_bytes(b"old")
    watch = FolderWatch(str(tmp_path), settle=2.0, clock=clock)
    assert watch.look() == []  # what was there before does not arrive
    return watch


def test_a_photo_arrives_once(watch: FolderWatch, tmp_path: Path, clock: Clock) -> None:
    new = tmp_path / "new.JPG"
    new.write_bytes(b"photo")
    (tmp_path / "letter.txt").write_text("no photo")
    assert watch.look() == []
    assert watch.is_settling is True
    clock.now += 1.9
    assert watch.look() == []
    clock.now += 0.2
    assert watch.look() == [str(new)]
    assert bool(watch.is_settling) is False
    clock.now += 100
    assert watch.look() == []
    new.write_bytes(b"photo, edited")
    new.unlink()
    new.write_bytes(b"again")
    clock.now += 100
    assert watch.look() == []


def test_a_photo_that_grows_is_waited_for(watch: FolderWatch, tmp_path: Path, clock: Clock) -> None:
    new = tmp_path / "new.jpg"
    new.touch()
    for part in range(5):
        assert watch.look() == []
        clock.now += 1.5
        with open(new, "ab") as file:
            file.write(b"part %d" % part)
    assert watch.look() == []
    clock.now += 1.5
    assert watch.look() == []
    clock.now += 0.6
    assert watch.look() == [str(new)]


def test_a_photo_of_full_size_from_the_start_is_waited_for(
    watch: FolderWatch, tmp_path: Path, clock: Clock
) -> None:
    new = tmp_path / "new.jpg"
    new.write_bytes(bytes(1000))  # room is made first, then it is filled
    watch.look()
    clock.now += 2.1
    os.utime(new, ns=(1, 1))
    assert watch.look() == []
    clock.now += 2.1
    assert watch.look() == [str(new)]


def test_an_empty_photo_has_not_arrived(watch: FolderWatch, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "new.jpg").touch()
    watch.look()
    clock.now += 60
    assert watch.look() == []
    assert watch.is_settling


def test_a_photo_that_is_renamed_when_it_is_whole(
    watch: FolderWatch, tmp_path: Path, clock: Clock
) -> None:
    part = tmp_path / ".new.jpg.part"
    part.write_bytes(b"photo")
    assert watch.look() == []
    assert not watch.is_settling
    part.rename(tmp_path / "new.jpg")
    watch.look()
    clock.now += 2.1
    assert watch.look() == [str(tmp_path / "new.jpg")]


def test_photos_in_new_folders(watch: FolderWatch, tmp_path: Path, clock: Clock) -> None:
    deep = tmp_path / "2024" / "june" / "new.jpg"
    deep.parent.mkdir(parents=True)
    deep.write_bytes(b"photo")
    watch.look()
    assert str(deep.parent) in watch.folders
    clock.now += 2.1
    assert watch.look() == [str(deep)]


def test_a_photo_that_goes_before_it_is_taken(
    watch: FolderWatch, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "new.jpg").write_bytes(b"photo")
    watch.look()
    (tmp_path / "new.jpg").unlink()
    clock.now += 2.1
    assert watch.look() == []
    assert not watch.is_settling


def test_a_drive_that_goes_and_comes_back(tmp_path: Path, clock: Clock) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    (drive / "old.jpg").write_bytes(b"old")
    watch = FolderWatch(str(drive), settle=2.0, clock=clock)
    watch.look()
    shutil.move(drive, tmp_path / "away")
    with pytest.raises(FileNotFoundError):
        watch.look()
    shutil.move(tmp_path / "away", drive)
    (drive / "new.jpg").write_bytes(b"photo")
    assert watch.look() == []
    clock.now += 2.1
    assert watch.look() == [str(drive / "new.jpg")]


def test_a_folder_that_was_never_there(tmp_path: Path, clock: Clock) -> None:
    watch = FolderWatch(str(tmp_path / "later"), settle=2.0, clock=clock)
    with pytest.raises(FileNotFoundError):
        watch.look()
