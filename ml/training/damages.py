"""Photos made worse on purpose: blurred, moved, dark, bright, noisy, tinted."""

from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from haski_desktop.engine.analysis import IssueCode

Damage = Callable[[Image.Image], Image.Image]


def _blur(sigma: float) -> Damage:
    return lambda image: image.filter(ImageFilter.GaussianBlur(sigma * min(image.size) / 320))


def _motion(pixels: int, *, down: bool = False) -> Damage:
    def move(image: Image.Image) -> Image.Image:
        values, steps = np.asarray(image, np.float32), max(round(pixels * min(image.size) / 320), 1)
        mean = sum(np.roll(values, step, axis=0 if down else 1) for step in range(steps)) / steps
        return Image.fromarray(np.asarray(mean).astype(np.uint8))

    return move


def _noise(sigma: float) -> Damage:
    def add(image: Image.Image) -> Image.Image:
        values = np.asarray(image, np.float32)
        values = values + np.random.default_rng(0).normal(0, sigma, values.shape)
        return Image.fromarray(values.clip(0, 255).astype(np.uint8))

    return add


def _exposure(stops: float) -> Damage:
    curve = [min(round(value * 2 ** (stops / 2.2)), 255) for value in range(256)]
    return lambda image: image.point(curve * 3)


def _cast(red: float, green: float, blue: float) -> Damage:
    curve = [min(round(v * factor), 255) for factor in (red, green, blue) for v in range(256)]
    return lambda image: image.point(curve)


# Sizes are those at a short side of 320 pixels.
DAMAGES: Final[dict[str, Damage]] = {
    "none": lambda image: image,
    "blur 1": _blur(1),
    "blur 2": _blur(2),
    "blur 4": _blur(4),
    "motion 17": _motion(17),
    "motion 17 down": _motion(17, down=True),
    "dark -2 stops": _exposure(-2),
    "dark -4 stops": _exposure(-4),
    "noise 10": _noise(10),
    "noise 25": _noise(25),
    "bright +2 stops": _exposure(2),
    "cast green": _cast(0.6, 1.0, 0.7),
    "cast warm": _cast(1.1, 0.9, 0.4),
    "cast cool": _cast(0.75, 0.9, 1.4),
}
# The fault that should be told, by the beginning of the damage's name.
EXPECTED: Final[dict[str, IssueCode]] = {
    "blur": "blurred",
    "motion": "blurred",
    "dark": "too_dark",
    "noise": "noisy",
    "bright": "blown_out",
    "cast": "colour_cast",
}
