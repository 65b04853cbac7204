"""Photos in, results out, whatever way they come."""

import csv
import os
import threading
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer, PreparedPhoto
from haski_desktop.engine.evidence import Examination
from haski_desktop.engine.photo import SUFFIXES
from haski_desktop.export.json_rows import json_row
from haski_desktop.gui import commands
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.paths import bundled
from haski_desktop.results import answers, sentences
from haski_desktop.results.answers import with_answers
from haski_desktop.results.errors import explain
from haski_desktop.results.status import PhotoStatus
from haski_desktop.results.summary import Summary
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow
from tests.valid import valid


def drop(window: MainWindow, *paths: str, image: QImage | None = None, text: str = "") -> None:
    data = QMimeData()
    if paths:
        data.setUrls([QUrl(p) if "://" in p else QUrl.fromLocalFile(p) for p in paths])
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none.NoModifier))


def wait_until_done(qtbot: QtBot, window: MainWindow, count: int) -> list[Analysis | Failure]:
    def done() -> None:
        assert len(window.session.photos.results()) == count
        assert not window.session.is_busy

    qtbot.waitUntil(done, timeout=WAIT)
    return window.session.photos.results()


def without_time(result: Analysis | Failure) -> Analysis | Failure:
    return (
        msgspec.structs.replace(result, timing_ms=0.0) if isinstance(result, Analysis) else result
    )


def test_dropped_photo_is_shown_with_the_engines_result(
    window: MainWindow, qtbot: QtBot, analyzer: Analyzer
) -> None:
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    expected = analyzer.analyze(SAMPLE)
    assert without_time(result) == without_time(expected)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    shown = window.viewer.image
    assert (shown.width(), shown.height()) == (result.source.width, result.source.height)
    for head, card in window.results.cards.items():
        assert card.answer.text() == answers.answer(head, expected.predictions[head])


def test_dropped_folder_is_analysed_in_order(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, analyzer: Analyzer
) -> None:
    paths = make_photos(9)
    Path(paths[0]).with_name("broken.jpg").write_bytes(Path(paths[0]).read_bytes()[:900])
    Path(paths[0]).with_name("notes.txt").write_text("no photo")
    drop(window, os.path.dirname(paths[0]))
    broken, *results = wait_until_done(qtbot, window, 10)
    assert isinstance(broken, Failure)
    assert broken.error.code == "damaged"
    assert broken.source.name == "broken.jpg"
    expected = [analyzer.analyze(path) for path in paths]
    assert [*map(without_time, results)] == [*map(without_time, expected)]
    assert window.last_summary is not None
    assert (window.last_summary.photos, window.last_summary.failed) == (10, 1)


def test_dropped_files_and_a_text_file(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Dear all,")
    drop(window, *make_photos(3), str(text))
    *_, failed = wait_until_done(qtbot, window, 4)
    assert isinstance(failed, Failure)
    assert failed.error.code == "unsupported_format"
    window.photos.choose(window.session.photos.items[3].id)
    assert window.results.state.title.text() == explain(failed.error)[0]


def test_a_photo_that_is_there_already_is_chosen_not_added(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(2)
    drop(window, *paths)
    wait_until_done(qtbot, window, 2)
    drop(window, paths[1])
    current = window.current()
    assert current is not None
    assert current.photo == paths[1]
    assert len(window.session.photos.items) == 2


def test_dropped_pixels(window: MainWindow, qtbot: QtBot) -> None:
    image = QImage(300, 260, QImage.Format.Format_RGB32)
    image.fill(QColor("tan"))
    drop(window, "https://example.org/face.jpg", image=image)
    (result,) = wait_until_done(qtbot, window, 1)
    assert (result.source.width, result.source.height) == (300, 260)


def test_a_link_alone_is_never_fetched(window: MainWindow) -> None:
    drop(window, "https://example.org/face.jpg", text="https://example.org/face.jpg")
    assert window.session.photos.items == []
    assert "link" in window.toast.title.text()


def test_what_an_earlier_paste_lacked_is_said_no_longer(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("no photo")
    window.commands.paste()
    assert window.toast.title.text() == "There is no photo in it."
    assert window.toast.isVisible()
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    assert not window.toast.isVisible()


def test_paste(window: MainWindow, qtbot: QtBot) -> None:
    image = QImage(240, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("sienna"))
    QGuiApplication.clipboard().setImage(image)
    window.commands.paste()
    wait_until_done(qtbot, window, 1)
    qtbot.waitUntil(lambda: not window.viewer.image.isNull(), timeout=WAIT)
    assert window.viewer.image.pixelColor(9, 9) == QColor("sienna")
    window.commands.copy_json()
    assert valid(QGuiApplication.clipboard().text())["source"]["width"] == 240


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


def test_folder_without_photos(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.session.nothing_found, timeout=WAIT):
        drop(window, str(tmp_path / "empty"))
    assert window.messages.isVisible()
    assert not window.session.is_busy


SaveAs = Callable[..., None]


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch) -> SaveAs:
    """Answers the question for a file to save to: with a path, and perhaps a chosen format."""

    def answer(path: Path, chosen: str = "") -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), chosen))

    return answer


def export(qtbot: QtBot, window: MainWindow, action: str) -> None:
    with qtbot.waitSignal(window.commands.export.saved, timeout=WAIT):
        window.actions_table[action].trigger()


def test_the_ending_decides_what_is_exported(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path, save_as: SaveAs
) -> None:
    drop(window, *make_photos(3))
    results = wait_until_done(qtbot, window, 3)
    save_as(tmp_path / "one.json")
    export(qtbot, window, "export")
    for name in ("all.jsonl", "all.json", "all.csv", "ALL.CSV"):
        save_as(tmp_path / name, "JSON Lines (*.jsonl)")
        export(qtbot, window, "export_all")
    assert (tmp_path / "one.json").read_bytes() == json_row(results[0]) + b"\n"
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines()
    shown = [with_answers(result) for result in results if isinstance(result, Analysis)]
    assert [msgspec.json.decode(x, type=Analysis) for x in lines] == shown
    array = msgspec.json.decode((tmp_path / "all.json").read_bytes(), type=list[Analysis])
    assert array == shown
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text().splitlines()))
    assert [row["name"] for row in rows] == [result.source.name for result in results]
    assert (tmp_path / "ALL.CSV").read_bytes() == (tmp_path / "all.csv").read_bytes()
    assert window.settings.export_ending == ".csv"
    # Neither half a file nor one of a temporary name is left.
    expected = {"one.json", "all.jsonl", "all.json", "all.csv", "ALL.CSV", "photos", "config"}
    assert {path.name for path in tmp_path.iterdir()} == expected


def test_selected_and_shown_photos_are_exported(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path, save_as: SaveAs
) -> None:
    drop(window, *make_photos(4))
    wait_until_done(qtbot, window, 4)

    def names(file: str) -> list[str]:
        return [valid(x)["source"]["name"] for x in (tmp_path / file).read_text().splitlines()]

    assert not window.actions_table["export_shown"].isEnabled()
    window.photos.search.setText("002")
    save_as(tmp_path / "shown.jsonl")
    export(qtbot, window, "export_shown")
    assert names("shown.jsonl") == ["photo 002.jpg"]
    window.photos.search.clear()
    window.photos.view.selectAll()
    save_as(tmp_path / "selected", "Table (CSV) (*.csv)")
    export(qtbot, window, "export")
    assert len((tmp_path / "selected.csv").read_text().splitlines()) == 5


def test_what_was_exported_is_shown_in_its_folder(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    save_as: SaveAs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = Mock()
    monkeypatch.setattr(commands, "show_in_folder", opened)
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    assert not window.actions_table["export_folder"].isEnabled()
    save_as(tmp_path / "mine.csv")
    export(qtbot, window, "export")
    assert window.toast.isVisible()
    assert window.toast.title.text() == "Saved “mine.csv”."
    assert window.toast.button is not None
    window.toast.button.click()
    opened.assert_called_once_with(str(tmp_path / "mine.csv"))
    assert not window.toast.isVisible()
    window.actions_table["export_folder"].trigger()
    assert opened.call_count == 2


def test_export_asks_before_replacing_a_file_whose_ending_it_added(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    save_as: SaveAs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    (tmp_path / "mine.json").write_text("precious")
    save_as(tmp_path / "mine", "JSON (*.json)")
    question = Mock(return_value=QMessageBox.StandardButton.No)
    monkeypatch.setattr(QMessageBox, "question", question)
    window.commands.export_selected()
    window.commands.export.wait()
    question.assert_called_once()
    assert (tmp_path / "mine.json").read_text() == "precious"


def test_export_to_where_nothing_can_be_written_says_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, save_as: SaveAs
) -> None:
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    save_as(tmp_path / "missing" / "a.json")
    with qtbot.waitSignal(window.commands.export.failed, timeout=WAIT):
        window.commands.export_selected()
    assert window.messages.box is not None
    assert "could not be saved" in window.messages.box.title.text()


def test_keyboard_only_from_start_to_exported_json(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "result.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([SAMPLE], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.activateWindow()
    qtbot.waitUntil(window.drop_zone.open.hasFocus, timeout=WAIT)
    qtbot.keyClick(window.drop_zone.open, Qt.Key.Key_Space)
    wait_until_done(qtbot, window, 1)
    qtbot.waitUntil(window.photos.view.hasFocus, timeout=WAIT)
    with qtbot.waitSignal(window.commands.export.saved, timeout=WAIT):
        qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert valid(target.read_bytes())["source"]["name"] == "sample.jpg"


def test_every_photo_that_can_be_read_can_be_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Mock(return_value=([], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    window.commands.open_photos()
    patterns = ask.call_args.args[3].split("(")[1].split(")")[0].split()
    for suffix in SUFFIXES:
        assert f"*{suffix}" in patterns
        assert f"*{suffix.upper()}" in patterns


def test_arrow_keys_go_through_the_list(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(3)
    drop(window, *paths)
    wait_until_done(qtbot, window, 3)
    for path in paths[1:]:
        qtbot.keyClick(window.photos.view, Qt.Key.Key_Down)
        current = window.current()
        assert current is not None
        assert current.photo == path
        assert window.results.name.text() == os.path.basename(path)


def test_missing_model_is_said_and_photos_fail_with_the_reason(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path, make_photos: MakePhotos
) -> None:
    window = make_window(ModelRequest(path=str(tmp_path)), started=False)
    with qtbot.waitSignal(window.session.model_failed, timeout=WAIT):
        window.start([])
    assert window.messages.isVisible()
    drop(window, *make_photos(2))
    results = wait_until_done(qtbot, window, 2)
    assert {r.error.code for r in results if isinstance(r, Failure)} == {"model_not_found"}
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.use_bundled_model()
    window.session.analyze_again(list(window.session.photos.items))
    results = wait_until_done(qtbot, window, 2)
    assert all(isinstance(result, Analysis) for result in results)


def test_demo_says_so_everywhere(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ModelRequest(runtime="mock"))
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    assert isinstance(result, Analysis)
    assert result.model_type == "mock"
    assert "DEMO" in window.windowTitle()
    assert "DEMO" in window.footer.status.text()
    assert window.results.demo.isVisible()
    assert sentences.short_answer(result).startswith("DEMO")
    from haski_desktop.export import one as export_json

    assert export_json.file_name(result) == "sample-DEMO.json"
    window.load_model(ModelRequest(runtime="tflite"))
    qtbot.waitUntil(lambda: window.model is not None and window.model.runtime == "tflite")
    assert "DEMO" not in window.windowTitle()


def test_what_was_asked_for_once_is_not_remembered(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ModelRequest(str(bundled("ml/exports")), runtime="mock"))
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.set_threads("2")
    assert window.model_in_use.request == ModelRequest(str(bundled("ml/exports")), "mock", 2)
    assert window.settings.model == ModelRequest(None, "auto", 2)
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.set_runtime("onnx")
    assert window.model_in_use.request == ModelRequest(str(bundled("ml/exports")), "onnx", 2)
    assert window.settings.model == ModelRequest(None, "onnx", 2)


def test_a_name_of_several_lines(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "two\nlines\x07\u202egpj.\x7f.jpg"
    path.write_bytes(Path(SAMPLE).read_bytes())
    drop(window, str(path))
    (result,) = wait_until_done(qtbot, window, 1)
    shown = "two\u240alines\u2407\ufffdgpj.\u2421.jpg"
    row = window.photos.filter.index(0, 0)
    assert row.data() == shown
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{shown}, ")
    assert window.results.name.text() == shown
    assert result.source.name == path.name  # the data keep the true name


def test_a_screen_reader_is_told_of_results(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def update(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    assert said == [f"sample.jpg: {sentences.short_answer(result)}"]
    drop(window, *make_photos(3))
    wait_until_done(qtbot, window, 4)
    assert said[-1] == window.progress.headline.text() == "3 photos analysed"
    assert len(said) == 3  # of all that came, only the photo shown and the end


def test_unexpected_error_keeps_the_window_alive(window: MainWindow, qtbot: QtBot) -> None:
    window.show_problem("ValueError: oops", "Traceback: all of it")
    window.show_problem("ValueError: again", "more of it")
    (dialog,) = (w for w in window.children() if type(w).__name__ == "ProblemDialog")
    (copy,) = (b for b in dialog.buttons() if "Copy" in b.text())  # type: ignore[attr-defined]
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback: all of it"
    assert dialog.isVisible()  # type: ignore[attr-defined]
    dialog.close()  # type: ignore[attr-defined]
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
