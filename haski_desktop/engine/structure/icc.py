"""Colour profiles: ICC.1:2022, whose tags say how colours are converted."""

import struct
from typing import Final

_TAGS: Final = 128  # where the number of tags is
# LittleCMS reads no profile with more.
_MOST_TAGS: Final = 100
_CHAIN: Final = b"mpet"


def is_bomb(profile: bytes) -> bool:
    """Whether converting colours by a profile may take for ever.

    Every other kind of tag is a fixed number of curves, matrices and tables. One of
    ``multiProcessElementsType`` is a chain of any length, whose links may all be the same few
    bytes, and each colour goes through all of it. Photos do without.
    """
    try:
        (count,) = struct.unpack_from(">I", profile, _TAGS)
        if count > _MOST_TAGS:
            return True
        for number in range(count):
            (start,) = struct.unpack_from(">I", profile, _TAGS + 4 + 12 * number + 4)
            if profile.startswith(_CHAIN, start):
                return True
    except struct.error:
        return True  # cut short
    return False
