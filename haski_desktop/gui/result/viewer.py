"""Shows one photo: fitted or zoomed, sharp on every screen."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.result.marks import Mark, paint_marks

MARGIN: Final = 16
STEP: Final = 1.25
LARGEST: Final = 16.0
PAN: Final = 60


class Part(NamedTuple):
    """Which part of a frame is seen, whatever the frame's size and the widget's.

    Attributes:
        zoom: How many times larger it is shown than when all of it is seen; 0 for all of it.
        x: The middle of the part, as a fraction of the frame's width.
        y: The same of its height.
    """

    zoom: float
    x: float = 0.5
    y: float = 0.5


class Viewer(QWidget):
    """A photo that can be zoomed at the pointer and moved.

    It lies in a frame: by default its own edges. Another photo of the same person can be laid
    into the frame of the first, so that what belongs together is seen at the same place.

    Attributes:
        is_loading: Whether the chosen photo's pixels are still on their way.
        moved: The person sees another :class:`Part`.
        detail_wanted: The person looks so closely that more of the photo's pixels would show.
        focused: The person has turned to it.
    """

    moved = Signal(object)
    detail_wanted = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._photo = QSize()  # of the whole photo; the image may have fewer pixels
        self._size = QSize()  # of the frame, in the first photo's pixels
        self._in_frame = QTransform()  # from the photo's pixels to the frame's
        self._has_detail = False
        self._overlay: QImage | None = None
        self._marks: Sequence[Mark] = ()
        self._strength = 1.0
        self._said = self._name = ""
        self._sharp = QImage()  # the image at the size it has on the screen
        self._fits = True
        self._scale = 1.0
        self._centre = QPointF()  # of the view, in the frame's pixels
        self._grab: QPointF | None = None
        self._message = ""
        self.is_loading = False
        self._drop_hint = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 100)
        self._set_texts()

    @property
    def image(self) -> QImage:
        """The pixels shown."""
        return self._image

    @property
    def scale(self) -> float:
        """Screen pixels per pixel of the frame."""
        return self._scale

    def show_image(
        self,
        image: QImage,
        size: tuple[int, int] | None = None,
        frame: tuple[int, int] | None = None,
        in_frame: QTransform | None = None,
    ) -> None:
        """Show another photo, fitted; or the one that is shown in more detail, as it stands.

        Args:
            image: Its pixels.
            size: Width and height of the whole photo, if the image has fewer pixels.
            frame: Width and height of the frame, if it is not the photo's.
            in_frame: From pixels of the whole photo to those of the frame.
        """
        is_detail = not self.is_loading and not self._image.isNull()
        self._image, self._has_detail, self._sharp = image, is_detail, QImage()
        self._photo = QSize(*size) if size else image.size()
        self._size = QSize(*frame) if frame else self._photo
        self._in_frame = in_frame or QTransform()
        self.is_loading = False
        self._message = "" if not image.isNull() else self.tr("No picture to show")
        if is_detail:
            self.update()
        else:
            self._fit()

    def show_overlay(self, overlay: QImage | None, marks: Sequence[Mark] = ()) -> None:
        """Lay something over the photo.

        Args:
            overlay: A picture that is stretched to its size; ``None`` for none.
            marks: Lines and areas.
        """
        self._overlay, self._marks = overlay, marks
        self.update()

    def fade_overlay(self, strength: float) -> None:
        """Show what lies over the photo stronger or weaker: 0 to 1."""
        self._strength = strength
        self.update()

    def describe_overlay(self, text: str) -> None:
        """Say in words what lies over the photo; empty for nothing."""
        self._said = text
        self._set_texts()

    def name_photo(self, name: str) -> None:
        """Say which photo it is, where there are several."""
        self._name = name
        self._set_texts()

    def show_loading(self) -> None:
        """Show nothing until the photo's pixels are there."""
        self._image = QImage()
        self.is_loading = True
        self._message = ""
        self.update()

    def show_drop_hint(self, *, on: bool) -> None:
        """Mark the viewer as a place to drop photos."""
        self._drop_hint = on
        self.update()

    def zoom_to_fit(self) -> None:
        """Show the whole photo."""
        self._fit()
        self.moved.emit(Part(0))

    @property
    def part(self) -> Part:
        """What is seen."""
        if self._fits or self._size.isEmpty():
            return Part(0)
        x, y = self._centre.x() / self._size.width(), self._centre.y() / self._size.height()
        return Part(self._scale / self._fit_scale(), x, y)

    def show_part(self, part: Part) -> None:
        """Show what is seen in another viewer, without telling that it has moved."""
        if part.zoom == 0 or self._image.isNull():
            self._fit()
            return
        self._fits = False
        self._centre = QPointF(part.x * self._size.width(), part.y * self._size.height())
        self._rescale(min(LARGEST, part.zoom * self._fit_scale()))

    def zoom_to_pixels(self) -> None:
        """Show each of the photo's pixels as one of the screen's."""
        self._zoom(1.0 / self._scale, self.rect().center().toPointF())

    def zoom_in(self) -> None:
        """Make the photo larger."""
        self._zoom(STEP, self.rect().center().toPointF())

    def zoom_out(self) -> None:
        """Make the photo smaller."""
        self._zoom(1 / STEP, self.rect().center().toPointF())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self.setAccessibleName(self._name or self.tr("Photo"))
        keys = self.tr("Plus and minus zoom, 0 shows the whole photo, arrow keys move it.")
        self.setAccessibleDescription(f"{self._said}. {keys}" if self._said else keys)

    def sizeHint(self) -> QSize:
        return QSize(560, 520)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().sunken))
        if not self._image.isNull():
            self._paint_image(painter)
        elif self._message:
            painter.setPen(QColor(colours().muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._message)
        if self._drop_hint:
            painter.setPen(QPen(QColor(colours().accent), 4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(8, 8, -8, -8), 12, 12)
        elif self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._fits:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self._zoom(STEP**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is not None:
            self._move(self._grab - event.position())
            self._grab = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grab = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fits:
            self._zoom(max(2.0, 1 / self._scale), event.position())
        else:
            self.zoom_to_fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: QPointF(-PAN, 0),
            Qt.Key.Key_Right: QPointF(PAN, 0),
            Qt.Key.Key_Up: QPointF(0, -PAN),
            Qt.Key.Key_Down: QPointF(0, PAN),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.zoom_to_fit()
        elif key in moves and not self._fits:
            self._move(moves[key])
        else:
            super().keyPressEvent(event)

    def _fit_scale(self) -> float:
        if self._image.isNull():
            return 1.0
        room = self.size() * self.devicePixelRatioF()
        space = 2 * MARGIN * self.devicePixelRatioF()
        across = (room.width() - space) / self._size.width()
        down = (room.height() - space) / self._size.height()
        # A small photo may grow, but not until it is nothing but blur.
        return max(0.01, min(across, down, 4.0))

    def _zoom(self, factor: float, at: QPointF) -> None:
        """Zoom so that what is under ``at`` stays there."""
        if self._image.isNull():
            return
        smallest = min(self._fit_scale(), 1.0)
        scale = max(smallest, min(LARGEST, self._scale * factor))
        away = (at - self.rect().center().toPointF()) * self.devicePixelRatioF()
        self._centre += away / self._scale - away / scale
        self._fits = False
        self._rescale(scale)
        self.moved.emit(self.part)

    def _fit(self) -> None:
        self._fits = True
        self._centre = QPointF(self._size.width() / 2, self._size.height() / 2)
        self._rescale(self._fit_scale())

    def _move(self, by: QPointF) -> None:
        if not self._fits:
            self._centre += by * (self.devicePixelRatioF() / self._scale)
            self._keep_in_sight()
            self.update()
            self.moved.emit(self.part)

    def _rescale(self, scale: float) -> None:
        self._scale = scale
        self._sharp = QImage()
        across = self._photo.width() * scale * self._scale_in_frame()
        if not self._has_detail and self._image.width() < min(across, self._photo.width()):
            self._has_detail = True  # asked for once
            self.detail_wanted.emit()
        self._keep_in_sight()
        self.update()

    def _keep_in_sight(self) -> None:
        half = QPointF(self.width(), self.height()) * (self.devicePixelRatioF() / self._scale / 2)
        for axis, size in (("X", self._size.width()), ("Y", self._size.height())):
            reach = half.x() if axis == "X" else half.y()
            value = self._centre.x() if axis == "X" else self._centre.y()
            low, high = min(reach, size / 2), max(size - reach, size / 2)
            getattr(self._centre, f"set{axis}")(max(low, min(high, value)))

    def _scale_in_frame(self) -> float:
        """How much larger the photo is in the frame than by itself."""
        return float(abs(self._in_frame.determinant()) ** 0.5)

    def _paint_image(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        shown = self._scale / ratio
        corner = QPointF(self.rect().center()) - self._centre * shown
        placing = self._in_frame * QTransform(shown, 0, 0, shown, corner.x(), corner.y())
        whole = QRectF(0, 0, self._photo.width(), self._photo.height())
        scale = self._scale * self._scale_in_frame()
        painter.save()
        painter.setTransform(placing, combine=True)
        if scale < 1:
            # Averaged once per zoom: painting alone would skip pixels and flicker.
            if self._sharp.isNull():
                self._sharp = self._image.scaled(
                    max(round(whole.width() * scale), 1),
                    max(round(whole.height() * scale), 1),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            smooth = not self._in_frame.isIdentity()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(whole, self._sharp)
        else:
            smooth = scale < 4 or self._in_frame.isRotating()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(whole, self._image)
        painter.setOpacity(self._strength)
        if self._overlay is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(whole, self._overlay)
        painter.restore()
        if self._marks:
            painter.setOpacity(self._strength)
            of_photo = QTransform.fromScale(whole.width(), whole.height())
            paint_marks(painter, self._marks, of_photo * placing, QRectF(self.rect()))
            painter.setOpacity(1.0)
