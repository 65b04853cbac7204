"""Paints one photo of the list: a row, or a cell of the grid."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.theme import colours, scaled_font, tone_of
from haski_desktop.gui.photos.images import Thumbnails
from haski_desktop.gui.photos.model import Item, Role

PADDING = 10


class PhotoDelegate(QStyledItemDelegate):
    """Thumbnail, name, and the state as icon and words.

    Attributes:
        is_grid: Whether it paints cells, with the words below the thumbnail.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.is_grid = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if self.is_grid:
            side = grid_side()
            return QSize(side + 2 * PADDING, side + 2 * _line() + 2 * PADDING)
        return QSize(200, _side() + 2 * PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(Role.ITEM)
        if not isinstance(item, Item):
            return
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        self._background(painter, rect, direction, state)
        inner = rect.adjusted(PADDING, PADDING - 2, -PADDING, -PADDING + 2)
        if not self.is_grid:
            inner = rect.adjusted(PADDING + 4, PADDING, -PADDING, -PADDING)

        def placed(x: int, y: int, width: int, height: int) -> QRect:
            box = QRect(inner.x() + x, inner.y() + y, width, height)
            return QStyle.visualRect(direction, rect, box)

        if self.is_grid:
            side, line = inner.width(), _line()
            words, answer = (0, side + 2, side, line), (0, side + 2 + line, side, line)
        else:
            side = _side()
            start, half = side + PADDING + 2, side // 2
            room = inner.width() - start
            words, answer = (start, 0, room, half), (start, half, room, half)
        self._thumbnail(painter, placed(0, 0, side, side), item)
        self._words(painter, item, placed(*words))
        self._state(painter, item, placed(*answer), direction)
        painter.restore()

    def _background(
        self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection, state: QStyle.StateFlag
    ) -> None:
        scheme = colours()
        box = QRectF(rect).adjusted(4, 2, -4, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(scheme.selection))
            painter.drawRoundedRect(box, 9, 9)
            if not self.is_grid:
                mark = QRect(rect.left() + 5, rect.top() + 14, 3, rect.height() - 28)
                painter.setBrush(QColor(scheme.accent))
                painter.drawRoundedRect(QStyle.visualRect(direction, rect, mark), 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(scheme.sunken))
            painter.drawRoundedRect(box, 9, 9)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(scheme.accent), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 9, 9)

    def _thumbnail(self, painter: QPainter, box: QRect, item: Item) -> None:
        pixmap = self._thumbnails.get(item.id, item.photo)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), 7, 7)
        painter.fillPath(shape, QColor(colours().track))
        if pixmap is None:
            return
        if pixmap.isNull():
            third = box.width() // 4
            place = QRectF(box.adjusted(third, third, -third, -third))
            icons.draw(painter, icons.STATUS_ICONS[item.status], place, colours().muted)
            return
        painter.save()
        painter.setClipPath(shape)
        painter.drawPixmap(box, pixmap)
        painter.restore()

    def _words(self, painter: QPainter, item: Item, box: QRect) -> None:
        font = scaled_font(0.92 if self.is_grid else 1.0, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(colours().text))
        # The end of a file name tells more photos apart than its middle does.
        text = QFontMetrics(font).elidedText(item.title, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, _start_aligned(), text)

    def _state(
        self, painter: QPainter, item: Item, box: QRect, direction: Qt.LayoutDirection
    ) -> None:
        tone = tone_of(item.status)
        font = scaled_font(0.86 if self.is_grid else 0.92)
        metrics = QFontMetrics(font)
        side = metrics.height()
        mark = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
        mark = QStyle.visualRect(direction, box, mark)
        icons.draw(painter, icons.STATUS_ICONS[item.status], QRectF(mark), tone.foreground)
        words = QRect(box.left() + side + 6, box.top(), box.width() - side - 6, box.height())
        words = QStyle.visualRect(direction, box, words)
        painter.setFont(font)
        painter.setPen(QColor(colours().muted))
        text = metrics.elidedText(item.short, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _start_aligned(), text)


def grid_side() -> int:
    """How large a photo is in the grid, in points."""
    return max(84, round(QFontMetrics(scaled_font(1.0)).height() * 6.6))


def _line() -> int:
    return round(QFontMetrics(scaled_font(0.92)).height() * 1.2)


def _side() -> int:
    return max(44, round(QFontMetrics(scaled_font(1.0)).height() * 2.6))


def _start_aligned() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
