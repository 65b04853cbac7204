"""Runtimes: integer networks, agreement, the documented order and what happens on failure."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from haski_desktop.engine import litert
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.loading import load_runtime
from haski_desktop.engine.model import open_bundle
from haski_desktop.engine.runtime import Array
from haski_desktop.errors import ModelError
from haski_desktop.paths import default_model
from tests import tiny_models
from tests.conftest import encoded


@pytest.mark.parametrize("dtype", ["float32", "uint8", "int8"])
def test_integer_networks_are_fed_and_read_by_their_own_scale(tmp_path: Path, dtype: str) -> None:
    path = tmp_path / "tiny.tflite"
    path.write_bytes(tiny_models.tflite(dtype))
    runtime = load_runtime("tflite", open_bundle(path), threads=1)
    colour = np.asarray([0.4, -0.7, 1.1], np.float32)
    image = np.broadcast_to(colour, (1, 224, 224, 3)).astype(np.float32)
    expected = tiny_models.weights() @ colour
    # Half a step of the logits' scale, and what the rounded input and weights can add.
    tolerance = 1e-3 if dtype == "float32" else tiny_models.LOGITS[0] / 2 + 0.04
    np.testing.assert_allclose(runtime.run(image)["logits"][0], expected, atol=tolerance)


def test_values_beyond_the_integer_range_are_clipped(tmp_path: Path) -> None:
    path = tmp_path / "tiny.tflite"
    path.write_bytes(tiny_models.tflite("int8"))
    runtime = load_runtime("tflite", open_bundle(path), threads=1)
    bright = np.full((1, 224, 224, 3), 1000, np.float32)
    limit = np.full((1, 224, 224, 3), (127 + 10) * tiny_models.IMAGE[0], np.float32)
    np.testing.assert_array_equal(runtime.run(bright)["logits"], runtime.run(limit)["logits"])


# The bundle's TFLite files, and how far a confidence may be from ONNX's: eight bits move a
# difference of two logits by up to twice the mean of 0.089 (model card), and a confidence by a
# quarter of that.
@pytest.mark.parametrize(
    ("file", "tolerance"),
    [("skin_classifier.tflite", 0.01), ("skin_classifier_int8.tflite", 0.045)],
)
def test_onnx_agrees_with_tflite(sample: Path, file: str, tolerance: float) -> None:
    onnx, tflite = Analyzer.open(runtime="onnx"), Analyzer.open(default_model() / file)
    photo = prepare(sample)
    one, other = tflite.predict(photo), onnx.predict(photo)
    assert (one.model_type, other.model_type) == ("tflite", "onnx")
    for head, prediction in one.predictions.items():
        assert other.predictions[head].label == prediction.label
        assert other.predictions[head].decision == prediction.decision
        assert abs(other.predictions[head].confidence - prediction.confidence) < tolerance


def test_the_faster_file_is_the_default() -> None:
    runtime = Analyzer.open().runtime
    assert runtime.file == "tflite_int8"
    assert "8-bit" in runtime.detail


def test_a_runtime_that_fails_on_a_photo_hands_over_to_the_next(
    sample: Path, caplog: pytest.LogCaptureFixture
) -> None:
    analyzer = Analyzer.open()

    def fail(*_: object) -> dict[str, Array]:
        raise ModelError("inference_failed", "It broke.", "Try another.")

    analyzer.runtime.run = fail  # type: ignore[method-assign]
    result = analyzer.analyze(sample)
    assert result.model_type == "onnx"
    assert "runtime_fallback" in result.warnings
    assert "tflite failed" in caplog.text
    assert analyzer.analyze(sample).model_type == "onnx"
    analyzer.runtime.run = fail  # type: ignore[method-assign]
    with pytest.raises(ModelError, match="It broke"):
        analyzer.analyze(sample)


def test_the_libraries_are_tried_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that can't be imported is passed over; with none, the error says what to install."""
    broken = litert.Package("haski_desktop.no_such_library", "nothing", prefers_int8=False)
    monkeypatch.setattr(litert, "PACKAGES", (broken, *litert.PACKAGES))
    assert "ai-edge-litert" in Analyzer.open(runtime="tflite").runtime.detail
    monkeypatch.setattr(litert, "PACKAGES", (broken,))
    with pytest.raises(ModelError, match="pip install ai-edge-litert") as caught:
        Analyzer.open(runtime="tflite")
    assert caught.value.code == "runtime_unavailable"
    assert Analyzer.open().runtime.name == "onnx"


def test_nothing_native_is_printed_and_no_telemetry_starts(sample: Path, tmp_path: Path) -> None:
    """In a fresh process: standard error stays empty, and the home folder too."""
    code = f"""
import os, threading
from haski_desktop.engine.analyzer import Analyzer
for runtime in ("tflite", "onnx"):
    Analyzer.open(runtime=runtime).analyze({str(sample)!r})
assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
assert threading.active_count() == 1
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"HOME": str(tmp_path), "PATH": ""},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.rglob("*")) == []


def test_threads_take_turns(sample: Path, analyzer: Analyzer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    photos = [prepare(sample) for _ in range(16)]
    alone = analyzer.predict(photos[0]).predictions
    with ThreadPoolExecutor(4) as pool:
        assert all(result.predictions == alone for result in pool.map(analyzer.predict, photos))


def test_png_and_bmp_of_one_picture_give_the_same_numbers(sample: Path, analyzer: Analyzer) -> None:
    from PIL import Image

    image = Image.open(sample)
    results = [analyzer.analyze(encoded(image, kind)) for kind in ("PNG", "BMP")]
    assert results[0].predictions == results[1].predictions
