"""TIFF: the tags of its first picture, and how many parts its pixels lie in."""

from typing import Final, Literal

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError, exif

_WIDTH, _HEIGHT, _BITS, _SAMPLES = 256, 257, 258, 277
_ROWS, _TILE_WIDTH, _TILE_HEIGHT = 278, 322, 323
_NUMBERS: Final = frozenset((_WIDTH, _HEIGHT, _BITS, _SAMPLES, _ROWS, _TILE_WIDTH, _TILE_HEIGHT))
# Places and sizes of the strips and tiles.
_PARTS: Final = frozenset((273, 279, 324, 325))


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    order: Literal["little", "big"] = "little" if data[:1] == b"I" else "big"
    tags = exif.read(data)
    if any(tags[name].values > MOST_PARTS for name in _PARTS & tags.keys()):
        raise TooComplexError
    numbers = {}
    for name in _NUMBERS & tags.keys():
        tag = tags[name]
        one = tag.size // max(1, tag.values)
        numbers[name] = int.from_bytes(data[tag.start : tag.start + one], order)
    return Structure(data, _part(numbers))


def _part(numbers: dict[int, int]) -> int:
    """Bytes of one strip or tile, which libtiff unpacks as a whole."""
    height = numbers.get(_HEIGHT, 0)
    rows = numbers.get(_TILE_HEIGHT) or min(numbers.get(_ROWS) or height, height)
    width = numbers.get(_TILE_WIDTH) or numbers.get(_WIDTH, 0)
    bits = numbers.get(_BITS, 8) * numbers.get(_SAMPLES, 1)
    return rows * width * bits // 8
