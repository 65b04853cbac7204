"""What is measured on a photo and can be followed over time."""

from typing import Final, NamedTuple

from haski_desktop.engine.analysis import Analysis, RegionName
from haski_desktop.engine.labels import HEALTHY
from haski_desktop.language import Message
from haski_desktop.results.answers import ACNE, LOOKALIKES, Group

VISIBLE: Final = "visible"
_CONDITIONS: Final[dict[str, Group]] = {"acne": ACNE, "eczema_or_psoriasis": LOOKALIKES}
_REGIONS: Final[tuple[RegionName, ...]] = ("forehead", "nose", "left_cheek", "right_cheek", "chin")
_REDNESS: Final = "redness_"


class Measure(NamedTuple):
    """Something that a number from 0 to 1 says of a photo.

    Attributes:
        key: Stable name, for files.
        is_colour: Whether it is measured from colours, so that it depends on the light more than
            the answers of the model do.
    """

    key: str
    is_colour: bool

    @property
    def name(self) -> str:
        """What it is, for people."""
        return str(_NAMES[self.key])


_NAMES: Final = {
    VISIBLE: Message("Any visible condition"),
    "acne": Message("Acne"),
    "eczema_or_psoriasis": Message("Eczema or psoriasis"),
    "redness_forehead": Message("Redness of the forehead"),
    "redness_nose": Message("Redness of the nose"),
    "redness_left_cheek": Message("Redness of the cheek at the image's left"),
    "redness_right_cheek": Message("Redness of the cheek at the image's right"),
    "redness_chin": Message("Redness of the chin"),
}
MEASURES: Final = tuple(Measure(key, key.startswith(_REDNESS)) for key in _NAMES)


def measured(result: Analysis) -> dict[Measure, float]:
    """What a photo's result says of each measure that it has.

    The model's probabilities for conditions (what belongs together as one, because photos
    can't tell it apart), unless the photo can't be judged; and each region's share of skin that
    is clearly redder than the face's median.
    """
    values: dict[str, float] = {}
    condition = result.predictions["condition"]
    if result.in_scope and condition.decision != "not_assessable":
        shares = condition.probabilities
        values[VISIBLE] = 1 - shares.get(HEALTHY, 0.0)
        for key, labels in _CONDITIONS.items():
            values[key] = sum(shares.get(label, 0.0) for label in labels)
    face = result.faces[0] if result.faces else None
    for region in face.regions if face else ():
        values[_REDNESS + region.name] = region.redness
    return {m: min(max(values[m.key], 0.0), 1.0) for m in MEASURES if m.key in values}
