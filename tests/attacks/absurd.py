"""Journals that no program wrote: each line has its right checksum, the content is absurd."""

import json
import zlib
from typing import Any, Final


def line(content: Any) -> bytes:
    """A line of a journal with any content."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


_FIRST: Final = line(["haski-journal", 2, "jsonl", None])
_PHOTO: Final = ["/a.jpg", 1, 1, 1]

ABSURD: Final = (
    b"",
    b"\0" * 100_000,
    b"[" * 100_000 + b"]" * 100_000,
    b"[[[[" * 30_000,
    b'{"haski-journal": 1' + b"0" * 10_000 + b"}",
    line(b"[" * 50_000 + b"]" * 50_000),
    line(["haski-journal", 10**400, "jsonl", None]),
    line(["haski-journal", 2, "jsonl", [10**300, -1]]),
    _FIRST + line(b"[" * 60_000 + b"]" * 60_000) + line(["root", "/"]),
    _FIRST + line(["root", "\ud800"]) + line(["root", "a\0b"]) + line(["root", 7]),
    _FIRST + line(["root", "/" + "n" * 60_000]),
    _FIRST + line(["row", [_PHOTO, "m", True, 0, 10**400, 1]]),
    _FIRST + line(["row", [_PHOTO, "m", True, 2**61, 2**61 + 1, 1]]),
    _FIRST + line(["row", [_PHOTO, "m", True, 0, 1e300, 1]]),
    _FIRST + line(["row", [_PHOTO, "m", True, -5, 5, 1]]),
    _FIRST + line(["row", [_PHOTO, "m", True, 0, 2**40, 1]]) * 3,
    _FIRST + line(["moving", 10**400]) + line(["move", [_PHOTO, "m", True, 0, 5, 1], 10**400]),
    _FIRST + line(["moving", -1]) + line(["move", [_PHOTO, "m", True, 0, 5, 1], -5]),
    _FIRST + line(["moving", None]) + line(["move", [_PHOTO, "m", True, 9, 99, 1], 3]),
    _FIRST + line(["row", [["\udcff\ud800", 1, 1, 1], "m", True, 0, 5, 1]]),
    _FIRST + line(["row", [_PHOTO, "m", "true", 0, 5, 1]]) + line(["row", None]) + line(None),
)
