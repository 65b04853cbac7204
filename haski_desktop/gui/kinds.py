"""The few states that the window tells apart. No Qt, and nothing of the engine."""

from enum import StrEnum


class Kind(StrEnum):
    """The states of a photo or of one of its answers; each has its own icon and look."""

    WAITING = "waiting"
    CANCELLED = "cancelled"
    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"
    OUT_OF_SCOPE = "out_of_scope"
    ERROR = "error"
