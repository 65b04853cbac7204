"""The answer to a question of the user's own, in words."""

from haski_desktop.engine.analysis import OwnAnswer
from haski_desktop.language import gettext, percent


def own_words(own: OwnAnswer) -> str:
    """The answer in a few words, with its labels as the model has them."""
    if own.decision == "confident":
        return own.label
    if not own.calibrated:
        text = gettext("likeliest {label}, {share}")
        return text.format(label=own.label, share=percent(own.confidence))
    return gettext("not sure: {labels}").format(labels=" / ".join(own.candidates))


def own_note(own: OwnAnswer) -> str:
    """How far to trust it."""
    if own.calibrated:
        return gettext(
            "This question was learned from somebody's own photos. One of its labels is named "
            "for any photo, whatever it shows."
        )
    return gettext(
        "This model was made elsewhere. Nobody has measured here how often it is right, and it "
        "names one of its labels for any photo, whatever it shows."
    )
