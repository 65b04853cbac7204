"""Which photos the list shows, and in what order."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    QTimerEvent,
)

from haski_desktop.gui.photos.model import ANSWERS, Index, Item, PhotoModel, Role, flags_of
from haski_desktop.results.facets import Facet

# Results that come in move rows at most so often; what the person asks for is done at once.
SETTLE_MS: Final = 250
_ROOT: Final = QModelIndex()


class PhotoFilter(QAbstractListModel):
    """The rows of a :class:`PhotoModel` that have the words and facets wanted, sorted by a role.

    Qt's own proxy compares rows by calling Python for each pair, again with each result that
    comes in: with thousands of rows the window would stall. Here a change, however large, is
    one sort of a list and three signals at most, and what is marked stays so.

    Attributes:
        anchor: The photo that is shown. If its row goes, that before it is next to it.
    """

    def __init__(self, model: PhotoModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words: tuple[str, ...] = ()
        self._wanted: tuple[frozenset[Facet], ...] = ()
        self._role = Role.ADDED
        self._shown: list[Item] = []
        self._places: dict[int, int] = {}
        self._timer = 0
        self.anchor: int | None = None
        model.rowsInserted.connect(self._source_added)
        model.modelReset.connect(self._arrange)
        model.dataChanged.connect(self._source_changed)
        self._arrange()

    def search(self, text: str) -> None:
        """Show only photos whose path, answer or open possibilities have all the words."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def show_only(self, facets: Iterable[Facet]) -> None:
        """Show only photos that have these; all if there are none.

        Of several answers to one question a photo needs one; of several questions all.
        """
        wanted: dict[str, set[Facet]] = {}
        for facet in facets:
            wanted.setdefault(facet.question, set()).add(facet)
        self._wanted = tuple(map(frozenset, wanted.values()))
        self._arrange()

    def sort_by(self, role: Role) -> None:
        """Sort by one of the model's roles."""
        self._role = role
        self._arrange()

    @property
    def items(self) -> Sequence[Item]:
        """The photos of the rows, in their order."""
        return self._shown

    def item(self, index: QModelIndex) -> Item | None:
        """The photo of a row."""
        return self._shown[index.row()] if index.isValid() else None

    def index_of(self, photo_id: int) -> QModelIndex:
        """A photo's index; not valid if it is not shown."""
        place = self._places.get(photo_id)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        ask = ANSWERS.get(role)
        return ask(self._shown[index.row()]) if ask else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return flags_of(self._shown[index.row()]) if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return self._model.mimeTypes()

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [self._shown[index.row()].id for index in indexes]
        return self._model.mimeData([self._model.index_of(photo_id) for photo_id in ids])

    def timerEvent(self, event: QTimerEvent) -> None:
        self._arrange()

    def _accepts(self, item: Item) -> bool:
        has = item.facets
        return not any(wanted.isdisjoint(has) for wanted in self._wanted) and all(
            word in item.searched for word in self._words
        )

    def _source_added(self, _parent: QModelIndex, first: int, last: int) -> None:
        """New photos are at the end until the next time that rows move."""
        new = self._model.items[first : last + 1]
        self._append([item for item in new if self._accepts(item)])
        self._settle_soon()

    def _source_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        items = self._model.items[first.row() : last.row() + 1]
        places = [place for item in items if (place := self._places.get(item.id)) is not None]
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))
        self._settle_soon()

    def _settle_soon(self) -> None:
        as_it_comes = self._role is Role.ADDED and not self._words and not self._wanted
        if not as_it_comes and not self._timer:
            self._timer = self.startTimer(SETTLE_MS)

    def _arrange(self) -> None:
        """Show what is wanted, in its order: add what is new, move, take away what is not."""
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        if self._words or self._wanted:
            wanted = [item for item in self._model.items if self._accepts(item)]
        else:
            wanted = list(self._model.items)
        if self._role is not Role.ADDED:
            wanted.sort(key=ANSWERS[self._role])
        if wanted == self._shown:
            return
        staying = {item.id for item in wanted}
        gone = [item for item in self._shown if item.id not in staying]
        at = self._place_after_anchor(wanted, staying)
        self._append([item for item in wanted if item.id not in self._places])
        self._reorder([*wanted[:at], *gone, *wanted[at:]])
        if gone:
            self.beginRemoveRows(_ROOT, at, at + len(gone) - 1)
            self._set(wanted)
            self.endRemoveRows()

    def _place_after_anchor(self, wanted: list[Item], staying: set[int]) -> int:
        """Where rows that go are moved first: Qt then goes on with the row before them."""
        start = self._places.get(self.anchor or 0, -1)
        before = (item.id for item in reversed(self._shown[: start + 1]) if item.id in staying)
        nearest = next(before, None)
        return next((i + 1 for i, item in enumerate(wanted) if item.id == nearest), 0)

    def _append(self, new: list[Item]) -> None:
        if new:
            first = len(self._shown)
            self.beginInsertRows(_ROOT, first, first + len(new) - 1)
            self._shown += new
            self._places.update((item.id, first + i) for i, item in enumerate(new))
            self.endInsertRows()

    def _reorder(self, order: list[Item]) -> None:
        if order == self._shown:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._shown[index.row()].id for index in before]
        self._set(order)
        self.changePersistentIndexList(before, [self.index(self._places[i]) for i in kept])
        self.layoutChanged.emit()

    def _set(self, order: list[Item]) -> None:
        self._shown = order
        self._places = {item.id: place for place, item in enumerate(order)}
