"""Colours as people see them: sRGB to CIE 1976 L*a*b* under D65."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# sRGB's primaries (IEC 61966-2-1), each row divided by the white point's X, Y or Z.
_TO_XYZ: Final = np.asarray(
    [
        [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
        [0.2126, 0.7152, 0.0722],
        [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
    ],
    np.float32,
)


def _linear_values() -> NDArray[np.float32]:
    values = np.arange(256) / 255
    curve = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return curve.astype(np.float32)


_LINEAR: Final = _linear_values()


def lab(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """L* (0 to 100), a* and b* of (..., 3) sRGB pixels."""
    xyz = _LINEAR[pixels] @ _TO_XYZ.T
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), xyz * (841 / 108) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(np.float32)
