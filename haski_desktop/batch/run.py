"""A batch and its one owner: begun or resumed, extended, paused, cancelled, finished.

The window and ``haski batch`` drive the same object. It decides what is analysed, what is
remembered of it on the disk, and when that is forgotten.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import count, islice
from typing import Final, Protocol, get_args

from haski_desktop.batch.events import (
    Analysed,
    Ended,
    Event,
    Found,
    FoundPhoto,
    Job,
    NotKept,
    NotListed,
    Scanned,
)
from haski_desktop.batch.pipeline import Outcome, analyze_photos, internal_error
from haski_desktop.batch.progress import RunProgress
from haski_desktop.batch.scan import Scan
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.evidence import Evidence
from haski_desktop.engine.photo import Photo
from haski_desktop.errors import (
    ModelError,
    ModelErrorCode,
    OutputError,
    PhotoError,
    printable,
)
from haski_desktop.results.summary import Summary

log = logging.getLogger(__name__)

# Failures that are not the photo's fault: with another model, or once the drive is there
# again, it may well be analysed. A batch with one of these is not done.
OUTSIDE_THE_PHOTO: Final = frozenset((*get_args(ModelErrorCode), "not_found", "unreadable"))
# What a scan finds is given out in portions, none of which takes longer than this to collect.
PORTION: Final = 500
PORTION_SECONDS: Final = 0.03


class BatchState(Enum):
    """Where a batch stands."""

    NONE = "none"
    RUNNING = "running"
    UNFINISHED = "unfinished"  # it can be resumed; a new one would replace it
    FINISHED = "finished"


class Output(Protocol):
    """Where rows go: a :class:`~haski_desktop.batch.result_file.ResultFile` or the like."""

    roots: list[str]

    def holds(self, photo: str, model: str) -> bool: ...  # noqa: D102
    def result(self, photo: str) -> Analysis | None: ...  # noqa: D102
    def prepare(self, again: Sequence[str]) -> None: ...  # noqa: D102
    def add_roots(self, roots: Iterable[str]) -> None: ...  # noqa: D102
    def expect(self, photo: str, model: str) -> None: ...  # noqa: D102
    def append(self, photo: str, result: Analysis | Failure, *, is_final: bool) -> None: ...  # noqa: D102
    def sync(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102
    def remove(self) -> None: ...  # noqa: D102


class Place(Protocol):
    """Where the results of a batch are kept.

    Attributes:
        is_private: Whether it is this program's own: a finished batch is removed from it.
    """

    is_private: bool

    def has_batch(self) -> bool:
        """Whether there is a batch to be resumed."""
        ...

    def open(self, *, resume: bool) -> Output:
        """Open it to go on with the batch there, or for a new one in its place.

        Raises:
            OutputError: It can't be opened.
        """
        ...


@dataclass(slots=True)
class _RunningScan:
    steps: Iterator[str | None]
    roots: tuple[str, ...]
    is_resumed: bool
    found: int = 0


class Batch:
    """Many photos, analysed in turns, and what is remembered of them.

    Any thread may give orders (:meth:`begin` to :meth:`cancel`), ask for the state and take
    events; all of it agrees at any moment. The work is done by the one thread that calls
    :meth:`step`, and so are all accesses to the disk.

    Attributes:
        state: Where the batch of folders stands.
        progress: How far the run is: everything from the first order to the last result.
        summary: Counts over the run's results.
    """

    def __init__(  # noqa: PLR0913 - all but the first by keyword
        self,
        place: Place | None = None,
        *,
        scan_first: bool = False,
        scan: Callable[..., Scan] = Scan,
        analyze: Callable[..., Generator[Outcome]] = analyze_photos,
        name: Callable[[str], str] = printable,
        load: Callable[[str | bytes], str | bytes | Photo] = lambda photo: photo,
    ) -> None:
        """A batch without photos; nothing is written yet.

        Args:
            place: Where results are kept; by default they are not.
            scan_first: Whether the first photo waits until all have been found. Rows that
                will be replaced are then dropped together.
            scan: Makes a scan of roots; :class:`Scan` with other settings.
            analyze: :func:`~haski_desktop.batch.pipeline.analyze_photos` with other settings.
            name: What to call a photo that a scan found, by its path.
            load: Gives a photo that is submitted to be first, decoded if others need it, too.
        """
        self._name = name
        self._load = load
        self._place = place
        self._is_private = place is not None and place.is_private
        self._scan_first = scan_first
        self._scan, self._analyze = scan, analyze
        can_resume = place is not None and place.has_batch()
        # Shared between threads, under the lock.
        self._lock = threading.RLock()
        self._orders: deque[Callable[[], None]] = deque()
        self._events: list[Event] = []
        self._ids = count(1)
        self._open_jobs = 0
        self._open_scans = 0
        self._is_run_open = False
        self._is_kept = place is not None  # until it can't be opened
        self._epoch = 0  # counts cancellations: work of an earlier one no longer counts
        self.state = BatchState.UNFINISHED if can_resume else BatchState.NONE
        self.progress = RunProgress()
        self.summary = Summary()
        # The stepping thread's own.
        self._model: str | None = ""
        self._analyzers: Sequence[Analyzer] = ()
        self._model_error = ModelError("model_not_found", "There is no model.", "Choose one.")
        self._checksum: Callable[[], str] = lambda: ""
        self._output: Output | None = None
        self._scans: deque[_RunningScan] = deque()
        self._first: deque[Job] = deque()
        self._waiting: deque[Job] = deque()
        self._started: deque[Job] = deque()
        self._outcomes: Generator[Outcome] | None = None
        self._jobs: dict[str, int] = {}  # found and not done, by absolute path
        self._expected: set[int] = set()  # jobs that were noted in the output
        self._incomplete: set[str] = set()  # photos and folders that failed from outside

    # Orders, from any thread.

    def begin(self, roots: Iterable[str]) -> None:
        """Begin a batch with the photos in and below ``roots``. What was kept is replaced."""
        self._order_scan(tuple(roots), partial(self._open, resume=False))

    def resume(self, roots: Iterable[str] = ()) -> None:
        """Go on with what was kept. Photos that are unchanged since need not be analysed.

        Args:
            roots: Where to look for photos; by default where the batch was begun.
        """
        self._order_scan(tuple(roots), partial(self._open, resume=True), is_resumed=True)

    def extend(self, roots: Iterable[str]) -> None:
        """Add the photos in and below ``roots`` to the batch that was begun or resumed."""
        self._order_scan(tuple(roots), lambda: None)

    def submit(
        self, photos: Sequence[tuple[str | bytes, str]], *, first: bool = False
    ) -> list[int]:
        """Analyse photos that no folder was named for; they are not kept.

        Args:
            photos: Paths or bytes of pictures, each with its name.
            first: Whether somebody waits for these: they go before all others.

        Returns:
            The jobs' ids.
        """
        with self._lock:
            self._begin_run()
            if self.state is BatchState.FINISHED and not first:
                self.state = BatchState.RUNNING
            ids = list(islice(self._ids, len(photos)))
            self._open_jobs += len(ids)
            self.progress.total += len(ids)
            # The jobs themselves are made by the stepping thread: there may be thousands.
            self._orders.append(partial(self._queue, ids, photos, first=first))
        return ids

    def pause(self, *, paused: bool) -> None:
        """Begin no further photo, or go on."""
        with self._lock:
            self.progress.pause(paused=paused)

    def cancel(self) -> bool:
        """Give up what is not done. A batch of folders can be resumed.

        Returns:
            Whether there was anything. No further event comes of it.
        """
        with self._lock:
            if not self.is_busy:
                return False
            self._epoch += 1
            self._open_jobs = self._open_scans = 0
            self._is_run_open = False
            self.progress.end()
            if self.state is BatchState.RUNNING:
                self.state = BatchState.UNFINISHED if self._is_kept else BatchState.NONE
            self._orders.append(self._give_up)
            return True

    def take_events(self) -> list[Event]:
        """What has happened since the last call, in its order."""
        with self._lock:
            events, self._events = self._events, []
            return events

    @property
    def is_busy(self) -> bool:
        """Whether anything is not done; the last event of a run is :class:`Ended`."""
        return self._is_run_open

    @property
    def is_paused(self) -> bool:
        """Whether it waits for :meth:`pause` to end."""
        return self.progress.paused

    @property
    def has_events(self) -> bool:
        """Whether there are events to be taken."""
        return bool(self._events)

    @property
    def has_orders(self) -> bool:
        """Whether :meth:`step` has to be called, whatever else is to be done."""
        return bool(self._orders)

    @property
    def is_scanning(self) -> bool:
        """Whether folders are being looked through, or will be."""
        return bool(self._open_scans)

    # The work, on one thread.

    def use_model(self, analyzers: Sequence[Analyzer], checksum: Callable[[], str]) -> None:
        """Analyse with another model from now on.

        Args:
            analyzers: One or more with the same model.
            checksum: Gives that of the model and its settings; called when it is needed.
        """
        self._stop_pipeline()
        self._analyzers, self._checksum, self._model = analyzers, checksum, None

    @property
    def has_model(self) -> bool:
        """Whether there is a model to analyse photos with."""
        return bool(self._analyzers)

    def use_no_model(self, error: ModelError) -> None:
        """Until there is a model, photos fail with ``error``."""
        self._model_error = error

    def step(self, *, may_scan: bool = True) -> None:
        """Do a little: one photo, or some milliseconds of a scan.

        Args:
            may_scan: Whether the caller can take what a scan finds.
        """
        epoch = self._carry_out_orders()
        if not self.progress.paused:
            if self._first:
                self._analyze_here(self._first.popleft(), epoch)
            elif self._scans and may_scan:
                self._scan_some(epoch)
            elif (self._waiting or self._started) and not (self._scans and self._scan_first):
                self._analyze_next(epoch)
        if not (self._waiting or self._started) and self._outcomes is not None:
            self._stop_pipeline()  # its threads have nothing left to do
            self._keep(lambda output: output.sync())
        self._end_run(epoch)

    @property
    def has_photos_waiting(self) -> bool:
        """Whether a step would analyse a photo rather than wait for a scan."""
        return bool(self._orders or self._first or self._waiting or self._started)

    def close(self) -> None:
        """End the work. What is not done can be resumed; a finished private batch is removed.

        Raises:
            OutputError: The last results can't be written.
        """
        self._carry_out_orders()
        with self._lock:
            self._epoch += 1
            self._open_jobs = self._open_scans = 0
            self._is_run_open = False
            self._events.clear()
        self._give_up()
        output, self._output = self._output, None
        if output is None:
            return
        if self._is_private and self.state is BatchState.FINISHED:
            output.remove()
        else:
            output.close()

    def _order_scan(
        self, roots: tuple[str, ...], before: Callable[[], None], *, is_resumed: bool = False
    ) -> None:
        with self._lock:
            self._begin_run()
            self._open_scans += 1
            self.progress.scanning = True
            self.state = BatchState.RUNNING
            self._orders.append(before)
            self._orders.append(partial(self._start_scan, roots, is_resumed=is_resumed))

    def _begin_run(self) -> None:
        if not self._is_run_open:
            self._is_run_open = True
            self.progress, self.summary = RunProgress(), Summary()

    def _queue(
        self, ids: list[int], photos: Sequence[tuple[str | bytes, str]], *, first: bool
    ) -> None:
        for number, (photo, name) in zip(ids, photos, strict=True):
            # What is no file can't be read side by side.
            is_first = first or isinstance(photo, bytes)
            (self._first if is_first else self._waiting).append(Job(number, photo, name))

    def _end_run(self, epoch: int) -> None:
        with self._lock:
            is_over = not (self._orders or self._open_jobs or self._open_scans)
            if not is_over or epoch != self._epoch or not self._is_run_open:
                return
            self._is_run_open = False
            self.progress.end()
            if self.state is BatchState.RUNNING:
                left = BatchState.UNFINISHED if self._is_kept else BatchState.NONE
                self.state = left if self._incomplete else BatchState.FINISHED
            self._events.append(Ended(self.progress, self.summary))

    def _carry_out_orders(self) -> int:
        """Carry out what was ordered; the epoch in which the work goes on."""
        while True:
            with self._lock:
                if not self._orders:
                    return self._epoch
                order = self._orders.popleft()
            order()

    def _give_up(self) -> None:
        self._stop_pipeline()
        self._keep(lambda output: output.sync())
        for part in (self._first, self._waiting, self._started, self._scans):
            part.clear()
        self._jobs.clear()
        self._expected.clear()

    def _open(self, *, resume: bool) -> None:
        """Open the output, which for a new batch replaces what was kept."""
        self._incomplete.clear()
        self._expected.clear()
        self._keep(lambda output: output.close())
        self._output, self._is_kept = None, False
        if self._place is not None:
            try:
                self._output, self._is_kept = self._place.open(resume=resume), True
            except OutputError as error:
                self._not_kept(error)

    def _start_scan(self, roots: tuple[str, ...], *, is_resumed: bool) -> None:
        if is_resumed and not roots:
            roots = tuple(self._output.roots) if self._output else ()
        elif self._is_private:
            self._keep(lambda output: output.add_roots(roots))
        scan = self._scan(roots, on_error=self._not_listed)
        self._scans.append(_RunningScan(scan.steps(), roots, is_resumed))

    def _not_listed(self, folder: str, error: OSError) -> None:
        self._incomplete.add(folder)
        with self._lock:
            self.progress.unlisted += 1
            self._events.append(NotListed(folder, error))

    def _scan_some(self, epoch: int) -> None:
        """Look through folders until there are enough photos for the caller, or for too long."""
        scan = self._scans[0]
        end = time.monotonic() + PORTION_SECONDS
        waiting = len(self._waiting)
        found: list[FoundPhoto] = []
        is_over = False
        while not is_over and len(found) < PORTION and time.monotonic() < end:
            path = next(scan.steps, "")
            is_over = path == ""
            if path:
                found.append(self._found(path))
        if found:
            scan.found += len(found)
            self._count_found(found, len(self._waiting) - waiting, epoch)
        if is_over:
            self._scans.popleft()
            self._end_scan(scan, epoch)

    def _found(self, path: str) -> FoundPhoto:
        """Note a photo that is to be analysed, unless that was done before."""
        absolute = os.path.abspath(path)
        if absolute in self._jobs:
            return FoundPhoto(path, self._jobs[absolute])
        model = self._model_checksum()
        if self._output is not None and model and self._output.holds(path, model):
            result = self._output.result(path) if self._is_private else None
            if result is not None or not self._is_private:
                return FoundPhoto(path, None, result)
        job = Job(next(self._ids), path, self._name(path))
        self._jobs[absolute] = job.id
        self._waiting.append(job)
        return FoundPhoto(path, job.id)

    def _count_found(self, found: Sequence[FoundPhoto], new: int, epoch: int) -> None:
        done = [photo for photo in found if photo.job is None]
        with self._lock:
            if epoch != self._epoch:
                return
            self._open_jobs += new
            self.progress.total += new + len(done)
            self.progress.done += len(done)
            self.progress.earlier += len(done)
            for photo in done:
                if photo.result is not None:
                    self.summary.add(photo.result)
            self._events.append(Found(tuple(found)))

    def _end_scan(self, scan: _RunningScan, epoch: int) -> None:
        if not self._scans and self._scan_first:
            self._keep(lambda output: output.prepare(list(self._jobs)))
        with self._lock:
            if epoch != self._epoch:
                return
            self._open_scans -= 1
            self.progress.scanning = self.is_scanning
            self._events.append(Scanned(scan.roots, scan.found, scan.is_resumed))

    def _analyze_here(self, job: Job, epoch: int) -> None:
        """Analyse one photo on this thread."""
        result: Analysis | Failure
        evidence = None
        try:
            if not self._analyzers:
                raise self._model_error  # noqa: TRY301 - as the analyzer would
            prepared = prepare(self._load(job.photo), job.name)
            result, evidence = self._analyzers[0].examine(prepared)
        except (PhotoError, ModelError) as error:
            result = Failure.of(printable(job.name), error)
        except Exception as error:
            log.exception("unexpected failure on “%s”", printable(job.name))
            result = internal_error(job.name, error)
        self._done(job, result, epoch, evidence=evidence)

    def _analyze_next(self, epoch: int) -> None:
        """Take the next result of the photos that are analysed side by side."""
        if not self._analyzers:
            self._analyze_here(self._waiting.popleft(), epoch)
            return
        if self._outcomes is None:
            paths = self._start_waiting()
            self._outcomes = self._analyze(paths, self._analyzers)
        try:
            outcome = next(self._outcomes, None)
        except Exception as error:
            if not self._started:
                raise
            log.exception("the photos can't be analysed side by side")
            job = self._started.popleft()
            self._stop_pipeline()
            self._done(job, internal_error(job.name, error), epoch)
            return
        if outcome is None:  # it had answered for all there was; now there is more
            self._outcomes = None
            return
        job = self._started.popleft()
        result = outcome.result.named(printable(job.name))
        self._done(job, result, epoch, is_final=outcome.is_final, evidence=outcome.evidence)

    def _start_waiting(self) -> Iterator[str]:
        """What the pipeline takes, each noted in the output just before it is read."""
        while self._waiting:
            job = self._waiting.popleft()
            self._started.append(job)
            path = str(job.photo)
            if self._output is not None:
                self._output.expect(path, self._model_checksum())
                self._expected.add(job.id)
            yield path

    def _done(
        self,
        job: Job,
        result: Analysis | Failure,
        epoch: int,
        *,
        is_final: bool = True,
        evidence: Evidence | None = None,
    ) -> None:
        code = result.error.code if isinstance(result, Failure) else ""
        if isinstance(job.photo, str):
            path = os.path.abspath(job.photo)
            if code not in OUTSIDE_THE_PHOTO:
                self._incomplete.discard(path)
            elif path in self._jobs:
                self._incomplete.add(path)
            self._jobs.pop(path, None)
            if job.id in self._expected:
                self._expected.discard(job.id)
                photo = job.photo
                self._keep(lambda output: output.append(photo, result, is_final=is_final))
        with self._lock:
            if epoch != self._epoch:
                return
            self._open_jobs -= 1
            self.progress.done += 1
            if code:
                self.progress.failed[code] += 1
            self.summary.add(result)
            self._events.append(Analysed(job.id, result, evidence))

    def _model_checksum(self) -> str:
        """What results depend on besides the photos; empty if nobody can say."""
        if self._model is None:
            try:
                self._model = self._checksum()
            except ModelError as error:
                log.warning("the results can't be continued later: %s", error)
                self._model = ""
        return self._model

    def _stop_pipeline(self) -> None:
        """End its threads; what they had not done waits again."""
        if self._outcomes is not None:
            self._outcomes.close()
            self._outcomes = None
        self._waiting.extendleft(reversed(self._started))
        self._started.clear()

    def _keep(self, write: Callable[[Output], None]) -> None:
        """Write to the output, if there is one; it is given up if that fails."""
        if self._output is None:
            return
        try:
            write(self._output)
        except OutputError as error:
            output, self._output = self._output, None
            self._expected.clear()
            with suppress(OutputError):
                output.close()
            self._not_kept(error)

    def _not_kept(self, error: OutputError) -> None:
        log.info("results are not kept: %s", error)
        with self._lock:
            self._events.append(NotKept(error))
