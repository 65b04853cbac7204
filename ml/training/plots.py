"""Pictures of an evaluation: confusions, reliability, risk against coverage."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Prediction
from haski_desktop.engine.labels import HEADS, Head
from ml.training.dataset import Row
from ml.training.metrics import Answers, labelled, truth

BINS = 15
BLUE, GREY = "#2a6f97", "#888888"


def draw(rows: Sequence[Row], answers: Answers, out: Path) -> None:
    """Write ``confusion.png``, ``reliability.png`` and ``risk_coverage.png`` to ``out``."""
    heads = [head for head in HEADS if len(labelled(rows, head))]
    for name, panel in (
        ("confusion", _confusion),
        ("reliability", _reliability),
        ("risk_coverage", _risk_coverage),
    ):
        figure = Figure(figsize=(4.6 * len(heads), 4.4), layout="tight")
        axes = figure.subplots(1, len(heads), squeeze=False)[0]
        for axis, head in zip(axes, heads, strict=True):
            picked = labelled(rows, head)
            predictions = [answers[i][1][head.name] for i in picked]
            axis.set_title(f"{head.name.replace('_', ' ')} ({len(picked)} photos)")
            panel(axis, head, truth(rows, head, picked), predictions)
        figure.savefig(out / f"{name}.png", dpi=110)


def _confusion(
    axis: Axes, head: Head, expected: NDArray[np.intp], predictions: Sequence[Prediction]
) -> None:
    predicted = [head.labels.index(p.label) for p in predictions]
    counts = np.zeros((len(head.labels),) * 2, int)
    np.add.at(counts, (expected, predicted), 1)
    share = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    axis.imshow(share, cmap="Blues", vmin=0, vmax=1)
    names = [label.replace("_", " ") for label in head.labels]
    axis.set_xticks(range(len(names)), names, rotation=40, ha="right")
    axis.set_yticks(range(len(names)), names)
    axis.set_xlabel("answer")
    axis.set_ylabel("label")
    for row, column in np.ndindex(counts.shape):
        colour = "white" if share[row, column] > 0.5 else "black"
        axis.text(column, row, counts[row, column], ha="center", va="center", color=colour)


def _reliability(
    axis: Axes, head: Head, expected: NDArray[np.intp], predictions: Sequence[Prediction]
) -> None:
    confidence, right = _right(head, expected, predictions)
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    used = np.unique(which)
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=1)
    axis.bar(
        (used + 0.5) / BINS,
        [right[which == b].mean() for b in used],
        width=0.9 / BINS,
        color=BLUE,
        alpha=0.85,
    )
    for b in used:
        axis.text((b + 0.5) / BINS, 0.01, (which == b).sum(), ha="center", fontsize=6)
    axis.set_xlim(0, 1)
    axis.set_ylim(0, 1)
    axis.set_xlabel("confidence (number: photos)")
    axis.set_ylabel("share that is right")


def _risk_coverage(
    axis: Axes, head: Head, expected: NDArray[np.intp], predictions: Sequence[Prediction]
) -> None:
    confidence, right = _right(head, expected, predictions)
    order = np.argsort(-confidence, kind="stable")
    answered = np.arange(1, len(order) + 1)
    axis.plot(answered / len(order), 1 - right[order].cumsum() / answered, color=BLUE)
    given = np.asarray([p.decision == "confident" for p in predictions])
    if given.any():
        axis.plot(given.mean(), 1 - right[given].mean(), "o", color=BLUE, label="as shipped")
        axis.legend()
    axis.set_xlim(0, 1)
    axis.set_ylim(bottom=0)
    axis.set_xlabel("share answered, surest first")
    axis.set_ylabel("share of these that is wrong")


def _right(
    head: Head, expected: NDArray[np.intp], predictions: Sequence[Prediction]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    confidence = np.asarray([p.confidence for p in predictions])
    predicted = np.asarray([head.labels.index(p.label) for p in predictions])
    return confidence, predicted == expected
