"""Model bundles of every bad kind: a coded error and exit status 3, and no made-up answer."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from haski_desktop.cli.main import main
from haski_desktop.engine.model import MANIFEST
from tests.tiny_models import tflite, weights
from tests.valid import valid

Make = Callable[[Path], str]


def nothing(folder: Path) -> str:
    return str(folder / "empty" / "..")


def zero_byte(folder: Path) -> str:
    return str(folder / "a\0b")


def too_long(folder: Path) -> str:
    return str(folder / ("x" * 300))


def below_a_file(folder: Path) -> str:
    (folder / "file").write_bytes(b"x")
    return str(folder / "file" / "model")


def no_regular_file(folder: Path) -> str:
    os.mkfifo(folder / "skin_classifier.tflite")
    return str(folder)


def sparse(folder: Path) -> str:
    path = folder / "skin_classifier.tflite"
    path.touch()
    os.truncate(path, 40 << 30)
    return str(path)


def sparse_manifest(folder: Path) -> str:
    (folder / MANIFEST).touch()
    os.truncate(folder / MANIFEST, 40 << 30)
    return str(folder)


def deep_manifest(folder: Path) -> str:
    (folder / MANIFEST).write_text("[" * 500_000)
    return str(folder)


def link_to_itself(folder: Path) -> str:
    path = folder / "skin_classifier.tflite"
    path.symlink_to(path)
    return str(path)


def not_a_number(folder: Path) -> str:
    good, nan = weights(), np.full((14, 3), np.nan, np.float32)
    content = tflite().replace(good.tobytes(), nan.tobytes())
    assert content != tflite()
    (folder / "skin_classifier.tflite").write_bytes(content)
    return str(folder)


BUNDLES: list[Make] = [
    nothing, zero_byte, too_long, below_a_file, no_regular_file, sparse, sparse_manifest,
    deep_manifest, link_to_itself, not_a_number,
]  # fmt: skip


@pytest.mark.parametrize("make", BUNDLES)
def test_a_bad_bundle_is_a_coded_error(
    make: Make, tmp_path: Path, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "empty").mkdir()
    model = make(folder)
    assert main(["analyze", str(sample), "--model", model]) == 3
    captured = capfd.readouterr()
    assert "standard output" not in captured.err
    assert "--model" in captured.err or "--runtime" in captured.err or "disk" in captured.err
    for line in captured.out.splitlines():
        assert valid(line)["error"]["code"] == "inference_failed"
    assert main(["doctor", "--model", model]) == 3
    assert "not usable (" in capfd.readouterr().out


@pytest.mark.parametrize("make", [m for m in BUNDLES if m is not zero_byte])
def test_a_bad_bundle_does_not_hide_the_others(
    make: Make,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "empty").mkdir()
    monkeypatch.setenv("HASKI_MODEL", make(folder))
    assert main(["models"]) == 0
    captured = capfd.readouterr()
    states = [json.loads(line)["state"] for line in captured.out.splitlines()]
    assert "ok" in states
    assert "standard output" not in captured.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder(
    tmp_path: Path, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir(mode=0)
    assert main(["analyze", str(sample), "--model", str(folder)]) == 3
    assert "standard output" not in capfd.readouterr().err
