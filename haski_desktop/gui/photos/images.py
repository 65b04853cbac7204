"""Photos as pictures on the screen: decoded by the engine, off the GUI thread."""

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QIODevice, QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from haski_desktop.engine.photo import Photo, PhotoSource, load_photo
from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.errors import PhotoError

# A file's path, or the bytes of a pasted picture.
PhotoContent = str | bytes
# Half of what is kept at least, see load_photo: a photo of 12 megapixels stays whole.
DETAIL_SIDE: Final = 2048
# Of a thumbnail, in a row and in the grid.
ROW_SIDE: Final = 112
GRID_SIDE: Final = 192
THUMBNAIL_PIXELS_KEPT: Final = 600 * ROW_SIDE**2


class Size(Enum):
    """How large a photo is wanted."""

    VIEW = "view"  # the working image, which the analysis has decoded, too
    DETAIL = "detail"  # to be looked at closely


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded photo.

    Attributes:
        id: Whose it is.
        image: Its pixels; null if it can't be read.
        width: Width of the whole photo in pixels; ``image`` may have fewer.
        height: Height of the whole photo in pixels.
    """

    id: int
    image: QImage
    width: int
    height: int


class _Decode(QRunnable):
    def __init__(
        self,
        photo_id: int,
        photo: PhotoContent,
        size: "Size | int",
        decoded: PhotoCache,
        done: Callable[[Picture], None],
    ) -> None:
        super().__init__()
        self._id, self._photo, self._size = photo_id, photo, size
        self._decoded, self._done = decoded, done

    def run(self) -> None:
        self._done(decode(self._id, self._photo, self._size, self._decoded))


class Thumbnails(QObject):
    """Small pictures for the list, made when a photo is decoded, or when its row comes into sight.

    A photo that is about to be analysed is not decoded for its thumbnail, too. Of those that
    are analysed out of sight, no more get one than are kept.

    Attributes:
        ready: The id of a photo whose thumbnail can now be drawn.
    """

    ready = Signal(int)
    _made = Signal(object, object)

    def __init__(
        self,
        decoded: PhotoCache,
        is_next: Callable[[int], bool] = lambda _photo_id: False,
        parent: QObject | None = None,
    ) -> None:
        """No thumbnails yet.

        Args:
            decoded: Whatever is decoded through it gets a thumbnail on the way.
            is_next: Whether a photo, by its id, will be decoded through it in a moment.
            parent: The owner.
        """
        super().__init__(parent)
        self._decoded, self._is_next = decoded, is_next
        self._pool = _pool(self)
        self._made.connect(self._keep)
        self._kept: OrderedDict[PhotoContent, QPixmap] = OrderedDict()
        self._awaited: dict[PhotoContent, set[int]] = {}  # by whom
        self._queued: set[PhotoContent] = set()
        self._side = ROW_SIDE
        decoded.on_decoded = self._take

    def use_side(self, side: int) -> None:
        """Make thumbnails of ``side`` by ``side`` pixels from now on."""
        if side != self._side:
            self._side = side
            self._pool.clear()
            self._queued.clear()
            self.clear()

    def get(self, photo_id: int, photo: PhotoContent) -> QPixmap | None:
        """A photo's thumbnail; ``None`` until it is ready, a null one if it can't be read."""
        found = self._kept.get(photo)
        if found is not None:
            self._kept.move_to_end(photo)
            return found
        self._awaited.setdefault(photo, set()).add(photo_id)
        if photo not in self._queued and not self._is_next(photo_id):
            self._queued.add(photo)

            def done(picture: Picture) -> None:
                self._made.emit(photo, picture.image)

            task = _Decode(photo_id, photo, self._side, self._decoded, done)
            # The last asked for is in sight now; rows scrolled past can wait.
            self._pool.start(task, priority=len(self._queued))
        return None

    @property
    def is_idle(self) -> bool:
        """Whether every thumbnail that was asked for is there."""
        return not self._awaited

    def clear(self) -> None:
        """Let go of all, for the list is empty."""
        self._kept.clear()
        self._awaited.clear()

    def stop(self) -> None:
        """Drop what is queued and wait for the one at hand."""
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, source: PhotoSource, photo: Photo) -> None:
        """Make the thumbnail of a photo that was decoded; on whatever thread did that."""
        content = source if isinstance(source, bytes) else os.fspath(source)
        if content in self._awaited or len(self._kept) < self._limit:
            self._made.emit(content, qimage(_shrunk(photo.pixels, self._side)))

    @property
    def _limit(self) -> int:
        """How many are kept."""
        return int(THUMBNAIL_PIXELS_KEPT / self._side**2)

    @Slot(object, object)
    def _keep(self, photo: PhotoContent, image: QImage) -> None:
        if not image.isNull() and image.width() != self._side:
            return  # asked for before the side changed
        self._queued.discard(photo)
        self._kept[photo] = QPixmap.fromImage(image)
        while len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        for photo_id in self._awaited.pop(photo, ()):
            self.ready.emit(photo_id)


class PictureLoader(QObject):
    """The picture of the one photo in the viewer.

    Attributes:
        ready: The :class:`Picture` asked for last.
    """

    ready = Signal(object)
    _loaded = Signal(object)

    def __init__(self, decoded: PhotoCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoded = decoded
        self._pool = _pool(self)
        self._loaded.connect(self._pass_on)
        self._wanted: int | None = None

    def ask(self, photo_id: int, photo: PhotoContent, size: Size = Size.VIEW) -> None:
        """Load a photo; what was asked for before is dropped."""
        self._wanted = photo_id
        self._pool.clear()
        self._pool.start(_Decode(photo_id, photo, size, self._decoded, self._loaded.emit))

    def stop(self) -> None:
        """Drop what is queued and wait for the one at hand."""
        self._wanted = None
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(object)
    def _pass_on(self, picture: Picture) -> None:
        if picture.id == self._wanted:
            self.ready.emit(picture)


def decode(photo_id: int, photo: PhotoContent, size: Size | int, decoded: PhotoCache) -> Picture:
    """A photo's pixels, upright; a null image if it can't be read.

    Args:
        photo_id: Whose they are.
        photo: The photo.
        size: How large it is wanted; a number for a square of so many pixels a side.
        decoded: What need not be decoded again.
    """
    try:
        if size is Size.VIEW:
            found = decoded.load(photo)
        elif size is Size.DETAIL:
            found = load_photo(photo, (DETAIL_SIDE, DETAIL_SIDE))
        else:
            found = decoded.peek(photo) or load_photo(photo, (size, size))
    except PhotoError:
        return Picture(photo_id, QImage(), 0, 0)  # the result says why
    pixels = found.pixels
    if isinstance(size, int):
        pixels = _shrunk(pixels, size)
    return Picture(photo_id, qimage(pixels), found.width, found.height)


def _shrunk(pixels: Image.Image, side: int) -> Image.Image:
    """A thumbnail: the middle of a photo as a square."""
    factor = max(1, min(pixels.size) // (2 * side))  # the fast way to twice the size
    return ImageOps.fit(pixels.reduce(factor), (side, side))


def qimage(pixels: Image.Image) -> QImage:
    """Pixels as Qt keeps them, opaque: nothing is left to be converted on the GUI thread."""
    data = pixels.convert("RGBA").tobytes("raw", "BGRA")
    width, height = pixels.size
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def encode(image: QImage) -> bytes:
    """A pasted picture as the bytes of a file, quickly rather than small."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _pool(parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    return pool
