"""``haski history``: people's photos over time."""

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import msgspec

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.inputs import NO_ANSWER
from haski_desktop.cli.output import Style, report_error, say, summary
from haski_desktop.cli.over_time import run_compare, run_trend
from haski_desktop.cli.recording import open_recorder, status_of
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.installed import find_model
from haski_desktop.errors import HistoryError, ModelError, OutputError, PhotoError, printable
from haski_desktop.history.archive import described, export_person
from haski_desktop.history.areas import BodyArea, area_name
from haski_desktop.history.recorder import Recorder
from haski_desktop.history.records import Entry, Person, Said, Wanted
from haski_desktop.history.store import History
from haski_desktop.history.words import about
from haski_desktop.language import gettext as _
from haski_desktop.language import ngettext
from haski_desktop.paths import history as history_file
from haski_desktop.results.answers import with_answers
from haski_desktop.results.sentences import short_answer
from haski_desktop.results.text import visible


def run(options: argparse.Namespace) -> int:
    """Do what ``options.action`` says and return the exit status."""
    try:
        return _ACTIONS[options.action](options)
    except HistoryError as error:
        report_error(error)
        return status_of(error)
    except OutputError as error:
        report_error(error)
        return ExitStatus.USAGE


def _turn_on(options: argparse.Namespace) -> int:
    with History(str(history_file()), create=True) as history:
        history.turn_on(keeps_photos=options.keep_photos)
    _write(_("The history is on."))
    for line in about(str(history_file()), keeps_photos=options.keep_photos):
        _write(line)
    return ExitStatus.OK


def _turn_off(_options: argparse.Namespace) -> int:
    with History(str(history_file())) as history:
        history.turn_off()
        count = history.count()
    say(_("The history is off: nothing is added any more."))
    if count:
        text = ngettext(
            "It keeps {count} photo until you delete it.",
            "It keeps {count} photos until you delete them.",
            count,
        )
        say(text.format(count=count))
    return ExitStatus.OK


def _add(options: argparse.Namespace) -> int:
    model = find_model(options.model)
    with open_recorder(options, options.person) as recorder:
        try:
            analyzer = Analyzer.open(model, options.runtime, options.threads, options.provider)
        except ModelError as error:
            report_error(error)
            return ExitStatus.NO_MODEL
        status = ExitStatus.OK
        for path in options.photos:
            status = max(status, _add_one(analyzer, recorder, path, options))
    return status


def _add_one(
    analyzer: Analyzer, recorder: Recorder, path: str, options: argparse.Namespace
) -> ExitStatus:
    try:
        result = analyzer.analyze(path)
        number = recorder.add(path, result, _said(options, tuple(options.tag)))
    except (PhotoError, ModelError) as error:
        report_error(error, printable(path))
        return NO_ANSWER[type(error)]
    except HistoryError as error:
        if error.code != "photo_changed":
            raise
        report_error(error, printable(path))
        return ExitStatus.PHOTO_FAILED
    if not options.quiet:
        text = _("Number {number}: “{name}”")
        say(text.format(number=number, name=visible(result.source.name)))
    return ExitStatus.OK


def _said(options: argparse.Namespace, tags: tuple[str, ...]) -> Said:
    return Said(options.date, options.area and BodyArea(options.area), options.note, tags)


def _list(options: argparse.Namespace) -> int:
    as_json = options.json or not sys.stdout.isatty()
    given = (
        options.person,
        options.area,
        options.tag,
        options.search,
        options.since,
        options.until,
    )
    with History(str(history_file())) as history:
        if not any(given):
            _write_people(history.people(), as_json=as_json)
            return ExitStatus.OK
        wanted = Wanted(
            person=history.person(options.person).id if options.person else None,
            area=options.area and BodyArea(options.area),
            tag=options.tag,
            text=options.search or "",
            since=options.since and options.since.date(),
            until=options.until and options.until.date(),
        )
        after: Entry | None = None
        while entries := history.photos(wanted, after=after):
            after = entries[-1]
            for entry in entries:
                _write(_as_dict(entry) if as_json else _line(entry, named=not options.person))
    return ExitStatus.OK


def _write(line: str | dict[str, Any]) -> None:
    if isinstance(line, str):
        sys.stdout.write(line + "\n")
    else:
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")


def _write_people(people: Iterable[Person], *, as_json: bool) -> None:
    people = list(people)
    width = max((len(person.name) for person in people), default=0) + 2
    for person in people:
        if as_json:
            days = (day and day.date().isoformat() for day in (person.first, person.last))
            first, last = days
            values = {"person": person.name, "note": person.note, "photos": person.photos}
            _write(values | {"first": first, "last": last})
            continue
        count = ngettext("{count} photo", "{count} photos", person.photos)
        days_shown = f"  {person.first:%Y-%m-%d} … {person.last:%Y-%m-%d}" if person.first else ""
        _write(f"{visible(person.name):<{width}}{count.format(count=person.photos)}{days_shown}")


def _line(entry: Entry, *, named: bool) -> str:
    """A photo on a line for people."""
    answer = short_answer(entry.result) if entry.result else _("its result can't be read")
    parts = [
        f"{entry.id:>6}  {entry.taken:%Y-%m-%d}",
        visible(entry.person_name) if named else "",
        area_name(entry.area),
        visible(entry.name),
        answer,
        " ".join(f"#{visible(tag)}" for tag in entry.tags),
    ]
    return "  ".join(filter(None, parts))


def _as_dict(entry: Entry) -> dict[str, Any]:
    result = entry.result and with_answers(entry.result)
    first = {"number": entry.id, "person": entry.person_name}
    return (
        first
        | described(entry)
        | {
            "has_copy": entry.has_copy,
            "result": result,
        }
    )


def _show(options: argparse.Namespace) -> int:
    as_json = options.json or not sys.stdout.isatty()
    style = Style.of(sys.stdout)
    with History(str(history_file())) as history:
        for number in options.photos:
            entry = history.entry(number)
            if as_json:
                _write(_as_dict(entry))
                continue
            _write(_line(entry, named=True))
            for line in filter(None, (printable(entry.path), *entry.note.splitlines())):
                _write(f"        {visible(line)}")
            if entry.result is not None:
                _write(summary(entry.result, style))
    return ExitStatus.OK


def _change(options: argparse.Namespace) -> int:
    with History(str(history_file())) as history:
        entry = history.entry(options.photo)
        tags = {*entry.tags, *options.tag} - {*options.untag}
        history.change(entry.id, _said(options, tuple(tags)))
    return ExitStatus.OK


def _export(options: argparse.Namespace) -> int:
    with History(str(history_file())) as history:
        count = export_person(history, history.person(options.person), options.out)
    if not options.quiet:
        text = ngettext("{count} photo is in “{file}”.", "{count} photos are in “{file}”.", count)
        say(text.format(count=count, file=visible(printable(options.out))))
    return ExitStatus.OK


def _delete(options: argparse.Namespace) -> int:
    with History(str(history_file())) as history:
        question, delete = _deletion(history, options)
        if not options.yes and not _agreed(question):
            return ExitStatus.USAGE
        delete()
    if not options.quiet:
        say(_("Deleted. Nothing of it is left in the history's file."))
    return ExitStatus.OK


def _deletion(history: History, options: argparse.Namespace) -> tuple[str, Callable[[], None]]:
    """What to ask before a deletion, and what does it."""
    if options.everything:
        return _("Delete everybody's photos and results?"), history.delete_everything
    if options.photo:
        photos = [history.entry(number).id for number in options.photo]
        text = ngettext(
            "Delete {count} photo from the history?",
            "Delete {count} photos from the history?",
            len(photos),
        )
        return text.format(count=len(photos)), partial(history.delete_photos, photos)
    person = history.person(options.person)
    text = _("Delete “{person}” and all of their photos from the history?")
    return text.format(person=visible(person.name)), partial(history.delete_person, person.id)


def _agreed(question: str) -> bool:
    """Whether the person at the terminal says yes; without one, nobody can."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        say(_("Nothing was deleted: give --yes where nobody can be asked."))
        return False
    warning = _("It can't be undone. [yes/no]")
    sys.stderr.write(f"haski: {question} {warning} ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() in (_("yes"), "yes"):
        return True
    say(_("Nothing was deleted."))
    return False


_ACTIONS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "on": _turn_on,
    "off": _turn_off,
    "add": _add,
    "list": _list,
    "show": _show,
    "change": _change,
    "export": _export,
    "delete": _delete,
    "compare": run_compare,
    "trend": run_trend,
}
