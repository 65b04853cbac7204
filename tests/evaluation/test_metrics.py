"""The figures themselves, against ones that can be worked out by hand."""

import numpy as np
import pytest

from haski_desktop.evaluation.compare import mcnemar
from haski_desktop.evaluation.metrics import (
    auroc,
    balanced_accuracy,
    bootstrap_interval,
    confusion_matrix,
    expected_calibration_error,
    risk_coverage,
)


def test_balanced_accuracy_is_the_mean_recall_of_the_classes_that_occur() -> None:
    expected = np.asarray([0, 0, 0, 0, 2], np.intp)
    assert balanced_accuracy(expected, np.asarray([0, 0, 0, 1, 2], np.intp)) == pytest.approx(0.875)
    assert confusion_matrix(expected, np.asarray([0, 0, 0, 1, 2], np.intp), 3).tolist() == [
        [3, 1, 0],
        [0, 0, 0],
        [0, 0, 1],
    ]


def test_area_under_the_curve_counts_equal_scores_half() -> None:
    positive = np.asarray([True, True, False, False], np.bool_)
    assert auroc(positive, np.asarray([3.0, 4.0, 1.0, 2.0])) == 1
    assert auroc(positive, np.asarray([1.0, 1.0, 1.0, 1.0])) == 0.5
    assert auroc(positive, np.asarray([2.0, 3.0, 2.0, 1.0])) == pytest.approx(3.5 / 4)
    assert np.isnan(auroc(np.asarray([True], np.bool_), np.asarray([1.0])))


def test_risk_rises_from_the_surest_answers_and_equals_stay_together() -> None:
    confidence = np.asarray([0.9, 0.8, 0.8, 0.4])
    coverage, risk = risk_coverage(confidence, np.asarray([True, True, False, False], np.bool_))
    assert coverage.tolist() == [0.25, 0.75, 1]
    assert risk.tolist() == pytest.approx([0, 1 / 3, 0.5])


def test_calibration_error_is_the_gap_between_confidence_and_share_right() -> None:
    confidence = np.full(10, 0.81)
    assert expected_calibration_error(confidence, np.arange(10) < 5) == pytest.approx(0.31)


def test_interval_resamples_whole_groups() -> None:
    value = np.asarray([1.0, 1.0, 0.0, 0.0])

    def mean(picked: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> float:
        return float(value[picked].mean())

    # Two groups of equal photos: one of three means, each more than 2.5 % likely.
    assert bootstrap_interval(["a", "a", "b", "b"], mean) == (0, 1)
    assert bootstrap_interval(["a", "a", "a", "a"], mean) == (0.5, 0.5)


def test_mcnemar_is_the_exact_binomial_test() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(0, 5) == pytest.approx(2 / 32)
    assert mcnemar(1, 4) == pytest.approx(2 * 6 / 32)
    assert mcnemar(3, 3) == 1
    assert mcnemar(900, 1100) == pytest.approx(8.6e-6, rel=0.05)
