"""The first thing a person sees: a place that invites a photo."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours

if TYPE_CHECKING:
    from haski_desktop.gui.photos.recent import Recent

# Below so many heights of a line it shows no large icon, and narrower edges.
SMALL_LINES: Final = 31


class DropZone(QWidget):
    """Invites photos. The window does the dropping; this shows where and what.

    Attributes:
        open_wanted: The person wants to choose photos.
        folder_wanted: The person wants to choose a folder.
        paste_wanted: The person wants to paste a picture.
        sample_wanted: The person wants to try it with the sample photo.
        recent: What was open before; made by :meth:`complete`.
    """

    recent: "Recent | None" = None

    open_wanted = Signal()
    folder_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = False
        self._mark = IconMark(5.0)
        self._title = Text(size=1.7, bold=True)
        self._text = Text(muted=True, size=1.05)
        self.open = QPushButton()
        self.open.setProperty("primary", True)
        self.folder = QPushButton()
        self.paste = QPushButton()
        self.sample = QPushButton()
        self.sample.setProperty("link", True)
        self._promise = Text(muted=True)
        for button, signal in (
            (self.open, self.open_wanted),
            (self.folder, self.folder_wanted),
            (self.paste, self.paste_wanted),
            (self.sample, self.sample_wanted),
        ):
            button.clicked.connect(signal)
        self._lay_out()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._set_texts()

    def complete(self) -> "Recent":
        """Make what need not be there at once: offers of what was open before."""
        if self.recent is None:
            from haski_desktop.gui.photos.recent import Recent

            self.recent = Recent()
            self._layout.insertWidget(self._layout.indexOf(self.sample) + 1, self.recent)
        return self.recent

    def show_drop_hint(self, *, on: bool) -> None:
        """Show that letting go now will do something."""
        self._hint = on
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self._title.setText(self.tr("Drop a photo of skin or hair here"))
        self._text.setText(self.tr("Photos, whole folders, or a picture dragged from the browser"))
        self.open.setText(self.tr("Choose photos…"))
        self.folder.setText(self.tr("Choose a folder…"))
        self.paste.setText(self.tr("Paste"))
        self.sample.setText(self.tr("Try it with a sample photo"))
        self._promise.setText(self.tr("Your photos stay on this computer. Nothing is uploaded."))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())

    def sizeHint(self) -> QSize:
        return QSize(760, 520)

    def minimumSizeHint(self) -> QSize:
        if self.isHidden():  # a page of the window that is not shown asks for no room
            return QSize()
        return QSize(super().minimumSizeHint().width(), 15 * self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.open_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = colours()
        self._mark.show_icon("drop", scheme.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 12 if self._is_small else 28
        box = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        pen = QPen(QColor(scheme.accent if self._hint else scheme.control), 3 if self._hint else 2)
        pen.setDashPattern([4, 3])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(QColor(scheme.selection if self._hint else scheme.surface))
        painter.drawRoundedRect(box, 20, 20)

    @property
    def _is_small(self) -> bool:
        return self.height() < SMALL_LINES * self.fontMetrics().height()

    def _use_room(self) -> None:
        """Leave out what only decorates where there is little room."""
        small = self._is_small
        self._mark.setVisible(not small)
        if self.recent is not None:
            self.recent.show_less(on=small)
        margin = 20 if small else 50
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(4 if small else 10)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        for button in (self.open, self.folder, self.paste):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch()
        centre = Qt.AlignmentFlag.AlignHCenter
        for text in (self._title, self._text, self._promise):
            text.setAlignment(centre)
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(self._mark, 0, centre)
        layout.addSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(14)
        layout.addLayout(buttons)
        layout.addSpacing(2)
        layout.addWidget(self.sample, 0, centre)
        layout.addStretch(2)
        layout.addWidget(self._promise)
