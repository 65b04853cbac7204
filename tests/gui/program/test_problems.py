"""Unexpected errors and the log."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from haski_desktop.gui.dialogs.text_dialog import LogDialog
from haski_desktop.gui.program.problems import LogLines, Problems
from tests.gui.conftest import WAIT


def test_problems_are_reported_from_any_thread(
    application: QApplication, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    problems = Problems(tmp_path / "reports")
    problems.install()

    def fail() -> None:
        raise ValueError("oops")

    thread = threading.Thread(target=fail)
    with qtbot.waitSignal(problems.happened, timeout=WAIT) as happened:
        thread.start()
    thread.join()
    assert happened.args[0] == "ValueError: oops"
    (report,) = (tmp_path / "reports").iterdir()
    assert "oops" in report.read_text()
    assert str(report) in happened.args[1]


def test_log_keeps_the_newest_lines() -> None:
    lines = LogLines()
    for number in range(2500):
        lines.handle(logging.LogRecord("x", logging.INFO, "", 1, f"n{number}", None, None))
    assert len(lines.lines) == 2000
    assert lines.lines[-1].endswith("n2499")


def test_the_log_view_follows(application: QApplication, qtbot: QtBot) -> None:
    lines, parent = LogLines(), QWidget()
    qtbot.addWidget(parent)
    logger = logging.getLogger("haski_desktop.test")
    logger.addHandler(lines)
    logger.error("before")
    dialog = LogDialog("Log", lines, parent)
    dialog.show()
    thread = threading.Thread(target=logger.error, args=("from %s", "a thread"))
    with qtbot.waitSignal(dialog.log.textChanged, timeout=WAIT):
        thread.start()
    thread.join()
    assert [line.split("ERROR   ")[1] for line in dialog.log.toPlainText().splitlines()] == [
        "before", "from a thread",
    ]  # fmt: skip
    (copy,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Copy")
    copy.click()
    assert QGuiApplication.clipboard().text().endswith("from a thread")
    dialog.close()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    logger.error("after it was closed")
    logger.removeHandler(lines)


def test_onnxruntime_is_loaded_silently_before_qt() -> None:
    code = (
        "import sys, os; from haski_desktop.gui import app; app._load_onnxruntime();"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1';"
        "assert 'onnxruntime' in sys.modules; assert 'PySide6' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
