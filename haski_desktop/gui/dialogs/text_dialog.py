"""A window of text to read, beside the main window."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.gui.program.problems import LINES_KEPT, LogLines


class TextDialog(QDialog):
    """Shows a page of text. It blocks nothing and forgets itself when closed."""

    def __init__(
        self, title: str, parent: QWidget, *, copy: Callable[[], str] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.view = QTextBrowser()
        self.view.setAccessibleName(title)
        self.view.setOpenLinks(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        if copy is not None:
            button = QPushButton(self.tr("Copy"))
            button.clicked.connect(lambda: QGuiApplication.clipboard().setText(copy()))
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 16, 16, 12)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.view)
        self._layout.addWidget(buttons)
        em = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.9
        self.resize(min(38 * em, room.width()), min(34 * em, room.height()))


class LogDialog(TextDialog):
    """The log, line by line, as it grows."""

    def __init__(self, title: str, lines: LogLines, parent: QWidget) -> None:
        log = QPlainTextEdit("\n".join(lines.lines))
        super().__init__(title, parent, copy=log.toPlainText)
        log.setMaximumBlockCount(LINES_KEPT)
        log.setReadOnly(True)
        lines.news.line.connect(log.appendPlainText)
        log.setAccessibleName(title)
        log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._layout.replaceWidget(self.view, log)
        self.view.deleteLater()
        self.log = log


def heading(text: str) -> str:
    """A heading."""
    return f"<h2>{escape(text)}</h2>"


def paragraph(text: str) -> str:
    """A paragraph."""
    return f"<p style='line-height:135%'>{escape(text)}</p>"


def listing(items: list[tuple[str, str]]) -> str:
    """A list of terms and what is said of them."""
    # A term in letters of another direction would turn its line around.
    direction = "rtl" if QGuiApplication.isRightToLeft() else "ltr"
    rows = "".join(
        f"<li dir='{direction}' style='margin-bottom:6px'><b>{escape(term)}</b> {escape(text)}</li>"
        for term, text in items
    )
    return f"<ul dir='{direction}'>{rows}</ul>"


def table(rows: list[tuple[str, str]]) -> str:
    """Two columns."""
    cells = "".join(
        f"<tr><td style='padding:3px 24px 3px 0'>{escape(left)}</td>"
        f"<td style='padding:3px 0'>{escape(right)}</td></tr>"
        for left, right in rows
    )
    return f"<table>{cells}</table>"
