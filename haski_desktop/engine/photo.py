"""Path or bytes to upright RGB pixels. Nothing else in the program opens a photo."""

import errno
import hashlib
import importlib
import math
import os
import stat
import struct
import warnings
import zlib
from datetime import datetime
from io import BytesIO
from typing import Final, Literal, NamedTuple

from PIL import ExifTags, Image, UnidentifiedImageError

from haski_desktop.engine import pixels
from haski_desktop.engine.memory import Memory
from haski_desktop.engine.structure import Structure, TooComplexError, examine, exif
from haski_desktop.errors import PhotoError, PhotoErrorCode, printable

PhotoSource = str | os.PathLike[str] | bytes
PhotoWarning = Literal["low_resolution"]

# First bytes of a file to the one decoder that is then imported and tried. Decoders
# that are never reached can't be attacked: no EPS, PDF, PSD and the like.
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "JPEG", "PIL.JpegImagePlugin"),
    (b"\x89PNG\r\n\x1a\n", "PNG", "PIL.PngImagePlugin"),
    (b"GIF8", "GIF", "PIL.GifImagePlugin"),
    (b"BM", "BMP", "PIL.BmpImagePlugin"),
    (b"II*\0", "TIFF", "PIL.TiffImagePlugin"),
    (b"MM\0*", "TIFF", "PIL.TiffImagePlugin"),
    (b"II+\0", "TIFF", "PIL.TiffImagePlugin"),
    (b"MM\0+", "TIFF", "PIL.TiffImagePlugin"),
    (b"RIFF", "WEBP", "PIL.WebPImagePlugin"),
)
_AVIF_BRANDS: Final = frozenset((b"avif", b"avis"))
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
SUFFIXES: Final = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".bmp", ".dib", ".gif"),
        *(".tif", ".tiff", ".webp", ".avif", ".heic", ".heif", ".hif"),
    )
)

MAX_FILE_BYTES: Final = 256 * 2**20
# Bounds on time. JPEG is decoded at a reduced scale, so it may claim more.
MAX_DECODED_PIXELS: Final = 110_000_000
MAX_CLAIMED_PIXELS: Final = 178_000_000
# What all decoders at work may hold at once. 108-megapixel HEIC photos just fit, and with what
# else the program holds it stays below 1 GB.
MAX_DECODER_BYTES: Final = 850 * 2**20
# Bytes that Pillow holds for each pixel, where it is not 4.
_PIXEL_BYTES: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}
MIN_SIDE: Final = 224
_READABLE: Final = "Choose a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP photo."
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

_decoders: Final = Memory(MAX_DECODER_BYTES)

# Pillow's warnings (odd metadata, its own lower limit of pixels) would reach standard
# error; what matters is an error here. Set once at import, because
# warnings.catch_warnings is not safe among the threads of a batch.
warnings.filterwarnings("ignore", module=r"PIL\.")


class Photo(NamedTuple):
    """A decoded photo.

    Attributes:
        pixels: Upright sRGB image in mode ``RGB``; may be smaller than the original.
        name: File name without its folder; empty for bytes.
        sha256: Checksum of the file's bytes, in hexadecimal.
        width: Width of the original in pixels, once upright.
        height: Height of the original in pixels, once upright.
        warnings: Codes of what the reader of a result should know.
    """

    pixels: Image.Image
    name: str
    sha256: str
    width: int
    height: int
    warnings: tuple[PhotoWarning, ...] = ()


def photo_name(source: PhotoSource) -> str:
    """The name under which ``source`` appears in results: no folder, always encodable."""
    if isinstance(source, bytes):
        return ""
    return printable(os.path.basename(os.path.normpath(os.fspath(source))))


def load_photo(source: PhotoSource, target: tuple[int, int] | None = None) -> Photo:
    """Read and decode a photo.

    Args:
        source: A file's path, or the bytes of one.
        target: Width and height in pixels that the caller will resize to. The
            result is then kept only about twice as large, which makes decoding
            a large JPEG several times faster. ``None`` keeps every pixel.

    Raises:
        PhotoError: The file can't be read, or is no photo that can be decoded.
    """
    return _load(source, None if target is None else pixels.AtLeast(2 * max(target)))


def load_working_photo(source: PhotoSource) -> Photo:
    """Read and decode a photo at the size at which it is looked at.

    The short side of :attr:`Photo.pixels` lies between :data:`pixels.WORKING_SIDE` and
    :data:`pixels.LONGEST_WORKING_SIDE` where the photo has so many pixels; smaller photos, and
    panoramas of more than :data:`pixels.MAX_WORKING_PIXELS`, have fewer.

    Args:
        source: A file's path, or the bytes of one.

    Raises:
        PhotoError: The file can't be read, or is no photo that can be decoded.
    """
    return _load(source, pixels.Working())


def _load(source: PhotoSource, size: pixels.Size | None) -> Photo:
    data = source if isinstance(source, bytes) else read_file(source)
    name = photo_name(source)
    if not data:
        raise _error("empty_file", name, "is empty", "Choose another photo.")
    try:
        kind = _format(data)
        structure = examine(data, kind)
        with Image.open(BytesIO(structure.data), formats=(kind,)) as image:
            upright, (width, height) = _decode(image, structure, len(data), size, name)
    except (Image.DecompressionBombError, MemoryError) as error:
        raise _too_many_pixels(name) from error
    except UnidentifiedImageError as error:
        raise _error(
            "unsupported_format", name, "is not a photo in a known format", _READABLE
        ) from error
    except TooComplexError as error:
        raise _error(
            "too_complex",
            name,
            "is built so that reading it would take too long",
            "Save it anew as JPEG with another program.",
        ) from error
    except _DECODER_ERRORS as error:
        raise _error(
            "damaged",
            name,
            "is damaged or cut short",
            "Copy it again from where it came from, or choose another photo.",
        ) from error
    return Photo(
        pixels=upright,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        warnings=("low_resolution",) if min(width, height) < MIN_SIDE else (),
    )


def date_taken(data: bytes) -> datetime | None:
    """When a photo was taken, as the camera's clock said: its Exif ``DateTimeOriginal``.

    Args:
        data: The bytes of the photo's file.

    Returns:
        A date without a time zone; ``None`` if the file does not say, or is no photo.
    """
    try:
        kind = _format(data)
        structure = examine(data, kind)
        if kind == "TIFF":
            return _date(exif.date_taken(structure.data))
        with Image.open(BytesIO(structure.data), formats=(kind,)) as image:  # its head alone
            block: bytes = image.info.get("exif") or b""
    except (Image.DecompressionBombError, MemoryError, TooComplexError, *_DECODER_ERRORS):
        return None
    return _date(exif.date_taken(block, len(_EXIF) if block.startswith(_EXIF) else 0))


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - it has no zone
    except ValueError:  # cameras whose clock was never set write zeros
        return None


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file of at most :data:`MAX_FILE_BYTES`.

    Raises:
        PhotoError: Missing, unreadable, too large, or not a regular file.
    """
    name = photo_name(path)
    try:
        # Looked at before it is opened: opening a device can have effects, and
        # a FIFO without a writer would block for ever.
        _require_regular(os.stat(path).st_mode, name)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _require_regular(status.st_mode, name)
            if status.st_size > MAX_FILE_BYTES:
                limit = f"is larger than {MAX_FILE_BYTES // 2**20} MB"
                raise _error("file_too_large", name, limit, "Save it as JPEG and try again.")
            return file.read()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _error("not_found", name, "was not found", "Check the path.") from error
    except PermissionError as error:
        raise _error(
            "permission_denied", name, "may not be read", "Change its permissions, or copy it."
        ) from error
    except ValueError as error:  # a NUL character in the path
        raise _error("not_found", name, "is not a possible file name", "Check the path.") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _error("not_found", name, "has too long a name", "Check the path.") from error
        reason = error.strerror or type(error).__name__
        raise _error(
            "unreadable", name, f"can't be read ({reason})", "Check the disk, then try again."
        ) from error


def _require_regular(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise _error("is_directory", name, "is a folder", "Name the photos in it.")
    if not stat.S_ISREG(mode):
        raise _error("not_a_file", name, "is a device or pipe, not a file", _READABLE)


def _format(data: bytes) -> str:
    """Pillow's name of the format, its decoder imported; ``UnidentifiedImageError`` if none."""
    if data[4:8] == b"ftyp":
        brands = {data[i : i + 4] for i in range(8, min(int.from_bytes(data[:4]), 256), 4)}
        if brands & _AVIF_BRANDS:
            importlib.import_module("PIL.AvifImagePlugin")
            return "AVIF"
        if brands & _HEIF_BRANDS:
            import pi_heif

            pi_heif.register_heif_opener()
            return "HEIF"
    for signature, name, plugin in _SIGNATURES:
        if data.startswith(signature):
            importlib.import_module(plugin)
            return name
    raise UnidentifiedImageError


def _decode(
    image: Image.Image, structure: Structure, file_bytes: int, size: pixels.Size | None, name: str
) -> tuple[Image.Image, tuple[int, int]]:
    """Upright sRGB pixels and the original's upright size."""
    original = image.size
    if image.width * image.height > MAX_CLAIMED_PIXELS:
        raise _too_many_pixels(name)
    if size is not None:
        image.draft("RGB", (size.side, size.side))  # only JPEG can; others ignore it
    if image.width * image.height > MAX_DECODED_PIXELS:
        raise _too_many_pixels(name)
    held = file_bytes + structure.held + structure.held_per_pixel * math.prod(original)
    held += math.prod(image.size) * _PIXEL_BYTES.get(image.mode, 4)
    factors = (1, 1) if size is None else size.factors(image.size)
    held += 4 * math.prod(image.size) / math.prod(factors)
    held += 12 * min(math.prod(image.size), pixels.BAND_PIXELS)
    if held > MAX_DECODER_BYTES:
        raise _too_many_pixels(name)
    with _decoders.holding(int(held)):
        image.load()
        # Asked only now: some decoders turn the picture themselves while they load it.
        turn = _TURNS.get(_orientation(image))
        # Cheapest order: fewer pixels first, then colours, then turning.
        small = pixels.reduced(image, factors)
    if size is not None:
        small = size.fitted(small)
    small = pixels.to_srgb(small, image.info.get("icc_profile"))
    if turn is None:
        return small, original
    return small.transpose(turn), original[::-1] if turn in _QUARTER_TURNS else original


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return 1  # damaged metadata is no reason to refuse the picture


def _too_many_pixels(name: str) -> PhotoError:
    return _error(
        "too_many_pixels", name, "has too many pixels to be opened safely", "Scale it down first."
    )


def _error(code: PhotoErrorCode, name: str, what: str, next_step: str) -> PhotoError:
    subject = f"“{name}”" if name else "The photo"
    return PhotoError(code, f"{subject} {what}.", next_step)
