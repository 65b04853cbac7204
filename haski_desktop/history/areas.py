"""Parts of the body that a photo can show."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from haski_desktop.language import Message

if TYPE_CHECKING:  # the command line knows the areas before it imports the engine
    from haski_desktop.engine.analysis import Analysis


class BodyArea(StrEnum):
    """The part of the body that a photo shows."""

    FACE = "face"
    SCALP = "scalp"
    NECK = "neck"
    CHEST = "chest"
    BELLY = "belly"
    BACK = "back"
    ARM = "arm"
    HAND = "hand"
    LEG = "leg"
    FOOT = "foot"
    OTHER = "other"


_NAMES: Final = {
    BodyArea.FACE: Message("face", "body"),
    BodyArea.SCALP: Message("hair and scalp", "body"),
    BodyArea.NECK: Message("neck", "body"),
    BodyArea.CHEST: Message("chest", "body"),
    BodyArea.BELLY: Message("belly", "body"),
    BodyArea.BACK: Message("back", "body"),
    BodyArea.ARM: Message("arm", "body"),
    BodyArea.HAND: Message("hand", "body"),
    BodyArea.LEG: Message("leg", "body"),
    BodyArea.FOOT: Message("foot", "body"),
    BodyArea.OTHER: Message("not named", "body"),
}


def area_name(area: BodyArea) -> str:
    """A part of the body as a word."""
    return str(_NAMES[area])


def likely_area(result: "Analysis") -> BodyArea:
    """What a photo shows as far as its result says: a face, or nobody knows."""
    return BodyArea.FACE if result.faces else BodyArea.OTHER
