"""The list of photos: rows, their order and filter, and dragging them out."""

import os
import weakref
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import (
    QItemSelectionModel,
    Qt,
    QUrl,
)
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.evidence import Evidence
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.filter import PhotoFilter
from haski_desktop.gui.photos.images import GRID_SIDE
from haski_desktop.gui.photos.model import Item, PhotoModel, Role
from haski_desktop.results.answers import with_answers
from haski_desktop.results.facets import status_facet
from haski_desktop.results.status import PhotoStatus
from tests.gui.conftest import (
    FAILURE,
    PICTURE,
    WAIT,
    MakePhotos,
    MakeWindow,
    items,
    wait_until_done,
)
from tests.made_up import made_up
from tests.valid import valid


def test_model_keeps_qts_rules_and_undoes(application: QApplication) -> None:
    model = PhotoModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.add(items(*[PhotoStatus.CONFIDENT] * 6))
    model.add([])
    removed = model.remove([1, 4])
    assert [item.id for item in model.items] == [0, 2, 3, 5]
    assert model.set_result(4, made_up()) is None
    model.restore(removed)
    assert [item.id for item in model.items] == list(range(6))
    assert [model.index_of(i).row() for i in range(6)] == list(range(6))
    model.restore(model.remove(range(6)))
    assert [item.id for item in model.items] == list(range(6))
    model.add(Item(i, PICTURE, "more") for i in range(6, 200))
    model.restore(model.remove(range(3, 190)))
    assert [item.id for item in model.items] == list(range(200))
    assert model.index_of(150).row() == 150
    model.remove(range(6, 200))
    assert [item.id for item in model.items] == list(range(6))


def test_a_file_added_anew_is_not_brought_back_as_well(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    paths = make_photos(3)
    window.commands.open_paths(paths)
    wait_until_done(qtbot, window, 3)
    window.photos.view.selectAll()
    window.commands.remove()
    window.commands.open_paths(paths[1:2])
    wait_until_done(qtbot, window, 1)
    window.commands.undo_remove()
    photos = [item.photo for item in window.session.photos.items]
    assert photos == paths
    window.commands.open_paths(paths)
    assert len(window.session.photos.items) == 3
    window.commands.remove()
    assert len(window.session.photos.items) == 2


def test_a_file_named_twice_is_added_once(
    window: MainWindow, qtbot: QtBot, make_photos: MakePhotos
) -> None:
    (path,) = make_photos(1)
    window.commands.open_paths([path, path])
    wait_until_done(qtbot, window, 1)
    assert len(window.session.photos.items) == 1


def test_filter_and_sort(application: QApplication, qtbot: QtBot) -> None:
    model = PhotoModel()
    model.add(
        items(PhotoStatus.ERROR, PhotoStatus.CONFIDENT, PhotoStatus.UNCERTAIN, PhotoStatus.WAITING)
    )
    shown = PhotoFilter(model)
    QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Warning)

    def ids() -> list[int]:
        return [
            item.id for row in range(shown.rowCount()) if (item := shown.item(shown.index(row, 0)))
        ]

    shown.search("P2 straight")
    assert ids() == [2]
    shown.search("")
    shown.show_only(map(status_facet, (PhotoStatus.ERROR, PhotoStatus.WAITING)))
    assert ids() == [0, 3]
    shown.show_only([])
    shown.sort_by(Role.STATUS)
    assert ids() == [3, 1, 2, 0]
    with qtbot.waitSignal(shown.layoutChanged, timeout=WAIT):
        model.set_result(3, FAILURE)
    assert ids() == [1, 2, 0, 3]
    with qtbot.waitSignal(shown.layoutChanged, timeout=WAIT):
        model.add([Item(4, PICTURE, "p4.jpg")])
        assert ids() == [1, 2, 0, 3, 4]  # at the end until it finds its place
    assert ids() == [4, 1, 2, 0, 3]
    model.restore(model.remove([2, 4]))
    assert ids() == [4, 1, 2, 0, 3]
    shown.show_only([status_facet(PhotoStatus.WAITING)])
    with qtbot.waitSignal(shown.rowsRemoved, timeout=WAIT):
        model.set_result(4, FAILURE)
    assert ids() == []
    shown.show_only([])
    shown.sort_by(Role.ADDED)
    assert ids() == [0, 1, 2, 3, 4]


def test_photos_of_the_same_name_are_told_apart(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("a/1.jpg", "b/x/1.jpg", "1.jpg", "b/2.jpg")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PICTURE)
    rows = window.photos.filter

    def titles() -> list[str]:
        return [rows.index(row).data() for row in range(rows.rowCount())]

    window.commands.open_paths([str(paths[0])])
    assert titles() == ["1.jpg"]
    window.commands.open_paths([str(paths[1])])
    assert titles() == [os.path.join("a", "1.jpg"), os.path.join("b", "x", "1.jpg")]
    window.commands.open_paths([str(path) for path in paths[2:]])
    wait_until_done(qtbot, window, 4)
    assert titles()[2:] == ["1.jpg", "2.jpg"]
    assert rows.index(0).data(Qt.ItemDataRole.ToolTipRole).startswith(str(paths[0]))
    window.photos.search.setText(os.path.join("b", "x"))
    assert titles() == [os.path.join("b", "x", "1.jpg")]


def test_a_filter_that_nothing_matches_says_so(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    window.session.photos.add(items(PhotoStatus.CONFIDENT, PhotoStatus.ERROR))
    window.session.changed.emit()
    window.photos.choose(0)
    assert window.results.name.isVisible()
    window.photos.search.setText("nowhere")
    assert window.photos.show_all.isVisible()
    assert not window.photos.view.isVisible()
    assert not window.results.name.isVisible()
    window.photos.show_all.click()
    assert window.photos.view.isVisible()
    assert window.photos.filter.rowCount() == 2


def test_what_is_marked_stays_so_while_rows_move(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    statuses = [PhotoStatus.WAITING, PhotoStatus.CONFIDENT, PhotoStatus.UNCERTAIN] * 20
    window.session.photos.add(items(*statuses))
    window.session.changed.emit()
    window.photos.choose(31)
    window.photos.view.selectionModel().select(
        window.photos.filter.index(9, 0), QItemSelectionModel.SelectionFlag.Select
    )

    def marked() -> tuple[int | None, list[int]]:
        current = window.current()
        return current.id if current else None, sorted(item.id for item in window.selected())

    order, chips = window.photos.order, window.photos.chips
    order.setCurrentIndex(order.findData(Role.STATUS))
    assert marked() == (31, [9, 31])
    with qtbot.waitSignal(window.photos.filter.layoutChanged, timeout=WAIT):
        window.session.photos.set_result(9, FAILURE)
    assert marked() == (31, [9, 31])
    order.setCurrentIndex(0)
    chips.turn_on(frozenset((status_facet(PhotoStatus.ERROR),)))
    assert window.photos.filter.rowCount() == 1
    chips.turn_on(frozenset())
    window.photos.choose(31)
    # What was shown goes: its neighbour before it is next, not the first or last of all.
    chips.turn_on(frozenset((status_facet(PhotoStatus.UNCERTAIN),)))
    assert marked()[0] == 29


def test_thousands_of_rows(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    paths = [f"/nowhere/p{number}.jpg" for number in range(5000)]
    window.session.photos.add(Item(i, path, path[9:]) for i, path in enumerate(paths))
    window.session.changed.emit()
    window.photos.search.setText("p4999")
    assert window.photos.filter.rowCount() == 1
    window.photos.search.clear()
    window.photos.view.scrollToBottom()
    with qtbot.waitSignal(window.thumbnails.ready, timeout=WAIT):
        window.photos.view.viewport().repaint()
    qtbot.waitUntil(lambda: window.thumbnails.is_idle, timeout=WAIT)
    # Only rows in sight have a thumbnail made.
    assert 0 < len(window.thumbnails._kept) < 60


def test_a_row_can_be_dragged_out_as_a_file(application: QApplication) -> None:
    model = PhotoModel()
    model.add(items(PhotoStatus.CONFIDENT, PhotoStatus.WAITING))
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([model.index(0)])
    (url,) = data.urls()
    path = Path(QUrl(url).toLocalFile())
    assert path.name == "made up.json"
    assert msgspec.json.decode(path.read_bytes(), type=Analysis) == with_answers(made_up())
    model.clean_up()
    assert not path.exists()


def test_several_rows_are_dragged_out_as_one_file(application: QApplication) -> None:
    model = PhotoModel()
    model.add(items(PhotoStatus.CONFIDENT, PhotoStatus.WAITING, PhotoStatus.ERROR))
    data = model.mimeData([model.index(row) for row in range(3)])
    (url,) = data.urls()
    path = Path(QUrl(url).toLocalFile())
    assert path.name == "haski-results.jsonl"
    rows = [valid(line) for line in path.read_bytes().splitlines()]
    assert [row["source"]["name"] for row in rows] == ["made up.jpg", "b.jpg"]
    assert not data.hasFormat("application/json")
    assert model.mimeData([model.index(1)]).urls() == []
    model.clean_up()
    assert not path.exists()


def test_a_row_that_can_not_become_a_file(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(started=False)
    window.session.photos.add(items(PhotoStatus.CONFIDENT))
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    data = window.session.photos.mimeData([window.session.photos.index(0)])
    assert data.urls() == []
    assert valid(bytes(data.data("application/json").data()))["skin_type"] == "dry"
    assert window.messages.box is not None
    assert "could not be saved" in window.messages.box.title.text()


def test_nothing_is_left_of_dragged_rows(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    window = make_window(started=False)
    window.session.photos.add(items(PhotoStatus.CONFIDENT))
    assert list((tmp_path / "temporary").iterdir()) == []
    window.session.photos.mimeData([window.session.photos.index(0)])
    assert list((tmp_path / "temporary").iterdir())
    window.close()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_grid_shows_the_same_photos_and_is_remembered(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(started=False)
    window.session.photos.add(items(*[PhotoStatus.CONFIDENT, PhotoStatus.ERROR] * 20))
    window.session.changed.emit()
    window.photos.choose(30)
    window.photos.grid.click()
    view, rows = window.photos.view, window.photos.filter
    QApplication.processEvents()
    first, second = view.visualRect(rows.index(0)), view.visualRect(rows.index(1))
    assert first.top() == second.top()
    assert first.right() < second.left()
    assert window.actions_table["grid"].isChecked()
    assert view.viewport().rect().intersects(view.visualRect(rows.index(30)))
    view.scrollToTop()
    place = view.visualRect(rows.index(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [item.id for item in window.selected()] == [1]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert [item.id for item in window.selected()] == [0]
    tops = [view.visualRect(rows.index(i)).top() for i in range(40)]
    below = next(i for i, top in enumerate(tops) if top > tops[0])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert [item.id for item in window.selected()] == [below]
    window.photos.search.setText("p3")
    assert rows.rowCount() == 11
    # Thumbnails are as sharp as the larger cells ask for.
    qtbot.waitUntil(lambda: window.thumbnails.is_idle, timeout=WAIT)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: window.thumbnails.is_idle and bool(window.thumbnails._kept),
                    timeout=WAIT)  # fmt: skip
    widths = {pixmap.width() for pixmap in window.thumbnails._kept.values()}
    assert widths == {GRID_SIDE}
    window.close()
    second_window = make_window(started=False)
    assert second_window.photos.grid.isChecked()
    second_window.session.photos.add(items(PhotoStatus.CONFIDENT))
    second_window.session.changed.emit()
    second_window.actions_table["grid"].trigger()
    assert not second_window.photos.grid.isChecked()
    assert not second_window.settings.grid


def test_replaced_results_are_let_go(application: QApplication, qtbot: QtBot) -> None:
    model = PhotoModel()
    photos = items(*[PhotoStatus.CONFIDENT] * 300)
    points = [np.zeros((468, 2), np.float16) for _ in photos]
    for photo, face in zip(photos, points, strict=True):
        photo.evidence = Evidence(faces=(face,))
    left = list(map(weakref.ref, points))
    model.add(photos)
    del points, photo, face
    model.set_status(range(300), PhotoStatus.WAITING)
    assert not model.has_results
    qtbot.waitUntil(lambda: not any(ref() is not None for ref in left), timeout=WAIT)
