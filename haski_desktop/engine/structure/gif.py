"""GIF: what lies before the first picture. Graphics Interchange Format, version 89a."""

import re
from typing import Final

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError

_NEXT: Final = re.compile(rb"[!,;]")  # an extension, a picture or the end
_CONTROL: Final = b"!\xf9\x04"


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`.

    Of what lies there the decoder is given only the last block that says how the picture is to
    be drawn: it joins comments, and does not agree with the standard on where blocks end.
    """
    palette = 3 * 2 ** ((data[10] & 7) + 1) if len(data) > 10 and data[10] & 0x80 else 0
    start = at = 13 + palette
    control = b""
    blocks = 0
    while (found := _NEXT.search(data, at)) and found[0] == b"!":
        at = found.start() + 2
        while at < len(data) and data[at]:
            at += data[at] + 1
            blocks += 1
            if blocks > MOST_PARTS:
                raise TooComplexError
        at += 1
        blocks += 1
        if blocks > MOST_PARTS:
            raise TooComplexError
        block = data[found.start() : at]
        if block.startswith(_CONTROL) and len(block) == 8:
            control = block
    if found is None or found.start() == start:
        return Structure(data)
    data = data[:start] + control + data[found.start() :]
    return Structure(data, len(data))
