"""Temperatures and thresholds chosen anew for one's own photos, as a new bundle."""

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.labels import HEADS, Head, HeadName
from haski_desktop.engine.model import HeadSpec, Manifest, ModelBundle
from haski_desktop.engine.postprocess import softmax
from haski_desktop.evaluation.metrics import Indices
from haski_desktop.evaluation.scores import Answered
from haski_desktop.evaluation.thresholds import best_temperature, threshold

# With fewer photos, or fewer of a label, what is fitted says more of chance than of the model.
FEWEST_PHOTOS: Final = 100
FEWEST_OF_A_LABEL: Final = 10
FOLDS: Final = 5
# Predictions are rounded to four digits.
SMALLEST: Final = 0.00005


class Refitted(msgspec.Struct, frozen=True):
    """What became of one head.

    Attributes:
        photos: With one of the head's labels.
        temperature: Divides the logits from now on.
        confident_at: Least probability of a clear answer from now on; ``None`` if none is
            right often enough.
        answered: Share of photos with a clear answer, measured on photos left out of the
            fit (five folds, whole groups).
        right: Share of these that is right; ``None`` where none is given.
    """

    photos: int
    temperature: float
    confident_at: float | None
    answered: float
    right: float | None


class _Scores(msgspec.Struct, frozen=True):
    """One head's answers: (n, labels) logits, (n,) true index or -1, (n,) right, groups."""

    logits: NDArray[np.float64]
    expected: Indices
    right: NDArray[np.bool_]
    may_be_sure: NDArray[np.bool_]
    groups: NDArray[np.str_]

    def only(self, picked: NDArray[np.bool_]) -> "_Scores":
        return _Scores(
            self.logits[picked],
            self.expected[picked],
            self.right[picked],
            self.may_be_sure[picked],
            self.groups[picked],
        )


def refit(
    answered: Answered, bundle: ModelBundle, right: float
) -> tuple[dict[HeadName, HeadSpec], dict[HeadName, Refitted]]:
    """Choose temperatures and thresholds so that clear answers are right often enough.

    A temperature is the one of least negative log-likelihood (Guo et al. 2017), a threshold
    the lowest above which at least ``right`` of the clear answers are right. Heads with too
    few labels, and those that are never answered clearly, stay as they are.

    Args:
        answered: What the bundle said of labelled photos.
        bundle: It.
        right: Share of clear answers that must be right, 0 to 1.

    Returns:
        The new specification of each head, and what is known of those that changed.
    """
    specs = dict(bundle.manifest.heads)
    changed: dict[HeadName, Refitted] = {}
    for head in HEADS:
        spec = specs[head.name]
        scores = _scores(head, spec, answered)
        if spec.confident_at is None or not _is_enough(scores.expected):
            continue
        factor, least = _fit(scores, right)
        share, accuracy = _cross_validated(scores, right)
        # Within what a manifest allows.
        temperature = round(float(np.clip(spec.temperature * factor, 0.001, 1000)), 4)
        specs[head.name] = msgspec.structs.replace(
            spec, temperature=temperature, confident_at=least
        )
        photos = int((scores.expected >= 0).sum())
        changed[head.name] = Refitted(photos, temperature, least, share, accuracy)
    return specs, changed


def refitted_manifest(manifest: Manifest, heads: dict[HeadName, HeadSpec]) -> Manifest:
    """The manifest with other temperatures and thresholds, under a name of its own."""
    return msgspec.structs.replace(
        manifest,
        name=f"{manifest.name} (thresholds refitted)",
        version=f"{manifest.version}-refitted",
        heads=heads,
    )


def _scores(head: Head, spec: HeadSpec, answered: Answered) -> _Scores:
    own = answered.having_any_label(head.name)
    picked = [
        i
        for i, a in enumerate(own.analyses)
        if a.predictions[head.name].decision != "not_assessable"
    ]
    own = own.only(picked)
    found = [a.predictions[head.name] for a in own.analyses]
    labels = [photo.labels[head.name] for photo in own.photos]
    likeliest = [p.label for p in found]
    shares = np.asarray([[*p.probabilities.values()] for p in found])
    return _Scores(
        np.log(np.maximum(shares.reshape(-1, len(head.labels)), SMALLEST)),
        np.asarray([head.labels.index(x) if x in head.labels else -1 for x in labels], np.intp),
        np.asarray(
            [p.accepts(head.name, x) for p, x in zip(own.photos, likeliest, strict=True)], np.bool_
        ),
        np.asarray([not spec.group_of(x) for x in likeliest], np.bool_),
        np.asarray([photo.group for photo in own.photos]),
    )


def _is_enough(expected: Indices) -> bool:
    counts = np.bincount(expected[expected >= 0])
    labels = int((counts >= FEWEST_OF_A_LABEL).sum())
    return int(counts.sum()) >= FEWEST_PHOTOS and labels >= 2


def _fit(scores: _Scores, right: float) -> tuple[float, float | None]:
    """The factor of the temperature, and the threshold at that temperature."""
    known = scores.only(scores.expected >= 0)
    factor = best_temperature(known.logits, known.expected)
    confidence = softmax(scores.logits / factor).max(axis=1)
    sure = scores.may_be_sure
    return factor, threshold(confidence[sure], scores.right[sure], right)


def _cross_validated(scores: _Scores, right: float) -> tuple[float, float | None]:
    """Share answered and share of these right, each fifth by what was fitted on the others."""
    names = np.unique(scores.groups)
    fold_of = dict(
        zip(names, np.random.default_rng(0).permutation(len(names)) % FOLDS, strict=True)
    )
    folds = np.asarray([fold_of[name] for name in scores.groups])
    given = np.zeros(len(folds), np.bool_)
    for fold in range(FOLDS):
        factor, least = _fit(scores.only(folds != fold), right)
        if least is not None:
            held_out = folds == fold
            confidence = softmax(scores.logits[held_out] / factor).max(axis=1)
            given[held_out] = (confidence >= least) & scores.may_be_sure[held_out]
    accuracy = round(float(scores.right[given].mean()), 4) if given.any() else None
    return round(float(given.mean()), 4), accuracy
