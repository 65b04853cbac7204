"""The one page before anything is kept: what, where, and how it goes away again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.history import words


class Welcome(QWidget):
    """Says what the history keeps, and asks whether it shall.

    Attributes:
        turned_on: The person wants it; whether with copies of the photos.
    """

    turned_on = Signal(bool)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        """The page.

        Args:
            path: Where the history will be.
            parent: The owner.
        """
        super().__init__(parent)
        self.keep_photos = QCheckBox(self.tr("Also keep a smaller copy of each photo"))
        self.turn_on = QPushButton(self.tr("Turn the history on"))
        self.turn_on.setProperty("primary", True)
        self.turn_on.clicked.connect(lambda: self.turned_on.emit(self.keep_photos.isChecked()))
        self._path = path
        box = QFrame()
        box.setObjectName("care")
        column = QVBoxLayout(box)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        mark = IconMark(2.6)
        mark.show_icon("recent")
        title = Text(self.tr("Keep photos and results over time"), bold=True, size=1.5)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        column.addLayout(head)
        self._paragraphs = [Text(line) for line in words.about(path, keeps_photos=False)]
        for paragraph in self._paragraphs:
            column.addWidget(paragraph)
        column.addWidget(
            Text(self.tr("You can delete a photo, a person or everything at any time, for good."))
        )
        column.addSpacing(6)
        column.addWidget(self.keep_photos)
        column.addWidget(self.turn_on, 0, Qt.AlignmentFlag.AlignLeading)
        self.keep_photos.toggled.connect(self._say)
        box.setMaximumWidth(40 * self.fontMetrics().height())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addLayout(row)
        outer.addStretch()

    def _say(self, keeps_photos: bool) -> None:  # noqa: FBT001 - the check box's
        lines = words.about(self._path, keeps_photos=keeps_photos)
        for paragraph, line in zip(self._paragraphs, lines, strict=True):
            paragraph.setText(line)
