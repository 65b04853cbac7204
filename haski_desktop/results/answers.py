"""The answer to one question in words, and its bars. No word claims more than its result does.

What belongs together is named as one: the strengths of acne, the neighbours on the way from
straight to coily hair, and eczema with psoriasis, which photos can't tell apart. Whole
sentences per label and per group, because languages inflect them.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from haski_desktop import language
from haski_desktop.engine.analysis import VERY_SURE, Analysis, Answer, Prediction
from haski_desktop.engine.labels import HAIR_TYPE, HEALTHY, HeadName
from haski_desktop.language import Message, gettext, percent
from haski_desktop.results.names import head_name, label_in_sentence, label_name

# From this confidence on, words call a confident answer fairly sure.
FAIRLY_SURE: Final = 0.7

Group = tuple[str, ...]
ACNE: Final[Group] = ("mild_acne", "severe_acne")
LOOKALIKES: Final[Group] = ("eczema", "psoriasis")

_WORDS: Final[dict[Group, Message]] = {
    ACNE: Message("acne"),
    LOOKALIKES: Message("eczema or psoriasis"),
    ("straight", "wavy"): Message("straight to wavy"),
    ("wavy", "curly"): Message("wavy to curly"),
    ("curly", "coily"): Message("curly to coily"),
    ("straight", "wavy", "curly"): Message("straight to curly"),
    ("wavy", "curly", "coily"): Message("wavy to coily"),
}
_SENTENCES: Final[dict[Group, Message]] = {
    ("normal",): Message("Looks like normal skin"),
    ("dry",): Message("Looks like dry skin"),
    ("oily",): Message("Looks like oily skin"),
    ("combination",): Message("Looks like combination skin"),
    ("sensitive",): Message("Looks like sensitive skin"),
    ("straight",): Message("Looks like straight hair"),
    ("wavy",): Message("Looks like wavy hair"),
    ("curly",): Message("Looks like curly hair"),
    ("coily",): Message("Looks like coily hair"),
    ("straight", "wavy"): Message("Straight to wavy hair"),
    ("wavy", "curly"): Message("Wavy to curly hair"),
    ("curly", "coily"): Message("Curly to coily hair"),
    ("straight", "wavy", "curly"): Message("Straight to curly hair"),
    ("wavy", "curly", "coily"): Message("Wavy to coily hair"),
    (HEALTHY,): Message("No visible condition that this program knows"),
    ("mild_acne",): Message("Looks like mild acne"),
    ("severe_acne",): Message("Looks like severe acne"),
    ACNE: Message("Looks like acne, mild or severe"),
    ("eczema",): Message("Looks like eczema"),
    ("psoriasis",): Message("Looks like psoriasis"),
    LOOKALIKES: Message(
        "Eczema or psoriasis: these look alike in photos; a dermatologist can tell them apart"
    ),
}
# Labels without photos to learn from: a probability of 0 does not speak against them.
_NEVER_SEEN: Final = ("sensitive",)
# For the labels of a group together: from VERY_SURE on, and from FAIRLY_SURE on.
_GROUP_CERTAINTY: Final[dict[Group, tuple[Message, Message]]] = {
    ACNE: (
        Message("Quite sure that it is acne, not how strong."),
        Message("Fairly sure that it is acne, not how strong."),
    ),
    LOOKALIKES: (
        Message("Quite sure that it is one of the two; a photo can't tell which."),
        Message("Fairly sure that it is one of the two; a photo can't tell which."),
    ),
}
_RANGE_CERTAINTY: Final = (
    Message("Quite sure of this range; the types shade into each other."),
    Message("Fairly sure of this range; the types shade into each other."),
)


class Bar(NamedTuple):
    """One bar of a question.

    Attributes:
        name: What it stands for.
        share: Its probability, 0 to 1.
        labels: The labels that it stands for.
        possible: Whether it is among what the answer leaves open.
        parts: A bar for each label, if it stands for several.
    """

    name: str
    share: float
    labels: Group
    possible: bool
    parts: tuple["Bar", ...] = ()


def groups(head: HeadName, prediction: Prediction) -> tuple[Group, ...]:
    """What the answer leaves open, with what belongs together as one, likeliest first."""
    return label_groups(head, prediction.candidates)


def label_groups(head: HeadName, labels: Sequence[str]) -> tuple[Group, ...]:
    """Labels with what belongs together as one, in the order of ``labels``."""
    left = [*labels]
    if head == "hair_type":
        run = tuple(label for label in HAIR_TYPE.labels if label in left)
        return (run,) if run in _WORDS else tuple((label,) for label in left)
    found: list[Group] = []
    while left:
        whole = next((g for g in (ACNE, LOOKALIKES) if left[0] in g and {*g} <= {*left}), None)
        found.append(whole or (left[0],))
        left = [label for label in left if label not in found[-1]]
    return tuple(found)


def group_name(head: HeadName, group: Group) -> str:
    """One label, or several that belong together, as a word within a sentence."""
    return str(_WORDS[group]) if len(group) > 1 else label_in_sentence(head, group[0])


def named_groups(head: HeadName, prediction: Prediction) -> tuple[Group, ...]:
    """What a list names of an answer: nothing if too much is open, or nothing was judged."""
    if prediction.decision == "not_assessable" or prediction.is_unlisted:
        return ()
    if prediction.decision == "uncertain" and head == "skin_type":
        return ()  # a photo does not tell it; see tendency()
    found = groups(head, prediction)
    return found if len(found) <= 2 else ()


def answer_words(head: HeadName, prediction: Prediction) -> str:
    """The answer in a word or two, for lists and filters; empty if it says nothing usable."""
    if prediction.decision != "not_assessable" and prediction.is_unlisted:
        return gettext("unknown condition")
    found = named_groups(head, prediction)
    words = either(head, found) if found else ""
    if words and prediction.decision == "uncertain" and len(prediction.candidates) == 1:
        return gettext("perhaps {label}").format(label=words)
    return words


def either(head: HeadName, found: tuple[Group, ...]) -> str:
    """Several possibilities, as words within a sentence."""
    if len(found) == 1:
        return group_name(head, found[0])
    # An "or" within an "or" would not be understood.
    apart = ((g,) if g != LOOKALIKES else ((label,) for label in g) for g in found)
    *others, last = (group_name(head, group) for part in apart for group in part)
    return gettext("{labels} or {last}").format(labels=", ".join(others), last=last)


def answer(head: HeadName, prediction: Prediction) -> str:
    """One question's answer as a sentence without its full stop."""
    if prediction.decision == "not_assessable":
        return gettext("Can't be judged from this photo")
    if prediction.is_unlisted:
        return gettext("A visible condition that this program doesn't know")
    if prediction.decision == "uncertain" and head == "skin_type":
        return gettext("A photo can't tell this. Answer six questions")
    found = groups(head, prediction)
    if len(found) == 1:
        if prediction.decision == "uncertain" and len(found[0]) == 1:
            return gettext("Perhaps {label}").format(label=group_name(head, found[0]))
        return str(_SENTENCES[found[0]])
    return _either_sentence(head, found)


def _either_sentence(head: HeadName, found: tuple[Group, ...]) -> str:
    """An answer that leaves open what does not belong together."""
    if len(found) != 2:
        return gettext("No clear answer")
    if (HEALTHY,) in found:
        label = next(group_name(head, group) for group in found if group != (HEALTHY,))
        return gettext("Perhaps {label}, perhaps nothing").format(label=label)
    text = gettext("{question}: perhaps {labels}")
    return text.format(question=head_name(head), labels=either(head, found))


def tendency(prediction: Prediction) -> str:
    """What a photo's uncertain skin type leans to; empty if it can't be judged."""
    found = groups("skin_type", prediction)
    if prediction.decision != "uncertain" or not found:
        return ""
    text = gettext("This photo's tendency, no more than that: {labels}")
    return text.format(labels=either("skin_type", found))


def certainty(head: HeadName, prediction: Prediction) -> str:
    """How sure the model is of an answer, in words."""
    if prediction.decision == "not_assessable":
        return gettext("It is not shown clearly enough, so the model gives no answer.")
    if prediction.decision == "confident":
        return _sureness(prediction.confidence)
    if prediction.is_unlisted:
        return gettext("Something is visible, but nothing that this program has learned.")
    if head == "skin_type":
        return gettext("Skin type is felt more than seen.")
    return _uncertainty(prediction, groups(head, prediction))


def _uncertainty(prediction: Prediction, found: tuple[Group, ...]) -> str:
    """What speaks against certainty, of an answer that leaves these groups open."""
    if len(prediction.candidates) == 1:
        return gettext("Likely, but not sure.")
    share = _share(prediction, found[0]) if found else 0.0
    if len(found) != 1 or share < FAIRLY_SURE:
        return gettext("Not sure: more than one answer fits.")
    quite, fairly = _GROUP_CERTAINTY.get(found[0], _RANGE_CERTAINTY)
    return str(quite if share >= VERY_SURE else fairly)


def _share(prediction: Prediction, group: Group) -> float:
    return min(1.0, sum(prediction.probabilities.get(label, 0.0) for label in group))


def _sureness(confidence: float) -> str:
    share = percent(confidence)
    if confidence >= VERY_SURE:
        return gettext("Very sure ({percent})").format(percent=share)
    if confidence >= FAIRLY_SURE:
        return gettext("Fairly sure ({percent})").format(percent=share)
    return gettext("Somewhat sure ({percent})").format(percent=share)


def bars(head: HeadName, prediction: Prediction) -> tuple[Bar, ...]:
    """The bars of a question, longest first; conditions that are named as one share a bar.

    A label that no photos were labelled with is no possible answer, and has no bar.
    """
    open_ = groups(head, prediction) if prediction.decision != "not_assessable" else ()
    merged = [group for group in open_ if len(group) > 1 and head == "condition"]
    found = []
    for group in merged:
        parts = tuple(_bar(head, (label,), prediction) for label in group)
        parts = tuple(sorted(parts, key=lambda bar: -bar.share))
        found.append(_bar(head, group, prediction)._replace(parts=parts))
    for label, share in prediction.probabilities.items():
        if (share > 0 or label not in _NEVER_SEEN) and not any(label in group for group in merged):
            found.append(_bar(head, (label,), prediction))
    return tuple(sorted(found, key=lambda bar: -bar.share))


def _bar(head: HeadName, group: Group, prediction: Prediction) -> Bar:
    name = str(_WORDS[group]) if len(group) > 1 else label_name(head, group[0])
    return Bar(name, _share(prediction, group), group, group[0] in prediction.candidates)


def with_answers(result: Analysis) -> Analysis:
    """``result`` with the answers that are shown for it, for files that other programs read.

    In English, whatever language is in use: what programs read does not depend on it.
    """
    with language.speaking(language.SOURCE):
        shown = {
            head: Answer(
                words, tuple(label for g in groups(head, p) for label in g) if words else ()
            )
            for head, p in result.predictions.items()
            for words in (answer_words(head, p),)
        }
    return msgspec.structs.replace(result, answers=shown)
