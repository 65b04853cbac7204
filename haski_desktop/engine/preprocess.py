"""RGB pixels to the numbers that the model takes. Training uses the same code."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.model import InputSpec


def resize(pixels: Image.Image, spec: InputSpec) -> NDArray[np.uint8]:
    """``pixels`` (mode ``RGB``) at the model's size: (height, width, 3), 0 to 255.

    The whole photo is kept: its sides are scaled independently, nothing is cropped.
    """
    small = pixels.resize((spec.width, spec.height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(small)


def normalize(image: NDArray[np.uint8], spec: InputSpec) -> NDArray[np.float32]:
    """Model input of shape (height, width, 3): ``(value / 255 - mean) / std`` per channel.

    Args:
        image: (height, width, 3), red, green, blue, 0 to 255.
        spec: Mean and standard deviation, in the model's own channel order.
    """
    channels = image if spec.colour_order == "RGB" else image[..., ::-1]
    scale = np.asarray([1 / (255 * std) for std in spec.std], np.float32)
    shift = np.asarray([m / s for m, s in zip(spec.mean, spec.std, strict=True)], np.float32)
    return channels * scale - shift
