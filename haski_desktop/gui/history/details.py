"""One photo of the history: its picture, what it looks like, and what a person says of it."""

from datetime import datetime
from typing import cast

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.history.pictures import EntryPicture
from haski_desktop.gui.result.viewer import Viewer
from haski_desktop.history.areas import BodyArea, area_name
from haski_desktop.history.records import Entry, Said
from haski_desktop.results.sentences import headline
from haski_desktop.results.text import visible


class AreaBox(QComboBox):
    """A choice of a part of the body."""

    def __init__(self, first: str = "", parent: QWidget | None = None) -> None:
        """The choice.

        Args:
            first: Words for an entry that stands for none; without them there is no such entry.
            parent: The owner.
        """
        super().__init__(parent)
        if first:
            self.addItem(first, None)
        for area in BodyArea:
            self.addItem(area_name(area), area)

    @property
    def area(self) -> BodyArea | None:
        """What is chosen."""
        chosen = self.currentData()
        return None if chosen is None else BodyArea(chosen)

    def choose(self, area: BodyArea) -> None:
        """Choose a part."""
        self.setCurrentIndex(self.findText(area_name(area)))


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as they are typed, with commas between them."""
    return tuple(filter(None, (part.strip().removeprefix("#") for part in text.split(","))))


class Details(QWidget):
    """Shows a photo, and lets what is said of it be changed.

    Attributes:
        changed: The photo's number, and the :class:`Said` to keep.
        open_wanted: The person wants to see the photo in the main window.
    """

    changed = Signal(int, object)
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.viewer = Viewer()
        self.title = Text(bold=True, size=1.2)
        self.certainty = Text(muted=True)
        self.lost = Text(
            self.tr("There is no copy of this photo, and its file is gone or was changed."),
            muted=True,
        )
        self.taken = QDateTimeEdit()
        self.taken.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.taken.setCalendarPopup(True)
        self.area = AreaBox()
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Words with commas between them"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(3 * self.fontMetrics().height() + 22)
        self.save = QPushButton(self.tr("Save changes"))
        self.save.clicked.connect(self._save)
        self.open = QPushButton(self.tr("Open in the main window"))
        self.open.clicked.connect(self.open_wanted)
        form = QFormLayout()
        for text, field in (
            (self.tr("Taken"), self.taken),
            (self.tr("Part of the body"), self.area),
            (self.tr("Tags"), self.tags),
            (self.tr("Note"), self.note),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(self.save)
        form.addRow(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.viewer, 1)
        for widget in (self.lost, self.title, self.certainty):
            column.addWidget(widget)
        column.addLayout(form)
        for signal in (self.taken.dateTimeChanged, self.area.currentIndexChanged):
            signal.connect(self._edited)
        self.tags.textChanged.connect(self._edited)
        self.note.textChanged.connect(self._edited)

    def show_entry(self, entry: Entry) -> None:
        """Show another photo; its picture comes with :meth:`show_picture`."""
        self._entry = None  # or filling the fields would count as editing
        self.viewer.show_loading()
        self.viewer.name_photo(visible(entry.name))
        self.lost.hide()
        title, certainty = headline(entry.result) if entry.result else ("", "")
        self.title.setText(title or self.tr("Its result can't be read."))
        self.certainty.setText(certainty)
        day, time = entry.taken.date(), entry.taken.time()
        self.taken.setDateTime(
            QDateTime(
                QDate(day.year, day.month, day.day), QTime(time.hour, time.minute, time.second)
            )
        )
        self.area.choose(entry.area)
        self.tags.setText(", ".join(entry.tags))
        self.note.setPlainText(entry.note)
        self.save.setEnabled(False)
        self.open.setEnabled(bool(entry.path))
        self._entry = entry

    def show_picture(self, picture: EntryPicture) -> None:
        """Show the picture, if it is that of the photo that is shown."""
        if self._entry is None or picture.id != self._entry.id:
            return
        self.lost.setVisible(picture.image.isNull())
        self.viewer.setVisible(not picture.image.isNull())
        if not picture.image.isNull():
            self.viewer.show_image(picture.image, picture.size)
            self.viewer.zoom_to_fit()

    def _edited(self) -> None:
        self.save.setEnabled(self._entry is not None)

    def _save(self) -> None:
        if self._entry is None:
            return
        taken = cast("datetime", self.taken.dateTime().toPython())
        is_same = taken.replace(second=0) == self._entry.taken.replace(second=0)
        said = Said(
            None if is_same else taken,
            self.area.area,
            self.note.toPlainText(),
            tags_of(self.tags.text()),
        )
        self.save.setEnabled(False)
        self.changed.emit(self._entry.id, said)
