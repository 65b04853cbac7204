"""Damaged photos through the decoder: always a picture or a coded error, never a crash.

    python tests/engine/fuzz.py [COUNT [FORMAT...]]

makes COUNT (1,000) mutations of generated photos in every format and decodes each in a process
that is watched from outside: it must answer within 5 seconds of a processor's time and in 1 GB of
memory. What breaks a rule is kept in the current folder as `fuzz-FORMAT-NUMBER`.
"""

import contextlib
import io
import os
import random
import select
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SECONDS: Final = 5.0
MEMORY: Final = 2**30
FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "HEIC")
# Numbers at which a decoder's arithmetic goes wrong first.
ODD: Final = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def seeds(kind: str) -> list[bytes]:
    """Whole photos of one format, of several kinds."""
    if kind == "HEIC":  # can't be written here
        return [(ROOT / "tests/data/sample.heic").read_bytes()]
    y, x = np.mgrid[0:90, 0:120]
    rgb = Image.fromarray(np.stack([x * 2, y * 2, (x * y) % 256], axis=2).astype(np.uint8))
    ways: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "JPEG": [
            ("RGB", {"progressive": True}),
            ("L", {}),
            ("CMYK", {}),
            ("RGB", {"exif": _exif()}),
        ],
        "PNG": [("RGB", {}), ("P", {}), ("RGBA", {}), ("I;16", {}), ("1", {})],
        "WEBP": [("RGB", {}), ("RGBA", {"lossless": True}), ("RGB", {"exif": _exif()})],
        "TIFF": [("RGB", {"compression": c}) for c in ("raw", "tiff_lzw", "jpeg", "tiff_deflate")]
        + [("CMYK", {}), ("1", {"compression": "group4"}), ("F", {})],
        "GIF": [("P", {}), ("L", {"interlace": True})],
        "BMP": [("RGB", {}), ("P", {}), ("1", {})],
        "AVIF": [("RGB", {}), ("RGBA", {}), ("RGB", {"exif": _exif()})],
    }
    found = []
    for mode, options in ways[kind]:
        image = (
            rgb.convert("L").convert("I").convert("I;16") if mode == "I;16" else rgb.convert(mode)
        )
        buffer = io.BytesIO()
        image.save(buffer, kind, **options)
        found.append(buffer.getvalue())
    return found


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def mutated(kind: str, number: int) -> bytes:
    """The same damage for the same number."""
    rng = random.Random(f"{kind} {number}")
    data = bytearray(rng.choice(seeds_of[kind]))
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        # Headers are small, and most of a decoder's decisions are made there.
        span = len(data) if rng.random() < 0.5 else min(len(data), 256)
        # Without its first bytes a file is mostly refused before a decoder sees it.
        first = 0 if rng.random() < 0.1 else min(12, span - 1)
        at = rng.randrange(first, span)
        match rng.randrange(7):
            case 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                width = rng.choice((1, 2, 4))
                number_there = rng.choice(ODD) % 2 ** (8 * width)
                order: Any = rng.choice(("big", "little"))
                data[at : at + width] = number_there.to_bytes(width, order)
            case 2:
                del data[at : at + rng.randrange(1, 64)]
            case 3:
                piece = data[at : at + rng.randrange(1, 64)]
                data[at:at] = piece * rng.randrange(1, 9)
            case 4:
                data[at:at] = rng.randbytes(rng.randrange(1, 32))
            case 5:
                del data[at:]
            case _:
                other = rng.choice(seeds_of[kind])
                data[at:] = other[rng.randrange(len(other)) :]
        if not data:
            break
    return bytes(data)


seeds_of: dict[str, list[bytes]] = {}


class Decoder:
    """A process that decodes what it is given, and is watched.

    Args:
        seconds: How much of a processor's time an answer may take; waiting for one is not
            counted, up to ten times as long.
        threads: How many threads decode the same photo at once.

    Attributes:
        used: The processor's time that the last answer took, in seconds.
        peak: Most memory, in bytes, that the process and those of its own have held.
    """

    def __init__(self, seconds: float = SECONDS, threads: int = 1) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._seconds = seconds
        self._threads = threads
        self.used = 0.0
        self.peak = 0

    def decode(self, data: bytes) -> tuple[str, str | None]:
        """What came of ``data``: ``ok`` or an error's code; and which rule was broken, if any."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        before = _processor_time(process.pid)
        try:
            process.stdin.write(struct.pack("<I", len(data)) + data)
            process.stdin.flush()
        except BrokenPipeError:
            return self._stop("crashed")
        if not select.select([process.stdout], [], [], 10 * self._seconds)[0]:
            return self._stop("no answer")
        answer = process.stdout.readline().decode().strip()
        if not answer:
            return self._stop("crashed")
        self.used = _processor_time(process.pid) - before
        if self.used > self._seconds:
            return self._stop(f"{self.used:.1f} s")
        self.peak = _peak_memory(process.pid)
        if self.peak > MEMORY:
            return self._stop(f"{self.peak // 2**20} MB of memory")
        known = answer == "ok" or answer in _CODES
        return answer, None if known else "an error without a code"

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, __file__, "--decode", str(self._threads)]
        pipe = subprocess.PIPE
        # The native libraries complain there about each damage.
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        return self._process

    def _stop(self, rule: str) -> tuple[str, str]:
        self.close()
        return "", rule


_CODES: Final = ("damaged", "unsupported_format", "too_many_pixels", "too_complex", "empty_file")


def _processor_time(pid: int) -> float:
    """Seconds that a process and its own have used so far; 0 where nobody can say."""
    ticks = 0
    for each in _with_its_own(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            # Its own, and those of processes that have ended.
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _peak_memory(pid: int) -> int:
    """Most memory, in bytes, that a process and its own have held; 0 where nobody can say."""
    held = 0
    for each in _with_its_own(pid):
        with contextlib.suppress(OSError, IndexError):
            text = Path(f"/proc/{each}/status").read_text()
            held += int(text.split("VmHWM:")[1].split()[0]) * 1024
    return held


def _with_its_own(pid: int) -> list[int]:
    """A process and those that it has started."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, children.read_text().split())
    return found


def broken(kind: str, count: int, tally: Counter[str]) -> Iterator[tuple[int, bytes, str]]:
    """Number, bytes and rule of every mutation that breaks one."""
    seeds_of[kind] = seeds(kind)
    decoder = Decoder()
    try:
        for number in range(count):
            data = mutated(kind, number)
            answer, rule = decoder.decode(data)
            tally[answer or "broken"] += 1
            if rule:
                yield number, data, rule
    finally:
        decoder.close()


def _decode_until_closed(threads: int) -> None:
    from haski_desktop.engine.photo import load_working_photo
    from haski_desktop.errors import PhotoError

    def decoded(data: bytes) -> str:
        try:
            mode = load_working_photo(data).pixels.mode
        except PhotoError as error:
            return error.code
        return "ok" if mode == "RGB" else mode

    pool = ThreadPoolExecutor(threads)
    while head := sys.stdin.buffer.read(4):
        data = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
        answers = set(pool.map(decoded, [data] * threads))
        sys.stdout.write(" ".join(sorted(answers)) + "\n")
        sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Try all formats and return 1 if any mutation broke a rule."""
    count = int(arguments[0]) if arguments else 1000
    failures = 0
    for kind in arguments[1:] or FORMATS:
        tally: Counter[str] = Counter()
        for number, data, rule in broken(kind, count, tally):
            failures += 1
            name = f"fuzz-{kind}-{number}"
            Path(name).write_bytes(data)
            sys.stdout.write(f"{name}: {rule}\n")
        sys.stdout.write(f"{kind}: {', '.join(f'{n} {what}' for what, n in tally.most_common())}\n")
    return min(failures, 1)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--decode"]:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        _decode_until_closed(int(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
