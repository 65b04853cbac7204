"""What is said of a result. A sentence claims no more than its result does.

Whole sentences per label, because languages inflect them.
"""

from typing import Final, NamedTuple

from haski_desktop.engine.analysis import VERY_SURE, Analysis, Failure, Prediction
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.language import Message, gettext, percent
from haski_desktop.results.errors import explain
from haski_desktop.results.names import demo_label, label_in_sentence, label_name, status_name
from haski_desktop.results.status import PhotoStatus, answer_status, is_demo, status_of

# From this confidence on, words call a confident answer fairly sure.
FAIRLY_SURE: Final = 0.7
_LOOKS_LIKE: Final = {
    "normal": Message("Looks like normal skin"),
    "dry": Message("Looks like dry skin"),
    "oily": Message("Looks like oily skin"),
    "combination": Message("Looks like combination skin"),
    "sensitive": Message("Looks like sensitive skin"),
    "straight": Message("Looks like straight hair"),
    "wavy": Message("Looks like wavy hair"),
    "curly": Message("Looks like curly hair"),
    "coily": Message("Looks like coily hair"),
    "healthy": Message("No visible condition that the model knows"),
    "mild_acne": Message("Looks like mild acne"),
    "severe_acne": Message("Looks like severe acne"),
    "eczema": Message("Looks like eczema"),
    "psoriasis": Message("Looks like psoriasis"),
}
# Warnings that are not shown in another way.
_WARNINGS: Final = {
    "low_resolution": Message("The photo is small; a larger one allows a better answer."),
    "runtime_fallback": Message("The preferred runtime could not be used; another one answered."),
}


class Notice(NamedTuple):
    """Something to be said of a whole result: a heading and a sentence."""

    title: str
    text: str


def answer(head: HeadName, prediction: Prediction) -> str:
    """One question's answer."""
    if prediction.decision == "not_assessable":
        return gettext("Can't be judged from this photo")
    if prediction.decision == "confident":
        return str(_LOOKS_LIKE[prediction.label])
    names = [label_in_sentence(head, label) for label in prediction.candidates]
    if not names or len(names) > 3:
        return gettext("No clear answer")
    *others, last = names
    if not others:
        return gettext("Perhaps {label}").format(label=last)
    return gettext("Between {labels} and {last}").format(labels=", ".join(others), last=last)


def certainty(prediction: Prediction) -> str:
    """How sure the model is of an answer, in words."""
    if prediction.decision == "not_assessable":
        return gettext("It is not shown clearly enough, so the model gives no answer.")
    if prediction.decision == "uncertain" and prediction.confidence >= VERY_SURE:
        return gettext("The model can't tell these apart reliably, whatever the bars say.")
    if prediction.decision == "uncertain":
        return gettext("Not sure: more than one answer fits.")
    share = percent(prediction.confidence)
    if prediction.confidence >= VERY_SURE:
        return gettext("Very sure ({percent})").format(percent=share)
    if prediction.confidence >= FAIRLY_SURE:
        return gettext("Fairly sure ({percent})").format(percent=share)
    return gettext("Somewhat sure ({percent})").format(percent=share)


def short_answer(result: Analysis | Failure) -> str:
    """A result in one short line, for a list."""
    if isinstance(result, Failure):
        return explain(result.error).sentence
    status = status_of(result)
    if status in (PhotoStatus.OUT_OF_SCOPE, PhotoStatus.NOT_ASSESSABLE):
        text = status_name(status)
    else:
        parts = [
            label_name(head.name, prediction.label)
            for head in HEADS
            if answer_status(prediction := result.predictions[head.name]) is PhotoStatus.CONFIDENT
        ]
        text = " · ".join(parts) or status_name(status)
    return f"{demo_label()} · {text}" if is_demo(result) else text


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
