"""A batch of folders goes on after a close, a crash or a kill, with every photo once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from haski_desktop.batch.progress import RunProgress
from haski_desktop.batch.result_file import ResultFile
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.paths import last_batch_folder
from haski_desktop.results.answers import with_answers
from haski_desktop.results.status import PhotoStatus
from tests.gui.conftest import (
    SAMPLE,
    WAIT,
    MakePhotos,
    MakeWindow,
    drop,
    wait_until_done,
    without_time,
)


def close_in_mid_batch(
    window: MainWindow, qtbot: QtBot, folder: str, count: int, *others: str
) -> None:
    """Drop a folder and close the window once some of its photos are done."""
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= count, timeout=WAIT
    ):
        drop(window, folder, *others)
    assert window.session.is_busy
    window.close()


def go_on(window: MainWindow, qtbot: QtBot) -> RunProgress:
    """Continue by the menu; the run at its end."""
    action = window.actions_table["continue"]
    assert action.isEnabled()
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT) as ended:
        action.trigger()
    run = ended.args[0]
    assert isinstance(run, RunProgress)
    return run


def photos_of(window: MainWindow) -> list[object]:
    return [item.photo for item in window.session.photos.items]


@pytest.mark.skipif(os.name != "posix", reason="needs kill")
@pytest.mark.parametrize("count", [1, 20, 40], ids=["at once", "half way", "at the end"])
def test_killed_and_continued(
    make_window: MakeWindow,
    qtbot: QtBot,
    make_photos: MakePhotos,
    analyzer: Analyzer,
    count: int,
) -> None:
    paths = make_photos(39)
    broken = Path(paths[0]).with_name("broken.jpg")
    broken.write_bytes(Path(paths[0]).read_bytes()[:900])
    command = [sys.executable, "-m", "tests.gui.drive_killed", str(count), str(broken.parent)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    window = make_window()
    run = go_on(window, qtbot)
    # All that was seen as done is kept, but for the broken photo, which is tried again.
    assert run.earlier >= count - 1
    assert sorted(map(str, photos_of(window))) == sorted([str(broken), *paths])
    results = {str(item.photo): item.result for item in window.session.photos.items}
    assert isinstance(results.pop(str(broken)), Failure)
    for path, result in results.items():
        assert isinstance(result, Analysis)
        again = with_answers(analyzer.analyze(path))
        assert without_time(with_answers(result)) == without_time(again)
    assert window.last_summary is not None
    assert (window.last_summary.photos, window.last_summary.failed) == (40, 1)


def test_closed_and_continued_after_changes(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, analyzer: Analyzer
) -> None:
    paths = make_photos(60)
    folder = os.path.dirname(paths[0])
    close_in_mid_batch(make_window(), qtbot, folder, 5)
    os.replace(paths[59], paths[0])  # a changed photo, and one that is gone
    window = make_window()
    assert window.session.photos.items == []
    run = go_on(window, qtbot)
    assert 4 <= run.earlier < 59
    assert sorted(map(str, photos_of(window))) == paths[:59]
    (changed,) = (item for item in window.session.photos.items if item.photo == paths[0])
    assert isinstance(changed.result, Analysis)
    assert without_time(changed.result) == without_time(analyzer.analyze(paths[0]))


def test_another_model_starts_anew(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(60)
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 5)
    window = make_window()
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.set_runtime("onnx")
    run = go_on(window, qtbot)
    assert run.earlier == 0
    results = window.session.photos.results()
    assert len(results) == 60
    assert {r.model_type for r in results if isinstance(r, Analysis)} == {"onnx"}


def test_cancelled_and_continued_in_the_same_window(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    action = window.actions_table["continue"]
    assert not action.isEnabled()
    assert "no batch" in action.statusTip()
    paths = make_photos(60)
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 5, timeout=WAIT
    ):
        drop(window, os.path.dirname(paths[0]))
    assert not action.isEnabled()
    window.session.cancel()
    assert action.isEnabled()
    assert "analyse the rest" in action.statusTip()
    statuses = [item.status for item in window.session.photos.items]
    go_on(window, qtbot)
    assert photos_of(window) == paths
    assert PhotoStatus.CANCELLED in statuses
    assert all(isinstance(r, Analysis) for r in wait_until_done(qtbot, window, 60))
    assert not action.isEnabled()


def test_a_second_folder_belongs_to_the_same_batch(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths = make_photos(80)
    second = tmp_path / "second"
    second.mkdir()
    others = [str(second / os.path.basename(path)) for path in paths[20:]]
    for path, other in zip(paths[20:], others, strict=True):
        os.replace(path, other)
    first = make_window()
    drop(first, os.path.dirname(paths[0]))
    wait_until_done(qtbot, first, 20)
    close_in_mid_batch(first, qtbot, str(second), 1)
    window = make_window()
    run = go_on(window, qtbot)
    assert run.earlier >= 20
    assert sorted(map(str, photos_of(window))) == sorted(paths[:20] + others)


def test_folders_dropped_together_are_one_batch(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths, other = make_photos(40), tmp_path / "other"
    other.mkdir()
    os.replace(paths[39], other / "a.jpg")
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 2, str(other))
    window = make_window()
    go_on(window, qtbot)
    assert sorted(map(str, photos_of(window))) == sorted([*paths[:39], str(other / "a.jpg")])


@pytest.mark.parametrize("answer", ["Continue both", "Give it up", "Cancel"])
def test_a_new_folder_does_not_silently_replace_what_is_left(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path, answer: str
) -> None:
    paths, other = make_photos(40), tmp_path / "other"
    other.mkdir()
    os.replace(paths[39], other / "a.jpg")
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 2)
    window = make_window()
    drop(window, str(other))
    assert photos_of(window) == []
    question = window.findChild(QMessageBox)
    assert question is not None
    buttons = {b.text().replace("&", ""): b for b in question.buttons()}
    buttons[answer].click()
    expected = {
        "Continue both": [str(other / "a.jpg"), *paths[:39]],
        "Give it up": [str(other / "a.jpg")],
        "Cancel": [],
    }[answer]
    if expected:
        wait_until_done(qtbot, window, len(expected))
    assert sorted(map(str, photos_of(window))) == sorted(expected)
    assert window.actions_table["continue"].isEnabled() == (answer == "Cancel")


def test_nothing_is_kept_of_a_finished_batch(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(4)
    window = make_window()
    drop(window, os.path.dirname(paths[0]))
    wait_until_done(qtbot, window, 4)
    assert not window.actions_table["continue"].isEnabled()
    assert list(last_batch_folder().iterdir())
    window.close()
    assert list(last_batch_folder().iterdir()) == []
    assert not make_window().actions_table["continue"].isEnabled()


def test_a_batch_goes_on_when_it_can_not_be_kept(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    last_batch_folder().parent.mkdir(exist_ok=True)
    last_batch_folder().write_text("a file where the folder should be")
    drop(window, os.path.dirname(make_photos(3)[0]))
    wait_until_done(qtbot, window, 3)
    assert window.messages.box is not None
    assert "can't be continued" in window.messages.box.title.text()


def test_a_second_window_leaves_the_first_ones_batch_alone(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths = make_photos(60)
    first, second = make_window(), make_window()
    with qtbot.waitSignal(first.session.updated, timeout=WAIT):
        drop(first, os.path.dirname(paths[0]))
    first.session.pause(paused=True)
    (tmp_path / "other").mkdir()
    other = str(tmp_path / "other" / "copy.jpg")
    Path(other).write_bytes(Path(paths[0]).read_bytes())
    with qtbot.waitSignal(second.session.not_kept, timeout=WAIT):
        drop(second, os.path.dirname(other))
    wait_until_done(qtbot, second, 1)
    second.close()
    first.close()
    window = make_window()
    go_on(window, qtbot)
    assert sorted(map(str, photos_of(window))) == paths


def ask_to_replace(window: MainWindow, folder: Path) -> QMessageBox:
    """Drop a folder; the question that it leads to."""
    shown = window.session.photos.items
    before = list(shown)
    drop(window, str(folder))
    question = window.findChild(QMessageBox)
    assert question is not None
    assert list(window.session.photos.items) == before
    return question


@pytest.mark.parametrize("end", ["cancel", "clear"])
def test_a_batch_given_up_in_this_window_is_not_silently_replaced_either(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path, end: str
) -> None:
    paths, other = make_photos(40), tmp_path / "other"
    other.mkdir()
    os.replace(paths[39], other / "a.jpg")
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 2, timeout=WAIT
    ):
        drop(window, os.path.dirname(paths[0]))
    getattr(window.session, end)()
    question = ask_to_replace(window, other)
    buttons = {b.text().replace("&", ""): b for b in question.buttons()}
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        buttons["Continue both"].click()
    assert sorted(map(str, photos_of(window))) == [str(other / "a.jpg"), *paths[:39]]
    assert not window.actions_table["continue"].isEnabled()


def test_continue_both_keeps_both(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths, other = make_photos(60), tmp_path / "other"
    other.mkdir()
    others = [str(other / os.path.basename(path)) for path in paths[30:]]
    for path, moved in zip(paths[30:], others, strict=True):
        os.replace(path, moved)
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 2)
    window = make_window()
    question = ask_to_replace(window, other)
    (both,) = (b for b in question.buttons() if "both" in b.text())
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 6, timeout=WAIT
    ):
        both.click()
    window.close()
    window = make_window()
    go_on(window, qtbot)
    assert sorted(map(str, photos_of(window))) == sorted([*paths[:30], *others])


def test_a_model_that_can_not_be_loaded_does_not_harm_the_batch(
    window: MainWindow,
    qtbot: QtBot,
    make_photos: MakePhotos,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = make_photos(80)
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 5, timeout=WAIT
    ):
        drop(window, os.path.dirname(paths[0]))
    (tmp_path / "no model").mkdir()
    answer = str(tmp_path / "no model")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answer)
    with qtbot.waitSignal(window.session.model_failed, timeout=WAIT):
        window.commands.choose_model()
    assert window.session.is_busy
    results = wait_until_done(qtbot, window, 80)
    assert all(isinstance(result, Analysis) for result in results)
    assert window.messages.box is not None
    assert "stays in use" in window.messages.box.text.text()
    assert window.model is not None
    assert window.model.version in window.footer.status.text()
    assert (window.model_in_use.request.path, window.settings.model.path) == (None, None)


def test_a_batch_without_a_model_can_be_continued(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths = make_photos(3)
    window = make_window(ModelRequest(path=str(tmp_path)), started=False)
    with qtbot.waitSignal(window.session.model_failed, timeout=WAIT):
        window.start([])
    drop(window, os.path.dirname(paths[0]))
    wait_until_done(qtbot, window, 3)
    window.close()
    window = make_window()
    go_on(window, qtbot)
    results = window.session.photos.results()
    assert [type(result) for result in results] == [Analysis] * 3


def test_the_window_closes_whatever_fails_at_its_end(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = make_photos(60)
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 2, timeout=WAIT
    ):
        drop(window, os.path.dirname(paths[0]))

    close = ResultFile.close

    def failing(file: ResultFile) -> None:
        close(file)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(ResultFile, "close", failing)
        window.close()
    assert not window.isVisible()
    assert not window.session._thread._thread.isRunning()


def test_the_strip_after_a_cancel(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    strip, paths = window.progress, make_photos(80)
    with qtbot.waitSignal(
        window.session.progress, check_params_cb=lambda run: run.done >= 5, timeout=WAIT
    ):
        drop(window, os.path.dirname(paths[0]))
    strip.cancel.click()
    said = strip.headline.text()
    assert said.startswith("Cancelled: ")
    assert strip.close_button.isVisible()
    drop(window, SAMPLE)  # the worker answers for it after whatever it still had to say
    wait_until_done(qtbot, window, len(window.session.photos.results()) + 1)
    assert strip.headline.text() == said
    assert not any(part.isVisible() for part in (strip.pause, strip.cancel, strip.bar))


def test_failures_are_not_counted_as_analysed(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    for path in make_photos(4)[1:]:
        Path(path).write_bytes(b"no photo")
    drop(window, str(Path(make_photos(1)[0]).parent))
    wait_until_done(qtbot, window, 4)
    assert window.progress.headline.text() == "1 photo analysed"
    assert "3 failed" in window.progress.details.text()


def test_a_journal_that_is_none_is_set_aside(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(60)
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 3)
    journal = last_batch_folder() / "results.jsonl.journal"
    deep = journal.read_bytes().split(b"\n")[0] + b"\n" + b"[" * 100_000
    journal.write_bytes(deep)
    window = make_window()
    with qtbot.waitSignal(window.session.not_kept, timeout=WAIT) as told:
        go_on(window, qtbot)
    assert told.args[0].code == "output_not_resumable"
    assert (last_batch_folder() / "results.jsonl.journal.damaged").read_bytes() == deep
    drop(window, os.path.dirname(paths[0]))  # nothing is in the way of the next
    wait_until_done(qtbot, window, 60)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """The place for the last batch, on a file system with room for 32 kB."""
    folder = last_batch_folder()
    folder.mkdir(parents=True)
    mount = ("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(folder))
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root only")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def test_disk_full(
    small_disk: Path, make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(60)
    window = make_window()
    with qtbot.waitSignal(window.session.not_kept, timeout=WAIT) as told:
        drop(window, os.path.dirname(paths[0]))
    assert told.args[0].code == "disk_full"
    wait_until_done(qtbot, window, 60)
    window.close()
