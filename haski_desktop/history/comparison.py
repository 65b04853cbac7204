"""Two photos of different dates: what differs, and whether the photos allow to say so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from haski_desktop.engine.analysis import Analysis, FaceInfo
from haski_desktop.errors import HistoryError
from haski_desktop.history.alignment import Similarity, alignment
from haski_desktop.history.measures import MEASURES, Measure, measured
from haski_desktop.history.noise import Noise
from haski_desktop.history.records import Entry

# Why two photos can't be compared.
Obstacle = Literal[
    "other_person",
    "other_area",
    "other_model",
    "out_of_scope",
    "one_face",
    "distance",
    "pose",
    "poor_first",
    "poor_second",
    "light_first",
    "light_second",
]
# What is only measured from colours is not compared because of these.
_LIGHT: Final = frozenset(("light_first", "light_second"))
# How many times larger a face, or the share of skin, may be in one photo.
MOST_TIMES_LARGER: Final = 1.5
MOST_TURNED: Final = 20.0  # degrees between the poses, about one axis
# From noise ("higher") or within it ("same"); "unknown" where there is no noise to compare with
# or the photos don't allow it.
Verdict = Literal["higher", "lower", "same", "unknown"]


class Change(NamedTuple):
    """How a measure differs between two photos or two days.

    Attributes:
        measure: Which.
        first: Its value, 0 to 1.
        second: Its later value.
        band: The difference up to which nothing is said; ``None`` if the noise is not known.
        verdict: What can be said.
    """

    measure: Measure
    first: float
    second: float
    band: float | None
    verdict: Verdict


class Comparison(NamedTuple):
    """Two photos side by side.

    Attributes:
        first: The earlier one.
        second: The later one.
        obstacles: Why they can't be compared, or not by their colours.
        changes: How each measure differs that both have.
        to_first: What maps the second photo's pixels to the first's, if both show a face.
    """

    first: Entry
    second: Entry
    obstacles: tuple[Obstacle, ...]
    changes: tuple[Change, ...]
    to_first: Similarity | None


def compare(one: Entry, other: Entry, noises: Mapping[Measure, Noise]) -> Comparison:
    """Compare two photos, whichever was taken first.

    Args:
        one: A photo.
        other: Another.
        noises: See :func:`noise_of`.

    Raises:
        HistoryError: ``result_unreadable``.
    """
    first, second = sorted((one, other), key=lambda entry: (entry.taken, entry.id))
    results = result_of(first), result_of(second)
    obstacles = tuple(_obstacles(first, second, *results))
    earlier, later = (measured(result) for result in results)
    changes = tuple(
        change(
            measure,
            earlier[measure],
            later[measure],
            noises[measure].band() if measure in noises else None,
            is_allowed=is_comparable(measure, obstacles),
        )
        for measure in MEASURES
        if measure in earlier and measure in later
    )
    return Comparison(first, second, obstacles, changes, alignment(*results))


def change(
    measure: Measure, first: float, second: float, band: float | None, *, is_allowed: bool = True
) -> Change:
    """What can be said of a difference; inside the band nothing is."""
    verdict: Verdict = "unknown"
    if band is not None and is_allowed:
        difference = second - first
        verdict = "same" if abs(difference) <= band else "higher" if difference > 0 else "lower"
    return Change(measure, first, second, band, verdict)


def is_comparable(measure: Measure, obstacles: Sequence[Obstacle]) -> bool:
    """Whether a measure may be compared in spite of what stands against the photos."""
    return not obstacles or (not measure.is_colour and _LIGHT.issuperset(obstacles))


def result_of(entry: Entry) -> Analysis:
    """The result of a photo.

    Raises:
        HistoryError: ``result_unreadable``.
    """
    if entry.result is None:
        raise HistoryError(
            "result_unreadable",
            f"The result of photo number {entry.id} can't be read.",
            "Add the photo once more.",
        )
    return entry.result


def noise_of(entries: Iterable[Entry]) -> dict[Measure, Noise]:
    """The noise of each measure, from photos of one person's part of the body.

    Photos of one day by one model count, but those that are too poor to be judged, and for
    colours those in bad light.
    """
    days = values_by_day(entries)
    found = {
        measure: Noise.of_days(tuple(values.get(measure, ())) for values in days.values())
        for measure in MEASURES
    }
    return {measure: noise for measure, noise in found.items() if noise is not None}


def values_by_day(entries: Iterable[Entry]) -> dict[tuple[date, str], dict[Measure, list[float]]]:
    """The values of each measure by day and version of the model, of usable photos."""
    days: dict[tuple[date, str], dict[Measure, list[float]]] = {}
    for entry in entries:
        if entry.result is None:
            continue
        faults = _faults(entry.result)
        if "answer" in faults or not entry.result.in_scope:
            continue
        key = entry.taken.date(), entry.result.model_version
        day = days.setdefault(key, defaultdict(list))
        for measure, value in measured(entry.result).items():
            if not (measure.is_colour and faults):
                day[measure].append(value)
    return days


def _faults(result: Analysis) -> set[str]:
    """What the photo's faults affect: ``answer``, ``colour``."""
    return {issue.affects for issue in (result.quality.issues if result.quality else ())}


def _obstacles(
    first: Entry, second: Entry, earlier: Analysis, later: Analysis
) -> Iterable[Obstacle]:
    pairs: tuple[tuple[Obstacle, bool], ...] = (
        ("other_person", first.person != second.person),
        ("other_area", first.area != second.area),
        ("other_model", earlier.model_version != later.model_version),
        ("out_of_scope", not (earlier.in_scope and later.in_scope)),
        ("one_face", bool(earlier.faces) != bool(later.faces)),
        ("distance", times_larger(earlier, later) > MOST_TIMES_LARGER),
        ("pose", _are_turned(earlier, later)),
        ("poor_first", "answer" in _faults(earlier)),
        ("poor_second", "answer" in _faults(later)),
        ("light_first", "colour" in _faults(earlier)),
        ("light_second", "colour" in _faults(later)),
    )
    return (obstacle for obstacle, is_there in pairs if is_there)


def times_larger(one: Analysis, other: Analysis) -> float:
    """How many times larger one photo shows its face, or its skin, than the other; at least 1."""
    for size in (_face_size, _skin_size):
        a, b = size(one), size(other)
        if a and b:
            return max(a / b, b / a)
    return 1.0


def _face_size(result: Analysis) -> float:
    """Height of the judged face against the photo's shorter side."""
    if not result.faces:
        return 0.0
    width, height = result.source.width or 1, result.source.height or 1
    return result.faces[0].box.height * height / min(width, height)


def _skin_size(result: Analysis) -> float:
    """Side of the square that has as many pixels as the skin."""
    return 0.0 if result.areas is None else result.areas.skin**0.5


def _are_turned(one: Analysis, other: Analysis) -> bool:
    if not (one.faces and other.faces):
        return False
    a, b = one.faces[0], other.faces[0]
    angles: tuple[Callable[[FaceInfo], float], ...] = (lambda f: f.yaw, lambda f: f.pitch)
    return any(abs(angle(a) - angle(b)) > MOST_TURNED for angle in angles)
