"""Results to a file: where, in which format, and what came of it."""

import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError
from haski_desktop.export import one as one_result
from haski_desktop.export.formats import (
    CSV,
    FORMATS,
    JSON,
    JSONL,
    SPREADSHEET_MARK,
    document,
    file_name,
    format_for,
)
from haski_desktop.files import write_atomically
from haski_desktop.gui.dialogs.save_file import ask_for_file, ending_of
from haski_desktop.gui.program.settings import Settings

Results = Sequence[Analysis | Failure]


class _Signals(QObject):
    """Runnables can't have signals of their own."""

    saved = Signal(str)
    failed = Signal(str)


class _Write(QRunnable):
    def __init__(self, path: str, results: Results, signals: _Signals) -> None:
        super().__init__()
        self._path, self._results, self._signals = path, results, signals

    def run(self) -> None:
        try:
            write_atomically(self._path, _content(self._path, self._results))
        except OutputError as error:
            self._signals.failed.emit(str(error))
        else:
            self._signals.saved.emit(self._path)


class Export(QObject):
    """Asks for a file and writes results to it, off the window's thread.

    Attributes:
        saved: The path of a file that was written.
        failed: Why a file could not be written.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._settings = parent, settings
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals = _Signals(self)
        self._signals.saved.connect(self.saved)
        self._signals.failed.connect(self.failed)

    def ask_and_save(self, results: Results) -> None:
        """Ask for a file, and write ``results`` to it in the format of its ending."""
        path = self._ask(results)
        if path:
            self._pool.start(_Write(path, results, self._signals))

    def wait(self) -> None:
        """Return once everything is written."""
        self._pool.waitForDone()

    def _ask(self, results: Results) -> str:
        """The path to save to; empty if the person thought better of it."""
        titles = {CSV: self.tr("Table (CSV)"), JSON: "JSON", JSONL: "JSON Lines"}
        single = len(results) == 1
        preferred = JSON if single else FORMATS[self._settings.export_ending]
        formats = sorted(titles, key=lambda format_: format_ is not preferred)
        name = one_result.file_name(results[0]) if single else file_name(results, preferred)
        start = os.path.join(self._settings.folder("export"), name)
        endings = {titles[format_]: f".{format_.name}" for format_ in formats}
        path = ask_for_file(self._window, self.tr("Export"), start, endings)
        if path:
            self._settings.set_folder("export", os.path.dirname(path))
            if not single:
                self._settings.export_ending = ending_of(path)
        return path


def _content(path: str, results: Results) -> bytes:
    format_ = format_for(path)
    if format_ is JSON and len(results) == 1:
        return one_result.one(results[0])
    # A table that a person saves is opened in a spreadsheet; a program's comes from ``haski``.
    mark = SPREADSHEET_MARK if format_ is CSV else b""
    return mark + document(results, format_)
