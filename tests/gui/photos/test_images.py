"""Photos as pictures on the screen."""

import os
from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from haski_desktop.engine import photo as photo_module
from haski_desktop.engine import pixels
from haski_desktop.engine.photo import Photo, PhotoSource
from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos import images
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, drop


def test_pictures_are_upright(make_photos: MakePhotos) -> None:
    from PIL import Image

    (path,) = make_photos(1)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(path).save(path, exif=exif)
    cache = PhotoCache()
    for size in (images.Size.VIEW, images.Size.DETAIL):
        picture = images.decode(1, path, size, cache)
        assert (picture.image.width(), picture.image.height()) == (240, 320)
        assert (picture.width, picture.height) == (240, 320)
        assert picture.image.constBits()[3] == 255  # opaque, as Qt's own pixels are
    for decoded in (cache, PhotoCache()):
        thumbnail = images.decode(1, path, images.ROW_SIDE, decoded).image
        assert thumbnail.width() == thumbnail.height() == images.ROW_SIDE
    assert images.decode(1, "/nowhere.jpg", images.Size.VIEW, cache).image.isNull()


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file was decoded, by whomever."""
    counted: Counter[str] = Counter()
    load = photo_module._load

    def count(source: PhotoSource, size: pixels.Size | None) -> Photo:
        counted[str(source)] += 1
        return load(source, size)

    monkeypatch.setattr(photo_module, "_load", count)
    return counted


def wait_for_thumbnails(qtbot: QtBot, window: MainWindow) -> None:
    window.photos.view.viewport().repaint()
    qtbot.waitUntil(lambda: window.thumbnails.is_idle, timeout=WAIT)


def thumbnails_in_sight(window: MainWindow) -> list[bool]:
    view = window.photos.view
    last = view.indexAt(view.viewport().rect().bottomLeft()).row()
    in_sight = window.photos.filter.items[: last + 1]
    assert 3 < len(in_sight) < 20
    found = [window.thumbnails.get(item.id, item.photo) for item in in_sight]
    return [pixmap is not None and not pixmap.isNull() for pixmap in found]


def test_photos_of_a_batch_are_decoded_once(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, decodes: Counter[str]
) -> None:
    paths = make_photos(40)
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        drop(window, os.path.dirname(paths[0]))
    wait_for_thumbnails(qtbot, window)
    assert all(thumbnails_in_sight(window))
    window.photos.view.scrollToBottom()
    wait_for_thumbnails(qtbot, window)
    assert not window.viewer.image.isNull()
    assert decodes == Counter(paths)


def test_a_single_photo_is_decoded_once(
    window: MainWindow, qtbot: QtBot, decodes: Counter[str]
) -> None:
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        drop(window, SAMPLE)
    wait_for_thumbnails(qtbot, window)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    assert decodes == Counter([SAMPLE])


@pytest.mark.parametrize("stop", ["pause", "cancel"])
def test_rows_that_wait_for_an_analysis_in_vain_have_thumbnails(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, stop: str
) -> None:
    window = make_window(started=False)
    drop(window, *make_photos(30))
    # The viewer shows the first; the analysis is about to decode the others.
    qtbot.waitUntil(lambda: not window.thumbnails.is_idle, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    assert sum(thumbnails_in_sight(window)) <= 1
    getattr(window.progress, stop).click()
    wait_for_thumbnails(qtbot, window)
    assert all(thumbnails_in_sight(window))


def test_rows_far_from_their_turn_have_thumbnails(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window(started=False)
    drop(window, *make_photos(90))
    window.photos.view.scrollToBottom()
    last = window.session.photos.items[-1]
    qtbot.waitUntil(lambda: window.thumbnails.get(last.id, last.photo) is not None, timeout=WAIT)
