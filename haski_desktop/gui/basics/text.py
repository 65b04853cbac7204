"""Labels whose size follows the program's font."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from haski_desktop.gui.basics.theme import scaled_font


class Text(QLabel):
    """A line or paragraph of text, never markup."""

    def __init__(  # noqa: PLR0913 - all but two by keyword
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: float = 1.0,
        bold: bool = False,
        muted: bool = False,
        wrap: bool = True,
    ) -> None:
        super().__init__(text, parent)
        self._size = size
        self._bold = bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if muted:
            self.setProperty("role", "muted")
        self._set_font()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()
        super().changeEvent(event)

    def _set_font(self) -> None:
        self.setFont(scaled_font(self._size, bold=self._bold))


class ElidedText(Text):
    """A line of text that ends in dots where there is no room for it, and tells it all."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **options: Any) -> None:
        super().__init__(text, parent, wrap=False, **options)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_cut = self.width() < self.sizeHint().width()
        self.setToolTip(self.text() if is_cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        dots = Qt.TextElideMode.ElideRight
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), dots, room.width())
        painter.drawText(room, self.alignment(), text)


def announce(source: QObject, text: str) -> None:
    """Have a screen reader say what has just happened, without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # a millisecond

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text))
