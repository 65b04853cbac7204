"""A card with the answer to one question."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Prediction, SkinQuestionnaire
from haski_desktop.engine.labels import HEALTHY, HeadName
from haski_desktop.gui.basics.flow import FlowLayout
from haski_desktop.gui.basics.icons import STATUS_ICONS, icon
from haski_desktop.gui.basics.notice_box import IconMark
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import Tone, colours, tone_of
from haski_desktop.gui.result.badge import Badge
from haski_desktop.gui.result.bars import Bars
from haski_desktop.questionnaire.rule import sentence, spoke_for
from haski_desktop.results import answers, names, photo_advice
from haski_desktop.results.status import answer_status

ICONS = {"skin_type": "skin", "hair_type": "hair", "condition": "condition"}


class HeadCard(QFrame):
    """The answer in words, how sure it is, and a bar for each possible label.

    Attributes:
        chosen: The person has turned to it, with the pointer or the keyboard.
        questions_wanted: The person wants to answer the questions about their skin.
    """

    chosen = Signal()
    questions_wanted = Signal()

    def __init__(self, head: HeadName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self._prediction: Prediction | None = None
        self._demo = False
        self._told = False  # whether it shows what the person said, not what the photo does
        self._mark = IconMark(1.2)
        self._mark.show_icon(ICONS[head])
        self._eye = IconMark(1.2)
        self._eye.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text(muted=True, bold=True, wrap=False)
        self._badge = Badge()
        self.answer = Text(size=1.2, bold=True)
        self.sureness = Text(muted=True)
        self.bars = Bars()
        self.questions = QPushButton()
        self.questions.setVisible(head == "skin_type")
        self.questions.clicked.connect(self.questions_wanted)
        self.details = QPushButton(icon("details"), "")
        self.details.setProperty("link", True)
        self.details.setCheckable(True)
        # The bars of a condition are part of its answer, the others' are for the curious.
        self.details.setChecked(head == "condition")
        self.details.setVisible(head != "condition")
        self.details.toggled.connect(self.bars.setVisible)
        self._lay_out()
        self._set_texts()

    @property
    def tone(self) -> Tone:
        """The colours of the answer: a finding is never in the green of "nothing visible"."""
        if self._prediction is None:
            return colours().neutral
        if self._told:
            return colours().answer
        return colours().demo if self._demo else _tone(self._prediction)

    def show_prediction(
        self,
        prediction: Prediction,
        *,
        demo: bool = False,
        in_headline: bool = False,
        told: SkinQuestionnaire | None = None,
    ) -> None:
        """Show an answer.

        Args:
            prediction: The answer.
            demo: Whether it is made up.
            in_headline: Whether the headline says the same already.
            told: What the person's own answers about their skin give.
        """
        self._demo = demo
        self._prediction = prediction
        self._told = told is not None
        self._show_badge(prediction)
        self._title.setText(names.head_name(self._head))
        self._set_texts()
        answer, sureness = self._words(prediction, told)
        self.answer.setText(answer)
        self.sureness.setText(sureness)
        for text in (self.answer, self.sureness):
            text.setVisible(not in_headline)
        judged = prediction.decision != "not_assessable"
        self.details.setVisible(judged and self._head != "condition")
        self.bars.show_bars(answers.bars(self._head, prediction), self.tone)
        self.bars.setVisible(judged and self.details.isChecked())
        self.setAccessibleName(names.head_name(self._head))
        self.setAccessibleDescription(f"{self.answer.text()}. {self.sureness.text()}")
        self.update()

    def mark_looked_at(self, *, on: bool) -> None:
        """Mark the card as the one whose map lies over the photo."""
        self._eye.setVisible(on)
        self._eye.show_icon("overlay", colours().accent)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(QColor(colours().border), 1.2)
        if self.hasFocus() or not self._eye.isHidden():
            pen = QPen(QColor(colours().accent), 2)
        painter.setPen(pen)
        painter.setBrush(QColor(colours().surface))
        painter.drawRoundedRect(box, 12, 12)
        width = 8 if self._demo else 4
        edge = QRectF(box.left() + 5, box.top() + 12, width, box.height() - 24)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            edge.moveRight(box.right() - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        stripes = Qt.BrushStyle.BDiagPattern if self._demo else Qt.BrushStyle.SolidPattern
        painter.setBrush(QBrush(QColor(self.tone.foreground), stripes))
        painter.drawRoundedRect(edge, 2, 2)

    def _show_badge(self, prediction: Prediction) -> None:
        if self._told:
            words, icon_name = self.tr("Your answers"), "answered"
        elif self._demo:
            words, icon_name = names.demo_label(), "demo"
        else:
            words, icon_name = names.status_name(answer_status(prediction)), _icon(prediction)
        self._badge.show_state(words, icon_name, self.tone)
        # That a photo tells nothing the answer says itself.
        self._badge.setVisible(self._told or prediction.decision != "not_assessable")

    def _words(self, prediction: Prediction, told: SkinQuestionnaire | None) -> tuple[str, str]:
        """The answer, and how sure it is or why there is none."""
        if told:
            reasons = "; ".join(spoke_for(told))
            said = sentence(told), f"{reasons[:1].upper()}{reasons[1:]}."
        elif prediction.decision == "not_assessable":
            reason = photo_advice.reason(prediction.reason).sentence
            return answers.answer(self._head, prediction), reason
        else:
            said = (
                answers.answer(self._head, prediction),
                answers.certainty(self._head, prediction),
            )
        leaning = answers.tendency(prediction) if self._head == "skin_type" else ""
        return (said[0], f"{said[1]} {leaning}.") if leaning else said

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._mark)
        top.addWidget(self._title, 1)
        top.addWidget(self._eye)
        top.addWidget(self._badge)
        buttons = FlowLayout()
        buttons.addWidget(self.questions)
        buttons.addWidget(self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 14, 10)
        layout.setSpacing(4)
        layout.addLayout(top)
        for widget in (self.answer, self.sureness, self.bars):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def _set_texts(self) -> None:
        self.details.setText(self.tr("Details"))
        self.details.setAccessibleDescription(self.tr("A bar for each possible answer"))
        again = self.tr("Change your answers…")
        self.questions.setText(again if self._told else self.tr("Answer six questions…"))


def _is_all_clear(prediction: Prediction) -> bool:
    return prediction.decision == "confident" and prediction.label == HEALTHY


def _tone(prediction: Prediction) -> Tone:
    return colours().good if _is_all_clear(prediction) else tone_of(answer_status(prediction))


def _icon(prediction: Prediction) -> str:
    return "tick" if _is_all_clear(prediction) else STATUS_ICONS[answer_status(prediction)]
