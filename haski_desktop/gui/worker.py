"""The one worker: it owns the Analyzer, on a thread of its own.

It does one photo per turn of its event loop, so that a wish to pause, cancel or stop
takes effect after the photo at hand.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.engine.errors import ModelError, PhotoError, printable
from haski_desktop.gui.jobs import Job, ModelInfo, ModelRequest, Outcome

if TYPE_CHECKING:
    from haski_desktop.batch import pipeline
    from haski_desktop.engine.analyzer import Analyzer

log = logging.getLogger(__name__)

# More news than this a second would only keep the window busy.
NEWS_INTERVAL: Final = 0.05
FOUND_AT_ONCE: Final = 200


class _Queue:
    """Jobs waiting for the pipeline, which takes them as it has room.

    Attributes:
        in_hand: Those that it has taken, in the order in which it will answer.
    """

    def __init__(self) -> None:
        self._waiting: deque[Job] = deque()
        self.in_hand: deque[Job] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting or self.in_hand)

    def __iter__(self) -> Iterator[str]:
        while self._waiting:
            job = self._waiting.popleft()
            self.in_hand.append(job)
            yield os.fspath(job.photo) if isinstance(job.photo, str) else ""

    def add(self, jobs: Iterable[Job]) -> None:
        self._waiting.extend(jobs)

    def take_back(self) -> None:
        """The pipeline was given up: what it had in hand waits again."""
        self._waiting.extendleft(reversed(self.in_hand))
        self.in_hand.clear()

    def clear(self) -> None:
        self._waiting.clear()
        self.in_hand.clear()


class Worker(QObject):
    """Analyses photos and looks through folders.

    Attributes:
        model_ready: A :class:`ModelInfo`, once a model is loaded.
        model_failed: An :class:`ErrorInfo`, if none could be.
        outcomes: Some :class:`Outcome` objects.
        found: Paths of photos in the folder being looked through.
        scanned: A folder's path, once it has been looked through.
    """

    model_ready = Signal(object)
    model_failed = Signal(object)
    outcomes = Signal(object)
    found = Signal(object)
    scanned = Signal(str)
    _turn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._analyzer: Analyzer | None = None
        self._model_error = ErrorInfo("model_not_found", "There is no model.", "")
        self._urgent: deque[Job] = deque()
        self._queue = _Queue()
        self._pipeline: Generator[pipeline.Outcome] | None = None
        self._scans: deque[tuple[str, Iterator[str]]] = deque()
        self._news: list[Outcome] = []
        self._told = 0.0
        self._paused = False
        self._awake = False
        self._turn.connect(self._step, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def load(self, request: ModelRequest) -> None:
        """Load a model; the one before serves until it is there."""
        from haski_desktop.engine.analyzer import Analyzer

        try:
            path = None if request.path is None else Path(request.path)
            analyzer = Analyzer.open(path, request.runtime, request.threads)
        except ModelError as error:
            log.error("%s", error)  # noqa: TRY400 - expected, and explained by its sentence
            self._use(None)
            self._model_error = ErrorInfo(error.code, error.message, error.next_step)
            self.model_failed.emit(self._model_error)
            return
        self._use(analyzer)
        self.model_ready.emit(_info(analyzer, request))

    @Slot(object)
    def submit(self, jobs: tuple[Job, ...]) -> None:
        """Queue photos. A single one goes first: somebody is waiting for it."""
        first = [job for job in jobs if len(jobs) == 1 or isinstance(job.photo, bytes)]
        self._urgent.extend(first)
        self._queue.add(job for job in jobs if job not in first)
        self._wake()

    @Slot(str)
    def scan(self, folder: str) -> None:
        """Look for photos in a folder and below."""
        from haski_desktop.batch.scan import scan

        self._scans.append((folder, scan([folder])))
        self._wake()

    @Slot(bool)
    def pause(self, paused: bool) -> None:  # noqa: FBT001 - the signal's
        """Stop after the photo at hand, or go on."""
        self._paused = paused
        self._wake()

    @Slot()
    def cancel(self) -> None:
        """Forget everything that is still to be done."""
        self._forget()
        self._tell()

    @Slot()
    def stop(self) -> None:
        """Forget everything and end the thread."""
        self._forget()
        self._news.clear()
        self.thread().quit()

    def _use(self, analyzer: "Analyzer | None") -> None:
        self._give_up_pipeline()
        self._queue.take_back()
        self._analyzer = analyzer

    def _forget(self) -> None:
        self._urgent.clear()
        self._scans.clear()
        self._queue.clear()
        self._give_up_pipeline()

    def _give_up_pipeline(self) -> None:
        if self._pipeline is not None:
            self._pipeline.close()
            self._pipeline = None

    def _wake(self) -> None:
        busy = self._urgent or self._queue or self._scans
        if busy and not self._awake and not self._paused:
            self._awake = True
            self._turn.emit()

    @Slot()
    def _step(self) -> None:
        """One photo, or a handful of paths; then let other events be heard."""
        self._awake = False
        if self._paused:
            self._tell()
            return
        if self._urgent:
            job = self._urgent.popleft()
            self._news.append(Outcome(job.id, self._one(job)))
        elif self._scans:
            self._scan_some()
        elif self._queue:
            self._next_of_many()
        idle = not (self._urgent or self._queue)
        if not self._queue:
            self._give_up_pipeline()  # its threads have nothing left to do
        if idle or time.monotonic() - self._told >= NEWS_INTERVAL:
            self._tell()
        self._wake()

    def _tell(self) -> None:
        if self._news:
            self.outcomes.emit(tuple(self._news))
            self._news.clear()
            self._told = time.monotonic()

    def _one(self, job: Job) -> Analysis | Failure:
        """Analyse one photo, here and now."""
        if self._analyzer is None:
            return Failure(Source(printable(job.name)), self._model_error)
        try:
            return self._analyzer.analyze(job.photo, job.name)
        except (PhotoError, ModelError) as error:
            return Failure.of(printable(job.name), error)
        except Exception as error:  # noqa: BLE001 - the border: one photo must not end the others
            return _unexpected(job, error)

    def _next_of_many(self) -> None:
        """The next of the photos that are decoded side by side."""
        if self._analyzer is None:
            next(iter(self._queue))
            job = self._queue.in_hand.popleft()
            self._news.append(Outcome(job.id, self._one(job)))
            return
        if self._pipeline is None:
            from haski_desktop.batch import pipeline

            self._pipeline = pipeline.analyze_photos(self._queue, [self._analyzer])
        try:
            result = next(self._pipeline).result
        except StopIteration:
            # It had answered for all there was; now there is more.
            self._pipeline = None
            return
        except Exception as error:  # noqa: BLE001 - the border: one photo must not end the others
            job = self._queue.in_hand.popleft()
            result = _unexpected(job, error)
            self._pipeline = None
            self._queue.take_back()
        else:
            job = self._queue.in_hand.popleft()
        self._news.append(Outcome(job.id, result.named(printable(job.name))))

    def _scan_some(self) -> None:
        folder, paths = self._scans[0]
        some = list(islice(paths, FOUND_AT_ONCE))
        if some:
            self.found.emit(tuple(some))
        if len(some) < FOUND_AT_ONCE:
            self._scans.popleft()
            self.scanned.emit(folder)


class WorkerThread(QObject):
    """The worker's thread as the window sees it: wishes go in, the worker's signals come out."""

    load = Signal(object)
    submit = Signal(object)
    scan = Signal(str)
    pause = Signal(bool)
    cancel = Signal()
    _stop = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker()
        self._thread = QThread()
        self._thread.setObjectName("analysis")
        self.worker.moveToThread(self._thread)
        self.load.connect(self.worker.load)
        self.submit.connect(self.worker.submit)
        self.scan.connect(self.worker.scan)
        self.pause.connect(self.worker.pause)
        self.cancel.connect(self.worker.cancel)
        self._stop.connect(self.worker.stop)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread after the photo at hand; returns when it has ended."""
        if self._thread.isRunning():
            self._stop.emit()
            self._thread.wait()


def _info(analyzer: "Analyzer", request: ModelRequest) -> ModelInfo:
    from haski_desktop.paths import default_model

    manifest, runtime = analyzer.manifest, analyzer.runtime
    place = default_model() if request.path is None else Path(request.path)
    card = (place if place.is_dir() else place.parent) / "MODEL_CARD.md"
    try:
        text = card.read_text(encoding="utf-8") if runtime.name != "mock" else ""
    except (OSError, ValueError):
        text = ""  # a bundle need not have one
    return ModelInfo(
        manifest.name, manifest.version, manifest.licence, runtime.name, runtime.detail, text
    )


def _unexpected(job: Job, error: Exception) -> Failure:
    log.error("unexpected error with %s", printable(job.name), exc_info=error)
    info = ErrorInfo("internal_error", f"{type(error).__name__}: {error}", "")
    return Failure(Source(printable(job.name)), info)
