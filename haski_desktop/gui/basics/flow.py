"""Widgets beside each other, in as many rows as they need."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Fills rows from the side where reading begins; what has no room goes to the next row."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, row_gap: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._row_gap = gap, row_gap
        self.setContentsMargins(QMargins())
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items within ``rect``; returns the height that they need."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        row: list[tuple[QLayoutItem, QSize]] = []
        used, top = 0, room.top()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(room.width(), 1), item.sizeHint().height()))
            if row and used + self._gap + size.width() > room.width():
                top += self._place(row, room, top, move=move) + self._row_gap
                row, used = [], 0
            used += size.width() + (self._gap if row else 0)
            row.append((item, size))
        bottom = top + self._place(row, room, top, move=move) if row else top
        return bottom - rect.top() + margins.bottom()

    def _place(
        self, row: list[tuple[QLayoutItem, QSize]], room: QRect, top: int, *, move: bool
    ) -> int:
        """Place one row, each item in its middle; returns the row's height."""
        height = max(size.height() for _, size in row)
        left = room.left()
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item, size in row:
            if move:
                x = room.left() + room.right() + 1 - left - size.width() if mirrored else left
                corner = QPoint(x, top + (height - size.height()) // 2)
                item.setGeometry(QRect(corner, size))
            left += size.width() + self._gap
        return height
