"""Networks on photos of sources that they were not trained on."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from haski_desktop.engine.labels import CONDITION, HEADS
from haski_desktop.engine.model import InputSpec
from haski_desktop.engine.postprocess import RawOutputs
from haski_desktop.evaluation.metrics import balanced_accuracy
from ml.training.dataset import SOURCE_FOLDS, Row, load_pixels, read_manifest
from ml.training.metrics import auroc, labelled, labelled_pair, truth
from ml.training.train import Recipe, Run

Scores = dict[str, Any]
# Of each source: more change no share by a point.
PHOTOS = 200


class HeldOut(NamedTuple):
    """What networks said of photos of sources that they were trained without.

    Attributes:
        rows: Photos of those sources.
        raw: What the network that had not seen its source said of each.
        fold: (n,) which of the networks that was.
        seen: For each network, photos of ``val`` of the sources that it was trained on,
            and what it said of them.
    """

    rows: list[Row]
    raw: list[RawOutputs]
    fold: NDArray[np.intp]
    seen: list[tuple[list[Row], list[RawOutputs]]]


def held_out(data: Path, checkpoints: Iterable[Path], store: Path | None = None) -> HeldOut:
    """Photos of the thirds of the sources that networks were trained without.

    Args:
        data: The folder with the manifest.
        checkpoints: ``model.pt`` of runs with ``--fold`` or ``--leave-out``.
        store: A folder that keeps decoded photos and answers between calls.
    """
    rows: list[Row] = []
    raw: list[RawOutputs] = []
    fold: list[int] = []
    seen = []
    for number, checkpoint in enumerate(checkpoints):
        recipe = torch.load(checkpoint, map_location="cpu", weights_only=True)["recipe"]
        left_out = recipe["left_out"] if recipe["fold"] is None else SOURCE_FOLDS[recipe["fold"]]
        mine = _some([row for row in read_manifest(data) if row.source in left_out])
        others = [row for row in read_manifest(data, "val")[::2] if row.source not in left_out]
        outputs = _outputs(checkpoint, [*mine, *others], data, store)
        rows += mine
        raw += outputs[: len(mine)]
        fold += [number] * len(mine)
        seen.append((others, outputs[len(mine) :]))
    return HeldOut(rows, raw, np.asarray(fold, np.intp), seen)


def _some(rows: Sequence[Row]) -> list[Row]:
    """At most :data:`PHOTOS` of each source, spread over its rows."""
    kept: list[Row] = []
    for source in sorted({row.source for row in rows}):
        mine = [row for row in rows if row.source == source]
        where = np.linspace(0, len(mine) - 1, min(len(mine), PHOTOS)).round().astype(int)
        kept += [mine[i] for i in where]
    return kept


def _outputs(
    checkpoint: Path, rows: Sequence[Row], data: Path, store: Path | None
) -> list[RawOutputs]:
    """What a network says of photos, as an exported one would."""
    digest = hashlib.sha256(checkpoint.read_bytes())
    digest.update("\n".join(row.image for row in rows).encode())
    kept = store / f"held_out_{digest.hexdigest()[:16]}.npz" if store else None
    if kept is not None and kept.exists():
        named = dict(np.load(kept))
    else:
        run = Run(Recipe(), checkpoint.parent, pretrained=False)
        run.start_from(checkpoint)
        outputs = run.predict(load_pixels(rows, data, InputSpec().width))
        named = {name: part.numpy() for name, part in outputs._asdict().items()}
        if kept is not None:
            np.savez(kept, **named)
    return [
        RawOutputs(**{name: values[i] for name, values in named.items()}) for i in range(len(rows))
    ]


def unseen_scores(rows: Sequence[Row], logits: NDArray[np.floating]) -> Scores:
    """Each head on each source, and eczema against psoriasis on each that has both."""
    heads: Scores = {}
    for head in HEADS:
        for source in sorted({row.source for row in rows}):
            picked = labelled(rows, head, source)
            if len(picked):
                expected = truth(rows, head, picked)
                predicted = logits[picked, head.span].argmax(1)
                heads.setdefault(head.name, {})[source] = {
                    "photos": len(picked),
                    "classes": len(np.unique(expected)),
                    "balanced_accuracy": round(balanced_accuracy(expected, predicted), 4),
                }
    return {"heads": heads, "eczema_against_psoriasis": _eczema(rows, logits)}


def _eczema(rows: Sequence[Row], logits: NDArray[np.floating]) -> dict[str, Scores]:
    pair = ("eczema", "psoriasis")
    one, other = (CONDITION.start + CONDITION.labels.index(label) for label in pair)
    picked, is_psoriasis = labelled_pair(rows, CONDITION, *pair)
    score = logits[picked, other] - logits[picked, one]
    sources = np.asarray([rows[i].source for i in picked])
    found = {}
    for source in np.unique(sources):
        mine = sources == source
        if len(np.unique(is_psoriasis[mine])) == len(pair):
            found[str(source)] = {
                "photos": np.bincount(is_psoriasis[mine]).tolist(),
                **auroc([rows[i].group for i in picked[mine]], is_psoriasis[mine], score[mine]),
            }
    return found
