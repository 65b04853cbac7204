"""Which photos the list shows, and in what order."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from haski_desktop.gui.kinds import Kind
from haski_desktop.gui.photo_model import ANSWERS, Item, PhotoModel, Role


class PhotoFilter(QSortFilterProxyModel):
    """Filters by words and state, sorts by a role."""

    def __init__(self, model: PhotoModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._kinds: frozenset[Kind] = frozenset()
        self._model = model
        self._key = ANSWERS[Role.ADDED]
        self.setSortRole(Role.ADDED)
        self.setDynamicSortFilter(True)
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Show only photos whose name or answer has all the words."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def show_kinds(self, kinds: frozenset[Kind]) -> None:
        """Show only photos in these states; all if there are none."""
        self.beginFilterChange()
        self._kinds = kinds
        self.endFilterChange()

    def sort_by(self, role: Role) -> None:
        """Sort by one of the model's roles."""
        self._key = ANSWERS[role]
        self.setSortRole(role)
        # In the order of the model nothing needs to be compared at all.
        self.sort(-1 if role is Role.ADDED else 0, Qt.SortOrder.AscendingOrder)

    def item(self, index: QModelIndex) -> Item | None:
        """The photo of a row."""
        found = index.data(Role.ITEM)
        return found if isinstance(found, Item) else None

    def lessThan(
        self,
        source_left: QModelIndex | QPersistentModelIndex,
        source_right: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        # Qt would ask the model for both values: with thousands of rows that takes a while.
        items = self._model.items
        left, right = source_left.row(), source_right.row()
        return bool(self._key(items[left], left) < self._key(items[right], right))

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        if not self._words and not self._kinds:
            return True
        item = self._model.items[source_row]
        if self._kinds and item.kind not in self._kinds:
            return False
        text = f"{item.name} {item.short}".casefold()
        return all(word in text for word in self._words)
