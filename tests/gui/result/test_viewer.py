"""The photo: fitted, zoomed, moved, and sharp where one looks closely."""

from pathlib import Path

import pytest
from PySide6.QtCore import (
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.result.viewer import Viewer
from tests.gui.conftest import WAIT


def test_viewer_zooms_at_the_pointer_and_moves(application: QApplication, qtbot: QtBot) -> None:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(400, 300)
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    viewer.show_image(image)
    assert viewer.scale == pytest.approx((400 - 32) / 800)
    at = QPointF(300, 150)
    before = viewer._centre + (at - QPointF(200, 150)) / viewer.scale
    zero = QPoint(0, 0)
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        at,
        at,
        zero,
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    viewer.wheelEvent(wheel)
    after = viewer._centre + (at - QPointF(200, 150)) / viewer.scale
    assert viewer.scale > 1
    assert after.x() == pytest.approx(before.x(), abs=2)
    centre = QPointF(viewer._centre)
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    assert viewer._centre.x() < centre.x()
    viewer.zoom_to_pixels()
    assert viewer.scale == pytest.approx(1)
    assert viewer.grab().toImage().pixelColor(200, 150) == QColor("white")
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.scale == pytest.approx((400 - 32) / 800)


def test_more_pixels_are_loaded_where_one_looks_closely(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    from PIL import Image

    path = tmp_path / "large.jpg"
    Image.effect_noise((4032, 3024), 60).convert("RGB").save(path, quality=60)
    window.commands.open_paths([str(path)])
    viewer = window.viewer
    qtbot.waitUntil(lambda: not viewer.image.isNull(), timeout=WAIT)
    assert 1000 <= min(viewer.image.width(), viewer.image.height()) < 2000
    fitted = viewer.scale
    assert fitted == pytest.approx((viewer.width() - 32) / 4032, rel=0.01)
    viewer.zoom_to_pixels()
    assert viewer.scale == pytest.approx(1)
    qtbot.waitUntil(lambda: viewer.image.width() == 4032, timeout=WAIT)
    assert viewer.scale == pytest.approx(1)  # the view stays where it was
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=WAIT)
