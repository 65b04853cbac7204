"""What files are made of: what is refused, what is left out; the picture stays the same."""

import struct
import zlib
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.photo import Photo, load_working_photo
from haski_desktop.engine.structure import MOST_PARTS
from haski_desktop.engine.structure.bmp import MOST_RUN_BYTES
from haski_desktop.engine.structure.exif import MOST_NUMBERS
from haski_desktop.engine.structure.jpeg import MOST_SCANS
from haski_desktop.errors import PhotoError
from tests.attacks.bombs import (
    flat_png,
    gif_with,
    jpeg_with,
    png,
    progressive_jpeg,
    rle_bmp,
    segment,
    small_tiff,
    tiff,
)
from tests.conftest import encoded
from tests.engine.test_photo import wide_gamut_profile

TURNED = 6
MANY = MOST_PARTS + 1
Make = Callable[[], bytes]


def drawn(kind: str, **options: object) -> bytes:
    pixels = np.random.default_rng(0).integers(0, 255, (6, 8, 3), np.uint8)
    return encoded(Image.fromarray(pixels).resize((320, 240)), kind, **options)


def orientation(values: int = 1, kind: int = 3) -> tuple[int, int, int, bytes]:
    size = {1: 1, 3: 2}[kind]
    return 0x0112, kind, values, (TURNED).to_bytes(size, "little") * values


def list_of_turns() -> bytes:
    """Exif data whose orientation is a list longer than any photo's."""
    return tiff([orientation(MOST_NUMBERS + 1)])


def same_values_twice(count: int = 4) -> bytes:
    """Exif data whose tags have all the same values."""
    whole = tiff([(1000 + number, 7, 60_000, b"12345") for number in range(count)])
    return whole + bytes(60_000)


def values_missing(count: int) -> bytes:
    """Exif data with an orientation, and tags whose values would lie behind its end."""
    missing = [(1000 + number, 7, 60_000, b"12345") for number in range(count)]
    return tiff([orientation(), *missing])


def webp(exif: bytes) -> bytes:
    return encoded(Image.new("RGB", (300, 240), "tan"), "WEBP", exif=exif)


def chunk_after_header(chunk: bytes, count: int) -> bytes:
    whole = flat_png(300, 240)
    return whole[:33] + chunk * count + whole[33:]


@pytest.mark.parametrize(
    "make",
    [
        partial(rle_bmp, 300, 240, bytes(MOST_RUN_BYTES)),
        lambda: gif_with(b"\x21\xfe" + b"\1a" * MANY + b"\0"),
        lambda: gif_with(b"\x21\x01\1a\0" * MANY),
        lambda: jpeg_with(segment(0xFE) * MANY),
        partial(progressive_jpeg, 320, 240, MOST_SCANS),
        lambda: chunk_after_header(png([(b"prVt", b"")])[8:], MANY),
        lambda: small_tiff((273, 4, MANY, bytes(4) * MANY)),
        lambda: small_tiff(orientation(MOST_NUMBERS + 1)),
        lambda: webp(b"Exif\0\0" + list_of_turns()),
        lambda: webp(same_values_twice()),
        lambda: drawn("WEBP") + (b"prVt" + bytes(4)) * MANY,
        lambda: drawn("AVIF") + list_of_turns(),
        lambda: drawn("AVIF") + b"II*\0" * MANY,
    ],
    ids=[
        *("BMP of runs", "GIF of tiny blocks", "GIF of extensions", "JPEG of comments"),
        *("JPEG of scans", "PNG of empty chunks", "TIFF of strips", "TIFF turned by a list"),
        *("WebP turned by a list", "WebP whose tags share values", "WebP of empty chunks"),
        *("AVIF with such a list", "AVIF of directories"),
    ],
)
def test_what_would_take_too_long_is_refused(make: Make) -> None:
    with pytest.raises(PhotoError) as refused:
        load_working_photo(make())
    assert refused.value.code == "too_complex"


@pytest.mark.parametrize(
    "make",
    [
        lambda: drawn("BMP")[:30],
        lambda: drawn("JPEG")[:150],
        lambda: jpeg_with(segment(0xC0, b"\x08")),
        lambda: jpeg_with(segment(0xC2, struct.pack(">BHHB", 8, 240, 320, 1) + b"\1\0\0")),
        lambda: small_tiff(*((2000 + n, 7, 2**30, b"12345") for n in range(70))),
        lambda: drawn("WEBP")[:60],
    ],
    ids=[
        *("BMP without sizes", "JPEG cut short", "JPEG with half a frame"),
        *("JPEG with a factor of 0", "TIFF without its values", "WebP cut short"),
    ],
)
def test_what_is_damaged_is_refused(make: Make) -> None:
    with pytest.raises(PhotoError) as refused:
        load_working_photo(make())
    assert refused.value.code in ("damaged", "unsupported_format")


def with_exif(exif: bytes) -> bytes:
    whole = drawn("JPEG")
    return whole[:2] + segment(0xE1, b"Exif\0\0" + exif) + whole[2:]


def sizes(photo: Photo) -> tuple[int, int]:
    return photo.width, photo.height


@pytest.mark.parametrize(
    "extra",
    [
        segment(0xFE, b"a comment") * 200,
        b"\xff" * 2000,
        segment(0xF0),  # of a kind that no reader knows
        segment(0xE1, b"Exif\0\0" + same_values_twice()[:65_000]),
        b"".join(segment(0xE1, b"Exif\0\0" + tiff([])) for _ in range(20)),
    ],
    ids=["comments", "fill bytes", "an unknown segment", "a bomb of Exif data", "much Exif data"],
)
def test_what_a_jpeg_does_not_need_is_left_out(extra: bytes) -> None:
    whole = drawn("JPEG")
    photo, plain = load_working_photo(whole[:2] + extra + whole[2:]), load_working_photo(whole)
    assert photo.pixels.tobytes() == plain.pixels.tobytes()


def test_colours_and_turns_are_not_left_out() -> None:
    whole = drawn("JPEG", exif=tiff_exif(), icc_profile=wide_gamut_profile())
    comments = whole[:2] + segment(0xFE, b"a comment") * 200 + whole[2:]
    photo, plain = load_working_photo(comments), load_working_photo(whole)
    assert sizes(photo) == (240, 320)
    assert photo.pixels.tobytes() == plain.pixels.tobytes()
    without = load_working_photo(drawn("JPEG", exif=tiff_exif()))
    assert photo.pixels.tobytes() != without.pixels.tobytes()


def tiff_exif() -> bytes:
    return b"Exif\0\0" + tiff([orientation()])


@pytest.mark.parametrize(
    ("exif", "is_turned"),
    [
        (tiff([orientation()]), True),
        (tiff([orientation(), (2000, 99, 1, b"\1")]), True),  # of a type that nobody knows
        (values_missing(3), True),
        (values_missing(70), False),
        (tiff([orientation()])[:9], False),
        (same_values_twice()[:60_000], False),
    ],
    ids=["plain", "unknown type", "some values missing", "many missing", "cut", "shared values"],
)
def test_exif_data_turn_a_photo_unless_they_are_a_bomb(exif: bytes, *, is_turned: bool) -> None:
    assert sizes(load_working_photo(with_exif(exif))) == ((240, 320) if is_turned else (320, 240))


def test_exif_data_that_are_a_bomb_are_left_out_of_a_png() -> None:
    plain = flat_png(320, 240, [(b"eXIf", tiff([orientation()]))])
    assert sizes(load_working_photo(plain)) == (240, 320)
    bomb = flat_png(320, 240, [(b"eXIf", list_of_turns())])
    assert sizes(load_working_photo(bomb)) == (320, 240)


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
KEYWORD = b"XML:com.adobe.xmp\0"
RAW = b"\nexif\n%8d\n" % len(tiff_exif()) + tiff_exif().hex().encode()


@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        ((b"iTXt", KEYWORD + b"\0\0\0\0" + XMP), True),
        ((b"iTXt", KEYWORD + b"\1\0\0\0" + zlib.compress(XMP)), True),
        ((b"iTXt", KEYWORD + b"\1\0\0\0" + zlib.compress(XMP + bytes(2**21))), False),
        ((b"iTXt", KEYWORD + b"\1\0\0\0no deflated data"), False),
        ((b"tEXt", b"Raw profile type exif\0" + RAW), True),
        ((b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(RAW)), True),
        ((b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(RAW + bytes(2**21))), False),
    ],
    ids=["XMP", "packed XMP", "long XMP", "damaged XMP", "raw Exif", "packed Exif", "long Exif"],
)
def test_texts_turn_a_png_unless_they_are_too_long(
    text: tuple[bytes, bytes], *, is_turned: bool
) -> None:
    photo = load_working_photo(flat_png(320, 240, [text]))
    assert sizes(photo) == ((240, 320) if is_turned else (320, 240))


def test_what_a_gif_says_before_its_picture_is_left_out_but_its_transparency() -> None:
    image = Image.new("P", (300, 240), 1)
    image.putpalette([0, 0, 0, 200, 150, 100])
    whole = encoded(image, "GIF", transparency=1)
    start = 13 + 3 * 2 ** ((whole[10] & 7) + 1)
    commented = whole[:start] + b"\x21\xfe\4many\0" * 50 + whole[start:]
    assert (
        load_working_photo(commented).pixels.tobytes() == load_working_photo(whole).pixels.tobytes()
    )


def test_run_lengths_of_an_ordinary_length_are_read() -> None:
    photo = load_working_photo(
        rle_bmp(300, 240, (b"\xff\x07" + b"\x2d\x07" + b"\0\0") * 240 + b"\0\1")
    )
    assert photo.pixels.getpixel((150, 120)) == (30, 29, 28)


def test_a_progressive_jpeg_is_read() -> None:
    assert sizes(load_working_photo(progressive_jpeg(320, 240, 3))) == (320, 240)
    whole = drawn("JPEG", progressive=True)
    assert load_working_photo(whole).pixels.size == (320, 240)


@pytest.mark.parametrize("options", [{}, {"subsampling": "4:4:4"}])
def test_avif_photos_are_read(options: dict[str, str]) -> None:
    assert sizes(load_working_photo(drawn("AVIF", **options))) == (320, 240)
