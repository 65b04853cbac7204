"""One bar for each label of an answer; labels that are named as one share a bar."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui.basics.theme import Tone, colours, scaled_font
from haski_desktop.language import percent
from haski_desktop.results.answers import Bar


class Bars(QWidget):
    """Bars under each other, in the order given; the parts of a bar below it."""

    GAP = 12
    INDENT = 14

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._tone: Tone | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...], tone: Tone) -> None:
        """Show other bars, those of the answer in the colours of ``tone``."""
        self._bars, self._tone = bars, tone
        self.setAccessibleName(", ".join(f"{b.name} {percent(b.share)}" for b, _ in self._rows()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._label_width() * 3, self._height())

    def minimumSizeHint(self) -> QSize:
        width = self._label_width() + self._percent_width() + 3 * self.GAP + 20
        return QSize(width, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (bar, is_part) in enumerate(self._rows()):
            self._draw(painter, bar, row * self._row_height(), is_part=is_part)

    def _rows(self) -> Iterator[tuple[Bar, bool]]:
        """Each bar, and whether it is a part of the one before."""
        for bar in self._bars:
            yield bar, False
            for part in bar.parts:
                yield part, True

    def _draw(self, painter: QPainter, bar: Bar, top: float, *, is_part: bool) -> None:
        scheme = colours()
        strong = bar.possible and not is_part
        font = scaled_font(0.92 if is_part else 1.0, bold=strong)
        painter.setFont(font)
        height, label = self._row_height(), self._label_width()
        percent_width = self._percent_width()
        indent = self.INDENT if is_part else 0
        painter.setPen(QColor(scheme.text if strong else scheme.muted))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        name = self._placed(indent, top, label - indent, height)
        painter.drawText(name, centre | near, bar.name)
        share = self._placed(self.width() - percent_width, top, percent_width, height)
        painter.drawText(share, centre | far, percent(bar.share))
        thickness = max(8.0, QFontMetrics(font).height() * 0.5) * (0.6 if is_part else 1)
        start, room = label + self.GAP, self.width() - label - percent_width - 2 * self.GAP
        y, radius = top + (height - thickness) / 2, thickness / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.track))
        painter.drawRoundedRect(self._placed(start, y, room, thickness), radius, radius)
        shown = self._tone.foreground if bar.possible and self._tone else scheme.control
        painter.setBrush(QColor(shown))
        if bar.share > 0:
            length = max(thickness, room * bar.share)
            painter.drawRoundedRect(self._placed(start, y, length, thickness), radius, radius)
        else:  # a hairline: a bar all the same
            painter.drawRect(self._placed(start, y, 1.5, thickness))

    def _placed(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle, mirrored where text runs from right to left."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        return QRectF(x, y, width, height)

    def _label_width(self) -> int:
        metrics = QFontMetrics(self._bold())
        widths = (
            metrics.horizontalAdvance(bar.name) + (self.INDENT if is_part else 0)
            for bar, is_part in self._rows()
        )
        return max(widths, default=0) + 4

    def _percent_width(self) -> int:
        return QFontMetrics(self._bold()).horizontalAdvance(percent(1)) + 2

    def _row_height(self) -> int:
        return round(QFontMetrics(self._bold()).height() * 1.32)

    def _height(self) -> int:
        return self._row_height() * sum(1 for _ in self._rows())

    @staticmethod
    def _bold() -> QFont:
        return scaled_font(1.0, bold=True)
