"""A model that is missing, chosen, made up."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.paths import bundled
from haski_desktop.results import sentences
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow, drop, wait_until_done


def test_missing_model_is_said_and_photos_fail_with_the_reason(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path, make_photos: MakePhotos
) -> None:
    window = make_window(ModelRequest(path=str(tmp_path)), started=False)
    with qtbot.waitSignal(window.session.model_failed, timeout=WAIT):
        window.start([])
    assert window.messages.isVisible()
    drop(window, *make_photos(2))
    results = wait_until_done(qtbot, window, 2)
    assert {r.error.code for r in results if isinstance(r, Failure)} == {"model_not_found"}
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.use_bundled_model()
    window.session.analyze_again(list(window.session.photos.items))
    results = wait_until_done(qtbot, window, 2)
    assert all(isinstance(result, Analysis) for result in results)


def test_demo_says_so_everywhere(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ModelRequest(runtime="mock"))
    drop(window, SAMPLE)
    (result,) = wait_until_done(qtbot, window, 1)
    assert isinstance(result, Analysis)
    assert result.model_type == "mock"
    assert "DEMO" in window.windowTitle()
    assert "DEMO" in window.footer.status.text()
    assert window.results.demo.isVisible()
    assert sentences.short_answer(result).startswith("DEMO")
    from haski_desktop.export import one as export_json

    assert export_json.file_name(result) == "sample-DEMO.json"
    window.load_model(ModelRequest(runtime="tflite"))
    qtbot.waitUntil(lambda: window.model is not None and window.model.runtime == "tflite")
    assert "DEMO" not in window.windowTitle()


def test_what_was_asked_for_once_is_not_remembered(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ModelRequest(str(bundled("ml/exports")), runtime="mock"))
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.set_threads("2")
    assert window.model_in_use.request == ModelRequest(str(bundled("ml/exports")), "mock", 2)
    assert window.settings.model == ModelRequest(None, "auto", 2)
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.set_runtime("onnx")
    assert window.model_in_use.request == ModelRequest(str(bundled("ml/exports")), "onnx", 2)
    assert window.settings.model == ModelRequest(None, "onnx", 2)
