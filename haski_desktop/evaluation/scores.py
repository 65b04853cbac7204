"""What a model's answers are worth, given the photos' labels."""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Analysis, OwnAnswer, Prediction
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.evaluation.labelled import OWN, LabelledPhoto
from haski_desktop.evaluation.metrics import (
    Indices,
    balanced_accuracy,
    bootstrap_interval,
    confusion_matrix,
    error_of_perfect_calibration,
    expected_calibration_error,
    risk_coverage,
)
from haski_desktop.results.answers import groups

# Fewer photos of a kind say nothing that a table should show.
FEWEST: Final = 5
# Points of a curve that a report draws.
CURVE_POINTS: Final = 50
CALIBRATION_BINS: Final = 10


class Given(msgspec.Struct, frozen=True):
    """Answers that were given as certain.

    Attributes:
        photos: Photos with any label, those of none of the head's classes included.
        answered: How many were answered with confidence.
        right: How many of these rightly.
        narrowed: How many were answered by labels that are shown as one answer, such as
            "acne" or "curly to coily".
        narrowed_right: How many of these rightly.
    """

    photos: int
    answered: int
    right: int
    narrowed: int
    narrowed_right: int


class Bin(msgspec.Struct, frozen=True):
    """Photos of similar confidence: how many, its mean, and the share answered rightly."""

    photos: int
    confidence: float
    right: float


class HeadScores(msgspec.Struct, frozen=True):
    """Scores of one head over the photos with one of its labels.

    Attributes:
        photos: How many there are.
        labels: The head's labels, in the order of ``confusion``.
        accuracy: Share of them whose likeliest label is right.
        balanced_accuracy: Mean of that over the labels that occur.
        interval: Its 95 % bootstrap interval over groups.
        calibration_error: Expected calibration error, 15 bins.
        calibration_error_by_chance: What chance alone gives over as few photos.
        confusion: Photos by true label (row) and likeliest label (column).
        calibration: Confidence against accuracy.
        risk_coverage: (share answered, share of these wrong) if only the surest are given.
        given: Answers that were given as certain.
        not_assessable: Share for which the model says that the photo allows no answer.
    """

    photos: int
    labels: tuple[str, ...]
    accuracy: float
    balanced_accuracy: float
    interval: tuple[float, float]
    calibration_error: float
    calibration_error_by_chance: float
    confusion: tuple[tuple[int, ...], ...]
    calibration: tuple[Bin, ...]
    risk_coverage: tuple[tuple[float, float], ...]
    given: Given
    not_assessable: float


class GroupScores(msgspec.Struct, frozen=True):
    """One head over the photos with one value in a column."""

    column: str
    value: str
    photos: int
    balanced_accuracy: float
    interval: tuple[float, float]
    given: Given


class Question(NamedTuple):
    """A question that a model answers.

    Attributes:
        name: A head's name, or :data:`OWN` for a question of the user's own.
        labels: Its labels in index order.
    """

    name: str
    labels: tuple[str, ...]

    def answer(self, analysis: Analysis) -> Prediction | OwnAnswer:
        """What an analysis says."""
        if self.name != OWN:
            return analysis.predictions[cast(HeadName, self.name)]
        if analysis.own_question is None:
            raise ValueError("the model asks no question of the user's own")
        return analysis.own_question

    def is_narrowed(self, analysis: Analysis) -> bool:
        """Whether an analysis shows its answer as one."""
        found = self.answer(analysis)
        if isinstance(found, OwnAnswer):
            return len(found.candidates) == 1
        return len(groups(cast(HeadName, self.name), found)) == 1


class Answered(NamedTuple):
    """Photos and what a model said of them, in the same order."""

    photos: Sequence[LabelledPhoto]
    analyses: Sequence[Analysis]

    def questions(self) -> list[Question]:
        """The questions that were answered."""
        own = self.analyses[0].own_question
        found = [Question(head.name, head.labels) for head in HEADS]
        return found if own is None else [*found, Question(OWN, tuple(own.probabilities))]

    def only(self, picked: Sequence[int]) -> "Answered":
        """Some of them."""
        return Answered([self.photos[i] for i in picked], [self.analyses[i] for i in picked])

    def labelled(self, question: Question) -> "Answered":
        """Those with one of the head's own labels."""
        return self.only(
            [i for i, p in enumerate(self.photos) if p.labels.get(question.name) in question.labels]
        )

    def having_any_label(self, question: str) -> "Answered":
        """Those with any label for the head."""
        return self.only([i for i, p in enumerate(self.photos) if question in p.labels])

    def expected(self, question: Question) -> Indices:
        """Index of each photo's label."""
        return np.asarray(
            [question.labels.index(p.labels[question.name]) for p in self.photos], np.intp
        )

    def predicted(self, question: Question) -> Indices:
        """Index of each photo's likeliest label."""
        labels = [question.answer(a).label for a in self.analyses]
        return np.asarray([question.labels.index(label) for label in labels], np.intp)

    def groups(self) -> list[str]:
        """Each photo's group."""
        return [photo.group for photo in self.photos]


def score(answered: Answered) -> dict[str, HeadScores]:
    """The scores of each head that any photo has a label for."""
    return {
        question.name: _head_scores(question, own, answered)
        for question in answered.questions()
        if (own := answered.labelled(question)).photos
    }


def _head_scores(question: Question, own: Answered, answered: Answered) -> HeadScores:
    expected, predicted = own.expected(question), own.predicted(question)
    predictions = [question.answer(analysis) for analysis in own.analyses]
    confidence = np.asarray([p.confidence for p in predictions])
    right = expected == predicted
    matrix = confusion_matrix(expected, predicted, len(question.labels)).tolist()
    return HeadScores(
        photos=len(own.photos),
        labels=question.labels,
        accuracy=_rounded(right.mean()),
        balanced_accuracy=_rounded(balanced_accuracy(expected, predicted)),
        interval=_interval(question, own),
        calibration_error=_rounded(expected_calibration_error(confidence, right)),
        calibration_error_by_chance=_rounded(error_of_perfect_calibration(confidence)),
        confusion=tuple(tuple(row) for row in matrix),
        calibration=_calibration(confidence, right),
        risk_coverage=_curve(confidence, right),
        given=_given(question, answered),
        not_assessable=_rounded(np.mean([p.decision == "not_assessable" for p in predictions])),
    )


def group_scores(answered: Answered, column: str) -> dict[str, list[GroupScores]]:
    """The scores of each head by the values of a column, those of few photos left out."""
    found: dict[str, list[GroupScores]] = {}
    values = sorted({photo.columns.get(column, "") for photo in answered.photos})
    for value in values:
        picked = [i for i, p in enumerate(answered.photos) if p.columns.get(column, "") == value]
        part = answered.only(picked)
        for question in answered.questions():
            own = part.labelled(question)
            if len(own.photos) < FEWEST:
                continue
            accuracy = balanced_accuracy(own.expected(question), own.predicted(question))
            found.setdefault(question.name, []).append(
                GroupScores(
                    column,
                    value,
                    len(own.photos),
                    _rounded(accuracy),
                    _interval(question, own),
                    _given(question, part),
                )
            )
    return found


def _given(question: Question, answered: Answered) -> Given:
    known = answered.having_any_label(question.name)
    answers, right, narrowed, narrowed_right = 0, 0, 0, 0
    for photo, analysis in zip(known.photos, known.analyses, strict=True):
        prediction = question.answer(analysis)
        is_right = [photo.accepts(question.name, label) for label in prediction.candidates]
        if prediction.decision == "confident":
            answers += 1
            right += any(is_right)
        if question.is_narrowed(analysis):
            narrowed += 1
            narrowed_right += any(is_right)
    return Given(len(known.photos), answers, right, narrowed, narrowed_right)


def _interval(question: Question, own: Answered) -> tuple[float, float]:
    expected, predicted = own.expected(question), own.predicted(question)
    return bootstrap_interval(
        own.groups(), lambda picked: balanced_accuracy(expected[picked], predicted[picked])
    )


def _calibration(confidence: NDArray[np.floating], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    which = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return tuple(
        Bin(
            int((which == b).sum()),
            _rounded(confidence[which == b].mean()),
            _rounded(right[which == b].mean()),
        )
        for b in np.unique(which)
    )


def _curve(
    confidence: NDArray[np.floating], right: NDArray[np.bool_]
) -> tuple[tuple[float, float], ...]:
    coverage, risk = risk_coverage(confidence, right)
    shown = np.unique(np.linspace(0, len(coverage) - 1, CURVE_POINTS).round().astype(int))
    return tuple((_rounded(coverage[i]), _rounded(risk[i])) for i in shown)


def _rounded(number: float | np.floating) -> float:
    return round(float(number), 4)
