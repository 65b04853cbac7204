"""A measure over time: points of photos, a line through days' means, the noise as a band."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours, scaled_font
from haski_desktop.history.trend import Trend
from haski_desktop.history.words import trend_words

_LINES: Final = (0.0, 0.5, 1.0)


class TrendChart(QWidget):
    """Draws a trend. What it says in words stands beside it."""

    def __init__(self, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend = trend
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(20 * em, 8 * em)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = scaled_font(0.85)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        left, line = metrics.horizontalAdvance("100 %") + 8, metrics.height()
        plot = QRectF(left, line / 2, self.width() - left - 12, self.height() - 2 * line)
        self._axes(painter, plot, line)
        self._band(painter, plot)
        self._points(painter, plot)

    def _at(self, plot: QRectF, day: int, value: float) -> QPointF:
        days = self._trend.days
        span = max((days[-1].day - days[0].day).days, 1)
        x = plot.left() + 8 + (plot.width() - 16) * (0.5 if len(days) == 1 else day / span)
        return QPointF(x, plot.bottom() - plot.height() * value)

    def _axes(self, painter: QPainter, plot: QRectF, line: int) -> None:
        scheme = colours()
        for value in _LINES:
            y = plot.bottom() - plot.height() * value
            painter.setPen(QPen(QColor(scheme.border), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(scheme.muted))
            box = QRectF(0, y - line / 2, plot.left() - 8, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{value * 100:.0f} %")
        days = self._trend.days
        box = QRectF(plot.left(), plot.bottom() + line * 0.4, plot.width(), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, days[0].day.isoformat())
        if len(days) > 1:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, days[-1].day.isoformat())

    def _band(self, painter: QPainter, plot: QRectF) -> None:
        """Around the first day's mean: what lies in it differs by no more than the noise."""
        change = self._trend.change
        if change is None or change.band is None:
            return
        low, high = max(change.first - change.band, 0), min(change.first + change.band, 1)
        top, bottom = (plot.bottom() - plot.height() * value for value in (high, low))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().selection))
        painter.drawRect(QRectF(plot.left(), top, plot.width(), bottom - top))

    def _points(self, painter: QPainter, plot: QRectF) -> None:
        scheme = colours()
        first = self._trend.days[0].day
        means: list[QPointF] = []
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.control))
        for day in self._trend.days:
            when = (day.day - first).days
            means.append(self._at(plot, when, day.mean))
            for value in day.values:
                painter.drawEllipse(self._at(plot, when, value), 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(scheme.accent), 2))
        painter.drawPolyline(QPolygonF(means))
        painter.setBrush(QColor(scheme.surface))
        for point in means:
            painter.drawEllipse(point, 4, 4)


class TrendCard(QFrame):
    """A measure's name, what its trend says, and the chart."""

    def __init__(self, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("care")
        self.sentence = Text(trend_words(trend), muted=True)
        chart = TrendChart(trend)
        chart.setAccessibleName(trend.measure.name)
        values = ", ".join(f"{day.day.isoformat()} {day.mean * 100:.0f} %" for day in trend.days)
        chart.setAccessibleDescription(f"{self.sentence.text()} {values}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(6)
        column.addWidget(Text(trend.measure.name, bold=True))
        column.addWidget(self.sentence)
        column.addWidget(chart)
