"""Where list, photo and result stand: side by side, or on a narrow window in one column."""

from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from haski_desktop.gui.basics.theme import is_narrow

# In heights of a line.
LIST_WIDTH: Final = 19
RESULT_WIDTH: Final = 23
# Below so many heights of a line a column has no room for photo and result.
LOW_LINES: Final = 20


class Workspace(QWidget):
    """Arranges its three parts.

    On a wide window they stand side by side. On a narrow one the photo stands above the
    result, or beside it if the window is low, too; the list is a drawer that opens over them.

    Attributes:
        list_shown: Whether the list can be seen has changed.
    """

    list_shown = Signal(bool)

    def __init__(
        self, photos: QWidget, photo: QWidget, result: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._list = photos
        self._narrow = False
        self._wide_state = QByteArray(), QByteArray()
        self._wanted = True  # the list, on a wide window
        em = self.fontMetrics().height()
        self.outer = QSplitter(Qt.Orientation.Horizontal)
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        for splitter in (self.outer, self.inner):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._beside_the_list = photo, result
        for part in self._beside_the_list:
            self.inner.addWidget(part)
        self.inner.setStretchFactor(0, 1)
        self.inner.setSizes([2 * RESULT_WIDTH * em, RESULT_WIDTH * em])
        self.outer.addWidget(photos)
        self.outer.addWidget(self.inner)
        self.outer.setStretchFactor(1, 1)
        self.outer.setSizes([LIST_WIDTH * em, 4 * LIST_WIDTH * em])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.outer)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._set_texts()

    @property
    def is_narrow(self) -> bool:
        """Whether the parts stand in one column, with the list over them."""
        return self._narrow

    @property
    def shows_list(self) -> bool:
        """Whether the list can be seen."""
        return not self._list.isHidden()

    def show_list(self, *, on: bool) -> None:
        """Show or hide the list."""
        if not self._narrow:
            self._wanted = on
        self._list.setVisible(on)
        if self._narrow and on:
            self._place_drawer()
        self.list_shown.emit(on)

    def close_drawer(self) -> None:
        """Hide the list if it lies over the photo."""
        if self._narrow and self.shows_list:
            self.show_list(on=False)

    def save(self) -> tuple[QByteArray, QByteArray]:
        """How wide the parts are on a wide window."""
        self._arrange(narrow=False)
        return self.outer.saveState(), self.inner.saveState()

    def restore(self, outer: QByteArray, inner: QByteArray) -> None:
        """Make the parts as wide as they were; what is not known is left alone."""
        self.outer.restoreState(outer)
        self.inner.restoreState(inner)

    def minimumSizeHint(self) -> QSize:
        """Less than the parts ask for side by side, or no window could be made narrow."""
        needed = (p.minimumSizeHint().expandedTo(p.minimumSize()) for p in self._beside_the_list)
        sizes = list(needed)
        return QSize(max(size.width() for size in sizes), max(size.height() for size in sizes))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=is_narrow(self))
        self._turn()
        self._place_drawer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._narrow and self.shows_list:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        """Close the drawer once the person turns to something else in the window."""
        if now is not None and not self._list.isAncestorOf(now) and self.isAncestorOf(now):
            self.close_drawer()

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        if narrow:
            self._wide_state = self.outer.saveState(), self.inner.saveState()
        self._narrow = narrow
        self._list.setProperty("drawer", narrow)
        self._list.style().unpolish(self._list)
        self._list.style().polish(self._list)
        if narrow:
            self._list.setParent(self)
        else:
            self.outer.insertWidget(0, self._list)
            self.inner.setOrientation(Qt.Orientation.Horizontal)
            self.restore(*self._wide_state)
        self._list.setVisible(self._wanted and not narrow)
        self.list_shown.emit(self.shows_list)

    def _turn(self) -> None:
        """On a narrow window: one column, if it is high enough."""
        if not self._narrow:
            return
        is_low = self.height() < LOW_LINES * self.fontMetrics().height()
        wanted = Qt.Orientation.Horizontal if is_low else Qt.Orientation.Vertical
        if wanted is not self.inner.orientation() or self.inner.sizes()[0] == 0:
            self.inner.setOrientation(wanted)
            room = self.width() if is_low else self.height()
            self.inner.setSizes([room // 2, room - room // 2])

    def _place_drawer(self) -> None:
        if not self._narrow:
            return
        em = self.fontMetrics().height()
        width = min(LIST_WIDTH * em, round(self.width() * 0.85))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._list.setGeometry(self.width() - width if mirrored else 0, 0, width, self.height())
        self._list.raise_()

    def _set_texts(self) -> None:
        self.outer.setAccessibleName(self.tr("Photos, photo and result"))
        self.inner.setAccessibleName(self.tr("Photo and result"))
