"""Which folder is being watched, and how much has arrived in it."""

import os

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import ElidedText
from haski_desktop.gui.basics.theme import colours
from haski_desktop.results.text import visible


class WatchRow(QFrame):
    """Visible while a folder is being watched.

    Attributes:
        stop_wanted: The folder shall be watched no more.
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._folder = ""
        self._count, self._is_ready, self._is_reached = 0, False, True
        self._mark = IconMark(1.2)
        self.text = ElidedText()
        self.stop = QPushButton()
        self.stop.setProperty("link", True)
        self.stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.stop)
        self.hide()
        self._set_texts()

    def show_watch(self, folder: str, count: int, *, is_ready: bool, is_reached: bool) -> None:
        """Show what is being watched.

        Args:
            folder: The folder; empty if none is.
            count: How many photos have arrived.
            is_ready: Whether photos that come now are taken for new.
            is_reached: Whether the folder can be looked at now.
        """
        self._folder, self._count = folder, count
        self._is_ready, self._is_reached = is_ready, is_reached
        self._set_texts()
        self.setVisible(bool(folder))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.stop.setText(self.tr("Stop watching"))
        name = visible(os.path.basename(self._folder) or self._folder)
        watching = self.tr("Watching “{folder}”").format(folder=name)
        if not self._is_reached:
            news = self.tr("it can't be reached now; trying again")
        elif not self._is_ready:
            news = self.tr("looking at what is there already…")
        elif self._count:
            news = self.tr("%n photo(s) arrived so far", "", self._count)
        else:
            news = self.tr("nothing new yet")
        scheme = colours()
        self._mark.show_icon(
            "watch", scheme.accent if self._is_reached else scheme.error.foreground
        )
        self.text.setText(f"{watching}: {news}")
        self.setAccessibleName(self.text.text())
