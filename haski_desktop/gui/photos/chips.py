"""Filter chips: one for each answer and status that photos have, with their number."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from haski_desktop.gui.basics import icons
from haski_desktop.results.facets import Facet, facet_name, place_of, question_name
from haski_desktop.results.status import PhotoStatus

# Rows of chips that are shown before the person asks for all.
ROWS: Final = 3
GAP: Final = 6
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _Stop(QPushButton):
    """A button that leaves the arrow keys to its parent."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Chip(_Stop):
    """One facet, on or off."""

    def __init__(self, facet: Facet, parent: QWidget) -> None:
        super().__init__(parent)
        self.facet = facet
        self._count = -1
        self.setCheckable(True)
        self.setProperty("chip", True)
        if facet.question == "status":
            status = PhotoStatus(facet.value[0])
            self.setIcon(icons.icon(icons.STATUS_ICONS[status]))
        self.set_texts()

    def show_count(self, count: int) -> None:
        """Say how many photos have it."""
        if count != self._count:
            self._count = count
            self.set_texts()

    def set_texts(self) -> None:
        """Take the words from the language now in use."""
        name = facet_name(self.facet)
        if not self.facet.is_informative:
            name = f"{question_name(self.facet.question)}: {name}"
        photos = self.tr("%n photo(s)", "", max(0, self._count))
        self._name = name
        self.setAccessibleName(f"{name}, {photos}")
        self.setToolTip(self.accessibleName())
        side = round(self.fontMetrics().height() * 0.9)
        self.setIconSize(QSize(side, side))
        self._say(name)

    def fit(self, room: int) -> QSize:
        """Shorten the name to ``room`` pixels, if need be, but not the number; the size then."""
        self._say(self._name)
        size = self.sizeHint()
        if size.width() > room > 0:
            metrics = self.fontMetrics()
            left = metrics.horizontalAdvance(self._name) - (size.width() - room)
            self._say(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, left))
        return self.sizeHint()

    def _say(self, name: str) -> None:
        space = "" if self.icon().isNull() else " "
        self.setText(f"{space}{name}  {max(0, self._count)}".replace("&", "&&"))


class Chips(QWidget):
    """Chips in rows, as many as fit; all of them on demand. One stop for Tab, arrows within.

    Attributes:
        changed: The facets whose chips are now on.
    """

    changed = Signal(object)

    def __init__(self, before: QWidget) -> None:
        """No chips yet.

        Args:
            before: Where Tab comes from.
        """
        super().__init__()
        self._before = before
        self._chips: dict[Facet, Chip] = {}
        self._counts: Mapping[Facet, int] = {}
        self._stops: list[_Stop] = []
        self._limit = ROWS
        self._is_open = False
        self._more = _Stop(self)
        self._more.setProperty("link", True)
        self._more.clicked.connect(self._toggle)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._set_texts()

    @property
    def on(self) -> frozenset[Facet]:
        """The facets whose chips are on."""
        return frozenset(facet for facet, chip in self._chips.items() if chip.isChecked())

    @property
    def shown(self) -> list[Chip]:
        """The chips that can be seen, in their order."""
        return [stop for stop in self._stops if isinstance(stop, Chip)]

    def show_counts(self, counts: Mapping[Facet, int], *, is_choice: bool) -> None:
        """Show a chip for each facet of a status or answer that any photo has.

        Args:
            counts: How many photos have a facet; it is looked at later, too.
            is_choice: Whether there is more than one photo, so that chips are of use.
        """
        self._counts = counts
        on = self.on
        wanted = {
            facet
            for facet, count in counts.items()
            if facet in on or (is_choice and count > 0 and facet.is_informative)
        }
        for facet in self._chips.keys() - wanted:
            self._chips.pop(facet).deleteLater()
        for facet in wanted:
            self._chip(facet)
        self._place()

    def limit_rows(self, limit: int) -> None:
        """Show no more rows than these before the person asks for all."""
        if limit != self._limit:
            self._limit = limit
            self._place()

    def turn_on(self, facets: frozenset[Facet]) -> None:
        """Turn on the chips of these facets, and no others."""
        if facets == self.on:
            return
        for facet in facets:
            self._chip(facet)
        for facet, chip in self._chips.items():
            chip.setChecked(facet in facets)
        self._place()
        self.changed.emit(self.on)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, which a chip does not take itself, go to its neighbours."""
        step = _STEPS.get(Qt.Key(event.key()))
        stops, focus = self._stops, self.focusWidget()
        if step is None or not isinstance(focus, _Stop) or focus not in stops:
            super().keyPressEvent(event)
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._is_mirrored:
            step = -step
        place = stops.index(focus) + step
        if 0 <= place < len(stops):
            self._make_one_stop(stops[place])
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _chip(self, facet: Facet) -> Chip:
        chip = self._chips.get(facet)
        if chip is None:
            chip = self._chips[facet] = Chip(facet, self)
            chip.clicked.connect(self._clicked)
        chip.show_count(self._counts.get(facet, 0))
        return chip

    def _clicked(self) -> None:
        self.changed.emit(self.on)

    def _ordered(self) -> list[Chip]:
        return sorted(self._chips.values(), key=lambda chip: place_of(chip.facet))

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._place()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("Show only"))
        for chip in self._chips.values():
            chip.set_texts()
        self._place()

    def _place(self) -> None:
        """Put the chips into rows; without room for all, those that are on and the first."""
        chips, room = self._ordered(), self.width()
        self._more.setText(self.tr("Fewer") if self._is_open else self.tr("More…"))
        sizes: dict[_Stop, QSize] = {chip: chip.fit(room) for chip in chips}
        sizes[self._more] = self._more.sizeHint()
        rows = _packed(chips, sizes, room)
        if len(rows) > self._limit:
            left = room - sizes[self._more].width() - GAP
            last = len(rows) if self._is_open else self._limit
            on_first = sorted(chips, key=lambda chip: not chip.isChecked())
            rows = _packed(chips if self._is_open else on_first, sizes, room, (last, left))
            rows = [sorted(row, key=chips.index) for row in rows[:last]]  # type: ignore[arg-type]
            rows[-1].append(self._more)
        top = 0
        for row in rows:
            left = 0
            for button in row:
                size = sizes[button]
                box = QRect(left, top, min(size.width(), room), size.height())
                button.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))
                left += size.width() + GAP
            top += max(sizes[button].height() for button in row) + GAP
        self._stops = [button for row in rows for button in row]
        for button in sizes:
            button.setVisible(button in self._stops)
        self.setFixedHeight(max(0, top - GAP))
        self.setVisible(bool(rows))
        self._make_one_stop(self.focusWidget())
        for before, after in pairwise([self._before, *self._stops]):
            QWidget.setTabOrder(before, after)

    def _make_one_stop(self, current: QWidget | None) -> None:
        """Let Tab stop once: at ``current``, or at the first chip."""
        stop = current if current in self._stops else next(iter(self._stops), None)
        for button in self._stops:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)


def _packed(
    buttons: Sequence[_Stop],
    sizes: Mapping[_Stop, QSize],
    room: int,
    shorter: tuple[int, int] = (0, 0),
) -> list[list[_Stop]]:
    """Buttons in rows, each in the first one that has room for it.

    Args:
        buttons: In order of importance.
        sizes: Of each button.
        room: Width of a row.
        shorter: A row, counted from 1, that has another width, and that width.
    """
    rows: list[list[_Stop]] = []
    lefts: list[int] = []
    for button in buttons:
        width = sizes[button].width()
        place = next((i for i, left in enumerate(lefts) if left >= width), len(rows))
        if place == len(rows):
            rows.append([])
            lefts.append(shorter[1] if len(rows) == shorter[0] else room)
        rows[place].append(button)
        lefts[place] -= width + GAP
    return rows
