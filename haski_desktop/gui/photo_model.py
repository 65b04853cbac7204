"""The photos so far: one row each, for views, filters and sorting."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTemporaryDir,
    QUrl,
)

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.errors import printable
from haski_desktop.export.atomic import write_atomically
from haski_desktop.gui import export_json, wording
from haski_desktop.gui.jobs import Photo
from haski_desktop.gui.kinds import Kind
from haski_desktop.gui.verdict import kind_of

Index = QModelIndex | QPersistentModelIndex
_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
_ROOT: Final = QModelIndex()
# More rows than this are removed or restored by a reset, not one by one.
AT_ONCE: Final = 50


class Role(IntEnum):
    """What a view can ask of a row besides its text."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    ADDED = Qt.ItemDataRole.UserRole + 3
    NAME = Qt.ItemDataRole.UserRole + 4
    STATE = Qt.ItemDataRole.UserRole + 5
    ANSWER = Qt.ItemDataRole.UserRole + 6


@dataclass(slots=True)
class Item:
    """One photo.

    Attributes:
        id: Its own for ever.
        photo: Its path, or the bytes of a pasted picture.
        name: What it is called.
        kind: Its state.
        result: What came of it, once something has.
        short: Its state or answer in one line; the model keeps it up to date.
    """

    id: int
    photo: Photo
    name: str
    kind: Kind = Kind.WAITING
    result: Analysis | Failure | None = None
    short: str = ""


class PhotoModel(QAbstractListModel):
    """All photos in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._rows: dict[int, int] = {}
        self._drags: QTemporaryDir | None = None

    @property
    def items(self) -> Sequence[Item]:
        """Every photo."""
        return self._items

    def find(self, photo_id: int) -> Item | None:
        """A photo by its id."""
        row = self._rows.get(photo_id)
        return None if row is None else self._items[row]

    def index_of(self, photo_id: int) -> QModelIndex:
        """A photo's index; not valid if there is no such photo."""
        row = self._rows.get(photo_id)
        return QModelIndex() if row is None else self.index(row)

    def results(self) -> list[Analysis | Failure]:
        """All results there are, in the order of the photos."""
        return [item.result for item in self._items if item.result is not None]

    def add(self, items: Iterable[Item]) -> None:
        """Add photos at the end."""
        new = list(items)
        if not new:
            return
        for item in new:
            item.short = in_short(item)
        first = len(self._items)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._items += new
        self._rows.update((item.id, first + place) for place, item in enumerate(new))
        self.endInsertRows()

    def remove(self, ids: Iterable[int]) -> list[tuple[int, Item]]:
        """Remove photos; what is returned can be given to :meth:`restore`."""
        rows = sorted({self._rows[i] for i in ids if i in self._rows})
        removed = [(row, self._items[row]) for row in rows]
        if len(rows) > AT_ONCE:
            gone = set(rows)
            self.beginResetModel()
            self._items = [item for row, item in enumerate(self._items) if row not in gone]
            self._number()
            self.endResetModel()
            return removed
        for row in reversed(rows):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._items[row]
            self._number()
            self.endRemoveRows()
        return removed

    def restore(self, removed: Iterable[tuple[int, Item]]) -> None:
        """Put removed photos back in their places."""
        back = list(removed)
        if len(back) > AT_ONCE:
            self.beginResetModel()
            for row, item in back:
                self._items.insert(row, item)
            self._number()
            self.endResetModel()
            return
        for row, item in back:
            place = min(row, len(self._items))
            self.beginInsertRows(QModelIndex(), place, place)
            self._items.insert(place, item)
            self._number()
            self.endInsertRows()

    def set_result(self, photo_id: int, result: Analysis | Failure) -> Item | None:
        """Note what came of a photo."""
        item = self.find(photo_id)
        if item is not None:
            item.result = result
            item.kind = kind_of(result)
            item.short = in_short(item)
            self.touch(photo_id)
        return item

    def set_kind(self, ids: Iterable[int], kind: Kind) -> None:
        """Put photos into a state that has no result."""
        for photo_id in ids:
            item = self.find(photo_id)
            if item is not None:
                item.kind, item.result = kind, None
                item.short = in_short(item)
                self.touch(photo_id)

    def retranslate(self) -> None:
        """Take the words from the language now in use."""
        for item in self._items:
            item.short = in_short(item)
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def touch(self, photo_id: int) -> None:
        """Have a row painted again."""
        index = self.index_of(photo_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        ask = ANSWERS.get(role)
        return ask(self._items[index.row()], index.row()) if ask else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._items[index.row()].result is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The rows' results as JSON files, to be dragged out of the window."""
        data = QMimeData()
        urls = []
        for index in indexes:
            item = self._items[index.row()]
            if item.result is not None:
                # A folder each, because two photos may have the same name.
                folder = tempfile.mkdtemp(dir=self._folder_for_drags())
                path = os.path.join(folder, export_json.file_name(item.result))
                write_atomically(path, export_json.one(item.result))
                urls.append(QUrl.fromLocalFile(path))
        data.setUrls(urls)
        if len(urls) == 1:
            result = self._items[indexes[0].row()].result
            if result is not None:
                data.setData("application/json", QByteArray(export_json.one(result)))
        return data

    def _folder_for_drags(self) -> str:
        """A folder that goes when the program ends."""
        if self._drags is None:
            self._drags = QTemporaryDir()
            app = QCoreApplication.instance()
            if app is not None:
                app.aboutToQuit.connect(self._drags.remove)
        return self._drags.path()

    def _number(self) -> None:
        self._rows = {item.id: row for row, item in enumerate(self._items)}


def in_short(item: Item) -> str:
    """A photo's state or answer in one line."""
    if item.result is None:
        return wording.kind_name(item.kind)
    return wording.in_short(item.result)


ANSWERS: Final[dict[int, Callable[[Item, int], Any]]] = {
    Qt.ItemDataRole.DisplayRole: lambda item, _: item.name,
    Qt.ItemDataRole.ToolTipRole: lambda item, _: item.short,
    Qt.ItemDataRole.AccessibleTextRole: lambda item, _: f"{item.name}, {item.short}",
    Role.ITEM: lambda item, _: item,
    Role.ADDED: lambda _, row: row,
    Role.NAME: lambda item, _: item.name.casefold(),
    Role.STATE: lambda item, _: _ORDER[item.kind],
    Role.ANSWER: lambda item, _: item.short.casefold(),
}


def name_of(path: str) -> str:
    """What a file is called in the list."""
    return printable(os.path.basename(os.path.normpath(path)))
