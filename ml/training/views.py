"""What the network is shown of a photo in training: the whole, parts of it, hair alone, a scene.

The program judges whole photos and crops of them (face, skin, hair; see
``haski_desktop/engine``), so training shows the same at many scales, turned in every
direction that a phone may have forgotten, and before backgrounds of other sources.
"""

from typing import Final, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from torch import Tensor

# What a mask knows (``mask_kind``): hair, skin, or both; or nothing, where there is none.
HAIR_KIND: Final = 1
SKIN_KIND: Final = 2
PARTS_KIND: Final = 3
KINDS: Final = {"": 0, "hair": HAIR_KIND, "skin": SKIN_KIND, "parts": PARTS_KIND}
# Values of a mask.
NEITHER, HAIR, SKIN, UNKNOWN = 0, 1, 2, 255
# What replaces everything but hair where hair is shown alone: ImageNet's mean colour,
# which is zero once normalised.
FILL: Final = (124, 116, 104)

WHOLE = 0.4
SCENE = 0.12
ALONE_LABELLED = 0.35
ALONE = 0.05
EXCHANGED = 0.35
TURNED = 0.25
# Least share of hair in a view whose texture can still be judged.
HAIR_SHOWN: Final = 0.02


class Shown(NamedTuple):
    """Views of a batch of photos.

    Attributes:
        images: (n, 3, size, size), 0 to 1.
        hair: (n,) the share of each view that is hair; NaN where no mask tells.
        alone: (n,) whether everything but hair is greyed out.
    """

    images: Tensor
    hair: Tensor
    alone: Tensor


class Photos(NamedTuple):
    """A batch of stored photos.

    Attributes:
        images: (n, 3, height, width), 0 to 1.
        masks: (n, rows, columns) of NEITHER, HAIR, SKIN, UNKNOWN.
        kinds: (n,) what each mask knows, values of :data:`KINDS`.
        closest: (n,) the least share of the area that still shows what is labelled.
        labelled: (n,) whether the hair is labelled.
    """

    images: Tensor
    masks: Tensor
    kinds: Tensor
    closest: Tensor
    labelled: Tensor


def uniform(n: int, low: float, high: float, rng: torch.Generator) -> Tensor:
    """(n,) random numbers."""
    return torch.empty(n).uniform_(low, high, generator=rng)


def show(photos: Photos, backgrounds: Tensor, size: int, rng: torch.Generator) -> Shown:
    """A random view of each photo.

    Args:
        photos: The photos.
        backgrounds: (n, 3, height, width), 0 to 1, pictures of anything.
        size: Side of the views in pixels.
        rng: Decides everything.
    """
    n = len(photos.images)
    choice = uniform(n, 0, 1, rng)
    has_hair = (photos.kinds == HAIR_KIND) | (photos.kinds == PARTS_KIND)
    enough = (photos.masks == HAIR).float().mean((1, 2)) > HAIR_SHOWN
    rate = torch.where(photos.labelled, ALONE_LABELLED, ALONE)
    alone = has_hair & enough & (uniform(n, 0, 1, rng) < rate)
    # Half of the labelled photos with a mask are seen as the crop that the program makes.
    near_hair = alone | (has_hair & enough & photos.labelled & (uniform(n, 0, 1, rng) < 0.5))
    theta = torch.where(
        near_hair.view(-1, 1, 1),
        _around_hair(photos.masks, rng),
        _part(photos.closest, choice, rng),
    )
    theta = _turn(theta, rng)
    grid = F.affine_grid(theta, [n, 3, size, size], align_corners=False)
    images = F.grid_sample(
        photos.images, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )
    masks = F.grid_sample(
        photos.masks[:, None].float(), grid, mode="nearest", padding_mode="border",
        align_corners=False,
    )  # fmt: skip
    behind = F.interpolate(_background(backgrounds, rng), (size, size), mode="bilinear")
    exchanged = (photos.kinds >= SKIN_KIND) & ~alone & (uniform(n, 0, 1, rng) < EXCHANGED)
    in_scene = (choice > 1 - SCENE) & ~near_hair
    outside = (grid.abs().amax(3) > 1)[:, None] & in_scene.view(-1, 1, 1, 1)
    other = (masks == NEITHER) & exchanged.view(-1, 1, 1, 1)
    # Without the blur a cut-out edge would tell that a background was exchanged.
    replaced = F.avg_pool2d((outside | other).float(), 3, 1, 1)
    images = images * (1 - replaced) + behind * replaced
    kept = F.avg_pool2d((masks == HAIR).float(), 3, 1, 1)
    fill = torch.tensor(FILL).view(1, 3, 1, 1) / 255
    images = torch.where(alone.view(-1, 1, 1, 1), images * kept + fill * (1 - kept), images)
    share = ((masks == HAIR) & ~outside).float().mean((1, 2, 3))
    return Shown(images, torch.where(has_hair, share, torch.nan), alone)


def _part(closest: Tensor, choice: Tensor, rng: torch.Generator) -> Tensor:
    """Whole photos, parts of them at every scale, and photos small within a scene."""
    n = len(closest)
    whole = uniform(n, 0.7, 1.0, rng)
    # Equally often in each octave of scale.
    part = torch.exp(uniform(n, 0, 1, rng) * closest.log()).clamp(max=1)
    scene = uniform(n, 1.3, 6.0, rng)
    area = torch.where(choice < WHOLE, whole, torch.where(choice > 1 - SCENE, scene, part))
    ratio = torch.exp(uniform(n, -1, 1, rng) * 0.29)
    width, height = (area * ratio).sqrt(), (area / ratio).sqrt()
    limit = torch.where(choice > 1 - SCENE, 4.0, 1.0)
    width, height = width.minimum(limit), height.minimum(limit)
    free = (1 - torch.stack((width, height), 1)).abs()
    centre = torch.stack((uniform(n, -1, 1, rng), uniform(n, -1, 1, rng)), 1) * free
    return _theta(width, height, centre)


def _around_hair(masks: Tensor, rng: torch.Generator) -> Tensor:
    """The bounding box of the hair with a margin, as the program crops it."""
    hair = masks == HAIR
    boxes = []
    for axis in (1, 2):  # over rows: what columns have hair; over columns: what rows
        seen = hair.any(axis)
        side = seen.shape[1]
        first = seen.float().argmax(1)
        last = side - seen.flip(1).float().argmax(1)
        boxes.append((first / side, last / side))
    n = len(masks)
    scale = uniform(n, 0.85, 1.45, rng)
    (left, right), (top, bottom) = boxes
    width = ((right - left) * scale).clamp(0.1, 1)
    height = ((bottom - top) * scale).clamp(0.1, 1)
    centre = torch.stack((left + right - 1, top + bottom - 1), 1)
    centre = centre + 0.1 * torch.stack((uniform(n, -1, 1, rng), uniform(n, -1, 1, rng)), 1)
    room = 1 - torch.stack((width, height), 1)
    return _theta(width, height, centre.minimum(room).maximum(-room))


def _theta(width: Tensor, height: Tensor, centre: Tensor) -> Tensor:
    zero = torch.zeros_like(width)
    return torch.stack(
        (
            torch.stack((width, zero, centre[:, 0]), 1),
            torch.stack((zero, height, centre[:, 1]), 1),
        ),
        1,
    )


def _turn(theta: Tensor, rng: torch.Generator) -> Tensor:
    """Mirror images, small turns, and a quarter of the photos on their side or head."""
    n = len(theta)
    quarter = torch.randint(1, 4, (n,), generator=rng) * (uniform(n, 0, 1, rng) < TURNED)
    angle = quarter * (torch.pi / 2) + uniform(n, -0.25, 0.25, rng)
    mirror = torch.where(uniform(n, 0, 1, rng) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle), torch.sin(angle)
    turn = torch.stack(
        (torch.stack((mirror * cos, -sin), 1), torch.stack((mirror * sin, cos), 1)), 1
    )
    return torch.cat((theta[:, :, :2] @ turn, theta[:, :, 2:]), 2)


def _background(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """Pictures, half of them reduced to plain or shaded surfaces, often dark or white."""
    n = len(pictures)
    smooth = F.interpolate(F.adaptive_avg_pool2d(pictures, 2), pictures.shape[-2:], mode="bilinear")
    plain = uniform(n, 0, 1, rng).view(-1, 1, 1, 1) < 0.5
    chosen = torch.where(plain, smooth, pictures)
    light = uniform(n, 0, 1, rng).view(-1, 1, 1, 1)
    chosen = torch.where(light < 0.25, chosen * 0.2, chosen)
    return torch.where(light > 0.8, 0.85 + 0.15 * chosen, chosen)
