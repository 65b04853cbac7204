"""The three heads of the model and their fourteen labels.

This is the only place that lists them. The model's logits are the heads'
labels one after another, in the order of :data:`HEADS`.
"""

from typing import Final, Literal, NamedTuple

HeadName = Literal["skin_type", "hair_type", "condition"]


class Head(NamedTuple):
    """One question that the model answers about a photo.

    Attributes:
        name: The head's key in JSON.
        labels: Its labels in index order.
        start: Index of its first label among the model's logits.
    """

    name: HeadName
    labels: tuple[str, ...]
    start: int

    @property
    def span(self) -> slice:
        """The head's part of the logits."""
        return slice(self.start, self.start + len(self.labels))


HEALTHY: Final = "healthy"

SKIN_TYPE: Final = Head("skin_type", ("normal", "dry", "oily", "combination", "sensitive"), 0)
HAIR_TYPE: Final = Head("hair_type", ("straight", "wavy", "curly", "coily"), 5)
CONDITION: Final = Head(
    "condition", (HEALTHY, "mild_acne", "severe_acne", "eczema", "psoriasis"), 9
)

HEADS: Final = (SKIN_TYPE, HAIR_TYPE, CONDITION)
LOGITS: Final = sum(len(head.labels) for head in HEADS)
