"""What a person sees of an unexpected error."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget


class ProblemDialog(QMessageBox):
    """A sentence, a next step, and the details for who can read them."""

    def __init__(self, line: str, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setText(self.tr("Something unexpected went wrong."))
        step = self.tr(
            "You can go on. If it happens again, start the program anew, and send the details "
            "to its developers if you like. Nothing was sent by itself."
        )
        self.setInformativeText(f"{step}\n\n{line[:300]}")
        self.setDetailedText(details)
        copy = self.addButton(self.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        # An action's button would close the box; copying is no reason to.
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        self.addButton(QMessageBox.StandardButton.Close)
