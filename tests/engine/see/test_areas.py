"""Areas of skin and hair: shares, connected parts and their boxes."""

import numpy as np
import pytest

from haski_desktop.engine.see.areas import HAIR, SKIN, areas_of, components
from haski_desktop.engine.see.geometry import Box
from tests.engine.see.conftest import drawn_areas


def test_shares_and_boxes() -> None:
    large, small, hair = Box(0.5, 0.5, 0.4, 0.25), Box(0, 0, 0.1, 0.2), Box(0.5, 0.0, 0.5, 0.25)
    areas = drawn_areas(skin=[small, large], hair=[hair])
    assert areas.skin == pytest.approx(large.area + small.area, abs=0.01)
    assert areas.hair == pytest.approx(hair.area, abs=0.01)
    assert np.allclose(areas.skin_boxes, [large, small], atol=0.01)
    assert np.allclose(areas.hair_boxes, [hair], atol=0.01)


def test_nothing_and_everything() -> None:
    nothing = drawn_areas()
    assert nothing[1:] == (0.0, 0.0, (), ())
    everything = drawn_areas(skin=[Box(0, 0, 1, 1)])
    assert (everything.skin, everything.hair) == (1.0, 0.0)
    assert everything.skin_boxes == (Box(0, 0, 1, 1),)


def test_where_both_are_likely_the_likelier_counts() -> None:
    maps = np.zeros((112, 112, 2), np.float32)
    maps[...] = 0.6, 0.9
    areas = areas_of(maps)
    assert (areas.skin, areas.hair) == (0.0, 1.0)
    assert areas.mask(HAIR).all()
    assert not areas.mask(SKIN).any()


def test_specks_are_dropped() -> None:
    areas = drawn_areas(skin=[Box(0.2, 0.2, 0.02, 0.02)])
    assert areas.skin > 0
    assert areas.skin_boxes == ()


def labelled(mask: np.ndarray) -> list[tuple[Box, float]]:
    """Connected parts by flooding, cell by cell: slow, and plainly right."""
    left, found = set(zip(*np.nonzero(mask), strict=True)), []
    while left:
        part, front = set(), [left.pop()]
        while front:
            row, column = front.pop()
            part.add((row, column))
            near = {(row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)} & left
            left -= near
            front += near
        rows, columns = (np.asarray(each) for each in zip(*part, strict=True))
        height, width = mask.shape
        edges = columns.min() / width, rows.min() / height
        far = (columns.max() + 1) / width, (rows.max() + 1) / height
        found.append((Box.around(*edges, *far), len(part) / mask.size))
    return sorted(found, key=lambda each: -each[1])


@pytest.mark.parametrize("seed", range(8))
def test_parts_of_tangled_shapes(seed: int) -> None:
    """Spirals, rings and combs: what is joined only far below must count as one."""
    coarse = np.random.default_rng(seed).random((14, 14))
    mask = np.kron(coarse, np.ones((4, 4))) > 0.55
    every = labelled(mask)
    found = components(mask)
    large = [share for _, share in every if share >= 0.002]
    assert [share for _, share in found] == pytest.approx(large[:3])
    for box, share in found:
        assert any(np.allclose([*box, share], [*other, of_it]) for other, of_it in every)
