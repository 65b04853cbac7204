"""Regions of a face: where they lie, what hides them, and how red they are."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from haski_desktop.engine.analysis import Region
from haski_desktop.engine.runtime import Runtime
from haski_desktop.engine.see.faces import Face, find_faces
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.regions import look_at_face
from tests.engine.see.conftest import drawn_areas

ALL = ["forehead", "nose", "left_cheek", "right_cheek", "chin"]


def named(regions: tuple[Region, ...]) -> dict[str, Region]:
    return {region.name: region for region in regions}


def middle(region: Region) -> tuple[float, float]:
    x, y = np.mean(region.polygon, axis=0)
    return float(x), float(y)


def test_a_face_from_the_front_shows_all_regions(portrait: Image.Image, frontal: Face) -> None:
    regions = named(look_at_face(Pyramid(portrait), frontal, None)[0])
    assert list(regions) == ALL
    x = {name: middle(region)[0] for name, region in regions.items()}
    y = {name: middle(region)[1] for name, region in regions.items()}
    assert x["left_cheek"] < x["nose"] < x["right_cheek"]
    assert y["forehead"] < y["nose"] < y["chin"]
    assert x["left_cheek"] == pytest.approx(0.34, abs=0.03)  # read off the photo
    assert y["chin"] == pytest.approx(0.51, abs=0.03)
    for region in regions.values():
        assert all(0 <= value <= 1 for point in region.polygon for value in point)
        assert 0 <= region.redness <= 1


def test_hair_before_the_face_is_cut_away(portrait: Image.Image, frontal: Face) -> None:
    before = named(look_at_face(Pyramid(portrait), frontal, None)[0])["forehead"]
    top = min(y for _, y in before.polygon)
    bottom = max(y for _, y in before.polygon)
    edge = top + 0.3 * (bottom - top)
    fringe = drawn_areas(hair=[Box(0.2, 0.0, 0.5, edge)])
    after = named(look_at_face(Pyramid(portrait), frontal, fringe)[0])["forehead"]
    assert min(y for _, y in after.polygon) >= edge - 0.015
    assert max(y for _, y in after.polygon) == pytest.approx(bottom, abs=0.01)
    hidden = drawn_areas(hair=[Box(0.2, 0.0, 0.5, bottom)])
    assert "forehead" not in named(look_at_face(Pyramid(portrait), frontal, hidden)[0])


def test_what_lies_beyond_the_photo_is_no_region(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    edge = frontal.box.left + 0.62 * frontal.box.width
    half = portrait.crop((0, 0, round(320 * edge), 320))
    (face,) = find_faces(Pyramid(half), detector, mesh)
    regions = named(look_at_face(Pyramid(half), face, None)[0])
    assert "right_cheek" not in regions
    assert "left_cheek" in regions
    for region in regions.values():
        assert all(0 <= value <= 1 for point in region.polygon for value in point)


def test_the_cheek_that_is_turned_away_is_left_out(portrait: Image.Image, frontal: Face) -> None:
    for yaw, hidden in ((45.0, "right_cheek"), (-45.0, "left_cheek")):
        turned = frontal._replace(yaw=yaw)
        assert set(ALL) - set(named(look_at_face(Pyramid(portrait), turned, None)[0])) == {hidden}
    assert look_at_face(Pyramid(portrait), frontal._replace(yaw=75.0), None)[0] == ()


def test_red_patches_are_found_where_they_are(portrait: Image.Image, frontal: Face) -> None:
    before = named(look_at_face(Pyramid(portrait), frontal, None)[0])
    red = portrait.copy()
    x, y = middle(before["left_cheek"])
    ImageDraw.Draw(red).ellipse(
        [320 * x - 12, 320 * y - 12, 320 * x + 12, 320 * y + 12], (200, 80, 70)
    )
    after = named(look_at_face(Pyramid(red), frontal, None)[0])
    assert after["left_cheek"].redness > before["left_cheek"].redness + 0.3
    assert after["right_cheek"].redness == pytest.approx(before["right_cheek"].redness, abs=0.05)


def test_redness_is_relative_to_the_photo(portrait: Image.Image, frontal: Face) -> None:
    """Warmer light makes the whole face redder, and no part of it red."""
    warm = portrait.point([min(round(v * f), 255) for f in (1.08, 1.0, 0.92) for v in range(256)])
    before, after = (
        named(look_at_face(Pyramid(each), frontal, None)[0]) for each in (portrait, warm)
    )
    for name, region in before.items():
        assert after[name].redness == pytest.approx(region.redness, abs=0.12)


def test_a_mirrored_face_has_mirrored_regions(
    portrait: Image.Image, frontal: Face, detector: Runtime, mesh: Runtime
) -> None:
    mirrored = ImageOps.mirror(portrait)
    (face,) = find_faces(Pyramid(mirrored), detector, mesh)
    before = named(look_at_face(Pyramid(portrait), frontal, None)[0])
    after = named(look_at_face(Pyramid(mirrored), face, None)[0])
    x, y = middle(before["left_cheek"])
    assert middle(after["right_cheek"]) == pytest.approx((1 - x, y), abs=0.03)
