"""The photos of this window and what is being done with them."""

import os
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from haski_desktop.engine.analysis import Analysis
from haski_desktop.gui.photos.model import Item, PhotoModel, name_of
from haski_desktop.gui.work.batch_record import remembered_roots
from haski_desktop.gui.work.messages import Found, Job, ModelRequest, Outcome, Photo, Scan
from haski_desktop.gui.work.run_progress import RunProgress
from haski_desktop.gui.work.worker import WorkerThread
from haski_desktop.results.status import PhotoStatus, status_of
from haski_desktop.results.summary import Summary

# Pasted pictures are held in memory; they must not add up for ever.
UNDO_DEPTH: Final = 20


class Session(QObject):
    """Gives photos to the worker, and each result to the photo that it belongs to.

    Attributes:
        model_ready: A :class:`~haski_desktop.gui.work.messages.ModelInfo`: photos can be analysed.
        model_failed: An error: they can't.
        added: The id of the first of some photos that a person added.
        updated: The id of a photo whose state has changed.
        progress: The :class:`RunProgress` of the run, after each change.
        run_ended: A run's progress and its :class:`Summary`.
        nothing_found: A folder without photos; empty if it is all those of the last batch.
        not_kept: An error: the batch could not be continued after a close.
        changed: Anything about the photos has changed.
    """

    model_ready = Signal(object)
    model_failed = Signal(object)
    added = Signal(int)
    updated = Signal(int)
    progress = Signal(object)
    run_ended = Signal(object, object)
    nothing_found = Signal(str)
    not_kept = Signal(object)
    changed = Signal()

    def __init__(self, record_folder: Path, parent: QObject | None = None) -> None:
        """A session without photos.

        Args:
            record_folder: Where the last batch of folders is kept.
            parent: Its owner.
        """
        super().__init__(parent)
        self.photos = PhotoModel(self)
        self._ids = count(1)
        self._jobs: dict[int, int] = {}  # job in the worker's hands: its photo
        self._removed: deque[list[tuple[int, Item]]] = deque(maxlen=UNDO_DEPTH)
        self._scans: dict[int, Scan] = {}  # folders being looked through
        self._found: set[int] = set()  # those of them that held a photo
        self._has_batch = False  # whether a batch was begun or continued in this session
        self._is_cut_short = False  # whether any of it was cancelled
        self._can_continue = bool(remembered_roots(record_folder))
        self._run = RunProgress()
        self._tally = Summary()
        self._thread = WorkerThread(record_folder, self)
        worker = self._thread.worker
        worker.model_ready.connect(self.model_ready)
        worker.model_failed.connect(self.model_failed)
        worker.outcomes.connect(self._receive)
        worker.found.connect(self._add_found)
        worker.scanned.connect(self._scanned)
        worker.not_kept.connect(self.not_kept)

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do."""
        return bool(self._jobs or self._scans)

    @property
    def can_continue(self) -> bool:
        """Whether there is a batch of folders that did not come to its end, nor is under way."""
        return self._can_continue and not (self._has_batch and self.is_busy)

    @property
    def can_undo(self) -> bool:
        """Whether removed photos can be brought back."""
        return bool(self._removed)

    def start(self, model: ModelRequest) -> None:
        """Start the worker and have it load a model."""
        self._thread.start()
        self._thread.load.emit(model)

    def stop(self) -> None:
        """End the worker after the photo at hand. A batch that is not done is kept."""
        self._jobs.clear()
        self._scans.clear()
        self._thread.stop(finished=self._has_batch and not self._can_continue)
        self.photos.clean_up()

    def load_model(self, model: ModelRequest) -> None:
        """Use another model from now on."""
        self._thread.load.emit(model)

    def would_replace_batch(self, paths: Iterable[str]) -> bool:
        """Whether these would begin a batch in place of one that an earlier session left."""
        return self._can_continue and not self._has_batch and any(map(os.path.isdir, paths))

    def add_paths(self, paths: Iterable[str]) -> None:
        """Add photos, and the photos in folders."""
        files = []
        for path in map(os.path.abspath, paths):
            if path in {scan.root for scan in self._scans.values()}:
                continue
            if os.path.isdir(path):
                # What is in the list with it, or comes into it, is one batch; with an empty
                # list a new one begins.
                begins = not (self._has_batch and (self.photos.items or self._scans))
                if begins:
                    self._is_cut_short = False
                self._scan(path, begins=begins)
            else:
                files.append(path)
        first = self._add([(path, name_of(path)) for path in files])
        if first is not None:
            self.added.emit(first)
        self.progress.emit(self._run)

    def add_picture(self, data: bytes, name: str) -> None:
        """Add a picture that is no file."""
        first = self._add([(data, name)])
        if first is not None:
            self.added.emit(first)
        self.progress.emit(self._run)

    def continue_batch(self) -> None:
        """Go on with the last batch: what was done comes back, the rest is analysed."""
        if self.can_continue:
            self._is_cut_short = False
            self._scan("")
            self.progress.emit(self._run)

    def analyze_again(self, items: Iterable[Item]) -> None:
        """Give photos to the worker once more."""
        busy = set(self._jobs.values())
        ids = [item.id for item in items if item.id not in busy]
        self.photos.set_status(ids, PhotoStatus.WAITING)
        self._submit([item for i in ids if (item := self.photos.find(i))])
        for photo_id in ids:
            self.updated.emit(photo_id)
        self.progress.emit(self._run)

    def pause(self, *, paused: bool) -> None:
        """Wait after the photo at hand, or go on."""
        self._run.pause(paused=paused)
        self._thread.pause.emit(paused)
        self.progress.emit(self._run)

    def cancel(self) -> None:
        """Do no more; photos that were not analysed stay in the list and say so."""
        if not self.is_busy:
            return
        self._thread.cancel.emit()
        self._is_cut_short = True
        waiting = list(self._jobs.values())
        self._jobs.clear()
        self._scans.clear()
        self.photos.set_status(waiting, PhotoStatus.CANCELLED)
        for photo_id in waiting:
            self.updated.emit(photo_id)
        self._end_run()

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
        self.progress.emit(self._run)
        self.changed.emit()

    def clear(self) -> None:
        """Cancel, and remove all photos."""
        self.cancel()
        self.remove(list(self.photos.items))

    def _scan(self, root: str, *, begins: bool = False) -> None:
        self._begin_run()
        scan = Scan(next(self._ids), root, begins)
        self._scans[scan.id] = scan
        self._run.scanning = True
        self._has_batch = self._can_continue = True
        self._thread.scan.emit(scan)
        self.changed.emit()

    def _add(self, photos: Sequence[tuple[Photo, str]]) -> int | None:
        """Add photos that are not there yet; the id of the first, old or new."""
        first, new = None, dict[Photo, Item]()
        for photo, name in photos:
            item = self.photos.find_path(photo) if isinstance(photo, str) else None
            if item is None:
                item = new.setdefault(photo, Item(next(self._ids), photo, name))
            first = first or item.id
        self.photos.add(new.values())
        self._submit(list(new.values()))
        return first

    def _submit(self, items: Sequence[Item]) -> None:
        if not items:
            return
        self._begin_run()
        jobs = tuple(Job(next(self._ids), item.photo, item.name) for item in items)
        self._jobs.update((job.id, item.id) for job, item in zip(jobs, items, strict=True))
        self._run.total += len(jobs)
        self._thread.submit.emit(jobs)
        self.changed.emit()

    def _begin_run(self) -> None:
        if not self.is_busy:
            self._run, self._tally = RunProgress(), Summary()
            self._thread.pause.emit(False)

    def _end_run(self) -> None:
        self._run.scanning = False
        if self._has_batch:
            self._can_continue = self._is_cut_short
        self._thread.pause.emit(False)
        self.run_ended.emit(self._run, self._tally)
        self.changed.emit()

    @Slot(object)
    def _receive(self, outcomes: tuple[Outcome, ...]) -> None:
        """Results from the worker. One whose job was given up is dropped."""
        for outcome in outcomes:
            photo_id = self._jobs.pop(outcome.job, None)
            if photo_id is None:
                continue
            self._run.done += 1
            self._tally.add(outcome.result)
            if self.photos.set_result(photo_id, outcome.result):
                self.updated.emit(photo_id)
        self.progress.emit(self._run)
        self.changed.emit()
        if not self.is_busy and self._run.total and self._run.is_over:
            self._end_run()

    @Slot(object)
    def _add_found(self, found: Found) -> None:
        if found.scan not in self._scans:
            return  # cancelled while this was on its way
        self._found.add(found.scan)
        was_empty = not self.photos.items
        self._bring_back([(path, result) for path, result in found.photos if result])
        new = [path for path, result in found.photos if result is None]
        known = [self.photos.find_path(path) for path in new]
        self._add([(path, name_of(path)) for path in new])
        unanswered = (PhotoStatus.CANCELLED, PhotoStatus.ERROR)
        self.analyze_again([item for item in known if item and item.status in unanswered])
        if was_empty:
            self.added.emit(self.photos.items[0].id)
        self.progress.emit(self._run)

    def _bring_back(self, results: Sequence[tuple[str, Analysis]]) -> None:
        """Put results of an earlier run into the list."""
        new: dict[str, Item] = {}
        for path, result in results:
            item = self.photos.find_path(path) or new.get(path)
            if item is None:
                item = Item(next(self._ids), path, name_of(path), status_of(result), result)
                new[path] = item
            elif not isinstance(item.result, Analysis):
                self.photos.set_result(item.id, result)
                self.updated.emit(item.id)
            else:
                continue
            self._tally.add(result)
            self._run.total += 1
            self._run.done += 1
            self._run.earlier += 1
        self.photos.add(new.values())

    @Slot(int)
    def _scanned(self, scan_id: int) -> None:
        scan = self._scans.pop(scan_id, None)
        if scan is None:
            return
        if scan_id not in self._found:
            self.nothing_found.emit(scan.root)
        self._found.discard(scan_id)
        self._run.scanning = bool(self._scans)
        self.progress.emit(self._run)
        if not self.is_busy:
            self._end_run()
