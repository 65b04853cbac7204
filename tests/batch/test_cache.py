"""The cache answers for what it has seen, and never stands in the way."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import msgspec
import pytest

from haski_desktop.batch.cache import ResultCache
from haski_desktop.batch.pipeline import analyze_photos
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import PhotoError
from tests.batch.conftest import MakePhotos

MODEL, OTHER_MODEL = "aa" * 32, "bb" * 32


class _Counted:
    """The mock, counting what it was asked."""

    def __init__(self, mock: Analyzer) -> None:
        self._mock = mock
        self.count = 0

    def __call__(self, cache: ResultCache, path: Path) -> Analysis:
        def analyze() -> Analysis:
            self.count += 1
            return self._mock.analyze(path, str(path))

        return cache.find_or_analyze(str(path), str(path), analyze)


@pytest.fixture
def counted(mock: Analyzer) -> _Counted:
    return _Counted(mock)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "cache folder" / "results.sqlite")


def test_same_photo_same_model_once(file: str, make_photos: MakePhotos, counted: _Counted) -> None:
    first, second = make_photos(2)
    copy = first.with_name("copy.png")
    shutil.copy(first, copy)
    with ResultCache(file, MODEL) as cache:
        original = counted(cache, first)
        counted(cache, second)
    with ResultCache(file, MODEL) as cache:
        again, copied = counted(cache, first), counted(cache, copy)
    assert counted.count == 2
    assert msgspec.structs.replace(again, timing_ms=original.timing_ms) == original
    assert copied.source.name == str(copy)
    assert copied.source.sha256 == original.source.sha256


def test_changed_photo_or_model_is_a_miss(
    file: str, make_photos: MakePhotos, counted: _Counted
) -> None:
    photo, other = make_photos(2)
    with ResultCache(file, MODEL) as cache:
        counted(cache, photo)
        photo.write_bytes(other.read_bytes())
        assert counted(cache, photo).source.sha256 == counted(cache, other).source.sha256
    assert counted.count == 2
    with ResultCache(file, OTHER_MODEL) as cache:
        counted(cache, photo)
    assert counted.count == 3
    with ResultCache(file, MODEL) as cache:  # both models' results are there
        counted(cache, photo)
    assert counted.count == 3


def test_a_photo_touched_without_a_change_is_a_hit(
    file: str, make_photos: MakePhotos, counted: _Counted
) -> None:
    (photo,) = make_photos(1)
    with ResultCache(file, MODEL) as cache:
        counted(cache, photo)
        os.utime(photo, ns=(1, 1))
        counted(cache, photo)
    assert counted.count == 1


def test_bounded(file: str, make_photos: MakePhotos, counted: _Counted) -> None:
    photos = make_photos(30)
    with ResultCache(file, MODEL, max_results=10) as cache:
        for photo in photos:
            counted(cache, photo)
        counted(cache, photos[-1])
        assert counted.count == 30
        counted(cache, photos[0])
        assert counted.count == 31
    database = sqlite3.connect(file)
    for table in ("results", "files"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] <= 20
    database.close()


def test_private(file: str, make_photos: MakePhotos, counted: _Counted) -> None:
    (photo,) = make_photos(1)
    with ResultCache(file, MODEL) as cache:
        counted(cache, photo)
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert photo.name.encode() not in Path(file).read_bytes()


@pytest.mark.parametrize("content", [b"not a database" * 500, b"SQLite format 3\0" + b"x" * 5000])
def test_damaged_cache_is_made_anew(
    file: str,
    make_photos: MakePhotos,
    counted: _Counted,
    content: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (photo,) = make_photos(1)
    os.mkdir(os.path.dirname(file))
    Path(file).write_bytes(content)
    for _ in range(2):
        with ResultCache(file, MODEL) as cache:
            counted(cache, photo)
    assert counted.count == 1
    assert Path(f"{file}.damaged").read_bytes() == content
    assert f"{file}.damaged" in caplog.text


def test_damaged_in_the_middle(file: str, make_photos: MakePhotos, counted: _Counted) -> None:
    photos = make_photos(50)
    with ResultCache(file, MODEL) as cache:
        for photo in photos:
            counted(cache, photo)
    content = Path(file).read_bytes()
    Path(file).write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    with ResultCache(file, MODEL) as cache:
        for photo in photos:
            assert counted(cache, photo).source.name == str(photo)
    with ResultCache(file, MODEL) as cache:
        counted(cache, photos[0])
        count = counted.count
        counted(cache, photos[0])
        assert counted.count == count


def test_cache_of_another_version_is_made_anew(
    file: str, make_photos: MakePhotos, counted: _Counted
) -> None:
    (photo,) = make_photos(1)
    with ResultCache(file, MODEL) as cache:
        counted(cache, photo)
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    for _ in range(2):
        with ResultCache(file, MODEL) as cache:
            counted(cache, photo)
    assert counted.count == 2


def test_no_place_for_it(
    tmp_path: Path, make_photos: MakePhotos, counted: _Counted, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    with ResultCache(str(tmp_path / "file" / "results.sqlite"), MODEL) as cache:
        assert counted(cache, make_photos(1)[0]).model_type == "mock"
    assert "the result cache can't be used" in caplog.text


def test_what_fails_is_not_kept(tmp_path: Path, file: str, counted: _Counted) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    with ResultCache(file, MODEL) as cache:
        for path in (empty, tmp_path / "gone.png", empty):
            with pytest.raises(PhotoError):
                counted(cache, path)
    assert counted.count == 3


def test_in_a_batch(file: str, make_photos: MakePhotos, mock: Analyzer) -> None:
    """Two programs at once, each on several threads."""
    paths = [*map(str, make_photos(60)), "gone.png"]
    with ResultCache(file, MODEL) as cache, ResultCache(file, MODEL) as other:
        batches = (
            analyze_photos(paths, [mock], workers=4, cache=cache),
            analyze_photos(paths, [mock], workers=4, cache=other),
        )
        for one, two in zip(*batches, strict=True):
            assert one.path == two.path
            if isinstance(one.result, Analysis) and isinstance(two.result, Analysis):
                assert one.result.source == two.result.source
            else:
                assert isinstance(one.result, Failure)
                assert one.result == two.result


def test_two_files_that_are_exchanged(
    file: str, make_photos: MakePhotos, counted: _Counted
) -> None:
    """Of equal size and time, so that only their places on the disk tell."""
    one, two = make_photos(2)
    size = max(one.stat().st_size, two.stat().st_size)
    for photo in (one, two):
        photo.write_bytes(photo.read_bytes().ljust(size, b"\0"))
        os.utime(photo, ns=(1, 1))
    with ResultCache(file, MODEL) as cache:
        first = {photo: counted(cache, photo).source.sha256 for photo in (one, two)}
        one.rename(one.with_name("aside"))
        two.rename(one)
        one.with_name("aside").rename(two)
        assert counted(cache, one).source.sha256 == first[two]
        assert counted(cache, two).source.sha256 == first[one]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE results SET result = 7",
        "UPDATE results SET result = 'text'",
        "UPDATE results SET result = CAST(x'ff80' AS TEXT)",
        "UPDATE results SET result = CAST(replace(result, 'wavy', 'coil') AS BLOB)",
        "UPDATE files SET photo = x'00'",
        "UPDATE results SET photo = x'00'",
        "ALTER TABLE results RENAME COLUMN result TO answer",
        "DROP TABLE files",
        "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM results; END",
    ],
)
def test_damaged_rows_and_other_layouts(
    file: str, make_photos: MakePhotos, counted: _Counted, damage: str
) -> None:
    (photo,) = make_photos(1)
    with ResultCache(file, MODEL) as cache:
        first = counted(cache, photo)
    database = sqlite3.connect(file, isolation_level=None)
    database.execute(damage)
    database.close()
    for _ in range(2):
        with ResultCache(file, MODEL) as cache:
            again = counted(cache, photo)
    assert counted.count == 2  # once more, and then it is known again
    assert msgspec.structs.replace(again, timing_ms=first.timing_ms) == first


def test_a_pipe_where_the_cache_should_be(
    file: str, make_photos: MakePhotos, counted: _Counted
) -> None:
    (photo,) = make_photos(1)
    os.mkdir(os.path.dirname(file))
    os.mkfifo(file)
    for _ in range(2):
        with ResultCache(file, MODEL) as cache:
            counted(cache, photo)
    assert counted.count == 1
