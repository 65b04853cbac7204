"""Photos as pictures on the screen: decoded by the engine, off the GUI thread."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from haski_desktop.engine.photo_cache import PhotoCache

# A file's path, or the bytes of a pasted picture.
PhotoContent = str | bytes
# Half of what is kept at least, see load_photo: a photo of 12 megapixels stays whole.
DETAIL_SIDE: Final = 2048
THUMBNAIL_SIDE: Final = 112
THUMBNAILS_KEPT: Final = 600


class Size(Enum):
    """How large a photo is wanted."""

    THUMBNAIL = "thumbnail"
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


class _Signals(QObject):
    """Runnables can't have signals of their own."""

    done = Signal(object)


class _Decode(QRunnable):
    def __init__(
        self,
        photo_id: int,
        photo: PhotoContent,
        size: Size,
        decoded: PhotoCache,
        signals: _Signals,
    ) -> None:
        super().__init__()
        self._id, self._photo, self._size = photo_id, photo, size
        self._decoded, self._signals = decoded, signals

    def run(self) -> None:
        self._signals.done.emit(decode(self._id, self._photo, self._size, self._decoded))


class Thumbnails(QObject):
    """Small pictures for the list, made as its rows come into sight.

    Attributes:
        ready: The id of a photo whose thumbnail can now be drawn.
    """

    ready = Signal(int)

    def __init__(self, decoded: PhotoCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoded = decoded
        self._pool = _pool(self)
        self._signals = _Signals(self)
        self._signals.done.connect(self._keep)
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: set[int] = set()

    def get(self, photo_id: int, photo: PhotoContent) -> QPixmap | None:
        """A photo's thumbnail; ``None`` until it is ready, a null one if it can't be read."""
        found = self._kept.get(photo_id)
        if found is not None:
            self._kept.move_to_end(photo_id)
        elif photo_id not in self._asked:
            self._asked.add(photo_id)
            # The last asked for is in sight now; rows scrolled past can wait.
            task = _Decode(photo_id, photo, Size.THUMBNAIL, self._decoded, self._signals)
            self._pool.start(task, priority=len(self._asked))
        return found

    @property
    def is_idle(self) -> bool:
        """Whether every thumbnail that was asked for is there."""
        return not self._asked

    def stop(self) -> None:
        """Drop what is queued and wait for the one at hand."""
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(object)
    def _keep(self, picture: Picture) -> None:
        self._asked.discard(picture.id)
        self._kept[picture.id] = QPixmap.fromImage(picture.image)
        while len(self._kept) > THUMBNAILS_KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(picture.id)


class PictureLoader(QObject):
    """The picture of the one photo in the viewer.

    Attributes:
        ready: The :class:`Picture` asked for last.
    """

    ready = Signal(object)

    def __init__(self, decoded: PhotoCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoded = decoded
        self._pool = _pool(self)
        self._signals = _Signals(self)
        self._signals.done.connect(self._pass_on)
        self._wanted: int | None = None

    def ask(self, photo_id: int, photo: PhotoContent, size: Size = Size.VIEW) -> None:
        """Load a photo; what was asked for before is dropped."""
        self._wanted = photo_id
        self._pool.clear()
        self._pool.start(_Decode(photo_id, photo, size, self._decoded, self._signals))

    def stop(self) -> None:
        """Drop what is queued and wait for the one at hand."""
        self._wanted = None
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(object)
    def _pass_on(self, picture: Picture) -> None:
        if picture.id == self._wanted:
            self.ready.emit(picture)


def decode(photo_id: int, photo: PhotoContent, size: Size, decoded: PhotoCache) -> Picture:
    """A photo's pixels, upright; a null image if it can't be read."""
    from PIL import ImageOps

    from haski_desktop.engine.photo import load_photo
    from haski_desktop.errors import PhotoError

    try:
        if size is Size.VIEW:
            found = decoded.load(photo)
        elif size is Size.DETAIL:
            found = load_photo(photo, (DETAIL_SIDE, DETAIL_SIDE))
        else:
            side = (THUMBNAIL_SIDE, THUMBNAIL_SIDE)
            found = decoded.peek(photo) or load_photo(photo, side)
    except PhotoError:
        return Picture(photo_id, QImage(), 0, 0)  # the result says why
    pixels = found.pixels
    if size is Size.THUMBNAIL:
        pixels = ImageOps.fit(pixels, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    # As Qt keeps pixels, opaque: nothing is left to be converted on the GUI thread.
    data = pixels.convert("RGBA").tobytes("raw", "BGRA")
    width, height = pixels.size
    image = QImage(data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    return Picture(photo_id, image, found.width, found.height)


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
