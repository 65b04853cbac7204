"""Training on a handful of drawn pictures: it learns, it resumes, it exports what it learned."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HEADS
from haski_desktop.engine.model import open_bundle
from ml.exports import export_models
from ml.training import augment as augment_module
from ml.training import calibrate, evaluate, late, train
from ml.training.augment import augment, plain
from ml.training.dataset import (
    SOURCE_FOLDS,
    Row,
    accepted_labels,
    generated_rows,
    load_pixels,
    of_the_view,
    read_manifest,
    targets,
)
from ml.training.losses import loss
from ml.training.network import SkinClassifier, WithMaps
from ml.training.views import FILL, HAIR, PARTS_KIND, SKIN, Photos, Shown, show

RECIPE = train.Recipe(sizes=(64, 64), stored=96, generated=4, batch=8, ema=0.5)
# Colour stands for the label, so that a few steps are enough to see learning.
KINDS = [
    ("closeup", {"skin_type": "dry"}, (230, 200, 180)),
    ("closeup", {"skin_type": "oily"}, (120, 90, 60)),
    ("salon", {"hair_type": "straight"}, (40, 30, 20)),
    ("salon", {"hair_type": "coily"}, (150, 90, 200)),
    ("clinic", {"condition": "eczema"}, (220, 60, 60)),
    ("clinic", {"condition": "psoriasis"}, (240, 140, 200)),
    ("clinic", {"condition": "other_condition"}, (90, 0, 0)),
    ("objects", {}, (0, 200, 0)),
]


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``manifest.csv`` and noisy pictures of eight colours."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(0)
    rows = []
    for index in range(48):
        source, labels, colour = KINDS[index % len(KINDS)]
        pixels = np.clip(rng.normal(colour, 25, (96, 80, 3)), 0, 255).astype(np.uint8)
        name = f"{index}.webp"
        Image.fromarray(pixels).save(folder / name, lossless=True)
        rows.append(
            {head.name: labels.get(head.name, "") for head in HEADS}
            | {"image": name, "source": source, "group": f"g{index}"}
            | {"split": "val" if index >= 32 else "train", "scope": "in" if labels else "out"}
        )
    with (folder / "manifest.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def new_run(folder: Path) -> train.Run:
    return train.Run(RECIPE, folder, pretrained=False)


@pytest.fixture(scope="session")
def trained(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint of an unbroken run."""
    folder = tmp_path_factory.mktemp("run")
    run = new_run(folder)
    stored, known = train.load_data(photos, RECIPE, folder / "cache")
    while run.epoch < len(RECIPE.sizes):
        run.train_epoch(stored, known)
    run.save()
    return folder / "model.pt"


def test_steps_lower_the_loss(photos: Path) -> None:
    rows = read_manifest(photos, "train")
    pixels = load_pixels(rows, photos, 64)
    target = {k: torch.from_numpy(v) for k, v in vars_of(targets(rows)).items()}
    torch.manual_seed(0)
    net = SkinClassifier(pretrained=False).train()
    optimizer = torch.optim.AdamW(net.parameters(), 1e-3)
    images = train.normalise(
        augment(plain(torch.from_numpy(pixels), 64), torch.Generator().manual_seed(0))
    )
    losses = []
    for _ in range(6):
        value = loss(net(images), target)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        losses.append(float(value.detach()))
    assert losses[-1] < 0.8 * losses[0]


def test_a_resumed_run_equals_an_unbroken_one(photos: Path, trained: Path, tmp_path: Path) -> None:
    stored, known = train.load_data(photos, RECIPE, tmp_path / "cache")
    first = new_run(tmp_path)
    first.train_epoch(stored, known)
    first.save()
    second = new_run(tmp_path)
    second.resume()
    assert second.epoch == 1
    second.train_epoch(stored, known)
    second.save()
    unbroken = torch.load(trained, weights_only=True)["net"]
    resumed = torch.load(tmp_path / "model.pt", weights_only=True)["net"]
    assert unbroken.keys() == resumed.keys()
    for name, value in unbroken.items():
        torch.testing.assert_close(resumed[name], value, rtol=0, atol=0)


def test_a_network_learns_from_another(photos: Path, trained: Path, tmp_path: Path) -> None:
    """Without labels of its own, it comes to say what its teacher says."""
    recipe = replace(RECIPE, sizes=(64,) * 5, mixed=1.0, teachers=1, rate=5.0)
    stored, known = train.load_data(photos, recipe, tmp_path / "cache")
    known.weight[:] = 0
    state = torch.load(trained, weights_only=True)
    state["net"]["heads.bias"][HEADS[0].labels.index("oily")] += 5
    torch.save(state, tmp_path / "teacher.pt")
    run = train.Run(recipe, tmp_path, pretrained=False)
    run.learn_from([tmp_path / "teacher.pt"])

    def says_oily() -> float:
        logits = run.predict(stored.pixels[:, ::2, ::2]).logits[:, HEADS[0].span]
        return float(logits.softmax(1)[:, HEADS[0].labels.index("oily")].mean())

    before = says_oily()
    while run.epoch < len(recipe.sizes):
        run.train_epoch(stored, known)
    assert says_oily() > before + 0.03


def test_training_for_eight_bits_rounds_and_freezes_the_norms(
    photos: Path, trained: Path, tmp_path: Path
) -> None:
    stored, known = train.load_data(photos, RECIPE, tmp_path / "cache")
    recipe = replace(RECIPE, eight_bits=True, frozen_norms=True)
    run = train.Run(recipe, tmp_path, pretrained=False)
    run.start_from(trained)
    small = torch.from_numpy(stored.pixels[:, ::2, ::2].copy())

    def error() -> float:
        """How far rounding moves the logits."""
        exact = run.predict(small.numpy()).logits
        run.net.eval()
        with torch.no_grad():
            rounded = run.net(train.normalise(plain(small, small.shape[1]))).logits
        return float((rounded - exact).abs().mean())

    assert error() > 0
    frozen = run.net.backbone._bn0.running_mean.clone()
    while run.epoch < len(RECIPE.sizes):
        run.train_epoch(stored, known)
    assert torch.equal(run.net.backbone._bn0.running_mean, frozen)


def test_the_last_blocks_learn_from_kept_views(
    photos: Path, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "PART", 24)
    monkeypatch.setattr(late, "BATCH", 8)
    common = [
        *("--data", str(photos), "--init", str(trained), "--views", str(tmp_path / "views")),
        *("--cache", str(tmp_path / "cache"), "--size", "64", "--parts", "2"),
    ]
    late.main(common)
    assert sorted(file.name for file in (tmp_path / "views").iterdir()) == ["0.pt", "1.pt"]
    late.main([*common, "--out", str(tmp_path / "run"), "--epochs", "2"])
    before = torch.load(trained, weights_only=True)["net"]
    after = torch.load(tmp_path / "run" / "model.pt", weights_only=True)["net"]
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    first = "backbone._blocks.10._project_conv.weight"
    assert first not in changed
    assert {"backbone._blocks.11._project_conv.weight", "heads.weight"} <= changed
    views = late.read_views(tmp_path / "views", 2)
    assert len(views.features) == 48
    assert views.features.shape[1:] == (112, 4, 4)


def test_a_source_that_is_left_out_is_never_drawn(photos: Path, tmp_path: Path) -> None:
    recipe = replace(RECIPE, left_out=("salon",))
    _, known = train.load_data(photos, recipe, tmp_path / "cache")
    rows = read_manifest(photos, "train")
    drawn = known.sampling[: len(rows)] > 0
    assert drawn.tolist() == [row.source != "salon" for row in rows]


def test_a_fold_is_trained_without_its_sources(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SOURCE_FOLDS", (("salon", "clinic"), ("closeup",)))
    rows = read_manifest(photos, "train")
    for fold, left_out in enumerate(train.SOURCE_FOLDS):
        _, known = train.load_data(photos, replace(RECIPE, fold=fold), tmp_path / "cache")
        drawn = {row.source for row, often in zip(rows, known.sampling, strict=False) if often}
        assert drawn == {"salon", "clinic", "closeup", "objects"} - set(left_out)


def test_no_source_is_held_out_twice() -> None:
    sources = [source for fold in SOURCE_FOLDS for source in fold]
    assert len(sources) == len(set(sources))


def test_a_checkpoint_of_another_recipe_is_refused(trained: Path) -> None:
    run = train.Run(train.Recipe(sizes=(64,)), trained.parent, pretrained=False)
    with pytest.raises(SystemExit, match="another recipe"):
        run.resume()


def test_labels_become_targets_and_masks() -> None:
    def row(source: str, *, scope: bool = True, **labels: str) -> Row:
        return Row("", "train", source, "", {h.name: labels.get(h.name, "") for h in HEADS}, scope)

    rows = [
        row("figaro1k", hair_type="wavy"),
        row("acne04", condition="moderate_acne"),
        row("fitz_ajl", condition="acne_ungraded"),
        row("fitz_matta", condition="other_condition"),
        row("haski_hair", hair_type="curly"),
        row("imagenet_samples", scope=False),
    ]
    t = targets(rows)
    assert t.weight[0].tolist() == [0, 1, 0]
    assert t.spread[0].nonzero()[0].tolist() == [6]
    assert t.spread[1, 10:12].tolist() == [0.5, 0.5]
    assert t.partial[:, 2].tolist() == [False, False, True, False, False, False]
    assert t.spread[3, 9] == 0  # no word for a melanoma, but never healthy
    assert 0 < t.weight[4, 2] < 1
    assert t.in_scope.tolist() == [1, 1, 1, 1, 1, 0]
    assert np.isnan(t.assessable[0, 0])
    assert t.assessable[2, 1] == 0
    assert t.assessable[5].tolist() == [0, 0, 0]
    condition = HEADS[2]
    told = [np.nan, 0, 0, 1, 0, np.nan]  # whether it is a condition without a label
    np.testing.assert_array_equal(t.unlisted, told)
    assert accepted_labels("moderate_acne", condition) == ("mild_acne", "severe_acne")
    assert accepted_labels("other_condition", condition) == ()


def test_views_tell_only_what_they_show() -> None:
    """Hair that a crop left out, and skin that was greyed out, are not learned from."""
    labels = {"hair_type": "wavy", "condition": "healthy", "skin_type": "dry"}
    known = targets([Row("", "train", "salon", "", labels, in_scope=True)] * 4)
    target = {name: torch.from_numpy(values) for name, values in vars_of(known).items()}
    shown = Shown(
        images=torch.zeros(4, 3, 8, 8),
        hair=torch.tensor([0.5, 0.001, 0.5, torch.nan]),
        alone=torch.tensor([False, False, True, False]),
    )
    seen = of_the_view(target, shown)
    assert seen["weight"].tolist() == [[1, 1, 1], [1, 0, 1], [0, 1, 0], [1, 1, 1]]
    assert seen["assessable"].tolist() == [[1, 1, 1], [1, 0, 1], [0, 1, 0], [1, 1, 1]]
    assert seen["unlisted"].isnan().tolist() == [False, False, True, False]


def test_hair_is_shown_alone_before_the_documented_colour() -> None:
    """Of a photo half hair (black) and half skin (white), the skin is replaced."""
    images = torch.zeros(64, 3, 64, 64)
    images[:, :, 32:] = 1
    masks = torch.full((64, 32, 32), SKIN, dtype=torch.uint8)
    masks[:, :16] = HAIR
    photos = Photos(
        images=images,
        masks=masks,
        kinds=torch.full((64,), PARTS_KIND),
        closest=torch.full((64,), 0.2),
        labelled=torch.ones(64, dtype=torch.bool),
    )
    shown = show(photos, torch.rand(64, 3, 16, 16), 48, torch.Generator().manual_seed(0))
    assert 5 < shown.alone.sum() < 60
    alone = shown.images[shown.alone]
    grey = torch.tensor(FILL).view(1, 3, 1, 1) / 255
    filled = ((alone - grey).abs() < 1e-3).all(1).float().mean()
    black = (alone < 1e-3).all(1).float().mean()
    assert filled > 0.1
    assert black > 0.3
    assert alone.max() < 0.9  # nothing of the skin is left
    # The share of hair is what is seen of it.
    seen = (shown.images < 1e-3).all(1).float().mean((1, 2))
    assert (seen[shown.alone] - shown.hair[shown.alone]).abs().max() < 0.1


def test_marks_are_drawn_on_every_class() -> None:
    plain_grey = torch.full((200, 3, 64, 64), 0.5)
    marked = augment_module._mark(plain_grey, torch.Generator().manual_seed(0))
    changed = (marked != 0.5).any(1)
    assert 30 < changed.any(2).any(1).sum() < 90
    assert changed.float().mean(0)[24:40, 24:40].mean() > changed.float().mean(0)[:8, 28:36].mean()


def test_drawn_pictures_repeat_themselves() -> None:
    rows = generated_rows(3)
    one, other = (load_pixels(rows, Path(), 64) for _ in range(2))
    assert (one == other).all()


def vars_of(known: object) -> dict[str, np.ndarray]:
    return {name: getattr(known, name) for name in known.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def bundle(photos: Path, trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint exported and calibrated."""
    folder = tmp_path_factory.mktemp("bundle")
    export_models.main(
        [
            *("--checkpoint", str(trained), "--data", str(photos)),
            *("--out", str(folder), "--version", "test"),
        ]
    )
    calibrate.main(["--data", str(photos), "--bundle", str(folder)])
    return folder


def test_the_exported_bundle_serves_the_program(bundle: Path, photos: Path) -> None:
    assert sorted(file.name for file in bundle.iterdir()) == [
        *("skin_classifier.json", "skin_classifier.onnx", "skin_classifier.tflite"),
        "skin_classifier_int8.tflite",
    ]
    code = str(export_models.REPOSITORY).encode()
    assert not [file.name for file in bundle.iterdir() if code in file.read_bytes()]
    results = [
        Analyzer.open(bundle, runtime).analyze(photos / "0.webp") for runtime in ("tflite", "onnx")
    ]
    assert results[0].model_version == "test"
    assert results[0].predictions["skin_type"].probabilities["sensitive"] == 0
    for head, prediction in results[0].predictions.items():
        assert results[1].predictions[head].label == prediction.label


def test_an_export_that_differs_from_the_checkpoint_fails(
    bundle: Path, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wrong:
        def run(self, *inputs: np.ndarray) -> dict[str, np.ndarray]:  # noqa: ARG002
            shapes = {"logits": 14, "in_scope": 1, "assessable": 3, "maps": (7, 7, 14)}
            shapes |= {"unlisted": 1, "features": 1280}
            return {name: np.zeros((1, *np.atleast_1d(s)), "f") for name, s in shapes.items()}

    classifier = SkinClassifier(pretrained=False)
    classifier.load_state_dict(torch.load(trained, weights_only=True)["net"])
    network = WithMaps(classifier).eval()
    export_models.check_parity(network, open_bundle(bundle), images=2)
    monkeypatch.setattr(export_models, "load_runtime", lambda *_, **__: Wrong())
    with pytest.raises(SystemExit, match="differ by"):
        export_models.check_parity(network, open_bundle(bundle), images=2)


def test_evaluation(
    bundle: Path, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in ("salon", "clinic"):
        recipe = replace(RECIPE, left_out=(source,))
        train.Run(recipe, tmp_path / source, pretrained=False).save()
    folds = [str(tmp_path / source / "model.pt") for source in ("salon", "clinic")]
    evaluate.main(
        [
            *("--data", str(photos), "--bundle", str(bundle), "--out", str(tmp_path)),
            *("--folds", *folds),
        ]
    )
    scores = json.loads((tmp_path / "evaluation.json").read_text())
    assert scores["photos"] == 16
    assert set(scores["heads"]) == {head.name for head in HEADS}
    hair = scores["heads"]["hair_type"]
    assert hair["photos"] == 4
    assert hair["sources"].keys() == {"salon"}
    low, high = hair["interval"]
    assert 0 <= low <= hair["balanced_accuracy"] <= high <= 1
    assert np.sum(hair["confusion"]["counts"]) == 4
    assert "| hair_type | salon |" in capsys.readouterr().out
    assert scores["other_condition"]["photos"] == 2
    assert scores["files"]["onnx"]["same_labels"] == 1
    assert scores["files"]["tflite_int8"]["bytes"] < scores["files"]["onnx"]["bytes"] / 3
    unseen = scores["unseen_sources"]
    assert unseen["heads"]["condition"]["clinic"]["photos"] == 12
    assert unseen["heads"]["hair_type"]["salon"]["photos"] == 12
    assert unseen["photos"] == 30
    assert unseen["health"]["ill"]["clinic, unlisted"]["photos"] == 6
    for name in ("confusion", "reliability", "risk_coverage"):
        assert Image.open(tmp_path / f"{name}.png").width > 1000
