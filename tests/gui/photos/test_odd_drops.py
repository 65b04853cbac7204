"""Whatever is dragged over the window or dropped on it, the window stays."""

import random
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

from PySide6.QtCore import (
    QByteArray,
    QLibraryInfo,
    QMimeData,
    QPointF,
    Qt,
    QUrl,
    QVersionNumber,
)
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.dropped import DroppedData
from tests.gui.conftest import SAMPLE, MakeWindow

NOISE = random.Random(4).randbytes(4000)
TYPES = (
    *("text/uri-list", "text/plain", "text/html", "image/png", "image/jpeg", "image/x-qt-image"),
    *("application/x-qt-image", "application/x-color", "application/octet-stream", "", "/", "a b"),
    *("x-special/gnome-copied-files", "application/x-qabstractitemmodeldatalist", "a/" * 500),
)


def drops() -> Iterator[QMimeData]:
    """Every kind of data, with nothing in it, with noise, and with what looks like a path."""
    for kind in TYPES:
        for content in (b"", NOISE, b"\0" * 10, b"/" * 5000, b"file:///\xff\xfe%00/../..", b"\n\n"):
            data = QMimeData()
            data.setData(kind, QByteArray(content))
            yield data
    odd = ("file:", "file:///nul%00.jpg", "file://host/x.jpg", "data:image/png;base64,AAAA", "x:y")
    for address in (*odd, "file:///" + "n" * 5000):
        data = QMimeData()
        data.setUrls([QUrl(address), QUrl()])
        yield data


def place(at: QPointF) -> Any:
    """What a drag takes for a place: whole pixels up to Qt 6.11, deprecated since."""
    return at if QLibraryInfo.version() >= QVersionNumber(6, 12) else at.toPoint()


def test_odd_data_is_sorted_without_an_error(application: QApplication) -> None:
    for data in drops():
        dropped = DroppedData.of(data)
        assert dropped.picture is None or not dropped.picture.isNull()


def test_odd_data_on_the_window(make_window: MakeWindow, application: QApplication) -> None:
    window: MainWindow = make_window()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for data in drops():
        at, copy = QPointF(200, 200), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place(at), copy, data, buttons, keys)
        application.sendEvent(window, enter)
        application.sendEvent(window, QDropEvent(at, copy, data, buttons, keys))
    assert window.isVisible()


def test_drag_over_the_window_is_shown(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(SAMPLE)])
    # Qt's own event has another constructor in each version.
    event = Mock(mimeData=Mock(return_value=data), source=Mock(return_value=None))
    window.dragEnterEvent(event)
    event.accept.assert_called_once()
    hints = [window.drop_zone._hint]
    window.dragLeaveEvent(QDragLeaveEvent())
    hints.append(window.drop_zone._hint)
    assert hints == [True, False]
    text = QMimeData()
    text.setText("hello")
    for refused in (
        Mock(mimeData=Mock(return_value=text), source=Mock(return_value=None)),
        Mock(mimeData=Mock(return_value=data), source=Mock(return_value=window.photos.view)),
    ):
        window.dragEnterEvent(refused)
        refused.accept.assert_not_called()
