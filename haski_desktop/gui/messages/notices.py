"""What the program says when it could not do something, in the bar at the top."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton

from haski_desktop.engine.analysis import ErrorInfo
from haski_desktop.gui.basics.notice_box import NoticeBox
from haski_desktop.gui.messages.message_bar import MessageBar
from haski_desktop.results.errors import explain
from haski_desktop.results.text import visible


class Notices(QObject):
    """The session's errors in words.

    Attributes:
        model_wanted: The person wants to choose another model.
    """

    model_wanted = Signal()

    def __init__(self, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._of_model: NoticeBox | None = None
        self._of_folder: NoticeBox | None = None

    def settings_set_aside(self, kept: Path) -> None:
        """The settings of before could not be read."""
        text = self.tr("The usual ones are in use. The damaged file is kept: {file}")
        self._bar.show_error(
            self.tr("Your settings could not be read."), text.format(file=visible(str(kept)))
        )

    def model_failed(self, error: ErrorInfo, *, is_another_in_use: bool) -> None:
        """A model can't be used. If there is no other, photos can't be analysed."""
        if is_another_in_use:
            text = " ".join((*explain(error), self.tr("The model before stays in use.")))
            self._bar.show_error(self.tr("This model can't be used."), text)
            return
        button = QPushButton(self.tr("Choose model…"))
        button.clicked.connect(self.model_wanted)
        text = " ".join(explain(error))
        self._bar.show_error(self.tr("Photos can't be analysed."), text, button=button)
        self._of_model = self._bar.box

    @Slot()
    def model_ready(self) -> None:
        """There is one: what was said of its absence no longer holds."""
        if self._bar.box is self._of_model:
            self._bar.close_message()

    @Slot(str)
    def nothing_found(self, folder: str) -> None:
        """A folder is without photos; an empty one stands for the last batch."""
        if folder:
            self._bar.show_error(self.tr("There are no photos in this folder."), visible(folder))
        else:
            self._bar.show_error(self.tr("The last batch's photos are gone."))
        self._of_folder = self._bar.box

    @Slot()
    def photos_added(self) -> None:
        """There are some: that a folder had none no longer matters."""
        if self._bar.box is self._of_folder:
            self._bar.close_message()

    @Slot(object)
    def not_kept(self, error: ErrorInfo) -> None:
        """The batch's results can't be written to the disk as they come."""
        text = " ".join((*explain(error), self.tr("The photos are analysed all the same.")))
        self._bar.show_error(self.tr("This batch can't be continued later."), text)

    @Slot(str)
    def drag_failed(self, reason: str) -> None:
        """The files of dragged rows can't be written."""
        self._bar.show_error(self.tr("The file could not be saved."), reason)
