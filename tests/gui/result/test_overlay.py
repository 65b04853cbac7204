"""Where the model looked, laid over the photo."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.result.heat import ramp_colour
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.results.status import PhotoStatus, status_of
from tests.gui.conftest import FAILURE, SAMPLE, WAIT, MakePhotos, MakeWindow, drop, wait_until_done
from tests.made_up import made_up


@pytest.fixture
def analysed(window: MainWindow, qtbot: QtBot) -> tuple[MainWindow, Analysis]:
    """A window that shows the sample photo and what the model says of it."""
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    assert isinstance(result, Analysis)
    return window, result


def activation(window: MainWindow, row: int, head: HeadName) -> NDArray[np.float32] | None:
    item = window.session.photos.items[row]
    assert isinstance(item.result, Analysis)
    assert item.evidence is not None
    return item.evidence.activation(head, item.result.predictions[head])


def press_overlay_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()  # the layout makes room for the legend


def colour_at(window: MainWindow, x: float, y: float) -> QColor:
    """What the viewer shows where the photo is at (x, y), each from 0 to 1."""
    viewer = window.viewer
    away = QPointF(x * viewer.image.width(), y * viewer.image.height()) - viewer._centre
    place = QPointF(viewer.rect().center()) + away * viewer.scale
    return viewer.grab().toImage().pixelColor(place.toPoint())


def test_the_map_lies_where_the_model_looked(
    analysed: tuple[MainWindow, Analysis], qtbot: QtBot
) -> None:
    window, _ = analysed
    window.resize(1000, 1000)  # the legend leaves the photo its size
    QApplication.processEvents()
    window.results.cards["hair_type"].setFocus(Qt.FocusReason.TabFocusReason)
    heat = activation(window, 0, "hair_type")
    assert heat is not None
    rows, columns = heat.shape
    hottest = np.unravel_index(heat.argmax(), heat.shape)
    top, left = rows // 14, columns // 14  # not so near to the edge that zooming in hides it
    corners = [(y, x) for y in (top, rows - 1 - top) for x in (left, columns - 1 - left)]
    places = [(hottest, 1.0), *((corner, float(heat[corner])) for corner in corners)]
    for zoom in (window.viewer.zoom_to_fit, window.viewer.zoom_in):
        window.viewer.show_overlay(None)
        zoom()
        points = [((c + 0.5) / columns, (r + 0.5) / rows) for (r, c), _ in places]
        plain = [colour_at(window, *point) for point in points]
        press_overlay_keys(window, qtbot)
        assert window.actions_table["overlay"].isChecked()
        for before, point, (_, value) in zip(plain, points, places, strict=True):
            foreground, after = ramp_colour(value), colour_at(window, *point)
            alpha = foreground.alphaF()
            for channel in ("red", "green", "blue"):
                mixed = (1 - alpha) * getattr(before, channel)() + alpha * getattr(
                    foreground, channel
                )()
                assert getattr(after, channel)() == pytest.approx(mixed, abs=16), (point, channel)
        press_overlay_keys(window, qtbot)
    assert colour_at(window, *points[0]) == plain[0]


def tab_to(window: MainWindow, qtbot: QtBot, widget: QWidget) -> bool:
    """Go one control on, unless ``widget`` has the focus already."""
    if not widget.hasFocus():
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return widget.hasFocus()


def test_the_card_that_is_turned_to_is_explained(
    analysed: tuple[MainWindow, Analysis], qtbot: QtBot
) -> None:
    window, result = analysed
    legend = window.overlay._legend
    window.results.setFocus()
    assert not legend.isVisible()
    assert window.results.head == "condition"  # the clearest answer, until another is chosen
    press_overlay_keys(window, qtbot)
    assert legend.isVisible()
    pictures = {}
    for head, card in window.results.cards.items():
        qtbot.waitUntil(partial(tab_to, window, qtbot, card), timeout=WAIT)
        assert card._eye.isVisible()
        assert [c._eye.isVisible() for c in window.results.cards.values()].count(True) == 1
        label = result.predictions[head].label.replace("healthy", "no visible condition")
        assert f"“{label}”" in legend.sentence.text()
        assert "not the outline" in legend.accessibleName()
        pictures[head] = window.viewer._overlay
    assert pictures["condition"] != pictures["hair_type"] != pictures["skin_type"]
    qtbot.mouseClick(window.results.cards["hair_type"].answer, Qt.MouseButton.LeftButton)
    assert window.viewer._overlay == pictures["hair_type"]
    assert "“wavy”" in legend.sentence.text()
    window.commands.set_language("de")
    assert "„wellig“" in legend.sentence.text()


def has_overlay(window: MainWindow) -> bool:
    return window.viewer._overlay is not None


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "no result"),
        (FAILURE, "no result"),
        (made_up(in_scope=False), "neither skin nor hair"),
        (made_up("not_assessable"), "Condition can't be judged"),
        (made_up(warnings=("mock_result",)), "made up"),
        (made_up(), "not known"),  # as if it were read from a file
    ],
)
def test_why_there_is_nothing_to_show(
    make_window: MakeWindow, result: Analysis | Failure | None, reason: str
) -> None:
    window = make_window(started=False)
    status = status_of(result) if result else PhotoStatus.WAITING
    window.session.photos.add([Item(1, SAMPLE, "photo.jpg", status, result)])
    window.session.changed.emit()
    window.photos.choose(1)
    action = window.actions_table["overlay"]
    assert not action.isEnabled()
    assert reason in action.statusTip()


def test_going_through_the_list_with_it(
    analysed: tuple[MainWindow, Analysis], qtbot: QtBot
) -> None:
    window, _ = analysed
    press_overlay_keys(window, qtbot)
    window.session.photos.add([Item(99, SAMPLE, "broken.jpg", PhotoStatus.ERROR, FAILURE)])
    window.photos.choose(99)
    assert not has_overlay(window)
    assert "no result" in window.overlay._legend.sentence.text()
    assert not window.overlay._legend._scale.isVisible()
    assert window.actions_table["overlay"].isEnabled()  # to be switched off
    window.photos.choose(window.session.photos.items[0].id)
    assert has_overlay(window)
    assert window.overlay._legend._scale.isVisible()


def test_a_demo_shows_no_map(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ModelRequest(runtime="mock"))
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    assert not window.actions_table["overlay"].isEnabled()


def test_the_photos_of_a_folder_have_maps(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    drop(window, *make_photos(3))
    for row, result in enumerate(wait_until_done(qtbot, window, 3)):
        assert isinstance(result, Analysis)
        judged = [p for p in result.predictions.values() if p.decision != "not_assessable"]
        maps = [activation(window, row, head.name) for head in HEADS]
        assert len([heat for heat in maps if heat is not None]) == len(judged)


# Linear RGB as the eye without red, green or blue cones sees it (Machado et al. 2009).
SIGHTS = {
    "full": np.eye(3),
    "no red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "no green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "no blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_colours_are_in_order_for_everyone(sight: str) -> None:
    lightness = []
    for step in range(21):
        colour = ramp_colour(step / 20)
        rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        luminance = np.clip(SIGHTS[sight] @ linear, 0, 1) @ [0.2126, 0.7152, 0.0722]
        lightness.append(116 * np.cbrt(luminance) - 16)
    steps = [after - before for before, after in pairwise(lightness)]
    assert min(steps) > 2, steps
    assert max(steps) < 4 * min(steps), steps
