"""List, photo and result on wide and narrow windows, and what a right click offers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.gui.main_window import MainWindow
from tests.gui.conftest import WAIT, MakeWindow
from tests.gui.test_everyone import fill


@pytest.fixture
def filled(make_window: MakeWindow) -> MainWindow:
    window = make_window(started=False)
    fill(window)
    QApplication.processEvents()
    return window


def shrink(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)


@pytest.mark.parametrize("size", [(640, 480), (880, 600)])
def test_a_narrow_window_has_one_column(filled: MainWindow, size: tuple[int, int]) -> None:
    shrink(filled, *size)
    top = filled.viewer.mapTo(filled, QPoint(0, 0))
    below = filled.results.mapTo(filled, QPoint(0, 0))
    assert top.x() == below.x()
    assert below.y() >= top.y() + filled.viewer.height()
    assert filled.viewer.height() >= 100
    assert filled.results.height() >= 100
    assert not filled.photos.isVisible()
    shrink(filled, 1200, 800)
    assert filled.photos.isVisible()
    assert (
        filled.results.mapTo(filled, QPoint(0, 0)).y()
        == filled.photos.mapTo(filled, QPoint(0, 0)).y()
    )


def test_the_list_is_a_drawer_on_a_narrow_window(filled: MainWindow, qtbot: QtBot) -> None:
    shrink(filled, 640, 480)
    action = filled.actions_table["list"]
    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow, timeout=WAIT)
    assert not action.isChecked()
    qtbot.keyClick(filled, Qt.Key.Key_F9)
    assert action.isChecked()
    assert filled.photos.isVisible()
    qtbot.waitUntil(filled.photos.view.hasFocus, timeout=WAIT)
    qtbot.keyClick(filled.photos.view, Qt.Key.Key_Down)
    assert filled.photos.isVisible()  # going through the list leaves it open
    qtbot.keyClick(filled.photos.view, Qt.Key.Key_Escape)
    assert not filled.photos.isVisible()
    assert not action.isChecked()
    action.trigger()
    row = filled.photos.view.visualRect(filled.photos.filter.index(2)).center()
    qtbot.mouseClick(filled.photos.view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert not filled.photos.isVisible()
    assert filled.results.name.text() == "photo 2.jpg"
    action.trigger()
    qtbot.mouseClick(filled.viewer, Qt.MouseButton.LeftButton)
    assert not filled.photos.isVisible()


def test_the_list_can_be_hidden_on_a_wide_window(filled: MainWindow) -> None:
    filled.actions_table["list"].trigger()
    assert not filled.photos.isVisible()
    shrink(filled, 640, 480)
    shrink(filled, 1200, 800)
    assert not filled.photos.isVisible()
    filled.actions_table["list"].trigger()
    assert filled.photos.isVisible()


def test_shape_is_that_of_the_wide_window(make_window: MakeWindow) -> None:
    first = make_window(started=False)
    fill(first)
    shrink(first, 1200, 800)
    first.workspace.outer.setSizes([300, 900])
    wanted = first.workspace.outer.sizes()
    shrink(first, 640, 480)
    first.close()
    second = make_window(started=False)
    fill(second)
    shrink(second, 1200, 800)
    assert second.workspace.outer.sizes() == wanted


def test_a_right_click_offers_what_fits(filled: MainWindow) -> None:
    def offered(widget: object) -> list[str]:
        return [a.text() for a in widget.actions() if not a.isSeparator()]  # type: ignore[attr-defined]

    assert "Analyse a&gain" in offered(filled.photos.view)
    assert "Zoom &in" in offered(filled.viewer)
    for widget in (filled.photos.view, filled.viewer, filled.results):
        assert widget.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu


def test_the_result_is_copied_as_the_screen_says_it(filled: MainWindow, qtbot: QtBot) -> None:
    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(filled, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("photo 0.jpg\n")
    results = filled.results
    for label in (results.headline, results.certainty, *results.care.lines):
        assert label.text() in text
    for card in results.cards.values():
        assert card.answer.text() in text
    assert "Informational, not a diagnosis." in text
    assert filled.toast.isVisible()
    filled.photos.choose(4)
    filled.commands.copy_text()
    assert "made up" in QGuiApplication.clipboard().text()
