"""Reports from the window: saved, printed, with no more in them than was wanted."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from haski_desktop.gui.dialogs.report import ReportDialog
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.report.file import MAX_PAGES
from tests.gui.conftest import WAIT, MakeWindow, wait_until_done
from tests.gui.test_everyone import fill


@pytest.fixture
def filled(window: MainWindow, qtbot: QtBot, sample: Path, tmp_path: Path) -> MainWindow:
    """A window with two photos that were analysed."""
    photos = [tmp_path / "wombat.jpg", tmp_path / "quokka.jpg"]
    for photo in photos:
        shutil.copy(sample, photo)
    window.commands.open_paths([str(photo) for photo in photos])
    wait_until_done(qtbot, window, 2)
    return window


def asked(window: MainWindow) -> ReportDialog:
    """The dialog that the button below the result brings."""
    window.results.report.click()
    return window.findChildren(ReportDialog)[-1]


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path, chosen: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), chosen))


def test_the_chosen_photo_to_a_pdf(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "out")  # without an ending it is a PDF
    dialog = asked(filled)
    assert not dialog.pages.isVisible()
    with qtbot.waitSignal(filled.commands.reports.saved, timeout=WAIT) as saved:
        dialog.save.click()
    assert saved.args == [str(tmp_path / "out.pdf")]
    pdf = PdfReader(tmp_path / "out.pdf")
    text = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert "wombat.jpg" in text
    assert str(tmp_path) not in text
    assert len(pdf.pages[0].images) == 2
    assert "out.pdf" in filled.toast.title.text()


def test_nothing_is_told_that_is_not_wanted(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "out.html", "HTML (*.html)")
    filled.photos.view.selectAll()
    dialog = asked(filled)
    assert dialog.pages.isChecked()
    dialog.photos.click()
    dialog.names.click()
    with qtbot.waitSignal(filled.commands.reports.saved, timeout=WAIT):
        dialog.save.click()
    text = (tmp_path / "out.html").read_text("utf-8")
    assert text.count("<article") == 3
    assert not [word for word in ("wombat", "quokka", "data:image") if word in text]

    filled.photos.view.selectAll()
    dialog = asked(filled)
    dialog.pages.click()
    assert not dialog.photos.isEnabled()
    with qtbot.waitSignal(filled.commands.reports.saved, timeout=WAIT):
        dialog.save.click()
    text = (tmp_path / "out.html").read_text("utf-8")
    assert text.count("<article") == 1
    assert "wombat.jpg" in text


def test_printed(filled: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    filled.commands.report_selected()
    (dialog,) = filled.findChildren(ReportDialog)
    dialog.print.click()
    qtbot.waitUntil(lambda: bool(filled.findChildren(QPrintDialog)), timeout=WAIT)
    (printing,) = filled.findChildren(QPrintDialog)
    file = printing.findChild(QLineEdit, "filename")  # there is no printer, but a file for one
    assert isinstance(file, QLineEdit)
    file.setText(str(tmp_path / "printed.pdf"))
    printing.accept()
    qtbot.waitUntil((tmp_path / "printed.pdf").exists, timeout=WAIT)
    assert "wombat.jpg" in PdfReader(tmp_path / "printed.pdf").pages[0].extract_text()


def test_a_place_that_can_not_be_written_is_said(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "no folder" / "out.pdf")
    dialog = asked(filled)
    with qtbot.waitSignal(filled.commands.reports.failed, timeout=WAIT):
        dialog.save.click()
    assert filled.messages.isVisible()
    assert not (tmp_path / "no folder").exists()


def test_too_many_photos_for_a_page_each(make_window: MakeWindow) -> None:
    dialog = ReportDialog(make_window(started=False), MAX_PAGES + 1)
    assert not dialog.pages.isEnabled()
    assert not dialog.pages.isChecked()
    dialog.deleteLater()


def test_the_menu_offers_it_once_there_is_a_result(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    action = window.actions_table["report"]
    assert not action.isEnabled()
    fill(window)
    window.photos.choose(1)
    window.refresh()
    assert action.isEnabled()
    assert action.shortcut() == QKeySequence(QKeySequence.StandardKey.Print)
