"""Outlines of the areas of a mask, as smooth closed lines."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

# In cells: takes away the stairs of the grid, and single cells with them.
SMOOTHING: Final = 0.9
LEVEL: Final = 127.5


def contours(mask: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Closed lines around what is set; filled by the odd-even rule they give the areas.

    Marching squares (Lorensen and Cline 1987, in two dimensions) on the softened mask.

    Args:
        mask: (rows, columns) over the whole photo.

    Returns:
        For each line its points (count, 2): x and y as fractions of the photo.
    """
    rows, columns = mask.shape
    soft = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.GaussianBlur(SMOOTHING))
    # What reaches the photo's edge ends there: around it nothing is set.
    field = np.pad(np.asarray(soft, np.float64), 1)
    starts, ends = _crossings(field >= LEVEL)
    # Each edge that is crossed is the start of one piece.
    place = dict(zip(starts.tolist(), _places(field, starts), strict=True))
    following = dict(zip(starts.tolist(), ends.tolist(), strict=True))
    lines = []
    while following:
        first, point = following.popitem()
        line = [first, point]
        while (point := following.pop(point, first)) != first:
            line.append(point)
        points = (np.array([place[edge] for edge in line]) - 0.5) / (columns, rows)
        lines.append(points.clip(0, 1))
    return lines


def _crossings(inside: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pieces of the lines, each from one edge between two neighbours to another.

    Around each square of four neighbours, clockwise: a piece leads from where one leaves the
    inside to where one enters it next. The next square goes the other way along the edge that
    they share, so that there the piece goes on.
    """
    rows, columns = inside.shape
    index = np.arange(rows * columns).reshape(rows, columns)
    corners = (inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1])
    # An edge has the number of its upper left end: across first, then all that lead down.
    down = index.size
    edges = (index[:-1, :-1], index[:-1, 1:] + down, index[1:, :-1], index[:-1, :-1] + down)
    leaves = [corners[k] & ~corners[(k + 1) % 4] for k in range(4)]
    enters = [~corners[k] & corners[(k + 1) % 4] for k in range(4)]
    starts, ends = [], []
    for k in range(4):
        open_ = leaves[k].copy()
        for step in (1, 2, 3):
            other = (k + step) % 4
            here = open_ & enters[other]
            starts.append(edges[k][here])
            ends.append(edges[other][here])
            open_ &= ~here
    return np.concatenate(starts), np.concatenate(ends)


def _places(field: NDArray[np.float64], edges: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where the level is crossed on each edge: x and y in cells of the padded field."""
    down, index = np.divmod(edges, field.size)
    row, column = np.divmod(index, field.shape[1])
    first, last = field[row, column], field[row + down, column + 1 - down]
    share = (LEVEL - first) / (last - first)
    return np.stack([column + (1 - down) * share, row + down * share], axis=1)
