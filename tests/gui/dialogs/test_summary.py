"""The summary: bars that agree with the list, filter it, and are kept."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from haski_desktop.gui.dialogs.summary import SummaryDialog
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.results.facets import Facet
from haski_desktop.results.status import PhotoStatus, status_of
from tests.gui.conftest import PICTURE, WAIT, MakeWindow
from tests.gui.photos.test_chips import RESULTS
from tests.made_up import made_up

CURLY = Facet("hair_type", ("curly",))
EITHER = Facet("hair_type", ("curly", "coily"))


@pytest.fixture
def filled(make_window: MakeWindow) -> MainWindow:
    window = make_window(started=False)
    items = [Item(i, PICTURE, f"p{i}.jpg", status_of(r), r) for i, r in enumerate(RESULTS)]
    window.session.photos.add(items)
    window.session.changed.emit()
    return window


def open_summary(window: MainWindow) -> SummaryDialog:
    window.actions_table["summary"].trigger()
    (dialog,) = window.findChildren(SummaryDialog)
    QApplication.processEvents()
    assert isinstance(dialog, SummaryDialog)
    return dialog


def shown(window: MainWindow) -> list[int]:
    return [item.id for item in window.photos.shown()]


def test_a_bar_filters_the_list_and_a_chip_marks_its_bar(filled: MainWindow) -> None:
    dialog = open_summary(filled)
    assert dialog.bars[CURLY].accessibleName() == "Curly: 3 photos, 33%"
    dialog.bars[CURLY].click()
    assert shown(filled) == [0, 1, 2]
    assert filled.photos.chips.on == {CURLY}
    dialog.bars[EITHER].click()
    assert shown(filled) == [*range(7)]
    filled.photos.clear_filter()
    assert not any(bar.isChecked() for bar in dialog.bars.values())
    filled.photos.chips.turn_on(frozenset((EITHER,)))
    assert [facet for facet, bar in dialog.bars.items() if bar.isChecked()] == [EITHER]
    dialog.bars[EITHER].click()
    assert shown(filled) == [*range(11)]


def test_a_bar_brings_the_list_on_a_narrow_window(filled: MainWindow) -> None:
    filled.resize(640, 480)
    QApplication.processEvents()
    dialog = open_summary(filled)
    assert not filled.photos.isVisible()
    dialog.bars[CURLY].click()
    assert filled.photos.isVisible()
    assert filled.actions_table["list"].isChecked()


def test_what_could_not_be_judged_can_be_looked_at_too(filled: MainWindow) -> None:
    filled.session.photos.add([Item(11, PICTURE, "x.jpg", PhotoStatus.WAITING)])
    filled.session.photos.set_result(11, made_up("not_assessable"))
    dialog = open_summary(filled)
    unjudged = Facet("hair_type", ("not_assessable",))
    dialog.bars[unjudged].click()
    assert shown(filled) == [11]
    chip = next(chip for chip in filled.photos.chips.shown if chip.isChecked())
    assert chip.accessibleName() == "Hair type: Can't be judged, 1 photo"


def test_it_follows_what_comes_in(filled: MainWindow, qtbot: QtBot) -> None:
    dialog = open_summary(filled)
    before = dialog.bars[CURLY]
    filled.session.photos.set_status([0], PhotoStatus.WAITING)
    waiting = Facet("status", (str(PhotoStatus.WAITING),))
    qtbot.waitUntil(lambda: waiting in dialog.bars, timeout=WAIT)
    assert dialog.bars[CURLY].accessibleName() == "Curly: 2 photos, 25%"
    assert before is not dialog.bars[CURLY]
    filled.use_language("de")
    assert dialog.windowTitle() == "Zusammenfassung"
    assert dialog.bars[CURLY].accessibleName() == "Lockig: 2 Fotos, 25\xa0%"


def test_it_is_there_once_and_goes_with_escape(filled: MainWindow, qtbot: QtBot) -> None:
    dialog = open_summary(filled)
    filled.actions_table["summary"].trigger()
    assert filled.findChildren(SummaryDialog) == [dialog]
    with qtbot.waitSignal(dialog.destroyed, timeout=WAIT):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    filled.photos.chips.turn_on(frozenset((CURLY,)))  # nobody is told who is gone
    assert open_summary(filled).bars[CURLY].isChecked()


def test_bars_by_keyboard(filled: MainWindow, qtbot: QtBot) -> None:
    dialog = open_summary(filled)
    dialog.activateWindow()
    bar = dialog.bars[CURLY]
    bar.setFocus()
    qtbot.waitUntil(bar.hasFocus, timeout=WAIT)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert shown(filled) == [0, 1, 2]
    qtbot.keyClick(bar, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in dialog.bars.values()


def test_copied_as_a_table_and_a_picture(filled: MainWindow) -> None:
    dialog = open_summary(filled)
    dialog.copy.click()
    clipboard = QGuiApplication.clipboard()
    lines = clipboard.text().splitlines()
    assert lines[0] == "Summary\t11 photos"
    assert "Curly to coily\t4\t44%" in lines
    assert lines[-1] == "Informational, not a diagnosis."
    assert clipboard.image().width() > 400


def test_saved_as_a_picture_or_a_table(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_summary(filled)

    def answer(path: Path, chosen: str = "") -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), chosen))

    answer(tmp_path / "bars.png")
    dialog.save.click()
    picture = QImage(str(tmp_path / "bars.png"))
    assert picture.width() == 2 * dialog._page.width()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 9)
               for y in range(0, picture.height(), 3)}  # fmt: skip
    assert "#0b6e69" in colours  # the bars
    assert filled.toast.title.text() == "Saved “bars.png”."
    answer(tmp_path / "bars", "Table (CSV) (*.csv)")
    dialog.save.click()
    with open(tmp_path / "bars.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"question": "hair_type", "labels": "curly coily", "answer": "Curly to coily",
            "photos": "4", "share": "0.4444"} in rows  # fmt: skip
    for question in ("status", "hair_type", "condition", "skin_type"):
        count = sum(int(row["photos"]) for row in rows if row["question"] == question)
        assert count == (11 if question == "status" else 9)
    answer(tmp_path / "nowhere" / "bars.csv")
    dialog.save.click()
    assert filled.messages.isVisible()


def test_made_up_results_are_said_to_be(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    demo = made_up(warnings=("mock_result",))
    window.session.photos.add([Item(0, PICTURE, "p.jpg", status_of(demo), demo)])
    window.session.changed.emit()
    dialog = open_summary(window)
    assert dialog._demo.isVisible()
    assert "made up" in dialog.as_text()
