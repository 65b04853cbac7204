"""Two models on the same photos: where they agree, which is right more often, which is faster."""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from haski_desktop.engine.analysis import Analysis, OwnAnswer, Prediction
from haski_desktop.evaluation.metrics import Indices, balanced_accuracy, bootstrap_interval
from haski_desktop.evaluation.run import Tried
from haski_desktop.evaluation.scores import Answered, Question

DIGITS: Final = 4
Answer = Prediction | OwnAnswer


class Agreement(msgspec.Struct, frozen=True):
    """How far two models agree about one question.

    Attributes:
        photos: How many both could be asked about.
        same_label: Share of them with the same likeliest label.
        same_answer: Share of them of which a person is told the same: the same decision and
            the same candidates.
        largest_difference: Largest difference of a probability, 0 to 1.
    """

    photos: int
    same_label: float
    same_answer: float
    largest_difference: float


class Difference(msgspec.Struct, frozen=True):
    """A question about a photo to which two models give different answers.

    Attributes:
        photo: Its path below the folder.
        head: The question.
        label: The photo's own label, empty if it has none.
        a: What the first says, ``b`` what the second says.
        distance: Total variation distance of their probabilities, 0 to 1.
    """

    photo: str
    head: str
    label: str
    a: "Says"
    b: "Says"
    distance: float


class Says(msgspec.Struct, frozen=True):
    """One model's answer."""

    decision: str
    candidates: tuple[str, ...]
    label: str
    confidence: float


class Paired(msgspec.Struct, frozen=True):
    """Whether one of two models is right more often about one question.

    Attributes:
        photos: Photos with one of the head's labels.
        only_a: Photos about which only the first is right, ``only_b`` only the second.
        p_value: Of an exact McNemar test of these two: how likely so unequal numbers are if
            both models are equally good (McNemar 1947). It takes photos as independent.
        difference: Balanced accuracy of the second less that of the first.
        interval: Its 95 % bootstrap interval over groups.
    """

    photos: int
    only_a: int
    only_b: int
    p_value: float
    difference: float
    interval: tuple[float, float]


def common_questions(a: Answered, b: Answered) -> list[Question]:
    """The questions that both models answer, with the same labels."""
    of_b = b.questions()
    return [question for question in a.questions() if question in of_b]


def agreements(a: Answered, b: Answered) -> dict[str, Agreement]:
    """How far they agree, by question; at least one photo."""
    return {q.name: _agreement(q, a.analyses, b.analyses) for q in common_questions(a, b)}


def _agreement(question: Question, a: Sequence[Analysis], b: Sequence[Analysis]) -> Agreement:
    pairs = [(question.answer(x), question.answer(y)) for x, y in zip(a, b, strict=True)]
    return Agreement(
        len(pairs),
        round(float(np.mean([x.label == y.label for x, y in pairs])), DIGITS),
        round(float(np.mean([_same_answer(x, y) for x, y in pairs])), DIGITS),
        round(max(_largest(x, y) for x, y in pairs), DIGITS),
    )


def differences(a: Answered, b: Answered) -> list[Difference]:
    """The questions that they answer differently, the farthest apart first."""
    found = []
    questions = common_questions(a, b)
    for photo, one, other in zip(a.photos, a.analyses, b.analyses, strict=True):
        for question in questions:
            x, y = question.answer(one), question.answer(other)
            if not _same_answer(x, y):
                label = photo.labels.get(question.name, "")
                distance = round(_distance(x, y), DIGITS)
                found.append(
                    Difference(photo.name, question.name, label, _says(x), _says(y), distance)
                )
    return sorted(found, key=lambda each: (-each.distance, each.photo, each.head))


def paired_tests(a: Answered, b: Answered) -> dict[str, Paired]:
    """Which one is right more often, of each question that any photo has a label for."""
    return {
        question.name: _paired(question, own, b.labelled(question))
        for question in common_questions(a, b)
        if (own := a.labelled(question)).photos
    }


def _paired(question: Question, a: Answered, b: Answered) -> Paired:
    expected = a.expected(question)
    of_a, of_b = a.predicted(question), b.predicted(question)
    right_a, right_b = expected == of_a, expected == of_b
    only_a, only_b = int((right_a & ~right_b).sum()), int((right_b & ~right_a).sum())

    def difference(picked: Indices) -> float:
        first = balanced_accuracy(expected[picked], of_a[picked])
        return balanced_accuracy(expected[picked], of_b[picked]) - first

    return Paired(
        len(expected),
        only_a,
        only_b,
        round(mcnemar(only_a, only_b), DIGITS),
        round(difference(np.arange(len(expected))), DIGITS),
        bootstrap_interval(a.groups(), difference),
    )


def mcnemar(one: int, other: int) -> float:
    """Two-sided p value of the exact McNemar test.

    Args:
        one: Photos about which only the first is right.
        other: Photos about which only the second is.
    """
    number = one + other
    if number == 0:
        return 1.0
    # log of the binomial coefficients, because thousands of photos overflow anything else.
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, number + 1)))])
    few = np.arange(min(one, other) + 1)
    tail = np.exp(logs[number] - logs[few] - logs[number - few] - number * np.log(2)).sum()
    return float(min(1.0, 2 * tail))


def time_ratio(tried: Sequence[Tried]) -> float | None:
    """The median over photos of the second model's time over the first's.

    ``None`` without a photo that could be read.
    """
    ratios = [each.seconds[1] / each.seconds[0] for each in tried if len(each.seconds) == 2]
    return round(float(np.median(ratios)), 2) if ratios else None


def _same_answer(x: Answer, y: Answer) -> bool:
    return x.decision == y.decision and set(x.candidates) == set(y.candidates)


def _largest(x: Answer, y: Answer) -> float:
    return max(abs(p - y.probabilities[label]) for label, p in x.probabilities.items())


def _distance(x: Answer, y: Answer) -> float:
    return sum(abs(p - y.probabilities[label]) for label, p in x.probabilities.items()) / 2


def _says(prediction: Answer) -> Says:
    return Says(prediction.decision, prediction.candidates, prediction.label, prediction.confidence)
