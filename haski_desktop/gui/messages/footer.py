"""The line at the foot of the window: what this is not, and which model is at work."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import ElidedText, Text
from haski_desktop.results.names import disclaimer


class Footer(QFrame):
    """Always visible.

    Attributes:
        signs_wanted: The person wants to read about warning signs.
    """

    signs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._mark = IconMark(1.2)
        self._mark.show_icon("info")
        self.text = Text(muted=True)
        self.text.setWordWrap(False)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.signs = QPushButton()
        self.signs.setProperty("link", True)
        self.signs.clicked.connect(self.signs_wanted)
        self.status = ElidedText(muted=True)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._status = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self.text)
        layout.addWidget(self.signs)
        layout.addWidget(self.status, 1)
        self._set_texts()

    def show_status(self, text: str) -> None:
        """Say which model is at work."""
        self._status = text
        self.show_tip("")

    def show_tip(self, tip: str) -> None:
        """Say something about what the pointer is on, instead of the model, until it is empty."""
        self.status.setText(tip or self._status)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.text.setText(disclaimer())
        self.signs.setText(self.tr("When to see a dermatologist"))
        self.setAccessibleName(self.text.text())
