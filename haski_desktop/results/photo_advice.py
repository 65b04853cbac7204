"""What a photo lacks, and how the next one gets better. From codes alone.

The reasons for which a question can't be judged, the issues of a photo's quality, and the
short hints of a live guide share their codes with the JSON.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from haski_desktop.engine.labels import HeadName
from haski_desktop.language import Message, gettext
from haski_desktop.results.names import head_name


class Advice(NamedTuple):
    """What is the matter with a photo, and what to do for the next one."""

    sentence: str
    next_photo: str


class _Entry(NamedTuple):
    sentence: Message
    next_photo: Message
    hint: Message  # a few words, to be read while the camera is in the hand


_CLOSER: Final = Message("Come closer")
_LIGHT: Final = Message("More light")
_REASONS: Final = {
    "out_of_scope": _Entry(
        Message("The photo shows neither skin nor hair."),
        Message("Show skin or hair up close."),
        Message("Show skin or hair"),
    ),
    "no_skin": _Entry(
        Message("Little skin is visible: no statement."),
        Message("Show the skin itself, without clothes, hair or make-up over it."),
        Message("Show the skin"),
    ),
    "no_hair": _Entry(
        Message("No hair is visible whose texture shows."),
        Message("Show the hair open and dry, without a cap, a bun or a braid."),
        Message("Show the hair open"),
    ),
    "too_small": _Entry(
        Message("It is too small in the photo."),
        Message("Come closer, until it fills most of the photo."),
        _CLOSER,
    ),
    "too_poor": _Entry(
        Message("The photo is too poor for an answer."),
        Message("Take it again in daylight, held still and in focus."),
        Message("In daylight, held still"),
    ),
}
_ISSUES: Final = {
    "blurred": _Entry(
        Message("The photo is blurred."),
        Message("Hold still, wipe the lens, and tap on the skin or hair to focus."),
        Message("Hold still, and focus"),
    ),
    "too_dark": _Entry(
        Message("The photo is very dark."),
        Message("Take it near a window, by day."),
        _LIGHT,
    ),
    "noisy": _Entry(
        Message("The photo is grainy."),
        Message("Take it in more light: the camera makes up for darkness with grain."),
        _LIGHT,
    ),
    "tiny": _Entry(
        Message("The photo has very few pixels."),
        Message("Use the camera's own file, not a preview or a screenshot."),
        Message("Use the original photo"),
    ),
    "blown_out": _Entry(
        Message("Parts of the skin are blown out: white, without detail."),
        Message("Step out of the direct sun, and switch the flash off."),
        Message("Less direct light"),
    ),
    "colour_cast": _Entry(
        Message("The light has a colour, so colours in the photo are not those of the skin."),
        Message("Take it in daylight, without coloured lamps or walls nearby."),
        Message("Daylight, no coloured lamps"),
    ),
    "uneven_light": _Entry(
        Message("One side is lit much more than the other."),
        Message("Face the window instead of standing beside it."),
        Message("Face the window"),
    ),
}
# What matters most is said first: what to show, then how near, then light, then the hand.
_ORDER: Final = (
    *("out_of_scope", "no_skin", "no_hair", "too_small", "tiny", "too_dark", "noisy"),
    *("blurred", "too_poor", "uneven_light", "blown_out", "colour_cast"),
)
_UNKNOWN: Final = _Entry(
    Message("It is not shown clearly enough."),
    Message("Take a photo in daylight, in focus and close enough."),
    _CLOSER,
)


def reason(code: str | None) -> Advice:
    """Why a question can't be judged.

    Args:
        code: The reason in the prediction; ``None`` where an older result gives none.
    """
    return _advice(_REASONS.get(code or "", _UNKNOWN))


def issue(code: str) -> Advice:
    """A fault of the photo; of an unknown code, a general sentence."""
    return _advice(_ISSUES.get(code, _REASONS["too_poor"]))


def not_judged(head: HeadName, code: str | None) -> str:
    """One line for a question that can't be judged: the reason, and what to do."""
    sentence, next_photo = reason(code)
    text = gettext("{question} can't be judged. {reason} {next_photo}")
    return text.format(question=head_name(head), reason=sentence, next_photo=next_photo)


def hints(codes: Iterable[str]) -> list[str]:
    """A live guide for the next photo: a few words each, the most important first.

    Args:
        codes: Reasons and quality issues, in any order and number.
    """
    known = _REASONS | _ISSUES
    wanted = {*codes}
    said = (str(known[code].hint) for code in _ORDER if code in wanted)
    return list(dict.fromkeys(said))  # two codes may ask for the same


def _advice(entry: _Entry) -> Advice:
    return Advice(str(entry.sentence), str(entry.next_photo))
