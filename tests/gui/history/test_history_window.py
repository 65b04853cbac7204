"""The history in the window, from the photo that is shown to a deletion without a trace."""

import datetime as dt
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from haski_desktop import paths
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.gui.history.adding import AddDialog
from haski_desktop.gui.history.browser import Browser
from haski_desktop.gui.history.window import HistoryWindow
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.history import database
from haski_desktop.history.areas import BodyArea
from haski_desktop.history.records import Said
from haski_desktop.history.store import History
from tests.gui.conftest import SAMPLE, WAIT, MakeWindow

SELECT = QItemSelectionModel.SelectionFlag.Select
DAY = dt.datetime(2026, 3, 1, 9)  # noqa: DTZ001 - as cameras have it


def opened(qtbot: QtBot, parent: QWidget) -> HistoryWindow:
    window = HistoryWindow(paths.history(), parent)
    with qtbot.waitSignal(window.ready, timeout=WAIT):
        window.show()
    return window


@pytest.fixture
def parent(application: QApplication, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def filled(analyzer: Analyzer, tmp_path: Path) -> Path:
    """Anna's face on two days, twice and once, and Ben's; the folder of the photos."""
    with History(str(paths.history()), create=True) as history, Image.open(SAMPLE) as image:
        history.turn_on(keeps_photos=False)
        anna, ben = (history.add_person(name).id for name in ("Anna", "Ben"))
        for number, days in enumerate((0, 0.1, 40)):
            path = tmp_path / f"SECRET{number}.png"
            image.resize((320 + 8 * number,) * 2).save(path)
            said = Said(DAY + dt.timedelta(days=days), note="SECRET-NOTE", tags=("cream",))
            history.add(anna, str(path), analyzer.analyze(str(path)), said)
        shutil.copy(SAMPLE, tmp_path / "ben.jpg")
        said = Said(area=BodyArea.SCALP)
        path = tmp_path / "ben.jpg"
        history.add(ben, str(path), analyzer.analyze(str(path)), said)
    return tmp_path


@pytest.fixture
def browser(filled: Path, parent: QWidget, qtbot: QtBot) -> Iterator[Browser]:
    window = opened(qtbot, parent)
    assert window.browser is not None
    yield window.browser
    window.close()
    window.stop()


def choose(browser: Browser, *rows: int) -> None:
    selection = browser.entries.selectionModel()
    selection.clear()
    for row in rows:
        selection.select(browser.entries_model.index(row), SELECT)


def row_of(browser: Browser, name: str) -> int:
    model = browser.people_model
    texts = [model.index(row).data() for row in range(model.rowCount())]
    return next(row for row, text in enumerate(texts) if text.startswith(name))


def turn_to(browser: Browser, name: str) -> None:
    browser.people.setCurrentIndex(browser.people_model.index(row_of(browser, name)))


def press(browser: Browser, text: str) -> None:
    """Press a button of the question that is asked."""
    (box,) = [box for box in browser.findChildren(QMessageBox) if box.isVisible()]
    next(button for button in box.buttons() if button.text() == text).click()


def test_from_the_shown_photo_into_the_history(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    with qtbot.waitSignal(window.session.run_ended, timeout=WAIT):
        window.commands.open_paths([SAMPLE])
    assert not paths.history().exists()
    window.actions_table["history_add"].trigger()
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.pages.currentWidget() is shown.welcome, timeout=WAIT)
    assert not paths.history().exists()
    shown.welcome.keep_photos.click()
    qtbot.mouseClick(shown.welcome.turn_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.findChild(AddDialog) is not None, timeout=WAIT)
    dialog = shown.findChild(AddDialog)
    assert dialog is not None
    assert not dialog.add.isEnabled()
    qtbot.keyClicks(dialog.person.lineEdit(), "Anna")
    qtbot.keyClicks(dialog.tags, "#cream, left")
    with qtbot.waitSignal(shown.added, timeout=WAIT):
        dialog.add.click()
    assert shown.browser is not None
    (entry,) = [shown.browser.entries_model.index(0).data(Qt.ItemDataRole.UserRole)]
    assert (entry.person_name, entry.name, entry.tags) == ("Anna", "sample.jpg", ("cream", "left"))
    assert entry.has_copy
    # Once it is on, only the person is asked for.
    window.actions_table["history_add"].trigger()
    again = shown.findChildren(AddDialog)[-1]
    assert again.person.currentText() == "Anna"
    again.reject()
    window.close()
    with History(str(paths.history())) as history:
        assert history.count() == 1


def test_only_what_has_a_result_can_be_added(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    assert not window.actions_table["history_add"].isEnabled()
    assert window.actions_table["history"].isEnabled()


def test_what_was_opened_is_closed_with_the_window(
    filled: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window: MainWindow = make_window()
    window.actions_table["history"].trigger()
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.browser is not None, timeout=WAIT)
    window.commands.set_language("de")
    german = window.commands._history
    assert german is not None
    assert german is not shown
    assert german.windowTitle() == "Verlauf"
    window.close()
    assert {file.name for file in paths.history().parent.iterdir()} == {"history.sqlite"}


def test_people_and_their_photos(browser: Browser, qtbot: QtBot) -> None:
    assert browser.entries_model.rowCount() == 4
    turn_to(browser, "Anna")
    assert browser.entries_model.rowCount() == 3
    assert browser.entries_model.index(0).data().startswith("2026-04-10 · face #cream\n")
    assert browser.count.text() == "3 photos"
    turn_to(browser, "Everybody")
    qtbot.keyClicks(browser.search, "ben")
    assert browser.entries_model.rowCount() == 1
    browser.search.clear()
    browser.area.setCurrentText("hair and scalp")
    assert browser.entries_model.rowCount() == 1
    browser.area.setCurrentIndex(0)
    assert browser.entries_model.rowCount() == 4


def test_more_photos_than_a_page(
    browser: Browser, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(History.photos, "__kwdefaults__", {"after": None, "limit": 3})
    browser.refresh()
    model = browser.entries_model
    assert (model.rowCount(), model.canFetchMore()) == (3, True)
    model.fetchMore()
    assert model.rowCount() == 4
    model.fetchMore()
    assert not model.canFetchMore()


def test_one_photo(browser: Browser, qtbot: QtBot, filled: Path) -> None:
    turn_to(browser, "Anna")
    choose(browser, 0)
    assert browser.right.currentWidget() is browser.details
    details = browser.details
    qtbot.waitUntil(lambda: not details.viewer.image.isNull(), timeout=WAIT)
    assert details.title.text().startswith("No visible condition")
    assert not details.save.isEnabled()
    details.note.setPlainText("calmer")
    details.tags.setText("cream, evening")
    details.area.choose(BodyArea.NECK)
    assert details.save.isEnabled()
    with qtbot.waitSignal(browser.said, timeout=WAIT):
        details.save.click()
    entry = browser.chosen()[0]
    assert (entry.note, entry.tags, entry.area) == ("calmer", ("cream", "evening"), BodyArea.NECK)
    assert entry.taken_from == "person"
    assert entry.taken == DAY + dt.timedelta(days=40)
    with qtbot.waitSignal(browser.open_wanted, timeout=WAIT) as wanted:
        details.open.click()
    assert wanted.args == [[str(filled / "SECRET2.png")]]


def test_a_photo_whose_file_is_gone(browser: Browser, qtbot: QtBot, filled: Path) -> None:
    turn_to(browser, "Anna")
    (filled / "SECRET2.png").unlink()
    (filled / "SECRET1.png").write_bytes(b"another")
    for row in (0, 1):
        choose(browser, row)
        qtbot.waitUntil(lambda: not browser.details.lost.isHidden(), timeout=WAIT)
        assert browser.details.viewer.isHidden()


def test_two_dates(browser: Browser, qtbot: QtBot) -> None:
    turn_to(browser, "Anna")
    choose(browser, 0, 2)
    comparing = browser.comparing
    qtbot.waitUntil(lambda: browser.right.currentWidget() is comparing, timeout=WAIT)
    assert comparing.headline.text() == "No difference beyond the noise between photos."
    assert "within what photos of one day differ by" in comparing.changes.text()
    panes = comparing.photos.panes[:2]
    assert [pane.name.text() for pane in panes] == ["2026-03-01", "2026-04-10"]
    qtbot.waitUntil(lambda: not any(p.viewer.image.isNull() for p in panes), timeout=WAIT)
    panes[0].viewer.zoom_in()
    panes[0].viewer.zoom_in()
    assert panes[1].viewer.part.zoom == pytest.approx(panes[0].viewer.part.zoom)
    turn_to(browser, "Everybody")
    ben = next(r for r in range(4) if "Ben" in browser.entries_model.index(r).data())
    choose(browser, ben, (ben + 1) % 4)
    text = "They show different people."
    qtbot.waitUntil(lambda: text in comparing.obstacles.text(), timeout=WAIT)


def test_over_time(browser: Browser, qtbot: QtBot) -> None:
    assert browser.right.currentWidget() is browser.over_time
    turn_to(browser, "Anna")
    qtbot.waitUntil(lambda: bool(browser.over_time.cards), timeout=WAIT)
    card = browser.over_time.cards[0]
    assert card.sentence.text().startswith("No trend in 40 days: within the noise (± ")
    image = card.grab().toImage()
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())})
        > 5
    )


def test_renamed(browser: Browser, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    turn_to(browser, "Anna")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Anna Müller", True))
    browser.rename.click()
    qtbot.waitUntil(lambda: browser.person is not None and browser.person.name == "Anna Müller")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("ben", True))
    with qtbot.waitSignal(browser._work.failed, timeout=WAIT) as failed:
        browser.rename.click()
    assert failed.args[0].code == "person_exists"


def test_exported(
    browser: Browser, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not browser.export.isEnabled()
    turn_to(browser, "Anna")
    out = tmp_path / "anna.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    with qtbot.waitSignal(browser.said, timeout=WAIT):
        browser.export.click()
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == 4


def test_deleted(browser: Browser, qtbot: QtBot) -> None:
    turn_to(browser, "Anna")
    choose(browser, 0)
    browser.delete.click()
    press(browser, "Cancel")
    assert browser.entries_model.rowCount() == 3
    browser.delete.click()
    with qtbot.waitSignal(browser.said, timeout=WAIT):
        press(browser, "Delete")
    assert browser.entries_model.rowCount() == 2
    choose(browser)
    browser.delete.click()
    with qtbot.waitSignal(browser.said, timeout=WAIT):
        press(browser, "Delete")
    folder = paths.history().parent
    assert not [file for file in folder.iterdir() if b"SECRET" in file.read_bytes()]
    assert browser.people_model.rowCount() == 2
    browser.delete.click()  # everybody
    with qtbot.waitSignal(browser.said, timeout=WAIT):
        press(browser, "Delete")
    assert browser.people_model.rowCount() == 1
    assert not browser.delete.isEnabled()
    assert browser.turn.text() == "Turn on…"


def test_deleted_while_another_program_reads(
    filled: Path, parent: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is gone from the list at once, and the person learns that the file is not clear yet."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.01)
    window = opened(qtbot, parent)
    assert window.browser is not None
    turn_to(window.browser, "Anna")
    reader = sqlite3.connect(paths.history(), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM photo").fetchone()
    window.browser.delete.click()
    press(window.browser, "Delete")
    qtbot.waitUntil(lambda: window.messages.box is not None, timeout=WAIT)
    assert window.messages.box is not None
    assert "traces" in window.messages.box.title.text()
    assert window.browser.people_model.rowCount() == 2
    reader.close()
    window.close()
    window.stop()


def test_turned_off_and_on(filled: Path, parent: QWidget, qtbot: QtBot) -> None:
    window = opened(qtbot, parent)
    assert window.browser is not None
    with qtbot.waitSignal(window.browser.said, timeout=WAIT):
        window.browser.turn.click()
    assert window.browser.entries_model.rowCount() == 4
    window.browser.turn.click()
    assert window.pages.currentWidget() is window.welcome
    window.welcome.turn_on.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.browser, timeout=WAIT)
    assert window.browser.turn.text() == "Turn off"
    window.close()
    window.stop()


def test_a_damaged_history_is_said(parent: QWidget, qtbot: QtBot) -> None:
    paths.history().parent.mkdir(parents=True)
    paths.history().write_bytes(b"x" * 9000)
    window = opened(qtbot, parent)
    assert window.messages.box is not None
    assert "damaged" in window.messages.box.title.text()
    window.close()
    window.stop()
    assert paths.history().read_bytes() == b"x" * 9000


def test_all_of_it_has_a_name_and_can_be_reached(browser: Browser) -> None:
    turn_to(browser, "Anna")
    for rows in ((), (0,), (0, 2)):
        choose(browser, *rows)
        for widget in browser.findChildren(QWidget):
            if not isinstance(widget, QAbstractButton | QLineEdit) or not widget.isVisible():
                continue
            if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit):
                continue
            text = widget.text() if isinstance(widget, QPushButton) else ""
            above = widget.parentWidget()
            assert widget.accessibleName() or text or (above and above.accessibleName()), widget
            if isinstance(widget, QPushButton):
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    for view in (browser.people, browser.entries):
        assert view.accessibleName()
