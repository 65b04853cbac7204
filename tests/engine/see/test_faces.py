"""Faces: where they are, how they are turned, and that nothing else is taken for one."""

import numpy as np
import pytest
from PIL import Image, ImageOps

from haski_desktop.engine.runtime import Runtime
from haski_desktop.engine.see.faces import Face, find_faces
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from tests.engine.see.conftest import pasted, scene


def only(faces: tuple[Face, ...]) -> Face:
    assert len(faces) == 1
    return faces[0]


def test_the_face_of_the_sample(frontal: Face) -> None:
    eyes = frontal.points[[33, 263]]  # outer corners
    # Read off the photo.
    assert np.allclose(eyes, [[0.338, 0.316], [0.544, 0.323]], atol=0.02)
    assert np.allclose(frontal.box, [0.30, 0.22, 0.27, 0.33], atol=0.04)
    assert frontal.inside.all()
    assert frontal.probability > 0.9
    assert abs(frontal.yaw) < 20
    assert abs(frontal.pitch) < 20
    assert abs(frontal.roll) < 12


def test_a_mirrored_face_is_turned_the_other_way(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    face = only(find_faces(Pyramid(ImageOps.mirror(portrait)), detector, mesh))
    assert abs(face.yaw + frontal.yaw) < 5
    assert abs(face.roll + frontal.roll) < 3
    assert abs(face.pitch - frontal.pitch) < 4
    assert abs(face.box.left - (1 - frontal.box.right)) < 0.03
    assert abs(face.box.top - frontal.box.top) < 0.03


@pytest.mark.parametrize("angle", [-40, -20, 20, 40])
def test_a_tilted_head(
    portrait: Image.Image, frontal: Face, angle: int, detector: Runtime, mesh: Runtime
) -> None:
    """Pillow turns counter-clockwise; roll is clockwise."""
    face = only(
        find_faces(Pyramid(portrait.rotate(angle, Image.Resampling.BICUBIC)), detector, mesh)
    )
    assert abs(face.roll - (frontal.roll - angle)) < 5
    assert abs(face.yaw - frontal.yaw) < 10
    assert abs(face.pitch - frontal.pitch) < 10


def test_a_face_cut_by_the_edge(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    """The mesh goes on beyond the photo; those points are marked, and the box ends there."""
    middle = round(320 * (frontal.box.left + frontal.box.width * 0.6))
    half = portrait.crop((0, 0, middle, 320))
    face = only(find_faces(Pyramid(half), detector, mesh))
    assert 0.5 < face.inside.mean() < 0.95
    assert (face.points[~face.inside] > 1).any(axis=1).all()
    assert face.box.right == 1.0


def test_a_face_that_fills_the_photo(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    close = portrait.crop(frontal.box.pixels(portrait.size))
    face = only(find_faces(Pyramid(close), detector, mesh))
    assert face.box.area > 0.8


def test_the_largest_of_several_comes_first(
    portrait: Image.Image, detector: Runtime, mesh: Runtime
) -> None:
    head = portrait.crop((60, 10, 250, 200))
    photo = pasted(head, 300, (20, 150), scene(1000, 700))
    photo = pasted(head, 520, (450, 100), photo)
    large, small = find_faces(Pyramid(photo), detector, mesh)
    assert large.box.left > 0.45 > small.box.right
    assert large.box.area > small.box.area


@pytest.mark.parametrize("size", [(640, 640), (3000, 2000), (700, 1000)])
def test_the_same_face_in_a_larger_photo(
    portrait: Image.Image, frontal: Face, size: tuple[int, int], detector: Runtime, mesh: Runtime
) -> None:
    """Where it lies and how it is turned does not depend on the photo's size and shape."""
    side = min(size) * 8 // 10
    where = (size[0] - side) // 2, (size[1] - side) // 3
    face = only(find_faces(Pyramid(pasted(portrait, side, where, scene(*size))), detector, mesh))
    expected = (frontal.points * side + where) / size
    apart = np.abs(face.points - expected) * size / side
    assert apart.max() < 0.03
    assert abs(face.yaw - frontal.yaw) < 5


def test_a_small_face_is_found_where_one_is_told_to_look(
    portrait: Image.Image, detector: Runtime, mesh: Runtime
) -> None:
    photo = pasted(portrait, 220, (900, 300), scene(1600, 1200))
    assert find_faces(Pyramid(photo), detector, mesh) == ()
    hint = Box(850 / 1600, 250 / 1200, 320 / 1600, 320 / 1200)
    face = only(find_faces(Pyramid(photo), detector, mesh, [Box(0, 0, 0.2, 0.2), hint]))
    assert 900 / 1600 < face.box.left < face.box.right < 1120 / 1600


def test_pictures_without_a_face(gradient: Image.Image, detector: Runtime, mesh: Runtime) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    skin = Image.new("RGB", (400, 300), (205, 150, 125))
    for picture in (gradient, scene(800, 600), Image.fromarray(noise), skin):
        assert find_faces(Pyramid(picture), detector, mesh) == ()


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (5000, 3)])
def test_photos_of_odd_shapes(size: tuple[int, int], detector: Runtime, mesh: Runtime) -> None:
    assert find_faces(Pyramid(Image.new("RGB", size, (205, 150, 125))), detector, mesh) == ()
