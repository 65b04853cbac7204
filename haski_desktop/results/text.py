"""Names made by others, such as those of files, made safe to show."""

import unicodedata
from typing import Final

# Characters that only change the direction of those after them: a name with one can pose
# as another.
_TURNS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def visible(name: str) -> str:
    """A name on one line, with a symbol for each character that has no picture.

    Line breaks and control characters, with which a terminal is given orders, become
    symbols; so does what would turn the direction of the characters after it.
    """
    if name.isprintable():
        return name
    return "".join(map(_symbol, name))


def _symbol(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    unseen = character in _TURNS or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
    return "\N{REPLACEMENT CHARACTER}" if unseen else character
