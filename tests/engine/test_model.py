"""Model bundles: what is found, what is refused and why."""

import hashlib
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.engine.labels import HEADS
from haski_desktop.engine.loading import load_network
from haski_desktop.engine.model import MANIFEST, open_bundle
from haski_desktop.engine.runtime import Signature
from haski_desktop.errors import ModelError
from tests.tiny_models import tflite, weights

Change = Callable[[dict[str, Any]], object]


def edit(bundle: Path, change: Change) -> None:
    path = bundle / MANIFEST
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def code_of(model: Path, runtime: RuntimeChoice = "auto") -> str:
    with pytest.raises(ModelError) as caught:
        Analyzer.open(model, runtime)
    assert caught.value.message.endswith(".")
    assert caught.value.next_step.endswith((".", "pip install onnxruntime"))
    return caught.value.code


def test_the_bundled_manifest_covers_every_head() -> None:
    bundle = open_bundle(Path(__file__).parents[2] / "ml" / "exports")
    assert bundle.manifest.heads.keys() == {head.name for head in HEADS}
    assert "sensitive" not in bundle.manifest.heads["skin_type"].trained


def test_a_model_that_cannot_be_loaded_says_so_each_time(bundle: Path) -> None:
    for file in (*bundle.glob("*.tflite"), *bundle.glob("*.onnx")):
        file.write_bytes(b"damaged")
    analyzer = Analyzer.open(bundle, load=False)
    for _ in range(2):
        with pytest.raises(ModelError, match="does not match its checksum"):
            analyzer.load()


def test_an_empty_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "model_not_found"
    assert code_of(tmp_path / "nowhere") == "model_not_found"
    assert code_of(tmp_path / "nowhere.tflite") == "model_not_found"


def test_a_manifest_without_its_files(bundle: Path) -> None:
    for file in (*bundle.glob("*.tflite"), *bundle.glob("*.onnx")):
        file.unlink()
    assert code_of(bundle) == "model_not_found"


def test_one_missing_file_leaves_the_other_runtime(bundle: Path, sample: Path) -> None:
    for path in bundle.glob("*.tflite"):
        path.unlink()
    result = Analyzer.open(bundle).analyze(sample)
    assert result.model_type == "onnx"
    assert "runtime_fallback" in result.warnings
    assert code_of(bundle, "tflite") == "model_not_found"


@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_a_file_that_does_not_match_its_checksum(bundle: Path, runtime: RuntimeChoice) -> None:
    for path in bundle.glob(f"*.{runtime}"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    assert code_of(bundle, runtime) == "model_damaged"
    assert path.exists()  # a damaged file is named, never deleted


def test_the_32_bit_file_stands_in_for_a_damaged_8_bit_one(
    bundle: Path, sample: Path, caplog: pytest.LogCaptureFixture
) -> None:
    small = bundle / "skin_classifier_int8.tflite"
    assert Analyzer.open(bundle).runtime.file == "tflite_int8"
    small.write_bytes(small.read_bytes()[:1000])
    analyzer = Analyzer.open(bundle)
    assert analyzer.runtime.file == "tflite"
    assert analyzer.analyze(sample).model_type == "tflite"
    assert "skin_classifier_int8.tflite" in caplog.text


@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
@pytest.mark.parametrize("keep", [0, 100, 0.5])
def test_a_truncated_file(bundle: Path, runtime: RuntimeChoice, keep: float) -> None:
    for path in bundle.glob(f"*.{runtime}"):
        data = path.read_bytes()
        path.write_bytes(data[: int(keep if keep != 0.5 else len(data) / 2)])
    assert code_of(bundle, runtime) == "model_damaged"


@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_a_truncated_file_without_a_checksum(bundle: Path, runtime: RuntimeChoice) -> None:
    (bundle / MANIFEST).unlink()
    path = bundle / f"skin_classifier.{runtime}"
    path.write_bytes(path.read_bytes()[:100])
    assert code_of(bundle, runtime) == "model_damaged"


def test_a_network_of_the_wrong_shape(tmp_path: Path, bundle: Path) -> None:
    path = tmp_path / "other.tflite"
    path.write_bytes(tflite(side=96))
    assert code_of(path) == "model_wrong_shape"
    path.write_bytes(tflite(labels=10))
    assert code_of(path) == "model_wrong_shape"
    edit(bundle, lambda m: m["input"].update(width=192))
    assert code_of(bundle, "tflite") == "model_wrong_shape"
    assert code_of(bundle, "onnx") == "model_wrong_shape"


def test_an_output_that_the_network_lacks(bundle: Path) -> None:
    def rename(manifest: dict[str, Any]) -> None:
        for file in manifest["files"].values():
            file["outputs"]["logits"] = "elsewhere"

    edit(bundle, rename)
    assert code_of(bundle, "tflite") == "model_wrong_shape"
    assert code_of(bundle, "onnx") == "model_wrong_shape"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda m: m.pop("heads"), id="no heads"),
        pytest.param(lambda m: m.pop("files"), id="no files"),
        pytest.param(lambda m: m["files"].clear(), id="empty files"),
        pytest.param(lambda m: m["heads"].pop("hair_type"), id="a head missing"),
        pytest.param(lambda m: m["files"]["onnx"].pop("sha256"), id="no checksum"),
        pytest.param(lambda m: m["files"]["onnx"].update(path="../x.onnx"), id="path outside"),
        pytest.param(lambda m: m["files"]["onnx"]["outputs"].clear(), id="no outputs"),
        pytest.param(lambda m: m["input"].update(width=10**9), id="huge input"),
        pytest.param(lambda m: m["input"].update(std=[0, 0, 0]), id="zero std"),
        pytest.param(lambda m: m["heads"]["hair_type"].update(temperature=0), id="temperature 0"),
        pytest.param(lambda m: m["heads"]["hair_type"]["labels"].reverse(), id="labels reversed"),
        pytest.param(lambda m: m["heads"]["hair_type"].update(trained=[]), id="nothing trained"),
        pytest.param(lambda m: m["heads"]["hair_type"].update(start=4), id="wrong start"),
        pytest.param(
            lambda m: m["heads"]["hair_type"].update(inseparable=[["wavy", "blue"]]),
            id="inseparable from nothing",
        ),
        pytest.param(lambda m: m.update(manifest_version=2), id="newer version"),
    ],
)
def test_a_manifest_that_is_not_valid(bundle: Path, change: Change) -> None:
    edit(bundle, change)
    assert code_of(bundle) == "manifest_invalid"


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"name": NaN}']
)
def test_a_manifest_that_is_no_json_object(bundle: Path, text: bytes) -> None:
    (bundle / MANIFEST).write_bytes(text)
    assert code_of(bundle) == "manifest_invalid"


def test_an_unknown_runtime() -> None:
    with pytest.raises(ModelError, match="no runtime called") as caught:
        Analyzer.open(runtime="gpu")  # type: ignore[arg-type]
    assert caught.value.code == "runtime_unknown"


def test_threads_must_be_positive() -> None:
    with pytest.raises(ValueError, match="threads"):
        Analyzer.open(threads=0)


def test_without_a_manifest_the_documented_defaults_hold(bundle: Path, sample: Path) -> None:
    """The two files alone, as the documented service has them."""
    with_manifest = Analyzer.open(bundle).analyze(sample)
    (bundle / MANIFEST).unlink()
    for runtime in ("tflite", "onnx"):
        plain = Analyzer.open(bundle / f"skin_classifier.{runtime}")
        assert plain.manifest.version == "v1-exported"
        result = plain.analyze(sample)
        assert result.model_type == runtime
        # No temperature and no thresholds, but the same network.
        assert result.hair_type == with_manifest.hair_type
        assert math.isclose(
            sum(result.predictions["hair_type"].probabilities.values()), 1, abs_tol=1e-3
        )


def test_one_file_of_a_bundle_still_has_its_manifest(bundle: Path, analyzer: Analyzer) -> None:
    alone = Analyzer.open(bundle / "skin_classifier.onnx")
    assert alone.manifest == analyzer.manifest
    assert alone.runtime.name == "onnx"


def test_a_further_network_is_known_by_the_manifest(bundle: Path) -> None:
    content = tflite(side=64, labels=2)
    (bundle / "extra.tflite").write_bytes(content)
    spec = {"path": "extra.tflite", "sha256": hashlib.sha256(content).hexdigest()}
    edit(bundle, lambda m: m.update(networks={"extra": spec | {"input": {"width": 64}}}))
    opened = open_bundle(bundle)
    assert opened.networks == {"extra": bundle / "extra.tflite"}
    wanted = Signature("tiny network", ((64, 64, 3),), {"score": (2,)})
    runtime = load_network(opened.read("extra"), ("extra", "extra.tflite"), wanted)
    outputs = runtime.run(np.ones((1, 64, 64, 3), np.float32))
    np.testing.assert_allclose(outputs["score"][0], weights(2).sum(axis=1), atol=1e-4)
    with pytest.raises(ModelError, match="not a face detector") as caught:
        load_network(
            content,
            ("extra", "extra.tflite"),
            wanted._replace(purpose="face detector", inputs=((65, 64, 3),)),
        )
    assert caught.value.code == "model_wrong_shape"
    (bundle / "extra.tflite").write_bytes(content[:-1])
    with pytest.raises(ModelError, match="does not match its checksum"):
        opened.read("extra")
    assert Analyzer.open(bundle).runtime.name == "tflite"


def test_a_further_network_may_not_take_a_files_name(bundle: Path) -> None:
    spec = {"path": "x.tflite", "sha256": "0" * 64}
    edit(bundle, lambda m: m.update(networks={"onnx": spec}))
    assert code_of(bundle) == "manifest_invalid"
