"""The one worker: it owns the Analyzer, on a thread of its own.

It does one photo per turn of its event loop, so that a wish to pause, cancel or stop
takes effect after the photo at hand.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.errors import ModelError, OutputError, PhotoError, printable
from haski_desktop.gui.work.batch_record import BatchRecord, remembered_roots
from haski_desktop.gui.work.messages import Found, Job, ModelInfo, ModelRequest, Outcome, Scan

if TYPE_CHECKING:
    from haski_desktop.batch import pipeline
    from haski_desktop.engine.analyzer import Analyzer

log = logging.getLogger(__name__)

# More news than this a second would only keep the window busy.
NEWS_INTERVAL: Final = 0.06
FOUND_AT_ONCE: Final = 500


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
        found: A :class:`Found`.
        scanned: A scan's id, once it has come to its end.
        not_kept: An :class:`ErrorInfo`: the batch can't be continued later.
    """

    model_ready = Signal(object)
    model_failed = Signal(object)
    outcomes = Signal(object)
    found = Signal(object)
    scanned = Signal(int)
    not_kept = Signal(object)
    _turn = Signal()

    def __init__(self, record_folder: Path) -> None:
        super().__init__()
        self._analyzer: Analyzer | None = None
        self._model_error = ErrorInfo("model_not_found", "There is no model.", "")
        self._urgent: deque[Job] = deque()
        self._queue = _Queue()
        self._record_folder = record_folder
        self._record = BatchRecord(record_folder, self._not_kept)
        self._model: str | None = None  # the analyzer's checksum, once it is needed
        self._model_path: Path | None = None
        self._pipeline: Generator[pipeline.Outcome] | None = None
        self._scans: deque[tuple[int, Iterator[tuple[str, Analysis | None]]]] = deque()
        self._news: list[Outcome] = []
        self._told = 0.0
        self._paused = False
        self._awake = False
        self._turn.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._later = QTimer(self, singleShot=True, interval=round(NEWS_INTERVAL * 1000))
        self._later.timeout.connect(self._wake)

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
        self._use(analyzer, path)
        self.model_ready.emit(_info(analyzer, request))

    @Slot(object)
    def submit(self, jobs: tuple[Job, ...]) -> None:
        """Queue photos. A single one goes first: somebody is waiting for it."""
        first = [job for job in jobs if len(jobs) == 1 or isinstance(job.photo, bytes)]
        self._urgent.extend(first)
        self._queue.add(job for job in jobs if job not in first)
        self._wake()

    @Slot(object)
    def scan(self, wanted: Scan) -> None:
        """Look for photos in a folder and below, or go on with the last batch."""
        from haski_desktop.batch.scan import scan

        model = self._checksum()
        known: Iterable[tuple[str, Analysis]] = ()
        if wanted.root:
            roots = [wanted.root]
            if model and wanted.begins:
                self._record.begin(wanted.root, model)
            else:
                self._record.extend(wanted.root)
        else:
            roots = remembered_roots(self._record_folder)
            known = self._record.resume(model) if model else ()
        photos = ((path, None) for path in scan(roots))
        self._scans.append((wanted.id, chain(known, photos)))
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

    @Slot(bool)
    def stop(self, finished: bool) -> None:  # noqa: FBT001 - the signal's
        """Forget everything and end the thread; a finished batch is not kept any longer."""
        self._forget()
        self._news.clear()
        if finished:
            self._record.forget()
        self._record.close()
        self.thread().quit()

    def _use(self, analyzer: "Analyzer | None", path: Path | None = None) -> None:
        self._give_up_pipeline()
        self._queue.take_back()
        self._analyzer, self._model_path, self._model = analyzer, path, None
        if self._record.is_open and (model := self._checksum()):
            self._record.use_model(model)

    def _checksum(self) -> str | None:
        """What results of the batch depend on besides the photos; ``None`` without a model."""
        from haski_desktop.batch.identity import model_checksum

        if self._model is None and self._analyzer is not None:
            try:
                self._model = model_checksum(self._analyzer, self._model_path)
            except ModelError as error:
                log.warning("the batch can't be kept: %s", error)
        return self._model

    def _not_kept(self, error: OutputError) -> None:
        log.warning("the batch can't be kept: %s", error)
        self.not_kept.emit(ErrorInfo(error.code, error.message, error.next_step))

    def _forget(self) -> None:
        self._later.stop()
        self._urgent.clear()
        self._scans.clear()
        self._queue.clear()
        self._give_up_pipeline()
        self._record.sync()

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
        elif self._scans and self._is_due:
            self._scan_some()
        elif self._queue:
            self._next_of_many()
        elif self._scans:
            self._later.start()
            return
        idle = not (self._urgent or self._queue)
        if not self._queue and self._pipeline is not None:
            self._give_up_pipeline()  # its threads have nothing left to do
            self._record.sync()
        if idle or self._is_due:
            self._tell()
        self._wake()

    @property
    def _is_due(self) -> bool:
        """Whether the window has had time for the last news; a scan's come besides a result's."""
        return time.monotonic() - self._told >= (1 + bool(self._scans)) * NEWS_INTERVAL

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

            self._pipeline = pipeline.analyze_photos(self._photos(), [self._analyzer])
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
        result = result.named(printable(job.name))
        self._record.append(os.fspath(job.photo) if isinstance(job.photo, str) else "", result)
        self._news.append(Outcome(job.id, result))

    def _photos(self) -> Iterator[str]:
        """What the pipeline takes, each noted in the batch's record just before it is read."""
        for path in self._queue:
            self._record.expect(path)
            yield path

    def _scan_some(self) -> None:
        scan, photos = self._scans[0]
        some = tuple(islice(photos, FOUND_AT_ONCE))
        self._tell()
        if some:
            self.found.emit(Found(scan, some))
            self._told = time.monotonic()
        if len(some) < FOUND_AT_ONCE:
            self._scans.popleft()
            self.scanned.emit(scan)


class WorkerThread(QObject):
    """The worker's thread as the window sees it: wishes go in, the worker's signals come out."""

    load = Signal(object)
    submit = Signal(object)
    scan = Signal(object)
    pause = Signal(bool)
    cancel = Signal()
    _stop = Signal(bool)

    def __init__(self, record_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker(record_folder)
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

    def stop(self, *, finished: bool) -> None:
        """End the thread after the photo at hand; returns when it has ended."""
        if self._thread.isRunning():
            self._stop.emit(finished)
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
