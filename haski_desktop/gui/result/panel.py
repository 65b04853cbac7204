"""What is known of the chosen photo."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.gui.basics.icons import STATUS_ICONS
from haski_desktop.gui.basics.notice_box import NoticeBox
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours, tone_of
from haski_desktop.gui.result.head_card import HeadCard
from haski_desktop.results import names, sentences
from haski_desktop.results.errors import explain
from haski_desktop.results.status import PhotoStatus, is_demo


class ResultsPanel(QScrollArea):
    """One card for each question, or one box that says why there is no answer.

    Attributes:
        again_wanted: The person wants the photo analysed again.
        shown: Another result is shown.
        head_chosen: The person has turned to another card.
    """

    again_wanted = Signal()
    shown = Signal()
    head_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: tuple[str, PhotoStatus, Analysis | Failure | None] | None = None
        self.name = Text(size=1.15, bold=True)
        self.details = Text(muted=True)
        self.demo = NoticeBox()
        self.state = NoticeBox()
        self.again = QPushButton()
        self.again.clicked.connect(self.again_wanted)
        self.state.add_button(self.again)
        self.cards = {head.name: HeadCard(head.name) for head in HEADS}
        self._head: HeadName | None = None  # of the card that the person chose
        for name, card in self.cards.items():
            card.chosen.connect(partial(self._choose, name))
        self.note = Text(muted=True)
        page = self._page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name)
        head.addWidget(self.details)
        layout.addLayout(head)
        for widget in (self.demo, self.state, *self.cards.values(), self.note):
            layout.addWidget(widget)
        layout.addStretch()
        self.setWidget(page)
        self._set_texts()
        self.show_nothing()

    @property
    def result(self) -> Analysis | Failure | None:
        """What is shown."""
        return self._shown[2] if self._shown else None

    @property
    def head(self) -> HeadName:
        """The question that the person chose; until they do, the one with the best answer."""
        if self._head is not None:
            return self._head
        result = self.result
        if not isinstance(result, Analysis):
            return HEADS[0].name
        ranks = {"confident": 0, "uncertain": 1, "not_assessable": 2}
        return min(result.predictions, key=lambda name: ranks[result.predictions[name].decision])

    def as_text(self) -> str:
        """What the panel says, as plain text."""
        blocks = [[self.name.text(), self.details.text() if not self.details.isHidden() else ""]]
        boxes = [box for box in (self.demo, self.state) if not box.isHidden()]
        blocks += [[box.title.text(), box.text.text()] for box in boxes]
        blocks += [card.as_lines() for card in self.cards.values() if not card.isHidden()]
        blocks.append(["" if self.note.isHidden() else self.note.text(), names.disclaimer()])
        return "\n\n".join("\n".join(filter(None, lines)) for lines in blocks)

    def mark_head(self, head: HeadName | None) -> None:
        """Mark the card whose map lies over the photo."""
        for name, card in self.cards.items():
            card.mark_looked_at(on=name == head)

    def show_result(
        self, name: str, status: PhotoStatus, result: Analysis | Failure | None
    ) -> None:
        """Show a photo's result, or what state it is in while there is none."""
        self._shown = (name, status, result)
        self._page.show()
        self.name.setText(name)
        answered = isinstance(result, Analysis) and result.in_scope
        for head, card in self.cards.items():
            card.setVisible(answered)
            if isinstance(result, Analysis):
                card.show_prediction(result.predictions[head], demo=is_demo(result))
        self.demo.setVisible(is_demo(result))
        self.demo.say("demo", lambda: colours().demo, *sentences.demo_notice(), striped=True)
        self.state.setVisible(not answered)
        self.again.setVisible(status in (PhotoStatus.ERROR, PhotoStatus.CANCELLED))
        if not answered:
            self._say_state(status, result)
        self._show_details(result)
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

    def _choose(self, head: HeadName) -> None:
        self._head = head
        self.head_chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("Result"))
        self.again.setText(self.tr("Analyse again"))
        if self._shown:
            self.show_result(*self._shown)

    def _say_state(self, status: PhotoStatus, result: Analysis | Failure | None) -> None:
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
        parts = []
        if result and result.source.width and result.source.height:
            parts.append(f"{result.source.width} \u00d7 {result.source.height}")
        if isinstance(result, Analysis):
            parts.append(self.tr("Model {version}").format(version=result.model_version))
        self.details.setText(" · ".join(parts))
        self.details.setVisible(bool(parts))
        notes = " ".join(sentences.warnings(result)) if isinstance(result, Analysis) else ""
        self.note.setText(notes)
        self.note.setVisible(bool(notes))
