"""A photo at several sizes: parts of it are the same from whichever copy they come."""

import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid
from tests.engine.see.conftest import pasted, scene


@pytest.mark.parametrize("box", [WHOLE, Box(0.5, 0.25, 0.5, 0.75), Box(0.43, 0.31, 0.11, 0.2)])
@pytest.mark.parametrize("size", [(2001, 1333), (640, 480), (31, 40)])
def test_a_part_is_that_of_the_full_photo(
    portrait: Image.Image, box: Box, size: tuple[int, int]
) -> None:
    photo = pasted(portrait, min(size) * 2 // 3, (size[0] // 4, size[1] // 5), scene(*size))
    wanted = photo.resize((96, 80), Image.Resampling.BILINEAR, box=box.pixels(size))
    found = Pyramid(photo).cut(box, (96, 80))
    apart = np.abs(np.asarray(found, np.float32) - np.asarray(wanted, np.float32))
    assert apart.mean() < 1.5


def test_copies_have_the_pixels_that_are_asked_for() -> None:
    pyramid = Pyramid(Image.new("RGB", (2000, 1500)))
    for shrink, width in ((0.3, 2000), (1.9, 2000), (2.0, 1000), (3.9, 1000), (4.1, 500)):
        assert pyramid.level(shrink)[0].width == width
    assert pyramid.size == (2000, 1500)


def test_a_photo_of_one_pixel() -> None:
    pixels = np.asarray(Pyramid(Image.new("RGB", (1, 1), (9, 8, 7))).cut(WHOLE, (5, 5)))
    assert (pixels == (9, 8, 7)).all()
