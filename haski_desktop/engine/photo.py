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
from collections.abc import Callable
from io import BytesIO
from typing import Final, Literal, NamedTuple

from PIL import ExifTags, Image, UnidentifiedImageError

from haski_desktop.errors import PhotoError, PhotoErrorCode, printable

PhotoSource = str | os.PathLike[str] | bytes
PhotoWarning = Literal["low_resolution"]
Shrink = Callable[[Image.Image], Image.Image]

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
# Bounds on memory: Pillow holds 4 bytes a pixel, and compositing needs a second copy.
# 108-megapixel phone photos fit. JPEG is decoded at a reduced scale, so it may claim more.
MAX_DECODED_PIXELS: Final = 110_000_000
MAX_CLAIMED_PIXELS: Final = 178_000_000
MIN_SIDE: Final = 224
# The working image, of which every later stage gets its parts: its short side lies between
# these where the photo has so many pixels, and its area is bounded, for panoramas.
WORKING_SIDE: Final = 1000
LONGEST_WORKING_SIDE: Final = 1536  # half of a 12-megapixel phone photo's 3,024 and 24 more
MAX_WORKING_PIXELS: Final = 8_000_000

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
# What Pillow's decoders raise on damaged data, besides OSError.
_DECODER_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, RuntimeError, struct.error, zlib.error),
)

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
    if target is None:
        return _load(source, None, lambda image: image)
    side = 2 * max(target)
    return _load(source, side, lambda image: _reduce(image, side))


def load_working_photo(source: PhotoSource) -> Photo:
    """Read and decode a photo at the size at which it is looked at.

    The short side of :attr:`Photo.pixels` lies between :data:`WORKING_SIDE` and
    :data:`LONGEST_WORKING_SIDE` where the photo has so many pixels; smaller photos, and
    panoramas of more than :data:`MAX_WORKING_PIXELS`, have fewer.

    Args:
        source: A file's path, or the bytes of one.

    Raises:
        PhotoError: The file can't be read, or is no photo that can be decoded.
    """
    return _load(source, WORKING_SIDE, _to_working_size)


def _load(source: PhotoSource, draft: int | None, shrink: Shrink) -> Photo:
    """Read and decode a photo.

    Args:
        source: A file's path, or the bytes of one.
        draft: The least side that a decoder may reduce to while it decodes.
        shrink: Makes the picture smaller, before colours are converted and it is turned.
    """
    data = source if isinstance(source, bytes) else read_file(source)
    name = photo_name(source)
    if not data:
        raise _error("empty_file", name, "is empty", "Choose another photo.")
    try:
        with _open(data, name) as image:
            pixels, (width, height) = _decode(image, draft, shrink, name)
    except MemoryError as error:
        raise _too_many_pixels(name) from error
    except _DECODER_ERRORS as error:
        raise _error(
            "damaged",
            name,
            "is damaged or cut short",
            "Copy it again from where it came from, or choose another photo.",
        ) from error
    return Photo(
        pixels=pixels,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
        warnings=("low_resolution",) if min(width, height) < MIN_SIDE else (),
    )


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


def _open(data: bytes, name: str) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=(_format(data),))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except UnidentifiedImageError as error:
        raise _error(
            "unsupported_format", name, "is not a photo in a known format", _READABLE
        ) from error


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
    image: Image.Image, draft: int | None, shrink: Shrink, name: str
) -> tuple[Image.Image, tuple[int, int]]:
    """Upright sRGB pixels and the original's upright size."""
    size = image.size
    if image.width * image.height > MAX_CLAIMED_PIXELS:
        raise _too_many_pixels(name)
    if draft is not None:
        image.draft("RGB", (draft, draft))  # only JPEG can; others ignore it
    if image.width * image.height > MAX_DECODED_PIXELS:
        raise _too_many_pixels(name)
    image.load()
    # Asked only now: some decoders turn the picture themselves while they load it.
    turn = _TURNS.get(_orientation(image))
    # Cheapest order: fewer pixels first, then colours, then turning.
    pixels = _to_eight_bit(image)
    if pixels.mode != "CMYK":
        pixels = _on_white(pixels)
    pixels = _to_srgb(shrink(pixels), image.info.get("icc_profile"))
    if turn is None:
        return pixels, size
    return pixels.transpose(turn), size[::-1] if turn in _QUARTER_TURNS else size


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return 1  # damaged metadata is no reason to refuse the picture


def _reduce(image: Image.Image, keep: int) -> Image.Image:
    """``image`` averaged down by whole factors, no side smaller than ``keep``."""
    factors = (max(1, image.width // keep), max(1, image.height // keep))
    return image if factors == (1, 1) else image.reduce(factors)


def _to_working_size(image: Image.Image) -> Image.Image:
    """``image`` with the short side and the area of a working image."""
    factor = math.ceil(min(image.size) / LONGEST_WORKING_SIDE)
    if min(image.size) < factor * WORKING_SIDE:
        factor -= 1
    if factor > 1:
        image = image.reduce(factor)
    scale = min(
        LONGEST_WORKING_SIDE / min(image.size),
        (MAX_WORKING_PIXELS / (image.width * image.height)) ** 0.5,
    )
    if scale >= 1:
        return image
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BILINEAR)


def _to_eight_bit(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and floating-point greys as ``L``; other modes unchanged."""
    if image.mode.startswith("I;16"):
        top = 65535.0
    elif image.mode in ("I", "F"):
        extrema = image.getextrema()
        brightest = extrema[1] if isinstance(extrema[1], (int, float)) else 0.0
        top = next((t for t in (1.0, 255.0, 65535.0) if brightest <= t), float(brightest))
    else:
        return image
    return image.convert("F").point(lambda value: value * (255.0 / top) + 0.5).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    """``image`` as ``RGB``, transparent parts on white."""
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    rgba = image if image.mode == "RGBA" else image.convert("RGBA")
    page = Image.new("RGB", rgba.size, "white")
    page.paste(rgba, mask=rgba.getchannel("A"))
    return page


def _to_srgb(image: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """``image`` converted from its colour profile, if it has a usable one, to sRGB."""
    if icc_profile:
        from PIL import ImageCms  # most photos do without

        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(icc_profile))
            if profile.profile.xcolor_space.strip() == image.mode and "sRGB" not in (
                profile.profile.profile_description or ""
            ):
                converted = ImageCms.profileToProfile(
                    image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile: the plain values are the best there is
    return image if image.mode == "RGB" else image.convert("RGB")


def _too_many_pixels(name: str) -> PhotoError:
    return _error(
        "too_many_pixels", name, "has too many pixels to be opened safely", "Scale it down first."
    )


def _error(code: PhotoErrorCode, name: str, what: str, next_step: str) -> PhotoError:
    subject = f"“{name}”" if name else "The photo"
    return PhotoError(code, f"{subject} {what}.", next_step)
