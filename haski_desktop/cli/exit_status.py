"""Exit statuses, part of the contract with scripts."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """What ``haski`` tells the shell at its end."""

    OK = 0
    PHOTO_FAILED = 1
    USAGE = 2
    NO_MODEL = 3
    INTERRUPTED = 130
