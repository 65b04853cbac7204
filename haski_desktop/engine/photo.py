"""Path or bytes to upright RGB pixels. Nothing else in the program opens a photo."""

import errno
import hashlib
import os
import stat
from datetime import datetime
from typing import Final, Literal, NamedTuple

from PIL import Image

from haski_desktop.engine import decoder_pool, pixels
from haski_desktop.engine.decode import DecodeError, DecodeErrorCode
from haski_desktop.errors import PhotoError, PhotoErrorCode, printable

PhotoSource = str | os.PathLike[str] | bytes
PhotoWarning = Literal["low_resolution"]

SUFFIXES: Final = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".bmp", ".dib", ".gif"),
        *(".tif", ".tiff", ".webp", ".avif", ".heic", ".heif", ".hif"),
    )
)

MAX_FILE_BYTES: Final = 256 * 2**20
MIN_SIDE: Final = 224
_READABLE: Final = "Choose a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP photo."
# What is wrong with a photo that can't be decoded, and what to do.
_UNDECODABLE: Final[dict[DecodeErrorCode, tuple[str, str]]] = {
    "unsupported_format": ("is not a photo in a known format", _READABLE),
    "damaged": (
        "is damaged or cut short",
        "Copy it again from where it came from, or choose another photo.",
    ),
    "too_many_pixels": ("has too many pixels to be opened safely", "Scale it down first."),
    "too_complex": (
        "is built so that reading it would take too long",
        "Save it anew as JPEG with another program.",
    ),
}


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
    return printable(os.path.basename(os.path.normpath(os.fsdecode(source))))


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
        image, (width, height) = decoder_pool.decode(data, size)
    except DecodeError as error:
        raise _error(error.code, name, *_UNDECODABLE[error.code]) from error
    return Photo(
        pixels=image,
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
    return _date(decoder_pool.exif_date(data))


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


def _error(code: PhotoErrorCode, name: str, what: str, next_step: str) -> PhotoError:
    subject = f"“{name}”" if name else "The photo"
    return PhotoError(code, f"{subject} {what}.", next_step)
