"""The program's own metrics give what scikit-learn gives."""

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, confusion_matrix, roc_auc_score

from haski_desktop.evaluation import metrics


@pytest.mark.parametrize("seed", range(5))
def test_the_same_as_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    expected, predicted = rng.integers(0, 4, (2, 200))
    assert metrics.balanced_accuracy(expected, predicted) == pytest.approx(
        balanced_accuracy_score(expected, predicted)
    )
    assert (
        metrics.confusion_matrix(expected, predicted, 4) == confusion_matrix(expected, predicted)
    ).all()
    score = rng.integers(0, 10, 200) / 10
    assert metrics.auroc(expected > 1, score) == pytest.approx(roc_auc_score(expected > 1, score))
