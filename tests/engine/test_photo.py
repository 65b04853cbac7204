"""Decoding: every format and every peculiarity to the same upright pixels."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from haski_desktop.engine.photo import date_taken, load_photo, load_working_photo
from tests.conftest import encoded

TARGET = (224, 224)
# Orientation code -> how a camera that writes it stored the upright picture.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean absolute difference, 0 to 255."""
    return float(np.mean(ImageStat.Stat(ImageChops.difference(one, other)).mean))


@pytest.mark.parametrize("code", STORED_AS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_exif_orientation_ends_upright(gradient: Image.Image, code: int, kind: str) -> None:
    turn = STORED_AS[code]
    stored = gradient if turn is None else gradient.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = code
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    photo = load_photo(encoded(stored, kind, exif=exif.tobytes(), **options))
    assert (photo.width, photo.height) == gradient.size
    assert difference(photo.pixels, gradient) < 3


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF"])
def test_formats_agree_with_each_other(sample: Path, kind: str) -> None:
    original = Image.open(sample).convert("RGB")
    photo = load_photo(encoded(original, kind))
    assert photo.pixels.mode == "RGB"
    assert difference(photo.pixels, original) < (8 if kind == "GIF" else 3)


def test_heic(sample: Path) -> None:
    photo = load_photo(Path(__file__).parents[1] / "data" / "sample.heic")
    assert difference(photo.pixels, Image.open(sample)) < 2


def test_transparent_parts_are_white() -> None:
    image = Image.new("RGBA", (10, 10), (200, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 5, 10))
    pixels = load_photo(encoded(image, "PNG")).pixels
    assert pixels.getpixel((1, 5)) == (255, 255, 255)
    assert pixels.getpixel((8, 5)) == (200, 0, 0)


def test_palette_with_a_transparent_colour() -> None:
    image = Image.new("P", (10, 10), 1)
    image.putpalette([0, 0, 0, 10, 20, 200])
    image.paste(0, (0, 0, 5, 10))
    pixels = load_photo(encoded(image, "GIF", transparency=0)).pixels
    assert pixels.getpixel((1, 5)) == (255, 255, 255)
    assert pixels.getpixel((8, 5)) == (10, 20, 200)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind: str) -> None:
    pixels = load_photo(encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), kind)).pixels
    red, green, blue = pixels.getpixel((4, 4))  # type: ignore[misc]
    assert red > 240
    assert max(green, blue) < 40


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("value", [0, 80, 30000, 65535])
def test_sixteen_bit_greys_keep_their_scale(kind: str, value: int) -> None:
    image = Image.fromarray(np.full((8, 8), value, np.uint16))
    grey = load_photo(encoded(image, kind)).pixels.getpixel((4, 4))
    assert grey == (round(value / 257),) * 3


@pytest.mark.parametrize(("top", "expected"), [(1.0, 128), (200.0, 100), (60000.0, 117)])
def test_floating_point_greys(top: float, expected: int) -> None:
    values = np.full((8, 8), top / 2, np.float32)
    values[0, 0] = top
    grey = load_photo(encoded(Image.fromarray(values), "TIFF")).pixels.getpixel((4, 4))
    assert grey == (expected,) * 3


def test_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    for kind in ("GIF", "WEBP", "PNG"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        red, green, blue = load_photo(data).pixels.getpixel((4, 4))  # type: ignore[misc]
        assert red > 200
        assert max(green, blue) < 60


def test_wide_gamut_colours_become_srgb() -> None:
    """The same numbers mean a stronger green in a profile with wider primaries."""
    profile = wide_gamut_profile()
    image = Image.new("RGB", (16, 16), (100, 200, 100))
    plain = load_photo(encoded(image, "PNG")).pixels.getpixel((4, 4))
    wide = load_photo(encoded(image, "PNG", icc_profile=profile)).pixels.getpixel((4, 4))
    assert plain == (100, 200, 100)
    assert wide[0] < 90  # type: ignore[index]
    assert wide[1] >= 199  # type: ignore[index]


def test_an_srgb_profile_changes_nothing(gradient: Image.Image) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = load_photo(encoded(gradient, "PNG", icc_profile=profile))
    assert difference(photo.pixels, gradient) == 0


@pytest.mark.parametrize("profile", [b"", b"not a profile", b"\0" * 200])
def test_a_damaged_profile_does_not_stop_the_photo(gradient: Image.Image, profile: bytes) -> None:
    photo = load_photo(encoded(gradient, "PNG", icc_profile=profile))
    assert difference(photo.pixels, gradient) == 0


def test_damaged_metadata_does_not_stop_the_photo(gradient: Image.Image) -> None:
    photo = load_photo(encoded(gradient, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff broken"))
    assert (photo.width, photo.height) == gradient.size


def test_a_small_photo_says_so(sample: Path) -> None:
    assert load_photo(encoded(Image.new("RGB", (1, 1)), "PNG")).warnings == ("low_resolution",)
    assert load_photo(sample).warnings == ()


def test_reduced_decoding_shows_the_same_picture(sample: Path) -> None:
    big = Image.open(sample).resize((4000, 3000), Image.Resampling.BICUBIC)
    data = encoded(big, "JPEG", quality=90)
    full = load_photo(data).pixels
    reduced = load_photo(data, TARGET)
    assert (reduced.width, reduced.height) == (4000, 3000)
    assert reduced.pixels.width < 1100
    small = [image.resize(TARGET, Image.Resampling.BICUBIC) for image in (full, reduced.pixels)]
    assert difference(*small) < 1


def test_name_and_checksum(sample: Path) -> None:
    data = sample.read_bytes()
    by_path, by_bytes = load_photo(sample), load_photo(data)
    assert by_path.name == "sample.jpg"
    assert by_bytes.name == ""
    assert by_path.sha256 == by_bytes.sha256


def wide_gamut_profile() -> bytes:
    """An ICC profile with Adobe RGB's primaries, made from the bytes of an sRGB one."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Primaries adapted to D50, as the ICC's s15Fixed16 numbers.
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    count = int.from_bytes(data[128:132], "big")
    for entry in range(132, 132 + 12 * count, 12):
        tag, start = (
            bytes(data[entry : entry + 4]),
            int.from_bytes(data[entry + 4 : entry + 8], "big"),
        )
        for index, value in enumerate(primaries.get(tag, ())):
            at = start + 8 + 4 * index
            data[at : at + 4] = round(value * 65536).to_bytes(4, "big")
        if tag == b"desc":
            data[start : start + 60] = data[start : start + 60].replace(
                b"s\0R\0G\0B", b"w\0i\0d\0e"
            )
    return bytes(data).replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))


@pytest.mark.parametrize(
    ("size", "kind", "expected"),
    [
        ((4000, 3000), "JPEG", (2000, 1500)),
        ((4032, 3024), "JPEG", (2016, 1512)),
        ((3000, 4000), "PNG", (1500, 2000)),
        ((2500, 1875), "PNG", (2048, 1536)),
        ((1400, 1050), "PNG", (1400, 1050)),
        ((640, 480), "JPEG", (640, 480)),
        ((9000, 1500), "JPEG", (6928, 1155)),
        ((3000, 20), "PNG", (3000, 20)),
    ],
)
def test_the_working_image(size: tuple[int, int], kind: str, expected: tuple[int, int]) -> None:
    photo = load_working_photo(encoded(Image.new("RGB", size, (200, 150, 120)), kind))
    assert photo.pixels.size == expected
    assert (photo.width, photo.height) == size
    assert photo.pixels.getpixel((5, 5)) == pytest.approx((200, 150, 120), abs=4)


def test_a_turned_photo_has_an_upright_working_image(gradient: Image.Image) -> None:
    large = gradient.resize((2560, 1920))
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(large.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)
    photo = load_working_photo(data)
    assert (photo.width, photo.height) == (2560, 1920)
    assert photo.pixels.size == (2048, 1536)
    for corner in ((0, 0), (63, 0), (0, 47), (63, 47)):
        x, y = (round((at + 0.5) * 32) for at in corner)
        assert photo.pixels.getpixel((x, y)) == pytest.approx(gradient.getpixel(corner), abs=12)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_when_a_photo_was_taken(gradient: Image.Image, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2026:01:01 00:00:00"  # when it was last changed
    exif.get_ifd(0x8769)[0x9003] = "2025:12:24 18:05:06"
    taken = dt.datetime(2025, 12, 24, 18, 5, 6)  # noqa: DTZ001 - it has no zone
    assert date_taken(encoded(gradient, kind, exif=exif.tobytes())) == taken
    assert date_taken(encoded(gradient, kind)) is None


@pytest.mark.parametrize(
    "text", ["0000:00:00 00:00:00", "2025:13:24 18:05:06", "yesterday", "", "    :  :     :  :  "]
)
def test_a_date_that_is_none(gradient: Image.Image, text: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = text
    assert date_taken(encoded(gradient, "JPEG", exif=exif)) is None


def test_when_what_is_no_photo_was_taken(gradient: Image.Image) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2025:12:24 18:05:06"
    data = encoded(gradient, "JPEG", exif=exif)
    for length in range(0, len(data), 7):
        date_taken(data[:length])
    at = data.index(b"2025:12:24")
    for start in range(20, at):
        date_taken(data[:start] + b"\xff" * 4 + data[start + 4 :])
    assert date_taken(b"") is date_taken(b"no photo") is None
