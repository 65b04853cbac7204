"""``haski history compare`` and ``trend``: what differs between dates."""

import argparse
import sys
from typing import Any

import msgspec

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import Style
from haski_desktop.history import words
from haski_desktop.history.areas import BodyArea, area_name
from haski_desktop.history.comparison import Change, Comparison, compare, noise_of
from haski_desktop.history.records import Wanted
from haski_desktop.history.store import History
from haski_desktop.history.trend import Trend, trends
from haski_desktop.language import gettext as _
from haski_desktop.paths import history as history_file
from haski_desktop.results.names import disclaimer
from haski_desktop.results.text import visible


def run_compare(options: argparse.Namespace) -> int:
    """Compare two photos of the history.

    Raises:
        HistoryError: It can't be read, or has no such photo.
    """
    with History(str(history_file())) as history:
        one, other = (history.entry(number) for number in (options.one, options.other))
        comparison = compare(one, other, noise_of(history.like(one)))
    if options.json or not sys.stdout.isatty():
        sys.stdout.buffer.write(msgspec.json.encode(_comparison(comparison)) + b"\n")
        return ExitStatus.OK
    style = Style.of(sys.stdout)
    lines = [
        f"{style.bold}{words.headline(comparison)}{style.reset}",
        *words.answers(comparison),
        *words.obstacles(comparison),
        *words.changes(comparison),
        *(f"{style.dim}{line}{style.reset}" for line in words.advice(comparison)),
        f"{style.dim}{disclaimer()}{style.reset}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return ExitStatus.OK


def run_trend(options: argparse.Namespace) -> int:
    """Show a person's measures over time, for each part of the body that has photos.

    Raises:
        HistoryError: It can't be read, or there is nobody of this name.
    """
    as_json = options.json or not sys.stdout.isatty()
    style = Style.of(sys.stdout)
    with History(str(history_file())) as history:
        person = history.person(options.person).id
        for area in [BodyArea(options.area)] if options.area else [*BodyArea]:
            entries = history.photos(Wanted(person=person, area=area), limit=None)
            found = trends(entries)
            if as_json:
                for trend in found:
                    sys.stdout.buffer.write(msgspec.json.encode(_trend(trend, area)) + b"\n")
            elif found:
                sys.stdout.write(_trend_text(words.worth_showing(found), area, style))
    return ExitStatus.OK


def _trend_text(found: list[Trend], area: BodyArea, style: Style) -> str:
    lines = [f"{style.bold}{visible(area_name(area))}{style.reset}"]
    if not found:
        lines.append("    " + _("Nothing stands out on any day."))
    for trend in found:
        lines += [f"    {trend.measure.name}", f"        {words.trend_words(trend)}"]
        for day in trend.days:
            filled = round(day.mean * 24)
            bar = style.full * filled + style.empty * (24 - filled)
            lines.append(
                f"        {day.day.isoformat()}  {bar} {day.mean * 100:3.0f} ({len(day.values)})"
            )
    return "\n".join(lines) + "\n"


def _comparison(comparison: Comparison) -> dict[str, Any]:
    to_first = comparison.to_first
    return {
        "first": comparison.first.id,
        "second": comparison.second.id,
        "days": (comparison.second.taken.date() - comparison.first.taken.date()).days,
        "obstacles": comparison.obstacles,
        "changes": [_change(change) for change in comparison.changes],
        "to_first": to_first and {k: round(v, 6) for k, v in to_first._asdict().items()},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "measure": change.measure.key,
        "first": round(change.first, 4),
        "second": round(change.second, 4),
        "band": None if change.band is None else round(change.band, 4),
        "verdict": change.verdict,
    }


def _trend(trend: Trend, area: BodyArea) -> dict[str, Any]:
    return {
        "area": area,
        "measure": trend.measure.key,
        "days": [
            {"day": day.day.isoformat(), "mean": round(day.mean, 4), "photos": len(day.values)}
            for day in trend.days
        ],
        "noise": trend.noise
        and {"deviation": round(trend.noise.deviation, 4), "freedom": trend.noise.freedom},
        "change": trend.change and _change(trend.change),
    }
