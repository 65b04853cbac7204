"""Scores that compare: the files of a bundle, and photos before and after a part is hidden."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.labels import CONDITION, HEADS, HeadName
from haski_desktop.engine.model import FileName, Manifest, ModelBundle
from haski_desktop.engine.postprocess import RawOutputs, interpret
from ml.training.dataset import Row, load_pixels
from ml.training.metrics import balanced_accuracies, labelled
from ml.training.outputs import whole_outputs

Scores = dict[str, Any]
REFERENCE: FileName = "tflite"
HIDDEN = 3 / 7  # of each side of the photo: three of the cells that the network's map has
HIDDEN_PHOTOS = 150
GREY = 124
COPIES = (("JPEG", 90), ("JPEG", 75), ("WEBP", 80), ("AVIF", 75))
# Sources with a mark in the middle of every photo, and of healthy skin without any.
MARKED = ("dermnetcom",)
UNMARKED = ("hands11k", "hands11k_full", "hand_signs", "feet", "ear_phone", "ear_ami")


def files_agree(rows: Sequence[Row], data: Path, bundle: ModelBundle) -> Scores:
    """Each file of the bundle against its 32-bit TFLite file, on whole photos."""
    images = load_pixels(rows, data, bundle.manifest.input.width)
    outputs = whole_outputs(bundle.files, bundle, images)
    manifest = bundle.manifest
    reference = outputs[REFERENCE]
    before = balanced_accuracies(rows, np.stack([output.logits for output in reference]))
    scores: Scores = {}
    for name, raw in outputs.items():
        if name == REFERENCE:
            continue
        after = balanced_accuracies(rows, np.stack([output.logits for output in raw]))
        scores[name] = {
            "bytes": bundle.files[name].stat().st_size,
            "same_labels": _same(reference, raw, manifest, answers=False),
            "same_decisions": _same(reference, raw, manifest, answers=True),
            "balanced_accuracy_change": {
                head: round(after[head] - before[head], 4) for head in after
            },
        }
    return scores


def _same(
    ours: Sequence[RawOutputs], theirs: Sequence[RawOutputs], manifest: Manifest, *, answers: bool
) -> float:
    """Share of the photos' heads with the same label, or else with the same answer.

    An answer is what a person reads: the label if it is confident, otherwise that it is
    uncertain or can't be given.
    """
    same = []
    for one, other in zip(ours, theirs, strict=True):
        (_, left), (_, right) = interpret(one, manifest), interpret(other, manifest)
        for head in left:
            a, b = left[head], right[head]
            equal = a.label == b.label
            if answers:
                equal = a.decision == b.decision and (equal or a.decision != "confident")
            same.append(equal)
    return round(float(np.mean(same)), 4)


def where_it_looked(rows: Sequence[Row], data: Path, bundle: ModelBundle) -> Scores:
    """How far hiding a square moves the answer: the map's hottest, and a random one.

    For each head the mean change of the likeliest label's probability, over photos with
    a label for the head that the model says it can judge.
    """
    analyzer = Analyzer.open(bundle.folder)
    rng = np.random.default_rng(0)
    scores: Scores = {}
    for head in HEADS:
        moves = []
        for index in rng.permutation(labelled(rows, head))[:HIDDEN_PHOTOS]:
            photo = prepare(data / rows[index].image)
            before, evidence = analyzer.examine(photo)
            heat = evidence.activation(head.name, before.predictions[head.name])
            if heat is not None:
                y, x = rng.uniform(0, 1 - HIDDEN, 2)
                places = (_hottest(heat), (float(y), float(x)))
                hidden = [photo._replace(image=_hide(photo.image, place)) for place in places]
                moves.append([_move(before, analyzer.predict(p), head.name) for p in hidden])
        if moves:
            hottest, anywhere = (round(float(mean), 4) for mean in np.mean(moves, 0))
            scores[head.name] = {
                "photos": len(moves),
                "hottest_hidden": hottest,
                "random_hidden": anywhere,
            }
    return scores


def _move(before: Analysis, after: Analysis, head: HeadName) -> float:
    """How far the probability of the label that was likeliest has moved."""
    label = before.predictions[head].label
    one, other = (result.predictions[head].probabilities[label] for result in (before, after))
    return abs(other - one)


def _hottest(heat: NDArray[np.floating]) -> tuple[float, float]:
    """Upper left corner, as shares of the photo, of the square that holds most of the heat."""
    cells = round(len(heat) * HIDDEN)
    sums = np.pad(heat.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    held = sums[cells:, cells:] - sums[:-cells, cells:] - sums[cells:, :-cells]
    row, column = np.unravel_index((held + sums[:-cells, :-cells]).argmax(), held.shape)
    return float(row) / len(heat), float(column) / len(heat)


def _hide(image: Image.Image, place: tuple[float, float]) -> Image.Image:
    """``image`` with a grey square, whose upper left corner lies at ``place``."""
    y, x = place
    edges = (x, y, x + HIDDEN, y + HIDDEN)
    sides = (image.width, image.height, image.width, image.height)
    hidden = image.copy()
    box = [round(edge * side) for edge, side in zip(edges, sides, strict=True)]
    hidden.paste((GREY, GREY, GREY), (box[0], box[1], box[2], box[3]))
    return hidden


def marks_move(rows: Sequence[Row], data: Path, bundle: ModelBundle) -> Scores:
    """How far a mark in the middle moves the condition, and covering the middle.

    One atlas marks all of its photos in the middle, and no healthy hand is marked: a network
    may not learn from that.
    """
    analyzer = Analyzer.open(bundle.folder)
    rng = np.random.default_rng(0)
    scores: Scores = {}
    for name, sources, change in (
        ("mark_on_healthy", UNMARKED, _mark),
        ("middle_covered_on_ill", MARKED, _cover_middle),
        ("middle_covered_on_healthy", UNMARKED, _cover_middle),
    ):
        picked = [i for i, row in enumerate(rows) if row.source in sources]
        moves, same = [], []
        for index in rng.permutation(picked)[:HIDDEN_PHOTOS]:
            photo = prepare(data / rows[index].image)
            before = analyzer.predict(photo)
            after = analyzer.predict(photo._replace(image=change(photo.image)))
            moves.append(_move(before, after, CONDITION.name))
            one, other = (each.predictions[CONDITION.name].label for each in (before, after))
            same.append(one == other)
        if moves:
            scores[name] = {
                "photos": len(moves),
                "moved": round(float(np.mean(moves)), 4),
                "same_label": round(float(np.mean(same)), 4),
            }
    return scores


def copies_agree(rows: Sequence[Row], data: Path, bundle: ModelBundle) -> Scores:
    """How much answers differ for a copy of the photo that was compressed once more.

    Per kind of file, of the answers of all heads: mean and 95th percentile of how far the
    probability of the likeliest label moves, and the share that keeps it, and that is given
    with confidence as before.
    """
    analyzer = Analyzer.open(bundle.folder)
    inside = [row for row in rows if row.in_scope]
    picked = np.random.default_rng(0).permutation(len(inside))[:HIDDEN_PHOTOS]
    photos = [prepare(data / inside[index].image) for index in picked]
    answers = [analyzer.predict(photo) for photo in photos]
    scores: Scores = {}
    for kind, quality in COPIES:
        found = []
        for photo, before in zip(photos, answers, strict=True):
            copy = io.BytesIO()
            photo.image.save(copy, kind, quality=quality)
            after = analyzer.predict(prepare(copy.getvalue()))
            for head, one in before.predictions.items():
                other = after.predictions[head]
                same = one.label == other.label, one.decision == other.decision
                found.append((_move(before, after, head), *same))
        moved, label, decision = np.asarray(found, float).T
        scores[f"{kind} {quality}"] = {
            "photos": len(photos),
            "moved": round(float(moved.mean()), 4),
            "moved_95": round(float(np.quantile(moved, 0.95)), 4),
            "same_label": round(float(label.mean()), 4),
            "same_decision": round(float(decision.mean()), 4),
        }
    return scores


def _mark(image: Image.Image) -> Image.Image:
    """``image`` with a line of half transparent letters across its middle."""
    layer = Image.new("RGBA", image.size)
    font = ImageFont.load_default(max(8, image.width // 12))
    middle = (image.width / 2, image.height * 0.52)
    ImageDraw.Draw(layer).text(middle, "©Example.org", (255, 255, 255, 130), font, anchor="mm")
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _cover_middle(image: Image.Image) -> Image.Image:
    """``image`` with a grey bar across its middle."""
    width, height = image.size
    covered = image.copy()
    box = (round(0.1 * width), round(0.44 * height), round(0.9 * width), round(0.58 * height))
    covered.paste((GREY, GREY, GREY), box)
    return covered
