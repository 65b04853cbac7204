"""Models made elsewhere: exports as Teachable Machine and Lobe write them, and attacks."""

import json
import shutil
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest

from haski_desktop.batch.identity import model_checksum
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import open_bundle
from haski_desktop.errors import ModelError
from haski_desktop.paths import bundled, cache_folder
from tests.tiny_models import tflite

LABELS = ("smooth", "rough skin", "=dotted")


@pytest.fixture
def teachable(tmp_path: Path) -> Path:
    """A folder as Teachable Machine's TFLite export unpacks to."""
    folder = tmp_path / "my textures"
    folder.mkdir()
    (folder / "model_unquant.tflite").write_bytes(tflite(labels=3))
    (folder / "labels.txt").write_text("".join(f"{i} {x}\n" for i, x in enumerate(LABELS)))
    return folder


@pytest.fixture
def lobe(tmp_path: Path) -> Path:
    """A folder as Lobe's TFLite export is."""
    folder = tmp_path / "lobe"
    folder.mkdir()
    (folder / "saved_model.tflite").write_bytes(tflite(labels=3))
    signature = {
        "doc_name": "Skin textures",
        "format": "tf_lite",
        "filename": "saved_model.tflite",
        "inputs": {"Image": {"dtype": "float32", "shape": [None, 224, 224, 3], "name": "Image"}},
        "outputs": {"Confidences": {"name": "Confidences", "shape": [None, 3]}},
        "classes": {"Label": list(LABELS)},
    }
    (folder / "signature.json").write_text(json.dumps(signature))
    return folder


def zipped(folder: Path, name: str = "converted_tflite.zip", inside: str = "") -> Path:
    target = folder.parent / name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"{inside}{file.name}")
    return target


def test_its_classes_are_a_question_beside_the_usual_ones(teachable: Path, sample: Path) -> None:
    usual = Analyzer.open().analyze(sample)
    found = Analyzer.open(teachable).analyze(sample)
    assert found.predictions == usual.predictions
    own = found.own_question
    assert own is not None
    assert own.question == "my textures"
    assert tuple(own.probabilities) == LABELS
    assert sum(own.probabilities.values()) == pytest.approx(1, abs=0.001)
    assert own.label == max(own.probabilities, key=lambda label: own.probabilities[label])
    # Nobody measured how good it is.
    assert not own.calibrated
    assert own.decision == "uncertain"
    assert len(own.candidates) > 1


@pytest.mark.parametrize("inside", ["", "converted_tflite/"])
def test_a_zip_file_gives_what_the_folder_gives(teachable: Path, sample: Path, inside: str) -> None:
    whole = Analyzer.open(teachable).analyze(sample).own_question
    packed = Analyzer.open(zipped(teachable, inside=inside)).analyze(sample).own_question
    assert whole is not None
    assert packed is not None
    assert packed.probabilities == whole.probabilities
    assert packed.question == "converted_tflite"


def test_a_quantised_export_agrees_with_the_other(teachable: Path, sample: Path) -> None:
    (teachable / "model.tflite").write_bytes(tflite("uint8", labels=3))
    whole = Analyzer.open(teachable / "model_unquant.tflite").analyze(sample).own_question
    eight = Analyzer.open(teachable / "model.tflite").analyze(sample).own_question
    assert whole is not None
    assert eight is not None
    assert [*eight.probabilities.values()] == pytest.approx(
        [*whole.probabilities.values()], abs=0.03
    )


def test_lobe_names_its_own_classes_and_question(lobe: Path, sample: Path) -> None:
    own = Analyzer.open(lobe).analyze(sample).own_question
    assert own is not None
    assert own.question == "Skin textures"
    assert set(own.probabilities) == set(LABELS)


def test_an_onnx_classifier_with_labels(tmp_path: Path, sample: Path) -> None:
    folder = tmp_path / "onnx"
    folder.mkdir()
    shutil.copy(bundled("ml/exports/skin_classifier.onnx"), folder / "mine.onnx")
    names = [f"kind {number}" for number in range(14)]
    (folder / "labels.txt").write_text("\n".join(names))
    own = Analyzer.open(folder).analyze(sample).own_question
    assert own is not None
    assert set(own.probabilities) == set(names)
    # Other means and deviations give other numbers.
    (folder / "input.json").write_text('{"mean": [0, 0, 0], "std": [1, 1, 1]}')
    other = Analyzer.open(folder).analyze(sample).own_question
    assert other is not None
    assert other.probabilities != own.probabilities


def test_results_of_two_models_are_told_apart(teachable: Path) -> None:
    checksums = set()
    for labels in ("0 a\n1 b\n2 c\n", "0 a\n1 b\n2 d\n"):
        (teachable / "labels.txt").write_text(labels)
        checksums.add(model_checksum(Analyzer.open(teachable), teachable))
    checksums.add(model_checksum(Analyzer.open()))
    assert len(checksums) == 3


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("labels.txt", "0 a\n1 b\n", "labels"),
        ("labels.txt", "0 a\n1 a\n2 b\n", "twice"),
        ("labels.txt", "only\n", "1 labels"),
        ("labels.txt", "a\x1b[2J\nb\nc\n", "printed"),
        ("input.json", '{"std": [0, 1, 1]}', "std"),
        ("input.json", "[" * 100_000, "input.json"),
        (
            "signature.json",
            '{"filename": "../../etc/passwd", "classes": {"Label": []}}',
            "filename",
        ),
        ("signature.json", '{"filename": "gone.tflite", "classes": {"Label": ["a"]}}', "filename"),
        ("signature.json", '{"filename": "model_unquant.tflite"}', "classes"),
    ],
)
def test_a_refusal_names_the_field(teachable: Path, file: str, content: str, named: str) -> None:
    (teachable / file).write_text(content)
    with pytest.raises(ModelError, match=named):
        Analyzer.open(teachable)


def test_a_file_that_is_no_network_is_refused(teachable: Path) -> None:
    (teachable / "model_unquant.tflite").write_bytes(b"TFL3" * 1000)
    with pytest.raises(ModelError) as found:
        Analyzer.open(teachable)
    assert found.value.code == "model_damaged"


def attack(tmp_path: Path, name: str, data: bytes = b"x", mode: int | None = None) -> Path:
    target = tmp_path / "attack.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        if mode is not None:
            entry.external_attr = mode << 16
        archive.writestr(entry, data)
    return target


@pytest.mark.parametrize(
    "name",
    ["../labels.txt", "/tmp/labels.txt", "a/../../labels.txt", "..\\labels.txt", "C:\\x.txt"],
)
def test_a_path_that_leaves_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError) as found:
        open_bundle(attack(tmp_path, name))
    assert found.value.code == "model_unsafe"
    assert not list(cache_folder().rglob("*.txt"))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="link"):
        open_bundle(attack(tmp_path, "labels.txt", b"/etc/passwd", stat.S_IFLNK | 0o777))


def test_a_zip_bomb_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haski_desktop.engine.archive.MAX_BYTES", 1 << 24)
    bomb = attack(tmp_path, "model.tflite", bytes(1 << 25))
    assert bomb.stat().st_size < 1 << 16
    with pytest.raises(ModelError, match="larger") as found:
        open_bundle(bomb)
    assert found.value.code == "model_unsafe"
    assert not [p for p in cache_folder().rglob("*") if p.is_file()]


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_a_zip_that_is_cut_short_is_damaged(teachable: Path, keep: int) -> None:
    whole = zipped(teachable)
    whole.write_bytes(whole.read_bytes()[:keep])
    with pytest.raises(ModelError) as found:
        open_bundle(whole)
    assert found.value.code == "model_damaged"


def test_damage_inside_a_zip_is_found(teachable: Path) -> None:
    whole = zipped(teachable)
    data = bytearray(whole.read_bytes())
    middle = np.random.default_rng(1).integers(60, 400, 40)
    data[100:140] = bytes(middle % 256)
    whole.write_bytes(bytes(data))
    with pytest.raises(ModelError) as found:
        open_bundle(whole)
    assert found.value.code == "model_damaged"
