"""What is done with photos, one after the other: order, pause, cancel, close."""

import gc
import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analyzer import Analyzer, PreparedPhoto
from haski_desktop.engine.evidence import Examination
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.results.status import PhotoStatus
from haski_desktop.results.summary import Summary
from tests.conftest import HungDrive
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, drop, wait_until_done


class Gate:
    """Holds the network up, in the worker's thread, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = threading.Event()
        self._may_go = threading.Event()
        examine = Analyzer.examine

        def held(analyzer: Analyzer, photo: PreparedPhoto) -> Examination:
            self.reached.set()
            assert self._may_go.wait(WAIT / 1000)
            return examine(analyzer, photo)

        monkeypatch.setattr(Analyzer, "examine", held)

    def open(self) -> None:
        self._may_go.set()


def test_result_of_a_cancelled_job_is_dropped(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_photos(2)
    gate = Gate(monkeypatch)
    window.commands.open_paths([first])
    assert gate.reached.wait(WAIT / 1000)
    window.session.cancel()
    window.session.remove(list(window.session.photos.items))
    window.commands.open_paths([second, first])  # new jobs, one of them for the same photo
    gate.open()
    results = wait_until_done(qtbot, window, 2)
    assert [r.source.name for r in results] == [os.path.basename(p) for p in (second, first)]
    assert window.last_summary is not None
    assert window.last_summary.photos == 2


def test_result_that_comes_after_a_cancel_changes_nothing(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = make_photos(4)
    gate = Gate(monkeypatch)
    window.commands.open_paths(paths)
    assert gate.reached.wait(WAIT / 1000)
    window.session.cancel()
    gate.open()
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    assert result.source.name == "sample.jpg"
    states = [item.status for item in window.session.photos.items[:4]]
    assert states == [PhotoStatus.CANCELLED] * 4


def test_result_of_a_photo_removed_meanwhile(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window(started=False)
    first, second = make_photos(2)
    window.commands.open_paths([first, second])
    window.session.remove([window.session.photos.items[0]])
    window.session.start(ModelRequest())
    (result,) = wait_until_done(qtbot, window, 1)
    assert result.source.name == os.path.basename(second)
    window.commands.undo_remove()
    results = wait_until_done(qtbot, window, 2)
    assert [r.source.name for r in results] == [os.path.basename(p) for p in (first, second)]


def test_pause_go_on_and_cancel(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window(started=False)
    window.commands.open_paths(make_photos(30))
    window.progress.pause.click()
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.session.start(ModelRequest())
    assert window.session.photos.results() == []
    with qtbot.waitSignal(window.session.updated, timeout=WAIT):
        window.progress.pause.click()
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT) as ended:
        window.progress.cancel.click()
    summary = ended.args[1]
    assert isinstance(summary, Summary)
    assert summary.photos < 30
    statuses = [item.status for item in window.session.photos.items]
    assert statuses.count(PhotoStatus.CANCELLED) == 30 - summary.photos
    window.session.analyze_again(list(window.session.photos.items))
    wait_until_done(qtbot, window, 30)


def test_close_in_mid_batch(window: MainWindow, qtbot: QtBot, make_photos: MakePhotos) -> None:
    window.thumbnails.stop()  # or their threads would be counted
    before = set(threading.enumerate())
    with qtbot.waitSignal(window.session.updated, timeout=WAIT):
        window.commands.open_paths(make_photos(200))
    assert window.session.is_busy
    done = len(window.session.photos.results())
    assert window.close()
    assert not window.isVisible()
    assert {t for t in threading.enumerate() if t.name.startswith("haski")} <= before
    assert not window.session._thread._thread.isRunning()
    assert len(window.session.photos.results()) == done < 200


def test_single_photo_goes_before_a_batch(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    window = make_window(started=False)
    window.commands.open_paths(make_photos(20))
    window.commands.open_paths([SAMPLE])
    with qtbot.waitSignal(window.session.updated, timeout=WAIT) as updated:
        window.session.start(ModelRequest())
    # A busy machine shows several results at once, in the order in which they came.
    assert updated.args[0][0] == window.session.photos.items[-1].id
    wait_until_done(qtbot, window, 21)


def test_a_cancelled_scan_is_not_taken_for_the_next(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    first = os.path.dirname(make_photos(5)[0])
    (tmp_path / "second").mkdir()
    on_its_way = threading.Event()
    worker = window.session._thread.worker
    worker.events_ready.connect(on_its_way.set, Qt.ConnectionType.DirectConnection)
    drop(window, first)
    assert on_its_way.wait(WAIT / 1000)  # in the window's queue, not yet seen by it
    window.session.cancel()
    with qtbot.waitSignal(window.session.nothing_found, timeout=WAIT) as empty:
        window.session.add_paths([str(tmp_path / "second")])
    assert empty.args == [str(tmp_path / "second")]
    kinds = {item.status for item in window.session.photos.items}
    assert PhotoStatus.WAITING not in kinds


def test_a_drive_that_does_not_answer_keeps_no_window_open(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, hung_drive: HungDrive
) -> None:
    folder = Path(make_photos(2)[0]).parent
    (folder / "hung").mkdir()
    drop(window, str(folder))
    assert hung_drive.is_waited_for.wait(WAIT / 1000)
    qtbot.waitUntil(lambda: len(window.session.photos.results()) == 2, timeout=WAIT)
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        window.progress.cancel.click()
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 3)
    drop(window, str(folder / "hung"))
    assert window.close()
    assert not window.isVisible()
    hung_drive.answer()


def test_the_garbage_collector_need_not_go_through_all_photos(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    """With thousands of photos the window would stand still each time."""
    (photo,) = make_photos(1)
    for number in range(599):
        os.link(photo, tmp_path / "photos" / f"{number}.jpg")
    window = make_window(ModelRequest(runtime="mock"))
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        drop(window, str(tmp_path / "photos"))
    assert len(window.session.photos.results()) == 600
    assert sum(isinstance(thing, Item) for thing in gc.get_objects()) < 400
