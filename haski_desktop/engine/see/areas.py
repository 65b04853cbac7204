"""Areas of skin and of hair: how much of them a photo shows, and where.

One small network says of each cell of a grid how likely it shows skin, and hair.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.runtime import Runtime, Signature
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid

NETWORK: Final = Signature(
    "network for areas of skin and hair",
    inputs=((224, 224, 3),),
    outputs={"maps": (112, 112, 2)},
)
SKIN, HAIR = 0, 1  # channels of the maps
THRESHOLD: Final = 0.5
# Smaller connected areas are specks: a share of the photo.
SMALLEST: Final = 0.002
MOST_BOXES: Final = 3
MOST_FINER: Final = 4  # times as many cells along each side of a map that is refined
# Side of the square in which a small face is looked for, in widths of its head and neck.
CANDIDATE_SCALE: Final = 1.6


class Areas(NamedTuple):
    """Skin and hair of a photo.

    Attributes:
        maps: (rows, columns, 2) how likely each cell of the whole photo is skin, and hair.
        skin: Share of the photo that is skin.
        hair: Share of the photo that is hair.
        skin_boxes: Around the largest connected areas of skin, the largest first.
        hair_boxes: The same of hair.
    """

    maps: NDArray[np.float32]
    skin: float
    hair: float
    skin_boxes: tuple[Box, ...]
    hair_boxes: tuple[Box, ...]

    def mask(self, channel: int) -> NDArray[np.bool_]:
        """(rows, columns) where skin, or hair, is likelier than not and than the other."""
        own = self.maps[..., channel]
        return np.asarray((own >= THRESHOLD) & (own >= self.maps[..., 1 - channel]), np.bool_)

    def share(self, channel: int, box: Box) -> float:
        """Share of the photo that is skin, or hair, within a box."""
        mask = self.mask(channel)
        left, top, right, bottom = (round(e) for e in box.pixels((mask.shape[1], mask.shape[0])))
        return float(mask[top:bottom, left:right].sum() / mask.size)


def find_areas(squeezed: NDArray[np.uint8], network: Runtime) -> Areas:
    """The areas of a photo.

    Args:
        squeezed: (224, 224, 3) the whole photo, its sides scaled independently, as the
            classifier gets it.
        network: Loaded as :data:`NETWORK`.
    """
    return areas_of(network.run(squeezed.astype(np.float32)[None])["maps"][0])


def refine_areas(areas: Areas, photo: Pyramid, part: Box, network: Runtime) -> Areas:
    """Look again at the part of a photo that shows the person, who is small in it.

    Args:
        areas: What the whole photo showed.
        photo: The upright photo.
        part: The part.
        network: Loaded as :data:`NETWORK`.

    Returns:
        Maps with finer cells; what is skin or hair beyond the part is not in the boxes.
    """
    squeezed = photo.cut(part, NETWORK.inputs[0][:2], Image.Resampling.BICUBIC)
    found = network.run(np.asarray(squeezed, np.float32)[None])["maps"][0]
    factor = min(math.ceil(1 / max(part.width, part.height)), MOST_FINER)
    maps = areas.maps.repeat(factor, axis=0).repeat(factor, axis=1)
    rows, columns = maps.shape[:2]
    left, top, right, bottom = (round(edge) for edge in part.pixels((columns, rows)))
    for channel in (SKIN, HAIR):
        fine = Image.fromarray(np.ascontiguousarray(found[..., channel]))
        placed = fine.resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        maps[top:bottom, left:right, channel] = np.asarray(placed)
    return areas_of(
        maps, Box(left / columns, top / rows, (right - left) / columns, (bottom - top) / rows)
    )


def areas_of(maps: NDArray[np.float32], part: Box = WHOLE) -> Areas:
    """What the network's maps, (rows, columns, 2), say; the boxes are those of a part."""
    areas = Areas(maps, 0.0, 0.0, (), ())
    skin, hair = areas.mask(SKIN), areas.mask(HAIR)
    rows, columns = skin.shape
    left, top, right, bottom = (round(edge) for edge in part.pixels((columns, rows)))
    within = np.zeros_like(skin)
    within[top:bottom, left:right] = True
    return areas._replace(
        skin=float(skin.mean()),
        hair=float(hair.mean()),
        skin_boxes=tuple(box for box, _ in components(skin & within, SMALLEST * part.area)),
        hair_boxes=tuple(box for box, _ in components(hair & within, SMALLEST * part.area)),
    )


def face_candidates(areas: Areas, size: tuple[int, int]) -> list[Box]:
    """Squares in which a face may be that is too small to be found in the whole photo.

    Each lies about a connected area of skin and hair together; of an upright one, such as a
    person's, about its upper end.

    Args:
        areas: Skin and hair.
        size: Width and height of the photo in pixels.
    """
    width, height = size
    squares = []
    for box, _ in components(areas.mask(SKIN) | areas.mask(HAIR)):
        shorter = min(box.width * width, box.height * height)
        x = box.left + box.width / 2
        y = box.top + min(box.height, shorter / height) / 2
        dx, dy = CANDIDATE_SCALE * shorter / width / 2, CANDIDATE_SCALE * shorter / height / 2
        squares.append(Box.around(x - dx, y - dy, x + dx, y + dy))
    return squares


def components(mask: NDArray[np.bool_], smallest: float = SMALLEST) -> list[tuple[Box, float]]:
    """The largest connected areas of (rows, columns): their boxes and shares of the photo.

    Cells that touch at an edge or a corner are connected. Runs of a row are joined with
    those that they touch in the row above.

    Args:
        mask: Where there is something.
        smallest: Areas of a smaller share of the photo are dropped.
    """
    rows, columns = mask.shape
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row_of, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    runs = list(zip(row_of.tolist(), starts.tolist(), ends.tolist(), strict=True))
    parent = list(range(len(runs)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    first_above = 0
    for index, (row, start, end) in enumerate(runs):
        while runs[first_above][0] < row - 1:
            first_above += 1
        above = first_above
        while runs[above][0] < row:
            if runs[above][1] <= end and runs[above][2] >= start:
                parent[root(above)] = root(index)
            above += 1
    found: dict[int, list[int]] = {}  # area, left, top, right, bottom
    for index, (row, start, end) in enumerate(runs):
        area = found.setdefault(root(index), [0, start, row, end, row + 1])
        area[0] += end - start
        area[1:] = min(area[1], start), area[2], max(area[3], end), row + 1
    largest = sorted(found.values(), reverse=True)[:MOST_BOXES]
    return [
        (Box.around(left / columns, top / rows, right / columns, bottom / rows), cells / mask.size)
        for cells, left, top, right, bottom in largest
        if cells >= smallest * mask.size
    ]
