"""WebP: its chunks, which are those of a RIFF file."""

import struct

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError, exif


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    at = 12
    parts = 0
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            content = data[at + 8 : at + 8 + length]
            head = 6 if content.startswith(b"Exif\0\0") else 0
            if exif.is_bomb(content, head):
                raise TooComplexError
        parts += 1
        if parts > MOST_PARTS:
            raise TooComplexError
        at += 8 + length + length % 2
    # libwebp keeps two canvases, its own picture and a copy of it.
    return Structure(data, held_per_pixel=13.2)
