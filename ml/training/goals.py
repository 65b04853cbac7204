"""What the model shall reach, beside what it reached."""

import operator
from collections.abc import Callable
from typing import Any, Final

from ml.training import markdown

Scores = dict[str, Any]
Goal = tuple[str, Callable[[Scores], Any], str, float]


def _head(name: str, *path: str) -> Callable[[Scores], Any]:
    return lambda scores: _at(scores["heads"][name], *path)


def _at(values: Any, *path: str) -> Any:
    for key in path:
        values = values.get(key) if values else None
    return values


def _worst(key: str) -> Callable[[Scores], Any]:
    """The largest loss of a head in the 8-bit file, as a positive share."""
    return lambda scores: -min(_at(scores, "files", "tflite_int8", key).values())


def _healthy(scores: Scores) -> Any:
    other = scores["other_condition"]
    return other["called_healthy_with_confidence"] / other["photos"] if other["photos"] else None


def unseen_pairs(runs: list[Scores]) -> list[Scores]:
    """Eczema against psoriasis, of each run without some sources that could tell."""
    return [run["eczema_against_psoriasis"] for run in runs if "eczema_against_psoriasis" in run]


def _unseen(scores: Scores) -> Any:
    return next((pair["auroc"] for pair in unseen_pairs(scores["unseen_sources"])), None)


_INT8: Final = "balanced_accuracy_change"
GOALS: Final[tuple[Goal, ...]] = (
    ("hair, balanced accuracy", _head("hair_type", "balanced_accuracy"), ">=", 0.90),
    (
        "hair on Figaro-1k, balanced accuracy",
        _head("hair_type", "sources", "figaro1k", "balanced_accuracy"),
        ">=",
        0.91,
    ),
    ("condition, balanced accuracy", _head("condition", "balanced_accuracy"), ">=", 0.94),
    (
        "mild against severe acne, balanced accuracy",
        lambda s: s["pairs"]["mild_against_severe_acne"].get("balanced_accuracy"),
        ">=",
        0.96,
    ),
    (
        "eczema against psoriasis, AUROC",
        lambda s: s["pairs"]["eczema_against_psoriasis"].get("auroc"),
        ">=",
        0.95,
    ),
    ("eczema against psoriasis, sources never seen, AUROC", _unseen, ">=", 0.80),
    ("skin type, expected calibration error", _head("skin_type", "ece"), "<=", 0.04),
    ("hair, expected calibration error", _head("hair_type", "ece"), "<=", 0.04),
    ("condition, expected calibration error", _head("condition", "ece"), "<=", 0.04),
    ("hair, answers right", _head("hair_type", "confident", "accuracy"), ">=", 0.95),
    ("hair, photos answered", _head("hair_type", "confident", "answered"), ">=", 0.65),
    ("condition, answers right", _head("condition", "confident", "accuracy"), ">=", 0.95),
    ("condition, photos answered", _head("condition", "confident", "answered"), ">=", 0.85),
    ("in scope against anything else, AUROC", lambda s: s["scope"]["auroc"], ">=", 0.995),
    ("skin or hair refused", lambda s: s["scope"]["skin_or_hair_refused"], "<=", 0.02),
    (
        "anything else answered with confidence",
        lambda s: s["scope"]["anything_else_answered_with_confidence"],
        "<=",
        0.02,
    ),
    ("other conditions called healthy with confidence", _healthy, "<=", 0.01),
    (
        "8-bit file, same decisions as 32-bit",
        lambda s: _at(s, "files", "tflite_int8", "same_decisions"),
        ">=",
        0.985,
    ),
    ("8-bit file, largest loss of a head", _worst(_INT8), "<=", 0.005),
    (
        "ONNX, same labels as TFLite",
        lambda s: _at(s, "files", "onnx", "same_labels"),
        ">=",
        1.0,
    ),
    ("bundled models together, MB", lambda s: s["megabytes"], "<=", 35.0),
    (
        "8-bit file, MB",
        lambda s: _at(s, "files", "tflite_int8", "bytes") / 1e6,
        "<=",
        5.0,
    ),
)


def compare(scores: Scores) -> list[Scores]:
    """Each goal with what was reached, ``None`` where it could not be measured."""
    compared = []
    for what, measure, sign, wanted in GOALS:
        try:
            reached = measure(scores)
        except (KeyError, TypeError, AttributeError):  # no such photos, or no such file
            reached = None
        met = None
        if reached is not None:
            met = (operator.ge if sign == ">=" else operator.le)(reached, wanted)
            reached = round(float(reached), 4)
        compared.append(
            {"what": what, "goal": f"{sign} {wanted:g}", "reached": reached, "met": met}
        )
    return compared


def table(compared: list[Scores]) -> str:
    """The same as Markdown."""
    words = {True: "yes", False: "**no**", None: "not measured"}
    return markdown.table(
        ("what", "goal", "reached", "met"),
        (
            (
                row["what"],
                row["goal"].replace(">=", "≥").replace("<=", "≤"),
                "" if row["reached"] is None else f"{row['reached']:.4g}",
                words[row["met"]],
            )
            for row in compared
        ),
    )
