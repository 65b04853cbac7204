"""One decode for all who need the same photo."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine import photo_cache
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.errors import PhotoError
from tests.conftest import encoded


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[PhotoSource]:
    """What was really decoded, in its order."""
    sources: list[PhotoSource] = []

    def load(source: PhotoSource) -> Photo:
        sources.append(source)
        return load_working_photo(source)

    monkeypatch.setattr(photo_cache, "load_working_photo", load)
    return sources


def test_a_photo_is_decoded_once(sample: Path, decoded: list[PhotoSource]) -> None:
    cache = PhotoCache()
    pasted = encoded(Image.new("RGB", (300, 300), "tan"), "PNG")
    first = cache.load(sample)
    assert cache.load(str(sample)) is first
    assert cache.load(pasted) is cache.load(bytes(bytearray(pasted)))
    assert decoded == [sample, pasted]
    cache.clear()
    assert cache.load(sample) is not first


def test_threads_wait_for_the_one_that_decodes(sample: Path, decoded: list[PhotoSource]) -> None:
    cache, start = PhotoCache(), threading.Barrier(8)

    def load(_: int) -> Photo:
        start.wait()
        return cache.load(sample)

    with ThreadPoolExecutor(8) as pool:
        photos = set(map(id, pool.map(load, range(8))))
    assert (len(photos), len(decoded)) == (1, 1)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    cache, path = PhotoCache(), tmp_path / "photo.png"
    path.write_bytes(encoded(Image.new("RGB", (300, 300), "tan"), "PNG"))
    before = cache.load(path)
    path.write_bytes(encoded(Image.new("RGB", (301, 300), "tan"), "PNG"))
    assert (before.width, cache.load(path).width) == (300, 301)


def test_only_the_last_few_are_kept(decoded: list[PhotoSource]) -> None:
    cache = PhotoCache(capacity=2 * 9 * 9 * 4)
    one, two, three = (encoded(Image.new("RGB", (9, 9), c), "PNG") for c in ("red", "tan", "blue"))
    for source in (one, two, one, three, one, two):
        cache.load(source)
    assert decoded == [one, two, three, two]


def test_one_photo_is_kept_however_large(decoded: list[PhotoSource]) -> None:
    cache = PhotoCache(capacity=1)
    one, two = (encoded(Image.new("RGB", (9, 9), c), "PNG") for c in ("red", "tan"))
    for source in (one, one, two, two, one):
        cache.load(source)
    assert decoded == [one, two, one]


def test_who_wants_little_of_a_photo_is_told_of_each_decode(tmp_path: Path) -> None:
    cache, path, told = PhotoCache(), tmp_path / "no photo.png", list[PhotoSource]()
    path.write_bytes(b"no photo")
    cache.on_decoded = lambda source, _photo: told.append(source)
    photo = encoded(Image.new("RGB", (9, 9), "red"), "PNG")
    for _ in range(2):
        cache.load(photo)
    with pytest.raises(PhotoError):
        cache.load(path)
    assert told == [photo]


def test_failures_are_not_kept(tmp_path: Path, decoded: list[PhotoSource]) -> None:
    cache, path = PhotoCache(), tmp_path / "photo.png"
    with pytest.raises(PhotoError, match="not found"):
        cache.load(path)
    path.write_bytes(b"no photo")
    for _ in range(2):
        with pytest.raises(PhotoError, match="known format"):
            cache.load(path)
    assert decoded == [path] * 3


def test_a_decoded_photo_gets_the_files_answer(sample: Path, analyzer: Analyzer) -> None:
    from_file, decoded = analyzer.analyze(sample), analyzer.analyze(PhotoCache().load(sample))
    assert decoded.predictions == from_file.predictions
    assert decoded.source == from_file.source
