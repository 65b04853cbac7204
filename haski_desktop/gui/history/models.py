"""People and photos of the history as Qt's views want them."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haski_desktop.history.areas import area_name
from haski_desktop.history.records import ALL, Entry, Person, Wanted
from haski_desktop.history.store import History
from haski_desktop.results.sentences import short_answer
from haski_desktop.results.text import visible

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Role(IntEnum):
    """What the models have beside text."""

    RECORD = Qt.ItemDataRole.UserRole


class PeopleModel(QAbstractListModel):
    """Everybody, then people by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: list[Person] = []

    def show_people(self, people: list[Person]) -> None:
        """Show other people."""
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def row_of(self, person: int | None) -> int:
        """The row of a person by number; that of everybody if there is none."""
        return next((row + 1 for row, p in enumerate(self._people) if p.id == person), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._people) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        person = self._people[index.row() - 1] if index.row() else None
        if role == Role.RECORD:
            return person
        if role == Qt.ItemDataRole.ToolTipRole:
            return person.note if person else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if person is None:
            return self.tr("Everybody")
        count = self.tr("%n photo(s)", "", person.photos)
        return f"{visible(person.name)}\n{count}"


class EntriesModel(QAbstractListModel):
    """Photos, the latest first, page by page as they are scrolled to."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._wanted = ALL
        self._entries: list[Entry] = []
        self._is_whole = True

    def show_wanted(self, wanted: Wanted) -> None:
        """Show other photos.

        Raises:
            HistoryError: The history can't be read.
        """
        found = self._history.photos(wanted)
        self.beginResetModel()
        self._wanted, self._entries, self._is_whole = wanted, found, not found
        self.endResetModel()

    def replace(self, entry: Entry) -> None:
        """Show a photo anew that was changed."""
        for row, known in enumerate(self._entries):
            if known.id == entry.id:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        found = self._history.photos(self._wanted, after=self._entries[-1])
        self._is_whole = not found
        if found:
            first = len(self._entries)
            self.beginInsertRows(NOWHERE, first, first + len(found) - 1)
            self._entries += found
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Role.RECORD:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.note or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        name = "" if self._wanted.person else f"{visible(entry.person_name)} · "
        tags = "".join(f" #{visible(tag)}" for tag in entry.tags)
        first = f"{name}{entry.taken:%Y-%m-%d} · {area_name(entry.area)}{tags}"
        return f"{first}\n{answer_of(entry)}"


def answer_of(entry: Entry) -> str:
    """What a photo looks like, in a line."""
    return short_answer(entry.result) if entry.result else "–"  # noqa: RUF001 - a dash
