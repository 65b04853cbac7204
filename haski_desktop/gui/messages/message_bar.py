"""An error that a person should know of, at the top of the window, until it is closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from haski_desktop.gui.basics.notice_box import NoticeBox
from haski_desktop.gui.basics.theme import colours


class MessageBar(QWidget):
    """Shows the newest message.

    Attributes:
        covers: Whether there is a message, and what is less important shall give way.
    """

    covers = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self.box: NoticeBox | None = None
        self.hide()

    def show_error(self, title: str, text: str = "", *, button: QPushButton | None = None) -> None:
        """Show a message, with what the person can do about it."""
        if self.box is not None:
            self._layout.removeWidget(self.box)
            self.box.deleteLater()
        self.box = NoticeBox()
        self.box.say("error", lambda: colours().error, title, text)
        if button is not None:
            self.box.add_button(button)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close_message)
        self.box.add_button(close)
        self._layout.addWidget(self.box)
        self.show()
        self.covers.emit(True)

    def close_message(self) -> None:
        """Take the message away."""
        self.hide()
        self.covers.emit(False)
