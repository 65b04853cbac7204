"""Choose temperatures and thresholds on the validation photos and write them to a manifest.

    python -m ml.training.calibrate --data DIR --bundle DIR

The rules, each applied to ``val`` alone:

- temperature: least negative log-likelihood of the labels (Guo et al. 2017).
- ``confident_at``: the least probability from which on answers are right as often as
  :data:`ACCURACY` asks, over at least :data:`ANSWERS` answers; otherwise the head is
  never confident. A photo that shows none of the head's classes counts as a wrong answer.
  No source with :data:`SOURCE_PHOTOS` labels may fall below :data:`SOURCE_ACCURACY` by
  itself, a few answers being judged as one right and one wrong answer more.
- ``inseparable``: labels whose distinction is no better than chance on sources left out of
  training (:data:`INSEPARABLE`, after ``evaluate --unseen``).
- ``candidate_at``: the highest at which the true label is among the candidates of nine
  uncertain answers out of ten (split conformal sets, Sadinle et al. 2019).
- ``in_scope_at``: the highest that refuses no more than :data:`REFUSED` of the photos of
  skin and hair.
- ``assessable_at``: one half, or lower where that would refuse more than :data:`REFUSED`
  of the photos that have a label.
"""

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from haski_desktop.engine.labels import HEADS, Head
from haski_desktop.engine.model import MANIFEST, HeadSpec, ScopeSpec, open_bundle
from haski_desktop.engine.postprocess import probabilities
from haski_desktop.engine.runtime import RawOutputs
from ml.training.dataset import Row, accepted_labels, read_manifest
from ml.training.metrics import labelled, truth
from ml.training.outputs import bundle_outputs

# Half a point above what is promised: a threshold that was chosen on a sample does a
# little better on it than elsewhere.
ACCURACY = {"skin_type": 0.75, "hair_type": 0.955, "condition": 0.955}
SOURCE_ACCURACY = {"skin_type": 0.70, "hair_type": 0.85, "condition": 0.85}
# Eczema against psoriasis scored an AUROC of 0.50 on sources left out of training.
INSEPARABLE: dict[str, tuple[tuple[str, ...], ...]] = {"condition": (("eczema", "psoriasis"),)}
ANSWERS = 40
SOURCE_PHOTOS = 40
COVERED = 0.9
REFUSED = 0.01


def calibrate_head(
    head: Head, index: int, spec: HeadSpec, rows: Sequence[Row], raw: Sequence[RawOutputs]
) -> HeadSpec:
    """``spec`` with temperature and thresholds chosen on ``rows``."""
    logits = np.stack([output.logits for output in raw])
    picked = labelled(rows, head)
    expected = truth(rows, head, picked)
    temperature = _temperature(spec, logits[picked][:, head.span], expected)
    warm = msgspec.structs.replace(
        spec, temperature=round(temperature, 4), inseparable=INSEPARABLE.get(head.name, ())
    )
    p = np.stack([probabilities(row[head.span], warm) for row in logits])
    known = [i for i, row in enumerate(rows) if row.labels[head.name]]
    right = np.asarray(
        [
            head.labels[p[i].argmax()] in accepted_labels(rows[i].labels[head.name], head)
            for i in known
        ]
    )
    confidence = p[known].max(1)
    sources = np.asarray([rows[i].source for i in known])
    alone = np.asarray([not warm.group_of(head.labels[best]) for best in p.argmax(1)])
    confident_at = next(
        (
            _floor(at)
            for at in np.unique(confidence)
            if _right_often_enough(head, right, sources, (confidence >= at) & alone[known])
        ),
        None,
    )
    sure = p[picked].max(1) >= (np.inf if confident_at is None else confident_at)
    unsure = ~(sure & alone[picked])
    true_p = p[picked, expected][unsure]
    assessable = [_sigmoid(raw[i].assessable[index]) for i in picked]
    return msgspec.structs.replace(
        warm,
        confident_at=confident_at,
        candidate_at=_floor(np.quantile(true_p, 1 - COVERED)),
        assessable_at=min(0.5, _floor(np.quantile(assessable, REFUSED))),
    )


def calibrate_scope(rows: Sequence[Row], raw: Sequence[RawOutputs]) -> ScopeSpec:
    """The threshold below which a photo is refused."""
    scores = [_sigmoid(o.in_scope[0]) for row, o in zip(rows, raw, strict=True) if row.in_scope]
    return ScopeSpec(in_scope_at=_floor(np.quantile(scores, REFUSED)))


def _temperature(spec: HeadSpec, logits: NDArray[np.float32], expected: NDArray[np.intp]) -> float:
    def loss(log_temperature: float) -> float:
        warm = msgspec.structs.replace(spec, temperature=math.exp(log_temperature))
        p = np.stack([probabilities(row, warm) for row in logits])
        return float(-np.log(p[np.arange(len(p)), expected] + 1e-12).mean())

    return math.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x)


def _right_often_enough(
    head: Head, right: NDArray[np.bool_], sources: NDArray[np.str_], given: NDArray[np.bool_]
) -> bool:
    """Whether the answers that are ``given`` are right as often as the rule asks."""
    if given.sum() < ANSWERS or right[given].mean() < ACCURACY[head.name]:
        return False
    for source in np.unique(sources):
        of_source = right[given & (sources == source)]
        large = (sources == source).sum() >= SOURCE_PHOTOS and len(of_source) > 0
        share = (of_source.sum() + 1) / (len(of_source) + 2)
        if large and share < SOURCE_ACCURACY[head.name]:
            return False
    return True


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _floor(value: float) -> float:
    """Four digits, rounded down so that the photo at the threshold still passes."""
    return math.floor(float(value) * 1e4) / 1e4


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    options = parser.parse_args(arguments)
    bundle = open_bundle(options.bundle)
    rows = read_manifest(options.data, "val")
    raw = bundle_outputs(rows, options.data, bundle)
    heads = {
        head.name: calibrate_head(head, i, bundle.manifest.heads[head.name], rows, raw)
        for i, head in enumerate(HEADS)
    }
    manifest = msgspec.structs.replace(
        bundle.manifest, heads=heads, scope=calibrate_scope(rows, raw)
    )
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (options.bundle / MANIFEST).write_bytes(text + b"\n")
    for name, spec in heads.items():
        print(
            f"{name}: T {spec.temperature}, confident at {spec.confident_at}, "
            f"candidates {spec.candidate_at}, assessable at {spec.assessable_at}"
        )
    print(f"in scope at {manifest.scope.in_scope_at}")


if __name__ == "__main__":
    main()
