"""What an analysis rests on, for people to look at: held beside a result, never in its JSON."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Analysis, Prediction
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.engine.model import ViewName
from haski_desktop.engine.postprocess import RawOutputs, Weights
from haski_desktop.engine.scene import Scene
from haski_desktop.engine.see.areas import HAIR, SKIN, Areas
from haski_desktop.engine.see.geometry import WHOLE, Box

# Cells across the whole photo where maps of several of its parts are laid together.
GRID: Final = 56


class ViewMaps(NamedTuple):
    """What the classifier saw in one view of the photo.

    Attributes:
        box: The view's part of the photo.
        weights: How much each head's answer rests on this view; over all views they sum to 1.
        maps: (rows, columns, 14) what each part of the view adds to each logit, see
            :class:`haski_desktop.engine.postprocess.RawOutputs`.
    """

    box: Box
    weights: Mapping[HeadName, float]
    maps: NDArray[np.float16]


class Evidence(NamedTuple):
    """What one analysis rests on. A few kilobytes: thousands may be kept.

    Attributes:
        views: The views that the classifier was shown.
        faces: The points of each face, (468, 2) fractions of the photo's width and height,
            the largest face first.
        areas: Where skin and hair are, packed; see :meth:`skin` and :meth:`hair`.
    """

    views: tuple[ViewMaps, ...] = ()
    faces: tuple[NDArray[np.float16], ...] = ()
    areas: "PackedAreas | None" = None

    @classmethod
    def of(
        cls, scene: Scene, outputs: Mapping[ViewName, RawOutputs], weights: Weights
    ) -> "Evidence":
        """What the analysis of a photo rests on.

        Args:
            scene: What the photo shows.
            outputs: The classifier's raw scores of its views.
            weights: How much each head's answer rests on each view.
        """
        views = tuple(
            ViewMaps(
                scene.views[name].box,
                {head: views[name] for head, views in weights.items() if name in views},
                raw.maps.astype(np.float16),
            )
            for name, raw in outputs.items()
            if raw.maps is not None
        )
        faces = tuple(face.points.astype(np.float16) for face in scene.faces or ())
        return cls(views, faces, scene.areas and PackedAreas.of(scene.areas))

    def skin(self) -> NDArray[np.bool_] | None:
        """(rows, columns) over the whole photo, where it shows skin; ``None`` if unknown."""
        return None if self.areas is None else self.areas.unpacked(SKIN)

    def hair(self) -> NDArray[np.bool_] | None:
        """(rows, columns) over the whole photo, where it shows hair; ``None`` if unknown."""
        return None if self.areas is None else self.areas.unpacked(HAIR)

    def activation(
        self, head: HeadName, prediction: Prediction, label: str | None = None
    ) -> NDArray[np.float32] | None:
        """Which parts of the photo spoke for a label rather than for the head's others.

        A class activation map (Zhou et al. 2016): coarse, and no outline of anything.

        Args:
            head: The head.
            prediction: Its answer.
            label: One of its labels; by default the likeliest.

        Returns:
            (rows, columns), 0 to 1, over the whole upright photo, with 1 where most spoke
            for the label; all 0 if nothing did. ``None`` if the photo can't be judged by
            the head, or the model has no maps.

        Raises:
            ValueError: The head has no such label.
        """
        span = next(h for h in HEADS if h.name == head)
        index = span.labels.index(prediction.label if label is None else label)
        used = [view for view in self.views if view.weights.get(head, 0) > 0]
        if not used or prediction.decision == "not_assessable":
            return None
        # Softmax ignores what all labels share, so the map must as well. Likely labels
        # count most: what matters is what told this one from them.
        share = np.asarray(list(prediction.probabilities.values()), np.float32) + 1e-6
        share[index] = 0
        share /= share.sum()
        parts = []
        for view in used:
            own = view.maps[..., span.span].astype(np.float32)
            parts.append((view, own[..., index] - own @ share))
        if len(parts) == 1 and parts[0][0].box == WHOLE:
            evidence = parts[0][1]
        else:
            evidence = np.zeros((GRID, GRID), np.float32)
            for view, part in parts:
                # A logit is the mean over its view, so a small view's cells weigh more.
                _add(evidence, view.box, part * (view.weights[head] / view.box.area))
        heat: NDArray[np.float32] = np.maximum(evidence, 0)
        heat /= max(float(heat.max()), 1e-6)
        return heat


class PackedAreas(NamedTuple):
    """Masks of skin and hair, eight cells a byte."""

    shape: tuple[int, int]
    masks: tuple[bytes, bytes]

    @classmethod
    def of(cls, areas: Areas) -> "PackedAreas":
        """The masks of a photo's areas, packed."""
        skin, hair = (np.packbits(areas.mask(channel)).tobytes() for channel in (SKIN, HAIR))
        rows, columns = areas.maps.shape[:2]
        return cls((rows, columns), (skin, hair))

    def unpacked(self, channel: int) -> NDArray[np.bool_]:
        """(rows, columns) where there is skin, or hair; ``channel`` is SKIN or HAIR."""
        rows, columns = self.shape
        bits = np.unpackbits(np.frombuffer(self.masks[channel], np.uint8), count=rows * columns)
        return bits.reshape(rows, columns).astype(np.bool_)


class Examination(NamedTuple):
    """An analysis and what it rests on."""

    analysis: Analysis
    evidence: Evidence


def _add(grid: NDArray[np.float32], box: Box, part: NDArray[np.float32]) -> None:
    """Add a view's map to the cells of the whole photo's ``grid`` whose centres it covers."""
    centres = (np.arange(GRID) + 0.5) / GRID
    rows, row_at = _cells(centres, box.top, box.height, part.shape[0])
    columns, column_at = _cells(centres, box.left, box.width, part.shape[1])
    grid[np.ix_(rows, columns)] += part[np.ix_(row_at, column_at)]


def _cells(
    centres: NDArray[np.float64], start: float, length: float, count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Cells of the grid along one axis, and the view's cell that covers each."""
    place = (centres - start) / max(length, 1e-6) * count
    covered = np.flatnonzero((place >= 0) & (place < count))
    return covered, place[covered].astype(np.intp)
