"""One bar for each label of an answer."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui.basics.theme import colours, scaled_font, tone_of
from haski_desktop.results.status import PhotoStatus


@dataclass(frozen=True, slots=True)
class Bar:
    """One label: its words, its share from 0 to 1, and whether it is (part of) the answer."""

    text: str
    share: float
    chosen: bool


class Bars(QWidget):
    """Bars under each other, the longest first."""

    GAP = 12

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._status = PhotoStatus.CONFIDENT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...], status: PhotoStatus = PhotoStatus.CONFIDENT) -> None:
        """Show other bars, those of the answer in the colour of its state."""
        self._status = status
        self._bars = tuple(sorted(bars, key=lambda bar: -bar.share))
        self.setAccessibleName(", ".join(f"{bar.text} {bar.share:.0%}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._label_width() * 3, self._row_height() * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(scaled_font(1.0, bold=True))
        width = self._label_width() + metrics.horizontalAdvance("100%") + 3 * self.GAP + 20
        return QSize(width, self._row_height() * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, bar in enumerate(self._bars):
            self._draw(painter, bar, row * self._row_height())

    def _draw(self, painter: QPainter, bar: Bar, top: float) -> None:
        scheme = colours()
        font = scaled_font(1.0, bold=bar.chosen)
        painter.setFont(font)
        height = self._row_height()
        label = self._label_width()
        percent = QFontMetrics(scaled_font(1.0, bold=True)).horizontalAdvance("100%")
        painter.setPen(QColor(scheme.text if bar.chosen else scheme.muted))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            near, far = far, near
        painter.drawText(self._placed(0, top, label, height), centre | near, bar.text)
        painter.drawText(
            self._placed(self.width() - percent, top, percent, height),
            centre | far,
            f"{bar.share:.0%}",
        )
        thickness = max(8.0, QFontMetrics(font).height() * 0.5)
        start, room = label + self.GAP, self.width() - label - percent - 2 * self.GAP
        y = top + (height - thickness) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.track))
        painter.drawRoundedRect(
            self._placed(start, y, room, thickness), thickness / 2, thickness / 2
        )
        painter.setBrush(QColor(tone_of(self._status).foreground if bar.chosen else scheme.control))
        length = max(thickness, room * bar.share)
        painter.drawRoundedRect(
            self._placed(start, y, length, thickness), thickness / 2, thickness / 2
        )

    def _placed(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle, mirrored where text runs from right to left."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        return QRectF(x, y, width, height)

    def _label_width(self) -> int:
        metrics = QFontMetrics(self._bold())
        return max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0) + 4

    def _row_height(self) -> int:
        return round(QFontMetrics(self._bold()).height() * 1.32)

    @staticmethod
    def _bold() -> QFont:
        return scaled_font(1.0, bold=True)
