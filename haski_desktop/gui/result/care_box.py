"""What a person can do about what a photo shows."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Analysis
from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.results import care

LINES = 3


class CareBox(QFrame):
    """Two or three neutral lines, and links to a page for each condition.

    Attributes:
        page_wanted: The person wants to read the page of a condition: its key.
    """

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("care")
        self._title = Text(bold=True)
        mark = IconMark(1.2)
        mark.show_icon("stethoscope")
        self.lines = [Text() for _ in range(LINES)]
        self.links: list[QPushButton] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(mark)
        head.addWidget(self._title, 1)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(5)
        layout.addLayout(head)
        for line in self.lines:
            layout.addWidget(line)
        layout.addLayout(self._links)
        self._set_texts()

    def show_care(self, result: Analysis) -> None:
        """Show what fits a result; nothing is seen where there is nothing to say."""
        texts = care.what_you_can_do(result)
        self.setVisible(bool(texts))
        for line, text in zip(self.lines, [*texts, "", "", ""], strict=False):
            line.setText(text)
            line.setVisible(bool(text))
        for link in self.links:
            self._links.removeWidget(link)
            link.deleteLater()
        pages = care.pages_for(result.predictions["condition"]) if texts else ()
        self.links = [self._link(page) for page in pages if page != "healthy"]
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(" ".join(texts))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self._title.setText(self.tr("What you can do"))

    def _link(self, page: str) -> QPushButton:
        text = self.tr("More about: {condition}").format(condition=care.page(page).title)
        link = QPushButton(text)
        link.setProperty("link", True)
        link.clicked.connect(partial(self.page_wanted.emit, page))
        self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link
