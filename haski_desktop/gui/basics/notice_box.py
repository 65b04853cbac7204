"""A box that says one thing about a photo or the program: icon, sentence, next step."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import Tone, colours


class IconMark(QWidget):
    """An icon in the colour of a state, as large as the text asks for."""

    def __init__(self, size: float = 1.6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._name = ""
        self._colour = ""
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def show_icon(self, name: str, colour: str = "") -> None:
        """Show another icon; without a colour, in that of muted text."""
        # Called while a box paints itself: a change alone may ask for another painting.
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            side = min(self.width(), self.height())
            square = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            icons.draw(painter, self._name, square, self._colour or colours().muted)


class QuietLine(QWidget):
    """One thing said quietly: an icon and muted text."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text(muted=True)
        mark = IconMark(1.1)
        mark.show_icon(icon)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Say something else; nothing is seen where there is nothing to say."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class NoticeBox(QFrame):
    """A box in the colours of a state. A striped edge marks what is made up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Callable[[], Tone] = lambda: colours().neutral
        self._icon = ""
        self._striped = False
        self._dashed = False
        self.mark = IconMark()
        self.title = Text(bold=True, size=1.1)
        self.text = Text()
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addSpacing(2)
        words.addLayout(self._buttons)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 14, 16, 14)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(words, 1)

    def say(  # noqa: PLR0913 - the last by keyword
        self,
        icon: str,
        tone: Callable[[], Tone],
        title: str,
        text: str = "",
        *,
        striped: bool = False,
        dashed: bool = False,
    ) -> None:
        """Show something else."""
        self._icon, self._tone, self._striped, self._dashed = icon, tone, striped, dashed
        margin = 26 if striped else 16
        self._layout.setContentsMargins(margin, 14, margin, 14)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def add_button(self, button: QPushButton) -> None:
        """Add what the person can do about it."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = self._tone()
        self.mark.show_icon(self._icon, tone.foreground)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        style = Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(tone.foreground), 1.5, style))
        painter.setBrush(QColor(tone.background))
        painter.drawRoundedRect(box, 10, 10)
        if self._striped:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(tone.foreground), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(
                QRectF(box.left() + 4, box.top() + 4, 12, box.height() - 8), 4, 4
            )
            painter.drawRoundedRect(
                QRectF(box.right() - 16, box.top() + 4, 12, box.height() - 8), 4, 4
            )
