"""The history's window: turning it on, then people and photos."""

import os
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.photo import PhotoSource
from haski_desktop.errors import HaskiError
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.history.adding import AddDialog
from haski_desktop.gui.history.browser import Browser
from haski_desktop.gui.history.welcome import Welcome
from haski_desktop.gui.history.work import Work
from haski_desktop.gui.messages.message_bar import MessageBar
from haski_desktop.gui.messages.toast import Toast
from haski_desktop.history.recorder import Recorder
from haski_desktop.history.records import Said
from haski_desktop.history.store import History
from haski_desktop.results.errors import explain

Photos = Sequence[tuple[PhotoSource, Analysis]]


class HistoryWindow(QDialog):
    """Shows the history; until it is on, the page that asks for it.

    Attributes:
        open_wanted: Paths of photos to be opened in the main window.
        ready: The history has been opened, or is found to be off.
        added: Photos were added: how many.
    """

    open_wanted = Signal(list)
    ready = Signal()
    added = Signal(int)

    def __init__(self, path: str | os.PathLike[str], parent: QWidget) -> None:
        """Open the history behind a page that says so.

        Args:
            path: Its file.
            parent: The main window.
        """
        super().__init__(parent)
        self._path = os.fspath(path)
        self._history: History | None = None
        self._to_add: Photos = ()
        self._last = ""
        self._work = Work(self)
        self._work.failed.connect(self._failed)
        self.browser: Browser | None = None
        self.messages = MessageBar()
        self.pages = QStackedWidget()
        self.toast = Toast(self.pages)
        self.welcome = Welcome(self._path)
        self.welcome.turned_on.connect(self._turn_on)
        self.pages.addWidget(Text(self.tr("Opening the history…"), muted=True))
        self.pages.addWidget(self.welcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self.pages, 1)
        self.setWindowTitle(self.tr("History"))
        em = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.95
        self.resize(min(74 * em, room.width()), min(46 * em, room.height()))
        self._open()

    def add(self, photos: Photos) -> None:
        """Ask whose photos these are, and add them; turned on first, if it is off.

        Args:
            photos: Each photo with its result.
        """
        self._to_add = photos
        if self.browser is not None:
            self._ask_whose()

    def stop(self) -> None:
        """Finish what was ordered and let go of the history."""
        self._work.stop()
        if self._history is not None:
            self._history.close()
            self._history = None

    def _open(self) -> None:
        def open_it() -> bool:
            """Whether there is anything to be shown."""
            if not os.path.lexists(self._path):
                return False
            self._history = History(self._path)
            return self._history.is_on or self._history.count() > 0

        self._work.start(open_it, self._opened)

    def _opened(self, has_content: bool) -> None:  # noqa: FBT001 - what came of the task
        if has_content:
            self._browse()
        else:
            self.pages.setCurrentWidget(self.welcome)
        self.ready.emit()

    def _turn_on(self, keeps_photos: bool) -> None:  # noqa: FBT001 - the signal's
        def turn_on() -> None:
            if self._history is None:
                self._history = History(self._path, create=True)
            self._history.turn_on(keeps_photos=keeps_photos)

        self._work.start(turn_on, self._browse)

    def _browse(self, _: object = None) -> None:
        if self._history is None:
            return
        if self.browser is None:
            self.browser = Browser(self._history, self._work)
            self.browser.open_wanted.connect(self.open_wanted)
            self.browser.turned.connect(partial(self.pages.setCurrentWidget, self.welcome))
            self.browser.said.connect(self._say)
            self.browser.failed.connect(self._failed)
            self.pages.addWidget(self.browser)
        else:
            self.browser.refresh()
        self.pages.setCurrentWidget(self.browser)
        if self._to_add:
            self._ask_whose()

    def _ask_whose(self) -> None:
        history = self._history
        if history is None:
            return
        if not history.is_on:
            self.pages.setCurrentWidget(self.welcome)
            return
        try:
            people = history.people()
        except HaskiError as error:
            self._failed(error)
            return
        dialog = AddDialog(len(self._to_add), people, self._last, self)
        dialog.wanted.connect(self._add)
        dialog.rejected.connect(partial(self._forget, self._to_add))
        dialog.open()

    def _forget(self, photos: Photos) -> None:
        if self._to_add is photos:
            self._to_add = ()

    def _add(self, name: str, said: Said) -> None:
        photos, self._to_add = self._to_add, ()
        self._last = name

        def add() -> tuple[int, int, HaskiError | None]:
            problem: HaskiError | None = None
            count = 0
            with Recorder(self._path, name) as recorder:
                for photo, result in photos:
                    try:
                        recorder.add(photo, result, said)
                    except HaskiError as error:  # a file that is gone, or was changed
                        problem = error
                    else:
                        count += 1
            return count, len(photos), problem

        self._work.start(add, self._added)

    def _added(self, outcome: tuple[int, int, HaskiError | None]) -> None:
        count, of, problem = outcome
        if problem is not None:
            title = self.tr("{count} of {all} photos were added.").format(count=count, all=of)
            self.messages.show_error(title, _text(problem))
        else:
            self._say(self.tr("%n photo(s) added.", "", count), True)
        if self.browser is not None and self._history is not None:
            try:
                person = self._history.person(self._last).id
            except HaskiError:  # nothing could be added
                person = None
            self.browser.refresh(person)
        self.added.emit(count)

    def _say(self, text: str, good: bool) -> None:  # noqa: FBT001 - the signal's
        self.toast.show_message(text, good=good)

    def _failed(self, error: HaskiError) -> None:
        sentence, next_step = explain(error)
        self.messages.show_error(sentence, next_step)
        if error.code == "history_traces" and self.browser is not None:
            self.browser.refresh()  # it is deleted all the same
        self.ready.emit()


def _text(error: HaskiError) -> str:
    sentence, next_step = explain(error)
    return f"{sentence} {next_step}"
