"""What the program saw, drawn over the photo: outlines, areas, regions, views."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, FaceInfo
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.evidence import Evidence, Examination
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE
from haski_desktop.engine.see.geometry import Box
from haski_desktop.export import one as export_json
from haski_desktop.export.read import parse_results
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.result.contours import contours
from haski_desktop.gui.result.marks import STYLES, Layer, Mark, marks_of, paint_marks, paint_shape
from haski_desktop.results.status import status_of
from tests.gui.conftest import SAMPLE, WAIT, MakeWindow
from tests.made_up import made_up

KEYS = {
    Layer.FACE: Qt.Key.Key_F,
    Layer.REGIONS: Qt.Key.Key_R,
    Layer.SKIN: Qt.Key.Key_S,
    Layer.HAIR: Qt.Key.Key_H,
    Layer.VIEWS: Qt.Key.Key_P,
}


@pytest.fixture(scope="module")
def examined() -> Examination:
    return Analyzer.open().examine(prepare(SAMPLE))


def show(window: MainWindow, qtbot: QtBot, examined: Examination) -> None:
    result, evidence = examined
    item = Item(1, SAMPLE, "sample.jpg", status_of(result), result, evidence=evidence)
    window.session.photos.add([item])
    window.session.changed.emit()
    window.photos.choose(1)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)


@pytest.fixture
def window(make_window: MakeWindow, qtbot: QtBot, examined: Examination) -> MainWindow:
    """A window that shows the sample photo, what was seen in it, and nothing over it."""
    window = make_window(started=False)
    show(window, qtbot, examined)
    return window


def press(window: MainWindow, qtbot: QtBot, layer: Layer) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, KEYS[layer], modifiers)
    QApplication.processEvents()  # the layout makes room for the legend


def place(window: MainWindow, x: float, y: float) -> QPointF:
    """Where the viewer shows what is at (x, y) of the photo, each from 0 to 1."""
    viewer = window.viewer
    size = viewer.image.size()
    away = QPointF(x * size.width(), y * size.height()) - viewer._centre
    return QPointF(viewer.rect().center()) + away * (viewer.scale / viewer.devicePixelRatioF())


def changed(before: QImage, after: QImage, at: QPointF) -> bool:
    """Whether something within two pixels of a place looks different."""
    x, y = round(at.x()), round(at.y())
    near = [(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-2, 3)]
    return any(before.pixelColor(*at) != after.pixelColor(*at) for at in near)


def grab(window: MainWindow) -> QImage:
    return window.viewer.grab().toImage()


def test_the_outline_lies_around_the_face(
    window: MainWindow, qtbot: QtBot, examined: Examination
) -> None:
    press(window, qtbot, Layer.REGIONS)  # the legend takes its room before both pictures
    window.viewer.show_overlay(None)
    before = grab(window)
    press(window, qtbot, Layer.REGIONS)
    press(window, qtbot, Layer.FACE)
    after = grab(window)
    (points, *_) = examined.evidence.faces
    for way in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        farthest = points[np.argmax(points @ np.array([np.cos(way), np.sin(way)], np.float32))]
        assert changed(before, after, place(window, *map(float, farthest)))
    middle = points.mean(axis=0)
    assert not changed(before, after, place(window, *map(float, middle)))
    assert not changed(before, after, place(window, 0.02, 0.02))
    press(window, qtbot, Layer.FACE)
    assert not window.overlay.shown


@pytest.mark.parametrize("layer", [Layer.SKIN, Layer.HAIR])
def test_areas_are_hatched_where_they_are(
    window: MainWindow, qtbot: QtBot, examined: Examination, layer: Layer
) -> None:
    mask = examined.evidence.skin() if layer is Layer.SKIN else examined.evidence.hair()
    assert mask is not None
    press(window, qtbot, layer)
    after = grab(window)
    window.viewer.show_overlay(None)
    before = grab(window)
    rows, columns = mask.shape
    deep = contours_away(mask)
    inside = [((c + 0.5) / columns, (r + 0.5) / rows) for r, c in np.argwhere(deep)[::9]]
    assert len(inside) > 20
    assert all(changed(before, after, place(window, *point)) for point in inside)
    outside = [
        ((c + 0.5) / columns, (r + 0.5) / rows) for r, c in np.argwhere(contours_away(~mask))
    ]
    assert not any(changed(before, after, place(window, *point)) for point in outside[::29])


def contours_away(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells with none but their like within two cells."""
    kept = np.pad(mask, 2, constant_values=False)
    found = mask.copy()
    for dy in range(5):
        for dx in range(5):
            found &= kept[dy : dy + mask.shape[0], dx : dx + mask.shape[1]]
    return found


def test_the_legend_lists_what_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    legend = window.overlay._legend
    assert not legend.isVisible()
    for count, layer in enumerate(KEYS, 1):
        press(window, qtbot, layer)
        assert legend.isVisible()
        assert {key for key, line in legend.lines.items() if line.isVisible()} == set(
            list(KEYS)[:count]
        )
    assert legend.lines[Layer.FACE].text.text() == "Face: one face, seen from the front"
    assert legend.lines[Layer.SKIN].text.text().endswith("% of the photo")
    for words in ("Skin: ", "Hair: ", "Regions of the face", "rests on"):
        assert words in legend.accessibleName()
        assert words in window.viewer.accessibleDescription()
    window.commands.set_language("de")
    assert legend.lines[Layer.FACE].text.text() == "Gesicht: ein Gesicht, von vorn gesehen"
    for layer in KEYS:
        press(window, qtbot, layer)
    assert not legend.isVisible()
    assert "Haut" not in window.viewer.accessibleDescription()


def test_what_is_shown_is_remembered(
    make_window: MakeWindow, qtbot: QtBot, examined: Examination
) -> None:
    first = make_window(started=False)
    show(first, qtbot, examined)
    press(first, qtbot, Layer.FACE)
    press(first, qtbot, Layer.SKIN)
    first.overlay._legend.strength.setValue(60)
    first.close()
    second = make_window(started=False)
    assert second.overlay.shown == {Layer.FACE, Layer.SKIN}
    assert second.actions_table["face"].isChecked()
    assert second.actions_table["skin"].isChecked()
    assert not second.actions_table["hair"].isChecked()
    show(second, qtbot, examined)
    assert {mark.layer for mark in second.viewer._marks} == {Layer.FACE, Layer.SKIN}
    assert second.overlay._legend.strength.value() == 60


def test_a_damaged_setting_costs_the_wish_alone(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    window.settings.layers = ["face", "moustache"]
    window.settings._store.setValue("overlay/strength", "plenty")
    window.close()
    again = make_window(started=False)
    assert again.overlay.shown == {Layer.FACE}
    assert again.overlay._legend.strength.value() == 100


def test_the_strength_fades_everything(
    window: MainWindow, qtbot: QtBot, examined: Examination
) -> None:
    press(window, qtbot, Layer.FACE)
    points = examined.evidence.faces[0]
    at = place(window, *map(float, points[points[:, 1].argmax()])).toPoint()
    strong = grab(window).pixelColor(at)
    slider = window.overlay._legend.strength
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert slider.value() == slider.minimum()
    weak = grab(window).pixelColor(at)
    window.viewer.show_overlay(None)
    plain = grab(window).pixelColor(at)

    def distance(first: QColor, second: QColor) -> int:
        return sum(abs(a - b) for a, b in zip(channels(first), channels(second), strict=True))

    def channels(colour: QColor) -> tuple[int, int, int]:
        return colour.red(), colour.green(), colour.blue()

    assert 0 < distance(weak, plain) < distance(strong, plain) / 2


def test_a_result_from_a_file_shows_what_is_in_it(
    make_window: MakeWindow, qtbot: QtBot, examined: Examination
) -> None:
    (read,) = parse_results(export_json.one(examined.analysis))
    assert isinstance(read, Analysis)
    window = make_window(started=False)
    show(window, qtbot, Examination(read, None))  # type: ignore[arg-type]
    for layer in KEYS:
        press(window, qtbot, layer)
    assert {mark.layer for mark in window.viewer._marks} == {
        Layer.FACE, Layer.REGIONS, Layer.VIEWS,
    }  # fmt: skip
    (face,) = (mark for mark in window.viewer._marks if mark.layer is Layer.FACE)
    assert read.faces
    assert face.path.boundingRect().getRect() == pytest.approx(read.faces[0].box)
    lines = window.overlay._legend.lines
    assert lines[Layer.SKIN].text.text().endswith("of the photo; analysing again shows where")
    assert not lines[Layer.SKIN]._swatch.isVisible()


def test_what_nobody_has_looked_at_is_said(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    show(window, qtbot, Examination(made_up(), None))  # type: ignore[arg-type]
    for layer in KEYS:
        press(window, qtbot, layer)
    lines = window.overlay._legend.lines
    assert lines[Layer.FACE].text.text() == "Face: nobody has looked"
    assert lines[Layer.HAIR].text.text() == "Hair: nobody has looked"
    assert not window.overlay._legend.strength.isVisible()


def test_regions_and_views_are_named_in_the_language_in_use(
    window: MainWindow, examined: Examination
) -> None:
    window.commands.set_language("de")
    marks = marks_of(examined.analysis, examined.evidence, frozenset(Layer))
    names = {mark.name for mark in marks if mark.layer is Layer.REGIONS}
    assert "Nase" in names
    views = [mark.name for mark in marks if mark.layer is Layer.VIEWS]
    assert any("Hautbild" in name for name in views)
    boxes = [mark.path.boundingRect() for mark in marks if mark.layer is Layer.VIEWS]
    view = examined.analysis.predictions["condition"].view
    assert view is not None
    assert any(box.getRect() == pytest.approx(view) for box in boxes)


def test_the_outline_holds_the_whole_face_however_it_is_turned() -> None:
    turned = np.random.default_rng(5).normal(0.5, (0.04, 0.1), (468, 2)).astype(np.float16)
    result = made_up(faces=(FaceInfo(Box(0.3, 0.2, 0.4, 0.6), -55.0, 0.0, 0.0),))
    (mark,) = marks_of(result, Evidence((), (turned,)), frozenset({Layer.FACE}))
    outline = mark.path.toFillPolygon()
    assert outline.boundingRect().width() == pytest.approx(float(np.ptp(turned[:, 0])))
    rule = Qt.FillRule.OddEvenFill
    middle = turned.mean(axis=0, dtype=np.float32)
    for point in turned.astype(np.float32):
        inside = middle + 0.99 * (point - middle)
        assert outline.containsPoint(QPointF(*map(float, inside)), rule)


def test_names_do_not_lie_upon_each_other(application: QApplication) -> None:
    """Two boxes that share a corner: the second name stands below the first."""
    predictions = dict(made_up().predictions)
    for head, side in ((CONDITION.name, 1.0), (HAIR_TYPE.name, 0.96)):
        view = Box(0.0, 0.0, side, side)
        predictions[head] = msgspec.structs.replace(predictions[head], view=view)
    marks = marks_of(made_up(predictions=predictions), None, frozenset({Layer.VIEWS}))

    def black(*shown: Mark) -> set[tuple[int, int]]:
        image = QImage(400, 400, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_marks(painter, shown, QTransform.fromScale(400, 400), QRectF(0, 0, 400, 400))
        painter.end()
        near = [(x, y) for x in range(6, 200) for y in range(6, 60)]
        return {place for place in near if image.pixelColor(*place).lightness() < 100}

    first, second = marks
    assert len(black(first, second)) > 0.9 * (len(black(first)) + len(black(second)))


def test_layers_differ_by_more_than_colour() -> None:
    looks = {(style.line, style.width, style.slant) for style in STYLES.values()}
    assert len(looks) == len(STYLES)


@pytest.mark.parametrize("layer", [Layer.SKIN, Layer.HAIR])
@pytest.mark.parametrize("ratio", [1, 2])
def test_the_hatching_runs_on_from_tile_to_tile(
    application: QApplication, layer: Layer, ratio: int
) -> None:
    """Along its slant the picture never changes, across it it does."""
    image = QImage(120 * ratio, 120 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    path = QPainterPath()
    path.addRect(-50, -50, 300, 300)
    painter = QPainter(image)
    paint_shape(painter, path, STYLES[layer])
    painter.end()
    slant = STYLES[layer].slant
    for x in range(30 * ratio, 70 * ratio):
        along = [image.pixelColor(x - slant * step, 60 * ratio + step) for step in range(25)]
        for channel in (QColor.red, QColor.green, QColor.blue):
            assert np.ptp([channel(colour) for colour in along]) <= 6
    across = {image.pixelColor(x, 60 * ratio).name() for x in range(30 * ratio, 70 * ratio)}
    assert len(across) > 2


def test_contours_follow_the_mask() -> None:
    y, x = np.mgrid[0:112, 0:112]
    ring = ((x - 50) ** 2 + (y - 40) ** 2 < 30**2) & ((x - 50) ** 2 + (y - 40) ** 2 > 10**2)
    found = contours(ring | (x > 90))
    assert len(found) == 3  # outside and inside of the ring, and the stripe
    stripe = max(found, key=lambda line: line[:, 0].min())
    assert stripe.max(axis=0) == pytest.approx((1, 1))  # up to the photo's edge
    assert stripe[:, 0].min() == pytest.approx(91 / 112, abs=0.005)
    outer = max((line for line in found if line is not stripe), key=np.ptp)
    radius = np.hypot(*(outer - (50.5 / 112, 40.5 / 112)).T) * 112
    assert radius == pytest.approx(30, abs=0.8)
    assert contours(np.zeros((5, 5), np.bool_)) == []


def test_the_window_fits_a_small_screen_with_everything_shown(
    make_window: MakeWindow, qtbot: QtBot, examined: Examination, tmp_path: Path
) -> None:
    window = make_window(started=False)
    window.resize(640, 480)
    window.commands.set_language("de")
    for layer in Layer:
        window.commands.show_layer(layer, True)
    show(window, qtbot, examined)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (640, 480)
    legend = window.overlay._legend
    shown = [line for line in legend.lines.values() if line.isVisible()]
    assert len(shown) == len(KEYS)
    for line in (*shown, legend._fader):
        assert legend.rect().contains(line.geometry()), line
