"""What each action does. The table in ``actions.py`` names these methods."""

import os
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

from msgspec import structs
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QMessageBox, QPushButton

from haski_desktop.engine.analysis import Analysis, SkinQuestionnaire
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.export import one as export_json
from haski_desktop.gui.basics.theme import Mode, theme
from haski_desktop.gui.dialogs import pages
from haski_desktop.gui.dialogs.export import Export
from haski_desktop.gui.dialogs.report import Reports
from haski_desktop.gui.dialogs.skin_questions import SkinQuestions
from haski_desktop.gui.dialogs.summary import SummaryDialog
from haski_desktop.gui.dialogs.text_dialog import LogDialog, TextDialog
from haski_desktop.gui.history.window import HistoryWindow
from haski_desktop.gui.photos import images
from haski_desktop.gui.photos.dropped import DroppedData
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.program.file_manager import show_in_folder
from haski_desktop.gui.result.marks import Layer
from haski_desktop.paths import bundled, history
from haski_desktop.results import sentences
from haski_desktop.results.facets import Facet
from haski_desktop.results.text import visible

if TYPE_CHECKING:
    from haski_desktop.gui.main_window import MainWindow

SAMPLE = "resources/sample.jpg"


class ModelChange(TypedDict, total=False):
    """Fields of a :class:`~haski_desktop.gui.work.messages.ModelRequest`."""

    path: str | None
    runtime: RuntimeChoice
    threads: int | None


class Commands(QObject):
    """The methods behind menus, toolbar and buttons."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._settings = window.settings
        self._pasted = 0
        self._exported = ""
        self._history: HistoryWindow | None = None
        self.export = Export(window.settings, window)
        self.export.saved.connect(self._saved)
        self.export.failed.connect(self._not_saved)
        self.reports = Reports(window.settings, window.session.decoded, window)
        self.reports.saved.connect(self._saved)
        self.reports.failed.connect(self._not_saved)

    def open_photos(self) -> None:
        """Choose photos and add them."""
        from haski_desktop.engine.photo import SUFFIXES

        endings = (f"*{ending}" for suffix in SUFFIXES for ending in (suffix, suffix.upper()))
        patterns = " ".join(sorted(endings))
        photos, everything = self.tr("Photos"), self.tr("All files")
        filters = f"{photos} ({patterns});;{everything} (*)"
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open photos"), self._settings.folder("open"), filters
        )
        if paths:
            self._settings.set_folder("open", os.path.dirname(paths[0]))
            self.open_paths(paths)

    def open_folder(self) -> None:
        """Choose a folder and add its photos."""
        path = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open folder"), self._settings.folder("open")
        )
        if path:
            self._settings.set_folder("open", path)
            self.open_paths([path])

    def open_paths(self, paths: list[str]) -> None:
        """Add files and folders."""
        files = [os.path.abspath(p) for p in paths if os.path.isfile(p)]
        # A folder ends in a separator, so that a list can tell it without asking the disk.
        folders = [os.path.join(os.path.abspath(p), "") for p in paths if os.path.isdir(p)]
        self._settings.add_recent([*files, *folders])
        if self._session.would_replace_batch(paths):
            self._ask_about_last_batch(paths)
        else:
            self._session.add_paths(paths)

    def watch_folder(self, on: bool) -> None:  # noqa: FBT001 - the action's
        """Choose a folder, and analyse what arrives there; or stop that."""
        watcher, path = self._window.watcher, ""
        if on:
            path = QFileDialog.getExistingDirectory(
                self._window, self.tr("Watch folder"), self._settings.folder("watch")
            )
        if path:
            self._settings.set_folder("watch", path)
            watcher.start(path)
        elif not on:
            watcher.stop()
        self._window.refresh()  # the action's mark

    def continue_batch(self) -> None:
        """Go on with the last batch of folders."""
        self._session.continue_batch()

    def open_sample(self) -> None:
        """Add the sample photo."""
        self._session.add_paths([str(bundled(SAMPLE))])

    def fill_recent(self, menu: QMenu) -> None:
        """Make the menu of the photos opened last."""
        menu.clear()
        for path in self._settings.recent:
            text = visible(path).replace("&", "&&")  # or it would underline the next letter
            menu.addAction(text, partial(self.open_paths, [path]))
        menu.addSeparator()
        clear = menu.addAction(self.tr("Clear this list"), self._clear_recent)
        clear.setEnabled(bool(self._settings.recent))

    def _clear_recent(self) -> None:
        self._settings.clear_recent()
        self._window.offer_recent()

    def paste(self) -> None:
        """Add what is on the clipboard."""
        self.take(DroppedData.of(QGuiApplication.clipboard().mimeData()))

    def take(self, data: DroppedData) -> None:
        """Add what was dropped or pasted, or say why not."""
        self._window.toast.hide()  # what an earlier try lacked no longer matters
        if data.paths:
            self.open_paths(list(data.paths))
        elif data.picture is not None:
            self._pasted += 1
            name = self.tr("Picture {number}").format(number=self._pasted)
            self._session.add_picture(images.encode(data.picture), name)
        elif data.is_link:
            self._window.toast.show_message(
                self.tr("That is only a link to a picture."),
                self.tr("Nothing is fetched from the internet. Save the picture, then open it."),
                good=False,
            )
        else:
            self._window.toast.show_message(
                self.tr("There is no photo in it."),
                self.tr("Copy a picture or a photo's file, then paste again."),
                good=False,
            )

    def export_selected(self) -> None:
        """Save the results of the marked photos."""
        self._save(self._window.selected())

    def export_shown(self) -> None:
        """Save the results of the photos that the filter lets through."""
        self._save(self._window.photos.shown())

    def export_all(self) -> None:
        """Save all results."""
        self._save(self._session.photos.items)

    def report_selected(self) -> None:
        """Write a report on the marked photos."""
        self.reports.ask(self._window.selected())

    def show_export(self) -> None:
        """Open the folder of the file that was saved last."""
        if self._exported:
            show_in_folder(self._exported)

    def copy_text(self) -> None:
        """Copy what the screen says of the shown photo."""
        item = self._window.current()
        if item is not None and item.result is not None:
            QGuiApplication.clipboard().setText(sentences.as_text(item.name, item.result))
            self._window.toast.show_message(self.tr("The result was copied."), good=True)

    def copy_json(self) -> None:
        """Copy the shown photo's result."""
        item = self._window.current()
        if item is not None and item.result is not None:
            QGuiApplication.clipboard().setText(export_json.one(item.result).decode())
            self._window.toast.show_message(self.tr("The result was copied as JSON."), good=True)

    def show_history(self) -> None:
        """Show the history's window."""
        window = self._history
        if window is None:
            self._history = window = HistoryWindow(history(), self._window)
            window.open_wanted.connect(self.open_paths)
        window.show()
        window.activateWindow()

    def add_to_history(self) -> None:
        """Add the marked photos to a person's history."""
        items = self._window.selected()
        photos = [(i.photo, i.result) for i in items if isinstance(i.result, Analysis)]
        self.show_history()
        if self._history is not None:
            self._history.add(photos)

    def stop_history(self) -> None:
        """Let go of the history, once what was ordered there is done."""
        window, self._history = self._history, None
        if window is not None:
            window.close()
            window.stop()
            window.deleteLater()

    @property
    def has_exported(self) -> bool:
        """Whether a file was saved."""
        return bool(self._exported)

    def copy_picture(self) -> None:
        """Copy the shown photo's pixels."""
        QGuiApplication.clipboard().setImage(self._window.centre.picture)
        self._window.toast.show_message(self.tr("The picture was copied."), good=True)

    def analyze_again(self) -> None:
        """Analyse the marked photos once more."""
        self._session.analyze_again(self._window.selected())

    def remove(self) -> None:
        """Take the marked photos off the list."""
        self._session.remove(self._window.selected())

    def undo_remove(self) -> None:
        """Bring back what was removed last."""
        self._session.undo_remove()

    def clear(self) -> None:
        """Take all photos off the list."""
        self._session.clear()

    def find(self) -> None:
        """Go to the search field."""
        self._window.focus_search()

    def show_list(self, on: bool) -> None:  # noqa: FBT001 - the action's
        """Show or hide the list of photos."""
        self._window.workspace.show_list(on=on)
        if on:
            self._window.photos.view.setFocus()

    def show_grid(self, on: bool) -> None:  # noqa: FBT001 - the action's
        """Show the list as a grid of thumbnails, or as rows."""
        self._settings.grid = on
        self._window.photos.show_grid(on=on)
        self._window.actions_table["grid"].setChecked(on)

    def show_photo_folder(self) -> None:
        """Open the folder of the shown photo."""
        item = self._window.current()
        if item is not None and isinstance(item.photo, str):
            show_in_folder(item.photo)

    def show_layer(self, layer: str, on: bool) -> None:  # noqa: FBT001 - the action's
        """Show over the photo what the program saw, or where the model looked; or not."""
        self._window.overlay.show(Layer(layer), on=on)
        self._settings.layers = sorted(self._window.overlay.shown)

    def keep_strength(self, percent: int) -> None:
        """Remember how strong what lies over the photo is."""
        self._settings.strength = percent

    def zoom_in(self) -> None:
        """Make the photo larger."""
        self._window.centre.active.zoom_in()

    def zoom_out(self) -> None:
        """Make the photo smaller."""
        self._window.centre.active.zoom_out()

    def zoom_fit(self) -> None:
        """Show the whole photo."""
        self._window.centre.active.zoom_to_fit()

    def zoom_pixels(self) -> None:
        """Show each pixel of the photo as one of the screen's."""
        self._window.centre.active.zoom_to_pixels()

    def set_theme(self, mode: str) -> None:
        """Use light or dark colours."""
        self._settings.theme = cast("Mode", mode)
        theme().set_mode(cast("Mode", mode))

    def set_language(self, language: str) -> None:
        """Use another language."""
        self._settings.language = language
        self._window.use_language(language)
        if self._history is not None:  # made anew, in the other language
            is_shown = self._history.isVisible()
            self.stop_history()
            if is_shown:
                self.show_history()

    def choose_model(self) -> None:
        """Choose the folder of a model bundle."""
        path = QFileDialog.getExistingDirectory(
            self._window, self.tr("Choose a model bundle"), self._settings.folder("model")
        )
        if path:
            self._settings.set_folder("model", path)
            self._change_model(path=path)

    def choose_model_file(self) -> None:
        """Choose a model's zip file, or a single network file."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Choose a model file"),
            self._settings.folder("model"),
            self.tr("Models") + " (*.zip *.tflite *.onnx)",
        )
        if path:
            self._settings.set_folder("model", os.path.dirname(path))
            self._change_model(path=path)

    def use_bundled_model(self) -> None:
        """Use the model that came with the program."""
        self._change_model(path=None)

    def set_runtime(self, runtime: str) -> None:
        """Use another runtime."""
        self._change_model(runtime=cast("RuntimeChoice", runtime))

    def set_threads(self, count: str) -> None:
        """Use another number of threads; 0 leaves it to the program."""
        self._change_model(threads=int(count) or None)

    def show_model_card(self) -> None:
        """Show what is known of the model."""
        model = self._window.model
        if model is None:
            return
        dialog = TextDialog(self.tr("Model card"), self._window)
        if model.card:
            dialog.view.setMarkdown(model.card)
        else:
            dialog.view.setHtml(pages.model_facts(model))
        dialog.show()

    def show_start(self) -> None:
        """Show where to start."""
        self._show(pages.start())

    def show_meaning(self) -> None:
        """Show what a result means."""
        self._show(pages.meaning())

    def show_signs(self) -> None:
        """Show when to see a dermatologist."""
        self._show(pages.signs())

    def answer_questions(self) -> None:
        """Ask the six questions about skin, for the shown photo's person."""
        item = self._window.current()
        if item is None or not isinstance(item.result, Analysis):
            return
        known = item.result.skin_questionnaire
        dialog = SkinQuestions(self._window, known.answers if known else None)
        dialog.answered.connect(partial(self._keep_answers, item.id))
        dialog.open()

    def _keep_answers(self, photo_id: int, answers: SkinQuestionnaire) -> None:
        item = self._session.photos.find(photo_id)
        if item is not None and isinstance(item.result, Analysis):
            result = structs.replace(item.result, skin_questionnaire=answers)
            self._session.photos.set_result(photo_id, result, item.evidence)
            self._session.updated.emit([photo_id])

    def show_condition(self, page: str) -> None:
        """Show what there is to say about a condition."""
        self._show(pages.condition(page))

    def show_shortcuts(self) -> None:
        """Show all shortcuts."""
        self._show(pages.shortcuts(self._window.actions_table))

    def show_log(self) -> None:
        """Show the log."""
        LogDialog(self.tr("Log"), self._window.log_lines, self._window).show()

    def show_about(self) -> None:
        """Show version and licences."""
        self._show(pages.about(self._window.model))

    def show_summary(self) -> None:
        """Show what came of all photos in the list, in bars that filter it."""
        for open_one in self._window.findChildren(SummaryDialog):
            open_one.activateWindow()
            return
        chips = self._window.photos.chips
        dialog = SummaryDialog(self._session.photos, self._settings, self._window)
        dialog.mark(chips.on)
        dialog.filter_wanted.connect(self._filter_by)
        chips.changed.connect(dialog.mark)
        dialog.saved.connect(self._saved)
        dialog.failed.connect(self._not_saved)
        dialog.show()

    def close(self) -> None:
        """Quit."""
        self._window.close()

    def _change_model(self, **changes: Unpack[ModelChange]) -> None:
        """Load another model. What the command line asked for once is not remembered with it."""
        remembered = self._settings.model._replace(**changes)
        self._window.load_model(self._window.model_in_use.request._replace(**changes), remembered)

    def _show(self, page: pages.Page) -> None:
        title, html = page
        dialog = TextDialog(title, self._window)
        dialog.view.setHtml(html)
        dialog.show()

    def _ask_about_last_batch(self, paths: list[str]) -> None:
        """Add ``paths`` unless the person would rather keep the last batch as it is."""
        question = QMessageBox(self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Last batch"))
        question.setText(self._about_last_batch())
        question.setInformativeText(
            self.tr("Continue it with what you open now, or give up what it has done so far?")
        )
        both = question.addButton(self.tr("Continue both"), QMessageBox.ButtonRole.AcceptRole)
        new = question.addButton(self.tr("Give it up"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(both)

        def answered(chosen: QAbstractButton) -> None:
            if chosen is both:
                self._session.continue_batch()
            if chosen in (both, new):
                self._session.add_paths(paths)

        question.buttonClicked.connect(answered)
        question.open()  # not exec: whoever dropped the folder waits until the drop is taken

    def _about_last_batch(self) -> str:
        kept = self._session.unfinished()
        if kept is None or not kept.roots:
            return self.tr("The last batch of folders is not done yet.")
        text = self.tr("The last batch is not done yet: {batch}.")
        return text.format(batch=sentences.how_far(*kept))

    @Slot(object)
    def _filter_by(self, facets: frozenset[Facet]) -> None:
        self._window.photos.chips.turn_on(facets)
        self._window.workspace.show_list(on=True)  # on a narrow window it may be hidden

    def _save(self, items: Iterable[Item]) -> None:
        results = [item.result for item in items if item.result is not None]
        if results:
            self.export.ask_and_save(results)

    @Slot(str)
    def _saved(self, path: str) -> None:
        self._exported = path
        text = self.tr("Saved “{name}”.").format(name=visible(os.path.basename(path)))
        button = QPushButton(self.tr("Show in folder"))
        button.clicked.connect(self.show_export)
        self._window.toast.show_message(text, good=True, button=button)
        self._window.refresh()

    @Slot(str)
    def _not_saved(self, reason: str) -> None:
        self._window.show_message(self.tr("The file could not be saved."), reason)
