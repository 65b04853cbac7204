"""The first page offers what was open before."""

import os
import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.recent import SHOWN, Recent
from haski_desktop.gui.program.settings import Settings
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, drop, wait_until_done
from tests.gui.test_last_batch import close_in_mid_batch


def recent_of(window: MainWindow) -> Recent:
    recent = window.drop_zone.recent
    assert recent is not None
    return recent


def test_a_first_start_offers_nothing(window: MainWindow) -> None:
    recent = recent_of(window)
    assert not recent.go_on.isVisible()
    assert not recent.buttons


def test_a_batch_that_was_left_is_named_and_goes_on(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(60)
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 5)
    window = make_window()
    button = recent_of(window).go_on
    assert button.isVisible()
    left = re.fullmatch(r"Continue: photos, (\d+) of 60 photos", button.text())
    assert left
    assert 5 <= int(left[1]) < 60
    button.click()
    wait_until_done(qtbot, window, 60)
    window.commands.clear()
    assert not button.isVisible()
    assert [b.toolTip() for b in recent_of(window).buttons] == [os.path.dirname(paths[0]) + os.sep]


def test_without_a_model_it_waits(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(40)
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 2)
    window = make_window(started=False)
    button = recent_of(window).go_on
    assert button.isVisible()
    assert not button.isEnabled()
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.start([])
    qtbot.waitUntil(button.isEnabled, timeout=WAIT)


def test_the_question_names_folder_and_progress(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, tmp_path: Path
) -> None:
    paths = make_photos(40)
    (tmp_path / "other").mkdir()
    close_in_mid_batch(make_window(), qtbot, os.path.dirname(paths[0]), 2)
    window = make_window()
    drop(window, str(tmp_path / "other"))
    question = window.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    assert re.fullmatch(
        r"The last batch is not done yet: photos, \d+ of 40 photos\.", question.text()
    )
    question.reject()


def test_photos_and_folders_are_opened_again(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(2)
    folder = os.path.dirname(paths[0])
    settings = Settings()
    settings.add_recent([SAMPLE, folder + os.sep, *[f"/gone/{i}.jpg" for i in range(5)]])
    settings.add_recent([SAMPLE, folder + os.sep])
    settings.sync()
    window = make_window()
    buttons = recent_of(window).buttons
    assert len(buttons) == SHOWN
    assert buttons[0].accessibleName() == folder + os.sep
    buttons[0].click()
    wait_until_done(qtbot, window, 2)
    window.commands.clear()
    assert recent_of(window).buttons[0].accessibleName() == folder + os.sep
    qtbot.keyClick(recent_of(window).buttons[1], Qt.Key.Key_Space)
    (result,) = wait_until_done(qtbot, window, 1)
    assert result.source.name == os.path.basename(SAMPLE)


def test_a_small_window_leaves_them_to_the_menu(make_window: MakeWindow) -> None:
    settings = Settings()
    settings.add_recent([SAMPLE])
    settings.sync()
    window = make_window(started=False)
    (button,) = recent_of(window).buttons
    assert button.isVisible()
    window.resize(640, 480)
    QApplication.processEvents()
    assert not button.isVisible()
    assert window.drop_zone.open.isVisible()
    window.resize(1200, 800)
    QApplication.processEvents()
    assert button.isVisible()


def test_what_is_forgotten_is_offered_no_more(make_window: MakeWindow) -> None:
    settings = Settings()
    settings.add_recent([SAMPLE])
    settings.sync()
    window = make_window(started=False)
    assert recent_of(window).buttons
    menu = window.actions_table.recent
    assert menu is not None
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    assert not recent_of(window).buttons
    assert window.settings.recent == []
