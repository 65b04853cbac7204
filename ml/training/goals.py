"""What the model shall reach, beside what it reached."""

import operator
from collections.abc import Callable, Collection
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


def _eight_bits(key: str) -> Callable[[Scores], Any]:
    """The largest loss of a head in the 8-bit file, as a positive share."""
    return lambda scores: -min(_at(scores, "files", "tflite_int8", key).values())


def _healthy(
    key: str, sources: Collection[str], *, unseen: bool = False
) -> Callable[[Scores], Any]:
    """A share of the healthy photos, of the source where it is worst."""

    def measure(scores: Scores) -> Any:
        part = scores["unseen_sources"] if unseen else scores
        found = [
            values[key]
            for name, values in part["health"]["healthy"].items()
            if name in sources and values["photos"] >= ENOUGH
        ]
        worst = min if key in ("called_healthy", "healthy_first") else max
        return worst(found) if found else None

    return measure


def _ill(key: str, *names: str, unseen: bool = False) -> Callable[[Scores], Any]:
    """A share of the photos of ill skin, of the source where it is largest."""

    def measure(scores: Scores) -> Any:
        part = scores["unseen_sources"] if unseen else scores
        return max(part["health"]["ill"][name][key] for name in names)

    return measure


def _accepted(*sources: str) -> Callable[[Scores], Any]:
    """The share of photos of anything else taken for skin or hair, at its largest."""
    return lambda s: max(1 - s["scope"]["refused_by_source"][source] for source in sources)


def _unseen_pair(source: str) -> Callable[[Scores], Any]:
    """AUROC of eczema against psoriasis on a source never seen."""
    return lambda s: _at(s, "unseen_sources", "eczema_against_psoriasis", source, "auroc")


def _foreign(scores: Scores) -> Any:
    other = scores["other_condition"]
    return other["called_anything_with_confidence"] / other["photos"] if other["photos"] else None


ENOUGH: Final = 15  # photos of a source, for a share of them to be judged
BODY: Final = ("hands11k", "hands11k_full", "hand_signs", "feet", "ear_phone", "ear_ami")
PORTRAITS: Final = ("celebamask", "sfa", "lfw", "webmorph")
_INT8: Final = "balanced_accuracy_change"
_UNSEEN: Final = "source never seen: "
GOALS: Final[tuple[Goal, ...]] = (
    ("healthy body parts, worst source, false alarm", _healthy("false_alarm", BODY), "<=", 0.05),
    ("healthy body parts, worst source, refused", _healthy("refused", BODY), "<=", 0.02),
    (
        "healthy body parts, worst source, called healthy",
        _healthy("called_healthy", BODY),
        ">=",
        0.7,
    ),
    ("close-ups, false alarm", _healthy("false_alarm", ("skintype_closeup",)), "<=", 0.05),
    (
        "close-ups, a condition with confidence",
        _healthy("confident_condition", ("skintype_closeup",)),
        "<=",
        0.01,
    ),
    ("everyday faces, false alarm", _healthy("false_alarm", ("utkface",)), "<=", 0.02),
    (
        "everyday faces, a condition with confidence",
        _healthy("confident_condition", ("utkface",)),
        "<=",
        0.002,
    ),
    ("portraits, worst source, false alarm", _healthy("false_alarm", PORTRAITS), "<=", 0.01),
    ("rosacea called healthy", _ill("called_healthy", "rosacea_web, unlisted"), "<=", 0.04),
    (
        "rosacea, any label with confidence",
        _ill("any_confident", "rosacea_web, unlisted"),
        "<=",
        0.1,
    ),
    ("other conditions, any label with confidence", _foreign, "<=", 0.0),
    ("unlisted against healthy and listed, AUROC", lambda s: s["unlisted"]["auroc"], ">=", 0.9),
    ("textures taken for skin or hair", _accepted("dtd"), "<=", 0.01),
    ("pets taken for skin or hair", _accepted("pets"), "<=", 0.01),
    ("braids and updos, hair with confidence", lambda s: s["hair"]["updos"], "<=", 0.04),
    ("no hair to see, hair with confidence", lambda s: s["hair"]["bald"], "<=", 0.02),
    (
        "hair on lardi, answers right",
        _head("hair_type", "sources", "lardi", "confident", "accuracy"),
        ">=",
        0.95,
    ),
    ("hair, balanced accuracy", _head("hair_type", "balanced_accuracy"), ">=", 0.92),
    (
        "hair on Figaro-1k, balanced accuracy",
        _head("hair_type", "sources", "figaro1k", "balanced_accuracy"),
        ">=",
        0.94,
    ),
    ("hair, photos answered", _head("hair_type", "confident", "answered"), ">=", 0.70),
    ("hair, answers right", _head("hair_type", "confident", "accuracy"), ">=", 0.96),
    ("condition, balanced accuracy", _head("condition", "balanced_accuracy"), ">=", 0.94),
    (
        "condition, eczema and psoriasis as one, balanced accuracy",
        lambda s: s["merged"]["condition"]["balanced_accuracy"],
        ">=",
        0.985,
    ),
    (
        "condition narrowed to one label or that pair",
        lambda s: s["merged"]["condition"]["narrowed_down"]["answered"],
        ">=",
        0.95,
    ),
    (
        "the same, rightly",
        lambda s: s["merged"]["condition"]["narrowed_down"]["accuracy"],
        ">=",
        0.985,
    ),
    (
        "mild against severe acne, balanced accuracy",
        lambda s: s["pairs"]["mild_against_severe_acne"].get("balanced_accuracy"),
        ">=",
        0.98,
    ),
    ("skin type, expected calibration error", _head("skin_type", "ece"), "<=", 0.03),
    ("hair, expected calibration error", _head("hair_type", "ece"), "<=", 0.03),
    ("condition, expected calibration error", _head("condition", "ece"), "<=", 0.03),
    (
        "anything else answered with confidence",
        lambda s: s["scope"]["anything_else_answered_with_confidence"],
        "<=",
        0.01,
    ),
    ("skin or hair refused", lambda s: s["scope"]["skin_or_hair_refused"], "<=", 0.01),
    (
        _UNSEEN + "portraits and faces, healthy is likeliest",
        _healthy("healthy_first", ("webmorph", "sfa", "celebamask", "utkface"), unseen=True),
        ">=",
        0.95,
    ),
    (
        _UNSEEN + "hgr1, hand_signs, feet, ear_phone, healthy is likeliest",
        _healthy("healthy_first", ("hgr1", "hand_signs", "feet", "ear_phone"), unseen=True),
        ">=",
        0.95,
    ),
    (
        _UNSEEN + "hands11k, palm_ntust, ear_ami, skintype_closeup, healthy is likeliest",
        _healthy(
            "healthy_first", ("hands11k", "palm_ntust", "ear_ami", "skintype_closeup"), unseen=True
        ),
        ">=",
        0.85,
    ),
    (
        _UNSEEN + "dermnetcom, dermnetnz, fitz_*, acne_web, healthy is likeliest",
        _ill(
            "healthy_first",
            "dermnetcom",
            "dermnetnz",
            "fitz_ajl",
            "fitz_matta",
            "acne_web",
            unseen=True,
        ),
        "<=",
        0.05,
    ),
    (
        _UNSEEN + "acne04, rosacea, healthy is likeliest",
        _ill("healthy_first", "acne04", "rosacea_web, unlisted", unseen=True),
        "<=",
        0.15,
    ),
    (
        _UNSEEN + "ill against healthy, AUROC",
        lambda s: s["unseen_sources"]["health"]["pooled"]["auroc"],
        ">=",
        0.97,
    ),
    (
        _UNSEEN + "eczema against psoriasis on dermnetcom, AUROC",
        _unseen_pair("dermnetcom"),
        ">=",
        0.8,
    ),
    (
        _UNSEEN + "eczema against psoriasis on dermnetnz, AUROC",
        _unseen_pair("dermnetnz"),
        ">=",
        0.75,
    ),
    (
        "8-bit file, same decisions as 32-bit",
        lambda s: _at(s, "files", "tflite_int8", "same_decisions"),
        ">=",
        0.985,
    ),
    ("8-bit file, largest loss of a head", _eight_bits(_INT8), "<=", 0.005),
    ("ONNX, same labels as TFLite", lambda s: _at(s, "files", "onnx", "same_labels"), ">=", 1.0),
    ("bundled classifier files together, MB", lambda s: s["megabytes"], "<=", 40.0),
)


def compare(scores: Scores) -> list[Scores]:
    """Each goal with what was reached, ``None`` where it could not be measured."""
    compared = []
    for what, measure, sign, wanted in GOALS:
        try:
            reached = measure(scores)
        except (KeyError, TypeError, AttributeError, ValueError):  # no such photos, no such file
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
