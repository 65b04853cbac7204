"""What the program saw in a photo, as lines and areas to be drawn over it.

Told apart by colour, by the kind of line and by the slant of a hatching, so that the colours
need not be seen. Every line has a dark rim: it shows on light and on dark skin.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.evidence import Evidence, PackedAreas
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.engine.see.areas import HAIR, SKIN
from haski_desktop.engine.see.geometry import Box
from haski_desktop.gui.basics.theme import scaled_font
from haski_desktop.gui.result.contours import contours
from haski_desktop.results.names import head_name, region_name

Line = Qt.PenStyle
HATCHING: Final = 9.0  # points between its lines
RIM: Final = QColor(0, 0, 0, 150)


class Layer(StrEnum):
    """What can lie over a photo; the values are those of the settings and the commands."""

    MAP = "map"
    SKIN = "skin"
    HAIR = "hair"
    REGIONS = "regions"
    FACE = "face"
    VIEWS = "views"


class Style(NamedTuple):
    """How one layer is drawn.

    Attributes:
        colour: Of its lines.
        line: Their kind.
        width: Their width in points.
        slant: Of the hatching: 1 upwards, -1 downwards, 0 none.
    """

    colour: str
    line: Qt.PenStyle
    width: float
    slant: int = 0


STYLES: Final = {
    Layer.SKIN: Style("#6CC5F2", Line.SolidLine, 1.4, slant=1),
    Layer.HAIR: Style("#F4E04D", Line.DashLine, 1.4, slant=-1),
    Layer.REGIONS: Style("#FFB8DC", Line.DotLine, 1.8),
    Layer.FACE: Style("#FFFFFF", Line.SolidLine, 2.2),
    Layer.VIEWS: Style("#FFB066", Line.DashDotLine, 2.0),
}
TINT: Final = 0.16


class Mark(NamedTuple):
    """One thing to be drawn.

    Attributes:
        layer: What it belongs to.
        path: Its outline; x and y are fractions of the photo.
        name: Words at its middle, or for a view in its corner; empty for none.
        faint: Whether it matters less: a face that is not judged.
    """

    layer: Layer
    path: QPainterPath
    name: str = ""
    faint: bool = False


def marks_of(
    result: Analysis, evidence: Evidence | None, layers: frozenset[Layer]
) -> tuple[Mark, ...]:
    """What is known of ``layers``, in the order in which it is drawn.

    Without evidence, as for a result that was read from a file, there are no areas, and a
    face is the box around it.
    """
    makers: dict[Layer, Callable[[], Iterator[Mark]]] = {
        Layer.SKIN: lambda: _area(Layer.SKIN, evidence),
        Layer.HAIR: lambda: _area(Layer.HAIR, evidence),
        Layer.REGIONS: lambda: _regions(result),
        Layer.FACE: lambda: _faces(result, evidence),
        Layer.VIEWS: lambda: _views(result),
    }
    return tuple(mark for layer, make in makers.items() if layer in layers for mark in make())


def _area(layer: Layer, evidence: Evidence | None) -> Iterator[Mark]:
    if evidence is not None and evidence.areas is not None:
        path = _outline(evidence.areas, SKIN if layer is Layer.SKIN else HAIR)
        if not path.isEmpty():
            yield Mark(layer, path)


@lru_cache(maxsize=16)  # for the photos that are shown, as this and that is laid over them
def _outline(areas: PackedAreas, channel: int) -> QPainterPath:
    path = QPainterPath()  # fills by the odd-even rule
    for line in contours(areas.unpacked(channel)):
        _add(path, line)
    return path


def _regions(result: Analysis) -> Iterator[Mark]:
    for face in result.faces or ():
        for region in face.regions:
            path = QPainterPath()
            _add(path, np.asarray(region.polygon))
            yield Mark(Layer.REGIONS, path, region_name(region.name))


def _faces(result: Analysis, evidence: Evidence | None) -> Iterator[Mark]:
    outlines = evidence.faces if evidence else ()
    for place, face in enumerate(result.faces or ()):
        path = QPainterPath()
        if place < len(outlines):
            _add(path, _hull(outlines[place].astype(np.float64)))
        else:
            path.addRect(QRectF(*face.box))
        yield Mark(Layer.FACE, path, faint=place > 0)


def _hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The convex hull of points (count, 2), by Andrew's monotone chain (1979).

    Of a face's mesh it is what is seen of the head's edge, also where the face is turned and
    its oval folds.
    """
    ordered = sorted(map(tuple, points.tolist()))
    halves = []
    for line in (ordered, ordered[::-1]):
        half: list[tuple[float, float]] = []
        for x, y in line:
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-2:]
                if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                    break
                half.pop()
            half.append((x, y))
        halves += half[:-1]
    return np.asarray(halves)


def _views(result: Analysis) -> Iterator[Mark]:
    heads: dict[Box, list[HeadName]] = {}
    for head in reversed(HEADS):
        view = result.predictions[head.name].view
        if view is not None and result.in_scope:
            heads.setdefault(view, []).append(head.name)
    # The largest first, so that the words of those within it lie above it.
    for box in sorted(heads, key=lambda box: -box.area):
        path = QPainterPath()
        path.addRect(QRectF(*box))
        yield Mark(Layer.VIEWS, path, ", ".join(map(head_name, heads[box])))


def _add(path: QPainterPath, points: NDArray[np.floating]) -> None:
    first, *rest = points.tolist()
    path.moveTo(*first)
    for point in rest:
        path.lineTo(*point)
    path.closeSubpath()


def paint_marks(
    painter: QPainter, marks: Iterable[Mark], placing: QTransform, seen: QRectF
) -> None:
    """Draw marks.

    Args:
        painter: Of a widget.
        marks: What to draw.
        placing: From fractions of the photo to the widget's points.
        seen: The part of the widget in which there is something to be seen.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Of a face at the photo's edge the rest is guessed.
    photo = placing.mapRect(QRectF(0, 0, 1, 1))
    painter.setClipRect(photo.adjusted(-2, -2, 2, 2), Qt.ClipOperation.IntersectClip)
    named = []
    for mark in marks:
        path = placing.map(mark.path)
        paint_shape(painter, path, STYLES[mark.layer], faint=mark.faint)
        if mark.name:
            named.append((mark, path))
    painter.setFont(scaled_font(0.85, bold=True))
    taken: list[QRectF] = []
    for mark, path in named:
        tag = _tag(painter, mark, path.boundingRect(), seen)
        while (other := next(filter(tag.intersects, taken), None)) is not None:
            tag.moveTop(other.bottom() + 2)
        if not tag.isEmpty():
            taken.append(tag)
            _paint_name(painter, mark, tag)
    painter.restore()


def paint_shape(
    painter: QPainter, path: QPainterPath, style: Style, *, faint: bool = False
) -> None:
    """Draw an outline, and the area within it if its style has a hatching."""
    colour = QColor(style.colour)
    if style.slant:
        tint = QColor(colour)
        tint.setAlphaF(TINT)
        painter.fillPath(path, tint)
        _hatch(painter, path, style)
    width = style.width * (0.6 if faint else 1.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(RIM, width + 1.8))
    painter.drawPath(path)
    painter.setPen(QPen(colour, width, style.line))
    painter.drawPath(path)


def _hatch(painter: QPainter, path: QPainterPath, style: Style) -> None:
    ratio = painter.device().devicePixelRatioF()
    brush = QBrush(_tile(style, ratio))
    # From one place of the photo on, so that the lines move with it; whole pixels stay sharp.
    start = path.boundingRect().topLeft() * ratio
    brush.setTransform(
        QTransform.fromTranslate(round(start.x()) / ratio, round(start.y()) / ratio).scale(
            1 / ratio, 1 / ratio
        )
    )
    painter.fillPath(path, brush)


@cache
def _tile(style: Style, ratio: float) -> QImage:
    """A piece of a hatching that can be repeated on all sides."""
    side = round(HATCHING * ratio)
    tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    colour = QColor(style.colour)
    colour.setAlphaF(0.62)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, ratio))
    for shift in (-side, 0, side):
        left, right = shift - side, shift + 2 * side
        top, bottom = (left, right) if style.slant < 0 else (right, left)
        painter.drawLine(top, -side, bottom, 2 * side)
    painter.end()
    return tile


def _tag(painter: QPainter, mark: Mark, room: QRectF, seen: QRectF) -> QRectF:
    """Where a mark's name is to stand; empty if there is no room, and the legend must do."""
    metrics = QFontMetricsF(painter.font())
    size = metrics.size(Qt.TextFlag.TextSingleLine, mark.name)
    tag = QRectF(0, 0, size.width() + 10, size.height() + 2)
    shown = room.intersected(seen)
    if tag.width() > room.width() * 1.25 or shown.isEmpty():
        return QRectF()
    if mark.layer is Layer.VIEWS:
        tag.moveTopLeft(shown.topLeft() + QPointF(3, 3))
    else:
        tag.moveCenter(room.center())
    return tag


def _paint_name(painter: QPainter, mark: Mark, tag: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(tag, 4, 4)
    painter.setPen(QColor(STYLES[mark.layer].colour))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark.name)
