"""How far the run is, with pause and cancel; and at its end, what came of it."""

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from haski_desktop.batch.progress import RunProgress
from haski_desktop.gui.basics import icons
from haski_desktop.gui.basics.text import Text
from haski_desktop.results.summary import Summary


class ProgressStrip(QFrame):
    """Visible while more than one photo is being analysed, and after.

    Attributes:
        pause_wanted: The run shall wait (``True``) or go on.
        cancel_wanted: The run shall end.
        summary_wanted: The person wants to see what came of it.
        export_wanted: The person wants to keep the results.
    """

    pause_wanted = Signal(bool)
    cancel_wanted = Signal()
    summary_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._run: RunProgress | None = None
        self._summary: Summary | None = None
        self._is_covered = False
        self.headline = Text(bold=True)
        self.details = Text(muted=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pause = QPushButton()
        self.cancel = QPushButton(icons.icon("stop"), "")
        self.summary = QPushButton(icons.icon("summary"), "")
        self.export = QPushButton(icons.icon("export"), "")
        self.close_button = QPushButton(icons.icon("clear"), "")
        self.close_button.setProperty("flat", True)
        self.pause.clicked.connect(self._toggle_pause)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.summary.clicked.connect(self.summary_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.close_button.clicked.connect(self._close)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.headline)
        words.addWidget(self.bar)
        words.addWidget(self.details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 12, 8)
        layout.setSpacing(10)
        layout.addLayout(words, 1)
        for button in (self.pause, self.cancel, self.summary, self.export, self.close_button):
            layout.addWidget(button)
        self.hide()
        self._set_texts()

    def show_progress(self, run: RunProgress) -> None:
        """Show how far a run is. One photo alone needs no such thing."""
        if run.ended or (run.total < 2 and not run.scanning):
            return
        self._run, self._summary = run, None
        self._set_running(running=True)
        self.bar.setRange(0, 0 if run.scanning and not run.total else run.total)
        self.bar.setValue(run.done)
        done = self.tr("{done} of {total} photos").format(done=run.done, total=run.total)
        self.headline.setText(self.tr("Paused: {done}").format(done=done) if run.paused else done)
        self.details.setText(self._speed(run))
        self.pause.setText(self.tr("Go on") if run.paused else self.tr("Pause"))
        self.pause.setIcon(icons.icon("play" if run.paused else "pause"))
        self.show()

    def show_end(self, run: RunProgress, summary: Summary) -> None:
        """Show what came of a run."""
        if run.total < 2:
            self._close()
            return
        self._run, self._summary = run, summary
        self._set_running(running=False)
        analysed = run.done - run.failed.total()
        if run.done < run.total:
            text = self.tr("Cancelled: {done} of {total} photos analysed")
            self.headline.setText(text.format(done=analysed, total=run.total))
        else:
            self.headline.setText(self.tr("%n photo(s) analysed", "", analysed))
        failed = self.tr("%n failed", "", summary.failed) if summary.failed else ""
        foreign = (
            self.tr("%n not skin or hair", "", summary.out_of_scope) if summary.out_of_scope else ""
        )
        spent = self.tr("in {time}").format(time=self._time(run.seconds))
        self.details.setText(" · ".join(filter(None, (spent, failed, foreign))))
        self.setVisible(not self._is_covered)

    def cover(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Let a message take the place of what came of a run, or give it back.

        A run that is under way stays: it can be paused and cancelled.
        """
        self._is_covered = on
        if self._summary is not None:
            self.setVisible(not on)

    def _close(self) -> None:
        self._run = self._summary = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.setAccessibleName(self.tr("Progress"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.pause.setText(self.tr("Pause"))
        self.cancel.setText(self.tr("Cancel"))
        self.summary.setText(self.tr("Summary…"))
        self.export.setText(self.tr("Export…"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close"))
        if self._run and self._summary:
            self.show_end(self._run, self._summary)
        elif self._run and self.isVisible():
            self.show_progress(self._run)

    def _set_running(self, *, running: bool) -> None:
        for widget in (self.bar, self.pause, self.cancel):
            widget.setVisible(running)
        for widget in (self.summary, self.export, self.close_button):
            widget.setVisible(not running)

    def _toggle_pause(self) -> None:
        self.pause_wanted.emit(not (self._run and self._run.paused))

    def _speed(self, run: RunProgress) -> str:
        if run.scanning:
            return self.tr("Looking for photos…")
        rate, left = run.rate, run.seconds_left
        if rate is None or left is None:
            return " "
        speed = self.tr("{rate} photos a second").format(rate=QLocale().toString(rate, "f", 1))
        return f"{speed} · " + self.tr("{time} left").format(time=self._time(left))

    def _time(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("%n second(s)", "", max(1, round(seconds)))
        if seconds < 90 * 60:
            return self.tr("%n minute(s)", "", round(seconds / 60))
        return self.tr("%n hour(s)", "", round(seconds / 3600))
