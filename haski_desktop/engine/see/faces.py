"""Faces: found by a detector, confirmed and outlined by a mesh of 468 points.

The detector is BlazeFace in its short-range form (Bazarevsky et al. 2019), the mesh is
MediaPipe's (Kartynnik et al. 2019). The detector alone sees faces in close-ups of hair and skin;
the mesh, asked twice, refuses nearly all of them.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.runtime import Runtime, Signature
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid

# See :func:`haski_desktop.paths.bundled`.
DETECTOR_FILE: Final = "resources/models/face_detection_short_range.tflite"
MESH_FILE: Final = "resources/models/face_landmark.tflite"

DETECTOR_SIDE: Final = 128
MESH_SIDE: Final = 192
POINTS: Final = 468
DETECTOR: Final = Signature(
    "face detector",
    inputs=((DETECTOR_SIDE, DETECTOR_SIDE, 3),),
    outputs={"boxes": (896, 16), "scores": (896, 1)},
)
MESH: Final = Signature(
    "face mesh",
    inputs=((MESH_SIDE, MESH_SIDE, 3),),
    outputs={"points": (1, 1, 3 * POINTS), "score": (1, 1, 1)},
)
THRESHOLD: Final = 0.5
# The photo's longer side, as a multiple of which the detector's square is cut: a face that
# fills the photo is found only with a border around it.
PADDINGS: Final = (1.0, 1.5)
SAME_FACE: Final = 0.3  # intersection over union
REGION_SCALE: Final = 1.5
MOST_FACES: Final = 8
LEAST_INSIDE: Final = 0.25  # of the points must lie within the photo

# Points of the mesh between which its pose is measured: the image's right side less its left,
# the chin less the forehead, and the outer corners of the eyes.
_RIGHT, _LEFT = (263, 362, 454, 361, 291), (33, 133, 234, 132, 61)
_CHIN, _FOREHEAD = (152, 175, 199), (10, 151, 9)
_EYES: Final = (33, 263)


class Face(NamedTuple):
    """A face.

    Attributes:
        box: Around its points, from chin to upper forehead, cut to the photo.
        points: (468, 2) the mesh, x and y as fractions of the photo; may lie beyond it.
        inside: (468,) whether a point lies within the photo. The mesh guesses the others.
        yaw: Degrees, positive if the face is turned to the image's right.
        pitch: Degrees, positive if the chin is farther away than the forehead.
        roll: Degrees, positive if the head is tilted clockwise.
        probability: What the mesh gives it, 0.5 to 1.
    """

    box: Box
    points: NDArray[np.float32]
    inside: NDArray[np.bool_]
    yaw: float
    pitch: float
    roll: float
    probability: float

    def eye_distance(self, size: tuple[int, int]) -> float:
        """Between the eyes' outer corners, in pixels of an image of ``size`` (width, height)."""
        (x0, y0), (x1, y1) = (self.points[i] * np.asarray(size, np.float32) for i in _EYES)
        return math.hypot(x1 - x0, y1 - y0)


class _Square(NamedTuple):
    """A turned square in pixels: its centre, side and angle in radians."""

    x: float
    y: float
    side: float
    angle: float


def find_faces(
    photo: Pyramid, detector: Runtime, mesh: Runtime, parts: Sequence[Box] = (WHOLE,)
) -> tuple[Face, ...]:
    """The faces of a photo, the largest first.

    Args:
        photo: The upright photo.
        detector: :data:`DETECTOR_FILE`, loaded as :data:`DETECTOR`.
        mesh: :data:`MESH_FILE`, loaded as :data:`MESH`.
        parts: Where to look; the first part with a face counts. If the whole photo shows
            none, squares about areas of skin and hair are worth a look: the detector misses
            faces smaller than a fifth of what it is shown.
    """
    for box in parts:
        faces: list[Face] = []
        for padding in PADDINGS:
            for square in _detect(photo, box, padding, detector):
                if not any(_same(square, face, photo.size) for face in faces):
                    faces += filter(None, [_confirm(photo, square, mesh)])
        if faces:
            return _distinct(faces)
    return ()


def _distinct(faces: Sequence[Face]) -> tuple[Face, ...]:
    kept: list[Face] = []
    for face in sorted(faces, key=lambda each: -each.box.area):
        if all(face.box.overlap(other.box) < SAME_FACE for other in kept):
            kept.append(face)
    return tuple(kept)


def _same(square: _Square, face: Face, size: tuple[int, int]) -> bool:
    """Whether a detection lies upon a face that is confirmed already."""
    left, top, right, bottom = face.box.pixels(size)
    side = square.side / REGION_SCALE
    similar = 0.5 < side / max(right - left, bottom - top) < 2
    return similar and left < square.x < right and top < square.y < bottom


def _anchors() -> NDArray[np.float32]:
    """(896, 2) centres, 0 to 1: two on each cell of 16 x 16, six on each of 8 x 8."""
    grids = []
    for cells, each in ((16, 2), (8, 6)):
        y, x = (np.mgrid[0:cells, 0:cells] + 0.5) / cells
        grids.append(np.repeat(np.stack([x, y], axis=2).reshape(-1, 2), each, axis=0))
    return np.concatenate(grids).astype(np.float32)


_ANCHORS: Final = _anchors()


def _detect(photo: Pyramid, part: Box, padding: float, detector: Runtime) -> list[_Square]:
    """Turned squares around what may be faces in one part of a photo, the likeliest first."""
    left, top, right, bottom = part.pixels(photo.size)
    scale = padding * max(right - left, bottom - top) / DETECTOR_SIDE
    width, height = (max(round(length / scale), 1) for length in (right - left, bottom - top))
    x, y = (DETECTOR_SIDE - width) // 2, (DETECTOR_SIDE - height) // 2
    small = photo.cut(part, (width, height))
    pixels = np.zeros((1, DETECTOR_SIDE, DETECTOR_SIDE, 3), np.float32)
    pixels[0, y : y + height, x : x + width] = np.asarray(small, np.float32) / 127.5 - 1
    outputs = detector.run(pixels)
    scores = _sigmoid(outputs["scores"].reshape(-1))
    likely = scores >= THRESHOLD
    # Eight pairs each: centre, size, and six points of which the first two are the eyes.
    pairs = outputs["boxes"].reshape(-1, 8, 2)[likely]
    places = [0, *range(2, 8)]
    pairs[:, places] += _ANCHORS[likely, None] * DETECTOR_SIDE - np.asarray([x, y], np.float32)
    pairs *= np.asarray([(right - left) / width, (bottom - top) / height], np.float32)
    pairs[:, places] += np.asarray([left, top], np.float32)
    return [_upright(each) for each in _merged(scores[likely], pairs)[:MOST_FACES]]


def _merged(scores: NDArray[np.float32], pairs: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Weighted non-maximum suppression: what overlaps is averaged by its score."""
    kept = []
    low, high = pairs[:, 0] - pairs[:, 1] / 2, pairs[:, 0] + pairs[:, 1] / 2
    area = pairs[:, 1].prod(axis=1)
    remaining = np.argsort(-scores)
    while remaining.size:
        first = remaining[0]
        shared = np.minimum(high[first], high[remaining]) - np.maximum(low[first], low[remaining])
        shared_area = np.maximum(shared, 0).prod(axis=1)
        same = shared_area / (area[first] + area[remaining] - shared_area) > SAME_FACE
        same[0] = True
        group, remaining = remaining[same], remaining[~same]
        kept.append(np.average(pairs[group], axis=0, weights=scores[group]))
    return kept


def _upright(pairs: NDArray[np.float32]) -> _Square:
    """The mesh's region for a detection: its box enlarged, turned by the eyes."""
    (x, y), size, left_eye, right_eye = pairs[0], pairs[1], pairs[2], pairs[3]
    angle = math.atan2(right_eye[1] - left_eye[1], right_eye[0] - left_eye[0])
    return _Square(float(x), float(y), float(size.max()) * REGION_SCALE, angle)


def _confirm(photo: Pyramid, square: _Square, mesh: Runtime) -> Face | None:
    """The face in a square, if the mesh sees it there and again in the region of its points."""
    points, first = _mesh(photo, square, mesh)
    if first < THRESHOLD:
        return None
    points, second = _mesh(photo, _region(points), mesh)
    if second < THRESHOLD:
        return None
    size = np.asarray(photo.size, np.float32)
    fractions = points[:, :2] / size
    inside = np.asarray(((fractions >= 0) & (fractions <= 1)).all(axis=1), np.bool_)
    box = Box.around(*fractions.min(axis=0), *fractions.max(axis=0))
    if inside.mean() < LEAST_INSIDE:
        return None
    return Face(box, fractions, inside, *_pose(points), min(first, second))


def _region(points: NDArray[np.float32]) -> _Square:
    """The mesh's second region: around its own points, turned by the eyes' outer corners."""
    eye, other = points[_EYES[0], :2], points[_EYES[1], :2]
    angle = math.atan2(other[1] - eye[1], other[0] - eye[0])
    turned = _turned(points[:, :2], -angle)
    low, high = turned.min(axis=0), turned.max(axis=0)
    x, y = _turned(((low + high) / 2).astype(np.float32), angle)
    return _Square(float(x), float(y), float((high - low).max()) * REGION_SCALE, angle)


def _mesh(photo: Pyramid, square: _Square, mesh: Runtime) -> tuple[NDArray[np.float32], float]:
    """The mesh on a turned square: (468, 3) in the photo's pixels, and a probability."""
    scale = square.side / MESH_SIDE
    cos, sin = math.cos(square.angle) * scale, math.sin(square.angle) * scale
    x0 = square.x - (cos - sin) * MESH_SIDE / 2
    y0 = square.y - (sin + cos) * MESH_SIDE / 2
    # An affine transform takes single pixels of its source, which would make a large face
    # noisy.
    source, factor = photo.level(scale)
    crop = source.transform(
        (MESH_SIDE, MESH_SIDE),
        Image.Transform.AFFINE,
        tuple(each / factor for each in (cos, -sin, x0, sin, cos, y0)),
        Image.Resampling.BILINEAR,
    )
    outputs = mesh.run(np.asarray(crop, np.float32)[None] / np.float32(255))
    points = outputs["points"].reshape(POINTS, 3)
    placed = np.empty_like(points)
    placed[:, 0] = points[:, 0] * cos - points[:, 1] * sin + x0
    placed[:, 1] = points[:, 0] * sin + points[:, 1] * cos + y0
    placed[:, 2] = points[:, 2] * scale
    return placed, float(_sigmoid(outputs["score"].reshape(())))


def _pose(points: NDArray[np.float32]) -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees; the roll is taken out before the others are measured."""
    across = points[_RIGHT, :].mean(axis=0) - points[_LEFT, :].mean(axis=0)
    roll = math.atan2(across[1], across[0])
    upright = points.copy()
    upright[:, :2] = _turned(points[:, :2], -roll)
    across = upright[_RIGHT, :].mean(axis=0) - upright[_LEFT, :].mean(axis=0)
    down = upright[_CHIN, :].mean(axis=0) - upright[_FOREHEAD, :].mean(axis=0)
    yaw = math.atan2(across[2], across[0])
    pitch = math.atan2(down[2], down[1])
    return math.degrees(yaw), math.degrees(pitch), math.degrees(roll)


def _turned(points: NDArray[np.float32], angle: float) -> NDArray[np.float32]:
    """Points turned about the origin, clockwise as seen (y is down)."""
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.asarray([[cos, sin], [-sin, cos]], np.float32)
    return points @ turn


def _sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -50, 50))), np.float32)
