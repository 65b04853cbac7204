"""What the history takes from a photo's file: its date, and a copy if the person wants one."""

import os
from datetime import datetime
from io import BytesIO
from typing import Final, NamedTuple

from haski_desktop.engine.photo import PhotoSource, date_taken, load_working_photo, read_file
from haski_desktop.errors import HistoryError, printable
from haski_desktop.history.records import DateSource

# Pixels of a copy's longer side at most, and JPEG's quality: skin's details stay visible, and
# a copy takes less than 1 MB.
COPY_SIDE: Final = 2048
COPY_QUALITY: Final = 90


class PhotoFile(NamedTuple):
    """A photo's file as it is added.

    Attributes:
        taken: When it was taken, without a time zone.
        taken_from: What says so.
        path: Where the file is, absolute; empty if it was given as bytes.
        data: Its bytes.
    """

    taken: datetime
    taken_from: DateSource
    path: str
    data: bytes

    @classmethod
    def read(cls, photo: PhotoSource) -> "PhotoFile":
        """Read the photo.

        Raises:
            PhotoError: It can't be read.
        """
        if isinstance(photo, bytes):
            data, path, changed = photo, "", datetime.now()  # noqa: DTZ005 - as cameras have it
        else:
            data, path = read_file(photo), os.path.abspath(os.fsdecode(photo))
            changed = _changed(path)
        taken = date_taken(data)
        return cls(taken or changed, "camera" if taken else "file", path, data)


def _changed(path: str) -> datetime:
    """When a file was last written, in this computer's time."""
    try:
        return datetime.fromtimestamp(os.stat(path).st_mtime)  # noqa: DTZ006 - as cameras have it
    except (OSError, OverflowError, ValueError):  # gone since, or a time beyond all calendars
        return datetime.now()  # noqa: DTZ005


def copy_of(data: bytes) -> bytes:
    """A smaller JPEG of a photo, upright, with its pixels and nothing else: no Exif, no place.

    It is made of the working image, at which the analysis looks, too: decoding a large photo
    whole would take several times as long.

    Args:
        data: The bytes of the photo's file.

    Raises:
        PhotoError: It can't be decoded.
    """
    pixels = load_working_photo(data).pixels
    pixels.info.clear()  # comments would be kept
    pixels.thumbnail((COPY_SIDE, COPY_SIDE))
    buffer = BytesIO()
    pixels.save(buffer, "JPEG", quality=COPY_QUALITY)
    return buffer.getvalue()


def changed_since(name: str) -> HistoryError:
    """The error of a file that is no longer the one that was analysed."""
    return HistoryError(
        "photo_changed",
        f"“{printable(name)}” has changed since it was analysed.",
        "Analyse it again.",
    )
