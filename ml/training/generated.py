"""Pictures that show neither skin nor hair, drawn: noise, plain walls, pages of text.

Photographs of objects alone do not teach a network that a blank wall or a scanned
page is out of scope. These are drawn from a seed, so that training stays repeatable.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def draw(index: int, size: int) -> NDArray[np.uint8]:
    """Picture number ``index`` as (size, size, 3), 0 to 255; kinds take turns."""
    rng = np.random.default_rng(index)
    return (_noise, _wall, _page)[index % 3](rng, size)


def _noise(rng: np.random.Generator, size: int) -> NDArray[np.uint8]:
    """Noise of a random coarseness, grey or coloured."""
    cells = int(rng.integers(4, size))
    channels = 3 if rng.random() < 0.7 else 1
    noise = rng.integers(0, 256, (cells, cells, channels), dtype=np.uint8)
    field = Image.fromarray(np.repeat(noise, 3 // channels, axis=2))
    how = Image.Resampling.NEAREST if rng.random() < 0.3 else Image.Resampling.BICUBIC
    return np.asarray(field.resize((size, size), how))


def _wall(rng: np.random.Generator, size: int) -> NDArray[np.uint8]:
    """A plain or gently shaded surface in any colour but those of skin."""
    # Skin lies between red and orange; the rest of the hue circle is left.
    hue = int(rng.integers(45, 225))
    saturation = int(rng.integers(0, 200) if rng.random() < 0.6 else rng.integers(0, 12))
    value = int(rng.integers(40, 256))
    plain = Image.new("HSV", (size, size), (hue, saturation, value)).convert("RGB")
    y, x = np.mgrid[0:size, 0:size] / size
    light = 1 + rng.normal(0, 0.15) * (x - 0.5) + rng.normal(0, 0.15) * (y - 0.5)
    shaded = np.asarray(plain, np.float32) * light[..., None]
    shaded += rng.normal(0, rng.uniform(0, 8), (size, size, 1))
    return np.clip(shaded, 0, 255).astype(np.uint8)


def _page(rng: np.random.Generator, size: int) -> NDArray[np.uint8]:
    """Dark lines of random words on light paper, or the reverse."""
    paper, ink = (int(rng.integers(215, 256)), int(rng.integers(0, 90)))
    if rng.random() < 0.15:
        paper, ink = ink, paper
    page = Image.new("RGB", (size, size), (paper,) * 3)
    pen = ImageDraw.Draw(page)
    height = int(rng.integers(7, 30))
    font = ImageFont.load_default(height)
    for top in range(int(rng.integers(2, 20)), size, int(height * 1.4)):
        words = ("".join(rng.choice(list(LETTERS), rng.integers(2, 11))) for _ in range(20))
        pen.text((int(rng.integers(2, 14)), top), " ".join(words), fill=(ink,) * 3, font=font)
    turned = page.rotate(float(rng.normal(0, 3)), fillcolor=(paper,) * 3)
    return np.asarray(turned)
