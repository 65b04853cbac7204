"""Temperatures and thresholds, chosen on labelled photos."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.postprocess import softmax
from haski_desktop.evaluation.metrics import Indices

Array = NDArray[np.float64]

# A threshold must be shown right by at least as many answers.
FEWEST_ANSWERS: Final = 20
TEMPERATURES: Final = np.geomspace(0.25, 4, 81)


def best_temperature(logits: Array, expected: Indices) -> float:
    """What to divide logits by for the least negative log-likelihood (Guo et al. 2017).

    Args:
        logits: (n, labels).
        expected: (n,) index of each photo's label.
    """
    rows = np.arange(len(expected))
    losses = [
        -np.log(np.maximum(softmax(logits / t)[rows, expected], 1e-12)).mean() for t in TEMPERATURES
    ]
    return float(TEMPERATURES[int(np.argmin(losses))])


def threshold(confidence: Array, is_right: NDArray[np.bool_], right: float) -> float | None:
    """The lowest confidence from which on at least ``right`` of the answers are right.

    Args:
        confidence: (n,) 0 to 1.
        is_right: (n,).
        right: A share, 0 to 1.

    Returns:
        ``None`` if there is none that at least :data:`FEWEST_ANSWERS` answers reach.
    """
    order = np.argsort(-confidence, kind="stable")
    shares = np.cumsum(is_right[order]) / np.arange(1, len(order) + 1)
    last_of_equals = np.append(np.diff(confidence[order]) != 0, True)
    good = np.flatnonzero((shares >= right) & last_of_equals)
    good = good[good >= FEWEST_ANSWERS - 1]
    if not len(good):
        return None
    # Between that answer and the next, so that rounding changes neither's side.
    ordered = np.append(confidence[order], 0.0)
    return float(np.floor(ordered[good[-1] : good[-1] + 2].mean() * 1e4) / 1e4)
