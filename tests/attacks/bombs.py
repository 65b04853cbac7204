"""Small files that would cost a decoder minutes or gigabytes, made from their formats' rules.

    python tests/attacks/bombs.py [WORD...]

reads each of them (those whose name has one of the words) in a process of its own and prints what
came of it, how long it took and how much memory. Each function gives the bytes of one file. They
are whole and follow their format, so that a decoder has no reason to stop early.
"""

import io
import struct
import sys
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image

ROOT: Final = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.engine.fuzz import Decoder  # noqa: E402 (this file is also a program)

DATA: Final = ROOT / "tests/data"
SECONDS: Final = 10.0  # and fuzz.MEMORY

# --- JPEG --------------------------------------------------------------------------------


def segment(marker: int, content: bytes = b"") -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def progressive_jpeg(
    width: int, height: int, scans: int, components: int = 3, sampling: int = 0x11
) -> bytes:
    """A flat progressive JPEG: one scan of DC coefficients, then ``scans`` of AC ones.

    Its Huffman tables are such that zero bits are what a flat picture needs: "no difference"
    for the DC coefficients, "no coefficients in the next 16,384 blocks" for the others.

    Args:
        width: In pixels.
        height: In pixels.
        scans: How many scans of AC coefficients.
        components: 1 (grey), 3 (YCbCr) or 4 (CMYK).
        sampling: Horizontal and vertical sampling factor of the first component; 0x22 is
            4:2:0, 0x11 is 4:4:4.
    """
    factors = [sampling] + [0x11] * (components - 1)
    frame = struct.pack(">BHHB", 8, height, width, components) + b"".join(
        bytes((number, factor, 0)) for number, factor in enumerate(factors, 1)
    )
    blocks = -(-width // 8) * -(-height // 8) * components
    one_code = b"\1" + bytes(15)  # a single code, of one bit
    names = b"".join(bytes((number, 0)) for number in range(1, components + 1))
    dc_scan = segment(0xDA, bytes((components,)) + names + b"\0\0\0") + bytes(blocks // 8 + 16)
    ac_scan = segment(0xDA, b"\1\1\0\1\x3f\0") + bytes(blocks * 15 // 16384 // 8 + 4)
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xDB, b"\0" + b"\1" * 64),
            segment(0xC2, frame),
            segment(0xC4, b"\0" + one_code + b"\0"),
            segment(0xC4, b"\x10" + one_code + b"\xe0"),
            dc_scan,
            ac_scan * scans,
            b"\xff\xd9",
        )
    )


def jpeg_with(before: bytes) -> bytes:
    """A small JPEG with ``before`` in front of its own segments."""
    whole = _encoded("JPEG")
    return whole[:2] + before + whole[2:]


def jpeg_of_exif() -> bytes:
    """1.8 million Exif segments."""
    return jpeg_with(segment(0xE1, b"Exif\0\0") * 1_800_000)


def jpeg_of_long_exif() -> bytes:
    """Exif segments that are joined one by one: 64 kB each, 64 MB in all."""
    return jpeg_with(segment(0xE1, b"Exif\0\0" + bytes(65_000)) * 1000)


def jpeg_of_comments() -> bytes:
    """1.8 million empty comments."""
    return jpeg_with(segment(0xFE) * 1_800_000)


def jpeg_of_fill_bytes() -> bytes:
    """A marker after 100 MB of fill bytes."""
    return jpeg_with(b"\xff" * 100_000_000)


def jpeg_of_junk() -> bytes:
    """A marker after 100 MB of anything."""
    return jpeg_with(segment(0xFE) + bytes(100_000_000))


# --- PNG ---------------------------------------------------------------------------------


def png(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A PNG of these chunks."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, content in chunks:
        parts += (struct.pack(">I", len(content)), name, content)
        parts.append(struct.pack(">I", zlib.crc32(content, zlib.crc32(name))))
    return b"".join(parts)


def _header(width: int, height: int, colours: int = 2) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)


def flat_png(width: int, height: int, between: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """A black RGBA picture with chunks ``between`` its header and its data."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + 4 * width)
    rows = [squeeze.compress(row) for _ in range(height)]
    data = b"".join(rows) + squeeze.flush()
    return png(chain((_header(width, height, 6),), between, ((b"IDAT", data), (b"IEND", b""))))


def png_of_empty_chunks() -> bytes:
    """3 million private chunks without content."""
    chunk = png([(b"prVt", b"")])[8:]
    small = flat_png(300, 300)
    return small[:33] + chunk * 3_000_000 + small[33:]


def png_of_empty_data() -> bytes:
    """3 million chunks of image data without content."""
    chunk = png([(b"IDAT", b"")])[8:]
    small = flat_png(300, 300)
    return small[:33] + chunk * 3_000_000 + small[33:]


def png_with_long_text() -> bytes:
    """A valid photo with a text of 2 MB."""
    return flat_png(300, 300, [(b"tEXt", b"Comment\0" + b"a" * 2_000_000)])


def png_with_compressed_text() -> bytes:
    """A valid photo with texts of 3 MB that take little room."""
    text = zlib.compress(b"a" * 3_000_000)
    return flat_png(
        300,
        300,
        [(b"zTXt", b"Comment\0\0" + text), (b"iTXt", b"Title\0\1\0\0\0" + text)],
    )


def png_of_many_texts() -> bytes:
    """A valid photo with 200 texts of 800 kB each."""
    return flat_png(300, 300, [(b"tEXt", b"Comment\0" + b"a" * 800_000)] * 200)


def profile_of_steps(steps: int = 100_000) -> bytes:
    """A colour profile that is a chain of matrices, all of them the same one."""
    matrix = b"matf" + bytes(4) + struct.pack(">HH12f", 3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)
    chain = b"mpet" + bytes(4) + struct.pack(">HHI", 3, 3, steps)
    chain += struct.pack(">II", 16 + 8 * steps, len(matrix)) * steps + matrix
    name = b"mluc" + bytes(4) + struct.pack(">II4sII4s", 1, 12, b"enUS", 4, 28, b"\0h\0i")
    white = struct.pack(">3i", 63190, 65536, 54061)
    tags = {b"desc": name, b"wtpt": b"XYZ " + bytes(4) + white, b"D2B0": chain}
    start = 132 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, start, len(content))
        start += len(content)
    head = struct.pack(">I4sI4s4s4s", start, b"lcms", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s28x", 2020, 1, 1, 0, 0, 0, b"acsp") + white + bytes(48)
    return head + table + b"".join(tags.values())


def png_with_long_profile() -> bytes:
    """A photo of 2 kB with such a profile."""
    return _encoded("PNG", icc_profile=profile_of_steps())


def jpeg_with_long_profile() -> bytes:
    """A photo with such a profile."""
    return _encoded("JPEG", icc_profile=profile_of_steps())


# --- TIFF and Exif -----------------------------------------------------------------------


def tiff(
    entries: list[tuple[int, int, int, bytes]], pixels: bytes = b"", header: bytes = b"II*\0"
) -> bytes:
    """A TIFF of one directory; each entry is tag, type, count and the values' bytes."""
    start = 8 + len(pixels)
    start += start % 2
    out = io.BytesIO()
    out.write(header + struct.pack("<I", start) + pixels)
    behind = start + 2 + 12 * len(entries) + 4
    long_values = []
    out.seek(start)
    out.write(struct.pack("<H", len(entries)))
    for tag, kind, count, values in sorted(entries, key=lambda entry: entry[0]):
        if len(values) <= 4:
            out.write(struct.pack("<HHI4s", tag, kind, count, values))
            continue
        out.write(struct.pack("<HHII", tag, kind, count, behind))
        long_values.append(values)
        behind += len(values)
    out.write(bytes(4))
    out.writelines(long_values)
    return out.getvalue()


def _short(tag: int, *values: int) -> tuple[int, int, int, bytes]:
    return tag, 3, len(values), struct.pack(f"<{len(values)}H", *values)


def _long(tag: int, *values: int) -> tuple[int, int, int, bytes]:
    return tag, 4, len(values), struct.pack(f"<{len(values)}I", *values)


def _grey(width: int, height: int) -> list[tuple[int, int, int, bytes]]:
    entries = [_long(256, width), _long(257, height), _short(258, 8), _short(259, 1)]
    return [*entries, _short(262, 1), _short(277, 1)]


def tiff_of_tiles() -> bytes:
    """A million tiles of 16 x 16 pixels, all of them the same."""
    many = 1_000_000
    side = 16 * 1000
    offsets = (324, 4, many, struct.pack("<I", 8) * many)
    sizes = (325, 4, many, struct.pack("<I", 256) * many)
    return tiff(
        [*_grey(side, side // 2), _short(322, 16), _short(323, 16), offsets, sizes], bytes(256)
    )


def tiff_of_strips() -> bytes:
    """A million strips of one row, all of them the same."""
    many = 1_000_000
    offsets = (273, 4, many, struct.pack("<I", 8) * many)
    sizes = (279, 4, many, struct.pack("<I", 100) * many)
    return tiff([*_grey(100, many), _short(278, 1), offsets, sizes], bytes(100))


def small_tiff(*more: tuple[int, int, int, bytes]) -> bytes:
    strips = [_long(273, 8), _long(279, 90_000), _long(278, 300)]
    return tiff([*_grey(300, 300), *strips, *more], bytes(90_000))


def tiff_with_giant_orientation() -> bytes:
    """A photo whose orientation has 20 million values."""
    many = 20_000_000
    return small_tiff((0x0112, 3, many, struct.pack("<H", 6) * many))


def tiff_with_giant_tag() -> bytes:
    """A valid photo with 30 MB of a program's own data, as editors leave them."""
    return small_tiff((37724, 7, 30_000_000, bytes(30_000_000)))


def tiff_of_overlapping_tags() -> bytes:
    """60,000 tags that all have the same 8 MB."""
    values = [(1000 + number, 7, 8_000_000, b"12345") for number in range(60_000)]
    return small_tiff(*values) + bytes(8_000_000)


def exif_with_giant_orientation() -> bytes:
    """Exif data whose orientation has 10 million values."""
    many = 10_000_000
    return tiff([(0x0112, 3, many, struct.pack("<H", 6) * many)])


def png_with_giant_orientation() -> bytes:
    """A photo with such Exif data."""
    return flat_png(300, 300, [(b"eXIf", exif_with_giant_orientation())])


def webp_with_giant_orientation() -> bytes:
    """A photo with such Exif data."""
    return _encoded("WEBP", exif=b"Exif\0\0" + exif_with_giant_orientation())


# --- BMP, GIF ----------------------------------------------------------------------------


def rle_bmp(width: int, height: int, runs: bytes) -> bytes:
    """A run-length encoded BMP."""
    palette = bytes(range(256)) * 4
    offset = 54 + len(palette)
    header = struct.pack("<2sIHHI", b"BM", offset + len(runs), 0, 0, offset)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, len(runs), 0, 0, 256, 0)
    return header + info + palette + runs


def bmp_of_runs() -> bytes:
    """100 million pixels, each a run of its own."""
    return rle_bmp(10_000, 10_000, (b"\1\7" * 10_000 + b"\0\0") * 10_000)


def bmp_of_jumps() -> bytes:
    """Jumps over 255 rows each, through 100 million pixels."""
    return rle_bmp(10_000, 10_000, b"\0\2\0\xff" * 40 + b"\0\1")


def gif_of_comment() -> bytes:
    """A comment of 100 MB before the picture."""
    block = b"\xff" + b"a" * 255
    return gif_with(b"\x21\xfe" + block * 400_000 + b"\0")


def gif_of_tiny_blocks() -> bytes:
    """A comment of 20 million letters, each a block of its own."""
    return gif_with(b"\x21\xfe" + b"\1a" * 20_000_000 + b"\0")


def gif_of_extensions() -> bytes:
    """5 million extensions of one letter."""
    return gif_with(b"\x21\x01\1a\0" * 5_000_000)


def gif_of_junk() -> bytes:
    """A picture after 100 MB of nothing."""
    return gif_with(bytes(100_000_000))


def gif_with(extension: bytes) -> bytes:
    whole = _encoded("GIF")
    start = 13 + 3 * 2 ** ((whole[10] & 7) + 1) if whole[10] & 0x80 else 13
    return whole[:start] + extension + whole[start:]


# --- all ---------------------------------------------------------------------------------


def _encoded(kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("L" if kind == "GIF" else "RGB", (300, 300), 99).save(buffer, kind, **options)
    return buffer.getvalue()


def _stored(name: str) -> Callable[[], bytes]:
    return (DATA / name).read_bytes


class Bomb(NamedTuple):
    """A file, what is to come of it, and how many threads read it at once."""

    make: Callable[[], bytes]
    answer: str
    threads: int = 1


BOMBS: Final[dict[str, Bomb]] = {
    "JPEG, 1.8 million Exif segments": Bomb(jpeg_of_exif, "too_complex"),
    "JPEG, 64 MB of Exif": Bomb(jpeg_of_long_exif, "ok"),
    "JPEG, 1.8 million comments": Bomb(jpeg_of_comments, "too_complex"),
    "JPEG, 100 MB of fill bytes": Bomb(jpeg_of_fill_bytes, "ok"),
    "JPEG, 100 MB of junk": Bomb(jpeg_of_junk, "ok"),
    "JPEG, 2,000 scans": Bomb(partial(progressive_jpeg, 17_800, 10_000, 2000), "too_complex"),
    "JPEG, progressive 4:2:0, 178 megapixels": Bomb(
        partial(progressive_jpeg, 17_800, 10_000, 9, sampling=0x22), "ok"
    ),
    "JPEG, progressive 4:4:4, 178 megapixels": Bomb(
        partial(progressive_jpeg, 17_800, 10_000, 9), "too_many_pixels"
    ),
    "JPEG, progressive CMYK, 178 megapixels": Bomb(
        partial(progressive_jpeg, 17_800, 10_000, 9, components=4), "too_many_pixels"
    ),
    "PNG, 3 million empty chunks": Bomb(png_of_empty_chunks, "too_complex"),
    "PNG, 3 million empty data chunks": Bomb(png_of_empty_data, "too_complex"),
    "PNG, 2 MB of text": Bomb(png_with_long_text, "ok"),
    "PNG, 3 MB of compressed text": Bomb(png_with_compressed_text, "ok"),
    "PNG, 160 MB of texts": Bomb(png_of_many_texts, "ok"),
    "PNG, giant orientation": Bomb(png_with_giant_orientation, "ok"),
    "PNG, 110 megapixels with transparency": Bomb(partial(flat_png, 11_000, 10_000), "ok"),
    "PNG, four at once of 60 megapixels": Bomb(partial(flat_png, 10_000, 6000), "ok", 4),
    "PNG, a colour profile of 100,000 steps": Bomb(png_with_long_profile, "ok"),
    "JPEG, a colour profile of 100,000 steps": Bomb(jpeg_with_long_profile, "ok"),
    "TIFF, a million tiles": Bomb(tiff_of_tiles, "too_complex"),
    "TIFF, a million strips": Bomb(tiff_of_strips, "too_complex"),
    "TIFF, giant orientation": Bomb(tiff_with_giant_orientation, "too_complex"),
    "TIFF, a tag of 30 MB": Bomb(tiff_with_giant_tag, "ok"),
    "TIFF, 60,000 tags of the same 8 MB": Bomb(tiff_of_overlapping_tags, "too_complex"),
    "WebP, giant orientation": Bomb(webp_with_giant_orientation, "too_complex"),
    "WebP, 48 megapixels": Bomb(_stored("flat.webp"), "ok"),
    "AVIF, 69 megapixels with transparency": Bomb(_stored("flat.avif"), "ok"),
    "AVIF, 110 megapixels": Bomb(_stored("large.avif"), "too_many_pixels"),
    "HEIC, 108 megapixels": Bomb(_stored("flat.heic"), "ok"),
    "BMP, 100 million runs": Bomb(bmp_of_runs, "too_complex"),
    "BMP, jumps over 100 megapixels": Bomb(bmp_of_jumps, "ok"),
    "GIF, a comment of 100 MB": Bomb(gif_of_comment, "too_complex"),
    "GIF, 20 million tiny blocks": Bomb(gif_of_tiny_blocks, "too_complex"),
    "GIF, 5 million extensions": Bomb(gif_of_extensions, "too_complex"),
    "GIF, 100 MB of junk": Bomb(gif_of_junk, "ok"),
}


def outcome(bomb: Bomb) -> tuple[str, float, int]:
    """The answer or the rule that was broken; seconds of a processor's time; bytes of memory."""
    decoder = Decoder(SECONDS, bomb.threads)
    try:
        answer, rule = decoder.decode(bomb.make())
        return rule or answer, decoder.used, decoder.peak
    finally:
        decoder.close()


def main(words: list[str]) -> int:
    """Try them and return 1 if what came of one is not what should."""
    wrong = 0
    for name, bomb in BOMBS.items():
        if not words or any(word in name for word in words):
            answer, seconds, peak = outcome(bomb)
            wrong += answer != bomb.answer
            note = "" if answer == bomb.answer else f"  (should be {bomb.answer})"
            line = f"{name:40}{seconds:6.1f} s{peak / 2**20:6.0f} MB  {answer}{note}"
            sys.stdout.write(line + "\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
