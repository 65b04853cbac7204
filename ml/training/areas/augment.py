"""Random changes to photos and to what is known of their places, together."""

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from torch import Tensor

from ml.training.areas.data import HAIR, HAIR_KNOWN, SKIN, SKIN_KNOWN
from ml.training.augment import colours, compress, lose_detail

# Share of the photos that are laid, smaller, into a scene.
INTO_SCENE = 0.35
# Share that lies on its side or upside down, as when a phone lost track of it.
QUARTER_TURNS = 0.25


class Batch(NamedTuple):
    """Photos and what is known of them.

    Attributes:
        pixels: (n, side, side, 3) in bytes.
        places: (n, side, side) bits of :mod:`ml.training.areas.data`.
        weight: (n,) how much each photo counts.
    """

    pixels: Tensor
    places: Tensor
    weight: Tensor


def augment(
    photos: Batch, scenes: Batch, size: int, rng: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Images of one batch, changed at random, and their targets.

    Args:
        photos: What to show.
        scenes: As many photos without a person, into which some are laid.
        size: Side of the result.
        rng: Decides all.

    Returns:
        Images (n, 3, size, size), 0 to 255; targets (n, 2, size / 2, size / 2), 0 to 1;
        and their weights, 0 where nothing is known.
    """
    n = len(photos.pixels)
    into_scene = torch.rand(n, generator=rng) < INTO_SCENE
    matrix = _placement(n, into_scene, rng)
    image, bits, inside = _warp(photos.pixels, photos.places, matrix, size)
    counts = photos.weight.view(n, 1, 1).expand_as(bits)
    chosen = into_scene.nonzero().flatten()
    if len(chosen):
        behind = Batch(*(part[chosen] for part in scenes))
        back, back_bits, _ = _warp(
            behind.pixels,
            behind.places,
            _placement(len(chosen), torch.zeros(len(chosen)), rng),
            size,
        )
        seen = inside[chosen]
        image[chosen] = torch.where(seen[:, None], image[chosen], back)
        bits[chosen] = torch.where(seen, bits[chosen], back_bits)
        counts = counts.clone()
        counts[chosen] = torch.where(seen, counts[chosen], behind.weight.view(-1, 1, 1))
    image = compress(colours(lose_detail(image, rng), rng), rng)
    target, known = decode(bits)
    return image * 255, *_halve(target, known * counts[:, None])


def decode(bits: Tensor) -> tuple[Tensor, Tensor]:
    """Whether each place is skin and hair, and whether that is known: (n, 2, h, w) each."""
    target = torch.stack([(bits & SKIN) > 0, (bits & HAIR) > 0], 1).float()
    known = torch.stack([(bits & SKIN_KNOWN) > 0, (bits & HAIR_KNOWN) > 0], 1).float()
    return target, known


def _halve(target: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    share = F.avg_pool2d(target * weight, 2)
    halved = F.avg_pool2d(weight, 2)
    return share / halved.clamp(min=1e-6), halved


def _placement(n: int, into_scene: Tensor, rng: torch.Generator) -> Tensor:
    """Affine matrices (n, 2, 3) from places of the result to places of the photo."""

    def uniform(low: float, high: float) -> Tensor:
        return torch.empty(n).uniform_(low, high, generator=rng)

    # Side of what is shown of the photo, relative to the photo's own.
    zoom_in = torch.exp(uniform(math.log(0.35), math.log(1.15)))
    zoom_out = torch.exp(uniform(math.log(1.3), math.log(5)))
    extent = torch.where(into_scene.bool(), zoom_out, zoom_in)
    stretch = torch.exp(uniform(-0.2, 0.2))
    width, height = extent * stretch, extent / stretch
    turn = uniform(-0.35, 0.35)
    quarters = torch.randint(0, 4, (n,), generator=rng) * (uniform(0, 1) < QUARTER_TURNS)
    turn = turn + quarters * (math.pi / 2)
    mirror = torch.where(uniform(0, 1) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(turn), torch.sin(turn)
    linear = torch.stack(
        [
            torch.stack([mirror * width * cos, -height * sin], 1),
            torch.stack([mirror * width * sin, height * cos], 1),
        ],
        1,
    )
    # Where the middle of the result lies: anywhere that keeps a crop inside the photo, or
    # the photo inside the scene.
    free = (1 - extent).abs() * torch.where(into_scene.bool(), 0.9, 1.0)
    centre = torch.stack([uniform(-1, 1) * free, uniform(-1, 1) * free], 1)
    return torch.cat([linear, centre[:, :, None]], 2)


def _warp(
    pixels: Tensor, places: Tensor, matrix: Tensor, size: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Images (n, 3, size, size), 0 to 1, bits, and which of it lies inside the photo."""
    grid = F.affine_grid(matrix, [len(pixels), 3, size, size], align_corners=False)
    x = pixels.permute(0, 3, 1, 2).float() / 255
    # Larger extents are first made smaller, so that fine patterns do not alias.
    scale = matrix[:, :, :2].norm(dim=1).amax(1) * x.shape[-1] / size
    for i in (scale > 2).nonzero().flatten().tolist():
        side = max(16, int(x.shape[-1] / float(scale[i])))
        small = F.interpolate(x[i : i + 1], (side, side), mode="area")
        x[i : i + 1] = F.interpolate(small, x.shape[-2:], mode="bilinear", align_corners=False)
    image = F.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    bits = F.grid_sample(
        places[:, None].float(),
        grid,
        mode="nearest",
        padding_mode="reflection",
        align_corners=False,
    )
    inside = (grid.abs() <= 1).all(-1)
    return image.clamp(0, 1), bits[:, 0].round().to(torch.uint8), inside
