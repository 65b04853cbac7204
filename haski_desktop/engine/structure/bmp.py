"""BMP: run-length encoded ones, which Pillow unpacks in Python."""

import struct
from typing import Final

from haski_desktop.engine.structure import Structure, TooComplexError

# About three seconds' worth.
MOST_RUN_BYTES: Final = 32 * 2**20
_RUN_LENGTHS: Final = frozenset((1, 2))


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    try:
        size, compression = struct.unpack_from("<I12xI", data, 14)
    except struct.error:
        return Structure(data)
    if size < 40 or compression not in _RUN_LENGTHS:
        return Structure(data)
    if len(data) > MOST_RUN_BYTES:
        raise TooComplexError
    return Structure(data, held_per_pixel=3)  # two copies of the indices while they grow
