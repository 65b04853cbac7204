"""What a report says, in the language in use. How it is laid out is for ``html`` and ``pdf``."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup
from PIL import Image

from haski_desktop import language
from haski_desktop.about import version
from haski_desktop.engine.analysis import (
    Analysis,
    Failure,
    OwnAnswer,
    Prediction,
    SkinQuestionnaire,
)
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, SKIN_TYPE, HeadName
from haski_desktop.language import Message, ngettext, percent
from haski_desktop.language import gettext as _
from haski_desktop.questionnaire import rule
from haski_desktop.questionnaire.items import ANSWER_NAMES, QUESTIONS, Item
from haski_desktop.report import charts, picture
from haski_desktop.report.picture import Picture
from haski_desktop.results import answers, names, observations, sentences
from haski_desktop.results.own_question import own_note, own_words
from haski_desktop.results.photo_advice import issue, reason
from haski_desktop.results.status import PhotoStatus, answer_status, is_demo, status_of
from haski_desktop.results.text import visible

# From what can be seen best to what is felt more than seen.
ORDER: Final = (CONDITION.name, HAIR_TYPE.name, SKIN_TYPE.name)
# Shares below this are no bar of their own on paper.
LEAST_SHARE: Final = 0.01
# A model of the user's own may have a thousand labels.
MOST_OWN_BARS: Final = 6
_LIMITS: Final = (
    Message(
        "The program compares a photo with what it has learned of mild acne, severe acne, eczema "
        "and psoriasis. It knows no other condition, and can't tell eczema from psoriasis."
    ),
    Message(
        "It does not look for skin cancer. A mole or spot that changes, bleeds or does not heal "
        "needs a doctor, whatever is said here."
    ),
    Message(
        "The percentages are the model's own. They were tested on photos of a few sources; with "
        "other cameras, light or skin tones the model can be wrong more often."
    ),
)


class Entry(NamedTuple):
    """A photo of a report.

    Attributes:
        result: What came of it.
        photo: The photo as it is shown, if it is.
        small: A smaller copy, for the drawing over it.
    """

    result: Analysis | Failure
    photo: Picture | None = None
    small: Picture | None = None

    @classmethod
    def of(cls, result: Analysis | Failure, pixels: Image.Image) -> "Entry":
        """A photo with its pixels, upright, in mode ``RGB``."""
        return cls(result, picture.encode(pixels), picture.encode(pixels, picture.SMALL_SIDE))


class Fact(NamedTuple):
    """A line with a heading."""

    title: str
    text: str


class Bar(NamedTuple):
    """A share with its name and its drawing; a part of the bar before it is indented."""

    name: str
    text: str
    drawing: Markup
    is_part: bool = False


class Finding(NamedTuple):
    """One question: the answer, how sure it is, and what else was possible."""

    title: str
    answer: str
    certainty: str
    bars: tuple[Bar, ...] = ()


class Legend(NamedTuple):
    """What a colour of the drawing stands for."""

    colour: str
    text: str


class Questionnaire(NamedTuple):
    """A person's answers about their skin, and what they speak for."""

    answer: str
    because: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of one photo."""

    number: int
    name: str
    details: str
    photo: Picture | None
    small: Picture | None
    drawing: Markup | None
    legend: tuple[Legend, ...]
    demo: str
    headline: str
    certainty: str
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    questionnaire: Questionnaire | None = None


class Chart(NamedTuple):
    """How many photos got which answer to one question."""

    title: str
    bars: tuple[Bar, ...]


class Row(NamedTuple):
    """One photo in the table."""

    number: int
    name: str
    answer: str
    state: str
    quality: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What is said of all photos together."""

    title: str
    states: Markup
    legend: tuple[Legend, ...]
    charts: tuple[Chart, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready to be laid out."""

    language: str
    title: str
    date: str
    program: str
    words: dict[str, str]
    limits: tuple[str, ...]
    overview: Overview | None
    pages: tuple[Page, ...]


def compose(entries: Sequence[Entry], date: dt.date, *, pages: bool = True) -> Report:
    """Put a report into words.

    Args:
        entries: Its photos, at least one. Their names are shown as they are.
        date: The date that it bears.
        pages: Whether each photo gets a page of its own; several photos get a page about all.
    """
    several = len(entries) > 1
    return Report(
        language=language.current(),
        title=_("Photo report"),
        date=date.isoformat(),
        program=_program(entries),
        words=_words(),
        limits=tuple(map(str, _LIMITS)),
        overview=_overview(entries) if several or not pages else None,
        pages=tuple(_page(*each) for each in enumerate(entries, 1)) if pages else (),
    )


def _words() -> dict[str, str]:
    """The headings, and what stands on every report."""
    return {
        "not_a_diagnosis": names.disclaimer(),
        "made_by": _("A program has written this from photos. No doctor has looked at them."),
        "advice": _("If something on your skin worries you, see a dermatologist."),
        "seen": _("What the program looked at"),
        "photo": _("The photo"),
        "questionnaire": _("Six questions about the skin"),
        "notes": _("Notes"),
        "notes_hint": _(
            "Where on the body? Since when? Does it itch or hurt? What was used on it so far?"
        ),
        "name": _("Name"),
        "born": _("Date of birth"),
        "taken": _("Photo taken on"),
        "limits": _("About the program, and its limits"),
        "number": _("No."),
        "file": _("Photo"),
        "answer": _("Looks like"),
        "state": _("State"),
        "quality": _("Quality"),
        "page": _("Page {number} of {count}"),
        "all": _("All photos"),
    }


def _program(entries: Iterable[Entry]) -> str:
    models = {
        (entry.result.model_version, entry.result.model_type)
        for entry in entries
        if isinstance(entry.result, Analysis)
    }
    text = _("model {version} ({runtime})")
    told = (text.format(version=visible(v), runtime=runtime) for v, runtime in sorted(models))
    return ", ".join((f"Haski Desktop {version()}", *told))


def _page(number: int, entry: Entry) -> Page:
    result = entry.result
    headline, certainty = sentences.headline(result)
    name = _name(number, result)
    if isinstance(result, Failure):
        return Page(number, name, "", None, None, None, (), "", headline, certainty)
    source = result.source
    drawn = entry.small is not None and picture.is_drawn(result)
    small = entry.small if drawn else None
    return Page(
        number=number,
        name=name,
        details=f"{source.width} × {source.height}" if source.width else "",  # noqa: RUF001
        photo=entry.photo,
        small=small,
        drawing=picture.drawing(result, small[1:]) if small else None,
        legend=_legend(result) if small else (),
        demo=". ".join(sentences.demo_notice()) if is_demo(result) else "",
        headline=headline,
        certainty=certainty,
        findings=(*_findings(result), *_own_findings(result.own_question)),
        facts=tuple(_facts(result)),
        questionnaire=_questionnaire(result.skin_questionnaire),
    )


def _name(number: int, result: Analysis | Failure) -> str:
    return visible(result.source.name) or _("Photo {number}").format(number=number)


def _findings(result: Analysis) -> Iterable[Finding]:
    if not result.in_scope:
        if result.own_question is not None:  # otherwise the headline stands alone
            yield Finding(*sentences.headline(result), "")
        return
    for head in ORDER:
        prediction = result.predictions[head]
        title = names.head_name(head)
        if head == SKIN_TYPE.name and prediction.decision == "uncertain":
            leaning = answers.tendency(prediction)
            yield Finding(title, answers.certainty(head, prediction).rstrip("."), leaning)
        elif prediction.decision == "not_assessable":
            why = reason(prediction.reason).sentence
            yield Finding(title, answers.answer(head, prediction), why)
        else:
            sure = answers.certainty(head, prediction)
            yield Finding(title, answers.answer(head, prediction), sure, _bars(head, prediction))


def _own_findings(own: OwnAnswer | None) -> Iterable[Finding]:
    """The answer to the user's own question, the likeliest of its labels first."""
    if own is not None:
        likely = sorted(own.probabilities.items(), key=lambda item: -item[1])[:MOST_OWN_BARS]
        bars = tuple(
            Bar(
                label,
                percent(share),
                charts.bar(share, charts.ACCENT if label in own.candidates else charts.FAINT),
            )
            for label, share in likely
            if share >= LEAST_SHARE
        )
        yield Finding(own.question, own_words(own), own_note(own), bars)


def _bars(head: HeadName, prediction: Prediction) -> tuple[Bar, ...]:
    found = []
    for whole in answers.bars(head, prediction):
        colour = charts.ACCENT if whole.possible else charts.FAINT
        for bar in (whole, *whole.parts):
            if bar.share >= LEAST_SHARE or bar.possible:
                drawing = charts.bar(min(bar.share, 1.0), colour)
                found.append(Bar(bar.name, percent(bar.share), drawing, bar is not whole))
    return tuple(found)


def _facts(result: Analysis) -> Iterable[Fact]:
    told = {
        _("Quality"): observations.quality(result),
        _("Faces"): observations.faces(result),
        _("Areas"): observations.areas(result),
        _("Note"): " ".join(sentences.warnings(result)),
    }
    return (Fact(title, text) for title, text in told.items() if text)


def _legend(result: Analysis) -> tuple[Legend, ...]:
    found = []
    if result.faces:
        found.append(Legend(picture.FACE, _("a face")))
    if any(face.regions for face in result.faces or ()):
        found.append(Legend(picture.REGION, _("parts of the face")))
    if picture.views(result):
        found.append(Legend(picture.VIEW, _("what was judged most closely")))
    return tuple(found)


def _questionnaire(given: SkinQuestionnaire | None) -> Questionnaire | None:
    if given is None:
        return None
    rows = (
        Fact(str(QUESTIONS[item]), _said(given.answers[item]))
        for item in Item
        if item in given.answers
    )
    because = "; ".join(rule.spoke_for(given))
    return Questionnaire(rule.sentence(given), because[:1].upper() + because[1:], tuple(rows))


def _said(answer: str) -> str:
    return next((str(name) for key, name in ANSWER_NAMES.items() if key == answer), answer)


def _overview(entries: Sequence[Entry]) -> Overview:
    results = [entry.result for entry in entries]
    states = Counter(map(status_of, results))
    shown = [status for status in charts.STATUS_COLOURS if states[status]]
    text = ngettext("{count} photo", "{count} photos", len(results))
    legend = (
        Legend(charts.STATUS_COLOURS[status], f"{names.status_name(status)}: {states[status]}")
        for status in shown
    )
    parts = [(states[s] / len(results), charts.STATUS_COLOURS[s]) for s in shown]
    return Overview(
        title=text.format(count=len(results)),
        states=charts.stacked(parts),
        legend=tuple(legend),
        charts=tuple(chart for head in ORDER if (chart := _chart(head, results)).bars),
        rows=tuple(_row(*each) for each in enumerate(results, 1)),
    )


def _chart(head: HeadName, results: Iterable[Analysis | Failure]) -> Chart:
    """How often each answer was given, the most frequent first, and last those without one."""
    given: Counter[str] = Counter()
    without: Counter[PhotoStatus] = Counter()
    for result in results:
        if isinstance(result, Failure) or not result.in_scope:
            continue
        prediction = result.predictions[head]
        words = answers.answer_words(head, prediction)
        if words:
            given[words] += 1
        else:
            without[answer_status(prediction)] += 1
    rows = [(words, count, charts.ACCENT) for words, count in given.most_common()]
    rows += [
        (_("no clear answer"), without[PhotoStatus.UNCERTAIN], charts.FAINT),
        (_("can't be judged"), without[PhotoStatus.NOT_ASSESSABLE], charts.FAINT),
    ]
    most = max((count for _words, count, _colour in rows), default=0)
    bars = (
        Bar(words, str(count), charts.bar(count / most, colour))
        for words, count, colour in rows
        if count
    )
    return Chart(names.head_name(head), tuple(bars))


def _row(number: int, result: Analysis | Failure) -> Row:
    state = names.status_name(status_of(result))
    answer = sentences.short_answer(result)
    return Row(number, _name(number, result), answer, state, _quality(result))


def _quality(result: Analysis | Failure) -> str:
    if isinstance(result, Failure) or result.quality is None:
        return ""
    faults = (issue(found.code).sentence for found in result.quality.issues)
    return " ".join(faults) or _("good")
