"""Filter chips: their numbers, what they let through, keyboard and words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.chips import ROWS, Chip
from haski_desktop.gui.photos.model import Item
from haski_desktop.results.facets import Facet
from haski_desktop.results.status import PhotoStatus, status_of
from tests.gui.conftest import FAILURE, PICTURE, WAIT, MakeWindow
from tests.made_up import made_up
from tests.results.test_facets import left_open

RESULTS: tuple[Analysis | Failure, ...] = (
    *[left_open("hair_type", "curly")] * 3,
    *[left_open("hair_type", "curly", "coily")] * 4,
    *[left_open("condition", "eczema", "psoriasis")] * 2,
    made_up(in_scope=False),
    FAILURE,
)
EITHER = Facet("condition", ("eczema", "psoriasis"))


def fill(window: MainWindow, qtbot: QtBot) -> None:
    items = [Item(i, PICTURE, f"p{i}.jpg", status_of(r), r) for i, r in enumerate(RESULTS)]
    window.session.photos.add(items)
    window.session.changed.emit()
    window.photos.choose(0)
    qtbot.waitUntil(lambda: bool(window.photos.chips.shown), timeout=WAIT)


def texts(window: MainWindow) -> dict[str, Chip]:
    return {chip.text().strip(): chip for chip in window.photos.chips.shown}


def shown(window: MainWindow) -> list[int]:
    return [item.id for item in window.photos.shown()]


def wide(window: MainWindow) -> None:
    """Give all chips room."""
    window.resize(1400, 900)
    window.workspace.outer.setSizes([700, 700])
    QApplication.processEvents()


def test_chips_count_answers_candidates_and_errors(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    wide(window)
    found = texts(window)
    assert next(iter(found)) == "Error  1"
    for text in ("Curly  3", "Curly to coily  4", "Wavy  2", "Eczema or psoriasis  2",
                 "Mild acne  7", "Not skin or hair  1"):  # fmt: skip
        assert text in found
    window.session.photos.set_result(0, FAILURE)
    window.session.photos.remove([1])
    qtbot.waitUntil(lambda: "Curly  1" in texts(window), timeout=WAIT)
    assert "Error  2" in texts(window)
    window.session.photos.set_status(range(11), PhotoStatus.WAITING)
    qtbot.waitUntil(lambda: list(texts(window)) == ["Waiting  10"], timeout=WAIT)


def test_one_photo_needs_no_chips(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    window.session.photos.remove(range(1, len(RESULTS)))
    qtbot.waitUntil(lambda: not window.photos.chips.isVisible(), timeout=WAIT)
    window.session.photos.add([Item(99, PICTURE, "another.jpg")])
    qtbot.waitUntil(lambda: "Waiting  1" in texts(window), timeout=WAIT)


def test_chips_of_one_question_add_of_several_narrow(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    wide(window)
    chips = texts(window)
    chips["Curly  3"].click()
    assert shown(window) == [0, 1, 2]
    chips["Curly to coily  4"].click()
    assert shown(window) == [*range(7)]
    chips["Eczema or psoriasis  2"].click()
    assert shown(window) == []
    assert window.photos.show_all.isVisible()
    window.photos.show_all.click()
    assert shown(window) == [*range(11)]
    assert not window.photos.chips.on
    assert not any(chip.isChecked() for chip in chips.values())


def test_search_finds_one_of_the_possibilities(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    window.photos.search.setText("eczema")
    assert shown(window) == [7, 8]
    window.photos.search.setText("coily")
    assert shown(window) == [3, 4, 5, 6]
    window.photos.search.setText("p5 coily")
    assert shown(window) == [5]


def test_a_chip_that_is_on_stays_in_another_language(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    window.photos.chips.turn_on(frozenset((EITHER,)))
    window.use_language("de")
    assert shown(window) == [7, 8]
    assert texts(window)["Ekzem oder Psoriasis  2"].isChecked()
    assert texts(window)["Ekzem oder Psoriasis  2"].accessibleName() == (
        "Ekzem oder Psoriasis, 2 Fotos"
    )
    window.photos.search.setText("Psoriasis")
    assert shown(window) == [7, 8]


def test_chips_without_room_come_on_demand(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    chips = window.photos.chips
    assert len({chip.y() for chip in chips.shown}) <= ROWS
    last = Facet("status", (str(PhotoStatus.OUT_OF_SCOPE),))
    assert last not in {chip.facet for chip in chips.shown}
    chips.turn_on(frozenset((last,)))
    assert last in {chip.facet for chip in chips.shown}
    before = len(chips.shown)
    chips._more.click()
    assert len(chips.shown) > before
    boxes = [chip.geometry() for chip in chips.shown]
    assert all(chips.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    chips._more.click()
    assert len(chips.shown) == before


def test_a_long_name_is_shortened_not_its_number(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    chips = window.photos.chips
    chips.turn_on(frozenset((EITHER,)))
    chip = next(chip for chip in chips.shown if chip.isChecked())
    assert chip.text() == "Eczema or psoriasis  2"
    room = chip.sizeHint().width() - 20
    chips.setFixedWidth(room)
    QApplication.processEvents()
    assert chip.text().startswith("Eczema")
    assert chip.text().endswith("…  2")
    assert chip.geometry().right() < room
    assert chip.toolTip() == "Eczema or psoriasis, 2 photos"
    chips.setFixedWidth(room + 20)
    QApplication.processEvents()
    assert chip.text() == "Eczema or psoriasis  2"


def test_a_screen_reader_is_told_how_many_are_left(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    said: list[str] = []

    def update(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    window.photos.chips.shown[0].click()
    assert said == ["1 of 11 photos"]
    window.photos.chips.shown[0].click()
    assert said[-1] == "11 photos"


def test_chips_by_keyboard(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window, qtbot)
    wide(window)
    window.activateWindow()
    window.photos.search.setFocus()
    qtbot.waitUntil(window.photos.search.hasFocus, timeout=WAIT)
    qtbot.keyClick(window.photos.search, Qt.Key.Key_Tab)
    first, second, *_ = window.photos.chips.shown
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert window.photos.chips.on == {second.facet}
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert not window.photos.chips.on
    qtbot.keyClick(second, Qt.Key.Key_Tab)  # all chips are one stop
    assert not any(chip.hasFocus() for chip in window.photos.chips.shown)
    qtbot.keyClick(window.photos.order, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert second.hasFocus()
