"""The parts by themselves."""

import json
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
    QItemSelectionModel,
    QMimeData,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QUrl,
)
from PySide6.QtGui import QColor, QDragLeaveEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Prediction, Source
from haski_desktop.engine.labels import HEADS
from haski_desktop.gui import export_json, images, pages, wording
from haski_desktop.gui.actions import MENUS
from haski_desktop.gui.jobs import ModelRequest
from haski_desktop.gui.kinds import Kind
from haski_desktop.gui.photo_filter import PhotoFilter
from haski_desktop.gui.photo_model import Item, PhotoModel, Role
from haski_desktop.gui.problems import LogLines, Problems
from haski_desktop.gui.run_progress import RunProgress
from haski_desktop.gui.settings import FILE, Settings
from haski_desktop.gui.text_dialog import LogDialog
from haski_desktop.gui.verdict import Tally, kind_of
from haski_desktop.gui.viewer import Viewer
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, made_up

FAILURE = Failure(Source("b.jpg"), ErrorInfo("damaged", "It is damaged.", "Copy it."))


def items(*kinds: Kind) -> list[Item]:
    results: dict[Kind, Analysis | Failure] = {
        Kind.CONFIDENT: made_up(),
        Kind.UNCERTAIN: made_up("uncertain"),
        Kind.NOT_ASSESSABLE: made_up("not_assessable"),
        Kind.OUT_OF_SCOPE: made_up(in_scope=False),
        Kind.ERROR: FAILURE,
    }
    return [Item(i, SAMPLE, f"p{i}.jpg", k, results.get(k)) for i, k in enumerate(kinds)]


def test_kinds_follow_from_results() -> None:
    for item in items(*Kind):
        if item.result is not None:
            assert kind_of(item.result) is item.kind


def test_model_keeps_qts_rules_and_undoes(application: QApplication) -> None:
    model = PhotoModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.add(items(*[Kind.CONFIDENT] * 6))
    model.add([])
    removed = model.remove([1, 4])
    assert [item.id for item in model.items] == [0, 2, 3, 5]
    assert model.set_result(4, made_up()) is None
    model.restore(removed)
    assert [item.id for item in model.items] == list(range(6))
    assert [model.index_of(i).row() for i in range(6)] == list(range(6))
    model.restore(model.remove(range(6)))
    assert [item.id for item in model.items] == list(range(6))
    model.add(Item(i, SAMPLE, "more") for i in range(6, 200))
    model.restore(model.remove(range(3, 190)))
    assert [item.id for item in model.items] == list(range(200))
    assert model.index_of(150).row() == 150
    model.remove(range(6, 200))
    assert [item.id for item in model.items] == list(range(6))


def test_filter_and_sort(application: QApplication, qtbot: QtBot) -> None:
    model = PhotoModel()
    model.add(items(Kind.ERROR, Kind.CONFIDENT, Kind.UNCERTAIN, Kind.WAITING))
    shown = PhotoFilter(model)
    QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Warning)

    def ids() -> list[int]:
        return [
            item.id for row in range(shown.rowCount()) if (item := shown.item(shown.index(row, 0)))
        ]

    shown.search("P2 unc")
    assert ids() == [2]
    shown.search("")
    shown.show_kinds(frozenset((Kind.ERROR, Kind.WAITING)))
    assert ids() == [0, 3]
    shown.show_kinds(frozenset())
    shown.sort_by(Role.STATE)
    assert ids() == [3, 1, 2, 0]
    with qtbot.waitSignal(shown.layoutChanged, timeout=WAIT):
        model.set_result(3, FAILURE)
    assert ids() == [1, 2, 0, 3]
    with qtbot.waitSignal(shown.layoutChanged, timeout=WAIT):
        model.add([Item(4, SAMPLE, "p4.jpg")])
        assert ids() == [1, 2, 0, 3, 4]  # at the end until it finds its place
    assert ids() == [4, 1, 2, 0, 3]
    model.restore(model.remove([2, 4]))
    assert ids() == [4, 1, 2, 0, 3]
    shown.show_kinds(frozenset((Kind.WAITING,)))
    with qtbot.waitSignal(shown.rowsRemoved, timeout=WAIT):
        model.set_result(4, FAILURE)
    assert ids() == []
    shown.show_kinds(frozenset())
    shown.sort_by(Role.ADDED)
    assert ids() == [0, 1, 2, 3, 4]


def test_what_is_marked_stays_so_while_rows_move(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    kinds = [Kind.WAITING, Kind.CONFIDENT, Kind.UNCERTAIN] * 20
    window.session.photos.add(items(*kinds))
    window.session.changed.emit()
    window.photos.choose(31)
    window.photos.view.selectionModel().select(
        window.photos.filter.index(9, 0), QItemSelectionModel.SelectionFlag.Select
    )

    def marked() -> tuple[int | None, list[int]]:
        current = window.current()
        return current.id if current else None, sorted(item.id for item in window.selected())

    order, state = window.photos.order, window.photos.state
    order.setCurrentIndex(order.findData(Role.STATE))
    assert marked() == (31, [9, 31])
    with qtbot.waitSignal(window.photos.filter.layoutChanged, timeout=WAIT):
        window.session.photos.set_result(9, FAILURE)
    assert marked() == (31, [9, 31])
    order.setCurrentIndex(0)
    state.setCurrentIndex(state.findData(Kind.ERROR))
    assert window.photos.filter.rowCount() == 1
    state.setCurrentIndex(0)
    window.photos.choose(31)
    # What was shown goes: its neighbour before it is next, not the first or last of all.
    state.setCurrentIndex(state.findData(Kind.UNCERTAIN))
    assert marked()[0] == 29


def test_thousands_of_rows(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    window.session.photos.add(items(*[Kind.CONFIDENT] * 5000))
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
    model.add(items(Kind.CONFIDENT, Kind.WAITING))
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([model.index(0)])
    (url,) = data.urls()
    path = Path(QUrl(url).toLocalFile())
    assert path.name == "made up.json"
    assert json.loads(path.read_bytes()) == made_up().as_dict() | {
        "conditions_detected": ["mild_acne"],
        "warnings": [],
        "predictions": json.loads(path.read_bytes())["predictions"],
    }
    model.clean_up()
    assert not path.exists()


def test_a_row_that_can_not_become_a_file(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(started=False)
    window.session.photos.add(items(Kind.CONFIDENT))
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    data = window.session.photos.mimeData([window.session.photos.index(0)])
    assert data.urls() == []
    assert json.loads(bytes(data.data("application/json").data()))["skin_type"] == "dry"
    assert window.messages.box is not None
    assert "could not be saved" in window.messages.box.title.text()


def test_nothing_is_left_of_dragged_rows(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    window = make_window(started=False)
    window.session.photos.add(items(Kind.CONFIDENT))
    assert list((tmp_path / "temporary").iterdir()) == []
    window.session.photos.mimeData([window.session.photos.index(0)])
    assert list((tmp_path / "temporary").iterdir())
    window.close()
    assert list((tmp_path / "temporary").iterdir()) == []


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
    thumbnail = images.decode(path, thumbnail=True)
    assert thumbnail.width() == thumbnail.height() == images.THUMBNAIL_SIDE
    assert images.decode("/nowhere.jpg", thumbnail=True).isNull()


def test_settings_round_trip(settings_folder: Path) -> None:
    settings = Settings()
    settings.theme, settings.language = "dark", "de"
    settings.model = ModelRequest("/a/model", "onnx", 2)
    settings.set_folder("open", str(settings_folder.parent))
    settings.add_recent([f"/p/{i}.jpg" for i in range(12)])
    settings.sync()
    again = Settings()
    assert (again.theme, again.language) == ("dark", "de")
    assert again.model == ModelRequest("/a/model", "onnx", 2)
    assert again.folder("open") == str(settings_folder.parent)
    assert again.recent[0] == "/p/11.jpg"
    assert len(again.recent) == 10
    again.reset()
    assert Settings().theme == "system"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe garbage \x80" * 50,
        (
            b"[General]\ntheme=purple\nlanguage=12\nrecent=@Invalid()\n"
            b"[model]\nthreads=many\nruntime=7\n[shape]\nwindow=12\n[folders]\nopen=/gone\n"
        ),
    ],
    ids=["garbage", "wrong values"],
)
def test_damaged_settings_cost_nothing_but_themselves(
    settings_folder: Path, content: bytes, make_window: MakeWindow
) -> None:
    settings_folder.mkdir()
    (settings_folder / FILE).write_bytes(content)
    settings = Settings()
    assert (settings.theme, settings.language) == ("system", "system")
    assert settings.model == ModelRequest()
    assert settings.recent == []
    assert settings.folder("open") == ""
    make_window(started=False)


def test_window_remembers_its_shape(make_window: MakeWindow, settings_folder: Path) -> None:
    first = make_window(started=False)
    first.resize(781, 562)
    first.close()
    stored = QSettings(str(settings_folder / FILE), QSettings.Format.IniFormat)
    assert stored.contains("shape/window")
    second = make_window(started=False)
    assert second.size() == first.size()


def test_recent_photos(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.commands.open_paths([SAMPLE])
    menu = window.actions_table.recent
    assert menu is not None
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == SAMPLE
    menu.actions()[-1].trigger()
    assert window.settings.recent == []
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=WAIT)


def test_progress_knows_rate_and_time_left() -> None:
    now = 0.0
    run = RunProgress(lambda: now)
    run.total = 10
    assert run.rate is None
    assert not run.is_over
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
    assert run.is_over


def test_tally_and_summary(application: QApplication) -> None:
    results = [item.result for item in items(*Kind) if item.result is not None]
    tally = Tally.of([*results, made_up(warnings=("mock_result",))])
    assert (tally.photos, tally.failed, tally.out_of_scope, tally.demo) == (6, 1, 1, 1)
    for head in HEADS:
        assert sum(tally.confident[head.name].values()) == 2
        assert tally.uncertain[head.name] == tally.not_assessable[head.name] == 1
    title, text = pages.summary(tally)
    assert title == "Summary"
    assert wording.demo_notice()[0] in text


def test_wording_claims_no_more_than_the_result(application: QApplication) -> None:
    for head in HEADS:
        for decision in ("confident", "uncertain", "not_assessable"):
            prediction = made_up(decision).predictions[head.name]
            text = wording.answer(head.name, prediction)
            assert "you have" not in text.lower()
            assert text.startswith({"c": "Looks like", "u": "Between", "n": "Can't"}[decision[0]])
            assert wording.sureness(prediction)
    hair = made_up("uncertain").predictions["hair_type"]
    assert wording.answer("hair_type", hair) == "Between wavy and straight"
    alike = Prediction("eczema", 0.98, {}, "uncertain", ("eczema", "psoriasis"))
    assert wording.answer("condition", alike) == "Between eczema and psoriasis"
    assert "can't tell these apart" in wording.sureness(alike)
    assert wording.explain(ErrorInfo("new_code", "A sentence.", "A step.")) == (
        "A sentence.",
        "A step.",
    )


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
