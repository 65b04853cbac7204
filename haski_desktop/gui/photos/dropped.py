"""What was dropped or pasted, sorted into what can be done with it."""

import os
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage


class DroppedData(NamedTuple):
    """Photos on their way in.

    Attributes:
        paths: Files and folders.
        picture: Pixels, of a picture that is no file here.
        is_link: Whether there was nothing but an address. It is never fetched.
    """

    paths: tuple[str, ...] = ()
    picture: QImage | None = None
    is_link: bool = False

    @classmethod
    def of(cls, data: QMimeData) -> "DroppedData":
        """Sort dropped or pasted data: files first, then pixels."""
        paths = tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())
        if paths:
            return cls(paths=paths)
        if data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                return cls(picture=image)
        text = data.text().strip().strip('"') if data.hasText() else ""
        if text and "\n" not in text and os.path.isabs(text) and os.path.exists(text):
            return cls(paths=(text,))
        return cls(is_link=data.hasUrls() or text.startswith(("http://", "https://")))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to analyse."""
        return not self.paths and self.picture is None


def may_hold_photos(data: QMimeData) -> bool:
    """Whether a drag is worth accepting; what it holds is only looked at when it is dropped."""
    return data.hasUrls() or data.hasImage()
