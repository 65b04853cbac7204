"""From six answers to a skin type: the rule, its scores, and what spoke for it.

Each answer gives 0 to 3 points (never, sometimes, often, always). Four scores, each from 0 to 1:

- ``t_zone_oil`` = (2 x shine of the T-zone + pores) / 9
- ``cheek_oil`` = shine of the cheeks / 3
- ``dryness`` = (tightness + flaking) / 6
- ``sensitivity`` = stinging / 3

A score from 0.5 on counts. The first line that fits is the skin type:

1. sensitivity counts: ``sensitive``;
2. both oils count: ``oily``;
3. one of the oils counts: ``combination``, a mismatch between the zones (Youn et al. 2005);
4. dryness counts: ``dry``;
5. ``normal``.

Sensitivity comes first because it limits what skin bears, whatever else it is; the scores
keep the rest. The thresholds are ours: half of what can be reached. The sources that the items
come from are in :mod:`haski_desktop.questionnaire.items`; the rule itself has not been
validated against measurements.
"""

from collections.abc import Mapping
from typing import Final, Literal

from haski_desktop.engine.analysis import SkinQuestionnaire
from haski_desktop.language import Message
from haski_desktop.questionnaire.items import ANSWERS, Answer, Item

SkinType = Literal["normal", "dry", "oily", "combination", "sensitive"]
Score = Literal["t_zone_oil", "cheek_oil", "dryness", "sensitivity"]
COUNTS_AT: Final = 0.5
DIGITS: Final = 2

_SPOKE_FOR: Final[dict[Score, Message]] = {
    "t_zone_oil": Message("forehead, nose and chin shine, or pores show"),
    "cheek_oil": Message("the cheeks shine"),
    "dryness": Message("the skin feels tight or flakes"),
    "sensitivity": Message("it stings or reddens easily"),
}
_SPOKE_AGAINST: Final[dict[Score, Message]] = {
    "t_zone_oil": Message("forehead, nose and chin hardly shine"),
    "cheek_oil": Message("the cheeks hardly shine"),
    "dryness": Message("it is neither tight nor flaky"),
    "sensitivity": Message("it bears most things"),
}
# Which scores made a skin type what it is, in the order in which they are told.
_DECIDED_BY: Final[dict[str, tuple[Score, ...]]] = {
    "sensitive": ("sensitivity",),
    "oily": ("t_zone_oil", "cheek_oil"),
    "combination": ("t_zone_oil", "cheek_oil"),
    "dry": ("dryness", "t_zone_oil", "cheek_oil"),
    "normal": ("t_zone_oil", "cheek_oil", "dryness", "sensitivity"),
}
_SENTENCES: Final[dict[str, Message]] = {
    "normal": Message("Your answers speak for normal skin"),
    "dry": Message("Your answers speak for dry skin"),
    "oily": Message("Your answers speak for oily skin"),
    "combination": Message("Your answers speak for combination skin"),
    "sensitive": Message("Your answers speak for sensitive skin"),
}


def skin_type(answers: Mapping[Item, Answer]) -> SkinQuestionnaire:
    """Score the answers to all six items.

    Raises:
        KeyError: An item has no answer.
    """
    points = {item: ANSWERS[answers[item]] for item in Item}
    exact: dict[Score, float] = {
        "t_zone_oil": (2 * points[Item.SHINE_T_ZONE] + points[Item.PORES]) / 9,
        "cheek_oil": points[Item.SHINE_CHEEKS] / 3,
        "dryness": (points[Item.TIGHTNESS] + points[Item.FLAKING]) / 6,
        "sensitivity": points[Item.STINGING] / 3,
    }
    return SkinQuestionnaire(
        answers={item.value: answers[item] for item in Item},
        skin_type=_type_of({name for name, score in exact.items() if score >= COUNTS_AT}),
        scores={name: round(score, DIGITS) for name, score in exact.items()},
    )


def sentence(found: SkinQuestionnaire) -> str:
    """The skin type that the answers speak for, as a sentence without its full stop."""
    return str(_SENTENCES[found.skin_type])


def spoke_for(found: SkinQuestionnaire) -> list[str]:
    """What in the answers led to the skin type, as clauses."""
    return [
        str((_SPOKE_FOR if found.scores[score] >= COUNTS_AT else _SPOKE_AGAINST)[score])
        for score in _DECIDED_BY[found.skin_type]
    ]


def _type_of(counting: set[Score]) -> SkinType:
    if "sensitivity" in counting:
        return "sensitive"
    oils = counting & {"t_zone_oil", "cheek_oil"}
    if len(oils) == 2:
        return "oily"
    if oils:
        return "combination"
    return "dry" if "dryness" in counting else "normal"
