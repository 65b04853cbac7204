"""Whose history photos go into, and what is said of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.history.details import AreaBox, tags_of
from haski_desktop.history.records import Person, Said


class AddDialog(QDialog):
    """Asks for a person and, if wanted, for more.

    Attributes:
        wanted: Name of the person, and the :class:`Said`.
    """

    wanted = Signal(str, object)

    def __init__(self, count: int, people: Sequence[Person], last: str, parent: QWidget) -> None:
        """The question.

        Args:
            count: How many photos are to be added.
            people: Who is in the history.
            last: Whose history was added to last; empty if nobody's was.
            parent: Above which it appears.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add to the history"))
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.addItems([person.name for person in people])
        self.person.setCurrentText(last)
        edit = self.person.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Name of a person, known or new"))
        self.area = AreaBox(self.tr("as the photo shows"))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("Words with commas between them"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(4 * self.fontMetrics().height() + 22)
        self.add = QPushButton(self.tr("Add"))
        self.add.setProperty("primary", True)
        form = QFormLayout()
        for text, field in (
            (self.tr("Person"), self.person),
            (self.tr("Part of the body"), self.area),
            (self.tr("Tags"), self.tags),
            (self.tr("Note"), self.note),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("%n photo(s)", "", count), bold=True, size=1.2))
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        self.person.currentTextChanged.connect(self._name_changed)
        self._name_changed(last)
        self.person.setFocus()

    def accept(self) -> None:
        """Say what was chosen."""
        said = Said(
            area=self.area.area,
            note=self.note.toPlainText() or None,
            tags=tags_of(self.tags.text()),
        )
        self.wanted.emit(self.person.currentText().strip(), said)
        super().accept()

    def _name_changed(self, name: str) -> None:
        self.add.setEnabled(bool(name.strip()))
