"""The photos of this window and what is being done with them."""

import gc
import logging
import os
from collections import deque
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from haski_desktop.batch.events import (
    Analysed,
    Ended,
    Found,
    FoundPhoto,
    NotKept,
    NotListed,
    Scanned,
)
from haski_desktop.batch.journal import Glance
from haski_desktop.batch.last_batch import LastBatch
from haski_desktop.batch.pipeline import analyze_photos
from haski_desktop.batch.run import Batch, BatchState
from haski_desktop.engine.analysis import Analysis, ErrorInfo
from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.errors import printable
from haski_desktop.export.formats import JSONL
from haski_desktop.gui.photos.images import PhotoContent
from haski_desktop.gui.photos.model import Item, PhotoModel, name_of
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.gui.work.worker import WorkerThread
from haski_desktop.results.status import PhotoStatus, status_of

log = logging.getLogger(__name__)

# Pasted pictures are held in memory; they must not add up for ever.
UNDO_DEPTH: Final = 20
# Of so many at most the garbage collector goes through what is known of them.
PHOTOS_COLLECTED: Final = 200
# So many photos come in a moment: nobody else need decode them meanwhile.
NEXT_JOBS: Final = 50


class Session(QObject):
    """Shows the batch's photos in the list, and passes on what the person wants of it.

    Attributes:
        model_ready: A :class:`~haski_desktop.gui.work.messages.ModelInfo`: it is in use.
        model_failed: An error: a model can't be used; see :attr:`has_model`.
        added: The id of the first of some photos that a person added.
        updated: The ids of photos whose state has changed.
        progress: The :class:`RunProgress` of the run, after each change.
        run_ended: A run's progress and its :class:`Summary`.
        nothing_found: A folder without photos; empty if it is all those of the last batch.
        not_kept: An error: the batch could not be continued after a close.
        changed: Anything about the photos has changed.
        decoded: The photos decoded last, for who shows them.
    """

    model_ready = Signal(object)
    model_failed = Signal(object)
    added = Signal(int)
    updated = Signal(object)
    progress = Signal(object)
    run_ended = Signal(object, object)
    nothing_found = Signal(str)
    not_kept = Signal(object)
    changed = Signal()

    def __init__(self, batch_folder: Path, parent: QObject | None = None) -> None:
        """A session without photos.

        Args:
            batch_folder: Where the last batch of folders is kept.
            parent: Its owner.
        """
        super().__init__(parent)
        self.photos = PhotoModel(self)
        self.decoded = PhotoCache()
        place = self._last_batch = LastBatch(batch_folder, JSONL)
        load = self.decoded.load
        analyze = partial(analyze_photos, load=load)
        self._batch = Batch(place, analyze=analyze, name=name_of, load=load)
        self._ids = count(1)
        self._jobs: dict[int, int] = {}  # job that is not done: its photo
        self._last_job = 0  # that was answered in its turn
        self._first_jobs: set[int] = set()  # not in their turn
        self._photos_to_collect = 0
        self._removed: deque[list[tuple[int, Item]]] = deque(maxlen=UNDO_DEPTH)
        self._thread = WorkerThread(self._batch, self)
        worker = self._thread.worker
        worker.model_ready.connect(self.model_ready)
        worker.model_failed.connect(self.model_failed)
        worker.events_ready.connect(self._take_events)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done, or was done and is not shown yet."""
        return self._batch.is_busy or self._batch.has_events

    @property
    def has_model(self) -> bool:
        """Whether there is a model to analyse photos with."""
        return self._batch.has_model

    @property
    def can_continue(self) -> bool:
        """Whether there is a batch of folders that did not come to its end, nor is under way."""
        return self._batch.state is BatchState.UNFINISHED

    def unfinished(self) -> Glance | None:
        """What is known of the batch that can be continued, from the disk."""
        return self._last_batch.glance() if self.can_continue else None

    @property
    def can_undo(self) -> bool:
        """Whether removed photos can be brought back."""
        return bool(self._removed)

    def is_next(self, photo_id: int) -> bool:
        """Whether a photo's turn to be decoded and analysed comes in a moment."""
        item = self.photos.find(photo_id)
        if item is None or self._batch.is_paused or self._jobs.get(item.job) != photo_id:
            return False
        return item.job in self._first_jobs or item.job <= self._last_job + NEXT_JOBS

    def start(self, model: ModelRequest) -> None:
        """Start the worker and have it load a model."""
        self._thread.start()
        self._thread.load.emit(model)
        self._thread.wake.emit()

    def stop(self) -> None:
        """End the worker after the photo at hand. A batch that is not done is kept."""
        self._jobs.clear()
        try:
            self._thread.stop()
        finally:
            self.photos.clean_up()

    def load_model(self, model: ModelRequest) -> None:
        """Use another model from now on."""
        self._thread.load.emit(model)

    def would_replace_batch(self, paths: Iterable[str]) -> bool:
        """Whether these would begin a batch in place of one that is not done."""
        return self.can_continue and any(map(os.path.isdir, paths))

    def add_paths(self, paths: Iterable[str]) -> None:
        """Add photos, and the photos in folders. A batch that is not done is given up."""
        absolute = list(dict.fromkeys(map(os.path.abspath, paths)))
        if any(map(os.path.isdir, absolute)):
            for path in absolute:
                # What is in the list with it, or comes into it, is one batch; with an empty
                # list a new one begins.
                state = self._batch.state
                is_one = state is BatchState.FINISHED and bool(self.photos.items)
                if state is BatchState.RUNNING or is_one:
                    self._batch.extend([path])
                else:
                    self._batch.begin([path])
            self._ordered()
        else:
            self._add([(path, name_of(path)) for path in absolute])

    def add_arrived(self, paths: Iterable[str]) -> None:
        """Add photos that no person opened: what is shown stays, unless nothing is."""
        self._add([(path, name_of(path)) for path in paths], choose=not self.photos.items)

    def add_picture(self, data: bytes, name: str) -> None:
        """Add a picture that is no file."""
        self._add([(data, name)])

    def continue_batch(self) -> None:
        """Go on with the last batch: what was done comes back, the rest is analysed."""
        if self.can_continue:
            self._batch.resume()
            self._ordered()

    def analyze_again(self, items: Iterable[Item]) -> None:
        """Give photos to the worker once more."""
        busy = set(self._jobs.values())
        again = [item for item in items if item.id not in busy]
        ids = [item.id for item in again]
        self.photos.set_status(ids, PhotoStatus.WAITING)
        self._submit(again)
        self.updated.emit(ids)

    def pause(self, *, paused: bool) -> None:
        """Wait after the photo at hand, or go on."""
        self._batch.pause(paused=paused)
        self._ordered()

    def cancel(self) -> None:
        """Do no more; photos that were not analysed stay in the list and say so."""
        if not self._batch.cancel():
            return
        self._thread.wake.emit()
        self._take_events()  # what was done until now
        waiting = list(self._jobs.values())
        self._jobs.clear()
        self.photos.set_status(waiting, PhotoStatus.CANCELLED)
        self.updated.emit(waiting)
        self.run_ended.emit(self._batch.progress, self._batch.summary)
        self.changed.emit()

    def remove(self, items: Iterable[Item]) -> None:
        """Remove photos from the list; the files stay as they are."""
        removed = self.photos.remove(item.id for item in items)
        if removed:
            self._removed.append(removed)
            self.changed.emit()

    def undo_remove(self) -> None:
        """Bring back what was removed last."""
        if not self._removed:
            return
        restored = self.photos.restore(self._removed.pop())
        # Results that came in the meantime found no photo.
        pending = set(self._jobs.values())
        lost = [
            item
            for item in restored
            if item.status is PhotoStatus.WAITING and item.id not in pending
        ]
        self._submit(lost)
        if restored:
            self.added.emit(restored[0].id)
        self.changed.emit()

    def clear(self) -> None:
        """Cancel, and remove all photos."""
        self.cancel()
        self.remove(list(self.photos.items))

    def _add(self, photos: Sequence[tuple[PhotoContent, str]], *, choose: bool = True) -> None:
        """Add photos that are not there yet, and choose the first, old or new."""
        first, new = None, dict[PhotoContent, Item]()
        for photo, name in photos:
            item = self.photos.find_path(photo) if isinstance(photo, str) else None
            if item is None:
                item = new.setdefault(photo, Item(next(self._ids), photo, name))
            first = first or item.id
        self.photos.add(new.values())
        self._submit(list(new.values()))
        if first is not None and choose:
            self.added.emit(first)

    def _submit(self, items: Sequence[Item]) -> None:
        """Have photos analysed. A single one goes first: somebody is waiting for it."""
        if items:
            photos = [(item.photo, item.name) for item in items]
            jobs = self._batch.submit(photos, first=len(items) == 1)
            self._jobs_begin(jobs[0])
            for job, item in zip(jobs, items, strict=True):
                self._jobs[job], item.job = item.id, job
            if len(items) == 1:
                self._first_jobs.update(jobs)
            self._ordered()

    def _jobs_begin(self, job: int) -> None:
        """Note that ``job`` is the next, if there is none before it."""
        if not self._jobs:
            self._last_job = job - 1
            self._first_jobs.clear()

    def _job_done(self, job: int) -> int:
        """The photo of a job; none once the window is closed."""
        if job not in self._first_jobs:
            self._last_job = job
        self._first_jobs.discard(job)
        return self._jobs.pop(job, -1)

    def _ordered(self) -> None:
        """Have the worker hear of an order, and show what it changed at once."""
        self._thread.wake.emit()
        self.progress.emit(self._batch.progress)
        self.changed.emit()

    @Slot()
    def _take_events(self) -> None:
        """Show what has happened since the last time."""
        updated: list[int] = []
        found = 0
        ended: Ended | None = None
        for event in self._batch.take_events():
            match event:
                case Analysed(job, result, evidence):
                    photo_id = self._job_done(job)
                    if self.photos.set_result(photo_id, result, evidence):
                        updated.append(photo_id)
                case Found(photos):
                    updated += self._show_found(photos)
                    found += len(photos)
                case Ended():
                    ended = event
                case _:
                    self._tell(event)
        self._spare_the_collector(len(updated) + found)
        if updated:
            self.updated.emit(updated)
        if ended:
            self.progress.emit(ended.progress)
            self.run_ended.emit(*ended)
        if not self._batch.progress.ended:
            self.progress.emit(self._batch.progress)
        self.changed.emit()

    def _spare_the_collector(self, count: int) -> None:
        """Have Python's garbage collector no longer go through what is known of photos.

        For ten thousand photos that takes a quarter of a second, in which no thread gets on.
        They form no cycles: what is let go of is freed at once all the same.
        """
        self._photos_to_collect += count
        if self._photos_to_collect >= PHOTOS_COLLECTED:
            self._photos_to_collect = 0
            gc.collect(1)  # what is young and unused, so that it does not stay for good
            gc.freeze()

    def _tell(self, event: Scanned | NotListed | NotKept) -> None:
        """Pass on what is no photo's."""
        match event:
            case Scanned(roots, found, is_resumed) if not found:
                self.nothing_found.emit("" if is_resumed else roots[0])
            case NotListed(folder, error):
                log.warning("the folder “%s” can't be listed: %s", printable(folder), error)
            case NotKept(error):
                self.not_kept.emit(ErrorInfo(error.code, error.message, error.next_step))

    def _show_found(self, photos: Sequence[FoundPhoto]) -> list[int]:
        """Put photos of folders into the list; the ids of those that were there and changed."""
        was_empty = not self.photos.items
        new: dict[str, Item] = {}
        waiting: list[int] = []
        answered: list[int] = []
        for path, job, result in photos:
            item = self.photos.find_path(path) or new.get(path)
            if item is None:
                status = PhotoStatus.WAITING if result is None else status_of(result)
                item = new[path] = Item(next(self._ids), path, name_of(path), status, result)
            elif result is None:
                waiting.append(item.id)
            elif not isinstance(item.result, Analysis):
                self.photos.set_result(item.id, result)
                answered.append(item.id)
            if job is not None:
                self._jobs_begin(job)
                self._jobs[job], item.job = item.id, job
        self.photos.add(new.values())
        self.photos.set_status(waiting, PhotoStatus.WAITING)
        if was_empty and self.photos.items:
            self.added.emit(self.photos.items[0].id)
        return waiting + answered
