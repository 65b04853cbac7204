"""What a person can do about a finding: neutral lines, and a page for each condition.

General care, when a pharmacist helps, when to see a doctor, and when soon. No product and no
treatment is named. In our own words after the pages that are named as sources.
"""

from typing import Final, NamedTuple

from haski_desktop.engine.analysis import Analysis, Prediction
from haski_desktop.engine.labels import HEALTHY
from haski_desktop.language import Message
from haski_desktop.results.answers import ACNE, LOOKALIKES, Group, groups

ConditionPage = str  # a key of PAGES


class Source(NamedTuple):
    """Where a page's statements come from."""

    title: str
    url: str


class Page(NamedTuple):
    """What there is to say about a condition."""

    title: str
    about: str
    care: str
    pharmacist: str
    doctor: str
    soon: str
    sources: tuple[Source, ...]


class _Texts(NamedTuple):
    title: Message
    about: Message
    care: Message
    pharmacist: Message
    doctor: Message
    soon: Message
    sources: tuple[Source, ...]


_NHS_ACNE: Final = Source("NHS: Acne", "https://www.nhs.uk/conditions/acne/")
_NHS_ECZEMA: Final = Source("NHS: Atopic eczema", "https://www.nhs.uk/conditions/atopic-eczema/")
_NHS_PSORIASIS: Final = Source("NHS: Psoriasis", "https://www.nhs.uk/conditions/psoriasis/")
_AAD_CHECK: Final = Source(
    "American Academy of Dermatology: What to look for, ABCDEs of melanoma",
    "https://www.aad.org/public/diseases/skin-cancer/find/at-risk/abcdes",
)
_GENTLE: Final = Message(
    "Wash gently with lukewarm water, keep the skin from drying out, and don't scratch."
)
_PAGES: Final[dict[ConditionPage, _Texts]] = {
    "acne": _Texts(
        Message("Acne"),
        Message(
            "Spots, blackheads or lumps where the skin has many oil glands: face, back, chest. It "
            "has nothing to do with being unclean."
        ),
        Message("Wash gently, no more than twice a day, and don't squeeze spots: that can scar."),
        Message("For a few spots a pharmacist can help; it takes weeks until something shows."),
        Message("See a doctor if that does not help, if scars remain, or if it weighs on you."),
        Message("See a doctor soon about painful, deep lumps, or if you feel ill with it."),
        (_NHS_ACNE,),
    ),
    "eczema": _Texts(
        Message("Eczema"),
        Message(
            "Itchy, dry, cracked or sore skin, often in folds and on the hands; it comes and goes."
        ),
        _GENTLE,
        Message("A pharmacist can help to care for dry, itchy skin."),
        Message("See a doctor to have it named, or if it keeps you awake or spreads."),
        Message("See a doctor soon if it weeps, crusts, swells or hurts, or if you have a fever."),
        (_NHS_ECZEMA,),
    ),
    "psoriasis": _Texts(
        Message("Psoriasis"),
        Message(
            "Patches of thickened skin with dry scales, often on elbows, knees, scalp and lower "
            "back. It can't be passed on."
        ),
        _GENTLE,
        Message("A pharmacist can help to care for dry, scaling skin."),
        Message("See a doctor to have it named, or if it bothers you or spreads."),
        Message(
            "See a doctor soon if joints hurt or swell, or if much of the skin is red and hot."
        ),
        (_NHS_PSORIASIS,),
    ),
    "eczema_or_psoriasis": _Texts(
        Message("Eczema or psoriasis"),
        Message(
            "Both make the skin red, dry and itchy, and look alike in photos. By eye, by touch and "
            "by what you tell, a dermatologist can tell them apart."
        ),
        _GENTLE,
        Message("A pharmacist can help to care for dry, itchy skin."),
        Message("See a doctor to know which of the two it is: their care differs."),
        Message(
            "See a doctor soon if it weeps, crusts or hurts, with fever, or if joints hurt or "
            "swell."
        ),
        (_NHS_ECZEMA, _NHS_PSORIASIS),
    ),
    "unknown": _Texts(
        Message("Something else"),
        Message("There are many more conditions than the few that this program has learned."),
        Message("Leave it alone: don't scratch, squeeze or pick at it."),
        Message("A pharmacist can often say whether a doctor should look at it."),
        Message("See a doctor if it does not go away within some weeks, or bothers you."),
        Message("See a doctor soon about a mole or spot that changes, bleeds or does not heal."),
        (_AAD_CHECK,),
    ),
    "healthy": _Texts(
        Message("No visible condition"),
        Message(
            "The program has learned a few conditions and sees none of them. That does not rule "
            "out others, nor what a photo can't show."
        ),
        Message("Protect your skin from strong sun."),
        Message("A pharmacist can help if your skin feels dry, tight or itchy."),
        Message("See a doctor about anything that worries you, whatever this program says."),
        Message("See a doctor soon about a mole or spot that changes, bleeds or does not heal."),
        (_AAD_CHECK,),
    ),
}
_PAGE_OF: Final[dict[Group, ConditionPage]] = {
    ACNE: "acne",
    ("mild_acne",): "acne",
    ("severe_acne",): "acne",
    LOOKALIKES: "eczema_or_psoriasis",
    ("eczema",): "eczema",
    ("psoriasis",): "psoriasis",
    (HEALTHY,): "healthy",
}
PAGES: Final = tuple(_PAGES)


def page(condition: ConditionPage) -> Page:
    """The page of a condition, one of :data:`PAGES`."""
    texts = _PAGES[condition]
    return Page(
        title=str(texts.title),
        about=str(texts.about),
        care=str(texts.care),
        pharmacist=str(texts.pharmacist),
        doctor=str(texts.doctor),
        soon=str(texts.soon),
        sources=texts.sources,
    )


def pages_for(prediction: Prediction) -> tuple[ConditionPage, ...]:
    """The pages that fit an answer about conditions, likeliest first."""
    if prediction.decision == "not_assessable":
        return ()
    if prediction.is_unlisted:
        return ("unknown",)
    found = dict.fromkeys(_PAGE_OF[group] for group in groups("condition", prediction))
    return tuple(found)


def what_you_can_do(result: Analysis) -> list[str]:
    """Two or three neutral lines for what a photo shows; none if there is no finding.

    General care first, then the pharmacist, then when to see a doctor soon. An answer that
    leaves several conditions open gets what holds for all: who can tell.
    """
    condition = result.predictions["condition"]
    fitting = [name for name in pages_for(condition) if name != "healthy"]
    if not result.in_scope or not fitting:
        return []
    if len(fitting) > 1:
        other = page("unknown")
        return [other.care, other.pharmacist, other.soon]
    found = page(fitting[0])
    severe = condition.decision == "confident" and condition.label == "severe_acne"
    return [found.care, found.doctor if severe else found.pharmacist, found.soon]
