"""Six questions about a person's own skin, and the skin type that their answers give."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.engine.analysis import SkinQuestionnaire
from haski_desktop.gui.basics.text import Text, announce
from haski_desktop.questionnaire.items import ANSWER_NAMES, QUESTIONS, Answer, Item
from haski_desktop.questionnaire.rule import sentence, skin_type, spoke_for
from haski_desktop.results.names import disclaimer


class SkinQuestions(QDialog):
    """Asks, and says at once what the answers so far give.

    Attributes:
        answered: The person wants to keep a :class:`SkinQuestionnaire`.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget, known: Mapping[str, str] | None = None) -> None:
        """A form of questions.

        Args:
            parent: Above which it appears.
            known: Answers that were given before.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Your skin type"))
        self.groups = {item: QButtonGroup(self) for item in Item}
        self.skin_type = Text(bold=True, size=1.3)
        self.reasons = Text(muted=True)
        self._result: SkinQuestionnaire | None = None
        self._lay_out()
        for group in self.groups.values():
            group.buttonClicked.connect(self._answers_changed)
        for item, answer in (known or {}).items():
            self._button(Item(item), answer).setChecked(True)
        self._answers_changed()
        em = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.9
        self.resize(min(44 * em, room.width()), min(46 * em, room.height()))

    def accept(self) -> None:
        """Keep what the answers give."""
        if self._result is not None:
            self.answered.emit(self._result)
        super().accept()

    def _button(self, item: Item, answer: str) -> QRadioButton:
        buttons = self.groups[item].buttons()
        return cast("QRadioButton", next(b for b in buttons if b.property("answer") == answer))

    def _lay_out(self) -> None:
        intro = Text(
            self.tr(
                "A photo hardly shows how oily or dry skin is, and never how it feels. Think of "
                "an ordinary day of the last weeks, without make-up or cream."
            ),
            muted=True,
        )
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setSpacing(14)
        column.addWidget(intro)
        for item, question in QUESTIONS.items():
            column.addWidget(self._question(item, str(question)))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = QPushButton(self.tr("Keep this answer"))
        self.keep.setProperty("primary", True)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.skin_type)
        layout.addWidget(self.reasons)
        layout.addWidget(Text(disclaimer(), muted=True, size=0.92))
        layout.addWidget(buttons)

    def _question(self, item: Item, question: str) -> QFrame:
        box = QFrame()
        box.setObjectName("care")
        grid = QGridLayout(box)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setVerticalSpacing(6)
        grid.addWidget(Text(question, bold=True), 0, 0, 1, len(ANSWER_NAMES))
        for column, (answer, name) in enumerate(ANSWER_NAMES.items()):
            button = QRadioButton(str(name))
            button.setProperty("answer", answer)
            button.setAccessibleDescription(question)
            self.groups[item].addButton(button)
            grid.addWidget(button, 1, column)
            grid.setColumnStretch(column, 1)
        return box

    def _answers_changed(self) -> None:
        checked = {item: group.checkedButton() for item, group in self.groups.items()}
        answers: dict[Item, Answer] = {
            item: button.property("answer") for item, button in checked.items() if button
        }
        complete = len(answers) == len(Item)
        self.keep.setEnabled(complete)
        if not complete:
            self._result = None
            text = self.tr("%n question(s) left", "", len(Item) - len(answers))
            self.skin_type.setText(text)
            self.reasons.setText(" ")
            return
        self._result = skin_type(answers)
        self.skin_type.setText(sentence(self._result))
        reasons = "; ".join(spoke_for(self._result))
        self.reasons.setText(self.tr("What spoke for it: {reasons}.").format(reasons=reasons))
        announce(self, self.skin_type.text())
