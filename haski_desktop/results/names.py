"""Names: of the questions, their labels, the states of a photo; and the lines said throughout.

It imports nothing heavy: the window shows some of this before there is any result.
"""

from typing import TYPE_CHECKING, Final

from haski_desktop.engine.labels import HEALTHY, HeadName
from haski_desktop.language import Message, gettext
from haski_desktop.results.status import PhotoStatus

if TYPE_CHECKING:
    from haski_desktop.engine.analysis import RegionName

_HEADS: Final[dict[HeadName, Message]] = {
    "skin_type": Message("Skin type"),
    "hair_type": Message("Hair type"),
    "condition": Message("Condition"),
}
_LABELS: Final[dict[HeadName, dict[str, Message]]] = {
    "skin_type": {
        "normal": Message("normal", "skin"),
        "dry": Message("dry", "skin"),
        "oily": Message("oily", "skin"),
        "combination": Message("combination", "skin"),
        "sensitive": Message("sensitive", "skin"),
    },
    "hair_type": {
        "straight": Message("straight", "hair"),
        "wavy": Message("wavy", "hair"),
        "curly": Message("curly", "hair"),
        "coily": Message("coily", "hair"),
    },
    "condition": {
        "healthy": Message("none visible", "condition"),
        "mild_acne": Message("mild acne", "condition"),
        "severe_acne": Message("severe acne", "condition"),
        "eczema": Message("eczema", "condition"),
        "psoriasis": Message("psoriasis", "condition"),
    },
}
_REGIONS: Final[dict["RegionName", Message]] = {
    "forehead": Message("Forehead"),
    "nose": Message("Nose"),
    "left_cheek": Message("Left cheek"),
    "right_cheek": Message("Right cheek"),
    "chin": Message("Chin"),
}
_STATUSES: Final = {
    PhotoStatus.WAITING: Message("Waiting"),
    PhotoStatus.CANCELLED: Message("Not analysed"),
    PhotoStatus.CONFIDENT: Message("Clear answer"),
    PhotoStatus.UNCERTAIN: Message("Uncertain"),
    PhotoStatus.NOT_ASSESSABLE: Message("Can't be judged"),
    PhotoStatus.OUT_OF_SCOPE: Message("Not skin or hair"),
    PhotoStatus.ERROR: Message("Error"),
}


def head_name(head: HeadName) -> str:
    """The heading of one question."""
    return str(_HEADS[head])


def label_name(head: HeadName, label: str) -> str:
    """A label as a word, for bars and lists."""
    return str(_LABELS[head][label])


def label_in_sentence(head: HeadName, label: str) -> str:
    """A label as a word within a sentence."""
    return gettext("no visible condition") if label == HEALTHY else label_name(head, label)


def region_name(region: "RegionName") -> str:
    """A region of a face; left and right are the image's."""
    return str(_REGIONS[region])


def status_name(status: PhotoStatus) -> str:
    """A state in a word or two."""
    return str(_STATUSES[status])


def disclaimer() -> str:
    """The line that is always visible."""
    return gettext("Informational, not a diagnosis.")


def demo_label() -> str:
    """The mark of a made-up result."""
    return gettext("DEMO")
