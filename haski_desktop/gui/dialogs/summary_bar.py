"""One bar of the summary: a button that filters the list."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from haski_desktop.gui.basics.theme import colours, scaled_font
from haski_desktop.language import percent
from haski_desktop.results.facets import SummaryRow, facet_name

GAP = 10


class SummaryBar(QPushButton):
    """Name, bar, number and share of one answer. Pressed in while the list shows it alone."""

    def __init__(self, row: SummaryRow) -> None:
        super().__init__()
        self.facet = row.facet
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_row(row)

    def show_row(self, row: SummaryRow) -> None:
        """Show other numbers."""
        self._row = row
        self._name = facet_name(row.facet)
        photos = self.tr("%n photo(s)", "", row.photos)
        self.setAccessibleName(f"{self._name}: {photos}, {percent(row.share)}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(scaled_font(1.0))
        return QSize(26 * metrics.height(), round(metrics.height() * 1.7))

    def minimumSizeHint(self) -> QSize:
        return QSize(13 * QFontMetrics(scaled_font(1.0)).height(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_background(painter)
        painter.setFont(scaled_font(1.0))
        metrics = painter.fontMetrics()
        left = round(self.width() * 0.48)
        percent_width = metrics.horizontalAdvance(percent(1))
        right = metrics.horizontalAdvance("00000") + percent_width + 2 * GAP
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        name = self._placed(GAP, left - 2 * GAP)
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, round(name.width()))
        painter.setPen(QColor(scheme.text if self.facet.is_informative else scheme.muted))
        painter.drawText(name, centre | near, shown)
        painter.setPen(QColor(scheme.text))
        number = self._placed(self.width() - right, right - percent_width - 2 * GAP)
        painter.drawText(number, centre | far, str(self._row.photos))
        painter.setPen(QColor(scheme.muted))
        share = self._placed(self.width() - percent_width - GAP, percent_width)
        painter.drawText(share, centre | far, percent(self._row.share))
        self._draw_bar(painter, left, self.width() - left - right)

    def _draw_background(self, painter: QPainter) -> None:
        scheme = colours()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_hot = self.underMouse()
        if self.isChecked() or is_hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.selection if self.isChecked() else scheme.sunken))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _draw_bar(self, painter: QPainter, start: float, room: float) -> None:
        scheme = colours()
        thickness = max(8.0, painter.fontMetrics().height() * 0.55)
        track = self._placed(start, room)
        track = QRectF(track.x(), (self.height() - thickness) / 2, track.width(), thickness)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.track))
        painter.drawRoundedRect(track, thickness / 2, thickness / 2)
        painter.setBrush(QColor(scheme.accent if self.facet.is_informative else scheme.control))
        length = max(thickness, room * self._row.share)
        bar = self._placed(start, length)
        bar = QRectF(bar.x(), track.y(), bar.width(), thickness)
        painter.drawRoundedRect(bar, thickness / 2, thickness / 2)

    def _placed(self, x: float, width: float) -> QRectF:
        """A strip of the full height, mirrored where text runs from right to left."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        return QRectF(x, 0, width, self.height())
