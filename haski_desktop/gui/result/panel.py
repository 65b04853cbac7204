"""What is known of the chosen photo."""

from functools import partial
from typing import Final, NamedTuple, get_args

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Analysis, Failure, IssueCode
from haski_desktop.engine.evidence import Evidence
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, SKIN_TYPE, HeadName
from haski_desktop.gui.basics.flow import FlowLayout
from haski_desktop.gui.basics.icons import STATUS_ICONS, icon
from haski_desktop.gui.basics.notice_box import NoticeBox, QuietLine
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours, theme, tone_of
from haski_desktop.gui.result.care_box import CareBox
from haski_desktop.gui.result.head_card import HeadCard
from haski_desktop.gui.result.own_card import OwnCard
from haski_desktop.results import names, observations, photo_advice, sentences
from haski_desktop.results.answers import answer_words
from haski_desktop.results.errors import explain
from haski_desktop.results.status import PhotoStatus, is_demo

# From what can be seen best to what is felt more than seen.
ORDER: Final[tuple[HeadName, ...]] = (CONDITION.name, HAIR_TYPE.name, SKIN_TYPE.name)


class _Shown(NamedTuple):
    name: str
    status: PhotoStatus
    result: Analysis | Failure | None
    evidence: Evidence | None


class ResultsPanel(QScrollArea):
    """One headline, what can be done, and a card for each question; or why there is no answer.

    Attributes:
        again_wanted: The person wants the photo analysed again.
        copy_wanted: The person wants the result as text.
        report_wanted: The person wants a report to hand on.
        page_wanted: The person wants to read the page of a condition: its key.
        questions_wanted: The person wants to answer the questions about their skin.
        shown: Another result is shown.
        head_chosen: The person has turned to another card.
    """

    again_wanted = Signal()
    copy_wanted = Signal()
    report_wanted = Signal()
    page_wanted = Signal(str)
    questions_wanted = Signal()
    shown = Signal()
    head_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: _Shown | None = None
        self._head: HeadName | None = None  # of the card that the person chose
        self.name = Text(bold=True)
        self.details = Text(muted=True, size=0.92)
        self.demo = NoticeBox()
        self.state = NoticeBox()
        self.again = QPushButton()
        self.state.add_button(self.again)
        self.headline = Text(size=1.45, bold=True)
        self.certainty = Text(muted=True)
        self.care = CareBox()
        self.cards = {head: HeadCard(head) for head in ORDER}
        self.own = OwnCard()
        # A skin type has its card all the same: for the questions that need no photo.
        self.not_judged = {head: QuietLine("not-assessable") for head in ORDER[:2]}
        self.quality = [QuietLine("info") for _ in get_args(IssueCode)]
        self.note = Text(muted=True)
        self.copy = QPushButton(icon("copy"), "")
        self.report = QPushButton(icon("report"), "")
        self.model = Text(muted=True, size=0.85)
        self._page = QWidget()
        self._lay_out()
        self._connect()
        self.setWidget(self._page)
        self._set_texts()
        self.show_nothing()

    @property
    def result(self) -> Analysis | Failure | None:
        """What is shown."""
        return self._shown.result if self._shown else None

    @property
    def evidence(self) -> Evidence | None:
        """What the analysis that is shown rests on, if that is known."""
        return self._shown.evidence if self._shown else None

    @property
    def head(self) -> HeadName:
        """The question that the person chose; until they do, the one with the best answer."""
        if self._head is not None:
            return self._head
        result = self.result
        if not isinstance(result, Analysis):
            return ORDER[0]
        ranks = {"confident": 0, "uncertain": 1, "not_assessable": 2}
        return min(ORDER, key=lambda name: ranks[result.predictions[name].decision])

    def mark_head(self, head: HeadName | None) -> None:
        """Mark the card whose map lies over the photo."""
        for name, card in self.cards.items():
            card.mark_looked_at(on=name == head)

    def show_result(
        self,
        name: str,
        status: PhotoStatus,
        result: Analysis | Failure | None,
        evidence: Evidence | None = None,
    ) -> None:
        """Show a photo's result, or what state it is in while there is none."""
        self._shown = _Shown(name, status, result, evidence)
        self._page.show()
        self.name.setText(name)
        self._show_state(status, result)
        self._show_answers(result)
        self._show_details(result)
        self.demo.setVisible(is_demo(result))
        self.demo.say("demo", lambda: colours().demo, *sentences.demo_notice(), striped=True)
        self.setAccessibleDescription(
            sentences.short_answer(result) if result else names.status_name(status)
        )
        self.verticalScrollBar().setValue(0)
        self.shown.emit()

    def show_nothing(self) -> None:
        """Show that no photo is chosen."""
        self._shown = None
        self._page.hide()
        self.setAccessibleDescription("")
        self.shown.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
            self._show_again()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._page.setObjectName("page")
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        head, said = QVBoxLayout(), QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name)
        head.addWidget(self.details)
        said.setSpacing(4)
        said.addWidget(self.headline)
        said.addWidget(self.certainty)
        layout.addLayout(head)
        layout.addWidget(self.demo)
        layout.addWidget(self.state)
        layout.addLayout(said)
        layout.addWidget(self.care)
        lines = (*self.not_judged.values(), *self.quality)
        for widget in (*self.cards.values(), self.own, *lines, self.note):
            layout.addWidget(widget)
        foot = FlowLayout()
        foot.addWidget(self.copy)
        foot.addWidget(self.report)
        layout.addLayout(foot)
        layout.addWidget(self.model)
        layout.addStretch()

    def _connect(self) -> None:
        self.again.clicked.connect(self.again_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.report.clicked.connect(self.report_wanted)
        self.care.page_wanted.connect(self.page_wanted)
        for name, card in self.cards.items():
            card.chosen.connect(partial(self._choose, name))
            card.questions_wanted.connect(self.questions_wanted)
        theme().changed.connect(self._show_again)

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("Result"))
        self.again.setText(self.tr("Analyse again"))
        self.copy.setText(self.tr("Copy as text"))
        self.report.setText(self.tr("Report…"))

    def _show_again(self) -> None:
        if self._shown:
            self.show_result(*self._shown)

    def _choose(self, head: HeadName) -> None:
        self._head = head
        self.head_chosen.emit()

    def _show_answers(self, result: Analysis | Failure | None) -> None:
        answered = result if isinstance(result, Analysis) and result.in_scope else None
        for widget in (self.headline, self.certainty, self.care):
            widget.setVisible(answered is not None)
        self.copy.setVisible(result is not None)
        self.report.setVisible(result is not None)
        if answered is not None:
            title, certainty = sentences.headline(answered)
            self.headline.setText(title)
            self.certainty.setText(certainty)
            self.care.show_care(answered)
        for head in ORDER:
            self._show_question(head, answered)
        self.own.show_answer(result.own_question if isinstance(result, Analysis) else None)
        advice = observations.quality_advice(result) if isinstance(result, Analysis) else []
        for place, line in enumerate(self.quality):
            line.say(advice[place] if place < len(advice) else "")

    def _show_question(self, head: HeadName, result: Analysis | None) -> None:
        """Show a card for a question, or a line that says why it can't be judged."""
        card, line = self.cards[head], self.not_judged.get(head)
        if line is not None:
            line.say("")
        card.setVisible(result is not None)
        if result is None:
            return
        prediction = result.predictions[head]
        if prediction.decision == "not_assessable" and line is not None:
            card.hide()
            line.say(photo_advice.not_judged(head, prediction.reason))
            return
        said = head == "condition" and bool(answer_words(head, prediction))
        told = result.skin_questionnaire if head == "skin_type" else None
        card.show_prediction(prediction, demo=is_demo(result), in_headline=said, told=told)

    def _show_state(self, status: PhotoStatus, result: Analysis | Failure | None) -> None:
        self.state.setVisible(not isinstance(result, Analysis) or not result.in_scope)
        self.again.setVisible(status in (PhotoStatus.ERROR, PhotoStatus.CANCELLED))
        if isinstance(result, Failure):
            title, text = explain(result.error)
        elif status is PhotoStatus.OUT_OF_SCOPE:
            title, text = sentences.out_of_scope_notice()
        elif status is PhotoStatus.CANCELLED:
            title = names.status_name(status)
            text = self.tr("The analysis was cancelled before this photo's turn came.")
        else:
            title, text = self.tr("Waiting to be analysed…"), ""
        self.state.say(
            STATUS_ICONS[status],
            lambda: tone_of(status),
            title,
            text,
            dashed=status in (PhotoStatus.WAITING, PhotoStatus.CANCELLED),
        )

    def _show_details(self, result: Analysis | Failure | None) -> None:
        size = ""
        if result and result.source.width and result.source.height:
            size = f"{result.source.width} \u00d7 {result.source.height}"
        self.details.setText(size)
        self.details.setVisible(bool(size))
        model = notes = ""
        if isinstance(result, Analysis):
            model = self.tr("Model {version}").format(version=result.model_version)
            notes = " ".join(sentences.warnings(result))
        self.model.setText(model)
        self.note.setText(notes)
        self.note.setVisible(bool(notes))
