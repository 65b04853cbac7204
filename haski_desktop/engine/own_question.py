"""A question of the user's own: by a classifier made elsewhere, or a head fitted to features."""

import io
import zipfile
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.analysis import OwnAnswer
from haski_desktop.engine.foreign import ForeignModel, invalid
from haski_desktop.engine.model import InputSpec, OwnHeadSpec
from haski_desktop.engine.postprocess import softmax
from haski_desktop.engine.preprocess import normalize
from haski_desktop.engine.runtime import Runtime
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.errors import ModelError

DIGITS: Final = 4
# Least probability at which a label of a classifier made elsewhere is named as possible.
CANDIDATE_AT: Final = 0.15
SMALLEST_SIDE: Final = 32
LARGEST_SIDE: Final = 1024

Features = NDArray[np.float32]


class OwnQuestion(Protocol):
    """What answers a question of the user's own."""

    def answer(self, photo: Pyramid, features: Callable[[], Features | None]) -> OwnAnswer:
        """The answer for a photo.

        Args:
            photo: The upright photo.
            features: Gives the classifier's pooled features of the view ``whole``.

        Raises:
            ModelError: ``inference_failed``.
        """
        ...


class ForeignQuestion:
    """A classifier made elsewhere. It is shown the square in the middle, as its makers do.

    Nobody has measured how often it is right, and it can't say that a photo shows none of
    its classes: so its answers are never given as certain.
    """

    def __init__(self, model: ForeignModel, runtime: Runtime, size: tuple[int, int]) -> None:
        """Use a loaded network.

        Args:
            model: What it is.
            runtime: Gives ``scores``, (1, labels).
            size: Width and height of its input.

        Raises:
            ModelError: It fails on a trial image.
        """
        self._model, self._runtime, self._size = model, runtime, size
        self._input = InputSpec(
            size[0], size[1], model.input.mean, model.input.std, model.input.colour_order
        )
        self._shares(np.full((size[1], size[0], 3), 128, np.uint8))

    def answer(self, photo: Pyramid, features: Callable[[], Features | None]) -> OwnAnswer:  # noqa: ARG002
        """See :class:`OwnQuestion`."""
        width, height = photo.size
        side = min(width, height)
        box = Box(
            (width - side) / 2 / width, (height - side) / 2 / height, side / width, side / height
        )
        pixels = photo.cut(box, self._size, Image.Resampling.BICUBIC)
        shares = self._shares(np.asarray(pixels))
        labels = self._model.labels
        open_ = _open(shares, CANDIDATE_AT)
        return _answer(self._model.name, labels, shares, open_, calibrated=False)

    def _shares(self, image: NDArray[np.uint8]) -> NDArray[np.float64]:
        scores = self._runtime.run(normalize(image, self._input)[None])["scores"][0]
        if not np.isfinite(scores).all():
            raise invalid(self._model.file.name, "its scores are no numbers")
        scores = scores.astype(np.float64)
        # Some give probabilities, rounded to eight bits perhaps, others what a softmax takes.
        if scores.min() >= 0 and abs(scores.sum() - 1) < 0.02:
            return np.asarray(scores / scores.sum())
        return softmax(scores)


class HeadQuestion:
    """A linear head on the classifier's features, fitted to somebody's own photos."""

    def __init__(self, spec: OwnHeadSpec, content: bytes) -> None:
        """Read the head's weights.

        Args:
            spec: What the manifest says of it.
            content: A ``.npz`` file: ``weights`` (labels, features) and ``bias`` (labels,).

        Raises:
            ModelError: ``model_damaged``: they are something else.
        """
        self._spec = spec
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                self._weights = np.asarray(arrays["weights"], np.float64)
                self._bias = np.asarray(arrays["bias"], np.float64)
        except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
            raise _damaged(spec, str(error)) from error
        labels = len(spec.labels)
        if self._weights.ndim != 2 or len(self._weights) != labels or self._bias.shape != (labels,):
            raise _damaged(spec, "its weights do not fit its labels")
        if not (np.isfinite(self._weights).all() and np.isfinite(self._bias).all()):
            raise _damaged(spec, "its weights are no numbers")

    def answer(self, photo: Pyramid, features: Callable[[], Features | None]) -> OwnAnswer:  # noqa: ARG002
        """See :class:`OwnQuestion`."""
        found = features()
        if found is None or found.shape != self._weights.shape[1:]:
            raise _damaged(self._spec, "the model's network does not give the features it needs")
        logits = (self._weights @ found.astype(np.float64) + self._bias) / self._spec.temperature
        shares, sure_at = softmax(logits), self._spec.confident_at
        sure = sure_at is not None and float(shares.max()) >= sure_at
        open_ = _open(shares, self._spec.candidate_at, sure=sure)
        spec = self._spec
        return _answer(spec.question, spec.labels, shares, open_, calibrated=True)


def _open(
    shares: NDArray[np.float64], candidate_at: float, *, sure: bool = False
) -> NDArray[np.intp]:
    """Which labels an answer leaves open, likeliest first: several unless it is sure."""
    order = np.argsort(-shares, kind="stable")
    return order[:1] if sure else order[: max(2, int((shares >= candidate_at).sum()))]


def _answer(
    question: str,
    labels: tuple[str, ...],
    shares: NDArray[np.float64],
    open_: NDArray[np.intp],
    *,
    calibrated: bool,
) -> OwnAnswer:
    best = int(np.argmax(shares))
    return OwnAnswer(
        question=question,
        label=labels[best],
        confidence=round(float(shares[best]), DIGITS),
        probabilities={
            label: round(float(share), DIGITS) for label, share in zip(labels, shares, strict=True)
        },
        decision="confident" if len(open_) == 1 else "uncertain",
        candidates=tuple(labels[int(i)] for i in open_),
        calibrated=calibrated,
    )


def _damaged(spec: OwnHeadSpec, reason: str) -> ModelError:
    return ModelError(
        "model_damaged",
        f"The head “{spec.path}” of the question “{spec.question}” can't be used: {reason}.",
        "Train it again, or choose another model.",
    )


def input_size(
    model: ForeignModel, shapes: list[tuple[object, ...]]
) -> tuple[tuple[int, int], str]:
    """Width and height of a classifier's input, and the order of its axes.

    Args:
        model: What it is.
        shapes: Shape of each of its inputs, without the batch axis.

    Raises:
        ModelError: ``model_foreign_invalid``: it does not take one image of a fixed size.
    """
    name = model.file.name
    if len(shapes) != 1 or len(shapes[0]) != 3:
        raise invalid(name, f"its inputs are {shapes}, not one image")
    sides = [side for side in shapes[0] if isinstance(side, int)]
    if len(sides) < 3:
        raise invalid(name, f"its input has no fixed size: {shapes[0]}")
    layout = "NHWC" if sides[2] == 3 else "NCHW"
    if 3 not in (sides[0], sides[2]):
        raise invalid(name, f"its input {shapes[0]} is not red, green and blue")
    height, width = sides[:2] if layout == "NHWC" else sides[1:]
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        raise invalid(
            name, f"its input's sides are not {SMALLEST_SIDE} to {LARGEST_SIDE} pixels: {shapes[0]}"
        )
    return (width, height), layout
