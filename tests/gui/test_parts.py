"""The parts by themselves."""

import logging
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import QColor, QDragLeaveEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from haski_desktop.batch.progress import RunProgress
from haski_desktop.engine.analysis import Source
from haski_desktop.engine.labels import HEADS
from haski_desktop.export import one as export_json
from haski_desktop.gui.actions import MENUS
from haski_desktop.gui.dialogs import pages
from haski_desktop.gui.dialogs.text_dialog import LogDialog
from haski_desktop.gui.photos import images
from haski_desktop.gui.program.problems import LogLines, Problems
from haski_desktop.gui.result.viewer import Viewer
from haski_desktop.results import sentences
from haski_desktop.results.status import PhotoStatus, status_of
from haski_desktop.results.summary import Summary
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, items
from tests.made_up import made_up


def test_kinds_follow_from_results() -> None:
    for item in items(*PhotoStatus):
        if item.result is not None:
            assert status_of(item.result) is item.status


def test_viewer_zooms_at_the_pointer_and_moves(application: QApplication, qtbot: QtBot) -> None:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(400, 300)
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    viewer.show_image(image)
    assert viewer.scale == pytest.approx((400 - 32) / 800)
    at = QPointF(300, 150)
    before = viewer._centre + (at - QPointF(200, 150)) / viewer.scale
    zero = QPoint(0, 0)
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        at,
        at,
        zero,
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    viewer.wheelEvent(wheel)
    after = viewer._centre + (at - QPointF(200, 150)) / viewer.scale
    assert viewer.scale > 1
    assert after.x() == pytest.approx(before.x(), abs=2)
    centre = QPointF(viewer._centre)
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    assert viewer._centre.x() < centre.x()
    viewer.zoom_to_pixels()
    assert viewer.scale == pytest.approx(1)
    assert viewer.grab().toImage().pixelColor(200, 150) == QColor("white")
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.scale == pytest.approx((400 - 32) / 800)


def test_pictures_are_upright(make_photos: MakePhotos) -> None:
    from PIL import Image

    (path,) = make_photos(1)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(path).save(path, exif=exif)
    image = images.decode(path, thumbnail=False)
    assert (image.width(), image.height()) == (240, 320)
    assert image.constBits()[3] == 255  # opaque, as Qt's own pixels are
    thumbnail = images.decode(path, thumbnail=True)
    assert thumbnail.width() == thumbnail.height() == images.THUMBNAIL_SIDE
    assert images.decode("/nowhere.jpg", thumbnail=True).isNull()


def test_progress_knows_rate_and_time_left() -> None:
    now = 0.0
    run = RunProgress(lambda: now)
    run.total = 10
    assert run.rate is None
    now, run.done = 2.0, 4
    assert run.rate == pytest.approx(2)
    assert run.seconds_left == pytest.approx(3)
    run.pause(paused=True)
    now = 100.0
    assert run.seconds == pytest.approx(2)
    run.pause(paused=False)
    now = 101.0
    assert run.seconds == pytest.approx(3)
    run.done = 10
    run.end()
    now = 500.0
    assert run.seconds == pytest.approx(3)


def test_tally_and_summary(application: QApplication) -> None:
    results = [item.result for item in items(*PhotoStatus) if item.result is not None]
    summary = Summary.of([*results, made_up(warnings=("mock_result",))])
    assert (summary.photos, summary.failed, summary.out_of_scope, summary.demo) == (6, 1, 1, 1)
    for head in HEADS:
        assert sum(summary.confident[head.name].values()) == 2
        assert summary.uncertain[head.name] == summary.not_assessable[head.name] == 1
    title, text = pages.summary(summary)
    assert title == "Summary"
    assert sentences.demo_notice()[0] in text


def test_export_file_names_are_safe() -> None:
    bad = made_up(source=Source('a/b\\c:"d".jpg'))
    assert export_json.file_name(bad) == "a_b_c__d_.json"
    assert export_json.file_name(made_up(source=Source(""))) == "photo.json"


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


def test_every_menu_has_a_title() -> None:
    assert [title.replace("&", "") for title, _ in MENUS] == [
        "File", "Edit", "View", "Model", "Help",
    ]  # fmt: skip


def test_drag_over_the_window_is_shown(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(SAMPLE)])
    # Qt's own event has another constructor in each version.
    event = Mock(mimeData=Mock(return_value=data), source=Mock(return_value=None))
    window.dragEnterEvent(event)
    event.accept.assert_called_once()
    hints = [window.drop_zone._hint]
    window.dragLeaveEvent(QDragLeaveEvent())
    hints.append(window.drop_zone._hint)
    assert hints == [True, False]
    text = QMimeData()
    text.setText("hello")
    for refused in (
        Mock(mimeData=Mock(return_value=text), source=Mock(return_value=None)),
        Mock(mimeData=Mock(return_value=data), source=Mock(return_value=window.photos.view)),
    ):
        window.dragEnterEvent(refused)
        refused.accept.assert_not_called()
