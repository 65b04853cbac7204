"""Networks on photos that they were not trained on: of other sources, or of a third held out."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from haski_desktop.engine.labels import CONDITION, HEADS, HeadName
from haski_desktop.engine.model import Manifest
from haski_desktop.engine.postprocess import RawOutputs, interpret
from ml.training.calibrate import NEVER_CONFIDENT, calibrate
from ml.training.dataset import Row, fold_of, load_pixels, read_manifest
from ml.training.metrics import (
    Answers,
    auroc,
    balanced_accuracy,
    confident_answers,
    labelled,
    labelled_pair,
    truth,
)
from ml.training.train import Recipe, Run

Scores = dict[str, Any]


@cache
def _val(data: Path, side: int) -> tuple[list[Row], NDArray[np.uint8]]:
    """The photos that thresholds are chosen on: the same for every network."""
    rows = read_manifest(data, "val")
    return rows, load_pixels(rows, data, side)


class Judge:
    """A run's network with the thresholds that its own photos give it."""

    def __init__(
        self,
        checkpoint: Path,
        data: Path,
        manifest: Manifest,
        never_confident: Collection[HeadName] = NEVER_CONFIDENT,
    ) -> None:
        recipe = torch.load(checkpoint, map_location="cpu", weights_only=True)["recipe"]
        self.left_out: list[str] = sorted(recipe["left_out"])
        self.fold: int | None = recipe.get("fold")
        self._data = data
        self._run = Run(Recipe(), checkpoint.parent, pretrained=False)
        self._run.start_from(checkpoint)
        self._side = manifest.input.width
        rows, pixels = _val(data, self._side)
        seen = [i for i, row in enumerate(rows) if row.source not in self.left_out]
        raw = self._predict(pixels[seen])
        self._manifest = calibrate(manifest, [rows[i] for i in seen], raw, never_confident)

    def outputs(self, rows: Sequence[Row]) -> list[RawOutputs]:
        """What the network says of photos, as an exported one would."""
        return self._predict(load_pixels(rows, self._data, self._side))

    def _predict(self, pixels: NDArray[np.uint8]) -> list[RawOutputs]:
        outputs = self._run.predict(pixels)
        return [RawOutputs(*row) for row in zip(*(part.numpy() for part in outputs), strict=True)]

    def answers(self, raw: Iterable[RawOutputs]) -> Answers:
        """What a person would be told."""
        return [interpret(output, self._manifest) for output in raw]


def unseen_sources(data: Path, checkpoint: Path, manifest: Manifest) -> Scores:
    """A network trained without some sources (``train --leave-out``), on all their photos.

    It is calibrated as ``manifest`` was, but without these sources either, and with each
    head allowed to answer.
    """
    judge = Judge(checkpoint, data, manifest, never_confident=())
    rows = [row for row in read_manifest(data) if row.source in judge.left_out]
    raw = judge.outputs(rows)
    answers = judge.answers(raw)
    logits = np.stack([output.logits for output in raw])
    heads: Scores = {}
    for head in HEADS:
        for source in judge.left_out:
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
    return {"left_out": judge.left_out, "heads": heads} | _eczema(rows, logits)


def held_out(
    data: Path, checkpoints: Iterable[Path], manifest: Manifest
) -> tuple[list[Row], Answers, NDArray[np.floating]]:
    """All photos of the folds that networks were trained without (``train --fold``).

    Returns:
        The photos, what the network that had not seen each would tell a person of it, and
        its raw in-scope scores (n,).
    """
    rows: list[Row] = []
    answers: Answers = []
    scope: list[float] = []
    for checkpoint in checkpoints:
        judge = Judge(checkpoint, data, manifest)
        fold = [row for row in read_manifest(data, "train") if fold_of(row) == judge.fold]
        raw = judge.outputs(fold)
        rows += fold
        answers = [*answers, *judge.answers(raw)]
        scope += [float(output.in_scope[0]) for output in raw if output.in_scope is not None]
    return rows, answers, np.asarray(scope)


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
