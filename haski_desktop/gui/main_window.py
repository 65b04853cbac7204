"""The window. It puts the parts together and connects them; what they do is theirs."""

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.gui.actions import LIST_MENU, PHOTO_MENU, RESULT_MENU, Actions
from haski_desktop.gui.basics.icons import icon
from haski_desktop.gui.basics.text import announce
from haski_desktop.gui.basics.theme import is_narrow, theme
from haski_desktop.gui.messages.footer import Footer
from haski_desktop.gui.messages.message_bar import MessageBar
from haski_desktop.gui.messages.toast import Toast
from haski_desktop.gui.model_in_use import ModelInUse
from haski_desktop.gui.photos.drop_zone import DropZone
from haski_desktop.gui.photos.dropped import DroppedData, may_hold_photos
from haski_desktop.gui.program.language import Translations
from haski_desktop.gui.program.problems import LogLines
from haski_desktop.gui.program.settings import Settings
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.paths import last_batch_folder
from haski_desktop.results.names import demo_label

if TYPE_CHECKING:
    from haski_desktop.batch.progress import RunProgress
    from haski_desktop.engine.analysis import ErrorInfo
    from haski_desktop.gui.commands import Commands
    from haski_desktop.gui.messages.notices import Notices
    from haski_desktop.gui.messages.progress_strip import ProgressStrip
    from haski_desktop.gui.messages.watch_row import WatchRow
    from haski_desktop.gui.photos.images import Thumbnails
    from haski_desktop.gui.photos.list import PhotoList
    from haski_desktop.gui.photos.model import Item
    from haski_desktop.gui.result.centre import Centre
    from haski_desktop.gui.result.overlay import Overlay
    from haski_desktop.gui.result.panel import ResultsPanel
    from haski_desktop.gui.result.viewer import Viewer
    from haski_desktop.gui.work.messages import ModelInfo
    from haski_desktop.gui.work.session import Session
    from haski_desktop.gui.work.watcher import Watcher
    from haski_desktop.gui.workspace import Workspace
    from haski_desktop.results.summary import Summary


class MainWindow(QMainWindow):
    """The program's one window.

    It is made in two steps, so that it is on the screen and inviting before the parts
    that show photos and results are even imported: ``__init__``, then :meth:`complete`.
    """

    session: "Session"
    watcher: "Watcher"
    commands: "Commands"
    thumbnails: "Thumbnails"
    photos: "PhotoList"
    centre: "Centre"
    viewer: "Viewer"
    results: "ResultsPanel"
    overlay: "Overlay"
    progress: "ProgressStrip"
    watch_row: "WatchRow"
    workspace: "Workspace"
    _notices: "Notices"

    def __init__(
        self,
        settings: Settings,
        translations: Translations,
        request: ModelRequest,
        log_lines: LogLines | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.model_in_use = ModelInUse(settings, request, self)
        self.last_summary: Summary | None = None
        self.log_lines = log_lines or LogLines()
        self._translations = translations
        self._is_complete = False
        self.actions_table = Actions(self, self.run)
        self.actions_table.enable(frozenset())
        self._lay_out()
        self._make_bars()
        self.setAcceptDrops(True)
        self.setWindowIcon(icon("app"))
        self._set_texts()
        self._restore_shape()
        self._mark_choices()
        self.drop_zone.open.setFocus()

    def complete(self) -> None:
        """Make the parts that were not needed for the window to be there."""
        if self._is_complete:
            return
        from haski_desktop.gui.commands import Commands
        from haski_desktop.gui.messages.notices import Notices
        from haski_desktop.gui.photos.images import Thumbnails
        from haski_desktop.gui.work.session import Session
        from haski_desktop.gui.work.watcher import Watcher

        self.session = Session(last_batch_folder(), self)
        self.watcher = Watcher(self)
        self.thumbnails = Thumbnails(self.session.decoded, self.session.is_next, self)
        self.commands = Commands(self)
        self._notices = Notices(self.messages, self)
        self._make_workspace()
        self._is_complete = True
        self._connect()
        self._set_texts()
        self.refresh()
        self.offer_recent()

    def start(self, paths: list[str]) -> None:
        """Load the model and analyse ``paths``, behind the window that is already there."""
        self.complete()
        if self.settings.set_aside is not None:
            self._notices.settings_set_aside(self.settings.set_aside)
        self.session.start(self.model_in_use.request)
        if paths:
            self.commands.open_paths(paths)

    def run(self, command: str, *arguments: str | bool) -> None:
        """Do what an action or a button stands for."""
        self.complete()
        getattr(self.commands, command)(*arguments)

    @property
    def model(self) -> "ModelInfo | None":
        """The model in use."""
        return self.model_in_use.info

    def current(self) -> "Item | None":
        """The photo that is shown."""
        return self.photos.current()

    def selected(self) -> "list[Item]":
        """The photos that are marked."""
        return self.photos.selected()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.photos.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.photos.search.selectAll()

    def show_message(self, title: str, text: str = "") -> None:
        """Say what went wrong, until it is closed."""
        self.messages.show_error(title, text)

    def load_model(self, request: ModelRequest, remembered: ModelRequest | None = None) -> None:
        """Use another model, if it can be loaded.

        Args:
            request: The model.
            remembered: What to load at the next start, if this one can be loaded.
        """
        self.model_in_use.expect(request, remembered)
        self.session.load_model(request)

    @Slot(str, str)
    def show_problem(self, line: str, details: str) -> None:
        """Say that something unexpected happened, with all details to be copied."""
        from haski_desktop.gui.dialogs.problem_dialog import ProblemDialog

        # An error in painting would come back with each frame.
        if not self.findChildren(ProblemDialog):
            ProblemDialog(line, details, self).show()

    def use_language(self, language: str) -> None:
        """Show all texts in another language."""
        self._translations.use(language)
        self._mark_choices()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        self.toolbar.setToolButtonStyle(
            style.ToolButtonIconOnly if is_narrow(self) else style.ToolButtonTextBesideIcon
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set_blob("window", self.saveGeometry())
        with contextlib.ExitStack() as ends:  # each is called, whatever the others raise
            ends.callback(super().closeEvent, event)
            ends.callback(self.settings.sync)
            if self._is_complete:
                for name, state in zip(("outer", "inner"), self.workspace.save(), strict=True):
                    self.settings.set_blob(name, state)
                ends.callback(self.commands.export.wait)
                ends.callback(self.commands.reports.wait)
                ends.callback(self.commands.stop_history)
                ends.callback(self.session.stop)
                ends.callback(self.watcher.stop)
                ends.callback(self.centre.stop)
                ends.callback(self.thumbnails.stop)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and may_hold_photos(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hint_drop(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint_drop(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint_drop(on=False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.complete()
        self.commands.take(DroppedData.of(event.mimeData()))

    def _lay_out(self) -> None:
        self.drop_zone = DropZone()
        self.messages = MessageBar()
        self.footer = Footer()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.drop_zone)
        self.toast = Toast(self.pages)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.messages)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.footer)
        self.setCentralWidget(body)
        self.drop_zone.open_wanted.connect(partial(self.run, "open_photos"))
        self.drop_zone.folder_wanted.connect(partial(self.run, "open_folder"))
        self.drop_zone.paste_wanted.connect(partial(self.run, "paste"))
        self.drop_zone.sample_wanted.connect(partial(self.run, "open_sample"))
        self.footer.signs_wanted.connect(partial(self.run, "show_signs"))

    def _make_workspace(self) -> None:
        from haski_desktop.gui.messages.progress_strip import ProgressStrip
        from haski_desktop.gui.messages.watch_row import WatchRow
        from haski_desktop.gui.photos.list import PhotoList
        from haski_desktop.gui.result.centre import Centre
        from haski_desktop.gui.result.panel import ResultsPanel
        from haski_desktop.gui.workspace import Workspace

        self.photos = PhotoList(self.session.photos, self.thumbnails)
        self.photos.show_grid(on=self.settings.grid)
        self.actions_table["grid"].setChecked(self.settings.grid)
        self.results = ResultsPanel()
        self.centre = Centre(self.results, self.session.decoded)
        self.viewer, self.overlay = self.centre.viewer, self.centre.overlay
        self.overlay.restore(self.settings.layers, self.settings.strength)
        for layer in self.overlay.shown:
            self.actions_table["overlay" if layer == "map" else layer].setChecked(True)
        self.progress = ProgressStrip()
        self.watch_row = WatchRow()
        self._column.insertWidget(1, self.progress)
        self._column.insertWidget(2, self.watch_row)
        em = self.fontMetrics().height()
        self.photos.setMinimumWidth(14 * em)
        self.results.setMinimumWidth(22 * em)
        self.workspace = Workspace(self.photos, self.centre, self.results)
        self.workspace.restore(self.settings.blob("outer"), self.settings.blob("inner"))
        self.workspace.list_shown.connect(self.actions_table["list"].setChecked)
        self.actions_table["list"].setChecked(True)
        self.photos.view.clicked.connect(self.workspace.close_drawer)
        self.photos.view.activated.connect(self.workspace.close_drawer)
        self.pages.addWidget(self.workspace)

    def _make_bars(self) -> None:
        self.actions_table.fill_menus(self.menuBar(), self.footer.show_tip)
        self.toolbar = self.addToolBar("")
        self.actions_table.fill_toolbar(self.toolbar)
        # Actions must be the window's, or their shortcuts do nothing.
        self.addActions([action for _, action in self.actions_table])

    def _connect(self) -> None:
        session, commands = self.session, self.commands
        session.model_ready.connect(self.model_in_use.use)
        session.model_failed.connect(self._model_failed)
        session.added.connect(self.photos.choose)
        session.updated.connect(self._photos_updated)
        session.progress.connect(self.progress.show_progress)
        session.run_ended.connect(self._run_ended)
        session.model_ready.connect(self._notices.model_ready)
        session.nothing_found.connect(self._notices.nothing_found)
        session.not_kept.connect(self._notices.not_kept)
        session.photos.drag_failed.connect(self._notices.drag_failed)
        self._notices.model_wanted.connect(commands.choose_model)
        session.changed.connect(self.refresh)
        self.model_in_use.changed.connect(self._model_changed)
        self.watcher.arrived.connect(session.add_arrived)
        self.watcher.changed.connect(self._show_watch)
        self.watch_row.stop_wanted.connect(partial(commands.watch_folder, on=False))
        self.photos.chosen.connect(self._show_photo)
        self.photos.marked.connect(self._show_marked)
        self.centre.chosen.connect(self.photos.turn_to)
        self.centre.pictured.connect(self.refresh)
        self.photos.filtered.connect(self.refresh)
        self.photos.grid_wanted.connect(commands.show_grid)
        self.overlay.changed.connect(self.refresh)
        self.overlay.strength_chosen.connect(commands.keep_strength)
        self.results.again_wanted.connect(commands.analyze_again)
        self.results.copy_wanted.connect(commands.copy_text)
        self.results.report_wanted.connect(commands.report_selected)
        self.results.page_wanted.connect(commands.show_condition)
        self.results.questions_wanted.connect(commands.answer_questions)
        self.progress.pause_wanted.connect(self._pause)
        self.progress.cancel_wanted.connect(session.cancel)
        self.progress.summary_wanted.connect(commands.show_summary)
        self.progress.export_wanted.connect(commands.export_all)
        self.messages.covers.connect(self.progress.cover)
        session.added.connect(self._notices.photos_added)
        theme().changed.connect(self._repaint)
        start = self.drop_zone.complete()
        start.continue_wanted.connect(commands.continue_batch)
        start.open_wanted.connect(lambda path: commands.open_paths([path]))
        table = self.actions_table
        table.offer(self.photos.view, LIST_MENU)
        for viewer in self.centre.viewers:
            table.offer(viewer, PHOTO_MENU)
        table.offer(self.results, RESULT_MENU)
        recent = self.actions_table.recent
        if recent is not None:
            recent.aboutToShow.connect(partial(commands.fill_recent, recent))

    def _restore_shape(self) -> None:
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(76 * em, room.width()), min(47 * em, room.height()))
        self.restoreGeometry(self.settings.blob("window"))
        self._fit_into(self.screen().availableGeometry())

    def _fit_into(self, room: QRect) -> None:
        """Keep the window on its screen, though it may be remembered from a larger one."""
        if self.isMaximized() or self.isFullScreen():
            return
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        room = room.adjusted(0, title, 0, 0)
        self.resize(self.size().boundedTo(room.size()))
        place = self.geometry()
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveLeft(max(place.left(), room.left()))
        place.moveTop(max(place.top(), room.top()))
        self.setGeometry(place)

    @Slot()
    def refresh(self) -> None:
        """Show the page that fits, and enable what is possible."""
        items, item = self.session.photos.items, self.current()
        page = self.workspace if items else self.drop_zone
        if self.pages.currentWidget() is not page:
            page.resize(self.pages.size())  # so that its parts are arranged before one gets focus
            self.pages.setCurrentWidget(page)
            if not items:
                self.offer_recent()
            (self.photos.view if items else self.drop_zone.open).setFocus()
            if not items:
                self.thumbnails.clear()
        there = {
            "photos": bool(items),
            "photo": item is not None,
            "file": item is not None and isinstance(item.photo, str),
            "result": item is not None and item.result is not None,
            "results": self.session.photos.has_results,
            "filtered": self.photos.is_filtered and bool(items),
            "exported": self.commands.has_exported,
            "picture": not self.centre.picture.isNull() and item is not None,
            "removed": self.session.can_undo,
            "model": self.model is not None,
            "map": item is not None and ("map" in self.overlay.shown or not self.overlay.why_not),
            "batch": self.model is not None and self.session.can_continue,
        }
        self.actions_table["watch"].setChecked(bool(self.watcher.folder))
        self.actions_table.enable(
            frozenset(key for key, is_there in there.items() if is_there),
            {"map": self.overlay.why_not},
        )

    def offer_recent(self) -> None:
        """Offer on the first page what was open before."""
        recent = self.drop_zone.complete()
        recent.show_batch(self.session.unfinished(), possible=self.model is not None)
        recent.show_paths(self.settings.recent)

    @Slot()
    def _show_watch(self) -> None:
        watcher = self.watcher
        self.watch_row.show_watch(
            watcher.folder, watcher.count, is_ready=watcher.is_ready, is_reached=not watcher.error
        )
        if watcher.is_ready:
            announce(self.watch_row, self.watch_row.text.text())
        self.refresh()

    @Slot(object)
    def _show_photo(self, item: "Item | None") -> None:
        if item is None:
            self.results.show_nothing()
        else:
            self.results.show_result(item.title, item.status, item.result, item.evidence)
        self._show_marked()
        self.refresh()

    @Slot(bool)
    def _pause(self, on: bool) -> None:  # noqa: FBT001 - the signal's
        self.session.pause(paused=on)
        self.photos.view.viewport().update()  # thumbnails no longer wait for the analysis

    @Slot()
    def _show_marked(self) -> None:
        self.centre.show_items(self.photos.few_selected(), self.current())

    @Slot(object)
    def _photos_updated(self, ids: list[int]) -> None:
        item = self.current()
        if item is not None and item.id in ids:
            self.results.show_result(item.title, item.status, item.result, item.evidence)
            if item.result is not None:
                announce(self.results, f"{item.title}: {item.short}")
        self.centre.update_items(ids)

    @Slot(object)
    def _model_failed(self, error: "ErrorInfo") -> None:
        self._notices.model_failed(error, is_another_in_use=self.model is not None)
        self.model_in_use.give_up()

    @Slot()
    def _model_changed(self) -> None:
        self._set_title()
        if not self.session.photos.items:
            self.offer_recent()
        self._mark_choices()
        self.refresh()

    def _set_title(self) -> None:
        demo = f" ({demo_label()})" if self.model_in_use.is_demo else ""
        self.setWindowTitle(f"Haski Desktop{demo}")
        self.footer.show_status(self.model_in_use.description)

    def _set_texts(self) -> None:
        self._set_title()
        self.toolbar.setWindowTitle(self.tr("Toolbar"))
        self.actions_table.set_texts()
        if self._is_complete:
            self.session.photos.set_texts()

    @Slot(object, object)
    def _run_ended(self, run: "RunProgress", summary: "Summary") -> None:
        self.last_summary = summary
        self.progress.show_end(run, summary)
        if run.total > 1:
            announce(self.progress, self.progress.headline.text())

    def _hint_drop(self, *, on: bool) -> None:
        self.complete()
        self.drop_zone.show_drop_hint(on=on)
        self.centre.show_drop_hint(on=on)

    def _mark_choices(self) -> None:
        request = self.model_in_use.request
        self.actions_table.check("theme", self.settings.theme)
        self.actions_table.check("language", self.settings.language)
        self.actions_table.check("runtime", request.runtime)
        self.actions_table.check("threads", str(request.threads or 0))

    @Slot()
    def _repaint(self) -> None:
        for widget in self.findChildren(QWidget):
            widget.update()
