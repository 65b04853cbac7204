"""LiteRT's predecessor, in the environment of `make test-tflite-runtime`, which lacks LiteRT."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.paths import default_model
from tests.valid import valid

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("tflite_runtime") is None,
    reason="tflite-runtime has an environment of its own: make test-tflite-runtime",
)


def haski(*words: str | Path) -> str:
    command = [sys.executable, "-m", "haski_desktop.cli.main", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_environment_is_the_one_that_it_was_built_for() -> None:
    assert importlib.util.find_spec("ai_edge_litert") is None
    assert np.lib.NumpyVersion(np.__version__) < "2.0.0"


def test_it_prefers_the_file_that_it_runs_quickly() -> None:
    runtime = Analyzer.open().runtime
    assert (runtime.name, runtime.file) == ("tflite", "tflite")
    assert runtime.detail.startswith("tflite-runtime 2.14.0, 32-bit")


# How far a probability may be from ONNX's. Eight bits round, and its kernels more than LiteRT's.
@pytest.mark.parametrize(
    ("file", "tolerance"), [("skin_classifier.tflite", 0.01), ("skin_classifier_int8.tflite", 0.05)]
)
def test_its_answers_are_those_of_onnx(sample: Path, file: str, tolerance: float) -> None:
    ours = Analyzer.open(default_model() / file).analyze(sample)
    other = Analyzer.open(runtime="onnx").analyze(sample)
    assert (ours.model_type, other.model_type) == ("tflite", "onnx")
    for head, prediction in ours.predictions.items():
        expected = other.predictions[head]
        assert (prediction.label, prediction.decision) == (expected.label, expected.decision)
        assert prediction.probabilities == pytest.approx(expected.probabilities, abs=tolerance)


def test_the_command_line_uses_it(sample: Path) -> None:
    assert valid(haski("analyze", "--json", sample))["model_type"] == "tflite"
    report = haski("doctor")
    assert "tflite-runtime 2.14.0" in report
    assert "all well" in report
