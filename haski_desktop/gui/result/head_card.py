"""A card with the answer to one question."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Prediction
from haski_desktop.engine.labels import HeadName
from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours, tone_of
from haski_desktop.gui.result.badge import Badge
from haski_desktop.gui.result.bars import Bar, Bars
from haski_desktop.results import answers, names
from haski_desktop.results.status import PhotoStatus, answer_status

ICONS = {"skin_type": "skin", "hair_type": "hair", "condition": "condition"}


class HeadCard(QFrame):
    """The answer in words, how sure it is, and a bar for each possible label.

    Attributes:
        chosen: The person has turned to it, with the pointer or the keyboard.
    """

    chosen = Signal()

    def __init__(self, head: HeadName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self._prediction: Prediction | None = None
        self._demo = False
        self._mark = IconMark(1.2)
        self._mark.show_icon(ICONS[head])
        self._eye = IconMark(1.2)
        self._eye.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text(muted=True, bold=True, wrap=False)
        self._badge = Badge()
        self.answer = Text(size=1.3, bold=True)
        self.sureness = Text(muted=True)
        self.bars = Bars()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._mark)
        top.addWidget(self._title, 1)
        top.addWidget(self._eye)
        top.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 14, 12)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addSpacing(2)
        layout.addWidget(self.answer)
        layout.addWidget(self.sureness)
        layout.addSpacing(5)
        layout.addWidget(self.bars)

    def show_prediction(self, prediction: Prediction, *, demo: bool = False) -> None:
        """Show an answer, or a made-up one."""
        self._demo = demo
        self._prediction = prediction
        status = answer_status(prediction)
        self._badge.show_status(status, demo=demo)
        self._title.setText(names.head_name(self._head))
        self.answer.setText(answers.answer(self._head, prediction))
        self.sureness.setText(answers.certainty(self._head, prediction))
        self.bars.setVisible(status is not PhotoStatus.NOT_ASSESSABLE)
        # A label with exactly 0 had no training data: it is no possible answer.
        self.bars.show_bars(
            tuple(
                Bar(names.label_name(self._head, label), share, label in prediction.candidates)
                for label, share in prediction.probabilities.items()
                if share > 0
            ),
            status,
        )
        self.setAccessibleName(names.head_name(self._head))
        self.setAccessibleDescription(f"{self.answer.text()}. {self.sureness.text()}")
        self.update()

    def as_lines(self) -> list[str]:
        """What the card says, as lines of text."""
        lines = [f"{self._title.text()}: {self.answer.text()}", self.sureness.text()]
        if not self.bars.isHidden():
            lines.append(self.bars.accessibleName())
        return lines

    def mark_looked_at(self, *, on: bool) -> None:
        """Mark the card as the one whose map lies over the photo."""
        self._eye.setVisible(on)
        self._eye.show_icon("overlay", colours().accent)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        # A window that comes to the front, or a closed menu, gives it back unasked.
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.chosen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._prediction is None:
            return
        status = answer_status(self._prediction)
        tone = colours().demo if self._demo else tone_of(status)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        absent = status is PhotoStatus.NOT_ASSESSABLE
        style = Qt.PenStyle.DashLine if absent else Qt.PenStyle.SolidLine
        pen = QPen(QColor(colours().control if absent else colours().border), 1.2, style)
        if self.hasFocus() or not self._eye.isHidden():
            pen = QPen(QColor(colours().accent), 2, style)
        painter.setPen(pen)
        painter.setBrush(QColor(colours().window if absent else colours().surface))
        painter.drawRoundedRect(box, 12, 12)
        if absent:
            return
        width = 8 if self._demo else 4
        edge = QRectF(box.left() + 5, box.top() + 12, width, box.height() - 24)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            edge.moveRight(box.right() - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        stripes = Qt.BrushStyle.BDiagPattern if self._demo else Qt.BrushStyle.SolidPattern
        painter.setBrush(QBrush(QColor(tone.foreground), stripes))
        painter.drawRoundedRect(edge, 2, 2)
