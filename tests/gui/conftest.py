"""The window without a screen; a test that leaves something behind fails."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import msgspec
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QThread, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import (
    Analysis,
    ErrorInfo,
    Failure,
    Source,
)
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.gui.basics.theme import QT_ARGUMENTS, Theme
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.program.language import Translations
from haski_desktop.gui.program.settings import Settings
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.paths import bundled
from haski_desktop.results.status import PhotoStatus
from tests.made_up import made_up

WAIT = 15_000
SAMPLE = str(bundled("resources/sample.jpg"))
PICTURE = bundled("resources/sample.jpg").read_bytes()  # any number of rows may show it
FAILURE = Failure(Source("b.jpg"), ErrorInfo("damaged", "It is damaged.", "Copy it."))
MakePhotos = Callable[[int], list[str]]
MakeWindow = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    monkeypatch.setenv("HASKI_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["haski-desktop", *QT_ARGUMENTS]


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """An application with a theme and texts, as ``main`` makes it."""
    font = qapp.font()
    theme, translations = Theme(qapp, "light"), Translations(qapp, "en")
    yield qapp
    translations.use("en")
    qapp.setFont(font)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for part in (theme, translations):
        part.setParent(None)
        part.deleteLater()
    _delete_now()


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves threads, timers or windows behind."""
    threads = set(threading.enumerate())
    windows = set(qapp.topLevelWidgets())
    yield
    _delete_now()
    gc.unfreeze()
    gc.collect()
    # Qt's own threads are seen by Python while they run its code; they end with it.
    left = [t for t in set(threading.enumerate()) - threads if not t.name.startswith("Dummy")]
    assert not left
    assert not [w for w in set(qapp.topLevelWidgets()) - windows if not w.isHidden()]
    alive = [o for o in gc.get_objects() if isinstance(o, (QThread, QTimer))]
    assert not [t for t in alive if isinstance(t, QThread) and t.isRunning()]
    assert not [t for t in alive if isinstance(t, QTimer) and t.isActive()]


@pytest.fixture
def make_window(application: QApplication, qtbot: QtBot) -> Iterator[MakeWindow]:
    """Windows that are closed at the end, each with its worker started unless told otherwise."""
    made: list[MainWindow] = []

    def make(request: ModelRequest | None = None, *, started: bool = True) -> MainWindow:
        settings = Settings()
        translations = application.findChild(Translations)
        assert translations is not None
        window = MainWindow(settings, translations, request or ModelRequest())
        if settings.blob("window").isEmpty():
            window.resize(1200, 800)  # the platform without a screen says it has a small one
        window.complete()
        made.append(window)
        window.show()
        qtbot.waitExposed(window).__enter__()
        if started:
            with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
                window.start([])
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    _delete_now()


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def make_photos(tmp_path: Path) -> MakePhotos:
    """Generated photos, each unlike the others."""

    def make(count: int) -> list[str]:
        folder = tmp_path / "photos"
        folder.mkdir(exist_ok=True)
        paths = []
        for number in range(count):
            pixels = np.random.default_rng(number).integers(0, 255, (8, 8, 3), np.uint8)
            path = folder / f"photo {number:03}.jpg"
            Image.fromarray(pixels).resize((320, 240)).save(path)
            paths.append(str(path))
        return paths

    return make


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer.open()


def items(*statuses: PhotoStatus) -> list[Item]:
    results: dict[PhotoStatus, Analysis | Failure] = {
        PhotoStatus.CONFIDENT: made_up(),
        PhotoStatus.UNCERTAIN: made_up("uncertain"),
        PhotoStatus.NOT_ASSESSABLE: made_up("not_assessable"),
        PhotoStatus.OUT_OF_SCOPE: made_up(in_scope=False),
        PhotoStatus.ERROR: FAILURE,
    }
    return [Item(i, PICTURE, f"p{i}.jpg", k, results.get(k)) for i, k in enumerate(statuses)]


def drop(window: MainWindow, *paths: str, image: QImage | None = None, text: str = "") -> None:
    """Drop files, a picture or a text on the window."""
    data = QMimeData()
    if paths:
        data.setUrls([QUrl(p) if "://" in p else QUrl.fromLocalFile(p) for p in paths])
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none.NoModifier))


def wait_until_done(qtbot: QtBot, window: MainWindow, count: int) -> list[Analysis | Failure]:
    def done() -> None:
        assert len(window.session.photos.results()) == count
        assert not window.session.is_busy

    qtbot.waitUntil(done, timeout=WAIT)
    return window.session.photos.results()


def without_time(result: Analysis | Failure) -> Analysis | Failure:
    return (
        msgspec.structs.replace(result, timing_ms=0.0) if isinstance(result, Analysis) else result
    )


def _delete_now() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
