"""A state in a pill: icon and words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.theme import Tone, colours, scaled_font


class Badge(QWidget):
    """Shows one state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self._icon = ""
        self._tone: Tone | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, words: str, icon: str, tone: Tone) -> None:
        """Show another state."""
        self._words, self._icon, self._tone = words, icon, tone
        self.setAccessibleName(words)
        self.setFont(scaled_font(0.9, bold=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height()
        return QSize(metrics.horizontalAdvance(self._words) + height + 26, height + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = self._tone or colours().neutral
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.background))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = self.fontMetrics().height() * 1.05
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - 9 - side if mirrored else 9.0
        if self._icon:
            place = QRectF(left, (box.height() - side) / 2, side, side)
            icons.draw(painter, self._icon, place, tone.foreground)
        room = (12, 0, -15 - side, 0) if mirrored else (15 + side, 0, -8, 0)
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(QColor(tone.foreground))
        painter.drawText(box.adjusted(*room), start, self._words)
