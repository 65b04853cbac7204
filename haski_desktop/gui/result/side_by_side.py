"""Two to four photos side by side, with one zoom and one place for all of them."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from haski_desktop.gui.basics.text import ElidedText
from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.result.viewer import MARGIN, Part, Viewer

MOST: Final = 4


class Shown(NamedTuple):
    """One of the photos.

    Attributes:
        key: What tells it from the others.
        name: What it is called.
        headline: What there is to say about it, in a line.
        image: Its pixels; null until :meth:`SideBySide.set_image` brings them.
        size: Width and height of the whole photo; the image may have fewer pixels.
        to_first: From pixels of the whole photo to those of the first one, so that what
            belongs together is seen at the same place; ``None`` to let it lie by itself.
    """

    key: int
    name: str
    headline: str
    image: QImage
    size: tuple[int, int]
    to_first: QTransform | None = None


class Pane(QFrame):
    """One photo below its name and headline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = -1
        self.is_current = False
        self.name = ElidedText(bold=True)
        self.headline = ElidedText(muted=True, size=0.92)
        self.viewer = Viewer()
        self.viewer.setMinimumSize(90, 60)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 1)
        layout.setSpacing(1)
        for text in (self.name, self.headline):
            text.setContentsMargins(10, 0, 10, 0)
            layout.addWidget(text)
        layout.addSpacing(5)
        layout.addWidget(self.viewer, 1)

    def say(self, name: str, headline: str) -> None:
        """Show other words."""
        self.name.setText(name)
        self.headline.setText(headline)
        self.viewer.name_photo(f"{name}, {headline}" if headline else name)

    def mark(self, *, on: bool) -> None:
        """Mark it as the one whose result is shown."""
        self.is_current = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().surface))
        painter.setPen(QColor(colours().border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.is_current:
            painter.fillRect(0, 0, self.width(), 3, QColor(colours().accent))


class SideBySide(QWidget):
    """Photos beside each other. Zoom and place of one are those of all.

    Attributes:
        chosen: The person has turned to a photo: its key.
        detail_wanted: They look so closely that more of a photo's pixels would show: its key.
    """

    chosen = Signal(int)
    detail_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes = tuple(Pane(self) for _ in range(MOST))
        self._shown: tuple[Shown, ...] = ()
        self._part = Part(0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for pane in self.panes:
            pane.hide()
            pane.viewer.moved.connect(partial(self._follow, pane))
            pane.viewer.focused.connect(partial(self._turn_to, pane))
            pane.viewer.detail_wanted.connect(partial(self._ask_for_detail, pane))
        self._set_texts()

    @property
    def keys(self) -> list[int]:
        """Of the photos that are shown."""
        return [shown.key for shown in self._shown]

    @property
    def current(self) -> Pane:
        """The photo to which the person has turned."""
        return next((pane for pane in self.panes if pane.is_current), self.panes[0])

    def show_photos(self, photos: Sequence[Shown]) -> None:
        """Show other photos, each as a whole.

        Raises:
            ValueError: There are not two to four.
        """
        if not 2 <= len(photos) <= MOST:
            raise ValueError("two to four photos stand side by side")
        self._shown = tuple(photos)
        self._part = Part(0)
        for pane, photo in zip(self.panes, photos, strict=False):
            pane.key = photo.key
            pane.say(photo.name, photo.headline)
            pane.viewer.show_loading()
            if not photo.image.isNull():
                self.set_image(photo.key, photo.image, photo.size)
        for place, pane in enumerate(self.panes):
            pane.setVisible(place < len(photos))
        self.mark(photos[0].key)
        self._arrange()

    def set_image(self, key: int, image: QImage, size: tuple[int, int]) -> None:
        """Bring the pixels of a photo, or more of them; what is seen stays the same."""
        first = self._shown[0]
        for place, photo in enumerate(self._shown):
            if photo.key != key:
                continue
            self._shown = (
                *self._shown[:place],
                photo._replace(image=image, size=size),
                *self._shown[place + 1 :],
            )
            frame = None if photo.to_first is None else first.size
            viewer = self.panes[place].viewer
            viewer.show_image(image, size, frame, photo.to_first)
            viewer.show_part(self._part)

    def say(self, key: int, name: str, headline: str) -> None:
        """Show other words above a photo."""
        for pane in self.panes[: len(self._shown)]:
            if pane.key == key:
                pane.say(name, headline)

    def mark(self, key: int) -> None:
        """Mark the photo whose result is shown elsewhere."""
        for pane in self.panes:
            pane.mark(on=pane.key == key)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colours().sunken))

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("Photos side by side"))

    def _arrange(self) -> None:
        """As many in a row as leave the photos the most room."""
        count = len(self._shown)
        if not count:
            return
        in_a_row = max(range(count, 0, -1), key=self._room)
        for place, pane in enumerate(self.panes[:count]):
            self._grid.addWidget(pane, place // in_a_row, place % in_a_row)
        for line in range(MOST):
            self._grid.setRowStretch(line, 1 if line * in_a_row < count else 0)
            self._grid.setColumnStretch(line, 1 if line < in_a_row else 0)

    def _room(self, in_a_row: int) -> float:
        """How much of the screen photos take up with so many in a row."""
        rows = -(-len(self._shown) // in_a_row)
        words = self.panes[0].minimumSizeHint().height() - self.panes[0].viewer.minimumHeight()
        width = max(self.width() / in_a_row - 2 * MARGIN, 1)
        height = max(self.height() / rows - words - 2 * MARGIN, 1)
        shapes = (photo.size[0] / photo.size[1] if all(photo.size) else 1 for photo in self._shown)
        return sum(min(width, height * shape) ** 2 / shape for shape in shapes)

    def _follow(self, pane: Pane, part: Part) -> None:
        """Show in all the others what is now seen in one."""
        self._part = part
        for other in self.panes[: len(self._shown)]:
            if other is not pane:
                other.viewer.show_part(part)

    def _turn_to(self, pane: Pane) -> None:
        if not pane.is_current:
            self.mark(pane.key)
            self.chosen.emit(pane.key)

    def _ask_for_detail(self, pane: Pane) -> None:
        self.detail_wanted.emit(pane.key)
