"""The one worker: it does the batch's steps, on a thread of its own.

It does one step per turn of its event loop, so that a wish to load another model or to stop
takes effect after the photo at hand.
"""

import contextlib
import logging
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from haski_desktop.batch.run import Batch
from haski_desktop.engine.analysis import ErrorInfo
from haski_desktop.errors import HaskiError, ModelError, OutputError
from haski_desktop.gui.work.messages import ModelInfo, ModelRequest

if TYPE_CHECKING:
    from haski_desktop.engine.analyzer import Analyzer

log = logging.getLogger(__name__)

# More events than this a second would only keep the window busy; a scan's come besides others.
EVENT_INTERVAL: Final = 0.06


class Worker(QObject):
    """Does what the window's batch has to do.

    Attributes:
        model_ready: A :class:`ModelInfo`, once a model is loaded.
        model_failed: An :class:`ErrorInfo`, if one could not be; that before stays in use.
        events_ready: The batch has events to be taken.
    """

    model_ready = Signal(object)
    model_failed = Signal(object)
    events_ready = Signal()
    _turn = Signal()

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self._batch = batch
        self._told_at = 0.0
        self._has_turn = False
        self._turn.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._later = QTimer(self, singleShot=True, interval=round(EVENT_INTERVAL * 1000))
        self._later.timeout.connect(self.wake)

    @Slot(object)
    def load(self, request: ModelRequest) -> None:
        """Load a model; the one before serves until it is there."""
        from haski_desktop.batch.identity import model_checksum
        from haski_desktop.engine.analyzer import Analyzer

        path = None if request.path is None else Path(request.path)
        try:
            analyzer = Analyzer.open(path, request.runtime, request.threads)
        except ModelError as error:
            log.error("%s", error)  # noqa: TRY400 - expected, and explained by its sentence
            self._batch.use_no_model(error)
            self.model_failed.emit(_as_info(error))
            return
        self._batch.use_model([analyzer], partial(model_checksum, analyzer, path))
        self.model_ready.emit(_model_info(analyzer, request))

    @Slot()
    def wake(self) -> None:
        """Go on if there is something to do."""
        batch = self._batch
        if self._has_turn:
            return
        if not batch.has_orders and (batch.is_paused or not batch.is_busy):
            self._tell()
        elif batch.has_photos_waiting or self._may_scan:
            self._has_turn = True
            self._turn.emit()
        else:
            self._tell()
            self._later.start()

    @Slot()
    def stop(self) -> None:
        """Let go of the batch and end the thread, whatever happens."""
        self._later.stop()
        try:
            self._batch.close()
        except OutputError as error:
            log.warning("%s", error)
        except Exception:  # the border: the window must close all the same
            log.exception("the batch could not be closed")
        finally:
            self.thread().quit()

    @Slot()
    def _step(self) -> None:
        """One step; then let other events of this thread be heard."""
        self._has_turn = False
        self._batch.step(may_scan=self._may_scan)
        if time.monotonic() - self._told_at >= EVENT_INTERVAL:
            self._tell()
        self.wake()

    def _tell(self) -> None:
        if self._batch.has_events:
            self.events_ready.emit()
            self._told_at = time.monotonic()

    @property
    def _may_scan(self) -> bool:
        """Whether the window has had time for what was found last."""
        return time.monotonic() - self._told_at >= 2 * EVENT_INTERVAL


class WorkerThread(QObject):
    """The worker's thread as the window sees it: wishes go in, the worker's signals come out."""

    load = Signal(object)
    wake = Signal()
    _stop = Signal()

    def __init__(self, batch: Batch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker(batch)
        self._thread = QThread()
        self._thread.setObjectName("analysis")
        self.worker.moveToThread(self._thread)
        self.load.connect(self.worker.load)
        self.wake.connect(self.worker.wake)
        self._stop.connect(self.worker.stop)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread after the photo at hand; returns when it has ended."""
        if self._thread.isRunning():
            self._stop.emit()
            self._thread.wait()


def _model_info(analyzer: "Analyzer", request: ModelRequest) -> ModelInfo:
    from haski_desktop.paths import default_model

    manifest, runtime = analyzer.manifest, analyzer.runtime
    place = default_model() if request.path is None else Path(request.path)
    folder = place if place.is_dir() else place.parent
    text = ""
    for name in ("OWN_HEAD.md", "MODEL_CARD.md"):  # a bundle need not have one
        with contextlib.suppress(OSError, ValueError):
            if runtime.name != "mock":
                text += (folder / name).read_text(encoding="utf-8") + "\n"
    return ModelInfo(
        manifest.name, manifest.version, manifest.licence, runtime.name, runtime.detail, text
    )


def _as_info(error: HaskiError) -> ErrorInfo:
    return ErrorInfo(error.code, error.message, error.next_step)
