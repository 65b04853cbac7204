"""What a comparison or a trend says, in sentences. No more than the numbers allow."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from haski_desktop.engine.analysis import Analysis
from haski_desktop.errors import printable
from haski_desktop.history.comparison import (
    Change,
    Comparison,
    Obstacle,
    result_of,
    times_larger,
)
from haski_desktop.history.trend import Trend
from haski_desktop.language import Message, gettext, ngettext, percent
from haski_desktop.results.photo_advice import issue
from haski_desktop.results.sentences import short_answer
from haski_desktop.results.text import visible

# A measure that is smaller than this in both photos is not worth a line.
LEAST: Final = 0.05

_OBSTACLES: Final = {
    "other_person": Message("They show different people."),
    "other_area": Message("They show different parts of the body."),
    "other_model": Message(
        "They were analysed by different models, whose numbers can't be compared. Analyse the "
        "earlier photo again."
    ),
    "out_of_scope": Message("One of them shows neither skin nor hair."),
    "one_face": Message("Only one of them shows a face."),
    "pose": Message("The head is turned differently."),
}
_VERDICTS: Final = {
    "higher": Message(
        "{first} → {second}: more than before, by more than photos of one day differ"
    ),
    "lower": Message("{first} → {second}: less than before, by more than photos of one day differ"),
    "same": Message("{first} → {second}: within what photos of one day differ by"),
}


def about(path: str, *, keeps_photos: bool) -> list[str]:
    """What the history keeps and where, a paragraph each.

    Args:
        path: Its file.
        keeps_photos: Whether it keeps copies of the photos.
    """
    copies = (
        gettext(
            "A smaller copy of each photo is kept, too, without what its file says of the place."
        )
        if keeps_photos
        else gettext("The photos themselves are not copied.")
    )
    return [
        gettext(
            "It keeps what you add to it: the person's name, each photo's date, name, place on "
            "this computer and result, and your notes and tags."
        ),
        copies,
        gettext("It lies in {file}, readable by you only, and is never sent anywhere.").format(
            file=visible(printable(path))
        ),
        gettext(
            "Whoever can read your files can read it, and backups of this computer have it, too."
        ),
    ]


def day_words(day: date) -> str:
    """A day, the same in every language."""
    return day.isoformat()


def obstacles(comparison: Comparison) -> list[str]:
    """Why two photos can't be compared, a sentence each; none if they can."""
    found = []
    for obstacle in comparison.obstacles:
        found += _obstacle(obstacle, comparison)
    return found


def _obstacle(obstacle: Obstacle, comparison: Comparison) -> list[str]:
    results = result_of(comparison.first), result_of(comparison.second)
    if obstacle == "distance":
        text = gettext(
            "They were taken from different distances: one shows it {times} times as large."
        )
        return [text.format(times=f"{times_larger(*results):.1f}")]
    match obstacle.split("_"):
        case ["poor" | "light" as kind, which]:
            result = results[which == "second"]
            text = (
                gettext("Earlier photo: {fault}")
                if which == "first"
                else gettext("Later photo: {fault}")
            )
            affects = "answer" if kind == "poor" else "colour"
            return [text.format(fault=fault) for fault in _faults(result, affects)]
    return [str(_OBSTACLES[obstacle])]


def _faults(result: Analysis, affects: str) -> list[str]:
    issues = result.quality.issues if result.quality else ()
    return [issue(found.code).sentence for found in issues if found.affects == affects]


def headline(comparison: Comparison) -> str:
    """The comparison in a sentence."""
    claims = [c for c in comparison.changes if c.verdict in ("higher", "lower")]
    if claims:
        return gettext("Something differs by more than photos of one day do.")
    if any(change.verdict == "same" for change in comparison.changes):
        return gettext("No difference beyond the noise between photos.")
    if comparison.obstacles:
        return gettext("These photos differ too much to be compared.")
    return gettext("Whether something changed can't be said yet.")


def answers(comparison: Comparison) -> list[str]:
    """What the photos look like, a line each."""
    lines = []
    for entry in (comparison.first, comparison.second):
        text = gettext("{day}: {answer}")
        day = day_words(entry.taken.date())
        lines.append(text.format(day=day, answer=short_answer(result_of(entry))))
    return lines


def changes(comparison: Comparison) -> list[str]:
    """How each measure differs that is worth a line."""
    return [change_words(c) for c in comparison.changes if max(c.first, c.second) >= LEAST]


def change_words(change: Change) -> str:
    """A measure's difference in a line, with its uncertainty."""
    first, second = percent(change.first), percent(change.second)
    if change.verdict == "unknown":
        text = gettext("{first} → {second}; nothing can be said of it")
    else:
        text = str(_VERDICTS[change.verdict])
    line = f"{change.measure.name}: {text.format(first=first, second=second)}"
    if change.band is None or change.verdict == "unknown":
        return line
    band = gettext("± {points} points").format(points=f"{change.band * 100:.0f}")
    return f"{line} ({band})"


def advice(comparison: Comparison) -> list[str]:
    """How the next photos could be compared better."""
    lines = []
    if any(change.band is None for change in comparison.changes):
        lines.append(
            gettext(
                "Take two or three photos on one day: only then is it known how much photos differ "
                "when nothing has changed."
            )
        )
    if comparison.obstacles:
        lines.append(
            gettext("Take the next photo at the same place, in the same light and from as near.")
        )
    return lines


def trend_words(trend: Trend) -> str:
    """What a trend says, in a sentence."""
    if trend.change is None:
        return gettext("All photos are of one day.")
    if trend.noise is None:
        return gettext("Nothing can be said: no day has two photos, so the noise is not known.")
    days = (trend.days[-1].day - trend.days[0].day).days
    span = ngettext("in {count} day", "in {count} days", days).format(count=days)
    band = f"{(trend.change.band or 0) * 100:.0f}"
    text = {
        "higher": gettext(
            "Higher than at first {span}, by more than the noise (± {points} points)."
        ),
        "lower": gettext("Lower than at first {span}, by more than the noise (± {points} points)."),
    }.get(trend.change.verdict, gettext("No trend {span}: within the noise (± {points} points)."))
    return text.format(span=span, points=band)


def worth_showing(found: Sequence[Trend]) -> list[Trend]:
    """Trends of measures that ever were large enough to be seen."""
    return [t for t in found if max(day.mean for day in t.days) >= LEAST]
