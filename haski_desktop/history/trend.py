"""A measure over time: a mean for each day, and whether the last differs from the first."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from haski_desktop.history.comparison import Change, change, noise_of, values_by_day
from haski_desktop.history.measures import MEASURES, Measure
from haski_desktop.history.noise import Noise
from haski_desktop.history.records import Entry


class Day(NamedTuple):
    """A measure on one day.

    Attributes:
        day: Which.
        mean: Mean of the photos, 0 to 1.
        values: One for each photo.
    """

    day: date
    mean: float
    values: tuple[float, ...]


class Trend(NamedTuple):
    """A measure of one person's part of the body over time.

    Attributes:
        measure: Which.
        days: The days, the earliest first.
        noise: How photos of one day differ; ``None`` if no day has two.
        change: The last day against the first; ``None`` if there is only one day.
    """

    measure: Measure
    days: tuple[Day, ...]
    noise: Noise | None
    change: Change | None


def trends(entries: Sequence[Entry]) -> tuple[Trend, ...]:
    """The trend of each measure in photos of one person's part of the body.

    Photos that the model of the latest photo did not judge are left out, because two models'
    probabilities can't be compared; and so are photos that are too poor, or for colours in bad
    light. No trend is claimed unless the last day differs from the first by more than the
    noise between photos of one day.
    """
    judged = [entry for entry in entries if entry.result is not None]
    latest = max(judged, key=lambda entry: (entry.taken, entry.id), default=None)
    if latest is None or latest.result is None:
        return ()
    version = latest.result.model_version
    by_day = {day: values for (day, of), values in values_by_day(judged).items() if of == version}
    noises = noise_of(
        entry for entry in judged if entry.result and entry.result.model_version == version
    )
    found = []
    for measure in MEASURES:
        days = tuple(
            Day(day, sum(values[measure]) / len(values[measure]), tuple(values[measure]))
            for day, values in sorted(by_day.items())
            if values.get(measure)
        )
        if days:
            noise = noises.get(measure)
            found.append(Trend(measure, days, noise, _change(measure, days, noise)))
    return tuple(found)


def _change(measure: Measure, days: Sequence[Day], noise: Noise | None) -> Change | None:
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    band = noise and noise.band(len(first.values), len(last.values))
    return change(measure, first.mean, last.mean, band)
