"""What a file is made of, looked at before a decoder sees it.

A decoder does what a file says, and a small file can say a lot: millions of segments, thousands of
scans, values that lie over each other. :func:`examine` bounds all that with few steps of its own,
and counts the memory that the decoder will need. Formats whose decoders are bounded by the number
of pixels alone have no module here.
"""

import importlib
from types import ModuleType
from typing import Final, NamedTuple

# More than this many segments, chunks or blocks are no photo's.
MOST_PARTS: Final = 100_000
# Format to the module that knows it.
_MODULES: Final = {
    "JPEG": "jpeg",
    "PNG": "png",
    "TIFF": "tiff",
    "GIF": "gif",
    "BMP": "bmp",
    "WEBP": "webp",
    "AVIF": "isobmff",
    "HEIF": "isobmff",
}


class TooComplexError(Exception):
    """A file is built so that reading it would take too long."""


class Structure(NamedTuple):
    """What was found.

    Attributes:
        data: The bytes for the decoder: the file itself, or without parts that it does not need
            and would only lose time or give up over.
        held: Bytes that the decoder will hold beside the pixels that it gives.
        held_per_pixel: The same for each pixel of the picture.
    """

    data: bytes
    held: int = 0
    held_per_pixel: float = 0.0


def examine(data: bytes, kind: str) -> Structure:
    """Look at a file's structure.

    Args:
        data: The whole file.
        kind: Pillow's name of its format, as its first bytes say.

    Raises:
        TooComplexError: It is refused.
        ValueError: It is damaged. Most damage is left for the decoder to find.
    """
    found: Structure = import_module(kind).examine(data)
    return found


def import_module(kind: str) -> ModuleType:
    """The module that knows a format."""
    return importlib.import_module(f"{__name__}.{_MODULES[kind]}")
