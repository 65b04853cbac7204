"""Regions of a face: their outlines, how red they are, and the light that falls on them."""

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from haski_desktop.engine.analysis import Region, RegionName
from haski_desktop.engine.see.areas import HAIR, THRESHOLD, Areas
from haski_desktop.engine.see.colour import lab
from haski_desktop.engine.see.faces import Face
from haski_desktop.engine.see.pyramid import Pyramid

# Points of the face mesh; left and right are the image's.
OUTLINES: Final[Mapping[RegionName, tuple[int, ...]]] = {
    "forehead": (
        *(54, 103, 67, 109, 10, 338, 297, 332, 284),
        *(298, 333, 299, 337, 9, 108, 69, 104, 68),
    ),
    "nose": (
        *(168, 193, 122, 196, 236, 198, 49, 48, 64, 98, 97),
        *(2, 326, 327, 294, 278, 279, 420, 456, 419, 351, 417),
    ),
    "left_cheek": (117, 118, 119, 100, 142, 36, 205, 187, 147, 123),
    "right_cheek": (346, 347, 348, 329, 371, 266, 425, 411, 376, 352),
    "chin": (
        *(204, 182, 83, 18, 313, 406, 424, 430, 431),
        *(262, 369, 396, 175, 171, 140, 32, 211, 210),
    ),
}
OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
# Eyes with their brows, and lips: no skin.
_NO_SKIN: Final = (
    (*(70, 63, 105, 66, 107, 55), *(133, 155, 154, 153, 145, 144, 163, 7, 33), 46),
    (*(300, 293, 334, 296, 336, 285), *(362, 382, 381, 380, 374, 373, 390, 249, 263), 276),
    (
        *(61, 146, 91, 181, 84, 17, 314, 405, 321, 375),
        *(291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
    ),
)
FAR_YAW: Final = 30.0  # degrees from which the far cheek is turned away
LEAST_VISIBLE: Final = 0.3  # of a region's outline, else it is left out
# a* above the face's median that counts as red. `python -m ml.training.see_measures redness`:
# the share of the whole face's skin tells severe from mild acne in ACNE04 with an AUROC of
# 0.76; the mean of the regions' shares, which leave out the jaw and the temples, with 0.62.
REDDER: Final = 5.0
LEAST_SKIN: Final = 100  # pixels of the face
PROFILE_YAW: Final = 60.0  # degrees beyond which the mesh no longer fits
PATCH_SIDE: Final = 160  # pixels of the face's longer side, at most
BLOWN: Final = 252


class FaceLight(NamedTuple):
    """How the light of a photo falls on a face, and the colours that it gives.

    Attributes:
        blown: Share of the face whose brightest channel is at its limit.
        hue: Hue angle of the skin in CIE a*b*, degrees.
        yellowness: Median b* of the skin.
        unevenness: Difference of the cheeks' median L*; ``None`` unless both are seen alike.
        redness: Share of the skin that is clearly redder than its median, 0 to 1.
    """

    blown: float
    hue: float
    yellowness: float
    unevenness: float | None
    redness: float


class _Patch(NamedTuple):
    """A face cut from a photo: how to get from fractions of the photo to its pixels."""

    image: Image.Image
    origin: NDArray[np.float32]
    scale: NDArray[np.float32]

    def mask(self, polygon: NDArray[np.float32]) -> NDArray[np.bool_]:
        drawn = Image.new("1", self.image.size)
        corners = [(float(x), float(y)) for x, y in (polygon - self.origin) * self.scale - 0.5]
        ImageDraw.Draw(drawn).polygon(corners, fill=1, outline=1)
        return np.asarray(drawn, np.bool_)


def look_at_face(
    photo: Pyramid, face: Face, areas: Areas | None
) -> tuple[tuple[Region, ...], FaceLight | None]:
    """The visible regions of a face, and its light.

    Args:
        photo: The upright photo.
        face: One of its faces.
        areas: Its areas of skin and hair. Without them hair before the face is not cut away.

    Returns:
        The regions, and ``None`` for the light if hardly any skin is seen.
    """
    patch = _cut(photo, face)
    visible = ~_hair(patch, areas)
    outlines = {
        name: face.points[list(indices)]
        for name, indices in OUTLINES.items()
        if not _turned_away(name, face.yaw)
    }
    masks = {name: patch.mask(outline) for name, outline in outlines.items()}
    pixels = np.asarray(patch.image)
    colours = lab(pixels)
    skin = patch.mask(face.points[list(OVAL)]) & visible
    for indices in _NO_SKIN:
        skin &= ~patch.mask(face.points[list(indices)])
    if skin.sum() < LEAST_SKIN:
        return (), None
    median = np.median(colours[skin], axis=0)
    red = colours[..., 1] > median[1] + REDDER
    regions = []
    for name, mask in masks.items():
        seen = mask & visible
        if seen.sum() >= max(LEAST_VISIBLE * _area(outlines[name], patch), 16):
            polygon = _trimmed(outlines[name], seen, areas, patch)
            regions.append(Region(name, polygon, round(float(red[seen].mean()), 4)))
    light = FaceLight(
        blown=float(np.any(pixels >= BLOWN, axis=2)[skin].mean()),
        hue=math.degrees(math.atan2(median[2], median[1])),
        yellowness=float(median[2]),
        unevenness=_unevenness(colours, masks, visible),
        redness=float(red[skin].mean()),
    )
    return tuple(regions), light


def _turned_away(name: RegionName, yaw: float) -> bool:
    far = "right_cheek" if yaw > 0 else "left_cheek"
    return abs(yaw) > PROFILE_YAW or (abs(yaw) > FAR_YAW and name == far)


def _cut(photo: Pyramid, face: Face) -> _Patch:
    edges = face.box.pixels(photo.size)
    width, height = max(edges[2] - edges[0], 1.0), max(edges[3] - edges[1], 1.0)
    shrink = min(PATCH_SIDE / max(width, height), 1.0)
    size = max(round(width * shrink), 1), max(round(height * shrink), 1)
    origin = np.asarray([face.box.left, face.box.top], np.float32)
    return _Patch(photo.cut(face.box, size), origin, np.asarray(size, np.float32) / face.box[2:])


def _hair(patch: _Patch, areas: Areas | None) -> NDArray[np.bool_]:
    """Where the patch is hair."""
    width, height = patch.image.size
    if areas is None:
        return np.zeros((height, width), np.bool_)
    rows, columns = areas.maps.shape[:2]
    x, y = (np.arange(width) + 0.5) / patch.scale[0], (np.arange(height) + 0.5) / patch.scale[1]
    x = np.clip((x + patch.origin[0]) * columns, 0, columns - 1).astype(np.intp)
    y = np.clip((y + patch.origin[1]) * rows, 0, rows - 1).astype(np.intp)
    return np.asarray(areas.maps[np.ix_(y, x)][..., HAIR] >= THRESHOLD, np.bool_)


def _is_hair(places: NDArray[np.float32], areas: Areas | None) -> NDArray[np.bool_]:
    """Whether places (..., 2), fractions of the photo, are hair."""
    if areas is None:
        return np.zeros(places.shape[:-1], np.bool_)
    rows, columns = areas.maps.shape[:2]
    cells = np.clip(places * (columns, rows), 0, (columns - 1, rows - 1)).astype(np.intp)
    return np.asarray(areas.maps[cells[..., 1], cells[..., 0], HAIR] >= THRESHOLD, np.bool_)


def _area(polygon: NDArray[np.float32], patch: _Patch) -> float:
    """Pixels of the patch that a polygon covers, also beyond the photo's edge."""
    x, y = ((polygon - patch.origin) * patch.scale).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _trimmed(
    outline: NDArray[np.float32], seen: NDArray[np.bool_], areas: Areas | None, patch: _Patch
) -> tuple[tuple[float, float], ...]:
    """The outline without what hair or the photo's edge hides.

    Each point, and two more on each side of the outline, moves towards the middle of what
    is seen until nothing lies between.
    """
    y, x = np.nonzero(seen)
    middle = np.asarray([x.mean() + 0.5, y.mean() + 0.5], np.float32) / patch.scale + patch.origin
    following = np.roll(outline, -1, axis=0)
    dense = np.concatenate(
        [
            outline[:, None],
            (2 * outline + following)[:, None] / 3,
            (outline + 2 * following)[:, None] / 3,
        ],
        axis=1,
    ).reshape(-1, 2)
    steps = np.linspace(0, 1, 48, dtype=np.float32)[:, None, None]
    line = middle + steps * (dense - middle)
    free = ~_is_hair(line, areas) & ((line >= 0) & (line <= 1)).all(axis=2)
    reach = np.logical_and.accumulate(free, axis=0).sum(axis=0)
    points = line[np.maximum(reach - 1, 0), np.arange(len(dense))]
    # On a side that nothing hides, its ends say enough.
    telling = (reach < len(steps)) | (np.arange(len(dense)) % 3 == 0)
    return tuple((round(float(x), 4), round(float(y), 4)) for x, y in points[telling])


def _unevenness(
    colours: NDArray[np.float32],
    masks: Mapping[RegionName, NDArray[np.bool_]],
    visible: NDArray[np.bool_],
) -> float | None:
    lightness = []
    for name in ("left_cheek", "right_cheek"):
        seen = masks[name] & visible if name in masks else np.zeros_like(visible)
        if seen.sum() < 50:
            return None
        lightness.append(float(np.median(colours[seen, 0])))
    return abs(lightness[0] - lightness[1])
