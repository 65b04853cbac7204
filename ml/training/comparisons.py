"""Scores that compare: the files of a bundle, sources never seen, photos partly hidden."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.labels import CONDITION, HEADS, HeadName
from haski_desktop.engine.model import FileName, Manifest, ModelBundle
from haski_desktop.engine.postprocess import interpret
from haski_desktop.engine.runtime import RawOutputs
from ml.training.calibrate import calibrate
from ml.training.dataset import Row, load_pixels, read_manifest
from ml.training.metrics import (
    auroc,
    balanced_accuracies,
    balanced_accuracy,
    confident_answers,
    labelled,
    labelled_pair,
    truth,
)
from ml.training.train import Recipe, Run

Scores = dict[str, Any]
REFERENCE: FileName = "tflite"
HIDDEN = 3  # cells of the map on each side of the square that is hidden
HIDDEN_PHOTOS = 150
GREY = 124


def files_agree(
    rows: Sequence[Row], outputs: Mapping[FileName, Sequence[RawOutputs]], bundle: ModelBundle
) -> Scores:
    """Each file of the bundle against its 32-bit TFLite file, from the ``outputs`` of all."""
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


def unseen_sources(data: Path, checkpoint: Path, manifest: Manifest) -> Scores:
    """A network trained without some sources (``train --leave-out``), on all their photos.

    It is calibrated as ``manifest`` was, but without these sources either, and with each
    head allowed to answer.
    """
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    left_out = state["recipe"]["left_out"]
    run = Run(Recipe(), checkpoint.parent, pretrained=False)
    run.start_from(checkpoint)
    rows = [row for row in read_manifest(data) if row.source in left_out]
    seen = [row for row in read_manifest(data, "val") if row.source not in left_out]
    raw = _run_outputs(run, rows, data, manifest)
    manifest = calibrate(manifest, seen, _run_outputs(run, seen, data, manifest), ())
    answers = [interpret(output, manifest) for output in raw]
    logits = np.stack([output.logits for output in raw])
    heads = {}
    for head in HEADS:
        for source in sorted(left_out):
            picked = labelled(rows, head, source)
            if len(picked):
                expected = truth(rows, head, picked)
                predicted = logits[picked, head.span].argmax(1)
                heads.setdefault(head.name, {})[source] = {
                    "photos": len(picked),
                    "classes": len(np.unique(expected)),
                    "balanced_accuracy": round(balanced_accuracy(expected, predicted), 4),
                    "confident_any_label": confident_answers(head, rows, answers, source),
                }
    return {"left_out": sorted(left_out), "heads": heads} | _eczema(rows, logits)


def _run_outputs(run: Run, rows: Sequence[Row], data: Path, manifest: Manifest) -> list[RawOutputs]:
    """What a run's network says of photos, as an exported one would."""
    outputs = run.predict(load_pixels(rows, data, manifest.input.width))
    return [RawOutputs(*row) for row in zip(*(part.numpy() for part in outputs), strict=True)]


def _eczema(rows: Sequence[Row], logits: NDArray[np.floating]) -> Scores:
    """AUROC of eczema against psoriasis, if both are there."""
    pair = ("eczema", "psoriasis")
    picked, is_psoriasis = labelled_pair(rows, CONDITION, *pair)
    if len(np.unique(is_psoriasis)) < len(pair):
        return {}
    one, other = (CONDITION.start + CONDITION.labels.index(label) for label in pair)
    score = logits[picked, other] - logits[picked, one]
    return {
        "eczema_against_psoriasis": {
            "photos": np.bincount(is_psoriasis).tolist(),
            **auroc([rows[i].group for i in picked], is_psoriasis, score),
        }
    }


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
            photo = prepare(data / rows[index].image, bundle.manifest.input)
            before = analyzer.predict(photo)
            heat = before.activation(head.name)
            if heat is not None:
                anywhere = tuple(int(at) for at in rng.integers(0, len(heat) - HIDDEN + 1, 2))
                places = (_hottest(heat), anywhere)
                hidden = [photo._replace(image=_hide(photo.image, p, len(heat))) for p in places]
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


def _hottest(heat: NDArray[np.floating]) -> tuple[int, int]:
    """Upper left cell of the square that holds most of the positive ``heat``."""
    windows = np.lib.stride_tricks.sliding_window_view(np.maximum(heat, 0), (HIDDEN, HIDDEN))
    row, column = np.unravel_index(windows.sum((2, 3)).argmax(), windows.shape[:2])
    return int(row), int(column)


def _hide(image: NDArray[np.uint8], place: tuple[int, ...], cells: int) -> NDArray[np.uint8]:
    side = image.shape[0] // cells
    row, column = place
    hidden = image.copy()
    hidden[row * side : (row + HIDDEN) * side, column * side : (column + HIDDEN) * side] = GREY
    return hidden
