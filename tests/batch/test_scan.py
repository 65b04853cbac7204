"""Which photos a scan finds, and in which order."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haski_desktop.batch.scan import natural_key, scan


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _found(root: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    return [os.path.relpath(path, root) for path in scan([root], include, exclude)]


def test_natural_order_own_photos_before_subfolders(tmp_path: Path) -> None:
    names = ["IMG_2.jpg", "img_10.JPG", "z.png", "a/3.webp", "a/20.webp", "b10/x.jpg", "b9/x.jpg"]
    shuffled = random.Random(1).sample(names, len(names))
    _touch(tmp_path, *shuffled)
    assert _found(tmp_path) == [
        *("IMG_2.jpg", "img_10.JPG", "z.png"),
        *("a/3.webp", "a/20.webp", "b9/x.jpg", "b10/x.jpg"),
    ]


def test_other_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "notes.txt", "video.mp4", "out.jsonl", "no-ending", "._a.jpg")
    _touch(tmp_path, ".hidden.jpg", ".cache/b.jpg", "folder.jpg/c.heic")
    assert _found(tmp_path) == ["a.jpg", "folder.jpg/c.heic"]


def test_patterns(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "B.JPG", "c.png", "raw/d.jpg", "raw/deep/e.jpg", "keep/raw.jpg")
    assert _found(tmp_path, include=("*.jpg",), exclude=("raw",)) == [
        *("a.jpg", "B.JPG", "keep/raw.jpg"),
    ]
    assert _found(tmp_path, include=("raw/*",)) == ["raw/d.jpg", "raw/deep/e.jpg"]
    assert _found(tmp_path, exclude=("raw/deep/", "?.*")) == ["keep/raw.jpg"]


def test_each_path_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "sub/b.jpg")
    roots = [tmp_path / "a.jpg", tmp_path, tmp_path / "sub", tmp_path / "." / "a.jpg"]
    assert list(scan(roots)) == [str(tmp_path / "a.jpg"), str(tmp_path / "sub" / "b.jpg")]


def test_a_file_named_after_its_folder_comes_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "b.jpg", ".hidden.jpg")
    roots = [tmp_path, tmp_path / "a.jpg", tmp_path / ".hidden.jpg", tmp_path / "a.jpg"]
    names = [os.path.basename(path) for path in scan(roots)]
    assert names == ["a.jpg", "b.jpg", ".hidden.jpg"]


def test_named_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    roots = [tmp_path / "missing.jpg", tmp_path / "photo"]
    assert list(scan(roots)) == [str(root) for root in roots]


def test_link_to_parent(tmp_path: Path) -> None:
    _touch(tmp_path, "a.jpg", "sub/b.jpg")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "gone.jpg").symlink_to("nowhere")
    assert _found(tmp_path) == ["a.jpg", "gone.jpg", "sub/b.jpg"]


def test_links_between_many_folders_end(tmp_path: Path) -> None:
    for i in range(12):
        _touch(tmp_path, f"{i}/photo.jpg")
        for k in range(12):
            (tmp_path / f"{i}" / f"to {k}").symlink_to(tmp_path / f"{k}")
    assert len(_found(tmp_path)) == 12


def test_200_levels(tmp_path: Path) -> None:
    _touch(tmp_path, "/".join(["d"] * 200) + "/deep.jpg")
    assert _found(tmp_path) == ["d/" * 200 + "deep.jpg"]


def test_path_longer_than_the_system_allows_is_reported(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("n" * 200, dir_fd=handle)
        deeper = os.open("n" * 200, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = deeper
    os.close(handle)
    errors: list[OSError] = []
    assert list(scan([tmp_path], on_error=lambda _, error: errors.append(error))) == []
    assert [error.strerror for error in errors] == ["File name too long"]


def test_folder_that_vanishes_during_the_scan(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _touch(tmp_path, "a.jpg", "gone/b.jpg", "later/c.jpg")
    paths = scan([tmp_path])
    assert next(paths) == str(tmp_path / "a.jpg")
    (tmp_path / "gone" / "b.jpg").unlink()
    (tmp_path / "gone").rmdir()
    assert list(paths) == [str(tmp_path / "later" / "c.jpg")]
    assert "gone" in caplog.text


def test_undecodable_names(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/caf\xe9.jpg", os.O_CREAT))
    (path,) = scan([tmp_path])
    assert os.fsencode(path).endswith(b"/caf\xe9.jpg")


@given(st.lists(st.text(min_size=1)))
def test_natural_key_is_a_total_order(names: list[str]) -> None:
    backwards = list(reversed(names))
    assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)
