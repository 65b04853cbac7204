"""A question of one's own: three invented textures, learned, written and asked."""

from pathlib import Path

import numpy as np
import pytest

from haski_desktop.engine.model import open_bundle
from haski_desktop.evaluation.train import fit
from tests.cli.test_cli import haski
from tests.textures import KINDS, folder_of_textures, texture


@pytest.fixture(scope="module")
def textures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of_textures(tmp_path_factory.mktemp("textures") / "pattern", 40)


@pytest.fixture(scope="module")
def trained(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("trained") / "mine"
    done = haski("train", textures, "--out", target, "--question", "Pattern")
    assert done.returncode == 0, done.stderr
    assert "learned from 120 photos" in done.stdout
    assert "guessing gives 0.333" in done.stdout
    return target


def test_new_pictures_are_told_apart(trained: Path, tmp_path: Path) -> None:
    right = 0
    for number, kind in enumerate(KINDS * 4):
        texture(kind, 90_000 + number).save(tmp_path / f"{number}.png")
    done = haski("batch", tmp_path, "--model", trained, "--out", tmp_path / "out.csv")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out.csv").read_text().splitlines()
    labels = [line.split(",")[lines[0].split(",").index("own_label")] for line in lines[1:]]
    right = sum(a == b for a, b in zip(labels, KINDS * 4, strict=True))
    assert right >= 9  # of 12; guessing gives 4


def test_the_bundle_says_what_it_is_worth(trained: Path) -> None:
    head = open_bundle(trained).manifest.own_head
    assert head is not None
    assert (head.question, head.labels) == ("Pattern", KINDS)
    card = (trained / "OWN_HEAD.md").read_text()
    assert "left out of the fit" in card
    assert "| checked | 40 |" in card


def test_evaluate_scores_the_own_question(trained: Path, textures: Path) -> None:
    done = haski("evaluate", textures, "--model", trained)
    assert done.returncode == 0, done.stderr
    assert "Pattern" in done.stdout
    assert "Hair type" not in done.stdout


def test_a_damaged_head_is_an_error(trained: Path, sample: Path) -> None:
    file = trained / "own_head.npz"
    content = file.read_bytes()
    try:
        file.write_bytes(content[:-100])
        done = haski("analyze", sample, "--model", trained)
    finally:
        file.write_bytes(content)
    assert done.returncode == 3
    assert "checksum" in done.stderr


def test_too_few_photos_are_refused(textures: Path, tmp_path: Path) -> None:
    few = folder_of_textures(tmp_path / "few", 6)
    done = haski("train", few, "--out", tmp_path / "new")
    assert done.returncode == 2
    assert "“checked” has 6 photos" in done.stderr
    assert not (tmp_path / "new").exists()
    done = haski("train", textures, "--out", textures)
    assert "exists already" in done.stderr


def test_photos_of_few_people_are_refused(textures: Path, tmp_path: Path) -> None:
    rows = [f"{kind}/{k}.png,{kind},person {k % 3}" for kind in KINDS for k in range(40)]
    table = textures / "labels.csv"
    table.write_text("\n".join(["photo,label,group", *rows]))
    try:
        done = haski("train", textures, "--out", tmp_path / "new")
    finally:
        table.unlink()
    assert done.returncode == 2
    assert "3 groups" in done.stderr


def test_the_fit_is_at_the_minimum_of_its_loss() -> None:
    rng = np.random.default_rng(5)
    features = rng.normal(2, [1, 3, 0.1], (200, 3))
    expected = (features[:, 0] + rng.normal(0, 0.5, 200) > 2).astype(np.intp)
    head = fit(features, expected, 2, 0.1)
    scale = features.std(axis=0) + 1e-6

    def loss(weights: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> float:
        logits = (
            features @ weights.T + head.bias - features.mean(axis=0) @ (weights - head.weights).T
        )
        log_sum = np.log(np.exp(logits).sum(axis=1))
        each = log_sum - logits[np.arange(200), expected]
        counts = np.bincount(expected)
        penalty = 0.05 * ((weights * scale) ** 2).sum()
        return float((each / counts[expected]).sum() / 2 + penalty)

    best = loss(head.weights)
    for _ in range(20):
        step = rng.normal(0, 0.02, head.weights.shape) / scale
        assert loss(head.weights + step) >= best - 1e-6
