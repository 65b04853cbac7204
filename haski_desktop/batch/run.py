"""A batch and its one owner: begun or resumed, extended, paused, cancelled, finished.

The window and ``haski batch`` drive the same object. It decides what is analysed, what is
remembered of it on the disk, and when that is forgotten.
"""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import count, islice
from typing import Final, get_args

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
from haski_desktop.batch.job_queue import JobQueue
from haski_desktop.batch.output import OutputKeeper, Place
from haski_desktop.batch.pipeline import Outcome, analyze_photos
from haski_desktop.batch.progress import RunProgress
from haski_desktop.batch.scan import Scan, ScanThread
from haski_desktop.engine.analysis import Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.errors import (
    ModelError,
    ModelErrorCode,
    OutputError,
    printable,
)
from haski_desktop.results.summary import Summary

log = logging.getLogger(__name__)

# Failures that are not the photo's fault: with another model, or once the drive is there
# again, it may well be analysed. A batch with one of these is not done.
OUTSIDE_THE_PHOTO: Final = frozenset((*get_args(ModelErrorCode), "not_found", "unreadable"))
# A step waits no longer than this for what a scan finds.
SCAN_SECONDS: Final = 0.03


class BatchState(Enum):
    """Where a batch stands."""

    NONE = "none"
    RUNNING = "running"
    UNFINISHED = "unfinished"  # it can be resumed; a new one would replace it
    FINISHED = "finished"


@dataclass(slots=True)
class _RunningScan:
    thread: ScanThread
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
        load: Callable[[PhotoSource], Photo] = load_working_photo,
    ) -> None:
        """A batch without photos; nothing is written yet.

        Args:
            place: Where results are kept; by default they are not.
            scan_first: Whether the first photo waits until all have been found. Rows that
                will be replaced are then dropped together.
            scan: Makes a scan of roots; :class:`Scan` with other settings.
            analyze: :func:`~haski_desktop.batch.pipeline.analyze_photos` with other settings.
            name: What to call a photo that a scan found, by its path.
            load: How a photo is decoded that is submitted to be first; ``analyze`` decodes the
                others.
        """
        self._name, self._scan, self._scan_first = name, scan, scan_first
        can_resume = place is not None and place.has_batch()
        # Shared between threads, under the lock.
        self._lock = threading.RLock()
        self._orders: deque[Callable[[], None]] = deque()
        self._events: list[Event] = []
        self._ids = count(1)
        self._open_jobs = 0
        self._open_scans = 0
        self._is_run_open = False
        self._epoch = 0  # counts cancellations: work of an earlier one no longer counts
        self.state = BatchState.UNFINISHED if can_resume else BatchState.NONE
        self.progress = RunProgress()
        self.summary = Summary()
        # The stepping thread's own.
        self._output = OutputKeeper(place, self._not_kept)
        self._queue = JobQueue(analyze, load, self._expect)
        self._scans: deque[_RunningScan] = deque()
        self._scan_threads: list[ScanThread] = []
        self._jobs: dict[str, int] = {}  # found and not done, by absolute path
        self._incomplete: set[str] = set()  # photos and folders that failed from outside
        self._found_in_all = 0  # by the scans of this batch

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
            self._orders.append(partial(self._add_jobs, ids, photos, first=first))
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
                self.state = self._left_state
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
        self._queue.use_model(analyzers, checksum)

    @property
    def has_model(self) -> bool:
        """Whether there is a model to analyse photos with."""
        return self._queue.has_model

    def use_no_model(self, error: ModelError) -> None:
        """Until there is a model, photos fail with ``error``."""
        self._queue.use_no_model(error)

    def step(self, *, may_scan: bool = True) -> None:
        """Do a little: one photo, or some milliseconds of a scan.

        Args:
            may_scan: Whether the caller can take what a scan finds.
        """
        epoch = self._carry_out_orders()
        if not self.progress.paused:
            if self._queue.has_first:
                self._done(*self._queue.analyze_first(), epoch)
            elif self._scans and may_scan and self._scan_some(epoch):
                pass
            elif self._may_analyze_others:
                done = self._queue.analyze_next()
                if done is not None:
                    self._done(*done, epoch)
        if self._queue.is_running and not self._queue.has_others:
            self._queue.stop()  # its threads have nothing left to do
            self._output.sync()
        self._end_run(epoch)

    @property
    def has_photos_waiting(self) -> bool:
        """Whether a step would analyse a photo rather than wait for a scan."""
        return bool(self._orders or self._queue.has_first or self._queue.has_others)

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
        for thread in self._scan_threads:
            thread.wait()
        self._output.close(is_finished=self.state is BatchState.FINISHED)

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

    def _add_jobs(
        self, ids: list[int], photos: Sequence[tuple[str | bytes, str]], *, first: bool
    ) -> None:
        for number, (photo, name) in zip(ids, photos, strict=True):
            self._queue.add(Job(number, photo, name), first=first)

    @property
    def _left_state(self) -> BatchState:
        """Where a batch stands that does not come to its end."""
        return BatchState.UNFINISHED if self._output.is_kept else BatchState.NONE

    def _end_run(self, epoch: int) -> None:
        with self._lock:
            is_over = not (self._orders or self._open_jobs or self._open_scans)
            if not is_over or epoch != self._epoch or not self._is_run_open:
                return
            self._is_run_open = False
            self.progress.end()
            if self.state is BatchState.RUNNING:
                self.state = self._left_state if self._incomplete else BatchState.FINISHED
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
        self._queue.clear()
        self._output.sync()
        self._output.forget_expected()
        for scan in self._scans:
            scan.thread.give_up()
        self._scans.clear()
        self._jobs.clear()

    def _open(self, *, resume: bool) -> None:
        self._incomplete.clear()
        self._found_in_all = 0
        self._output.open(resume=resume)

    def _start_scan(self, roots: tuple[str, ...], *, is_resumed: bool) -> None:
        if is_resumed and not roots:
            roots = self._output.roots
        else:
            self._output.add_roots(roots)
        thread = ScanThread(self._scan, roots)
        self._scan_threads = [t for t in self._scan_threads if t.is_alive] + [thread]
        self._scans.append(_RunningScan(thread, roots, is_resumed))

    @property
    def _may_analyze_others(self) -> bool:
        return self._queue.has_others and not (self._scans and self._scan_first)

    def _scan_some(self, epoch: int) -> bool:
        """Take what a scan has found; wait for it only if there is nothing else to do.

        Returns:
            Whether there was something.
        """
        scan = self._scans[0]
        known = len(self._jobs)
        portion = scan.thread.take(0 if self._may_analyze_others else SCAN_SECONDS)
        found = [self._found(path) for path in portion if isinstance(path, str)]
        for not_listed in portion:
            if isinstance(not_listed, NotListed):
                self._not_listed(not_listed, epoch)
        if found:
            scan.found += len(found)
            self._count_found(found, len(self._jobs) - known, epoch)
        if scan.thread.is_over:
            self._scans.popleft()
            self._end_scan(scan, epoch)
        return bool(portion) or scan.thread.is_over

    def _not_listed(self, not_listed: NotListed, epoch: int) -> None:
        self._incomplete.add(not_listed.folder)
        with self._lock:
            if epoch == self._epoch:
                self.progress.unlisted += 1
                self._events.append(not_listed)

    def _found(self, path: str) -> FoundPhoto:
        """Note a photo that is to be analysed, unless that was done before."""
        absolute = os.path.abspath(path)
        if absolute in self._jobs:
            return FoundPhoto(path, self._jobs[absolute])
        is_done, result = self._output.find(path, self._queue.model)
        if is_done:
            return FoundPhoto(path, None, result)
        job = Job(next(self._ids), path, self._name(path))
        self._jobs[absolute] = job.id
        self._queue.add(job)
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
            self._output.prepare(list(self._jobs))
        self._found_in_all += scan.found
        self._output.note_found(self._found_in_all)
        with self._lock:
            if epoch != self._epoch:
                return
            self._open_scans -= 1
            self.progress.scanning = self.is_scanning
            self._events.append(Scanned(scan.roots, scan.found, scan.is_resumed))

    def _expect(self, job: Job) -> None:
        self._output.expect(job, self._queue.model)

    def _done(self, job: Job, outcome: Outcome, epoch: int) -> None:
        result = outcome.result.named(printable(job.name))
        code = result.error.code if isinstance(result, Failure) else ""
        if isinstance(job.photo, str):
            path = os.path.abspath(job.photo)
            if code not in OUTSIDE_THE_PHOTO:
                self._incomplete.discard(path)
            elif path in self._jobs:
                self._incomplete.add(path)
            self._jobs.pop(path, None)
        self._output.append(job, result, is_final=outcome.is_final)
        with self._lock:
            if epoch != self._epoch:
                return
            self._open_jobs -= 1
            self.progress.done += 1
            if code:
                self.progress.failed[code] += 1
            self.summary.add(result)
            self._events.append(Analysed(job.id, result, outcome.evidence))

    def _not_kept(self, error: OutputError) -> None:
        with self._lock:
            self._events.append(NotKept(error))
