"""A batch from its beginning to its end: what is analysed, what is remembered, for how long."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from haski_desktop.batch import pipeline
from haski_desktop.batch.events import Analysed, Ended, Event, Found, NotKept, NotListed, Scanned
from haski_desktop.batch.last_batch import LastBatch
from haski_desktop.batch.run import Batch, BatchState
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.mock import MockRuntime, mock_manifest
from haski_desktop.engine.runtime import Array
from haski_desktop.errors import ModelError
from haski_desktop.export.formats import JSONL
from tests.attacks.absurd import ABSURD
from tests.batch.conftest import MakePhotos
from tests.conftest import HungDrive

Open = Callable[..., Batch]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "last-batch"


@pytest.fixture
def open_batch(kept: Path, mock: Analyzer) -> Iterator[Open]:
    """Batches as the window has them, with the mock or another model."""
    opened: list[Batch] = []

    def make(analyzer: Analyzer | None = mock, model: str = "m") -> Batch:
        batch = Batch(LastBatch(kept, JSONL))
        if analyzer is not None:
            batch.use_model([analyzer], lambda: model)
        opened.append(batch)
        return batch

    yield make
    for batch in opened:
        batch.close()


def work(batch: Batch, count: int | None = None) -> list[Event]:
    """Do what is to be done, or only until ``count`` photos are done; all that happened."""
    events = []
    while batch.is_busy and (count is None or batch.progress.done < count):
        batch.step()
        events += batch.take_events()
    return events


def found(events: list[Event]) -> list[str]:
    return [photo.path for event in events if isinstance(event, Found) for photo in event.photos]


def results(events: list[Event]) -> list[Analysis | Failure]:
    return [event.result for event in events if isinstance(event, Analysed)]


def test_from_beginning_to_end(open_batch: Open, make_photos: MakePhotos, kept: Path) -> None:
    photos = list(map(str, make_photos(5)))
    folder = os.path.dirname(photos[0])
    batch = open_batch()
    assert state_of(batch) is BatchState.NONE
    batch.begin([folder])
    assert state_of(batch) is BatchState.RUNNING
    assert batch.is_scanning
    events = work(batch)
    assert found(events) == photos
    assert len(results(events)) == 5
    assert Scanned((folder,), 5, is_resumed=False) in events
    assert isinstance(events[-1], Ended)
    assert state_of(batch) is BatchState.FINISHED
    assert (batch.progress.total, batch.progress.done, batch.summary.photos) == (5, 5, 5)
    assert LastBatch(kept, JSONL).has_batch()  # until it is closed
    batch.close()
    assert list(kept.iterdir()) == []


def test_cancelled_and_resumed_by_another(
    open_batch: Open, make_photos: MakePhotos, kept: Path
) -> None:
    photos = list(map(str, make_photos(30)))
    batch = open_batch()
    batch.begin([os.path.dirname(photos[0])])
    work(batch, 7)
    assert batch.cancel()
    assert not batch.cancel()
    assert not batch.is_busy
    assert state_of(batch) is BatchState.UNFINISHED
    batch.close()
    other = open_batch()
    assert state_of(other) is BatchState.UNFINISHED
    other.resume()
    events = work(other)
    assert found(events) == photos
    assert other.progress.earlier == 7
    assert len(results(events)) == 23
    kept_results = [p.result for e in events if isinstance(e, Found) for p in e.photos if p.result]
    assert [result.source.name for result in kept_results] == photos[:7]
    assert state_of(other) is BatchState.FINISHED
    assert stat_modes(kept) == {0o600}


def state_of(batch: Batch) -> BatchState:
    """Its state now; mypy would take an attribute for what it was before."""
    return batch.state


def stat_modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_what_is_resumed_can_be_extended(
    open_batch: Open, make_photos: MakePhotos, tmp_path: Path
) -> None:
    first = list(map(str, make_photos(9, tmp_path / "first")))
    second = list(map(str, make_photos(9, tmp_path / "second")))
    batch = open_batch()
    batch.begin([str(tmp_path / "first")])
    work(batch, 2)
    batch.close()
    batch = open_batch()
    batch.resume()
    batch.extend([str(tmp_path / "second")])
    work(batch, 3)
    batch.close()
    batch = open_batch()
    batch.resume()
    assert found(work(batch)) == first + second


def test_a_new_batch_replaces_the_one_that_was_left(
    open_batch: Open, make_photos: MakePhotos, tmp_path: Path
) -> None:
    make_photos(9, tmp_path / "first")
    second = list(map(str, make_photos(4, tmp_path / "second")))
    for folder in ("first", "second"):
        batch = open_batch()
        batch.begin([str(tmp_path / folder)])
        work(batch, 2)
        batch.close()
    batch = open_batch()
    batch.resume()
    assert found(work(batch)) == second


def test_photos_changed_since_are_analysed_again(open_batch: Open, make_photos: MakePhotos) -> None:
    photos = make_photos(12)
    batch = open_batch()
    batch.begin([str(photos[0].parent)])
    work(batch, 8)
    batch.close()
    photos[11].replace(photos[0])
    swap(photos[1], photos[2])
    batch = open_batch()
    batch.resume()
    events = work(batch)
    again = {event.job for event in events if isinstance(event, Analysed)}
    paths = {p.path for e in events if isinstance(e, Found) for p in e.photos if p.job in again}
    assert paths == {str(photos[n]) for n in (0, 1, 2, 8, 9, 10)}


def swap(one: Path, two: Path) -> None:
    """Exchange two files of the same size and time."""
    stamp = one.stat()
    size = max(one.stat().st_size, two.stat().st_size)
    for path in (one, two):
        with path.open("ab") as file:
            file.write(bytes(size - path.stat().st_size))
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    aside = one.with_name("aside")
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def test_a_batch_without_a_model_is_not_done(open_batch: Open, make_photos: MakePhotos) -> None:
    photos = make_photos(3)
    batch = open_batch(None)
    batch.use_no_model(ModelError("model_damaged", "It is damaged.", "Choose another."))
    batch.begin([str(photos[0].parent)])
    assert {r.error.code for r in results(work(batch)) if isinstance(r, Failure)} == {
        "model_damaged"
    }
    assert state_of(batch) is BatchState.UNFINISHED
    batch.close()
    batch = open_batch()
    batch.resume()
    assert len(results(work(batch))) == 3
    assert state_of(batch) is BatchState.FINISHED


def test_a_batch_whose_drive_has_vanished_is_not_done(
    open_batch: Open, make_photos: MakePhotos, tmp_path: Path
) -> None:
    folder = tmp_path / "drive" / "photos"
    photos = list(map(str, make_photos(30, folder)))
    batch = open_batch()
    batch.begin([str(folder)])
    work(batch, 4)
    folder.parent.rename(tmp_path / "elsewhere")
    work(batch)
    assert batch.progress.failed["not_found"]
    assert state_of(batch) is BatchState.UNFINISHED
    batch.close()
    batch = open_batch()
    batch.resume()  # while it is not there
    work(batch)
    assert state_of(batch) is BatchState.UNFINISHED
    batch.close()
    (tmp_path / "elsewhere").rename(folder.parent)
    batch = open_batch()
    batch.resume()
    events = work(batch)
    assert found(events) == photos
    assert batch.progress.earlier >= 4  # nothing that was done before is lost
    assert state_of(batch) is BatchState.FINISHED


def test_a_folder_that_can_not_be_listed_is_told_and_not_done(
    open_batch: Open, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_photos(2)[0].parent
    (folder / "locked").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    batch = open_batch()
    batch.begin([str(folder)])
    (told,) = (event for event in work(batch) if isinstance(event, NotListed))
    assert told.folder == str(folder / "locked")
    assert batch.progress.unlisted == 1
    assert state_of(batch) is BatchState.UNFINISHED


class _FailingLater(MockRuntime):
    """A runtime that fails from its fourth photo on."""

    def __init__(self) -> None:
        self._left = 3

    def run(self, *inputs: Array) -> dict[str, Array]:
        if not self._left:
            raise ModelError("inference_failed", "It failed.", "Try again.")
        self._left -= 1
        return super().run(*inputs)


class _Other(MockRuntime):
    provider = "cuda"


def test_results_of_a_runtime_that_stepped_in_do_not_count_as_done(
    open_batch: Open, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Side by side, the one before the failure may be taken for one after it, and done again.
    monkeypatch.setattr(pipeline, "default_workers", lambda: 1)
    photos = make_photos(8)
    falling_back = Analyzer(mock_manifest(), iter([(_FailingLater(), None), (_Other(), None)]))
    batch = open_batch(falling_back)
    batch.begin([str(photos[0].parent)])
    work(batch, 6)
    batch.close()
    batch = open_batch()
    batch.resume()
    work(batch)
    assert batch.progress.earlier == 3


def test_a_long_scan_of_folders_without_photos_can_be_cancelled(
    open_batch: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        (tmp_path / "empty" / f"{number}" / "deeper").mkdir(parents=True)
    may_go_on, looked_at = threading.Semaphore(3), list[str]()
    scandir = os.scandir

    def slow(path: str) -> object:
        assert may_go_on.acquire(timeout=60)
        looked_at.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", slow)
    batch = open_batch()
    batch.begin([str(tmp_path / "empty")])
    while len(looked_at) < 3:
        batch.step()
    assert batch.is_scanning
    assert batch.cancel()
    batch.step()
    may_go_on.release(300)
    assert not batch.is_busy
    batch.close()
    assert len(looked_at) <= 4  # the one that it was at


def test_a_drive_that_does_not_answer_holds_up_nothing_else(
    open_batch: Open, make_photos: MakePhotos, hung_drive: HungDrive
) -> None:
    folder = make_photos(3)[0].parent
    (folder / "hung").mkdir()
    batch = open_batch()
    batch.begin([str(folder)])
    assert len(results(work(batch, 3))) == 3  # what lies before it
    assert hung_drive.is_waited_for.wait(60)
    batch.step()
    assert batch.is_scanning
    assert batch.cancel()
    batch.step()
    assert not batch.is_busy
    other = make_photos(2, folder.parent / "other")[0].parent
    batch.begin([str(other)])
    assert len(results(work(batch))) == 2
    batch.close()


def test_a_folder_of_one_photo_is_kept_too(
    open_batch: Open, make_photos: MakePhotos, kept: Path
) -> None:
    (photo,) = make_photos(1)
    batch = open_batch()
    batch.begin([str(photo.parent)])
    work(batch)
    assert str(photo) in (kept / "results.jsonl").read_text()


def test_paused(open_batch: Open, make_photos: MakePhotos) -> None:
    photos = make_photos(20)
    batch = open_batch()
    batch.begin([str(photos[0].parent)])
    work(batch, 3)
    batch.pause(paused=True)
    for _ in range(5):
        batch.step()
    assert batch.progress.done == 3
    assert batch.take_events() == []
    batch.pause(paused=False)
    work(batch)
    assert batch.progress.done == 20


def test_what_somebody_waits_for_goes_first(open_batch: Open, make_photos: MakePhotos) -> None:
    photos = list(map(str, make_photos(20)))
    batch = open_batch()
    batch.submit([(path, path) for path in photos[1:]])
    (job,) = batch.submit([(photos[0], "mine")], first=True)
    batch.step()
    (event,) = batch.take_events()
    assert isinstance(event, Analysed)
    assert event.job == job
    assert event.result.source.name == "mine"
    work(batch)
    assert state_of(batch) is BatchState.NONE  # of single files nothing is kept


def test_another_model_in_mid_batch(
    open_batch: Open, make_photos: MakePhotos, analyzer: Analyzer
) -> None:
    photos = make_photos(30)
    batch = open_batch()
    batch.begin([str(photos[0].parent)])
    events = work(batch, 5)
    batch.use_model([analyzer], lambda: "other")
    events += work(batch)
    kinds = [r.model_type for r in results(events) if isinstance(r, Analysis)]
    assert kinds == ["mock"] * 5 + ["tflite"] * 25


def test_when_nothing_can_be_kept(open_batch: Open, make_photos: MakePhotos, kept: Path) -> None:
    photos = make_photos(3)
    kept.write_text("a file where the folder should be")
    batch = open_batch()
    batch.begin([str(photos[0].parent)])
    events = work(batch, 1)
    (told,) = (event for event in events if isinstance(event, NotKept))
    assert told.error.code == "output_not_writable"
    batch.cancel()
    assert state_of(batch) is BatchState.NONE  # there is nothing to go on with
    batch.begin([str(photos[0].parent)])
    assert len(results(work(batch))) == 3


def test_orders_from_other_threads(open_batch: Open, make_photos: MakePhotos) -> None:
    """Whatever the moment, counts and events agree."""
    photos = list(map(str, make_photos(40)))
    batch = open_batch()
    stop = threading.Event()

    def step() -> None:
        while not stop.is_set():
            batch.step()

    stepping = threading.Thread(target=step)
    stepping.start()
    try:
        for turn in range(30):
            jobs = set(batch.submit([(path, path) for path in photos]))
            if turn % 3:
                batch.pause(paused=True)
                batch.pause(paused=False)
            end = time.monotonic() + 20
            while batch.progress.done < turn % 5:
                assert time.monotonic() < end
            assert batch.cancel()
            events = batch.take_events()
            done = [event.job for event in events if isinstance(event, Analysed)]
            assert set(done) <= jobs
            assert len(done) == batch.progress.done == batch.summary.photos
    finally:
        stop.set()
        stepping.join(20)
    assert not stepping.is_alive()


@pytest.mark.parametrize("name", ["results.jsonl", "results.jsonl.journal"])
@pytest.mark.parametrize("content", [*ABSURD, None], ids=range(len(ABSURD) + 1))
def test_absurd_files_of_an_earlier_batch(
    open_batch: Open, make_photos: MakePhotos, kept: Path, name: str, content: bytes | None
) -> None:
    """Resumed, said or set aside: nothing is raised, and the next batch is kept as usual."""
    photos = make_photos(12)
    batch = open_batch()
    batch.begin([str(photos[0].parent)])
    work(batch, 5)
    batch.close()
    (kept / name).unlink()
    if content is None:
        os.mkfifo(kept / name)
    else:
        (kept / name).write_bytes(content)
    batch = open_batch()
    batch.resume()
    work(batch)
    assert batch.progress.earlier == 0
    batch.begin([str(photos[0].parent)])
    work(batch, 5)
    batch.close()
    batch = open_batch()
    batch.resume()
    work(batch)
    assert batch.progress.earlier == 5


def test_what_is_left_is_known_at_a_glance(
    open_batch: Open, make_photos: MakePhotos, kept: Path, tmp_path: Path
) -> None:
    folder = os.path.dirname(make_photos(9)[0])
    (tmp_path / "more").mkdir()
    place = LastBatch(kept, JSONL)
    assert place.glance() is None
    batch = open_batch()
    batch.begin([folder])
    work(batch, 4)
    batch.cancel()
    batch.step()
    left = place.glance()
    assert left is not None
    assert left.roots == (folder,)
    assert left.found == 9
    assert 4 <= left.done < 9
    batch.resume()
    batch.extend([str(tmp_path / "more")])
    work(batch, 6)
    left = place.glance()
    assert left is not None
    assert (left.roots, left.found) == ((folder, str(tmp_path / "more")), 9)
