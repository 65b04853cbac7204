"""The middle of the window: the chosen photo, or those that are marked side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.gui.photos.images import Picture, PictureLoader, Size
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.result.legend import Legend
from haski_desktop.gui.result.overlay import Beside, Overlay
from haski_desktop.gui.result.panel import ResultsPanel
from haski_desktop.gui.result.side_by_side import MOST, Shown, SideBySide
from haski_desktop.gui.result.viewer import Viewer


class Centre(QWidget):
    """Shows photos and what lies over them; the results panel says which result is looked at.

    Attributes:
        chosen: The person has turned to one of the photos side by side: its id.
        pictured: Whether there is a picture may have changed.
    """

    chosen = Signal(int)
    pictured = Signal()

    def __init__(
        self, results: ResultsPanel, decoded: PhotoCache, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()
        self.viewer = Viewer()
        self.side_by_side = SideBySide()
        self.legend = Legend()
        self.overlay = Overlay(self.viewer, results, self.legend, self)
        self._loaders = [PictureLoader(decoded, self) for _ in range(MOST)]
        self._pages = QStackedWidget()
        for page in (self.viewer, self.side_by_side):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.legend)
        for loader in self._loaders:
            loader.ready.connect(self._show_picture)
        self.viewer.detail_wanted.connect(self._load_detail)
        self.side_by_side.detail_wanted.connect(self._load_detail)
        self.side_by_side.chosen.connect(self.chosen)

    @property
    def active(self) -> Viewer:
        """The viewer of the photo whose result is looked at."""
        return self.side_by_side.current.viewer if self._is_beside else self.viewer

    @property
    def viewers(self) -> tuple[Viewer, ...]:
        """All viewers, in use or not."""
        return (self.viewer, *(pane.viewer for pane in self.side_by_side.panes))

    @property
    def picture(self) -> QImage:
        """The pixels of the photo whose result is looked at; null if they are not there."""
        return self.active.image

    def show_items(self, items: Sequence[Item], current: Item | None) -> None:
        """Show photos.

        Args:
            items: Those that are marked; two to four of them stand side by side.
            current: The one whose result is looked at.
        """
        beside = tuple(items) if 2 <= len(items) <= MOST and current in items else ()
        wanted = beside or (() if current is None else (current,))
        if [item.id for item in wanted] != [item.id for item in self._items]:
            self._items = wanted
            self._show_anew()
        if current is not None and self._is_beside:
            self.side_by_side.mark(current.id)
        self._lay_over()

    def update_items(self, ids: Sequence[int]) -> None:
        """Show what has come of photos in the meantime."""
        changed = [item for item in self._items if item.id in ids]
        for item in changed:
            if self._is_beside:
                self.side_by_side.say(item.id, item.title, item.short)
        if changed:
            self._lay_over()

    def show_drop_hint(self, *, on: bool) -> None:
        """Mark it as a place to drop photos."""
        for viewer in self.viewers:
            viewer.show_drop_hint(on=on)

    def stop(self) -> None:
        """Let go of what is being loaded."""
        for loader in self._loaders:
            loader.stop()

    @property
    def _is_beside(self) -> bool:
        return len(self._items) > 1

    def _show_anew(self) -> None:
        self._pages.setCurrentWidget(self.side_by_side if self._is_beside else self.viewer)
        if self._is_beside:
            self.side_by_side.show_photos([_to_be_shown(item) for item in self._items])
        else:
            self.viewer.show_loading()
        for item, loader in zip(self._items, self._loaders, strict=False):
            loader.ask(item.id, item.photo)

    def _lay_over(self) -> None:
        """Lay over each photo what was seen in it."""
        panes = self.side_by_side.panes if self._is_beside else ()
        self.overlay.lay_over(
            [
                Beside(pane.viewer, item.result, item.evidence)
                for pane, item in zip(panes, self._items, strict=False)
            ]
        )

    @Slot()
    @Slot(int)
    def _load_detail(self, photo_id: int | None = None) -> None:
        for item, loader in zip(self._items, self._loaders, strict=False):
            if photo_id in (None, item.id):
                loader.ask(item.id, item.photo, Size.DETAIL)

    @Slot(object)
    def _show_picture(self, picture: Picture) -> None:
        if picture.id not in [item.id for item in self._items]:
            return
        size = picture.width, picture.height
        if self._is_beside:
            self.side_by_side.set_image(picture.id, picture.image, size)
        else:
            self.viewer.show_image(picture.image, size)
        self.pictured.emit()


def _to_be_shown(item: Item) -> Shown:
    source = item.result.source if item.result is not None else None
    size = (source.width or 0, source.height or 0) if source is not None else (0, 0)
    return Shown(item.id, item.title, item.short, QImage(), size)
