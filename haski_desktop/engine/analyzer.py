"""Load a model once, analyse many photos."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from haski_desktop.engine.analysis import (
    Analysis,
    ConfidenceScores,
    Source,
    conditions_detected,
)
from haski_desktop.engine.choices import ProviderChoice, RuntimeChoice
from haski_desktop.engine.classifier import Classifier
from haski_desktop.engine.evidence import Evidence, Examination, ViewMaps
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.engine.loading import usable_runtimes
from haski_desktop.engine.mock import MockRuntime, mock_manifest
from haski_desktop.engine.model import Manifest, open_bundle
from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.engine.postprocess import interpret
from haski_desktop.engine.preprocess import resize
from haski_desktop.engine.runtime import Runtime, default_threads
from haski_desktop.engine.see.geometry import WHOLE
from haski_desktop.errors import ModelError, printable
from haski_desktop.paths import default_model


class PreparedPhoto(NamedTuple):
    """A decoded photo, ready to be analysed.

    Attributes:
        source: What is known of it.
        image: The upright working image, mode ``RGB``; see
            :func:`haski_desktop.engine.photo.load_working_photo`.
        warnings: Codes for the result.
        milliseconds: What preparing it took.
    """

    source: Source
    image: Image.Image
    warnings: tuple[str, ...]
    milliseconds: float


def prepare(photo: PhotoSource | Photo, name: str | None = None) -> PreparedPhoto:
    """Decode a photo to the working size. Any thread may do it; it needs no model.

    Args:
        photo: A file's path, the bytes of one, or a photo that is decoded already.
        name: What to call it in the result; by default its file name.

    Raises:
        PhotoError: It can't be read.
    """
    start = time.perf_counter()
    loaded = photo if isinstance(photo, Photo) else load_working_photo(photo)
    shown = loaded.name if name is None else printable(name)
    source = Source(shown, loaded.sha256, loaded.width, loaded.height)
    return PreparedPhoto(source, loaded.pixels, loaded.warnings, _milliseconds_since(start))


class Analyzer:
    """A loaded model. Several threads may share one; they take turns.

    Attributes:
        manifest: What the model's manifest says.
    """

    def __init__(
        self, manifest: Manifest, runtimes: Iterator[tuple[Runtime, ModelError | None]]
    ) -> None:
        """Use the first usable of ``runtimes``; the others serve if it fails on a photo."""
        self.manifest = manifest
        self._classifier = Classifier(manifest, runtimes)

    @classmethod
    def open(
        cls,
        model: Path | None = None,
        runtime: RuntimeChoice = "auto",
        threads: int | None = None,
        provider: ProviderChoice = "auto",
        *,
        load: bool = True,
    ) -> "Analyzer":
        """Load a model.

        Args:
            model: A bundle's folder, manifest or model file; by default the
                one named by ``HASKI_MODEL``, else the bundled one.
            runtime: ``auto`` tries TFLite, then ONNX. It never chooses ``mock``.
            threads: For the network; by default up to four.
            provider: Where an ONNX file runs; what does not work there is left
                to the processor.
            load: Whether to load the network at once. Otherwise :meth:`load` or the
                first photo does it, and the caller can decode a photo meanwhile.

        Raises:
            ModelError: There is no usable model.
            ValueError: ``threads`` is less than one.
        """
        if threads is not None and threads < 1:
            raise ValueError("threads must be at least 1")
        if runtime == "mock":
            return cls(mock_manifest(), iter([(MockRuntime(), None)]))
        if runtime not in ("auto", "tflite", "onnx"):
            raise ModelError(
                "runtime_unknown",
                f"There is no runtime called “{printable(str(runtime))}”.",
                "Choose auto, tflite, onnx or mock.",
            )
        bundle = open_bundle(default_model() if model is None else model)
        runtimes = usable_runtimes(bundle, runtime, threads or default_threads(), provider)
        analyzer = cls(bundle.manifest, runtimes)
        if load:
            analyzer.load()
        return analyzer

    def load(self) -> None:
        """Load the network, if it was not yet.

        Raises:
            ModelError: No runtime is usable.
        """
        self._classifier.current()

    @property
    def runtime(self) -> Runtime:
        """The runtime in use; see :meth:`load`."""
        return self._classifier.runtime

    def analyze(self, photo: PhotoSource | Photo, name: str | None = None) -> Analysis:
        """Analyse one photo.

        Args:
            photo: A file's path, the bytes of one, or a photo that is decoded already.
            name: What to call it in the result; by default its file name.

        Raises:
            PhotoError: The photo can't be read.
            ModelError: Every runtime failed on it.
        """
        return self.predict(prepare(photo, name))

    def predict(self, photo: PreparedPhoto) -> Analysis:
        """Analyse a prepared photo.

        Raises:
            ModelError: Every runtime failed on it.
        """
        analysis, evidence = self.examine(photo)
        return analysis.with_maps(evidence.views[0].maps if evidence.views else None)

    def examine(self, photo: PreparedPhoto) -> Examination:
        """Analyse a prepared photo, and keep what the analysis rests on.

        Raises:
            ModelError: Every runtime failed on it.
        """
        start = time.perf_counter()
        raw = self._classifier.scores(resize(photo.image, self.manifest.input))
        runtime, failure = self._classifier.current()
        in_scope, predictions = interpret(raw, self.manifest)
        skin, hair, condition = (
            predictions[head] for head in ("skin_type", "hair_type", "condition")
        )
        warnings = [*photo.warnings]
        if runtime.name == "mock":
            warnings.append("mock_result")
        if failure is not None:
            warnings.append("runtime_fallback")
        analysis = Analysis(
            skin_type=skin.label,
            hair_type=hair.label,
            conditions_detected=conditions_detected(condition),
            confidence_scores=ConfidenceScores(
                skin.confidence, hair.confidence, condition.confidence
            ),
            model_version=self.manifest.version,
            model_type=runtime.name,
            source=photo.source,
            predictions=predictions,
            in_scope=in_scope,
            warnings=tuple(warnings),
            timing_ms=round(photo.milliseconds + _milliseconds_since(start), 2),
        )
        views: tuple[ViewMaps, ...] = ()
        if raw.maps is not None:
            weights: dict[HeadName, float] = {head.name: 1.0 for head in HEADS}
            views = (ViewMaps(WHOLE, weights, raw.maps.astype(np.float16)),)
        return Examination(analysis, Evidence(views))


def _milliseconds_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
