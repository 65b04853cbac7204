"""Marked photos side by side, with one zoom and one place for all."""

from functools import partial
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.result.side_by_side import Pane, Shown, SideBySide
from haski_desktop.gui.result.viewer import STEP, Viewer
from haski_desktop.results.status import PhotoStatus
from tests.gui.conftest import WAIT, MakePhotos, MakeWindow, drop, items, wait_until_done


def picture(width: int, height: int, colour: str = "white") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def shown(key: int, width: int = 400, height: int = 400, colour: str = "white") -> Shown:
    image = picture(width, height, colour)
    return Shown(key, f"{key}.jpg", f"answer {key}", image, (width, height))


@pytest.fixture
def side(application: QApplication, qtbot: QtBot) -> SideBySide:
    side = SideBySide()
    qtbot.addWidget(side)
    side.resize(900, 400)
    side.show()
    qtbot.waitExposed(side).__enter__()
    return side


def panes(side: SideBySide) -> list[Pane]:
    return [pane for pane in side.panes if pane.isVisible()]


def turn_wheel(viewer: Viewer, at: QPointF) -> None:
    none = Qt.KeyboardModifier.NoModifier
    viewer.wheelEvent(
        QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, 480),
            Qt.MouseButton.NoButton,
            none,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )


def has_picture(pane: Pane) -> bool:
    return not pane.viewer.image.isNull()


def middle(viewer: Viewer) -> tuple[float, float]:
    """What is in the middle of a viewer: fractions of its photo."""
    size = viewer._size
    return viewer._centre.x() / size.width(), viewer._centre.y() / size.height()


def test_zoom_and_place_are_those_of_all(side: SideBySide, qtbot: QtBot) -> None:
    # Of different sizes, as a camera's and a phone's.
    side.show_photos([shown(1), shown(2, 1600, 1600), shown(3, 800, 800)])
    QApplication.processEvents()
    first, second, third = (pane.viewer for pane in panes(side))
    fitted = [viewer.scale for viewer in (first, second, third)]
    turn_wheel(second, QPointF(60, 90))
    for viewer, before in zip((first, second, third), fitted, strict=True):
        assert viewer.scale / before == pytest.approx(second.scale / fitted[1])
        assert viewer.scale > 2 * before
        assert middle(viewer) == pytest.approx(middle(second))
    third.setFocus()
    qtbot.keyClick(third, Qt.Key.Key_Down)
    assert middle(first) == pytest.approx(middle(third))
    assert middle(first)[1] > middle(first)[0]
    qtbot.keyClick(third, Qt.Key.Key_0)
    assert [viewer.scale for viewer in (first, second, third)] == pytest.approx(fitted)


def test_more_pixels_of_one_leave_the_place_to_all(side: SideBySide) -> None:
    side.show_photos([Shown(1, "1", "", picture(500, 500), (1000, 1000)), shown(2, 1000, 1000)])
    QApplication.processEvents()
    first, second = (pane.viewer for pane in panes(side))
    asked: list[int] = []
    side.detail_wanted.connect(asked.append)
    turn_wheel(second, QPointF(60, 90))
    assert asked == [1]
    scale, place = second.scale, middle(second)
    side.set_image(1, picture(1000, 1000), (1000, 1000))
    assert (first.scale, second.scale) == pytest.approx((scale, scale))
    for viewer in (first, second):  # one of them may be a pixel wider
        assert middle(viewer) == pytest.approx(place, abs=0.001)


def test_photos_can_be_laid_upon_the_first(side: SideBySide) -> None:
    """What a transform brings together is seen at the same place."""

    def spot(size: int, x: int, y: int) -> QImage:
        image = picture(size, size, "black")
        for dx in range(-size // 20, size // 20):
            for dy in range(-size // 20, size // 20):
                image.setPixelColor(x + dx, y + dy, QColor("red"))
        return image

    # Half as large, a quarter turn, and elsewhere.
    turned = QTransform().translate(400, 0).rotate(90).scale(2, 2)
    second = turned.inverted()[0].map(QPoint(120, 150))
    side.show_photos(
        [
            Shown(1, "before", "", spot(400, 120, 150), (400, 400)),
            Shown(2, "after", "", spot(200, second.x(), second.y()), (200, 200), turned),
        ]
    )
    QApplication.processEvents()
    for zoom in (0, 1):
        if zoom:
            turn_wheel(panes(side)[0].viewer, QPointF(200, 180))
        found = []
        for pane in panes(side):
            seen = pane.viewer.grab().toImage()
            red = [
                (x, y)
                for x in range(seen.width())
                for y in range(seen.height())
                if seen.pixelColor(x, y).red() > 200 and seen.pixelColor(x, y).green() < 60
            ]
            assert len(red) > 100
            found.append([sum(axis) / len(red) for axis in zip(*red, strict=True)])
        assert found[0] == pytest.approx(found[1], abs=2.0)


def test_photos_take_the_room_there_is(side: SideBySide) -> None:
    def rows() -> set[int]:
        QApplication.processEvents()
        return {pane.y() for pane in panes(side)}

    side.show_photos([shown(1), shown(2)])
    assert len(rows()) == 1
    side.resize(610, 670)  # a little more beside each other than below each other
    assert len(rows()) == 1
    side.resize(400, 900)
    assert len(rows()) == 2
    side.show_photos([shown(key) for key in range(4)])
    side.resize(700, 700)
    assert len(rows()) == 2
    side.resize(300, 160)
    assert all(pane.width() >= 90 for pane in panes(side))
    with pytest.raises(ValueError, match="two to four"):
        side.show_photos([shown(1)])


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    window = make_window(started=False)
    window.session.photos.add(
        items(*[PhotoStatus.CONFIDENT] * 4, PhotoStatus.ERROR, PhotoStatus.WAITING)
    )
    window.session.changed.emit()
    window.photos.choose(0)
    return window


def mark(window: MainWindow, *ids: int) -> None:
    window.photos.choose(ids[0])
    model = window.photos.view.selectionModel()
    for photo_id in ids[1:]:
        index = window.photos.filter.index_of(photo_id)
        model.select(index, QItemSelectionModel.SelectionFlag.Select)


def beside(window: MainWindow) -> list[str]:
    side = window.centre.side_by_side
    return [pane.name.text() for pane in panes(side)] if side.isVisible() else []


def test_marked_photos_stand_side_by_side(window: MainWindow, qtbot: QtBot) -> None:
    assert not beside(window)
    view = window.photos.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert beside(window) == ["p0.jpg", "p1.jpg"]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert beside(window) == ["p0.jpg", "p1.jpg", "p2.jpg"]
    side = window.centre.side_by_side
    for pane in panes(side):
        qtbot.waitUntil(partial(has_picture, pane), timeout=WAIT)
        assert pane.headline.text() == "mild acne · wavy · dry"
    mark(window, 0, 1, 2, 3, 4)
    assert not beside(window)  # too many: the one that is turned to stands alone
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert not beside(window)


def test_turning_to_a_photo_shows_its_result(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, 0, 4)  # the second can't be read
    qtbot.waitUntil(lambda: not window.centre.picture.isNull(), timeout=WAIT)
    first, second = panes(window.centre.side_by_side)
    assert first.is_current
    assert window.results.name.text() == "p0.jpg"
    window.activateWindow()
    first.viewer.setFocus()
    qtbot.waitUntil(first.viewer.hasFocus, timeout=WAIT)
    qtbot.keyClick(first.viewer, Qt.Key.Key_Tab)
    assert second.viewer.hasFocus()
    assert second.is_current
    assert window.results.name.text() == "p4.jpg"
    assert len(window.selected()) == 2  # both are still marked
    assert beside(window) == ["p0.jpg", "p4.jpg"]
    assert "p4.jpg" in second.viewer.accessibleName()
    qtbot.mouseClick(first.viewer, Qt.MouseButton.LeftButton)
    assert window.results.name.text() == "p0.jpg"


def test_menu_and_clipboard_take_the_photo_that_is_turned_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    mark(window, 0, 1)
    first, second = panes(window.centre.side_by_side)
    for pane in (first, second):
        qtbot.waitUntil(partial(has_picture, pane), timeout=WAIT)
    before = first.viewer.scale, second.viewer.scale
    window.actions_table["zoom_in"].trigger()
    grown = first.viewer.scale / before[0], second.viewer.scale / before[1]
    assert grown == pytest.approx((STEP, STEP))
    window.actions_table["zoom_fit"].trigger()
    assert (first.viewer.scale, second.viewer.scale) == pytest.approx(before)
    window.actions_table["picture"].trigger()
    assert QGuiApplication.clipboard().image().size() == first.viewer.image.size()


def test_what_lies_over_the_photo_lies_over_each(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window()
    drop(window, *make_photos(2))
    wait_until_done(qtbot, window, 2)
    window.commands.show_layer("views", True)
    mark(window, *[item.id for item in window.session.photos.items])
    first, second = panes(window.centre.side_by_side)
    for pane, item in zip((first, second), window.session.photos.items, strict=True):
        found = {p.view for p in item.result.predictions.values() if p.view}  # type: ignore[union-attr]
        assert len(pane.viewer._marks) == (len(found) if item.result.in_scope else 0)  # type: ignore[union-attr]
    window.overlay._legend.strength.setValue(40)
    assert first.viewer._strength == second.viewer._strength == pytest.approx(0.4)


def test_a_result_that_comes_later_is_said(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window(started=False)
    drop(window, *make_photos(2))
    mark(window, *[item.id for item in window.session.photos.items])
    first, second = panes(window.centre.side_by_side)
    assert first.headline.text() == second.headline.text() == "Waiting"
    window.start([])
    wait_until_done(qtbot, window, 2)
    for pane, item in zip((first, second), window.session.photos.items, strict=True):
        assert pane.headline.text() == item.short != "Waiting"


def test_ten_thousand_marked_photos_cost_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one of them is looked at to learn that they are too many."""
    window.session.photos.add(
        [item for item in items(*[PhotoStatus.CONFIDENT] * 200) if item.id > 5]
    )
    ask = Mock(return_value=[])
    monkeypatch.setattr(window.photos, "selected", ask)
    window.photos.view.selectAll()
    assert not ask.called
