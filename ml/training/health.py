"""Healthy skin called ill, and illness called healthy: by source, and by skin tone.

A *false alarm* is an answer to a photo of healthy skin that leaves healthy out, whether it
is confident or not; a photo is *called healthy* where that is the confident answer.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Prediction
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEALTHY
from haski_desktop.evaluation.metrics import bootstrap_interval
from ml.training import markdown
from ml.training.dataset import UNLISTED, Row
from ml.training.metrics import Answers, auroc, labelled, share

Scores = dict[str, Any]
# Edges of the individual typology angle, in degrees, from dark to very light skin (Chardon,
# Cretois & Hourseau 1991).
TONES: Final = (-30, 10, 28, 41, 55)
# Faces that nobody labelled, most of them without a visible condition.
PRESUMED: Final = frozenset(("lfw", "fasseg"))


def health_scores(
    rows: Sequence[Row], answers: Answers, tones: NDArray[np.floating] | None = None
) -> Scores:
    """Of the photos with a label for the condition, and of faces of everyday people.

    Args:
        rows: The photos.
        answers: What was said of each.
        tones: (n,) individual typology angle of each photo's skin in degrees, NaN where it
            can't be measured.
    """
    said = [predictions[CONDITION.name] for _, predictions in answers]
    healthy = [i for i, row in enumerate(rows) if _is_healthy(row)]
    ill = [i for i, row in enumerate(rows) if row.labels[CONDITION.name] not in ("", HEALTHY)]
    scores = {
        "healthy": _by(healthy, lambda i: rows[i].source, rows, answers),
        "ill": {
            key: _ill([said[i] for i in picked])
            for key, picked in _grouped(ill, _kind(rows)).items()
        },
        "pooled": _pooled(rows, said, healthy, ill),
    }
    if tones is not None:
        seen = [i for i in healthy if not np.isnan(tones[i])]
        scores["healthy_by_tone"] = _by(seen, lambda i: _tone(tones[i]), rows, answers)
        scores["hair_by_tone"] = _hair_by_tone(rows, answers, tones)
    return scores


def _hair_by_tone(
    rows: Sequence[Row], answers: Answers, tones: NDArray[np.floating]
) -> dict[str, Scores]:
    """Of photos with a hair type: what was answered, and how often rightly."""
    known = [i for i in labelled(rows, HAIR_TYPE) if not np.isnan(tones[i])]
    scores = {}
    for name, picked in _grouped(known, lambda i: _tone(tones[i])).items():
        said = [answers[i][1][HAIR_TYPE.name] for i in picked]
        given = np.asarray([p.decision == "confident" for p in said], float)
        right = np.asarray(
            [p.label == rows[i].labels[HAIR_TYPE.name] for i, p in zip(picked, said, strict=True)],
            float,
        )
        groups = [rows[i].group for i in picked]
        scores[name] = {
            "photos": len(picked),
            "given": share(given),
            "given_interval": bootstrap_interval(groups, lambda i, g=given: float(g[i].mean())),
            "right": share(right[given > 0]),
            "accuracy": share(right),
            "accuracy_interval": bootstrap_interval(groups, lambda i, r=right: float(r[i].mean())),
        }
    return scores


def _is_healthy(row: Row) -> bool:
    label = row.labels[CONDITION.name]
    return label == HEALTHY or (not label and row.source in PRESUMED)


def is_false_alarm(prediction: Prediction) -> bool:
    """Whether an answer to a photo of healthy skin leaves healthy out."""
    return prediction.decision != "not_assessable" and HEALTHY not in prediction.candidates


def _kind(rows: Sequence[Row]) -> Callable[[int], str]:
    """Source, and whether the condition is one of the labels."""

    def key(i: int) -> str:
        other = rows[i].labels[CONDITION.name] == UNLISTED
        return f"{rows[i].source}, unlisted" if other else rows[i].source

    return key


def _grouped(picked: Sequence[int], key: Callable[[int], str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for i in picked:
        groups.setdefault(key(i), []).append(i)
    return dict(sorted(groups.items()))


def _by(
    healthy: Sequence[int], key: Callable[[int], str], rows: Sequence[Row], answers: Answers
) -> dict[str, Scores]:
    groups = {"all": list(healthy)} | _grouped(healthy, key)
    return {
        name: _healthy([rows[i] for i in picked], [answers[i] for i in picked])
        for name, picked in groups.items()
        if picked
    }


def _healthy(rows: Sequence[Row], answers: Answers) -> Scores:
    said = [predictions[CONDITION.name] for _, predictions in answers]
    alarm = np.asarray([is_false_alarm(p) for p in said], float)
    called = np.asarray([p.decision == "confident" and p.label == HEALTHY for p in said], float)
    wrong = [p.decision == "confident" and p.label != HEALTHY for p in said]
    groups = [row.group for row in rows]
    return {
        "photos": len(rows),
        "false_alarm": share(alarm),
        "false_alarm_interval": bootstrap_interval(groups, lambda i: float(alarm[i].mean())),
        "refused": share([not in_scope for in_scope, _ in answers]),
        "called_healthy": share(called),
        "called_healthy_interval": bootstrap_interval(groups, lambda i: float(called[i].mean())),
        "healthy_first": share([p.label == HEALTHY for p in said]),
        "confident_condition": share(wrong),
    }


def _ill(said: Sequence[Prediction]) -> Scores:
    confident = [p.label for p in said if p.decision == "confident"]
    return {
        "photos": len(said),
        "called_healthy": round(confident.count(HEALTHY) / len(said), 4),
        "any_confident": round(len(confident) / len(said), 4),
        "healthy_first": share([p.label == HEALTHY for p in said]),
    }


def _pooled(
    rows: Sequence[Row], said: Sequence[Prediction], healthy: list[int], ill: list[int]
) -> Scores:
    """Ill against healthy, over all sources together."""
    picked = np.asarray(healthy + ill, np.intp)
    positive = np.repeat([0, 1], [len(healthy), len(ill)])
    score = np.asarray([1 - said[i].probabilities[HEALTHY] for i in picked])
    return auroc([rows[i].group for i in picked], positive, score)


def _tone(angle: float) -> str:
    where = int(np.searchsorted(TONES, angle))
    if where == 0:
        return f"under {TONES[0]}"
    if where == len(TONES):
        return f"over {TONES[-1]}"
    return f"{TONES[where - 1]} to {TONES[where]}"


def health_tables(scores: Scores) -> str:
    """The scores as Markdown."""
    healthy = [
        (
            name if key == "healthy" else f"cheek ITA {name}",
            part["photos"],
            _percent(part["false_alarm"], part["false_alarm_interval"]),
            f"{part['refused']:.1%}",
            _percent(part["called_healthy"], part["called_healthy_interval"]),
            f"{part['healthy_first']:.1%}",
            f"{part['confident_condition']:.1%}",
        )
        for key in ("healthy", "healthy_by_tone")
        for name, part in scores.get(key, {}).items()
    ]
    ill = [
        (
            name,
            part["photos"],
            *(f"{part[k]:.1%}" for k in ("called_healthy", "healthy_first", "any_confident")),
        )
        for name, part in scores["ill"].items()
    ]
    columns = ("healthy skin of", "n", "false alarm (95 %)", "refused as not skin or hair")
    more = ("called healthy (95 %)", "healthy is likeliest", "a condition with confidence")
    pooled = scores["pooled"]
    hair = [
        (
            *(f"cheek ITA {name}", part["photos"]),
            _percent(part["accuracy"], part["accuracy_interval"]),
            _percent(part["given"], part["given_interval"]),
            "" if part["right"] is None else f"{part['right']:.1%}",
        )
        for name, part in scores.get("hair_by_tone", {}).items()
    ]
    fair = markdown.table(("hair of", "n", "accuracy (95 %)", "given (95 %)", "right"), hair)
    return "\n\n".join(
        (
            markdown.table((*columns, *more), healthy),
            *([fair] if hair else []),
            markdown.table(
                (
                    "ill skin of",
                    "n",
                    "called healthy",
                    "healthy is likeliest",
                    "any label with confidence",
                ),
                ill,
            ),
            f"Ill against healthy, pooled AUROC: {pooled['auroc']} {pooled['auroc_interval']}.",
        )
    )


def _percent(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.1%} ({interval[0]:.1%} to {interval[1]:.1%})"
