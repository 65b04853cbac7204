"""Pictures of invented textures, for questions that nobody's network was made for."""

from pathlib import Path

import numpy as np
from PIL import Image

KINDS = ("checked", "dotted", "striped")


def texture(kind: str, seed: int) -> Image.Image:
    """One picture, 160 by 160, of random colours, scale and noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:160, 0:160].astype(float)
    angle, period = rng.uniform(-0.2, 0.2), rng.uniform(12, 24)
    u = (x * np.cos(angle) + y * np.sin(angle)) / period
    v = (y * np.cos(angle) - x * np.sin(angle)) / period
    if kind == "striped":
        shape = (u % 1) < 0.5
    elif kind == "checked":
        shape = ((u % 1) < 0.5) ^ ((v % 1) < 0.5)
    else:
        shape = np.hypot(u % 1 - 0.5, v % 1 - 0.5) < 0.3
    colours = rng.integers(40, 216, (2, 3))
    pixels = colours[shape.astype(int)] + rng.normal(0, 8, (160, 160, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def folder_of_textures(folder: Path, each: int) -> Path:
    """A folder for each kind, with ``each`` pictures in it."""
    for number, kind in enumerate(KINDS):
        (folder / kind).mkdir(parents=True)
        for k in range(each):
            texture(kind, 1000 * number + k).save(folder / kind / f"{k}.png")
    return folder
