"""The program's own SVG icons, drawn in the colours of the theme at any sharpness."""

from functools import cache
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from haski_desktop.gui.basics.theme import colours
from haski_desktop.paths import bundled
from haski_desktop.results.status import PhotoStatus

STATUS_ICONS: Final = {
    PhotoStatus.WAITING: "waiting",
    PhotoStatus.CANCELLED: "cancelled",
    PhotoStatus.CONFIDENT: "answered",
    PhotoStatus.UNCERTAIN: "uncertain",
    PhotoStatus.NOT_ASSESSABLE: "not-assessable",
    PhotoStatus.OUT_OF_SCOPE: "out-of-scope",
    PhotoStatus.ERROR: "error",
}


class _Engine(QIconEngine):
    """Draws when asked, so that a change of colours needs no new icons."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.setOpacity(0.4 if mode == QIcon.Mode.Disabled else 1.0)
        draw(painter, self._name, QRectF(rect), self._colour or colours().text)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # ``size`` is in points, whatever the documentation of some versions says.
        pixmap = QPixmap(size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon by its file's name, in the text colour unless another is given."""
    return QIcon(_Engine(name, colour))


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into ``rect``."""
    _renderer(name, colour).render(painter, rect)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = bundled(f"resources/icons/{name}.svg").read_bytes()
    return QSvgRenderer(svg.replace(b"currentColor", colour.encode()))
