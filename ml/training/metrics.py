"""Scores of predictions against the documented labels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Prediction
from haski_desktop.engine.labels import HEADS, Head, HeadName
from haski_desktop.evaluation import metrics
from haski_desktop.evaluation.metrics import balanced_accuracy, bootstrap_interval
from ml.training.dataset import Row, accepted_labels

# For each photo whether it is in scope, and what each head says.
Answers = Sequence[tuple[bool, dict[HeadName, Prediction]]]


def labelled(rows: Sequence[Row], head: Head, source: str | None = None) -> NDArray[np.intp]:
    """Indices of the rows with a documented label for ``head``, of one source or all."""
    return np.asarray(
        [
            i
            for i, row in enumerate(rows)
            if row.labels[head.name] in head.labels and source in (None, row.source)
        ],
        np.intp,
    )


def labelled_pair(
    rows: Sequence[Row], head: Head, one: str, other: str
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the rows labelled ``one`` or ``other``, and for each 1 if it is the latter."""
    picked = [i for i, row in enumerate(rows) if row.labels[head.name] in (one, other)]
    is_other = [rows[i].labels[head.name] == other for i in picked]
    return np.asarray(picked, np.intp), np.asarray(is_other, np.intp)


def truth(rows: Sequence[Row], head: Head, picked: NDArray[np.intp]) -> NDArray[np.intp]:
    """Index of the true label among ``head.labels`` for the picked rows."""
    return np.asarray([head.labels.index(rows[i].labels[head.name]) for i in picked], np.intp)


def is_right(head: Head, row: Row, label: str) -> bool:
    """Whether ``label`` is what the photo's own label says, if less exactly."""
    return label in accepted_labels(row.labels[head.name], head)


def confident_answers(
    head: Head, rows: Sequence[Row], answers: Answers, source: str | None = None
) -> dict[str, Any]:
    """What was answered with confidence, of one source or all, and how often rightly.

    Photos that show none of the head's classes are included: each answer there is wrong.
    """
    known = [
        i for i, row in enumerate(rows) if row.labels[head.name] and source in (None, row.source)
    ]
    given = [i for i in known if answers[i][1][head.name].decision == "confident"]
    right = [is_right(head, rows[i], answers[i][1][head.name].label) for i in given]
    return {"photos": len(known), "answered": len(given), "accuracy": share(right)}


def share(found: Sequence[bool] | NDArray[np.bool_]) -> float | None:
    """Which part of ``found`` is true, 0 to 1; ``None`` where there is nothing."""
    return round(float(np.mean(found)), 4) if len(found) else None


def auroc(
    groups: Sequence[str],
    is_positive: NDArray[np.intp] | NDArray[np.bool_],
    score: NDArray[np.floating],
) -> dict[str, Any]:
    """Area under the ROC curve of ``score``, 0 to 1, with its 95 % interval over ``groups``.

    Both are ``None`` where all photos are of one kind.
    """
    positive = is_positive.astype(np.bool_)
    if len(np.unique(positive)) < 2:
        return {"auroc": None, "auroc_interval": None}

    def area(picked: NDArray[np.intp]) -> float:
        return metrics.auroc(positive[picked], score[picked])

    return {
        "auroc": round(area(np.arange(len(score))), 4),
        "auroc_interval": bootstrap_interval(groups, area),
    }


def balanced_accuracies(rows: Sequence[Row], logits: NDArray[np.floating]) -> dict[str, float]:
    """Balanced accuracy of each head over all rows that have a label for it."""
    scores = {}
    for head in HEADS:
        picked = labelled(rows, head)
        if len(picked):
            predicted = logits[picked, head.span].argmax(1)
            scores[head.name] = round(balanced_accuracy(truth(rows, head, picked), predicted), 4)
    return scores
