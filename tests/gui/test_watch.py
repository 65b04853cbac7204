"""File > Watch folder, with real files: what arrives is analysed, once, until it is stopped."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from haski_desktop.gui.main_window import MainWindow
from tests.gui.conftest import PICTURE, WAIT, MakeWindow


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an old photo, which the folder dialog answers with."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "old.jpg").write_bytes(PICTURE)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    return folder


def hurry(window: MainWindow) -> None:
    window.watcher.settle_seconds = 0.05
    window.watcher.poll_seconds = 0.1


def watch(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_table["watch"].trigger()
    qtbot.waitUntil(lambda: window.watcher.is_ready, timeout=WAIT)


def names(window: MainWindow) -> list[str]:
    return [item.name for item in window.session.photos.items if item.result is not None]


def test_photos_that_arrive_are_analysed_until_it_is_stopped(
    window: MainWindow, qtbot: QtBot, inbox: Path
) -> None:
    hurry(window)
    watch(window, qtbot)
    assert window.actions_table["watch"].isChecked()
    assert window.watch_row.isVisible()
    assert window.watch_row.text.text() == "Watching “inbox”: nothing new yet"
    assert window.session.photos.items == []
    (inbox / "first.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg"], timeout=WAIT)
    current = window.current()
    assert current is not None
    assert current.name == "first.jpg"
    (inbox / "below").mkdir()
    (inbox / "below" / "second.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg", "second.jpg"], timeout=WAIT)
    assert window.current() is current  # what is shown stays
    assert window.watch_row.text.text() == "Watching “inbox”: 2 photos arrived so far"
    window.watch_row.stop.click()
    assert not window.watch_row.isVisible()
    assert not window.actions_table["watch"].isChecked()
    (inbox / "third.jpg").write_bytes(PICTURE)
    # A photo of another folder comes after that one would have.
    other = inbox.parent / "other.jpg"
    other.write_bytes(PICTURE)
    window.commands.open_paths([str(other)])
    qtbot.waitUntil(lambda: "other.jpg" in names(window), timeout=WAIT)
    assert "third.jpg" not in names(window)


def test_the_system_tells_of_new_photos(window: MainWindow, qtbot: QtBot, inbox: Path) -> None:
    """They come long before the next look would be due."""
    window.watcher.settle_seconds = 0.05
    window.watcher.poll_seconds = 3600.0
    watch(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.watcher._system.directories()), timeout=WAIT)
    (inbox / "first.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg"], timeout=WAIT)


def test_a_network_drive_that_tells_nothing(window: MainWindow, qtbot: QtBot, inbox: Path) -> None:
    hurry(window)
    window.watcher._system.directoryChanged.disconnect()
    watch(window, qtbot)
    (inbox / "first.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg"], timeout=WAIT)


def test_a_photo_is_taken_once_whoever_brings_it(
    window: MainWindow, qtbot: QtBot, inbox: Path
) -> None:
    hurry(window)
    watch(window, qtbot)
    path = inbox / "first.jpg"
    path.write_bytes(PICTURE)
    window.commands.open_paths([str(path)])
    qtbot.waitUntil(lambda: window.watcher.count == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg"], timeout=WAIT)
    assert len(window.session.photos.items) == 1


def test_a_drive_that_goes_is_said_and_waited_for(
    window: MainWindow, qtbot: QtBot, inbox: Path
) -> None:
    hurry(window)
    watch(window, qtbot)
    shutil.move(inbox, inbox.parent / "away")
    qtbot.waitUntil(lambda: "can't be reached" in window.watch_row.text.text(), timeout=WAIT)
    shutil.move(inbox.parent / "away", inbox)
    qtbot.waitUntil(lambda: "nothing new" in window.watch_row.text.text(), timeout=WAIT)
    (inbox / "first.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["first.jpg"], timeout=WAIT)


def test_another_folder_takes_its_place(
    window: MainWindow, qtbot: QtBot, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(window)
    watch(window, qtbot)
    second = inbox.parent / "second"
    second.mkdir()
    window.watcher.start(str(second))
    qtbot.waitUntil(lambda: window.watcher.is_ready, timeout=WAIT)
    (inbox / "no.jpg").write_bytes(PICTURE)
    (second / "yes.jpg").write_bytes(PICTURE)
    qtbot.waitUntil(lambda: names(window) == ["yes.jpg"], timeout=WAIT)


def test_thinking_better_of_it(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = make_window(started=False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.actions_table["watch"].trigger()
    assert not window.actions_table["watch"].isChecked()
    assert not window.watch_row.isVisible()
