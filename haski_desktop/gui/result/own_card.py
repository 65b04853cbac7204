"""A card with the answer to a question of the user's own."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import OwnAnswer
from haski_desktop.gui.basics.icons import STATUS_ICONS
from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import Tone, colours, tone_of
from haski_desktop.gui.result.badge import Badge
from haski_desktop.gui.result.bars import Bars
from haski_desktop.results import names
from haski_desktop.results.answers import Bar
from haski_desktop.results.own_question import own_note, own_words
from haski_desktop.results.status import PhotoStatus

# A model may have a thousand labels.
MOST_BARS: Final = 8


class OwnCard(QFrame):
    """The question's name, the answer, a bar for each likely label, how far to trust it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: OwnAnswer | None = None
        mark = IconMark(1.2)
        mark.show_icon("model")
        self._title = Text(muted=True, bold=True, wrap=False)
        self._badge = Badge()
        self.answer = Text(size=1.2, bold=True)
        self.bars = Bars()
        self.note = Text(muted=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(mark)
        top.addWidget(self._title, 1)
        top.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 14, 10)
        layout.setSpacing(4)
        layout.addLayout(top)
        for widget in (self.answer, self.bars, self.note):
            layout.addWidget(widget)

    def show_answer(self, own: OwnAnswer | None) -> None:
        """Show an answer; the card hides if there is none."""
        self._own = own
        self.setVisible(own is not None)
        if own is None:
            return
        status = PhotoStatus(own.decision)
        self._title.setText(own.question)
        self._badge.show_state(names.status_name(status), STATUS_ICONS[status], self._tone(own))
        self.answer.setText(own_words(own))
        self.note.setText(own_note(own))
        likely = sorted(own.probabilities.items(), key=lambda item: -item[1])[:MOST_BARS]
        bars = (Bar(label, share, (label,), label in own.candidates) for label, share in likely)
        self.bars.show_bars(tuple(bars), self._tone(own))
        self.setAccessibleName(own.question)
        self.setAccessibleDescription(f"{self.answer.text()}. {self.note.text()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._own is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colours().border), 1.2))
        painter.setBrush(QColor(colours().surface))
        painter.drawRoundedRect(box, 12, 12)
        edge = QRectF(box.left() + 5, box.top() + 12, 4, box.height() - 24)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            edge.moveRight(box.right() - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tone(self._own).foreground))
        painter.drawRoundedRect(edge, 2, 2)

    @staticmethod
    def _tone(own: OwnAnswer) -> Tone:
        return tone_of(PhotoStatus(own.decision))
