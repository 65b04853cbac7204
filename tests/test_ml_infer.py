"""The documented service, line by line."""

import json
import logging
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop import ml_infer
from haski_desktop.engine.analyzer import Analyzer
from tests.conftest import encoded
from tests.valid import valid

DOCUMENTED = {
    "skin_type": str,
    "hair_type": str,
    "conditions_detected": list,
    "confidence_scores": dict,
    "model_version": str,
    "model_type": str,
}


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "no model"
    folder.mkdir()
    monkeypatch.setenv("HASKI_MODEL", str(folder))


def test_class_lists() -> None:
    assert ml_infer.SKIN_TYPE_CLASSES == ["normal", "dry", "oily", "combination", "sensitive"]
    assert ml_infer.HAIR_TYPE_CLASSES == ["straight", "wavy", "curly", "coily"]
    assert [
        *("healthy", "mild_acne", "severe_acne", "eczema", "psoriasis"),
    ] == ml_infer.CONDITIONS_CLASSES


@pytest.mark.parametrize("how", ["str", "path", "bytes", "bytearray", "local"])
def test_path_and_bytes_give_the_same_documented_answer(sample: Path, how: str) -> None:
    result = {
        "str": lambda: ml_infer.analyze_image(str(sample)),
        "path": lambda: ml_infer.analyze_image(sample),
        "bytes": lambda: ml_infer.analyze_image(sample.read_bytes()),
        "bytearray": lambda: ml_infer.analyze_image(bytearray(sample.read_bytes())),
        "local": lambda: ml_infer.analyze_image_local(str(sample)),
    }[how]()
    assert {key: type(result[key]) for key in DOCUMENTED} == DOCUMENTED
    assert valid(json.dumps(result)) == result
    assert result["model_type"] == "tflite"
    assert result["model_version"] == "v1-exported"
    assert result["skin_type"] in ml_infer.SKIN_TYPE_CLASSES
    assert result["hair_type"] in ml_infer.HAIR_TYPE_CLASSES
    assert set(result["conditions_detected"]) < set(ml_infer.CONDITIONS_CLASSES) - {"healthy"}
    assert list(result["confidence_scores"]) == ["skin_type", "hair_type", "condition"]
    assert "mock_result" not in result["warnings"]
    expected = Analyzer.open().analyze(sample).as_dict()
    assert result["predictions"] == expected["predictions"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP"])
def test_a_plain_picture_gets_an_answer_too(kind: str) -> None:
    result = ml_infer.analyze_image(encoded(Image.new("RGB", (64, 64), (100, 150, 200)), kind))
    assert result["model_type"] == "tflite"


def test_a_path_that_gives_bytes(sample: Path, tmp_path: Path) -> None:
    class BytesPath(os.PathLike[bytes]):
        def __init__(self, path: Path) -> None:
            self.path = path

        def __fspath__(self) -> bytes:
            return os.fsencode(self.path)

    result = ml_infer.analyze_image(BytesPath(sample))  # type: ignore[arg-type]
    assert (result["model_type"], result["source"]["name"]) == ("tflite", sample.name)
    with pytest.raises(FileNotFoundError):
        ml_infer.analyze_image(BytesPath(tmp_path / "none.jpg"))  # type: ignore[arg-type]


def test_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "x.jpg", str(tmp_path / "x.jpg")):
        with pytest.raises(FileNotFoundError, match=r"x\.jpg"):
            ml_infer.analyze_image(path)
    with pytest.raises(FileNotFoundError):
        ml_infer.analyze_image_local(str(tmp_path / "no folder" / "x.jpg"))


@pytest.mark.usefixtures("no_model")
def test_a_missing_file_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ml_infer.analyze_image(str(tmp_path / "x.jpg"))


@pytest.mark.parametrize("image", [None, 5, ["x.jpg"]])
def test_neither_path_nor_bytes(image: object) -> None:
    with pytest.raises(TypeError, match="path or bytes"):
        ml_infer.analyze_image(image)  # type: ignore[arg-type]


def test_an_unreadable_image_gets_a_marked_mock(tmp_path: Path) -> None:
    result = ml_infer.analyze_image(b"no image")
    assert result["model_type"] == "mock"
    assert result["model_version"] == "v0-mock"
    assert result["warnings"] == ["mock_result", "unsupported_format"]
    assert {key: type(result[key]) for key in DOCUMENTED} == DOCUMENTED
    assert ml_infer.analyze_image(str(tmp_path))["warnings"] == ["mock_result", "is_directory"]


@pytest.mark.usefixtures("no_model")
def test_without_a_model_the_answer_is_the_documented_example(sample: Path) -> None:
    result = ml_infer.analyze_image(str(sample))
    assert {key: result[key] for key in DOCUMENTED} == {
        "skin_type": "combination",
        "hair_type": "wavy",
        "conditions_detected": ["mild_acne"],
        "confidence_scores": {"skin_type": 0.84, "hair_type": 0.76, "condition": 0.67},
        "model_version": "v0-mock",
        "model_type": "mock",
    }
    assert result["warnings"] == ["mock_result", "model_not_found"]
    again = ml_infer.analyze_image(str(sample))
    assert again | {"timing_ms": 0} == result | {"timing_ms": 0}


def test_a_model_that_appears_later_is_used(
    tmp_path: Path, bundle: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HASKI_MODEL", str(tmp_path / "later"))
    assert ml_infer.analyze_image(sample)["model_type"] == "mock"
    shutil.copytree(bundle, tmp_path / "later")
    assert ml_infer.analyze_image(sample)["model_type"] == "tflite"


def test_without_runtimes_the_answer_is_a_mock(sample: Path, tmp_path: Path) -> None:
    """In a process that can import neither TFLite nor onnxruntime."""
    code = f"""
import sys
for name in ("ai_edge_litert", "tflite_runtime", "tensorflow", "onnxruntime"):
    sys.modules[name] = None
from haski_desktop.ml_infer import analyze_image
print(analyze_image({str(sample)!r})["warnings"])
"""
    done = run_python(code, tmp_path)
    assert done.stdout == "['mock_result', 'runtime_unavailable']\n"


def test_the_last_analysis_is_kept_for_debugging(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "made" / "for it"
    monkeypatch.setenv("ML_DEBUG_DIR", str(folder))
    first = ml_infer.analyze_image(sample)
    assert valid((folder / "last_analysis.json").read_text()) == first
    second = ml_infer.analyze_image(b"no image")
    assert valid((folder / "last_analysis.json").read_text()) == second
    assert os.listdir(folder) == ["last_analysis.json"]


def test_a_debug_folder_that_cannot_be_written_does_not_stop_the_answer(
    tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("ML_DEBUG_DIR", str(file / "below"))
    assert ml_infer.analyze_image(sample)["model_type"] == "tflite"
    assert "can't write the debug copy" in caplog.text


def test_logging(sample: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ml_infer.analyze_image(sample)
    records = [r for r in caplog.records if r.name == "haski_desktop.ml_infer"]
    assert {r.levelno for r in records} == {logging.INFO, logging.DEBUG}


def test_many_threads_share_one_model(sample: Path) -> None:
    data = sample.read_bytes()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(ml_infer.analyze_image, [data] * 16))
    assert len({json.dumps(r["predictions"]) for r in results}) == 1


def test_importing_it_is_cheap_and_starts_nothing(tmp_path: Path) -> None:
    code = """
import sys, threading
import haski_desktop.ml_infer
heavy = {"numpy", "PIL", "onnxruntime", "ai_edge_litert", "PySide6", "msgspec"} & set(sys.modules)
print(sorted(heavy), threading.active_count())
"""
    assert run_python(code, tmp_path).stdout == "[] 1\n"


def run_python(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"HOME": str(home)},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
