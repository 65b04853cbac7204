"""Results saved to files: which, in what format, where."""

import codecs
import csv
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis
from haski_desktop.export.json_rows import json_row
from haski_desktop.gui import commands
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.results.answers import with_answers
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, drop, wait_until_done
from tests.valid import valid

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
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text("utf-8-sig").splitlines()))
    assert (tmp_path / "all.csv").read_bytes().startswith(codecs.BOM_UTF8)  # for spreadsheets
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
