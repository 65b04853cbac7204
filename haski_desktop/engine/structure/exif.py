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
# Tags of the Exif specification (CIPA DC-008): where its own directory is, and the dates in it.
_DIRECTORY: Final = 0x8769
_DATES: Final = (0x9003, 0x9004)  # when a picture was taken; when it was digitized
_DATE_BYTES: Final = 19  # YYYY:MM:DD HH:MM:SS


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


def date_taken(data: bytes, at: int = 0) -> str:
    """The date at which the picture with these tags was taken, as ``YYYY:MM:DD HH:MM:SS``.

    Nothing else of the tags is read or kept, so no list of them is refused.

    Args:
        data: Exif data or a TIFF file.
        at: Where its head is.

    Returns:
        The text as it stands there, which may be no date; empty if there is none.
    """
    is_little = data[at : at + 1] == b"I"
    pointer = next((tag for tag in _tags(data, at) if tag.name == _DIRECTORY), None)
    if pointer is None or pointer.size != 4:
        return ""
    directory = int.from_bytes(
        data[at + pointer.start : at + pointer.start + 4], "little" if is_little else "big"
    )
    found = {tag.name: tag for tag in _tags(data, at, directory) if tag.name in _DATES}
    date = next((found[name] for name in _DATES if name in found), None)
    if date is None:
        return ""
    start = at + date.start
    return data[start : start + _DATE_BYTES].decode("ascii", "replace")


def _tags(data: bytes, at: int = 0, directory: int | None = None) -> Iterator[Tag]:
    """The tags of a directory, by default the first one, as far as they are there.

    Args:
        data: What holds them.
        at: Where the head is.
        directory: Where the directory is, from the head's first byte.
    """
    order = "<" if data[at : at + 1] == b"I" else ">"
    big = b"+" in data[at : at + 4]
    first, entry, width = (8, "HHQ", 8) if big else (4, "HHI", 4)
    try:
        (offset,) = struct.unpack_from(order + "QI"[not big], data, at + first)
        offset = offset if directory is None else directory
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
