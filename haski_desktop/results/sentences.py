"""What is said of a photo as a whole. A sentence claims no more than its result does."""

import os
from collections.abc import Sequence
from typing import Final, NamedTuple

from haski_desktop.engine.analysis import Analysis, Failure, Prediction, SkinQuestionnaire
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, SKIN_TYPE, HeadName
from haski_desktop.language import Message, gettext, ngettext
from haski_desktop.questionnaire import rule
from haski_desktop.results.answers import answer, answer_words, certainty, tendency
from haski_desktop.results.care import what_you_can_do
from haski_desktop.results.errors import explain
from haski_desktop.results.names import demo_label, disclaimer, head_name, status_name
from haski_desktop.results.observations import quality_advice
from haski_desktop.results.own_question import own_note, own_words
from haski_desktop.results.photo_advice import not_judged
from haski_desktop.results.status import PhotoStatus, is_demo, status_of
from haski_desktop.results.text import visible

# Warnings that are not shown in another way.
_WARNINGS: Final = {
    "low_resolution": Message("The photo is small; a larger one allows a better answer."),
    "several_faces": Message("There are several faces; the largest one is judged."),
    "runtime_fallback": Message("The preferred runtime could not be used; another one answered."),
}


class Notice(NamedTuple):
    """Something to be said of a whole result: a heading and a sentence."""

    title: str
    text: str


class Headline(NamedTuple):
    """One photo in a line, and how sure that is."""

    title: str
    certainty: str


def headline(result: Analysis | Failure) -> Headline:
    """One headline over all questions, from what is certain to what is not."""
    if isinstance(result, Failure):
        return Headline(*explain(result.error))
    if not result.in_scope:
        return Headline(*out_of_scope_notice())
    said = _heads_with_words(result)
    if said:
        title = ". ".join(answer(head, result.predictions[head]) for head in said)
        if len(said) == 1:
            return Headline(title, certainty(said[0], result.predictions[said[0]]))
        sure = gettext("{question}: {certainty}")
        parts = (
            sure.format(
                question=head_name(head),
                certainty=certainty(head, result.predictions[head]).rstrip("."),
            )
            for head in said
        )
        return Headline(title, " · ".join(parts))
    if status_of(result) is PhotoStatus.NOT_ASSESSABLE:
        return Headline(
            gettext("Nothing in this photo can be judged"),
            gettext("What is missing is said below."),
        )
    return Headline(gettext("No clear answer"), gettext("More than one answer fits."))


def _heads_with_words(result: Analysis) -> list[HeadName]:
    """The questions whose answers say something, the surest first."""
    rank = {"confident": 0, "uncertain": 1, "not_assessable": 2}
    heads = (CONDITION.name, HAIR_TYPE.name, SKIN_TYPE.name)
    found = [head for head in heads if answer_words(head, result.predictions[head])]
    return sorted(found, key=lambda head: rank[result.predictions[head].decision])


def short_answer(result: Analysis | Failure) -> str:
    """A result in one short line, for a list; it names what an answer leaves open, too."""
    if isinstance(result, Failure):
        return explain(result.error).sentence
    status = status_of(result)
    own = [own_words(result.own_question)] if result.own_question else []
    if status not in (PhotoStatus.OUT_OF_SCOPE, PhotoStatus.NOT_ASSESSABLE):
        words = (answer_words(head, result.predictions[head]) for head in _heads_with_words(result))
        text = " · ".join([*own, *words]) or gettext("No clear answer")
    else:
        text = " · ".join(own) or status_name(status)
    return f"{demo_label()} · {text}" if is_demo(result) else text


def as_text(name: str, result: Analysis | Failure) -> str:
    """All that is said of a photo, as plain text to be copied; its last line has an end."""
    title, sure = headline(result)
    lines = [visible(name), "", title + ".", sure]
    if isinstance(result, Analysis):
        if is_demo(result):
            lines[1:1] = [". ".join(demo_notice())]
        lines += ["", *_questions(result)] if result.in_scope else []
        if result.own_question is not None:
            own = result.own_question
            lines += ["", f"{own.question}: {own_words(own)}. {own_note(own)}"]
        lines += _paragraph(what_you_can_do(result))
        lines += _paragraph([*quality_advice(result), *warnings(result)])
        model = gettext("Model {version}").format(version=result.model_version)
        lines += ["", model]
    return "\n".join((*lines, disclaimer())) + "\n"


def _questions(result: Analysis) -> list[str]:
    lines = []
    for head in HEADS:
        prediction = result.predictions[head.name]
        if head is SKIN_TYPE and result.skin_questionnaire:
            lines.append(_answered(result.skin_questionnaire, prediction))
            continue
        if prediction.decision == "not_assessable":
            lines.append(not_judged(head.name, prediction.reason))
            continue
        text = gettext("{question}: {answer}.")
        line = text.format(question=head_name(head.name), answer=answer(head.name, prediction))
        if head is SKIN_TYPE and (leaning := tendency(prediction)):
            line += f" {leaning}."
        lines.append(line)
    return lines


def _answered(answers: SkinQuestionnaire, prediction: Prediction) -> str:
    said = [rule.sentence(answers), "; ".join(rule.spoke_for(answers)), tendency(prediction)]
    return ". ".join(filter(None, said)) + "."


def _paragraph(lines: list[str]) -> list[str]:
    return ["", *lines] if lines else []


def how_far(roots: Sequence[str], done: int, found: int) -> str:
    """Where a batch of folders was left: “clients, 30 of 250 photos”.

    Args:
        roots: Its folders and files, one at least.
        done: How many of its photos are done.
        found: How many it has; 0 if that is not known.
    """
    first, *others = (visible(os.path.basename(os.path.normpath(root))) for root in roots)
    if others:
        text = ngettext("{folder} and {count} more", "{folder} and {count} more", len(others))
        first = text.format(folder=first, count=len(others))
    if found:
        text = gettext("{folder}, {done} of {found} photos")
        return text.format(folder=first, done=min(done, found), found=found)
    text = ngettext("{folder}, {count} photo done", "{folder}, {count} photos done", done)
    return text.format(folder=first, count=done)


def demo_notice() -> Notice:
    """What is said above a made-up result."""
    return Notice(
        gettext("Demo result: made up"),
        gettext("This photo was not analysed. Every photo gets the same answer."),
    )


def out_of_scope_notice() -> Notice:
    """What is said of a photo that shows something else."""
    return Notice(
        gettext("Not a photo of skin or hair"),
        gettext("So there is no answer. Try a photo that shows skin or hair up close."),
    )


def warnings(result: Analysis) -> list[str]:
    """The warnings of a result as sentences, without those shown in another way."""
    return [str(_WARNINGS[code]) for code in result.warnings if code in _WARNINGS]
