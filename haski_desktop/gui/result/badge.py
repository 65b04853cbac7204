"""A state in a pill: icon and words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.theme import colours, scaled_font, tone_of
from haski_desktop.results.names import demo_label, status_name
from haski_desktop.results.status import PhotoStatus


class Badge(QWidget):
    """Shows one state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = PhotoStatus.WAITING
        self._demo = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: PhotoStatus, *, demo: bool = False) -> None:
        """Show another state; or that the answer is made up, whatever it says."""
        self._status = status
        self._demo = demo
        self.setAccessibleName(self._words)
        self.setFont(scaled_font(0.9, bold=True))
        self.updateGeometry()
        self.update()

    @property
    def _words(self) -> str:
        return demo_label() if self._demo else status_name(self._status)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height()
        return QSize(metrics.horizontalAdvance(self._words) + height + 26, height + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = colours().demo if self._demo else tone_of(self._status)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.background))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = self.fontMetrics().height() * 1.05
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - 9 - side if mirrored else 9.0
        place = QRectF(left, (box.height() - side) / 2, side, side)
        name = "demo" if self._demo else icons.STATUS_ICONS[self._status]
        icons.draw(painter, name, place, tone.foreground)
        room = (12, 0, -15 - side, 0) if mirrored else (15 + side, 0, -8, 0)
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(QColor(tone.foreground))
        painter.drawText(box.adjusted(*room), start, self._words)
