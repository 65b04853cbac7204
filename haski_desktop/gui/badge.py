"""A state in a pill: icon and words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui import icons
from haski_desktop.gui.theme import scaled_font, tone_of
from haski_desktop.gui.verdict import Kind
from haski_desktop.gui.wording import kind_name


class Badge(QWidget):
    """Shows one state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Kind.WAITING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_kind(self, kind: Kind) -> None:
        """Show another state."""
        self._kind = kind
        self.setAccessibleName(kind_name(kind))
        self.setFont(scaled_font(0.9, bold=True))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height()
        return QSize(metrics.horizontalAdvance(kind_name(self._kind)) + height + 26, height + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tone_of(self._kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.wash))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        side = self.fontMetrics().height() * 1.05
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - 9 - side if mirrored else 9.0
        corner = QPointF(left, (box.height() - side) / 2)
        icons.draw(
            painter,
            icons.KIND_ICONS[self._kind],
            QRectF(corner.x(), corner.y(), side, side),
            tone.ink,
        )
        words = (
            box.adjusted(12, 0, -15 - side, 0) if mirrored else box.adjusted(15 + side, 0, -8, 0)
        )
        painter.setPen(QColor(tone.ink))
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading,
            kind_name(self._kind),
        )
