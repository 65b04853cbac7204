"""Views: what the classifier is shown, and what can't be judged."""

import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.see.faces import Face
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.views import (
    View,
    choose_views,
    cut,
    far_person,
    hair_only,
    hair_reason,
    judged_part,
    skin_reason,
)
from tests.engine.see.conftest import drawn_areas

SIZE = (1600, 1200)


def in_pixels(box: Box, size: tuple[int, int] = SIZE) -> tuple[float, float]:
    return box.width * size[0], box.height * size[1]


def holds(outer: Box, inner: Box) -> bool:
    slack = 1e-6
    return (
        outer.left <= inner.left + slack
        and outer.top <= inner.top + slack
        and outer.right >= inner.right - slack
        and outer.bottom >= inner.bottom - slack
    )


def test_a_photo_of_nothing_is_seen_whole() -> None:
    assert choose_views(SIZE, None, None) == {"whole": View("whole", WHOLE)}
    assert choose_views(SIZE, None, drawn_areas()) == {"whole": View("whole", WHOLE)}


def test_a_face_and_its_hair(frontal: Face) -> None:
    hair = Box(0.2, 0.05, 0.5, 0.25)
    areas = drawn_areas(skin=[frontal.box], hair=[hair])
    views = choose_views((320, 320), frontal, areas)
    assert set(views) == {"whole", "face", "hair", "hair_only"}
    assert holds(views["face"].box, frontal.box)
    width, height = in_pixels(views["face"].box, (320, 320))
    assert width == pytest.approx(height, abs=1)
    assert width == pytest.approx(1.5 * 320 * frontal.box.height, rel=0.02)
    assert holds(views["hair"].box, hair)
    assert views["hair_only"].masked
    assert judged_part(views) == views["face"].box


def test_skin_without_a_face_at_two_scales() -> None:
    skin = Box(0.3, 0.1, 0.5, 0.8)
    views = choose_views(SIZE, None, drawn_areas(skin=[skin, Box(0.05, 0.9, 0.1, 0.1)]))
    assert set(views) == {"whole", "skin", "skin_close"}
    assert holds(views["skin"].box, skin)
    close = views["skin_close"].box
    assert holds(skin, close)
    width, height = in_pixels(close)
    assert width == pytest.approx(height)
    assert width == pytest.approx(0.5 * in_pixels(views["skin"].box)[1], rel=0.05)
    assert judged_part(views) == WHOLE


def test_the_close_view_never_needs_to_be_enlarged_if_the_photo_has_the_pixels() -> None:
    views = choose_views(SIZE, None, drawn_areas(skin=[Box(0.4, 0.4, 0.15, 0.2)]))
    assert min(in_pixels(views["skin_close"].box)) == pytest.approx(224)


def test_a_person_far_away_is_cut_out(frontal: Face) -> None:
    box = Box(0.6, 0.2, 0.06, 0.1)
    far = frontal._replace(box=box)
    areas = drawn_areas(skin=[box], hair=[Box(0.58, 0.14, 0.1, 0.1)])
    views = choose_views(SIZE, far, areas)
    assert holds(Box(0.5, 0.05, 0.3, 0.4), views["whole"].box)
    assert holds(views["whole"].box, views["face"].box)
    # Nor does a second person across the photo bring the scene back.
    other = drawn_areas(skin=[box, Box(0.0, 0.7, 0.06, 0.1)], hair=[Box(0.58, 0.14, 0.1, 0.1)])
    assert choose_views(SIZE, far, other)["whole"].box.width < 0.4


def test_who_is_far_away_and_worth_a_second_look(frontal: Face) -> None:
    box = Box(0.6, 0.2, 0.06, 0.1)
    areas = drawn_areas(skin=[box], hair=[Box(0.58, 0.14, 0.1, 0.1)])
    part = far_person(frontal._replace(box=box), areas)
    assert part is not None
    assert holds(part, choose_views(SIZE, frontal._replace(box=box), areas)["whole"].box)
    assert far_person(None, drawn_areas(skin=[Box(0.1, 0.1, 0.8, 0.8)])) is None
    assert far_person(None, drawn_areas()) is None


@pytest.mark.parametrize("size", [(4000, 3000), (300, 2000), (2000, 300), (200, 200)])
def test_views_lie_within_the_photo(size: tuple[int, int], frontal: Face) -> None:
    corner = Box(0.9, 0.0, 0.1, 0.1)
    for face in (None, frontal, frontal._replace(box=corner)):
        for view in choose_views(size, face, drawn_areas([corner], [corner])).values():
            assert holds(WHOLE, view.box)
            assert min(view.box.width, view.box.height) > 0


def test_cutting_takes_the_pixels_of_the_box() -> None:
    quarters = np.zeros((400, 600, 3), np.uint8)
    quarters[200:, 300:] = 250, 20, 90
    photo = Image.fromarray(quarters)
    pixels = cut(Pyramid(photo), Box(0.6, 0.6, 0.3, 0.3), (64, 48))
    assert pixels.shape == (48, 64, 3)
    assert (pixels == (250, 20, 90)).all()
    assert (cut(Pyramid(photo), WHOLE, (64, 48))[:20, :28] == 0).all()


def test_a_masked_view_shows_hair_alone() -> None:
    photo = Image.new("RGB", (800, 800), (10, 200, 30))
    areas = drawn_areas(hair=[Box(0.25, 0.25, 0.5, 0.25)])
    view = View("hair_only", Box(0.0, 0.0, 1.0, 1.0), masked=True)
    pixels = hair_only(cut(Pyramid(photo), view.box, (224, 224)), view.box, areas, (1, 2, 3))
    assert (pixels[62:106, 62:162] == (10, 200, 30)).all()
    outside = np.ones((224, 224), np.bool_)
    outside[52:116, 52:172] = False
    assert (pixels[outside] == (1, 2, 3)).all()


def test_reasons(frontal: Face) -> None:
    nothing = drawn_areas()
    assert skin_reason(SIZE, None, nothing) == "no_skin"
    assert hair_reason(SIZE, None, nothing) == "no_hair"
    areas = drawn_areas(skin=[Box(0.1, 0.1, 0.2, 0.2)], hair=[Box(0.5, 0.1, 0.2, 0.2)])
    assert skin_reason(SIZE, None, areas) is None
    assert hair_reason(SIZE, None, areas) is None
    assert skin_reason((100, 75), None, areas) == "too_small"
    assert hair_reason((100, 75), None, areas) == "too_small"
    # A face is skin, whatever the areas say; too far away it is too small.
    assert skin_reason((1000, 1000), frontal, nothing) is None
    assert skin_reason((60, 60), frontal, areas) == "too_small"
    # Where nothing is known of areas, nothing is refused.
    assert skin_reason(SIZE, None, None) is None
    assert hair_reason(SIZE, None, None) is None


def test_a_strip_of_neck_is_not_enough_skin() -> None:
    hair, neck = Box(0.2, 0.1, 0.6, 0.6), Box(0.4, 0.72, 0.2, 0.1)
    assert skin_reason(SIZE, None, drawn_areas(skin=[neck], hair=[hair])) == "no_skin"
    back = Box(0.2, 0.72, 0.6, 0.28)
    assert skin_reason(SIZE, None, drawn_areas(skin=[back], hair=[hair])) is None


def test_a_rim_of_hair_below_a_cap_is_not_enough_hair(frontal: Face) -> None:
    size = 1000, 1000
    face = frontal.box
    rim = Box(face.left, face.top - 0.03, face.width, 0.04)
    head = Box(face.left - 0.05, face.top - 0.15, face.width + 0.1, 0.2)
    assert hair_reason(size, frontal, drawn_areas(skin=[face], hair=[rim])) == "no_hair"
    assert hair_reason(size, frontal, drawn_areas(skin=[face], hair=[head])) is None
    # Someone else's hair is not theirs.
    other = drawn_areas(skin=[face], hair=[rim, Box(0.8, 0.7, 0.2, 0.3)])
    assert hair_reason(size, frontal, other) == "no_hair"


def test_a_face_that_fills_the_photo_may_have_hair_all_the_same(frontal: Face) -> None:
    large = frontal._replace(box=Box(0.0, 0.1, 1.0, 0.9))
    areas = drawn_areas(skin=[Box(0.0, 0.15, 1.0, 0.85)], hair=[Box(0.0, 0.0, 1.0, 0.15)])
    assert hair_reason((1000, 1000), large, areas) is None
