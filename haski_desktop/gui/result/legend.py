"""Below the photo while something lies over it: what that is, and how strong."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from haski_desktop.gui.basics.flow import FlowLayout
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.result.heat import STOPS
from haski_desktop.gui.result.marks import STYLES, Layer, paint_shape

# In percent; something of what is chosen can always be seen.
WEAKEST: Final = 20
STRONGEST: Final = 100


class Entry(NamedTuple):
    """One layer in the legend.

    Attributes:
        layer: Which.
        text: What it is, or why there is nothing of it.
        there: Whether there is something of it.
    """

    layer: Layer
    text: str
    there: bool


class _Ramp(QWidget):
    """The colours of the map from little to much."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(6 * line, round(0.75 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ends = (box.topRight(), box.topLeft()) if mirrored else (box.topLeft(), box.topRight())
        gradient = QLinearGradient(*ends)
        for place, name in enumerate(STOPS):
            gradient.setColorAt(place / (len(STOPS) - 1), QColor(name))
        painter.setPen(QPen(QColor(colours().control), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(box, 4, 4)


class _Swatch(QWidget):
    """A little of a layer, drawn as over the photo."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self._layer = layer
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(1.9 * line), round(1.15 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#8C7163"))  # neither light nor dark, as a photo's skin
        painter.drawRoundedRect(whole, 3, 3)
        path = QPainterPath()
        box = whole.adjusted(3, 3, -3, -3)
        if self._layer is Layer.FACE:
            path.addEllipse(box)
        else:
            path.addRect(box)
        paint_shape(painter, path, STYLES[self._layer])


class _Line(QWidget):
    """One entry: swatch and words."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.text = Text(wrap=False, size=0.95)
        self._swatch = _Swatch(layer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(7)
        row.addWidget(self._swatch)
        row.addWidget(self.text)

    def say(self, entry: Entry) -> None:
        self._swatch.setVisible(entry.there)
        self.text.setText(entry.text)
        self.text.setProperty("role", "" if entry.there else "muted")
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.updateGeometry()


class Legend(QFrame):
    """What lies over the photo, with a control of its strength; or why there is nothing.

    Attributes:
        strength_chosen: The person wants it weaker or stronger: percent.
    """

    strength_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._less = Text(wrap=False)
        self._more = Text(wrap=False)
        self.sentence = Text(muted=True)
        self.lines = {layer: _Line(layer) for layer in STYLES}
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(WEAKEST, STRONGEST)
        self.strength.setSingleStep(5)
        self.strength.setPageStep(20)
        self.strength.setValue(STRONGEST)
        self.strength.valueChanged.connect(self.strength_chosen)
        self._strength_name = Text(muted=True, wrap=False, size=0.95)
        self._scale = QWidget()
        self._fader = QWidget()
        self._lay_out()
        self.hide()
        self._set_texts()

    def _lay_out(self) -> None:
        _put_in_row(self._scale, self._less, _Ramp(), self._more)
        _put_in_row(self._fader, self._strength_name, self.strength)
        self.strength.setFixedWidth(7 * self.fontMetrics().height())
        entries = FlowLayout(gap=12)
        for widget in (*self.lines.values(), self._scale, self._fader):
            entries.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(4)
        layout.addLayout(entries)
        layout.addWidget(self.sentence)

    def say(self, entries: Iterable[Entry]) -> None:
        """Explain what lies over the photo; without entries nothing is seen of the legend."""
        said = {entry.layer: entry for entry in entries}
        for layer, line in self.lines.items():
            line.setVisible(layer in said)
            if layer in said:
                line.say(said[layer])
        about_map = said.get(Layer.MAP)
        self._scale.setVisible(about_map is not None and about_map.there)
        self.sentence.setText(about_map.text if about_map else "")
        self.sentence.setVisible(about_map is not None)
        self._fader.setVisible(any(entry.there for entry in said.values()))
        self.setAccessibleName(". ".join(entry.text.rstrip(".") for entry in said.values()))
        self.setVisible(bool(said))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self._less.setText(self.tr("less"))
        self._more.setText(self.tr("more"))
        self._strength_name.setText(self.tr("Strength"))
        self.strength.setAccessibleName(self.tr("Strength of what lies over the photo"))


def _put_in_row(box: QWidget, *widgets: QWidget) -> None:
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
