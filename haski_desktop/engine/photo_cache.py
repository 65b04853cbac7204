"""The photos decoded last, for those who need the same one: the analysis, the viewer, the list."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.errors import PhotoError

# In bytes; a photo has 4 to 12 MB. The viewer asks for a photo a moment after its analysis began.
CAPACITY: Final = 48 * 2**20
_PIXEL_BYTES: Final = 4  # as Pillow holds RGB

_Key = tuple[str, int, int] | bytes


class PhotoCache:
    """Decodes each photo once, as long as it is among the last few. Any thread may use it.

    Attributes:
        on_decoded: Told of each photo that was decoded, on the thread that did it and before
            anybody has it: for who needs only something small of it.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Keep the photos decoded last whose pixels fit into ``capacity`` bytes, at least one."""
        self.on_decoded: Callable[[PhotoSource, Photo], None] = lambda _source, _photo: None
        self._capacity = capacity
        self._held = 0
        self._lock = threading.Lock()
        self._photos: OrderedDict[_Key, Future[Photo]] = OrderedDict()

    def load(self, source: PhotoSource) -> Photo:
        """The photo at the working size; see :func:`load_working_photo`.

        A file that has changed since is read anew. A thread that asks for what another one
        is decoding waits for it.

        Raises:
            PhotoError: It can't be read. That is not kept.
        """
        key = _key(source)
        if key is None:
            return load_working_photo(source)  # which explains what is wrong
        with self._lock:
            photo = self._photos.get(key)
            mine = photo is None
            if photo is None:
                photo = self._photos[key] = Future()
            self._photos.move_to_end(key)
        if mine:
            self._decode(source, key, photo)
        return photo.result()

    def peek(self, source: PhotoSource) -> Photo | None:
        """The photo, if it is here and decoded."""
        with self._lock:
            photo = self._photos.get(_key(source) or b"")
        is_here = photo is not None and photo.done() and photo.exception() is None
        return photo.result() if photo is not None and is_here else None

    def clear(self) -> None:
        """Let go of all photos."""
        with self._lock:
            self._photos.clear()
            self._held = 0

    def _decode(self, source: PhotoSource, key: _Key, photo: "Future[Photo]") -> None:
        try:
            decoded = load_working_photo(source)
            self.on_decoded(source, decoded)
            photo.set_result(decoded)
        except BaseException as error:
            photo.set_exception(error)
            with self._lock:
                if self._photos.get(key) is photo:
                    del self._photos[key]
            if not isinstance(error, PhotoError):
                raise
        else:
            self._make_room(key, photo)

    def _make_room(self, key: _Key, photo: "Future[Photo]") -> None:
        """Count a photo that is decoded now, and let go of the oldest that no longer fit."""
        with self._lock:
            if self._photos.get(key) is not photo:
                return  # all were let go of meanwhile
            self._held += _bytes_of(photo.result())
            oldest_first = [k for k, other in self._photos.items() if other.done() and k != key]
            for old in oldest_first:
                if self._held <= self._capacity:
                    break
                self._held -= _bytes_of(self._photos.pop(old).result())


def _bytes_of(photo: Photo) -> int:
    return photo.pixels.width * photo.pixels.height * _PIXEL_BYTES


def _key(source: PhotoSource) -> _Key | None:
    """What tells a photo from all others; ``None`` if the file can't be looked at."""
    if isinstance(source, bytes):
        return source
    try:
        status = os.stat(source)
    except (OSError, ValueError):
        return None
    return os.fspath(os.path.abspath(source)), status.st_size, status.st_mtime_ns
