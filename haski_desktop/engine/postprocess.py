"""Raw scores to one calibrated prediction per head."""

from collections.abc import Container, Mapping
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Decision, Prediction, Reason
from haski_desktop.engine.labels import CONDITION, HEADS, HeadName
from haski_desktop.engine.model import HeadSpec, Manifest, ViewName

DIGITS = 4
# Views that say whether a photo shows a person's skin or hair. Closer ones do not: fur and
# stone fill them as skin does.
_SCOPE: Final[tuple[ViewName, ...]] = ("whole", "face")
# Why a head can't be judged when the network says so and nothing better is known.
_UNSEEN: dict[HeadName, Reason] = {
    "skin_type": "no_skin",
    "hair_type": "no_hair",
    "condition": "no_skin",
}


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


Weights = Mapping[HeadName, Mapping[ViewName, float]]


def view_weights(
    manifest: Manifest, available: Container[ViewName], unanswerable: Container[HeadName] = ()
) -> Weights:
    """How much each head's answer rests on each view; a head's weights sum to 1.

    Args:
        manifest: What weights the views have.
        available: The views of the photo. A head none of whose views is there is judged
            from ``whole``.
        unanswerable: Heads for which ``whole`` is enough, because the photo allows no answer.
    """
    weights: dict[HeadName, dict[ViewName, float]] = {}
    for head in HEADS:
        listed = {} if head.name in unanswerable else manifest.views.get(head.name, {})
        found = {view: w for view, w in listed.items() if w > 0 and view in available}
        total = sum(found.values())
        weights[head.name] = {view: w / total for view, w in found.items()} or {"whole": 1.0}
    return weights


def join(outputs: Mapping[ViewName, RawOutputs], weights: Weights) -> RawOutputs:
    """One photo's raw scores from those of its views.

    Logits and what the network says of a head are averaged with the head's weights. The
    photo is as much in scope as the whole or the face is. Maps and features are left out.

    Args:
        outputs: Of each view that has a weight.
        weights: See :func:`view_weights`.
    """
    first = next(iter(outputs.values()))
    logits = np.zeros_like(first.logits)
    assessable = None if first.assessable is None else np.zeros_like(first.assessable)
    for index, head in enumerate(HEADS):
        for view, weight in weights[head.name].items():
            logits[head.span] += np.float32(weight) * outputs[view].logits[head.span]
            scores = outputs[view].assessable
            if assessable is not None and scores is not None:
                assessable[index] += np.float32(weight) * scores[index]
    unlisted = None
    if first.unlisted is not None:
        parts = [(outputs[view].unlisted, w) for view, w in weights[CONDITION.name].items()]
        unlisted = np.asarray(sum(w * part for part, w in parts if part is not None), np.float32)
    views = [outputs[view] for view in _SCOPE if view in outputs] or [*outputs.values()]
    scope = [each.in_scope for each in views if each.in_scope is not None]
    in_scope = np.asarray(np.max(scope, axis=0), np.float32) if scope else None
    return RawOutputs(logits, in_scope, assessable, None, unlisted)


class Circumstances(NamedTuple):
    """What is known of a photo besides the classifier's scores.

    Attributes:
        reasons: Why a head can't judge it, for those that can't.
        usable: Whether its quality allows a confident answer.
    """

    reasons: Mapping[HeadName, Reason] = {}
    usable: bool = True


def interpret(
    raw: RawOutputs, manifest: Manifest, circumstances: Circumstances | None = None
) -> tuple[bool, dict[HeadName, Prediction]]:
    """Whether the photo is in scope, and a prediction for each head.

    A photo that is out of scope can't be judged by any head.
    """
    known = circumstances or Circumstances()
    in_scope = True
    if raw.in_scope is not None and manifest.scope is not None:
        score = _sigmoid(float(raw.in_scope[0]) / manifest.scope.temperature)
        in_scope = score >= manifest.scope.in_scope_at
    unlisted = _unlisted(raw, manifest)
    is_unlisted = False
    if unlisted is not None and manifest.unlisted is not None:
        is_unlisted = unlisted >= manifest.unlisted.unlisted_at
    predictions: dict[HeadName, Prediction] = {}
    for index, head in enumerate(HEADS):
        spec = manifest.heads[head.name]
        reason: Reason | None = None if in_scope else "out_of_scope"
        reason = reason or known.reasons.get(head.name)
        if reason is None and not _is_assessable(raw, index, spec):
            reason = _UNSEEN[head.name] if known.usable else "too_poor"
        sure = known.usable and not (head is CONDITION and is_unlisted)
        predictions[head.name] = predict(raw.logits[head.span], spec, reason, may_be_sure=sure)
    condition = predictions[CONDITION.name]
    predictions[CONDITION.name] = msgspec.structs.replace(
        condition, unlisted=unlisted, is_unlisted=is_unlisted and condition.reason is None
    )
    return in_scope, predictions


def predict(
    logits: NDArray[np.float32],
    spec: HeadSpec,
    reason: Reason | None = None,
    *,
    may_be_sure: bool = True,
) -> Prediction:
    """One head's prediction.

    Args:
        logits: The head's logits, in the order of ``spec.labels``.
        spec: Its calibration and thresholds.
        reason: Why the photo allows no answer; ``None`` if it does.
        may_be_sure: Whether the answer may be given as confident.
    """
    p = probabilities(logits, spec)
    order = np.argsort(-p, kind="stable")
    best = order[0]
    group = [spec.labels.index(label) for label in spec.group_of(spec.labels[best])]
    decision: Decision
    if reason is not None:
        decision, candidates = "not_assessable", order[:0]
    elif spec.is_confident(spec.labels[best], float(p[best])) and may_be_sure and not group:
        decision, candidates = "confident", order[:1]
    else:
        decision = "uncertain"
        likely = [i for i in order if spec.is_candidate(spec.labels[i], float(p[i]))]
        open_ = {best, *group, *likely}
        if spec.confident_at is None and len(open_) == 1:  # one alone would look like an answer
            open_ |= {order[1]}
        candidates = order[np.isin(order, [*open_])]
    return Prediction(
        label=spec.labels[best],
        confidence=round(float(p[best]), DIGITS),
        probabilities={
            label: round(float(x), DIGITS) for label, x in zip(spec.labels, p, strict=True)
        },
        decision=decision,
        candidates=tuple(spec.labels[i] for i in candidates if spec.labels[i] in spec.trained),
        reason=reason,
    )


def probabilities(logits: NDArray[np.float32], spec: HeadSpec) -> NDArray[np.float64]:
    """Softmax at the head's temperature over its trained labels; zero for the others."""
    scaled = logits.astype(np.float64) / spec.temperature
    scaled[[label not in spec.trained for label in spec.labels]] = -np.inf
    return softmax(scaled)


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities over the last axis; they sum to 1."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _is_assessable(raw: RawOutputs, index: int, spec: HeadSpec) -> bool:
    """Whether the network says that it can judge a head, or says nothing of that."""
    if raw.assessable is None:
        return True
    return _sigmoid(float(raw.assessable[index])) >= spec.assessable_at


def _unlisted(raw: RawOutputs, manifest: Manifest) -> float | None:
    if raw.unlisted is None or manifest.unlisted is None:
        return None
    score = _sigmoid(float(raw.unlisted[0]) / manifest.unlisted.temperature)
    return round(score, DIGITS)


def _sigmoid(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))
