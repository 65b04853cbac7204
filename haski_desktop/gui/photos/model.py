"""The photos so far: one row each, for views, filters and sorting."""

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, islice
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QBasicTimer,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimerEvent,
    QUrl,
    Signal,
)

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.evidence import Evidence
from haski_desktop.errors import OutputError, printable
from haski_desktop.export import one as export_json
from haski_desktop.export.formats import JSONL, document, file_name
from haski_desktop.files import write_atomically
from haski_desktop.gui.photos.images import PhotoContent
from haski_desktop.results import names, sentences
from haski_desktop.results.facets import Facet, facets_of, open_labels, status_facet
from haski_desktop.results.status import PhotoStatus, status_of
from haski_desktop.results.text import visible

Index = QModelIndex | QPersistentModelIndex
WITHOUT_RESULT: Final = (PhotoStatus.WAITING, PhotoStatus.CANCELLED)
RELEASED_A_TURN: Final = 100
_ORDER: Final = {status: place for place, status in enumerate(PhotoStatus)}
_ROOT: Final = QModelIndex()
_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WITH_RESULT: Final = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled


class Role(IntEnum):
    """What a view can ask of a row besides its text."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    ADDED = Qt.ItemDataRole.UserRole + 3
    NAME = Qt.ItemDataRole.UserRole + 4
    STATUS = Qt.ItemDataRole.UserRole + 5
    ANSWER = Qt.ItemDataRole.UserRole + 6


@dataclass(slots=True, eq=False)
class Item:
    """One photo.

    Attributes:
        id: Its own for ever.
        photo: Its path, or the bytes of a pasted picture.
        name: What it is called.
        status: Its state.
        result: What came of it, once something has.
        job: The job that analyses it, or did last.
        evidence: What the analysis rests on, unless it was made in an earlier run.
        short: Its state or answer in one line; the model keeps it up to date.
        folder: What tells it from others of its name; the model keeps it up to date.
        facets: What filters and counts know it by; the model keeps them up to date.
        known_text: :attr:`searched`, if that was asked for since the last change.
    """

    id: int
    photo: PhotoContent
    name: str
    status: PhotoStatus = PhotoStatus.WAITING
    result: Analysis | Failure | None = None
    job: int = 0
    evidence: Evidence | None = None
    short: str = ""
    folder: str = ""
    facets: frozenset[Facet] = frozenset()
    known_text: str | None = None

    @property
    def searched(self) -> str:
        """What a search looks through."""
        if self.known_text is None:
            text = f"{self.folder}{self.name} {self.short} {open_labels(self.result)}"
            self.known_text = text.casefold()
        return self.known_text

    @property
    def title(self) -> str:
        """Its name as it is shown."""
        return visible(self.folder + self.name)

    @property
    def place(self) -> str:
        """Its whole path as it is shown, or its name if it is no file."""
        return visible(self.photo) if isinstance(self.photo, str) else self.title


class _SameNames:
    """Tells photos of the same name apart by the folders in which they lie."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[Item, str]]] = {}
        self._common: dict[str, str] = {}

    def add(self, item: Item) -> list[Item]:
        """Note a photo, and return others that are now called differently."""
        if not isinstance(item.photo, str):
            return []
        folder = os.path.dirname(item.photo)
        known = self._known.setdefault(item.name, [])
        known.append((item, folder))
        common = _common_folder(self._common.get(item.name, folder), folder)
        if len(known) == 2 or common != self._common.get(item.name, common):
            changed = known
        else:
            changed = known[-1:]
        self._common[item.name] = common
        if len(known) > 1:
            for other, place in changed:
                inner = place[len(common) :].strip(os.sep)
                other.folder = f"{inner}{os.sep}" if inner else ""
        return [other for other, _ in changed if other is not item]


def _common_folder(first: str, second: str) -> str:
    try:
        return os.path.commonpath((first, second)) if first != second else first
    except ValueError:  # on different drives
        return ""


class PhotoModel(QAbstractListModel):
    """All photos in the order in which they came.

    Attributes:
        drag_failed: Why the files of a dragged row could not be made.
    """

    drag_failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._rows: dict[int, int] = {}
        self._ids: dict[str, int] = {}  # by path
        self._same_names = _SameNames()
        self._counts: Counter[Facet] = Counter()
        self._replaced: list[object] = []  # results that nobody needs any longer
        self._timer = QBasicTimer()
        self._drags: tempfile.TemporaryDirectory[str] | None = None

    @property
    def items(self) -> Sequence[Item]:
        """Every photo."""
        return self._items

    def find(self, photo_id: int) -> Item | None:
        """A photo by its id."""
        row = self._rows.get(photo_id)
        return None if row is None else self._items[row]

    def find_path(self, path: str) -> Item | None:
        """A photo by its file's path."""
        return self.find(self._ids.get(path, -1))

    def index_of(self, photo_id: int) -> QModelIndex:
        """A photo's index; not valid if there is no such photo."""
        row = self._rows.get(photo_id)
        return QModelIndex() if row is None else self.index(row)

    def results(self) -> list[Analysis | Failure]:
        """All results there are, in the order of the photos."""
        return [item.result for item in self._items if item.result is not None]

    @property
    def has_results(self) -> bool:
        """Whether there is any result."""
        without = (self._counts[status_facet(status)] for status in WITHOUT_RESULT)
        return sum(without) < len(self._items)

    @property
    def counts(self) -> Mapping[Facet, int]:
        """How many photos have a facet."""
        return self._counts

    def add(self, items: Iterable[Item]) -> None:
        """Add photos at the end."""
        new = list(items)
        if not new:
            return
        renamed: list[Item] = []
        for item in new:
            renamed += self._same_names.add(item)
        for item in new:
            _describe(item)
        for item in renamed:
            item.known_text = None
        self._counts.update(_all_facets(new))
        first = len(self._items)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._items += new
        self._rows.update((item.id, first + place) for place, item in enumerate(new))
        self._ids.update((item.photo, item.id) for item in new if isinstance(item.photo, str))
        self.endInsertRows()
        for item in renamed:
            self.touch(item.id)

    def remove(self, ids: Iterable[int]) -> list[tuple[int, Item]]:
        """Remove photos; what is returned can be given to :meth:`restore`."""
        rows = sorted({self._rows[i] for i in ids if i in self._rows})
        removed = [(row, self._items[row]) for row in rows]
        gone = set(rows)
        self._replace([item for row, item in enumerate(self._items) if row not in gone])
        return removed

    def restore(self, removed: Iterable[tuple[int, Item]]) -> list[Item]:
        """Put removed photos back in their places, but for files that were added anew since.

        Returns:
            Those that were put back.
        """
        back = {
            row: item
            for row, item in removed
            if isinstance(item.photo, bytes) or item.photo not in self._ids
        }
        rest = iter(self._items)
        items: list[Item] = []
        for row in sorted(back):
            items += islice(rest, row - len(items))
            items.append(back[row])
        self._replace([*items, *rest])
        return list(back.values())

    def set_result(
        self, photo_id: int, result: Analysis | Failure, evidence: Evidence | None = None
    ) -> Item | None:
        """Note what came of a photo."""
        item = self.find(photo_id)
        if item is not None:
            item.result, item.evidence = result, evidence
            item.status = status_of(result)
            self._counts.subtract(item.facets)
            _describe(item)
            self._counts.update(item.facets)
            self.touch(photo_id)
        return item

    def set_status(self, ids: Iterable[int], status: PhotoStatus) -> None:
        """Put photos into a state that has no result."""
        rows = [row for photo_id in ids if (row := self._rows.get(photo_id)) is not None]
        items = [self._items[row] for row in rows]
        self._counts.subtract(Counter(_all_facets(items)))
        short, facets = names.status_name(status), facets_of(status, None)
        self._let_go([(item.result, item.evidence) for item in items if item.result is not None])
        for item in items:
            item.status, item.result, item.evidence = status, None, None
            item.short, item.facets, item.known_text = short, facets, None
        self._counts.update(_all_facets(items))
        if rows:  # one signal for thousands of rows, or the window would stall
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def set_texts(self) -> None:
        """Take the words from the language now in use."""
        for item in self._items:
            _describe(item)
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
        return ask(self._items[index.row()]) if ask else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return flags_of(self._items[index.row()]) if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The rows' results as a file to be dragged out of the window: JSON, or JSON Lines."""
        data = QMimeData()
        results = [r for index in indexes if (r := self._items[index.row()].result)]
        if not results:
            return data
        try:
            data.setUrls([QUrl.fromLocalFile(self._file_to_drag(results))])
        except (OSError, OutputError) as error:
            # Without a file there is still the text, for programs that take that.
            self.drag_failed.emit(str(error))
        if len(results) == 1:
            data.setData("application/json", QByteArray(export_json.one(results[0])))
        return data

    def _file_to_drag(self, results: Sequence[Analysis | Failure]) -> str:
        if self._drags is None:
            self._drags = tempfile.TemporaryDirectory(prefix="haski-desktop-")
        # A folder each, because two photos may have the same name.
        folder = tempfile.mkdtemp(dir=self._drags.name)
        if len(results) == 1:
            path = os.path.join(folder, export_json.file_name(results[0]))
            write_atomically(path, export_json.one(results[0]))
        else:
            path = os.path.join(folder, file_name(results, JSONL))
            write_atomically(path, document(results, JSONL))
        return path

    def clean_up(self) -> None:
        """Remove the files that were dragged out; whoever took them has them by now."""
        if self._drags is not None:
            with contextlib.suppress(OSError):
                self._drags.cleanup()
            self._drags = None
        self._timer.stop()

    def timerEvent(self, event: QTimerEvent) -> None:
        del self._replaced[-RELEASED_A_TURN:]
        if not self._replaced:
            self._timer.stop()

    def _let_go(self, results: list[object]) -> None:
        """Free results little by little: ten thousand at once would hold the window up."""
        self._replaced += results
        if self._replaced:
            self._timer.start(0, self)

    def _replace(self, items: list[Item]) -> None:
        self.beginResetModel()
        self._items = items
        self._rows = {item.id: row for row, item in enumerate(items)}
        self._ids = {item.photo: item.id for item in items if isinstance(item.photo, str)}
        self._same_names = _SameNames()
        for item in items:
            self._same_names.add(item)
        self._counts = Counter(_all_facets(items))
        self.endResetModel()


def _all_facets(items: Iterable[Item]) -> Iterable[Facet]:
    return chain.from_iterable(item.facets for item in items)


def _describe(item: Item) -> None:
    """Say anew what is derived from a photo's result and the language in use."""
    item.short = in_short(item)
    item.facets = facets_of(item.status, item.result)
    item.known_text = None


def in_short(item: Item) -> str:
    """A photo's state or answer in one line."""
    if item.result is None:
        return names.status_name(item.status)
    return sentences.short_answer(item.result)


ANSWERS: Final[dict[int, Callable[[Item], Any]]] = {
    Qt.ItemDataRole.DisplayRole: lambda item: item.title,
    Qt.ItemDataRole.ToolTipRole: lambda item: f"{item.place}\n{item.short}",
    Qt.ItemDataRole.AccessibleTextRole: lambda item: f"{item.title}, {item.short}",
    Role.ITEM: lambda item: item,
    Role.NAME: lambda item: item.name.casefold(),
    Role.STATUS: lambda item: _ORDER[item.status],
    Role.ANSWER: lambda item: item.short.casefold(),
}


def flags_of(item: Item) -> Qt.ItemFlag:
    """What can be done with a row."""
    return _FLAGS if item.result is None else _WITH_RESULT


def name_of(path: str) -> str:
    """What a file is called in the list."""
    return printable(os.path.basename(os.path.normpath(path)))
