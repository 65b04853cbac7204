"""The six questions and the answers that can be given. In our own words.

What they ask follows the criteria of the literature:

- shine by zone, and a mismatch of the zones as combination skin: Youn SW et al., "Regional and
  seasonal variations in facial sebum secretions: a proposal for the definition of combination
  skin type", Skin Res Technol 2005;11:189-195;
- shine and visible pores as signs of oil: Baumann LS et al., "A validated questionnaire for
  quantifying skin oiliness", J Cosmet Dermatol Sci Appl 2014;4:78-84; Choi CW et al., "Subjective
  facial skin type, based on the sebum related symptoms, can reflect the objective casual sebum
  level in acne patients", Skin Res Technol 2013;19:176-182;
- tightness after washing and flaking as signs of dryness: Oliveira R et al., "An overview of
  methods to characterize skin type: focus on visual rating scales and self-report instruments",
  Cosmetics 2023;10:14;
- stinging, burning or redness from what should not cause it as sensitive skin: Misery L et al.,
  "Definition of sensitive skin: an expert position paper", Acta Derm Venereol 2017;97:4-6.
"""

from enum import StrEnum
from typing import Final, Literal

from haski_desktop.language import Message


class Item(StrEnum):
    """One question; its value is its key in files and in the JSON."""

    SHINE_T_ZONE = "shine_t_zone"
    SHINE_CHEEKS = "shine_cheeks"
    TIGHTNESS = "tightness"
    PORES = "pores"
    FLAKING = "flaking"
    STINGING = "stinging"


Answer = Literal["never", "sometimes", "often", "always"]
# In points.
ANSWERS: Final[dict[Answer, int]] = {"never": 0, "sometimes": 1, "often": 2, "always": 3}

QUESTIONS: Final = {
    Item.SHINE_T_ZONE: Message(
        "At noon, some hours after washing: do your forehead, nose and chin shine?"
    ),
    Item.SHINE_CHEEKS: Message("At the same time: do your cheeks shine?"),
    Item.TIGHTNESS: Message("After washing, with nothing put on it: does your face feel tight?"),
    Item.PORES: Message("In a mirror at arm's length: can you see pores?"),
    Item.FLAKING: Message("Does the skin of your face flake or feel rough?"),
    Item.STINGING: Message(
        "Does your face sting, burn or turn red from creams, soap or water that others don't mind?"
    ),
}
ANSWER_NAMES: Final[dict[Answer, Message]] = {
    "never": Message("Hardly ever", "frequency"),
    "sometimes": Message("Sometimes", "frequency"),
    "often": Message("Often", "frequency"),
    "always": Message("Nearly always", "frequency"),
}
