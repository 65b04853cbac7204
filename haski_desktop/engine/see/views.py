"""Views: which parts of a photo the classifier is shown, and what can't be judged from it."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.model import ViewName
from haski_desktop.engine.see.areas import HAIR, SKIN, Areas
from haski_desktop.engine.see.faces import Face
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid

# Why a question can't be answered from a photo.
Reason = Literal["no_skin", "no_hair", "too_small"]

FACE_SCALE: Final = 1.5
MARGIN: Final = 0.1  # of an area's box, on each side
CLOSE_SCALE: Final = 0.5  # of the shorter side of the skin's box
CLOSE_PIXELS: Final = 224  # of the original, if it has them
# A person who takes up less than this of the photo's width and height is cut out: the rest
# says nothing of skin or hair.
FAR_AWAY: Final = 0.78
# Without a face, areas that small are taken for something else.
NEGLIGIBLE: Final = 0.15
# What is looked at again for skin and hair: the person's box times this, unless that is so
# much of the photo that a second look would hardly show more.
LOOK_AGAIN: Final = 1.3
WORTH_LOOKING: Final = 0.7
# Connected areas smaller than this share of the largest belong to something else.
RELATED: Final = 0.1
# Where the mask of a view that shows hair alone begins and ends.
SOFT: Final = (0.35, 0.65)

# Measured by `python -m ml.training.see_measures reasons`:
# A strip of neck below a head seen from behind shows too little, as does hair below a cap.
SKIN_TO_HAIR: Final = 0.15  # areas, where there is no face; of the hair that is beside the skin
BESIDE: Final = 2.0
HAIR_TO_FACE: Final = 0.2
# Of the photo; a face beyond it leaves no room for all of the hair.
LARGE_FACE: Final = 0.4
# Of the original: the sides of squares with as many pixels, and the distance between the
# eyes' outer corners.
SKIN_PIXELS: Final = 48
HAIR_PIXELS: Final = 40
EYES_PIXELS: Final = 16


class View(NamedTuple):
    """A part of a photo for the classifier.

    Attributes:
        name: What it shows.
        box: Where it is.
        masked: Whether all but hair is filled with one colour.
    """

    name: ViewName
    box: Box
    masked: bool = False


def choose_views(
    size: tuple[int, int], face: Face | None, areas: Areas | None
) -> dict[ViewName, View]:
    """The views of a photo by name; ``whole`` is always among them.

    Args:
        size: Width and height of the original in pixels.
        face: The face that is judged, if any.
        areas: Skin and hair, if known.
    """
    views = [View("whole", _person(face, areas))]
    if face is not None:
        views.append(View("face", _square(face.box, FACE_SCALE, size)))
    elif areas is not None and areas.skin_boxes:
        skin = _square(_widened(areas.skin_boxes[0]), 1.0, size)
        views += [View("skin", skin), View("skin_close", _close(areas, skin, size))]
    hair = _related(areas.hair_boxes, face) if areas is not None else None
    if hair is not None:
        box = _widened(hair)
        views += [View("hair", box), View("hair_only", box, masked=True)]
    return {view.name: view for view in views}


def cut(photo: Pyramid, box: Box, size: tuple[int, int]) -> NDArray[np.uint8]:
    """A part of a photo at the classifier's size.

    Args:
        photo: The upright photo.
        box: The part.
        size: Width and height of the result; the part's sides are scaled independently.

    Returns:
        (height, width, 3) red, green, blue, 0 to 255.
    """
    return np.asarray(photo.cut(box, size, Image.Resampling.BICUBIC))


def hair_only(
    pixels: NDArray[np.uint8], box: Box, areas: Areas, fill: tuple[int, int, int]
) -> NDArray[np.uint8]:
    """A part of a photo with all but hair filled, its edge softened.

    Args:
        pixels: (height, width, 3) the part, see :func:`cut`.
        box: Where it is.
        areas: Where hair is.
        fill: Red, green and blue of what is not, 0 to 255.
    """
    rows, columns = areas.maps.shape[:2]
    hair = Image.fromarray(np.ascontiguousarray(areas.maps[..., HAIR]))
    size, edges = pixels.shape[1::-1], box.pixels((columns, rows))
    likely = np.asarray(hair.resize(size, Image.Resampling.BILINEAR, box=edges))
    share = np.clip((likely - SOFT[0]) / (SOFT[1] - SOFT[0]), 0, 1)[..., None]
    mixed = pixels * share + np.asarray(fill, np.float32) * (1 - share)
    return np.asarray(mixed.round(), np.uint8)


def judged_part(views: Mapping[ViewName, View]) -> Box:
    """The part of the photo whose quality counts: the face, else the person, else all."""
    return views["face" if "face" in views else "whole"].box


def skin_reason(size: tuple[int, int], face: Face | None, areas: Areas | None) -> Reason | None:
    """Why skin type and condition can't be judged, as far as the photo's content says.

    Args:
        size: Width and height of the original in pixels.
        face: The face that is judged, if any.
        areas: Skin and hair, if known.
    """
    if face is not None:
        return "too_small" if face.eye_distance(size) < EYES_PIXELS else None
    if areas is None:
        return None
    if not areas.skin_boxes:
        return "no_skin"
    around = areas.skin_boxes[0].grown(BESIDE)
    beside = [box for box in areas.hair_boxes if box.overlap(around) > 0]
    hair = sum(areas.share(HAIR, box) for box in beside)
    if areas.skin < SKIN_TO_HAIR * hair:
        return "no_skin"
    return "too_small" if _side(areas.skin, size) < SKIN_PIXELS else None


def hair_reason(size: tuple[int, int], face: Face | None, areas: Areas | None) -> Reason | None:
    """Why the hair type can't be judged, as far as the photo's content says.

    Whether what is seen of the hair shows its texture, the classifier itself says.

    Args:
        size: Width and height of the original in pixels.
        face: The face that is judged, if any.
        areas: Skin and hair, if known.
    """
    if areas is None:
        return None
    box = _related(areas.hair_boxes, face)
    if box is None:
        return "no_hair"
    hair = areas.share(HAIR, box)
    if face is not None and hair < HAIR_TO_FACE * min(face.box.area, LARGE_FACE):
        return "no_hair"
    return "too_small" if _side(hair, size) < HAIR_PIXELS else None


def _side(share: float, size: tuple[int, int]) -> float:
    """The side in pixels of a square that is ``share`` of the photo."""
    return float((share * size[0] * size[1]) ** 0.5)


def far_person(face: Face | None, areas: Areas) -> Box | None:
    """Around a person who is small in the photo, with room for what was missed.

    It is worth finding skin and hair again there, by
    :func:`haski_desktop.engine.see.areas.refine_areas`.
    """
    part = _person(face, areas).grown(LOOK_AGAIN)
    return part if max(part.width, part.height) <= WORTH_LOOKING else None


def _person(face: Face | None, areas: Areas | None) -> Box:
    """The whole photo, or around the person if they take up little of it."""
    boxes = [] if areas is None else [*areas.skin_boxes, *areas.hair_boxes]
    box = _related(boxes, face)
    if face is not None:
        around = face.box.grown(FACE_SCALE)
        box = around if box is None else box.union(around)
    elif box is not None and max(box.width, box.height) < NEGLIGIBLE:
        box = None
    if box is None:
        return WHOLE
    box = _widened(box)
    return WHOLE if max(box.width, box.height) >= FAR_AWAY else box


def _related(boxes: Iterable[Box], face: Face | None) -> Box | None:
    """Around the areas that belong to the judged face, else around the large ones."""
    kept = list(boxes)
    if face is not None:
        near = face.box.grown(2.0)
        kept = [box for box in kept if box.overlap(near) > 0]
    kept = [box for box in kept if box.area >= RELATED * max(each.area for each in kept)]
    if not kept:
        return None
    joined = kept[0]
    for box in kept[1:]:
        joined = joined.union(box)
    return joined


def _widened(box: Box) -> Box:
    return box.grown(1 + 2 * MARGIN)


def _square(box: Box, scale: float, size: tuple[int, int]) -> Box:
    """As near to a square in pixels about a box as the photo allows, moved into the photo."""
    width, height = size
    side = scale * max(box.width * width, box.height * height)
    return _placed(box.left + box.width / 2, box.top + box.height / 2, side / width, side / height)


def _placed(x: float, y: float, width: float, height: float) -> Box:
    """A box about a centre, moved and if need be cut to lie within the photo."""
    width, height = min(width, 1.0), min(height, 1.0)
    left = min(max(x - width / 2, 0.0), 1 - width)
    top = min(max(y - height / 2, 0.0), 1 - height)
    return Box.around(left, top, left + width, top + height)


def _close(areas: Areas, skin: Box, size: tuple[int, int]) -> Box:
    """The square half as large as the skin's box in which skin is likeliest."""
    shorter = min(skin.width * size[0], skin.height * size[1])
    side = max(shorter * CLOSE_SCALE, min(CLOSE_PIXELS, shorter))
    width, height = side / size[0], side / size[1]
    rows, columns = areas.maps.shape[:2]
    sums = np.pad(areas.maps[..., SKIN].cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    lefts = np.linspace(skin.left, max(skin.right - width, skin.left), 12)
    tops = np.linspace(skin.top, max(skin.bottom - height, skin.top), 12)
    x0, x1 = ((lefts + d).clip(0, 1) * columns for d in (0.0, width))
    y0, y1 = ((tops + d).clip(0, 1) * rows for d in (0.0, height))
    x0, x1, y0, y1 = (np.rint(each).astype(np.intp) for each in (x0, x1, y0, y1))
    covered = sums[y1][:, x1] - sums[y0][:, x1] - sums[y1][:, x0] + sums[y0][:, x0]
    # Of places as good as the best, the one nearest to the middle.
    offset = np.hypot(*np.meshgrid(np.linspace(-1, 1, 12), np.linspace(-1, 1, 12)))
    row, column = np.unravel_index(
        np.argmax(covered - 0.01 * covered.max() * offset), covered.shape
    )
    return _placed(lefts[column] + width / 2, tops[row] + height / 2, width, height)
