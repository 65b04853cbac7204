"""Faults of photos: each is told when it is there, and not when it is not."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from haski_desktop.engine.analysis import Quality
from haski_desktop.engine.see.faces import Face
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.quality import judge_quality
from haski_desktop.engine.see.regions import look_at_face

Degrade = Callable[[Image.Image], Image.Image]


def judged(photo: Image.Image, face: Face, size: tuple[int, int] | None = None) -> Quality:
    _, light = look_at_face(Pyramid(photo), face, None)
    return judge_quality(Pyramid(photo), size or photo.size, face, light)


def codes(quality: Quality) -> set[str]:
    return {issue.code for issue in quality.issues}


def blurred(sigma: float) -> Degrade:
    return lambda photo: photo.filter(ImageFilter.GaussianBlur(sigma))


def moved(pixels: int, axis: int) -> Degrade:
    def move(photo: Image.Image) -> Image.Image:
        values = np.asarray(photo, np.float32)
        mean = sum(np.roll(values, shift, axis) for shift in range(pixels)) / pixels
        return Image.fromarray(np.asarray(mean, np.uint8))

    return move


def noisy(sigma: float) -> Degrade:
    def add(photo: Image.Image) -> Image.Image:
        values = np.asarray(photo) + np.random.default_rng(0).normal(0, sigma, (320, 320, 3))
        return Image.fromarray(values.clip(0, 255).astype(np.uint8))

    return add


def exposed(stops: float) -> Degrade:
    return lambda photo: photo.point(
        [min(round(v * 2 ** (stops / 2.2)), 255) for v in range(256)] * 3
    )


def tinted(red: float, green: float, blue: float) -> Degrade:
    return lambda photo: photo.point(
        [min(round(v * factor), 255) for factor in (red, green, blue) for v in range(256)]
    )


def lit_from_one_side(photo: Image.Image) -> Image.Image:
    falloff = np.linspace(1.0, 0.4, photo.width)[None, :, None]
    return Image.fromarray((np.asarray(photo) * falloff).astype(np.uint8))


def test_the_sample_has_no_fault(portrait: Image.Image, frontal: Face) -> None:
    assert judged(portrait, frontal) == Quality(usable=True)


@pytest.mark.parametrize(
    ("degrade", "code"),
    [
        (blurred(2), "blurred"),
        (blurred(5), "blurred"),
        (moved(17, 0), "blurred"),
        (moved(17, 1), "blurred"),
        (exposed(-4), "too_dark"),
        (noisy(25), "noisy"),
    ],
)
def test_faults_that_harm_answers(
    portrait: Image.Image, frontal: Face, degrade: Degrade, code: str
) -> None:
    quality = judged(degrade(portrait), frontal)
    assert not quality.usable
    (issue,) = (issue for issue in quality.issues if issue.affects == "answer")
    assert issue.code == code
    beyond = issue.value < issue.limit if code == "too_dark" else issue.value >= issue.limit
    assert beyond


@pytest.mark.parametrize(
    ("degrade", "code"),
    [
        (exposed(2), "blown_out"),
        (tinted(0.6, 1.0, 0.7), "colour_cast"),
        (tinted(0.75, 0.9, 1.4), "colour_cast"),
        (tinted(1.1, 0.9, 0.4), "colour_cast"),
        (lit_from_one_side, "uneven_light"),
    ],
)
def test_faults_that_harm_only_colours(
    portrait: Image.Image, frontal: Face, degrade: Degrade, code: str
) -> None:
    quality = judged(degrade(portrait), frontal)
    assert quality.usable
    assert code in codes(quality)
    assert {issue.affects for issue in quality.issues} == {"colour"}


@pytest.mark.parametrize(
    "change",
    [
        blurred(0.7),
        noisy(5),
        exposed(-1),
        lambda photo: ImageEnhance.Contrast(photo).enhance(0.8),
        lambda photo: photo.resize((2000, 2000), Image.Resampling.LANCZOS).resize((320, 320)),
    ],
)
def test_slight_changes_are_no_fault(portrait: Image.Image, frontal: Face, change: Degrade) -> None:
    assert judged(change(portrait), frontal).usable


def test_dark_skin_in_good_light_is_not_too_dark(portrait: Image.Image, frontal: Face) -> None:
    """The same portrait with the face three stops darker, before the same bright background."""
    dark = exposed(-3)(portrait)
    face = np.zeros((320, 320), np.uint8)
    left, top, right, bottom = (round(edge) for edge in frontal.box.pixels(portrait.size))
    face[top:bottom, left:right] = 255
    photo = Image.composite(dark, portrait, Image.fromarray(face))
    assert "too_dark" not in codes(judged(photo, frontal))


def test_size_counts_in_the_original_not_in_the_working_image(
    portrait: Image.Image, frontal: Face
) -> None:
    assert "tiny" not in codes(judged(portrait, frontal, (1000, 1000)))
    (issue,) = judged(portrait, frontal, (60, 60)).issues
    assert (issue.code, issue.affects) == ("tiny", "answer")
    assert issue.value < issue.limit


def test_a_sharp_background_does_not_hide_a_blurred_subject(portrait: Image.Image) -> None:
    checks = (np.indices((800, 800)) // 20).sum(axis=0) % 2 * 200
    photo = Image.fromarray(checks.astype(np.uint8)).convert("RGB")
    photo.paste(portrait.filter(ImageFilter.GaussianBlur(4)), (240, 240))
    assert codes(judge_quality(Pyramid(photo), photo.size)) == set()
    assert codes(judge_quality(Pyramid(photo), photo.size, part=Box(0.3, 0.3, 0.4, 0.4))) == {
        "blurred"
    }


@pytest.mark.parametrize("size", [(1, 1), (1, 600), (600, 1), (9, 9), (40, 700)])
def test_odd_photos_have_a_quality(size: tuple[int, int]) -> None:
    quality = judge_quality(Pyramid(Image.new("RGB", size, (200, 150, 120))), size)
    assert codes(quality) == {"tiny"}


def test_one_flat_colour_is_neither_blurred_nor_noisy() -> None:
    assert judge_quality(Pyramid(Image.new("RGB", (600, 400), (200, 150, 120))), (600, 400)).usable
    assert codes(judge_quality(Pyramid(Image.new("RGB", (600, 400))), (600, 400))) == {"too_dark"}
