"""The list of photos with its search field, filter chips and order."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimerEvent,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.text import Text, announce
from haski_desktop.gui.photos.chips import ROWS, Chips
from haski_desktop.gui.photos.delegate import PhotoDelegate
from haski_desktop.gui.photos.filter import PhotoFilter
from haski_desktop.gui.photos.images import GRID_SIDE, ROW_SIDE, Thumbnails
from haski_desktop.gui.photos.model import Item, PhotoModel, Role
from haski_desktop.results.facets import Facet

# What comes in changes the chips' numbers at most so often.
COUNT_MS: Final = 250
# Below so many heights of a line there is one row of chips, so that photos can be seen.
LOW_LINES: Final = 32
# No more photos are looked at together.
FEW: Final = 8


class PhotoList(QFrame):
    """All photos so far.

    Attributes:
        chosen: The photo to be shown has changed: an :class:`Item` or ``None``.
        marked: Other photos are selected.
        filtered: Which photos the filter lets through may have changed.
        grid_wanted: The person wants a grid (``True``) or rows.
    """

    chosen = Signal(object)
    marked = Signal()
    filtered = Signal()
    grid_wanted = Signal(bool)

    def __init__(
        self, model: PhotoModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._model = model
        self.filter = PhotoFilter(model, self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.filter.search)
        self.chips = Chips(self.search)
        self._timer = 0
        self.order = QComboBox()
        self.grid = QPushButton(icons.icon("grid"), "")
        self.grid.setCheckable(True)
        self.grid.setProperty("flat", True)
        self.grid.clicked.connect(self.grid_wanted)
        self.count = Text(muted=True, size=0.92)
        self._thumbnails = thumbnails
        self._delegate = PhotoDelegate(thumbnails, self)
        self.view = self._make_view()
        self._no_match = Text(muted=True)
        self._no_match.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.show_all = QPushButton()
        self.show_all.clicked.connect(self.clear_filter)
        self._pages = QStackedWidget()
        self._lay_out()
        self._set_texts()
        self.chips.changed.connect(self._filter_by)
        self.order.currentIndexChanged.connect(self._sort)
        for change in (
            self.filter.rowsInserted,
            self.filter.rowsRemoved,
            self.filter.modelReset,
            self.filter.layoutChanged,
        ):
            change.connect(self._show_count)
        for change in (model.rowsInserted, model.dataChanged, model.modelReset):
            change.connect(self._count_soon)
        thumbnails.ready.connect(self._repaint)
        self._show_counts()

    def current(self) -> Item | None:
        """The photo that is shown."""
        return self.filter.item(self.view.currentIndex())

    def selected(self) -> list[Item]:
        """The photos that are marked, in the order of the list."""
        indexes = sorted(self.view.selectionModel().selectedIndexes(), key=lambda i: i.row())
        return [item for item in map(self.filter.item, indexes) if item]

    def few_selected(self) -> list[Item]:
        """The photos that are marked, if they are few; never slow, however many there are."""
        count = sum(found.height() for found in self.view.selectionModel().selection().toList())
        return self.selected() if count <= FEW else []

    def shown(self) -> list[Item]:
        """The photos that the filter lets through, in the order of the list."""
        return list(self.filter.items)

    @property
    def is_filtered(self) -> bool:
        """Whether some photos are not shown."""
        return self.filter.rowCount() < self._model.rowCount()

    def choose(self, photo_id: int) -> None:
        """Show a photo, if the filter does not hide it."""
        index = self.filter.index_of(photo_id)
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.view.scrollTo(index)

    def show_grid(self, *, on: bool) -> None:
        """Show thumbnails in a grid, or rows."""
        self.grid.setChecked(on)
        self._delegate.is_grid = on
        self._thumbnails.use_side(GRID_SIDE if on else ROW_SIDE)
        view = self.view
        # Not Qt's icon mode: it places thousands of photos one by one.
        view.setFlow(QListView.Flow.LeftToRight if on else QListView.Flow.TopToBottom)
        view.setWrapping(on)
        view.setResizeMode(QListView.ResizeMode.Adjust if on else QListView.ResizeMode.Fixed)
        view.doItemsLayout()
        view.scrollTo(view.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < LOW_LINES * self.fontMetrics().height()
        self.chips.limit_rows(1 if is_low else ROWS)

    def turn_to(self, photo_id: int) -> None:
        """Show a photo and leave marked what is."""
        index = self.filter.index_of(photo_id)
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search photos"))
        self.view.setAccessibleName(self.tr("Photos"))
        self.grid.setAccessibleName(self.tr("Grid"))
        self.grid.setToolTip(self.tr("Show the photos in a grid"))
        self._no_match.setText(self.tr("No photo matches."))
        self.show_all.setText(self.tr("Show all photos"))
        self.order.setAccessibleName(self.tr("Sort by"))
        _fill(
            self.order,
            [
                (self.tr("As added"), Role.ADDED),
                (self.tr("By name"), Role.NAME),
                (self.tr("By state"), Role.STATUS),
                (self.tr("By answer"), Role.ANSWER),
            ],
        )
        self._show_count()

    def clear_filter(self) -> None:
        """Show all photos again."""
        self.search.clear()
        self.chips.turn_on(frozenset())
        self.view.setFocus()

    def _make_view(self) -> QListView:
        view = QListView()
        view.setObjectName("photos")
        view.setModel(self.filter)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragEnabled(True)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        view.selectionModel().currentChanged.connect(self._current_changed)
        view.selectionModel().selectionChanged.connect(self.marked)
        return view

    def _lay_out(self) -> None:
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.order)
        foot.addWidget(self.grid)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 4)
        head.setSpacing(8)
        head.addWidget(self.search)
        head.addWidget(self.chips)
        head.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._make_no_match_page())

    def _make_no_match_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self._no_match)
        layout.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page

    def _current_changed(self, index: QModelIndex) -> None:
        item = self.filter.item(index)
        self.filter.anchor = item.id if item else None
        self.chosen.emit(item)

    def timerEvent(self, event: QTimerEvent) -> None:
        self.killTimer(self._timer)
        self._timer = 0
        self._show_counts()

    def _filter_by(self, facets: frozenset[Facet]) -> None:
        self.filter.show_only(facets)
        announce(self, self.count.text())

    def _show_counts(self) -> None:
        self.chips.show_counts(self._model.counts, is_choice=self._model.rowCount() > 1)

    def _count_soon(self) -> None:
        if not self._timer:
            self._timer = self.startTimer(COUNT_MS)

    def _sort(self) -> None:
        self.filter.sort_by(Role(self.order.currentData()))

    def _show_count(self) -> None:
        shown, total = self.filter.rowCount(), self._model.rowCount()
        if shown == total:
            self.count.setText(self.tr("%n photo(s)", "", total))
        else:
            text = self.tr("{shown} of {total} photos")
            self.count.setText(text.format(shown=shown, total=total))
        self._pages.setCurrentIndex(1 if total and not shown else 0)
        self.filtered.emit()

    def _repaint(self, photo_id: int) -> None:
        index = self.filter.index_of(photo_id)
        if index.isValid():
            self.view.update(index)


def _fill(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    """Give a box its choices in the language in use, keeping what was chosen."""
    current = max(0, box.currentIndex())
    box.blockSignals(True)
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
    box.setCurrentIndex(current)
    box.blockSignals(False)
