"""AVIF and HEIC: boxes of ISO/IEC 14496-12, with a video codec's picture inside."""

from typing import Final

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError, exif

_HIGH_DEPTH: Final = 0x40


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    for head in exif.HEADS:
        at = data.find(head)
        parts = 0
        while at >= 0:
            parts += 1
            if parts > MOST_PARTS or exif.is_bomb(data, at):
                raise TooComplexError
            at = data.find(head, at + 1)
    return Structure(data, held_per_pixel=_held(data))


def _held(data: bytes) -> float:
    """Bytes a pixel of the codec's own picture and of the first RGB one.

    Measured with libavif and libheif; deeper colours take twice as much.
    """
    at = data.find(b"av1C")
    if at >= 0:
        deep = int.from_bytes(data[at + 6 : at + 7]) & _HIGH_DEPTH
        return 15.0 if deep else 8.0
    at = data.find(b"hvcC")
    if at < 0 or at + 22 > len(data):
        return 12.0
    full_colour, deep = data[at + 20] & 3 == 3, data[at + 21] & 7
    return (5.4 if full_colour else 3.4) * (2 if deep else 1)
