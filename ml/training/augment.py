"""Random changes to a batch that must not change its labels.

Each is aimed at a shortcut of the training sources: marks and patches against
watermarks and covered eyes, loss of detail against image size, colour and light against
clinic lighting and studio backgrounds, compression against the one file format that all
training photos happen to have. Which part of a photo is seen is chosen in
:mod:`ml.training.views`.
"""

import io
from functools import cache

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from ml.training.generated import LETTERS
from ml.training.views import uniform

LUMA = (0.299, 0.587, 0.114)
MARKS = 64


def augment(images: Tensor, rng: torch.Generator) -> Tensor:
    """Float images (n, 3, size, size), 0 to 1, from the same."""
    x = lose_detail(images, rng)
    x = colours(x, rng)
    x = _mark(x, rng)
    x = _cover(x, rng)
    return compress(x, rng)


def plain(images: Tensor, size: int) -> Tensor:
    """Float images (n, 3, size, size), 0 to 1, from uint8 (n, height, width, 3), unchanged."""
    x = images.permute(0, 3, 1, 2).float() / 255
    if x.shape[-1] == size:
        return x
    return F.interpolate(x, (size, size), mode="bicubic", antialias=True).clamp(0, 1)


def lose_detail(x: Tensor, rng: torch.Generator) -> Tensor:
    """A third of the images scaled down and up again, some with sensor noise."""
    n, size = x.shape[0], x.shape[-1]
    for i in (uniform(n, 0, 1, rng) < 0.33).nonzero().flatten().tolist():
        small = max(24, int(size * float(uniform(1, 0.25, 0.9, rng))))
        down = F.interpolate(x[i : i + 1], (small, small), mode="bilinear", antialias=True)
        x[i : i + 1] = F.interpolate(down, (size, size), mode="bilinear")
    noisy = (uniform(n, 0, 1, rng) < 0.33).nonzero().flatten()
    if len(noisy):
        strength = uniform(len(noisy), 0, 0.03, rng).view(-1, 1, 1, 1)
        x[noisy] += strength * torch.randn(x[noisy].shape, generator=rng)
    return x


def colours(x: Tensor, rng: torch.Generator) -> Tensor:
    """Brightness, gamma, contrast, saturation, white balance, side light; a few in grey."""
    n = x.shape[0]

    def factor(spread: float, channels: int = 1) -> Tensor:
        return torch.exp(uniform(n * channels, -spread, spread, rng)).view(n, channels, 1, 1)

    x = x.clamp(1e-3, 1) ** factor(0.3)
    # A colour cast stronger than white balance leaves, on one image in four.
    cast = torch.where(
        uniform(n, 0, 1, rng).view(-1, 1, 1, 1) < 0.25, factor(0.2, 3), factor(0.07, 3)
    )
    x = x * factor(0.3) * cast
    ramp = torch.linspace(-1, 1, x.shape[-1])
    x = x * (1 + uniform(n, -0.25, 0.25, rng).view(-1, 1, 1, 1) * ramp)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean + (x - mean) * factor(0.25)
    grey = (x * torch.tensor(LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True)
    keep = (uniform(n, 0, 1, rng) > 0.04).float().view(-1, 1, 1, 1)
    return (grey + (x - grey) * factor(0.3) * keep).clamp(0, 1)


@cache
def _marks() -> list[Tensor]:
    """Drawn lines of letters, (height, width) opacity 0 to 1, as watermarks are."""
    rng = np.random.default_rng(0)
    marks = []
    for _ in range(MARKS):
        length = int(rng.integers(3, 14))
        text = "".join(rng.choice(list(LETTERS + LETTERS.upper() + ".©  "), length))
        font = ImageFont.load_default(int(rng.integers(14, 40)))
        left, top, right, bottom = font.getbbox(text)
        page = Image.new("L", (max(8, int(right - left)) + 6, max(8, int(bottom - top)) + 6))
        ImageDraw.Draw(page).text((3 - left, 3 - top), text, fill=255, font=font)
        if rng.random() < 0.3:
            ImageDraw.Draw(page).rectangle((0, 0, page.width - 1, page.height - 1), outline=255)
        marks.append(torch.from_numpy(np.asarray(page, np.float32).copy() / 255))
    return marks


def _mark(x: Tensor, rng: torch.Generator) -> Tensor:
    """A watermark on three images in ten, in the middle, in a corner or anywhere."""
    n, size = x.shape[0], x.shape[-1]
    for i in (uniform(n, 0, 1, rng) < 0.3).nonzero().flatten().tolist():
        which, scale, where, u, v, opacity, shade = uniform(7, 0, 1, rng).tolist()
        mark = _marks()[int(which * MARKS) % MARKS]
        width = int(size * (0.15 + 0.75 * scale))
        height = min(size, max(5, round(width * mark.shape[0] / mark.shape[1])))
        mark = F.interpolate(mark[None, None], (height, width), mode="bilinear", antialias=True)[0]
        if where < 0.45:  # about the middle
            left, top = (size - width) * (0.35 + 0.3 * u), (size - height) * (0.4 + 0.35 * v)
        elif where < 0.8:
            left, top = (size - width) * round(u), (size - height) * round(v)
        else:
            left, top = (size - width) * u, (size - height) * v
        area = x[i, :, int(top) : int(top) + height, int(left) : int(left) + width]
        colour = 1.0 if shade < 0.6 else 0.0 if shade < 0.8 else shade
        area.lerp_(torch.full_like(area, colour), mark * (0.2 + 0.6 * opacity))
    return x


def _cover(x: Tensor, rng: torch.Generator) -> Tensor:
    """A patch of one colour on four images in ten: in corners, across like a bar, anywhere."""
    n, size = x.shape[0], x.shape[-1]
    for i in (uniform(n, 0, 1, rng) < 0.4).nonzero().flatten().tolist():
        w, h, kind, u, v, shade = uniform(6, 0, 1, rng).tolist()
        width, height = int(size * (0.12 + 0.3 * w)), int(size * (0.08 + 0.15 * h))
        if kind < 0.5:
            left, top = (size - width) * round(u), (size - height) * round(v)
        else:
            if kind < 0.7:
                width, shade = int(size * (0.4 + 0.5 * w)), float(shade > 0.75)
            left, top = int((size - width) * u), int((size - height) * v)
        x[i, :, top : top + height, left : left + width] = shade
    return x


def compress(x: Tensor, rng: torch.Generator) -> Tensor:
    """Four in ten images through JPEG or WebP at a random quality."""
    for i in (uniform(x.shape[0], 0, 1, rng) < 0.4).nonzero().flatten().tolist():
        quality, kind = uniform(2, 0, 1, rng).tolist()
        pixels = (x[i].permute(1, 2, 0).numpy() * 255 + 0.5).astype(np.uint8)
        file = io.BytesIO()
        Image.fromarray(pixels).save(
            file, "JPEG" if kind < 0.5 else "WEBP", quality=int(35 + 60 * quality), method=0
        )
        decoded = np.asarray(Image.open(file).convert("RGB"), np.float32) / 255
        x[i] = torch.from_numpy(decoded).permute(2, 0, 1)
    return x
