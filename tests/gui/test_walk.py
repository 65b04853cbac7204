"""From the first start to an exported table, with the mouse alone and with keys alone.

Nothing is called that a person could not reach: the real window, model, and Qt's own dialogs.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from haski_desktop.gui.dialogs.summary import SummaryDialog
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.paths import bundled
from haski_desktop.results.answers import answer_words
from tests.gui.conftest import WAIT, MakePhotos, MakeWindow

Act = Callable[[QFileDialog], bool]
LEFT = Qt.MouseButton.LeftButton
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def home(make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which dialogs begin: with photos of noise and a face, and one named =1+1."""
    photos = Path(make_photos(2)[0]).parent
    (photos / "=1+1.jpg").write_bytes(bundled("resources/sample.jpg").read_bytes())
    (photos / "Müller, größer.jpg").write_bytes(bundled("resources/sample.jpg").read_bytes())
    monkeypatch.chdir(photos.parent)
    return photos.parent


@contextmanager
def in_the_dialog(act: Act) -> Iterator[list[str]]:
    """Have ``act`` do what a person does in a dialog, again and again until it says it has.

    A dialog holds up whoever opened it; a timer goes on.
    """
    done: list[str] = []
    timer = QTimer()
    tries = 0

    def step() -> None:
        nonlocal tries
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        tries += 1
        is_over = True  # rather fail than hang
        try:
            if act(dialog):
                done.append(dialog.windowTitle())
            else:
                is_over = tries > WAIT / 20
        finally:
            if is_over:
                timer.stop()
            if is_over and not done:
                dialog.reject()

    timer.timeout.connect(step)
    timer.start(20)
    yield done
    timer.stop()
    assert done


def press(qtbot: QtBot, widget: QWidget, place: QPoint | None = None) -> None:
    """Click with the mouse where a person would."""
    assert widget.isVisible()
    assert widget.isEnabled()
    qtbot.mouseClick(widget, LEFT, pos=place or widget.rect().center())


def confirm(qtbot: QtBot, dialog: QFileDialog) -> None:
    """Press the dialog's own button, in whatever words."""
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    (button,) = (b for b in box.buttons() if box.buttonRole(b) == box.ButtonRole.AcceptRole)
    press(qtbot, button)


def wait_for_results(window: MainWindow, qtbot: QtBot) -> None:
    def done() -> None:
        assert len(window.session.photos.results()) == 4
        assert window.progress.summary.isVisible()

    qtbot.waitUntil(done, timeout=WAIT)


def assert_table_agrees(window: MainWindow, file: Path) -> None:
    """The table says of each photo what the list says."""
    with open(file, encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    items = window.photos.shown()
    assert [row["name"].removeprefix("'") for row in rows] == [item.name for item in items]
    assert rows[0]["name"] == "'=1+1.jpg"  # no spreadsheet takes it for a formula
    assert {"Müller, größer.jpg"} <= {row["name"] for row in rows}
    for row, item in zip(rows, items, strict=True):
        result = item.result
        assert result is not None
        for head, prediction in getattr(result, "predictions", {}).items():
            assert row[f"{head}_answer"] == answer_words(head, prediction)
            if result.in_scope and row[f"{head}_answer"]:  # type: ignore[union-attr]
                assert row[f"{head}_answer"] in item.short


def test_with_the_mouse_alone(make_window: MakeWindow, qtbot: QtBot, home: Path) -> None:
    window = make_window()

    def choose_folder(dialog: QFileDialog) -> bool:
        view = next(v for v in dialog.findChildren(QAbstractItemView)
                    if v.objectName() in ("listView", "treeView") and v.isVisible())  # fmt: skip
        model, root = view.model(), view.rootIndex()
        rows = [model.index(i, 0, root) for i in range(model.rowCount(root))]
        place = next((row for row in rows if row.data() == "photos"), None)
        if place is None or not view.visualRect(place).isValid():
            return False  # it is still being listed
        press(qtbot, view.viewport(), view.visualRect(place).center())
        confirm(qtbot, dialog)
        return True

    with in_the_dialog(choose_folder):
        press(qtbot, window.drop_zone.folder)
    wait_for_results(window, qtbot)
    view = window.photos.view
    row = view.visualRect(window.photos.filter.index(1))
    press(qtbot, view.viewport(), row.center())
    assert window.results.name.text() == window.photos.shown()[1].title
    press(qtbot, window.progress.summary)
    (summary,) = window.findChildren(SummaryDialog)
    bar = next(iter(summary.bars.values()))
    press(qtbot, bar)
    assert 0 < len(window.photos.shown()) < 4
    press(qtbot, bar)
    assert len(window.photos.shown()) == 4
    press(qtbot, summary._buttons.button(QDialogButtonBox.StandardButton.Close))

    def save(dialog: QFileDialog) -> bool:
        confirm(qtbot, dialog)
        return True

    with in_the_dialog(save), qtbot.waitSignal(window.commands.export.saved, timeout=WAIT):
        press(qtbot, window.progress.export)
    assert_table_agrees(window, home / "haski-results.csv")
    assert window.toast.isVisible()
    assert isinstance(window.toast.button, QPushButton)
    assert window.toast.button.text() == "Show in folder"


def test_with_keys_alone(make_window: MakeWindow, qtbot: QtBot, home: Path) -> None:
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.drop_zone.open.hasFocus, timeout=WAIT)

    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type_in_dialog(text: str) -> Act:
        def act(dialog: QFileDialog) -> bool:
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(field, QLineEdit)
            if not field.hasFocus():
                return False
            field.selectAll()
            qtbot.keyClicks(field, text)
            qtbot.keyClick(field, Qt.Key.Key_Return)
            if dialog.isVisible():  # the first Return took the proposal below the field
                qtbot.keyClick(field, Qt.Key.Key_Return)
            return True

        return act

    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert window.drop_zone.folder.hasFocus()
    with in_the_dialog(type_in_dialog(str(home / "photos"))):
        qtbot.keyClick(focus(), Qt.Key.Key_Space)
    wait_for_results(window, qtbot)
    window.activateWindow()  # a platform with a screen does that when a dialog closes
    qtbot.waitUntil(window.photos.view.hasFocus, timeout=WAIT)
    qtbot.keyClick(focus(), Qt.Key.Key_Home)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    assert window.results.name.text() == window.photos.shown()[1].title
    qtbot.keyClick(window, Qt.Key.Key_F8)
    (summary,) = window.findChildren(SummaryDialog)
    bar = next(iter(summary.bars.values()))
    summary.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is summary, timeout=WAIT)
    for _ in range(20):
        if bar.hasFocus():
            break
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    assert 0 < len(window.photos.shown()) < 4
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    qtbot.keyClick(summary, Qt.Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    with (
        in_the_dialog(type_in_dialog(str(home / "mine.csv"))),
        qtbot.waitSignal(window.commands.export.saved, timeout=WAIT),
    ):
        qtbot.keyClick(window, Qt.Key.Key_E, CONTROL_SHIFT)
    assert_table_agrees(window, home / "mine.csv")
