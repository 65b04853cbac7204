"""Photos in, results out, whatever way they come."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.photo import SUFFIXES
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.results import answers, sentences
from haski_desktop.results.errors import explain
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, drop, wait_until_done, without_time
from tests.valid import valid


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


def test_folder_without_photos(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.session.nothing_found, timeout=WAIT):
        drop(window, str(tmp_path / "empty"))
    assert window.messages.isVisible()
    assert not window.session.is_busy


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
