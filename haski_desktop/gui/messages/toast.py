"""A short message over the window that goes by itself."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimerEvent
from PySide6.QtGui import QColor, QEnterEvent, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.gui.basics.icons import icon
from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text, announce
from haski_desktop.gui.basics.theme import colours

SHOWN_MS: Final = 6000
# Time to read what takes more than a glance, or asks to be acted upon.
LONG_MS: Final = 12_000
MARGIN: Final = 18


class Toast(QFrame):
    """Says what has happened. It stays while the pointer or the focus is on it.

    One message at a time: a newer one takes the place of the one before.
    """

    def __init__(self, parent: QWidget) -> None:
        """A hidden message.

        Args:
            parent: Above whose lower edge it appears.
        """
        super().__init__(parent)
        self._area = parent
        self._good = True
        self._mark = IconMark(1.3)
        self.title = Text(bold=True)
        self.text = Text(muted=True)
        self.button: QPushButton | None = None
        self.close_button = QPushButton(icon("clear"), "")
        self.close_button.setProperty("flat", True)
        self.close_button.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 8, 10)
        self._row.setSpacing(10)
        self._row.addWidget(self._mark)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = 0
        parent.installEventFilter(self)
        self.hide()
        self._set_texts()

    def show_message(
        self, title: str, text: str = "", *, good: bool, button: QPushButton | None = None
    ) -> None:
        """Show a message.

        Args:
            title: What has happened.
            text: More about it.
            good: Whether it went well.
            button: What the person can do about it.
        """
        self._good = good
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._replace_button(button)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self._place()
        self.raise_()
        self._go_in(LONG_MS if text or button else SHOWN_MS)
        announce(self, f"{title} {text}".strip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._go_in(0)

    def leaveEvent(self, event: QEvent) -> None:
        self._go_in(SHOWN_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._go_in(SHOWN_MS)
        else:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self._go_in(0)
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = colours()
        tone = scheme.good if self._good else scheme.error
        self._mark.show_icon("tick" if self._good else "error", tone.foreground)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scheme.control), 1))
        painter.setBrush(QColor(scheme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.foreground))
        edge = QRectF(4, 10, 3, self.height() - 20)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            edge.moveRight(self.width() - 4)
        painter.drawRoundedRect(edge, 1.5, 1.5)

    def _go_in(self, milliseconds: int) -> None:
        """Go by itself after a while; never, if that is 0."""
        if self._timer:
            self.killTimer(self._timer)
        self._timer = self.startTimer(milliseconds) if milliseconds else 0

    def _set_texts(self) -> None:
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close"))

    def _replace_button(self, button: QPushButton | None) -> None:
        if self.button is not None:
            self._row.removeWidget(self.button)
            self.button.deleteLater()
        self.button = button
        if button is not None:
            button.setProperty("link", True)
            button.clicked.connect(self.hide)
            self._row.insertWidget(2, button)

    def _place(self) -> None:
        """At the middle of the parent's lower edge, as wide as its words ask for."""
        area = self._area.rect()
        metrics = self.fontMetrics()
        longest = max(self.title.text(), self.text.text(), key=metrics.horizontalAdvance)
        buttons = self.button.sizeHint().width() if self.button else 0
        wanted = round(metrics.horizontalAdvance(longest) * 1.1) + buttons
        wanted += self._mark.sizeHint().width() + self.close_button.sizeHint().width() + 70
        width = min(max(wanted, 20 * metrics.height()), area.width() - 2 * MARGIN)
        height = max(self._row.heightForWidth(width), self._row.minimumSize().height())
        left = area.left() + (area.width() - width) // 2
        self.setGeometry(left, area.bottom() - height - MARGIN, width, height)
