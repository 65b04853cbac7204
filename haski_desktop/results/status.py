"""The status of a photo, and of each answer about it.

The window is on the screen before the engine is imported, and its icons and colours need the
statuses: hence the late imports.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haski_desktop.engine.analysis import Analysis, Failure, Prediction


class PhotoStatus(StrEnum):
    """The status of a photo or of one of its answers; each has its own icon and colours."""

    WAITING = "waiting"
    CANCELLED = "cancelled"
    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"
    OUT_OF_SCOPE = "out_of_scope"
    ERROR = "error"


def status_of(result: "Analysis | Failure") -> PhotoStatus:
    """The status of a photo as a whole: that of its best answer."""
    from haski_desktop.engine.analysis import Failure

    if isinstance(result, Failure):
        return PhotoStatus.ERROR
    if not result.in_scope:
        return PhotoStatus.OUT_OF_SCOPE
    found = {answer_status(prediction) for prediction in result.predictions.values()}
    ranking = (PhotoStatus.CONFIDENT, PhotoStatus.UNCERTAIN, PhotoStatus.NOT_ASSESSABLE)
    return next(status for status in ranking if status in found)


def answer_status(prediction: "Prediction") -> PhotoStatus:
    """The status of one answer."""
    return PhotoStatus(prediction.decision)


def is_demo(result: "Analysis | Failure | None") -> bool:
    """Whether the result is made up."""
    from haski_desktop.engine.analysis import Analysis

    return isinstance(result, Analysis) and "mock_result" in result.warnings
