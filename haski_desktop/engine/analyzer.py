"""Load a model once, analyse many photos."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.analysis import (
    Analysis,
    ConfidenceScores,
    Prediction,
    Source,
    conditions_detected,
)
from haski_desktop.engine.choices import ProviderChoice, RuntimeChoice
from haski_desktop.engine.classifier import Classifier
from haski_desktop.engine.evidence import Evidence, Examination
from haski_desktop.engine.forks import no_fork
from haski_desktop.engine.labels import HeadName
from haski_desktop.engine.loading import load_own_question, load_see_networks, usable_runtimes
from haski_desktop.engine.mock import MockRuntime, mock_manifest
from haski_desktop.engine.model import Manifest, ViewName, open_bundle
from haski_desktop.engine.own_question import OwnQuestion
from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.engine.postprocess import (
    Circumstances,
    RawOutputs,
    Weights,
    interpret,
    join,
    view_weights,
)
from haski_desktop.engine.runtime import Runtime, default_threads
from haski_desktop.engine.scene import (
    NOT_LOOKED_AT,
    Inspection,
    Scene,
    SeeNetworks,
    face_infos,
    inspect,
    look,
)
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.views import cut, hair_only
from haski_desktop.engine.together import together
from haski_desktop.errors import ModelError, printable
from haski_desktop.paths import default_model

log = logging.getLogger(__name__)

# By how much the smallest copy of a photo is shrunk that any stage needs.
SMALLEST_COPY = 8


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


def prepare(
    photo: PhotoSource | Photo,
    name: str | None = None,
    load: Callable[[PhotoSource], Photo] = load_working_photo,
) -> PreparedPhoto:
    """Decode a photo to the working size. Any thread may do it; it needs no model.

    Args:
        photo: A file's path, the bytes of one, or a photo that is decoded already.
        name: What to call it in the result; by default its file name.
        load: How it is decoded: to share it with others, through a
            :class:`~haski_desktop.engine.photo_cache.PhotoCache`.

    Raises:
        PhotoError: It can't be read.
    """
    start = time.perf_counter()
    loaded = photo if isinstance(photo, Photo) else load(photo)
    shown = loaded.name if name is None else printable(name)
    source = Source(shown, loaded.sha256, loaded.width, loaded.height)
    return PreparedPhoto(source, loaded.pixels, loaded.warnings, _milliseconds_since(start))


class Analyzer:
    """A loaded model. Several threads may share one; only its networks take turns.

    Attributes:
        manifest: What the model's manifest says.
    """

    def __init__(
        self,
        manifest: Manifest,
        runtimes: Iterator[tuple[Runtime, ModelError | None]],
        see_networks: Callable[[], SeeNetworks] = SeeNetworks,
        *,
        parallel: bool = False,
        own_question: Callable[[], OwnQuestion | None] = lambda: None,
    ) -> None:
        """Use the first usable of ``runtimes``; the others serve if it fails on a photo.

        Args:
            manifest: The classifier's.
            runtimes: With the error that made the one before unusable, if any.
            see_networks: Loads the networks that look at a photo before it is judged.
                Without them the classifier sees the whole photo alone.
            parallel: Whether a second thread may help with a photo.
            own_question: Loads what asks a question of the user's own, if anything does.
        """
        self.manifest = manifest
        self._classifier = Classifier(manifest, runtimes)
        self._load_see_networks = see_networks
        self._parallel = parallel
        self._load_own_question = own_question
        self._own_question: OwnQuestion | None = None
        self._see_networks: SeeNetworks | None = None
        self._lock = threading.Lock()

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
            load: Whether to load the networks at once. Otherwise :meth:`load` or the
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
        threads = threads or default_threads()
        analyzer = cls(
            bundle.manifest,
            usable_runtimes(bundle, runtime, threads, provider),
            partial(load_see_networks, bundle),
            parallel=threads > 1,
            own_question=partial(load_own_question, bundle),
        )
        if load:
            analyzer.load()
        return analyzer

    @no_fork()
    def load(self) -> None:
        """Load the networks, if they were not yet.

        Raises:
            ModelError: No runtime is usable.
        """
        self._classifier.current()
        self._networks()

    @property
    def runtime(self) -> Runtime:
        """The classifier's runtime in use; see :meth:`load`."""
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
        return self.examine(photo).analysis

    @no_fork()
    def examine(self, photo: PreparedPhoto) -> Examination:
        """Analyse a prepared photo, and keep what the analysis rests on.

        Raises:
            ModelError: Every runtime failed on it.
        """
        start = time.perf_counter()
        pixels = Pyramid(photo.image)
        pixels.level(SMALLEST_COPY)  # now, because threads share them
        width, height = pixels.size
        size = (photo.source.width or width, photo.source.height or height)
        scene = self._look(pixels, size)
        weights = view_weights(self.manifest, scene.views, scene.reasons)
        used = [name for name in scene.views if any(name in views for views in weights.values())]
        outputs, inspection = together(
            lambda: self._scores(pixels, scene, used),
            lambda: self._inspect(pixels, size, scene, used),
            parallel=self._parallel,
        )
        usable = inspection.quality is None or inspection.quality.usable
        known = Circumstances(scene.reasons, usable)
        in_scope, predictions = interpret(join(outputs, weights), self.manifest, known)
        predictions = _with_views(predictions, weights, scene)
        analysis = self._analysis(photo, scene, inspection, in_scope, predictions)
        if self._own_question is not None:
            own = self._own_question.answer(
                pixels, lambda: self._features(pixels, scene, outputs.get("whole"))
            )
            analysis = msgspec.structs.replace(analysis, own_question=own)
        total = round(photo.milliseconds + _milliseconds_since(start), 2)
        analysis = msgspec.structs.replace(analysis, timing_ms=total)
        return Examination(analysis, Evidence.of(scene, outputs, weights))

    @property
    def see_checksums(self) -> tuple[str, ...]:
        """Checksums of the networks that photos are looked at with before they are judged."""
        return self._networks().checksums

    def features(self, photo: PreparedPhoto) -> NDArray[np.float32] | None:
        """What the classifier sees in a photo, for heads of one's own.

        Returns:
            (n,) its pooled features of the view ``whole``; ``None`` if the model has none.

        Raises:
            ModelError: Every runtime failed on it.
        """
        pixels = Pyramid(photo.image)
        pixels.level(SMALLEST_COPY)
        width, height = pixels.size
        size = (photo.source.width or width, photo.source.height or height)
        scene = self._look(pixels, size)
        return self._features(pixels, scene, None)

    def _features(
        self, pixels: Pyramid, scene: Scene, whole: RawOutputs | None
    ) -> NDArray[np.float32] | None:
        """The features of the view ``whole``, whose scores may be known already."""
        if whole is None:
            image = cut(pixels, scene.views["whole"].box, self._input_size)
            whole = self._classifier.scores(image)
        return whole.features

    def _networks(self) -> SeeNetworks:
        with self._lock:
            if self._see_networks is None:
                self._own_question = self._load_own_question()
                self._see_networks = self._load_see_networks()
            return self._see_networks

    def _look(self, pixels: Pyramid, size: tuple[int, int]) -> Scene:
        networks = self._networks()
        if networks == SeeNetworks():
            return NOT_LOOKED_AT
        try:
            return look(pixels, size, networks, parallel=self._parallel)
        except ModelError as error:
            log.warning("photos are no longer looked at before they are judged: %s", error)
            self._see_networks = SeeNetworks()
            return NOT_LOOKED_AT

    def _scores(
        self, pixels: Pyramid, scene: Scene, used: Sequence[ViewName]
    ) -> dict[ViewName, RawOutputs]:
        """The classifier's raw scores of some views."""
        outputs: dict[ViewName, RawOutputs] = {}
        for name in used:
            _, box, masked = scene.views[name]
            image = cut(pixels, box, self._input_size)
            if masked and scene.areas is not None:
                image = hair_only(image, box, scene.areas, self.manifest.fill)
            outputs[name] = self._classifier.scores(image)
        return outputs

    def _inspect(
        self, pixels: Pyramid, size: tuple[int, int], scene: Scene, used: Sequence[ViewName]
    ) -> Inspection:
        if scene is NOT_LOOKED_AT:
            return Inspection()
        if self._parallel:  # while the other thread is busy with the first
            for name in used[1:]:
                cut(pixels, scene.views[name].box, self._input_size)
        return inspect(pixels, size, scene)

    @property
    def _input_size(self) -> tuple[int, int]:
        return self.manifest.input.width, self.manifest.input.height

    def _analysis(
        self,
        photo: PreparedPhoto,
        scene: Scene,
        inspection: Inspection,
        in_scope: bool,  # noqa: FBT001 - as in the result
        predictions: dict[HeadName, Prediction],
    ) -> Analysis:
        skin, hair, condition = (
            predictions[head] for head in ("skin_type", "hair_type", "condition")
        )
        runtime, failure = self._classifier.current()
        warnings = [*photo.warnings]
        if runtime.name == "mock":
            warnings.append("mock_result")
        if failure is not None:
            warnings.append("runtime_fallback")
        if scene.faces and len(scene.faces) > 1:
            warnings.append("several_faces")
        return Analysis(
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
            quality=inspection.quality,
            areas=scene.shares(),
            faces=face_infos(scene, inspection.regions),
            warnings=tuple(warnings),
            timing_ms=0.0,
        )


def _with_views(
    predictions: Mapping[HeadName, Prediction], weights: Weights, scene: Scene
) -> dict[HeadName, Prediction]:
    """The predictions with the view on which each answer rests most."""
    found = {}
    for head, prediction in predictions.items():
        used = {scene.views[name].box: weight for name, weight in weights[head].items()}
        # Of views that weigh the same the closest, which shows best what was judged.
        box = max(used, key=lambda box: (used[box], -box.area)).rounded()
        found[head] = (
            msgspec.structs.replace(prediction, view=box)
            if prediction.reason is None
            else prediction
        )
    return found


def _milliseconds_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
