"""Random changes to a batch that must not change its labels.

Each is aimed at a shortcut of the training sources: corner patches against
watermarks, loss of detail against image size, colour and light against clinic
lighting and studio backgrounds, crops against fixed framing, compression against
the one file format that all training photos happen to have.
"""

import io
import math

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from PIL import Image
from torch import Tensor

LUMA = (0.299, 0.587, 0.114)


def augment(images: Tensor, size: int, rng: torch.Generator) -> Tensor:
    """Float images (n, 3, size, size), 0 to 1, from uint8 (n, height, width, 3)."""
    x = images.permute(0, 3, 1, 2).float() / 255
    x = _crop(x, size, rng)
    x = _lose_detail(x, rng)
    x = _colours(x, rng)
    x = _cover_corners(x, rng)
    return _compress(x, rng)


def plain(images: Tensor, size: int) -> Tensor:
    """The same images unchanged but for their size."""
    x = images.permute(0, 3, 1, 2).float() / 255
    if x.shape[-1] == size:
        return x
    return F.interpolate(x, (size, size), mode="bicubic", antialias=True).clamp(0, 1)


def _uniform(n: int, low: float, high: float, rng: torch.Generator) -> Tensor:
    return torch.empty(n).uniform_(low, high, generator=rng)


def _crop(x: Tensor, size: int, rng: torch.Generator) -> Tensor:
    """Random part (30 to 100 % of the area), proportions, small turn, mirror image."""
    n = x.shape[0]
    area = _uniform(n, 0.3, 1.0, rng)
    ratio = torch.exp(_uniform(n, -1, 1, rng) * math.log(4 / 3))
    width = (area * ratio).sqrt().clamp(max=1)
    height = (area / ratio).sqrt().clamp(max=1)
    turn = _uniform(n, -0.25, 0.25, rng)
    mirror = torch.where(_uniform(n, 0, 1, rng) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(turn), torch.sin(turn)
    theta = torch.stack(
        [
            torch.stack(
                [mirror * width * cos, -height * sin, _uniform(n, -1, 1, rng) * (1 - width)], 1
            ),
            torch.stack(
                [mirror * width * sin, height * cos, _uniform(n, -1, 1, rng) * (1 - height)], 1
            ),
        ],
        1,
    ).to(x.device)
    grid = F.affine_grid(theta, [n, 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def _lose_detail(x: Tensor, rng: torch.Generator) -> Tensor:
    """A third of the images scaled down and up again, some with sensor noise."""
    n, size = x.shape[0], x.shape[-1]
    chosen = (_uniform(n, 0, 1, rng) < 0.33).nonzero().flatten().tolist()
    for i in chosen:
        small = max(24, int(size * float(_uniform(1, 0.25, 0.9, rng))))
        down = F.interpolate(x[i : i + 1], (small, small), mode="bilinear", antialias=True)
        x[i : i + 1] = F.interpolate(down, (size, size), mode="bilinear")
    noise = _uniform(n, -0.06, 0.03, rng).clamp(min=0).view(-1, 1, 1, 1).to(x.device)
    return x + noise * torch.randn(x.shape, generator=rng).to(x.device)


def _colours(x: Tensor, rng: torch.Generator) -> Tensor:
    """Brightness, gamma, contrast, saturation, white balance; a few in grey."""
    n = x.shape[0]

    def factor(spread: float, channels: int = 1) -> Tensor:
        return (
            torch.exp(_uniform(n * channels, -spread, spread, rng))
            .view(n, channels, 1, 1)
            .to(x.device)
        )

    x = x.clamp(1e-3, 1) ** factor(0.25)
    x = x * factor(0.25) * factor(0.07, 3)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean + (x - mean) * factor(0.25)
    grey = (x * torch.tensor(LUMA, device=x.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
    keep = (_uniform(n, 0, 1, rng) > 0.05).float().view(-1, 1, 1, 1).to(x.device)
    return (grey + (x - grey) * factor(0.3) * keep).clamp(0, 1)


def _cover_corners(x: Tensor, rng: torch.Generator) -> Tensor:
    """Half of the images with a patch of one colour, mostly where watermarks sit."""
    n, size = x.shape[0], x.shape[-1]
    for i in (_uniform(n, 0, 1, rng) < 0.5).nonzero().flatten().tolist():
        w, h, u, v, shade = _uniform(5, 0, 1, rng).tolist()
        width, height = int(size * (0.12 + 0.3 * w)), int(size * (0.08 + 0.15 * h))
        left = 0 if u < 0.4 else size - width if u < 0.8 else int((size - width) * v)
        top = size - height if v < 0.7 else 0
        x[i, :, top : top + height, left : left + width] = shade
    return x


def _compress(x: Tensor, rng: torch.Generator) -> Tensor:
    """Four in ten images through JPEG or WebP at a random quality."""
    for i in (_uniform(x.shape[0], 0, 1, rng) < 0.4).nonzero().flatten().tolist():
        quality, kind = _uniform(2, 0, 1, rng).tolist()
        pixels = (x[i].permute(1, 2, 0).cpu().numpy() * 255 + 0.5).astype(np.uint8)
        file = io.BytesIO()
        Image.fromarray(pixels).save(
            file, "JPEG" if kind < 0.5 else "WEBP", quality=int(35 + 60 * quality), method=0
        )
        decoded = np.asarray(Image.open(file).convert("RGB"), np.float32) / 255
        x[i] = torch.from_numpy(decoded).permute(2, 0, 1).to(x.device)
    return x
