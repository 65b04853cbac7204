"""What an evaluation or a comparison found, as it is written to JSON and shown."""

from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from haski_desktop.engine.analysis import Failure
from haski_desktop.engine.labels import HEADS
from haski_desktop.evaluation import compare
from haski_desktop.evaluation.labelled import LESS_EXACT, LabelledPhoto
from haski_desktop.evaluation.run import Model, Tried, answered, failures, title
from haski_desktop.evaluation.scores import (
    Answered,
    GroupScores,
    HeadScores,
    group_scores,
    score,
)

REPORT_VERSION = 1


class ModelReport(msgspec.Struct, frozen=True):
    """One model and its scores.

    Attributes:
        name: How the report calls it.
        version: The documented ``model_version``.
        type: The documented ``model_type``.
        milliseconds: Median time of one photo on one thread, decoding left out.
        own_question: Name of the user's own question, if it asks one.
        heads: Its scores, of the questions that any photo has a label for.
        groups: The same by the values of a column.
    """

    name: str
    version: str
    type: str
    milliseconds: float
    own_question: str | None
    heads: dict[str, HeadScores]
    groups: dict[str, list[GroupScores]]


class Evaluation(msgspec.Struct, frozen=True):
    """One model on labelled photos.

    Attributes:
        photos: How many could be read.
        failures: Those that could not.
        other_labels: Labels that are none of the model's own, with their number: each
            confident answer to such a photo counts as wrong.
        model: The model and its scores.
        kind: What this is.
        report_version: Version of this structure.
    """

    photos: int
    failures: list[Failure]
    other_labels: dict[str, int]
    model: ModelReport
    kind: Literal["evaluation"] = "evaluation"
    report_version: int = REPORT_VERSION


class Comparison(msgspec.Struct, frozen=True):
    """Two models on the same photos.

    Attributes:
        photos: How many could be read.
        failures: Those that could not.
        other_labels: See :class:`Evaluation`.
        a: The first model, ``b`` the second.
        time_ratio: Median over photos of the second model's time over the first's.
        agreement: How far they agree, by question.
        tests: Whether one is right more often, of the heads that any photo has a label for.
        differences: The answers that differ, the farthest apart first.
        kind: What this is.
        report_version: Version of this structure.
    """

    photos: int
    failures: list[Failure]
    other_labels: dict[str, int]
    a: ModelReport
    b: ModelReport
    time_ratio: float | None
    agreement: dict[str, compare.Agreement]
    tests: dict[str, compare.Paired]
    differences: list[compare.Difference]
    kind: Literal["comparison"] = "comparison"
    report_version: int = REPORT_VERSION


def evaluation(tried: Sequence[Tried], model: Model, column: str | None = None) -> Evaluation:
    """The report on one model.

    Args:
        tried: What came of each photo.
        model: The model that was tried.
        column: Of the labels' table, to report by its values, too.

    Raises:
        LabelsError: No photo could be read.
    """
    found = answered(tried)
    return Evaluation(
        len(found.photos),
        failures(tried),
        other_labels(found.photos),
        _model_report(found, tried, 0, model, column),
    )


def comparison(
    tried: Sequence[Tried], models: tuple[Model, Model], column: str | None = None
) -> Comparison:
    """The report on two models; the arguments are those of :func:`evaluation`.

    Raises:
        LabelsError: No photo could be read.
    """
    a, b = answered(tried, 0), answered(tried, 1)
    return Comparison(
        len(a.photos),
        failures(tried),
        other_labels(a.photos),
        _model_report(a, tried, 0, models[0], column),
        _model_report(b, tried, 1, models[1], column),
        compare.time_ratio(tried),
        compare.agreements(a, b),
        compare.paired_tests(a, b),
        compare.differences(a, b),
    )


def other_labels(photos: Sequence[LabelledPhoto]) -> dict[str, int]:
    """Labels that are none of a head's own, nor less exact ones, as ``head: label``."""
    found: dict[str, int] = {}
    for photo in photos:
        for head in HEADS:
            label = photo.labels.get(head.name)
            if label and label not in head.labels and label not in LESS_EXACT:
                key = f"{head.name}: {label}"
                found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))


def to_json(report: Evaluation | Comparison) -> bytes:
    """The report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def _model_report(
    found: Answered, tried: Sequence[Tried], index: int, model: Model, column: str | None
) -> ModelReport:
    seconds = [each.seconds[index] for each in tried if each.seconds]
    first = found.analyses[0]
    return ModelReport(
        title(model),
        first.model_version,
        first.model_type,
        round(float(np.median(seconds)) * 1000, 2),
        None if first.own_question is None else first.own_question.question,
        score(found),
        {} if column is None else group_scores(found, column),
    )
