"""List, photo and result on wide and narrow windows, and what a right click offers."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from haski_desktop.batch.progress import RunProgress
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.language import LANGUAGES
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


def test_a_low_window_has_photo_and_result_side_by_side(filled: MainWindow) -> None:
    """As a screen of 1366 by 768 at twice the size has it, while a run is under way."""
    run = RunProgress()
    run.total, run.done = 500, 20
    filled.progress.show_progress(run)
    shrink(filled, 683, 350)
    assert filled.progress.cancel.isVisible()
    photo = filled.viewer.mapTo(filled, QPoint(0, 0))
    result = filled.results.mapTo(filled, QPoint(0, 0))
    assert photo.y() == result.y()
    assert filled.viewer.width() >= 160
    assert filled.results.height() >= 100
    bottom = filled.results.mapTo(filled, QPoint(0, filled.results.height())).y()
    assert bottom <= filled.footer.mapTo(filled, QPoint(0, 0)).y()
    filled.progress.hide()
    shrink(filled, 640, 480)
    assert filled.results.mapTo(filled, QPoint(0, 0)).x() == 0
    shrink(filled, 1200, 800)
    assert filled.photos.isVisible()
    assert filled.results.mapTo(filled, QPoint(0, 0)).x() > 600


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_fits_a_low_window(make_window: MakeWindow, language: str) -> None:
    window = make_window(started=False)
    window.use_language(language)
    shrink(window, 683, 350)
    zone = window.drop_zone
    shown = [w for w in zone.findChildren(QWidget) if w.isVisible() and w.parent() is zone]
    boxes = [QRect(w.mapTo(zone, QPoint(0, 0)), w.size()) for w in shown]
    assert all(zone.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_what_does_not_fit_the_toolbar_can_be_reached(filled: MainWindow) -> None:
    def more() -> QToolButton:
        (button,) = (
            b for b in filled.toolbar.findChildren(QToolButton)
            if b.objectName() == "qt_toolbar_ext_button"
        )  # fmt: skip
        return button

    shrink(filled, 1200, 800)
    assert not more().isVisible()
    filled.use_language("de")
    shrink(filled, 905, 600)  # still with words
    assert more().isVisible()
    assert more().width() >= 16
    picture = more().grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width())
            for y in range(picture.height())}  # fmt: skip
    assert len(seen) > 2  # an arrow, not an empty box


def test_a_window_from_a_larger_screen_comes_onto_this_one(make_window: MakeWindow) -> None:
    first = make_window(started=False)
    first.setGeometry(2600, 1500, 2400, 1400)
    first.close()
    second = make_window(started=False)
    room = second.screen().availableGeometry()
    assert room.contains(second.geometry())
