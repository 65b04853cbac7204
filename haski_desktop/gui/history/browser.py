"""People, their photos by date, and what there is to see of those that are chosen."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.errors import HaskiError
from haski_desktop.gui.basics.text import ElidedText, Text
from haski_desktop.gui.history.comparing import Comparing
from haski_desktop.gui.history.details import AreaBox, Details
from haski_desktop.gui.history.models import EntriesModel, PeopleModel, Role
from haski_desktop.gui.history.over_time import OverTime
from haski_desktop.gui.history.pictures import EntryPicture, picture_of
from haski_desktop.gui.history.work import Work
from haski_desktop.history.archive import export_person
from haski_desktop.history.areas import BodyArea
from haski_desktop.history.comparison import Comparison, compare, noise_of
from haski_desktop.history.records import Entry, Person, Said, Wanted
from haski_desktop.history.store import History
from haski_desktop.history.trend import Trend, trends
from haski_desktop.results.text import visible

Found = dict[BodyArea, tuple[Trend, ...]]
PAIR: Final = 2


class Browser(QWidget):
    """Shows the history, and does what is asked of it.

    Attributes:
        open_wanted: Paths of photos to be opened in the main window.
        turned: The history is to be turned on or has been turned off.
        said: Something to tell the person, and whether it is good.
        failed: A :class:`HaskiError`.
    """

    open_wanted = Signal(list)
    turned = Signal()
    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, history: History, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history, self._work = history, work
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, notes, tags, answers"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.area = AreaBox(self.tr("Every part of the body"))
        self.area.setAccessibleName(self.tr("Part of the body"))
        self.people_model = PeopleModel(self)
        self.entries_model = EntriesModel(history, self)
        self.people = _list(self.people_model, self.tr("People"))
        self.entries = _list(self.entries_model, self.tr("Photos"))
        self.entries.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.count = Text(muted=True, wrap=False)
        self.over_time, self.details, self.comparing = OverTime(), Details(), Comparing()
        self.right = QStackedWidget()
        for page in (self.over_time, self.details, self.comparing):
            self.right.addWidget(page)
        self.hint = ElidedText(muted=True)
        self.turn = QPushButton()
        self.rename = QPushButton(self.tr("Rename…"))
        self.export = QPushButton(self.tr("Export person…"))
        self.delete = QPushButton(self.tr("Delete…"))
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def person(self) -> Person | None:
        """Whose photos are shown; ``None`` for everybody's."""
        person: Person | None = self.people.currentIndex().data(Role.RECORD)
        return person

    def chosen(self) -> list[Entry]:
        """The marked photos, in the order of the list."""
        rows = sorted(index.row() for index in self.entries.selectionModel().selectedIndexes())
        return [self.entries_model.index(row).data(Role.RECORD) for row in rows]

    def refresh(self, person: int | None = None) -> None:
        """Read people and photos anew.

        Args:
            person: Whose photos to show then; by default whose are shown now.
        """
        if person is None:
            person = self.person.id if self.person else None
        try:
            self.people_model.show_people(self._history.people())
            is_on = self._history.is_on
        except HaskiError as error:
            self.failed.emit(error)
            return
        self.turn.setText(self.tr("Turn off") if is_on else self.tr("Turn on…"))
        row = self.people_model.row_of(person)
        self.people.setCurrentIndex(self.people_model.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.people.setFocus()

    def _lay_out(self) -> None:
        left, middle = QWidget(), QWidget()
        for widget, parts in (
            (left, (self.search, self.people)),
            (middle, (self.area, self.entries, self.count)),
        ):
            column = QVBoxLayout(widget)
            column.setContentsMargins(8, 8, 8, 8)
            for part in parts:
                column.addWidget(part)
        splitter = QSplitter()
        for widget, stretch in ((left, 2), (middle, 3), (self.right, 6)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
            splitter.setCollapsible(splitter.count() - 1, False)
        em = self.fontMetrics().height()
        splitter.setSizes([13 * em, 19 * em, 36 * em])
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 6, 10, 10)
        buttons.addWidget(self.hint, 1)
        buttons.setSpacing(8)
        for button in (self.turn, self.rename, self.export, self.delete):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(splitter, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.people.selectionModel().currentChanged.connect(self._filter)
        self.people_model.modelReset.connect(self._filter)
        self.entries.selectionModel().selectionChanged.connect(self._show_chosen)
        self.search.textChanged.connect(self._filter)
        self.area.currentIndexChanged.connect(self._filter)
        self.details.changed.connect(self._change)
        self.details.open_wanted.connect(self._open)
        self.entries.activated.connect(self._open)
        self.turn.clicked.connect(self._turn)
        self.rename.clicked.connect(self._ask_name)
        self.export.clicked.connect(self._ask_export)
        self.delete.clicked.connect(self._ask_delete)

    def _filter(self) -> None:
        person = self.person
        wanted = Wanted(person and person.id, self.area.area, text=self.search.text())
        try:
            self.entries_model.show_wanted(wanted)
            count = self._history.count(wanted)
        except HaskiError as error:
            self.failed.emit(error)
            return
        self.count.setText(self.tr("%n photo(s)", "", count))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen, person = self.chosen(), self.person
        self.rename.setEnabled(person is not None)
        self.export.setEnabled(person is not None)
        self.delete.setEnabled(self.people_model.rowCount() > 1)
        self.hint.setText(
            self.tr("Mark two photos to compare them.")
            if len(chosen) < PAIR
            else self.tr("%n photo(s) marked", "", len(chosen))
        )
        if len(chosen) == 1:
            self.right.setCurrentWidget(self.details)
            self.details.show_entry(chosen[0])
            self._load(chosen[0])
        elif len(chosen) == PAIR:
            self._compare(*chosen)
        else:
            self.right.setCurrentWidget(self.over_time)
            self._show_trends(person)

    def _load(self, entry: Entry) -> None:
        def show(picture: EntryPicture) -> None:
            self.details.show_picture(picture)
            self.comparing.show_picture(picture)

        self._work.start(partial(picture_of, self._history, entry), show)

    def _compare(self, one: Entry, other: Entry) -> None:
        def find() -> Comparison:
            return compare(one, other, noise_of(self._history.like(one)))

        def show(comparison: Comparison) -> None:
            if self.chosen() == [one, other]:
                self.right.setCurrentWidget(self.comparing)
                self.comparing.show_comparison(comparison)
                for entry in (one, other):
                    self._load(entry)

        self._work.start(find, show)

    def _show_trends(self, person: Person | None) -> None:
        if person is None:
            self.over_time.show_hint(self.tr("Choose a person to see what is measured over time."))
            return

        def find() -> Found:
            entries = self._history.photos(Wanted(person=person.id), limit=None)
            areas = {area: [e for e in entries if e.area is area] for area in BodyArea}
            found = {area: trends(of) for area, of in areas.items()}
            return {area: of for area, of in found.items() if of}

        def show(found: Found) -> None:
            if self.person == person:
                self.over_time.show_trends(person, found)

        self._work.start(find, show)

    def _change(self, photo: int, said: Said) -> None:
        def change() -> Entry:
            self._history.change(photo, said)
            return self._history.entry(photo)

        def show(entry: Entry) -> None:
            self.entries_model.replace(entry)
            self.said.emit(self.tr("Saved."), True)

        self._work.start(change, show)

    def _open(self) -> None:
        paths = [entry.path for entry in self.chosen() if entry.path]
        if paths:
            self.open_wanted.emit(paths)

    def _turn(self) -> None:
        if not self._history.is_on:
            self.turned.emit()
            return

        def turned(_: object) -> None:
            self.refresh()
            self.said.emit(self.tr("The history is off: nothing is added any more."), True)

        self._work.start(self._history.turn_off, turned)

    def _ask_name(self) -> None:
        person = self.person
        if person is None:
            return
        title, label = self.tr("Rename"), self.tr("Name of the person")
        name, is_given = QInputDialog.getText(self, title, label, text=person.name)
        if is_given and name.strip() != person.name:
            do = partial(self._history.change_person, person.id, name=name)
            self._work.start(do, lambda _: self.refresh(person.id))

    def _ask_export(self) -> None:
        person = self.person
        if person is None:
            return
        title, archive = self.tr("Export person"), self.tr("Archive")
        name = "".join(c if c.isalnum() or c in " -_." else "_" for c in person.name)
        path, _ = QFileDialog.getSaveFileName(self, title, f"{name}.zip", f"{archive} (*.zip)")
        if path:
            text = self.tr("“{name}” was exported.").format(name=visible(person.name))
            do = partial(export_person, self._history, person, path)
            self._work.start(do, lambda _: self.said.emit(text, True))

    def _ask_delete(self) -> None:
        chosen, person = self.chosen(), self.person
        do: Callable[[], None]
        if chosen:
            text = self.tr("Delete %n photo(s) from the history?", "", len(chosen))
            do = partial(self._history.delete_photos, [entry.id for entry in chosen])
        elif person is not None:
            text = self.tr("Delete “{name}” and all of their photos from the history?")
            text = text.format(name=visible(person.name))
            do = partial(self._history.delete_person, person.id)
        else:
            text = self.tr("Delete everybody's photos and results, and turn the history off?")
            do = self._history.delete_everything
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Delete"))
        question.setText(text)
        question.setInformativeText(
            self.tr("It can't be undone. The photos' own files stay where they are.")
        )
        delete = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(QMessageBox.StandardButton.Cancel)
        delete.clicked.connect(partial(self._work.start, do, self._deleted))
        question.open()

    def _deleted(self, _: object) -> None:
        self.entries.selectionModel().clear()
        self.refresh()
        self.said.emit(self.tr("Deleted. Nothing of it is left in the history's file."), True)


def _list(model: PeopleModel | EntriesModel, name: str) -> QListView:
    view = QListView()
    view.setObjectName("records")
    view.setModel(model)
    view.setUniformItemSizes(True)
    view.setSpacing(2)
    view.setAccessibleName(name)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    return view
