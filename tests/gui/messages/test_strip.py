"""What is said at the top of the window: never more than one thing to be closed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from haski_desktop.batch.progress import RunProgress
from haski_desktop.gui.dialogs.summary import SummaryDialog
from haski_desktop.gui.main_window import MainWindow
from tests.gui.conftest import WAIT, MakePhotos, MakeWindow


def closers(window: MainWindow) -> list[QPushButton]:
    return [
        button
        for part in (window.messages, window.progress, window.watch_row)
        for button in part.findChildren(QPushButton)
        if button.isVisible() and "Close" in (button.text(), button.accessibleName())
    ]


def analyse_some(window: MainWindow, qtbot: QtBot, make_photos: MakePhotos) -> None:
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        window.commands.open_paths(make_photos(3))


def test_the_result_of_a_run_leads_to_summary_and_export(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    analyse_some(window, qtbot, make_photos)
    assert window.progress.headline.text() == "3 photos analysed"
    assert not window.progress.bar.isVisible()
    window.progress.summary.click()
    assert window.findChildren(SummaryDialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "o.csv"), ""))
    with qtbot.waitSignal(window.commands.export.saved, timeout=WAIT):
        window.progress.export.click()
    assert len((tmp_path / "o.csv").read_text().splitlines()) == 4
    window.progress.close_button.click()
    assert not window.progress.isVisible()


def test_a_message_takes_the_place_of_a_result(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    analyse_some(window, qtbot, make_photos)
    assert len(closers(window)) == 1
    window.show_message("Something went wrong.")
    assert window.messages.isVisible()
    assert not window.progress.isVisible()
    (close,) = closers(window)
    close.click()
    assert not window.messages.isVisible()
    (close,) = closers(window)
    close.click()
    assert closers(window) == []


def test_that_a_folder_had_no_photos_is_said_until_there_are_some(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.session.nothing_found, timeout=WAIT):
        window.commands.open_paths([str(tmp_path / "empty")])
    assert window.messages.isVisible()
    image = QImage(240, 240, QImage.Format.Format_RGB32)
    image.fill("sienna")
    QGuiApplication.clipboard().setImage(image)
    window.commands.paste()
    assert not window.messages.isVisible()
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=WAIT)


def test_a_run_under_way_can_be_cancelled_beside_a_message(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    with qtbot.waitSignal(window.session.updated, timeout=WAIT):
        window.commands.open_paths(make_photos(60))
    window.show_message("Something went wrong.")
    assert window.progress.cancel.isVisible()
    window.progress.cancel.click()
    assert not window.progress.isVisible()  # what came of it waits until the message is read
    (close,) = closers(window)
    close.click()
    assert window.progress.headline.text().startswith("Cancelled")
    assert window.progress.isVisible()


def test_the_speed_is_written_as_the_language_has_it(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    run = RunProgress(clock=iter([0.0, *[10.0] * 20]).__next__)
    run.total, run.done = 500, 25
    window.progress.show_progress(run)
    assert "2.5 photos a second" in window.progress.details.text()
    window.use_language("de")
    assert "2,5 Fotos pro Sekunde" in window.progress.details.text()
