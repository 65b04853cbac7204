"""Scores of answers against labels, in numpy alone; training reports the same ones."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]
RESAMPLES: Final = 1000


def balanced_accuracy(expected: Indices, predicted: Indices) -> float:
    """Mean recall over the classes that occur in ``expected``, 0 to 1.

    Args:
        expected: (n,) index of each photo's true class, n at least 1.
        predicted: (n,) index of the class that was answered.
    """
    right = expected == predicted
    return float(np.mean([right[expected == each].mean() for each in np.unique(expected)]))


def confusion_matrix(expected: Indices, predicted: Indices, classes: int) -> Indices:
    """How often each class (row) was answered as each (column): (classes, classes)."""
    counts = np.bincount(expected * classes + predicted, minlength=classes * classes)
    return counts.reshape(classes, classes)


def auroc(is_positive: NDArray[np.bool_], score: NDArray[np.floating]) -> float:
    """Area under the ROC curve, 0 to 1; NaN where all photos are of one kind.

    It is the chance that a positive photo scores higher than a negative one, equal scores
    counted half (Hanley and McNeil 1982).
    """
    positives = int(is_positive.sum())
    negatives = len(is_positive) - positives
    if not positives or not negatives:
        return float("nan")
    _, which, counts = np.unique(score, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[which]  # from 1, those of equal scores shared
    above = ranks[is_positive].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))


def bootstrap_interval(
    groups: Sequence[str], score: Callable[[Indices], float]
) -> tuple[float, float]:
    """95 % bootstrap interval of ``score``, whole groups resampled.

    Args:
        groups: (n,) the group of each photo; those of one group are near-duplicates or
            show the same person.
        score: Takes indices of photos; NaN where they do not suffice.
    """
    rng = np.random.default_rng(0)
    _, which = np.unique(np.asarray(groups), return_inverse=True)
    order = np.argsort(which, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(which))[:-1])
    scores = [
        score(np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))]))
        for _ in range(RESAMPLES)
    ]
    low, high = np.nanquantile(scores, [0.025, 0.975])
    return round(float(low), 4), round(float(high), 4)


def expected_calibration_error(
    confidence: NDArray[np.floating], correct: NDArray[np.bool_], bins: int = 15
) -> float:
    """Mean gap between confidence and accuracy over equal-width bins (Guo et al. 2017)."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        (which == b).mean() * abs(confidence[which == b].mean() - correct[which == b].mean())
        for b in np.unique(which)
    ]
    return float(sum(gaps))


def error_of_perfect_calibration(confidence: NDArray[np.floating], draws: int = 200) -> float:
    """The calibration error that chance alone gives over as few photos.

    The mean over ``draws`` of what :func:`expected_calibration_error` finds when each answer
    is right with exactly the probability that it states.
    """
    rng = np.random.default_rng(0)
    errors = [
        expected_calibration_error(confidence, rng.random(len(confidence)) < confidence)
        for _ in range(draws)
    ]
    return float(np.mean(errors))


def risk_coverage(
    confidence: NDArray[np.floating], correct: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How often answers are wrong if only the surest are given (Geifman and El-Yaniv 2017).

    Returns:
        (k,) the share of photos answered, rising to 1, and (k,) the share of these that is
        wrong. Photos of equal confidence are answered together.
    """
    order = np.argsort(-confidence, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(confidence[order]) != 0, True))
    wrong = np.cumsum(~correct[order])
    return (ends + 1) / len(order), wrong[ends] / (ends + 1)
