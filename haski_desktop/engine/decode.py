"""The bytes of a photo to upright sRGB pixels, with bounds on what a decoder may use."""

import importlib
import math
import struct
import warnings
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Final, Literal, NamedTuple

from PIL import ExifTags, Image, UnidentifiedImageError

from haski_desktop.engine import pixels, structure
from haski_desktop.engine.structure import Structure, TooComplexError, exif

DecodeErrorCode = Literal["unsupported_format", "damaged", "too_many_pixels", "too_complex"]

# First bytes of a file to Pillow's name of its format.
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"RIFF", "WEBP"),
)
# The one decoder that is then imported and tried. Decoders that are never reached can't be
# attacked: no EPS, PDF, PSD and the like.
_DECODERS: Final = {
    "JPEG": "PIL.JpegImagePlugin",
    "PNG": "PIL.PngImagePlugin",
    "GIF": "PIL.GifImagePlugin",
    "BMP": "PIL.BmpImagePlugin",
    "TIFF": "PIL.TiffImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
    "AVIF": "PIL.AvifImagePlugin",
    "HEIF": "pi_heif",
}
_AVIF_BRANDS: Final = frozenset((b"avif", b"avis"))
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
# Bounds on time. JPEG is decoded at a reduced scale, so it may claim more.
MAX_DECODED_PIXELS: Final = 110_000_000
MAX_CLAIMED_PIXELS: Final = 178_000_000
# What all decoders at work may hold at once. 108-megapixel HEIC photos just fit, and with what
# else the program holds it stays below 1 GB.
MAX_DECODER_BYTES: Final = 850 * 2**20
# Bytes that Pillow holds for each pixel, where it is not 4.
_PIXEL_BYTES: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}
# EXIF orientation to the turn that makes the picture upright.
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTER_TURNS: Final = frozenset(_TURNS[code] for code in (5, 6, 7, 8))
_EXIF: Final = b"Exif\0\0"
# What Pillow's decoders raise on damaged data, besides OSError.
_DECODER_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, RuntimeError, struct.error, zlib.error),
)


# Pillow's warnings (odd metadata, its own lower limit of pixels) would reach standard
# error; what matters is an error here. Set once at import, because
# warnings.catch_warnings is not safe among the threads of a batch.
warnings.filterwarnings("ignore", module=r"PIL\.")


class DecodeError(Exception):
    """A photo can't be decoded.

    Attributes:
        code: Why.
    """

    def __init__(self, code: DecodeErrorCode) -> None:
        super().__init__(code)
        self.code = code


class Decoded(NamedTuple):
    """A decoded photo.

    Attributes:
        image: Upright sRGB pixels, mode ``RGB``, at the size that was asked for.
        original: Width and height of the original in pixels, once upright.
    """

    image: Image.Image
    original: tuple[int, int]


def decode(
    data: bytes, size: pixels.Size | None, holding: Callable[[int], AbstractContextManager[None]]
) -> Decoded:
    """Decode a photo.

    Args:
        data: The whole file.
        size: How large the result is to be; ``None`` keeps every pixel.
        holding: Waits until so many bytes of memory may be used, and holds them.

    Raises:
        DecodeError: It is no photo, or none that can be decoded within the bounds.
    """
    try:
        kind = format_of(data)
        _import_decoder(kind)
        found = structure.examine(data, kind)
        with Image.open(BytesIO(found.data), formats=(kind,)) as image:
            return _decode(image, found, len(data), size, holding)
    except (Image.DecompressionBombError, MemoryError) as error:
        raise DecodeError("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise DecodeError("unsupported_format") from error
    except TooComplexError as error:
        raise DecodeError("too_complex") from error
    except _DECODER_ERRORS as error:
        raise DecodeError("damaged") from error


def exif_date(data: bytes) -> str:
    """When a photo was taken, as its Exif data say it; empty if they don't, or it is no photo.

    Args:
        data: The whole file.
    """
    try:
        kind = format_of(data)
        found = structure.examine(data, kind)
        if kind == "TIFF":
            return exif.date_taken(found.data)
        _import_decoder(kind)
        with Image.open(BytesIO(found.data), formats=(kind,)) as image:  # its head alone
            block: bytes = image.info.get("exif") or b""
    except (Image.DecompressionBombError, MemoryError, TooComplexError, *_DECODER_ERRORS):
        return ""
    return exif.date_taken(block, len(_EXIF) if block.startswith(_EXIF) else 0)


def format_of(data: bytes) -> str:
    """Pillow's name of the format, as the first bytes say.

    Raises:
        UnidentifiedImageError: It is none that is read.
    """
    if data[4:8] == b"ftyp":
        brands = {data[i : i + 4] for i in range(8, min(int.from_bytes(data[:4]), 256), 4)}
        if brands & _AVIF_BRANDS:
            return "AVIF"
        if brands & _HEIF_BRANDS:
            return "HEIF"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    raise UnidentifiedImageError


def import_all() -> None:
    """Import all that :func:`decode` may need."""
    for kind in _DECODERS:
        _import_decoder(kind)
        structure.import_module(kind)
    importlib.import_module("PIL.ImageCms")
    Image.preinit()  # whose imports the first picture would wait for


def _import_decoder(kind: str) -> None:
    module = importlib.import_module(_DECODERS[kind])
    if kind == "HEIF":
        module.register_heif_opener()


def _decode(
    image: Image.Image,
    found: Structure,
    file_bytes: int,
    size: pixels.Size | None,
    holding: Callable[[int], AbstractContextManager[None]],
) -> Decoded:
    original = image.size
    if image.width * image.height > MAX_CLAIMED_PIXELS:
        raise DecodeError("too_many_pixels")
    if size is not None:
        image.draft("RGB", (size.side, size.side))  # only JPEG can; others ignore it
    if image.width * image.height > MAX_DECODED_PIXELS:
        raise DecodeError("too_many_pixels")
    held = file_bytes + found.held + found.held_per_pixel * math.prod(original)
    held += math.prod(image.size) * _PIXEL_BYTES.get(image.mode, 4)
    factors = (1, 1) if size is None else size.factors(image.size)
    held += 4 * math.prod(image.size) / math.prod(factors)
    held += 12 * min(math.prod(image.size), pixels.BAND_PIXELS)
    if held > MAX_DECODER_BYTES:
        raise DecodeError("too_many_pixels")
    with holding(int(held)):
        image.load()
        # Asked only now: some decoders turn the picture themselves while they load it.
        turn = _TURNS.get(_orientation(image))
        # Cheapest order: fewer pixels first, then colours, then turning.
        small = pixels.reduced(image, factors)
    if size is not None:
        small = size.fitted(small)
    small = pixels.to_srgb(small, image.info.get("icc_profile"))
    if turn is None:
        return Decoded(small, original)
    upright = original[::-1] if turn in _QUARTER_TURNS else original
    return Decoded(small.transpose(turn), upright)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return 1  # damaged metadata is no reason to refuse the picture
