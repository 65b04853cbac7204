"""A report from the window: what goes into it, where to, and its pages on a printer."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.errors import HaskiError, PhotoError
from haski_desktop.export import one as one_result
from haski_desktop.export.privacy import Names, named
from haski_desktop.files import write_atomically
from haski_desktop.gui.basics.icons import icon
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.dialogs.save_file import ask_for_file
from haski_desktop.gui.photos.images import PhotoContent
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.program.settings import Settings
from haski_desktop.report.file import ENDINGS, MAX_PAGES, laid_out, write_up
from haski_desktop.results.errors import explain
from haski_desktop.results.names import disclaimer
from haski_desktop.results.status import is_demo

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from haski_desktop.report.content import Entry, Report


Photos = Sequence[tuple[PhotoContent, Analysis | Failure]]


class Choices(NamedTuple):
    """What goes into a report.

    Attributes:
        photos: Whether the photos are shown.
        names: Whether their files' names are told.
        pages: Whether each photo gets a page of its own.
    """

    photos: bool
    names: bool
    pages: bool


class ReportDialog(QDialog):
    """Asks what goes into a report and where it goes to.

    Attributes:
        save_wanted: It is to be a file, of these :class:`Choices`.
        print_wanted: It is to be printed, of these :class:`Choices`.
    """

    save_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, parent: QWidget, count: int) -> None:
        """A report on ``count`` photos."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report"))
        self._is_long = count > MAX_PAGES
        self.photos = QCheckBox(self.tr("Show the &photos"))
        self.names = QCheckBox(self.tr("Tell the &names of the files"))
        self.pages = QCheckBox(self.tr("A pa&ge for each photo, too"))
        for box in (self.photos, self.names):
            box.setChecked(True)
        self.pages.setChecked(not self._is_long)
        self.pages.setEnabled(not self._is_long)
        self.pages.setVisible(count > 1)
        self.pages.toggled.connect(self._pages_toggled)
        self._pages_toggled(on=self.pages.isChecked())
        self.save = QPushButton(icon("export"), self.tr("&Save…"))
        self.print = QPushButton(icon("print"), self.tr("Prin&t…"))
        self.save.clicked.connect(lambda: self._done(self.save_wanted))
        self.print.clicked.connect(lambda: self._done(self.print_wanted))
        self._lay_out(count)

    def _lay_out(self, count: int) -> None:
        text = self.tr(
            "What the program says of %n photo(s), on paper that can be handed to a doctor, with "
            "room for notes.",
            "",
            count,
        )
        private = self.tr("Where a photo was taken, and with what, is never told.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        self.save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(Text(text))
        for widget in (self.pages, self.photos, self.names):
            layout.addWidget(widget)
        layout.addWidget(Text(f"{private} {disclaimer()}", muted=True))
        layout.addWidget(buttons)
        self.setMinimumWidth(28 * self.fontMetrics().height())

    def _pages_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's
        self.photos.setEnabled(on)

    def _done(self, wanted: SignalInstance) -> None:
        photos = self.photos.isChecked() and self.photos.isEnabled()
        choices = Choices(photos, self.names.isChecked(), self.pages.isChecked())
        self.accept()
        wanted.emit(choices)


class _Signals(QObject):
    """Runnables can't have signals of their own."""

    saved = Signal(str)
    composed = Signal(object)
    failed = Signal(str)


class _Compose(QRunnable):
    """Puts a report together and writes it, unless it is to be printed."""

    def __init__(
        self,
        photos: Photos,
        choices: Choices,
        decoded: PhotoCache,
        signals: _Signals,
        path: str = "",
    ) -> None:
        super().__init__()
        self._photos, self._choices = photos, choices
        self._decoded, self._signals, self._path = decoded, signals, path

    def run(self) -> None:
        try:
            entries = [self._entry(*photo) for photo in self._photos]
            report = write_up(entries, pages=self._choices.pages)
            if not self._path:
                self._signals.composed.emit(report)
                return
            write_atomically(self._path, laid_out(report, self._path))
        except HaskiError as error:
            self._signals.failed.emit(" ".join(explain(error)))
        else:
            self._signals.saved.emit(self._path)

    def _entry(self, photo: PhotoContent, result: Analysis | Failure) -> "Entry":
        from haski_desktop.report.content import Entry

        shown = named(result, Names.FILE if self._choices.names else Names.HASH)
        if isinstance(shown, Failure) or not self._choices.photos:
            return Entry(shown)
        try:
            return Entry.of(shown, self._decoded.load(photo).pixels)
        except PhotoError:
            return Entry(shown)  # it has gone since


class Reports(QObject):
    """Asks for a report's file or printer, and writes the report off the window's thread.

    Attributes:
        saved: The path of a file that was written.
        failed: Why a report could not be written.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, settings: Settings, decoded: PhotoCache, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._settings, self._decoded = parent, settings, decoded
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals = _Signals(self)
        self._signals.saved.connect(self.saved)
        self._signals.failed.connect(self.failed)
        self._signals.composed.connect(self._print)

    def ask(self, items: Sequence[Item]) -> None:
        """Ask what goes into a report on ``items``, and make it."""
        photos = [(item.photo, item.result) for item in items if item.result is not None]
        if not photos:
            return
        dialog = ReportDialog(self._window, len(photos))
        dialog.save_wanted.connect(lambda choices: self._save(photos, choices))
        dialog.print_wanted.connect(lambda choices: self._start(photos, choices))
        dialog.open()

    def wait(self) -> None:
        """Return once everything is written."""
        self._pool.waitForDone()

    def _save(self, photos: Photos, choices: Choices) -> None:
        start = os.path.join(self._settings.folder("export"), _file_name(photos, choices))
        formats = {ending[1:].upper(): ending for ending in ENDINGS}
        path = ask_for_file(self._window, self.tr("Save report"), start, formats)
        if path:
            self._settings.set_folder("export", os.path.dirname(path))
            self._start(photos, choices, path)

    def _start(self, photos: Photos, choices: Choices, path: str = "") -> None:
        self._pool.start(_Compose(photos, choices, self._decoded, self._signals, path))

    @Slot(object)
    def _print(self, report: "Report") -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from haski_desktop.report.pdf import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout())
        printer.setDocName(f"{report.title}, {report.date}")
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._draw(report, printer))
        QDialog.open(dialog)

    def _draw(self, report: "Report", printer: "QPrinter") -> None:
        from haski_desktop.report.pdf import draw

        try:
            draw(report, printer)
        except HaskiError as error:
            self.failed.emit(" ".join(explain(error)))


def _file_name(photos: Photos, choices: Choices) -> str:
    """A fitting name; it says so if any of the results is made up."""
    demo = "-DEMO" if any(is_demo(result) for _photo, result in photos) else ""
    if len(photos) > 1 or not choices.names:
        return f"haski-report{demo}{ENDINGS[0]}"
    stem = os.path.splitext(one_result.file_name(photos[0][1]))[0]
    return f"{stem}-report{ENDINGS[0]}"
