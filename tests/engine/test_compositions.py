"""The same person filling less and less of a scene, and pictures in which no skin is to be seen."""

from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HeadName
from haski_desktop.engine.see.geometry import Box
from tests.conftest import encoded
from tests.engine.see.conftest import pasted, scene

# Of the scene's height: what the photo takes up.
SHARES = (0.6, 0.4, 0.25)
PLACES = ((0.1, 0.1), (0.9, 0.2), (0.5, 0.9))
SKIN_HEADS: Final[tuple[HeadName, ...]] = ("skin_type", "condition")


@pytest.fixture(scope="module")
def portrait(sample: Path) -> Image.Image:
    return Image.open(sample).convert("RGB")


@pytest.fixture(scope="module")
def alone(portrait: Image.Image, analyzer: Analyzer) -> Analysis:
    return analyzer.analyze(encoded(portrait, "PNG"))


@pytest.fixture(scope="module")
def from_behind(portrait: Image.Image) -> Image.Image:
    """The same person, her face covered with hair."""
    mask = Image.new("L", portrait.size)
    ImageDraw.Draw(mask).ellipse((66, 12, 220, 196), fill=255)
    covered = portrait.copy()
    covered.paste(hair(portrait), mask=mask.filter(ImageFilter.GaussianBlur(2)))
    return covered


def hair(portrait: Image.Image) -> Image.Image:
    """A picture of her hair alone, as large as the portrait: one tuft, mirrored again and again."""
    tuft = portrait.crop((108, 22, 200, 78))
    page = Image.new("RGB", portrait.size)
    for row, top in enumerate(range(0, page.height, tuft.height)):
        for column, left in enumerate(range(0, page.width, tuft.width)):
            tile = ImageOps.mirror(tuft) if column % 2 else tuft
            page.paste(ImageOps.flip(tile) if row % 2 else tile, (left, top))
    return page


def drawn_head(colour: tuple[int, int, int]) -> Image.Image:
    """A head of long wavy hair seen from behind, drawn strand by strand."""
    rng = np.random.default_rng(0)
    strands = Image.new("RGB", (800, 800), tuple(value // 3 for value in colour))
    draw, y = ImageDraw.Draw(strands), np.linspace(0, 800, 40)
    for _ in range(2400):
        x = rng.uniform(-40, 840)
        wave = x + rng.uniform(6, 16) * np.sin(y / 38 + x / 90 + rng.uniform(0, 0.6))
        shade = rng.uniform(0.5, 1.15)
        line = list(zip(wave.tolist(), y.tolist(), strict=True))
        draw.line(line, fill=tuple(int(value * shade) for value in colour))
    page, mask = Image.new("RGB", strands.size, (150, 170, 190)), Image.new("L", strands.size)
    ImageDraw.Draw(mask).ellipse((200, 100, 600, 650), fill=255)
    page.paste(strands, mask=mask)
    ImageDraw.Draw(page).rectangle((150, 640, 650, 800), fill=(40, 60, 120))
    return page


def composed(photo: Image.Image, share: float, place: tuple[float, float]) -> tuple[bytes, Box]:
    """The photo in a wider scene, and where it lies there."""
    height = round(photo.height / share)
    width = round(height * 4 / 3)
    left, top = (
        round(at * (side - own))
        for at, side, own in zip(place, (width, height), photo.size, strict=True)
    )
    picture = pasted(photo, photo.width, (left, top), scene(width, height, PLACES.index(place)))
    box = Box(left / width, top / height, photo.width / width, photo.height / height)
    return encoded(picture, "PNG"), box


def within(outer: Box, inner: Box) -> Box:
    """A box of a part of a picture, as a box of the picture."""
    return Box(
        outer.left + inner.left * outer.width,
        outer.top + inner.top * outer.height,
        inner.width * outer.width,
        inner.height * outer.height,
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("share", SHARES)
def test_answers_stay_when_a_person_fills_less_of_the_photo(
    analyzer: Analyzer,
    portrait: Image.Image,
    alone: Analysis,
    share: float,
    place: tuple[float, float],
) -> None:
    picture, box = composed(portrait, share, place)
    result = analyzer.analyze(picture)
    assert result.in_scope
    assert alone.faces is not None
    assert result.faces is not None
    (face,), (own,) = result.faces, alone.faces
    assert face.box.overlap(within(box, own.box)) > 0.7
    assert abs(face.yaw - own.yaw) < 5
    for head, prediction in result.predictions.items():
        assert prediction.label == alone.predictions[head].label
        assert prediction.decision == alone.predictions[head].decision
        assert prediction.view is not None
        assert prediction.view.overlap(box) > 0.2
        assert prediction.view.area < 1.2 * box.area


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("share", [1.0, *SHARES])
def test_hair_seen_from_behind_says_nothing_of_skin(
    analyzer: Analyzer, from_behind: Image.Image, share: float, place: tuple[float, float]
) -> None:
    picture, _ = composed(from_behind, share, place)
    result = analyzer.analyze(picture)
    assert result.faces == ()
    assert result.areas is not None
    assert result.areas.hair > 10 * result.areas.skin
    says_nothing_of_skin(result)


@pytest.mark.parametrize("colour", [(120, 80, 50), (60, 45, 40), (200, 160, 100)])
def test_a_drawn_head_seen_from_behind_says_nothing_of_skin(
    analyzer: Analyzer, colour: tuple[int, int, int]
) -> None:
    result = analyzer.analyze(encoded(drawn_head(colour), "PNG"))
    assert result.faces == ()
    assert result.areas is not None
    assert result.areas.hair > 0.15
    says_nothing_of_skin(result)


@pytest.mark.parametrize("seed", range(3))
def test_a_picture_of_nobody_says_nothing(analyzer: Analyzer, seed: int) -> None:
    result = analyzer.analyze(encoded(scene(800, 600, seed), "PNG"))
    assert not result.in_scope
    assert result.faces == ()
    assert {p.reason for p in result.predictions.values()} == {"out_of_scope"}
    says_nothing_of_skin(result)


def says_nothing_of_skin(result: Analysis) -> None:
    for head in SKIN_HEADS:
        prediction = result.predictions[head]
        assert prediction.decision == "not_assessable"
        assert prediction.reason in ("no_skin", "out_of_scope")
        assert prediction.candidates == ()
        assert prediction.view is None
