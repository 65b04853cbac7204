"""Raw scores to one calibrated prediction per head."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Decision, Prediction
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.engine.model import HeadSpec, Manifest

DIGITS = 4


class RawOutputs(NamedTuple):
    """The classifier's raw scores for one image, before any softmax or sigmoid.

    Attributes:
        logits: (14,) the heads' labels in the documented order.
        in_scope: (1,) whether the photo shows skin or hair, if the network says so.
        assessable: (3,) whether each head can be judged, if the network says so.
        maps: (rows, columns, 14) what each part of the photo adds to each logit; their
            mean over the photo is the logit (class activation maps, Zhou et al. 2016).
        unlisted: (1,) whether a condition shows that is none of the labels, if the
            network says so.
        features: (n,) what the heads see, if the network says so.
    """

    logits: NDArray[np.float32]
    in_scope: NDArray[np.float32] | None = None
    assessable: NDArray[np.float32] | None = None
    maps: NDArray[np.float32] | None = None
    unlisted: NDArray[np.float32] | None = None
    features: NDArray[np.float32] | None = None


def interpret(raw: RawOutputs, manifest: Manifest) -> tuple[bool, dict[HeadName, Prediction]]:
    """Whether the photo is in scope, and a prediction for each head.

    A photo that is out of scope can't be judged by any head.
    """
    in_scope = True
    if raw.in_scope is not None and manifest.scope is not None:
        score = _sigmoid(float(raw.in_scope[0]) / manifest.scope.temperature)
        in_scope = score >= manifest.scope.in_scope_at
    predictions: dict[HeadName, Prediction] = {}
    for index, head in enumerate(HEADS):
        spec = manifest.heads[head.name]
        assessable = in_scope
        if raw.assessable is not None:
            assessable &= _sigmoid(float(raw.assessable[index])) >= spec.assessable_at
        predictions[head.name] = predict(raw.logits[head.span], spec, assessable=assessable)
    return in_scope, predictions


def predict(logits: NDArray[np.float32], spec: HeadSpec, *, assessable: bool) -> Prediction:
    """One head's prediction.

    Args:
        logits: The head's logits, in the order of ``spec.labels``.
        spec: Its calibration and thresholds.
        assessable: Whether the photo allows an answer at all.
    """
    p = probabilities(logits, spec)
    order = np.argsort(-p, kind="stable")
    best = order[0]
    group = [spec.labels.index(label) for label in spec.group_of(spec.labels[best])]
    decision: Decision
    if not assessable:
        decision, candidates = "not_assessable", order[:0]
    elif spec.confident_at is not None and p[best] >= spec.confident_at and not group:
        decision, candidates = "confident", order[:1]
    else:
        decision = "uncertain"
        open_ = {best, *group, *order[p[order] >= spec.candidate_at]}
        # An uncertain answer leaves at least two possibilities open.
        candidates = order[np.isin(order, [*(open_ if len(open_) > 1 else order[:2])])]
    return Prediction(
        label=spec.labels[best],
        confidence=round(float(p[best]), DIGITS),
        probabilities={
            label: round(float(x), DIGITS) for label, x in zip(spec.labels, p, strict=True)
        },
        decision=decision,
        candidates=tuple(spec.labels[i] for i in candidates if spec.labels[i] in spec.trained),
    )


def probabilities(logits: NDArray[np.float32], spec: HeadSpec) -> NDArray[np.float64]:
    """Softmax at the head's temperature over its trained labels; zero for the others."""
    scaled = logits.astype(np.float64) / spec.temperature
    scaled[[label not in spec.trained for label in spec.labels]] = -np.inf
    weights = np.exp(scaled - scaled.max())
    return np.asarray(weights / weights.sum())


def _sigmoid(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))
