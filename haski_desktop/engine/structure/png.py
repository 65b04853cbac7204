"""PNG: its chunks. Portable Network Graphics, third edition."""

import struct
import zlib
from typing import Final

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError, exif

_TEXTS: Final = frozenset((b"tEXt", b"zTXt", b"iTXt"))
# Texts in which older programs say how a photo is to be turned.
_TELLING: Final = (b"Raw profile type exif\0", b"Raw profile type APP1\0", b"XML:com.adobe.xmp\0")
# The decoder gives up a photo over a longer text.
_LONGEST_TEXT: Final = 2**20
_MOST_TEXTS: Final = 4


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    kept: list[tuple[int, int]] = []
    at, start, parts, texts = 8, 0, 0, 0
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        content = at + 8
        if name in _TEXTS:
            keep = texts < _MOST_TEXTS and _tells(data[content : content + length], name)
            texts += keep
        else:
            keep = name != b"eXIf" or not exif.is_bomb(data[content : content + length])
        if not keep:
            kept.append((start, at))
            start = end
        parts += 1
        if parts > MOST_PARTS:
            raise TooComplexError
        if name == b"IEND":
            break
        at = end
    if not start:
        return Structure(data)
    data = b"".join([*(data[a:b] for a, b in kept), data[start:]])
    return Structure(data, len(data))


def _tells(content: bytes, name: bytes) -> bool:
    """Whether a text may say how a photo is to be turned, and can be read."""
    if not content.startswith(_TELLING) or len(content) > _LONGEST_TEXT:
        return False
    if name == b"tEXt":
        return True
    packed = content[content.index(b"\0") + 2 :] if name == b"zTXt" else None
    if packed is None:  # an iTXt: keyword, flag, method, language, translated keyword, text
        parts = content.split(b"\0", 1)[1]
        if parts[:1] != b"\1":
            return True
        packed = parts[2:].split(b"\0", 2)[-1]
    try:
        return len(zlib.decompressobj().decompress(packed, _LONGEST_TEXT + 1)) <= _LONGEST_TEXT
    except zlib.error:
        return False
