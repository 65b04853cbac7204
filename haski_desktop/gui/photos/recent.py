"""What was open before: the batch that is not done, and the last photos and folders."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.batch.journal import Glance
from haski_desktop.gui.basics.icons import icon
from haski_desktop.gui.basics.text import Text
from haski_desktop.results.sentences import how_far
from haski_desktop.results.text import visible

SHOWN: Final = 6


class Recent(QWidget):
    """Buttons for what was open before.

    Attributes:
        continue_wanted: The person wants to go on with the batch.
        open_wanted: The path of a photo or folder that the person wants again.
    """

    continue_wanted = Signal()
    open_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch: Glance | None = None
        self._is_short = False
        self.go_on = QPushButton(icon("play"), "")
        self.go_on.clicked.connect(self.continue_wanted)
        self._title = Text(muted=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.addStretch()
        row.addLayout(self._grid)
        row.addStretch()
        column.addLayout(row)
        self.show_batch(None, possible=False)
        self.show_paths(())

    def show_batch(self, batch: Glance | None, *, possible: bool) -> None:
        """Offer to go on with a batch; ``possible`` once there is a model to do it with."""
        self._batch = batch if batch and batch.roots else None
        self.go_on.setVisible(self._batch is not None)
        self.go_on.setEnabled(possible)
        self._set_texts()

    def show_less(self, *, on: bool) -> None:
        """Leave out photos and folders where there is little room; a menu has them, too."""
        self._is_short = on
        for button in self.buttons:
            button.setHidden(on)
        self._title.setVisible(bool(self.buttons) and not on)

    def show_paths(self, paths: Sequence[str]) -> None:
        """Offer photos and folders; a folder ends in a separator."""
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(path) for path in paths[:SHOWN]]
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // 2, place % 2)
        self.show_less(on=self._is_short)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _button(self, path: str) -> QPushButton:
        is_folder = path.endswith(os.sep)
        folder, name = os.path.split(path.rstrip(os.sep))
        button = QPushButton(icon("folder" if is_folder else "picture"), "")
        button.setProperty("recent", True)
        metrics = button.fontMetrics()
        text = visible(os.path.join(os.path.basename(folder), name))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, 17 * metrics.height())
        button.setText(shown.replace("&", "&&"))
        button.setAccessibleName(visible(path))
        button.setToolTip(visible(path))
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.open_wanted.emit, path))
        return button

    def _set_texts(self) -> None:
        self._title.setText(self.tr("Recent"))
        text = self.tr("Continue last batch")
        if self._batch is not None:
            text = self.tr("Continue: {batch}").format(batch=how_far(*self._batch))
        self.go_on.setText(text.replace("&", "&&"))
