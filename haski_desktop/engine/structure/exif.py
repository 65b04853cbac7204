"""Directories of tags, as TIFF files and Exif data have them.

Tagged Image File Format 6.0 and BigTIFF. Pillow keeps a copy of every tag's value and makes a
Python number of every value that it needs.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from haski_desktop.engine.structure import TooComplexError

HEADS: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# Bytes of one value, by the type of a tag; the types in _BYTES are not made numbers of.
_SIZES: Final = (
    *(0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8),  # TIFF
    *(4, 0, 0, 8, 8, 8),  # BigTIFF
)
_BYTES: Final = frozenset((1, 2, 6, 7))
# The longest list of numbers in a photo is the palette of a 16-bit one, but for the places
# of its strips and tiles, which TIFF counts itself.
MOST_NUMBERS: Final = 3 * 2**16
_MOST_MISSING: Final = 64


class Tag(NamedTuple):
    """An entry of a directory.

    Attributes:
        name: Which tag it is.
        kind: Type of its values.
        values: How many there are.
        start: Where the first one is, from the head's first byte.
        size: Bytes of all values.
    """

    name: int
    kind: int
    values: int
    start: int
    size: int

    @property
    def is_list(self) -> bool:
        """Whether it has more numbers than a photo's would."""
        return self.kind not in _BYTES and self.values > MOST_NUMBERS


def read(data: bytes, at: int = 0) -> dict[int, Tag]:
    """The tags of the first directory behind the head at ``at`` whose values are there, by name.

    Raises:
        TooComplexError: Reading them takes far more than their size: some lie over each other,
            or one is a list longer than any photo's.
        ValueError: The values of many tags are not there.
    """
    room = len(data) - at
    total = missing = 0
    found = {}
    for tag in _tags(data, at):
        if tag.start + tag.size > room:
            missing += 1  # a reader takes what there is, and throws it away
        else:
            total += tag.size
            found[tag.name] = tag
            if tag.is_list:
                raise TooComplexError
        if total > room + 2**16:
            raise TooComplexError
        if missing > _MOST_MISSING:
            raise ValueError("this is no directory of tags")
    return found


def is_bomb(data: bytes, at: int = 0) -> bool:
    """Whether :func:`read` refuses it."""
    try:
        read(data, at)
    except (TooComplexError, ValueError):
        return True
    return False


def _tags(data: bytes, at: int = 0) -> Iterator[Tag]:
    order = "<" if data[at : at + 1] == b"I" else ">"
    big = b"+" in data[at : at + 4]
    first, entry, width = (8, "HHQ", 8) if big else (4, "HHI", 4)
    try:
        (offset,) = struct.unpack_from(order + "QI"[not big], data, at + first)
        (count,) = struct.unpack_from(order + "QH"[not big], data, at + offset)
        start = offset + (8 if big else 2)
        length = 4 + 2 * width
        for number in range(min(count, 2**16)):
            place = start + length * number
            code, kind, many = struct.unpack_from(order + entry, data, at + place)
            size = many * (_SIZES[kind] if kind < len(_SIZES) else 0)
            if not size:
                continue  # of a type that readers pass over
            here = place + 4 + width
            if size > width:
                (here,) = struct.unpack_from(order + "QI"[not big], data, at + here)
            yield Tag(code, kind, many, here, size)
    except struct.error:
        return  # cut short: so is what the decoder finds
