"""JPEG: segments up to the picture's data, then its scans. ITU-T T.81, annex B."""

import re
import struct
from typing import Final, NamedTuple

from haski_desktop.engine.structure import MOST_PARTS, Structure, TooComplexError, exif

# libtiff stops at as many; encoders write about ten. Each goes over all blocks.
MOST_SCANS: Final = 100
MOST_BLOCKS_VISITED: Final = 400_000_000

_MARKER: Final = re.compile(rb"\xff+([^\xff])", re.DOTALL)
_SOS, _EXIF, _ICC = 0xDA, 0xE1, 0xE2
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE: Final = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
# Segments that a decoder needs: frames, tables, restarts, JFIF, Adobe's colours.
_NEEDED: Final = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDD, 0xE0, 0xEE}
# Those that all readers agree to step over by their length; comments among them.
_ORDINARY: Final = _NEEDED | frozenset((*range(0xE0, 0xF0), 0xFE))
# As many that it does not need are left to it.
_FEW: Final = 100
_FEW_BYTES: Final = 1000
_MOST_EXIF: Final = 16


class _Frame(NamedTuple):
    marker: int
    blocks: dict[int, int]  # of each component


def examine(data: bytes) -> Structure:
    """See :func:`haski_desktop.engine.structure.examine`."""
    kept = [data[:2]]
    frame: _Frame | None = None
    at, parts, others, exifs, filled = 2, 0, 0, 0, 0
    clean = True
    while found := _MARKER.search(data, at):
        filled += found.end() - 2 - at
        at, marker = found.end() - 2, found[1][0]
        length = int.from_bytes(data[at + 2 : at + 4])
        if marker == _SOS or at + 4 > len(data):
            break
        parts += 1
        if parts > MOST_PARTS:
            raise TooComplexError
        if marker not in _ORDINARY or length < 2:
            clean = False
            at += 2
            continue
        segment = data[at : at + 2 + length]
        if marker in _FRAMES:
            frame = _frame(marker, segment)
        if marker == _EXIF and segment[4:10] == b"Exif\0\0":
            exifs += 1
            keep = exifs <= _MOST_EXIF and not exif.is_bomb(segment, 10)
            clean &= keep
        else:
            keep = marker in _NEEDED or (marker == _ICC and segment[4:15] == b"ICC_PROFILE")
            others += not keep
        if keep:
            kept.append(segment)
        at += 2 + length
    held = _held_by_scans(data, at, frame) if frame else 0
    if clean and others <= _FEW and filled <= _FEW_BYTES:
        return Structure(data, held)
    data = b"".join(kept) + data[at:]
    return Structure(data, held + len(data))


def _frame(marker: int, segment: bytes) -> _Frame | None:
    try:
        height, width, components = struct.unpack_from(">HHB", segment, 5)
        factors = {segment[10 + 3 * i]: divmod(segment[11 + 3 * i], 16) for i in range(components)}
        across = -(-width // (8 * max(h for h, _ in factors.values())))
        down = -(-height // (8 * max(v for _, v in factors.values())))
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        return None
    return _Frame(marker, {name: across * h * down * v for name, (h, v) in factors.items()})


def _held_by_scans(data: bytes, at: int, frame: _Frame) -> int:
    """Bytes of the coefficients, which are all kept if a picture has several scans."""
    if frame.marker not in _PROGRESSIVE and data[at + 4 : at + 5] >= bytes((len(frame.blocks),)):
        return 0
    scans = visited = 0
    # Inside a scan's data such bytes can't be.
    while at >= 0:
        components = data[at + 4] if at + 4 < len(data) else 0
        names = data[at + 5 : at + 5 + 2 * components : 2]
        scans += 1
        visited += sum(frame.blocks.get(name, 0) for name in names)
        if scans > MOST_SCANS or visited > MOST_BLOCKS_VISITED:
            raise TooComplexError
        at = data.find(b"\xff\xda", at + 2)
    return sum(frame.blocks.values()) * 64 * 2
