"""Areas of skin and hair: shares, connected parts and their boxes."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.choices import ModelType
from haski_desktop.engine.runtime import Runtime
from haski_desktop.engine.see.areas import (
    HAIR,
    SKIN,
    areas_of,
    components,
    face_candidates,
    find_areas,
    refine_areas,
)
from haski_desktop.engine.see.faces import Face, find_faces
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from tests.engine.see.conftest import drawn_areas, pasted, scene


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


def test_a_small_face_is_looked_for_at_the_upper_end_of_a_person() -> None:
    head, body = Box(0.4, 0.2, 0.06, 0.1), Box(0.38, 0.28, 0.1, 0.6)
    (square,) = face_candidates(drawn_areas(skin=[body], hair=[head]), (1500, 1000))
    assert square.left < head.left < head.right < square.right
    assert square.top < head.top < head.bottom < square.bottom
    assert square.height < 0.3
    assert face_candidates(drawn_areas(), (1500, 1000)) == []


def test_the_small_face_of_a_composition_is_found(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    """At an eighth of the photo's width; the areas are those that the composition has."""
    photo = pasted(portrait, 200, (1100, 300), scene(1600, 1200))
    left, top, width, height = np.asarray(frontal.box) * 200
    head = Box((1100 + left) / 1600, (300 + top) / 1200, width / 1600, height / 1200)
    hair = Box(head.left, head.top - 0.03, head.width, 0.04)
    areas = drawn_areas(skin=[head, Box(0.1, 0.6, 0.3, 0.3)], hair=[hair])
    assert find_faces(Pyramid(photo), detector, mesh) == ()
    (face,) = find_faces(Pyramid(photo), detector, mesh, face_candidates(areas, photo.size))
    assert face.box.overlap(head) > 0.8


class ByColour:
    """Stands in for the network: red is skin, blue is hair."""

    name: ModelType = "mock"
    file: str | None = None
    provider = "cpu"
    detail = ""

    def run(self, *inputs: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        (image,) = inputs
        assert image.shape == (1, 224, 224, 3)
        cells = image.reshape(1, 112, 2, 112, 2, 3).mean(axis=(2, 4))
        return {"maps": (cells[..., [0, 2]] / 255).astype(np.float32)}


def test_a_small_person_is_looked_at_again() -> None:
    """A finger that is narrower than a cell of the whole photo's map."""
    pixels = np.zeros((1200, 1600, 3), np.uint8)
    pixels[600:720, 1200:1206] = 255, 0, 0
    pixels[560:600, 1180:1230] = 0, 0, 255
    pixels[0:300, 0:300] = 255, 0, 0  # someone else
    photo = Image.fromarray(pixels)
    before = find_areas(np.asarray(photo.resize((224, 224))), ByColour())
    part = Box(1100 / 1600, 500 / 1200, 300 / 1600, 300 / 1200)
    after = refine_areas(before, Pyramid(photo), part, ByColour())
    assert after.maps.shape == (448, 448, 2)
    (skin,), (hair,) = after.skin_boxes, after.hair_boxes
    assert np.allclose(skin, [1200 / 1600, 600 / 1200, 6 / 1600, 120 / 1200], atol=0.003)
    assert np.allclose(hair, [1180 / 1600, 560 / 1200, 50 / 1600, 40 / 1200], atol=0.003)
    # The shares are those of the whole photo.
    assert after.skin == pytest.approx((300 * 300 + 6 * 120) / (1600 * 1200), rel=0.1)


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
