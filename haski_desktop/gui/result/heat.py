"""A map of how much each part of a photo counted, as a picture to be laid over it."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QColor, QImage

# From little to much: from dark blue to light yellow, evenly lighter on the way, so that the
# order is seen without its colours too. What counted little stays more see-through.
STOPS: Final = ("#231152", "#2F4488", "#257F88", "#6DB55F", "#F7E651")
ALPHA: Final = (0.24, 0.66)
SIDE: Final = 168


def heat_picture(heat: NDArray[np.float32]) -> QImage:
    """The map in colours, smooth between the middles of its fields; to be stretched further.

    Args:
        heat: (rows, columns), 0 to 1, over the whole of a photo.
    """
    smooth = Image.fromarray(heat).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    steps = np.clip(np.asarray(smooth) * 255, 0, 255).astype(np.uint8)
    pixels = np.ascontiguousarray(_ramp()[steps])
    image = QImage(pixels.data, SIDE, SIDE, 4 * SIDE, QImage.Format.Format_RGBA8888)
    # Stretching mixes neighbours, which is only right with colours multiplied by their alpha.
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def ramp_colour(value: float) -> QColor:
    """The colour for a value from 0 to 1, with its alpha."""
    red, green, blue, alpha = (int(part) for part in _ramp()[round(value * 255)])
    return QColor(red, green, blue, alpha)


@cache
def _ramp() -> NDArray[np.uint8]:
    """(256, 4) red, green, blue, alpha."""
    stops = np.array([_rgb(name) for name in STOPS], np.float32)
    at = np.linspace(0, len(STOPS) - 1, 256)
    channels = [np.interp(at, range(len(STOPS)), stops[:, channel]) for channel in range(3)]
    alpha = np.linspace(ALPHA[0] * 255, ALPHA[1] * 255, 256)
    return np.stack([*channels, alpha], axis=1).round().astype(np.uint8)


def _rgb(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue()
