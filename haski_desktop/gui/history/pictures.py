"""The pictures of photos in the history: the copy that is kept, else the file it came from."""

import hashlib
from typing import NamedTuple

from PySide6.QtGui import QImage

from haski_desktop.engine.photo import load_working_photo, read_file
from haski_desktop.errors import PhotoError
from haski_desktop.gui.photos.images import qimage
from haski_desktop.history.records import Entry
from haski_desktop.history.store import History


class EntryPicture(NamedTuple):
    """The picture of a photo.

    Attributes:
        id: The photo's number.
        image: Its pixels; null if there is no copy and the file is gone or was changed.
        size: Width and height of the whole photo in pixels.
    """

    id: int
    image: QImage
    size: tuple[int, int]


def picture_of(history: History, entry: Entry) -> EntryPicture:
    """The picture of a photo.

    Raises:
        HistoryError: The history can't be read.
    """
    content = history.copy(entry.id) if entry.has_copy else None
    try:
        if content is None:
            content = read_file(entry.path) if entry.path else b""
            if hashlib.sha256(content).hexdigest() != entry.sha256:
                return EntryPicture(entry.id, QImage(), (0, 0))
        photo = load_working_photo(content)
    except PhotoError:
        return EntryPicture(entry.id, QImage(), (0, 0))
    source = entry.result.source if entry.result else None
    size = (source and source.width) or photo.width, (source and source.height) or photo.height
    return EntryPicture(entry.id, qimage(photo.pixels), size)
