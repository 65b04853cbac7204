"""The classifier: what its files must look like, and from an image to its raw scores."""

import logging
import threading
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.labels import HEADS, LOGITS
from haski_desktop.engine.model import FileName, Manifest
from haski_desktop.engine.postprocess import RawOutputs
from haski_desktop.engine.preprocess import normalize
from haski_desktop.engine.runtime import Array, Runtime, Shape, Signature
from haski_desktop.errors import ModelError

log = logging.getLogger(__name__)

# Shape of each output for one image; ``None`` stands for any length.
OUTPUT_SHAPES: Final[dict[str, Shape]] = {
    "logits": (LOGITS,),
    "in_scope": (1,),
    "assessable": (len(HEADS),),
    "maps": (None, None, LOGITS),
    "unlisted": (1,),
    "features": (None,),
}


def signature(manifest: Manifest, name: FileName) -> Signature:
    """What one of a bundle's classifier files must be.

    Without a manifest the output with fourteen values is the logits, and nothing else is
    known of the file.
    """
    spec = manifest.files.get(name)
    image = (manifest.input.height, manifest.input.width, 3)
    purpose = "skin and hair classifier"
    if spec is None:
        layout = "NCHW" if name == "onnx" else "NHWC"
        return Signature(purpose, (image,), {"logits": OUTPUT_SHAPES["logits"]}, None, layout)
    known = {output: shape for output, shape in OUTPUT_SHAPES.items() if output in spec.outputs}
    return Signature(purpose, (image,), known, spec.outputs, spec.layout)


def run_classifier(runtime: Runtime, image: Array) -> RawOutputs:
    """The classifier's raw scores for one image.

    Args:
        runtime: The loaded classifier.
        image: (height, width, 3), normalised.

    Raises:
        ModelError: ``inference_failed``.
    """
    outputs = runtime.run(image[None])
    if not all(np.isfinite(array).all() for array in outputs.values()):
        raise ModelError(
            "inference_failed",
            "The model's scores for this photo are no numbers.",
            "Choose another model, or install the program again.",
        )
    return RawOutputs(**{name: array[0] for name, array in outputs.items()})


class Classifier:
    """A classifier that goes over to its next runtime when one fails.

    Several threads may share one; they take turns.

    Attributes:
        manifest: What the model's manifest says.
    """

    def __init__(
        self, manifest: Manifest, runtimes: Iterator[tuple[Runtime, ModelError | None]]
    ) -> None:
        """Use the first usable of ``runtimes``; the others serve if it fails on an image."""
        self.manifest = manifest
        self._runtimes = runtimes
        self._lock = threading.RLock()
        self._loaded: tuple[Runtime, ModelError | None] | None = None
        self._unusable: ModelError | None = None

    @property
    def runtime(self) -> Runtime:
        """The runtime in use, loaded now if it was not yet.

        Raises:
            ModelError: No runtime is usable.
        """
        return self.current()[0]

    def current(self) -> tuple[Runtime, ModelError | None]:
        """The runtime in use, and why the one before it is not.

        Raises:
            ModelError: No runtime is usable.
        """
        with self._lock:
            if self._unusable is not None:
                raise self._unusable
            if self._loaded is None:
                try:
                    self._loaded = next(self._runtimes)
                except ModelError as error:
                    self._unusable = error
                    raise
            return self._loaded

    def scores(self, image: NDArray[np.uint8]) -> RawOutputs:
        """The raw scores of an image, going on to the next runtime for good when one fails.

        Args:
            image: (height, width, 3) of the manifest's size; red, green, blue, 0 to 255.

        Raises:
            ModelError: Every runtime failed on it.
        """
        normalised = normalize(image, self.manifest.input)
        with self._lock:
            while True:
                runtime = self.runtime
                try:
                    return run_classifier(runtime, normalised)
                except ModelError as error:
                    log.warning("runtime %s failed: %s", runtime.name, error)
                    following = next(self._runtimes, None)
                    if following is None:
                        raise
                    self._loaded = following[0], error
