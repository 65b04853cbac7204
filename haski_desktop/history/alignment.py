"""Two photos of a face laid over each other: which point of one is which of the other."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Analysis, FaceInfo

# If corresponding parts lie farther apart than this share of the face's height after the
# alignment, it is none: the head is turned too differently.
_MOST_APART: Final = 0.12
_LEAST_PARTS: Final = 3


class Similarity(NamedTuple):
    """Scaling, rotation and shift: (x, y) goes to (a x - b y + dx, b x + a y + dy).

    Attributes:
        a: Scale times the cosine of the angle.
        b: Scale times the sine of the angle.
        dx: Shift to the right, in pixels of the photo that is mapped to.
        dy: Shift down.
    """

    a: float
    b: float
    dx: float
    dy: float

    @property
    def scale(self) -> float:
        """How much larger what is mapped becomes."""
        return float(np.hypot(self.a, self.b))

    def apply(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map points, (n, 2)."""
        turn = np.array([[self.a, self.b], [-self.b, self.a]])
        moved: NDArray[np.float64] = points @ turn + (self.dx, self.dy)
        return moved


def alignment(first: Analysis, second: Analysis) -> Similarity | None:
    """What maps the second photo's pixels to the first's so that the judged face lies on itself.

    The least-squares similarity between the centres of the parts of the face that both photos
    show (Umeyama 1991, without reflection).

    Returns:
        ``None`` if one of them shows no face, or both show too little of it in common.
    """
    if not (first.faces and second.faces):
        return None
    there, here = _centres(first), _centres(second)
    common = [name for name in there if name in here]
    if len(common) < _LEAST_PARTS:
        return None
    target = np.array([there[name] for name in common])
    points = np.array([here[name] for name in common])
    found = _fitted(points, target)
    apart = float(np.sqrt(((found.apply(points) - target) ** 2).sum(axis=1).mean()))
    height = first.faces[0].box.height * (first.source.height or 1)
    return found if apart <= _MOST_APART * height else None


def _centres(result: Analysis) -> dict[str, tuple[float, float]]:
    """The centres of the judged face's parts, in pixels of the photo."""
    face: FaceInfo = (result.faces or ())[0]
    size = np.array([result.source.width or 1, result.source.height or 1], np.float64)
    centres: dict[str, tuple[float, float]] = {}
    for region in face.regions:
        x, y = np.mean(np.array(region.polygon, np.float64), axis=0) * size
        centres[region.name] = float(x), float(y)
    return centres


def _fitted(points: NDArray[np.float64], target: NDArray[np.float64]) -> Similarity:
    """The similarity that brings ``points`` nearest to ``target``, both (n, 2)."""
    middle, wanted = points.mean(axis=0), target.mean(axis=0)
    p, q = points - middle, target - wanted
    spread = max(float((p**2).sum()), 1e-9)
    a = float((p * q).sum()) / spread
    b = float((p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]).sum()) / spread
    dx = wanted[0] - a * middle[0] + b * middle[1]
    dy = wanted[1] - b * middle[0] - a * middle[1]
    return Similarity(a, b, float(dx), float(dy))
