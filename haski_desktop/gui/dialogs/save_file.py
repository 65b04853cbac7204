"""Where a file goes to."""

import os
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from haski_desktop.results.text import visible


def ask_for_file(window: QWidget, title: str, start: str, formats: Mapping[str, str]) -> str:
    """Ask for a file to save to. The ending that is typed decides about the format.

    Args:
        window: Above which the dialog appears.
        title: What is saved.
        start: The folder and name that are proposed.
        formats: The name of each format and its ending, with the dot; the first is preferred.

    Returns:
        A path with one of the endings; empty if the person thought better of it.
    """
    filters = {f"{name} (*{ending})": ending for name, ending in formats.items()}
    path, chosen = QFileDialog.getSaveFileName(window, title, start, ";;".join(filters))
    if not path or ending_of(path) in formats.values():
        return path
    path += filters.get(chosen, next(iter(formats.values())))
    # The dialog asked about the name without the ending.
    if os.path.exists(path) and not _may_replace(window, title, path):
        return ""
    return path


def ending_of(path: str) -> str:
    """The ending of a path in small letters, with its dot."""
    return os.path.splitext(path)[1].lower()


def _may_replace(window: QWidget, title: str, path: str) -> bool:
    text = QCoreApplication.translate("SaveFile", "“{name}” exists already. Replace it?")
    question = text.format(name=visible(os.path.basename(path)))
    return QMessageBox.question(window, title, question) == QMessageBox.StandardButton.Yes
