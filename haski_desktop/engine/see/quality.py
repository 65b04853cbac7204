"""Whether a photo is good enough: faults that harm answers, and faults that harm colours."""

from collections.abc import Iterator
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Issue, IssueCode, Quality
from haski_desktop.engine.see.faces import Face
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.regions import FaceLight

# Photos are measured at this short side, near to what the networks see of them, and always
# shrunk at least by this factor: an enlarged photo looks blurred, and pixels that are moved
# by parts of a pixel lose their noise.
SIDE: Final = 256
SHRINK: Final = 0.8
BLUR_LIMIT: Final = 0.6
DARK_LIMIT: Final = 75.0
DARK_SIDE: Final = 128  # the least short side from which darkness is measured
NOISE_LIMIT: Final = 5.0
SIDE_LIMIT: Final = 64.0  # pixels of the original along the judged part's short side
BLOWN_LIMIT: Final = 0.25
HUE_LIMITS: Final = (25.0, 78.0)
YELLOW_LIMIT: Final = 36.0
UNEVEN_LIMIT: Final = 10.0
UNEVEN_YAW: Final = 20.0  # a turned head's cheeks are lit differently by any light
_BLUR_TAPS: Final = 9
# Clipped pixels show no noise, however noisy the photo.
_UNCLIPPED: Final = (16, 239)
_QUARTILE: Final = 0.3186  # of the absolute value of a standard normal variable


def judge_quality(
    photo: Pyramid,
    size: tuple[int, int],
    face: Face | None = None,
    light: FaceLight | None = None,
    part: Box = WHOLE,
) -> Quality:
    """Look for faults of a photo.

    Args:
        photo: The upright photo.
        size: Width and height of the original in pixels.
        face: The face that is judged, if any.
        light: How the light falls on it.
        part: The part of the photo that is judged.
    """
    issues = [
        *_detail(_grey(photo, part)),
        *_darkness(photo),
        *_size(size, part),
        *(_light(light, face) if light is not None and face is not None else ()),
    ]
    return Quality(all(issue.affects != "answer" for issue in issues), tuple(issues))


def _grey(photo: Pyramid, part: Box) -> NDArray[np.float32]:
    left, top, right, bottom = part.pixels(photo.size)
    width, height = right - left, bottom - top
    shrink = min(SIDE / max(min(width, height), 1), SHRINK)
    size = max(round(width * shrink), 1), max(round(height * shrink), 1)
    return np.asarray(photo.cut(part, size).convert("L"), np.float32)


def _detail(pixels: NDArray[np.float32]) -> Iterator[Issue]:
    if min(pixels.shape) <= _BLUR_TAPS:
        return
    blur = blurredness(pixels)
    if blur >= BLUR_LIMIT:
        yield _issue("blurred", "answer", blur, BLUR_LIMIT)
    noise = noise_level(pixels)
    if noise >= NOISE_LIMIT:
        yield _issue("noisy", "answer", noise, NOISE_LIMIT)


def blurredness(pixels: NDArray[np.float32]) -> float:
    """How little a further blur takes from a grey photo, 0 (sharp) to 1.

    Crete, Dolmiere, Ladret and Nicolas 2007, the worse of the two directions, so that a
    camera's motion is seen as well.
    """
    return max(_blurredness_of_rows(pixels), _blurredness_of_rows(pixels.T))


def _blurredness_of_rows(pixels: NDArray[np.float32]) -> float:
    half = _BLUR_TAPS // 2
    sums = np.pad(pixels, ((0, 0), (half + 1, half)), mode="edge").cumsum(axis=1)
    blurred = (sums[:, _BLUR_TAPS:] - sums[:, :-_BLUR_TAPS]) / _BLUR_TAPS
    own, left = (np.abs(np.diff(each, axis=1)) for each in (pixels, blurred))
    total = float(own.sum())
    if total == 0:
        return 0.0  # nothing that could be sharp
    return 1 - float(np.maximum(own - left, 0).sum()) / total


def noise_level(pixels: NDArray[np.float32]) -> float:
    """Standard deviation of a grey photo's noise, 0 to 255.

    The operator of Immerkaer 1996, with the lower quartile in the place of the mean: fine
    hair fills more than half of some photos and would be taken for noise.
    """
    rows = pixels[:-2] - 2 * pixels[1:-1] + pixels[2:]
    response = np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:])
    inner = pixels[1:-1, 1:-1]
    unclipped = (inner > _UNCLIPPED[0]) & (inner < _UNCLIPPED[1])
    if unclipped.mean() < 0.01:
        return 0.0
    return float(np.quantile(response[unclipped], 0.25)) / (6 * _QUARTILE)


def _darkness(photo: Pyramid) -> Iterator[Issue]:
    """From the brightest parts of the whole photo: dark skin is no fault."""
    small, _ = photo.level(min(photo.size) / DARK_SIDE)
    bright = float(np.percentile(np.asarray(small.convert("L")), 95))
    if bright < DARK_LIMIT:
        yield _issue("too_dark", "answer", bright, DARK_LIMIT)


def _size(size: tuple[int, int], part: Box) -> Iterator[Issue]:
    left, top, right, bottom = part.pixels(size)
    shorter = min(right - left, bottom - top)
    if shorter < SIDE_LIMIT:
        yield _issue("tiny", "answer", shorter, SIDE_LIMIT)


def _light(light: FaceLight, face: Face) -> Iterator[Issue]:
    if light.blown > BLOWN_LIMIT:
        yield _issue("blown_out", "colour", light.blown, BLOWN_LIMIT)
    low, high = HUE_LIMITS
    if not low <= light.hue <= high:
        yield _issue("colour_cast", "colour", light.hue, low if light.hue < low else high)
    elif light.yellowness > YELLOW_LIMIT:
        yield _issue("colour_cast", "colour", light.yellowness, YELLOW_LIMIT)
    uneven = light.unevenness
    if uneven is not None and uneven > UNEVEN_LIMIT and abs(face.yaw) < UNEVEN_YAW:
        yield _issue("uneven_light", "colour", uneven, UNEVEN_LIMIT)


def _issue(
    code: IssueCode, affects: Literal["answer", "colour"], value: float, limit: float
) -> Issue:
    return Issue(code, affects, round(value, 3), limit)
