"""What runs a network: one protocol, and the order in which its kinds are tried."""

import importlib
import logging
import os
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.labels import HEADS, LOGITS
from haski_desktop.engine.model import FileName, InputSpec, ModelBundle, RuntimeName
from haski_desktop.errors import ModelError

log = logging.getLogger(__name__)

ModelType = Literal["tflite", "onnx", "mock"]
RuntimeChoice = Literal["auto", "tflite", "onnx", "mock"]
# Where onnxruntime runs a network; ``auto`` is the first accelerator that works, else cpu.
ProviderChoice = Literal["auto", "cpu", "cuda", "directml", "coreml"]

# The documented priority. Each name is the module that loads such a file.
MODULES: Final[dict[RuntimeName, str]] = {
    "tflite": "haski_desktop.engine.litert",
    "onnx": "haski_desktop.engine.onnx",
}
# Shape of each output for one photo; ``None`` stands for any length.
OUTPUT_SHAPES: Final[dict[str, tuple[int | None, ...]]] = {
    "logits": (LOGITS,),
    "in_scope": (1,),
    "assessable": (len(HEADS),),
    "maps": (None, None, LOGITS),
}


class RawOutputs(NamedTuple):
    """A network's raw scores for one photo, before any softmax or sigmoid.

    Attributes:
        logits: (14,) the heads' labels in the documented order.
        in_scope: (1,) whether the photo shows skin or hair, if the network says so.
        assessable: (3,) whether each head can be judged, if the network says so.
        maps: (rows, columns, 14) what each part of the photo adds to each logit; their
            mean over the photo is the logit (class activation maps, Zhou et al. 2016).
    """

    logits: NDArray[np.float32]
    in_scope: NDArray[np.float32] | None = None
    assessable: NDArray[np.float32] | None = None
    maps: NDArray[np.float32] | None = None


class Runtime(Protocol):
    """A loaded network. Not safe to be used by two threads at once.

    Attributes:
        name: Its kind, the documented ``model_type``.
        file: Which of its bundle's files it has loaded, if any.
        provider: What it runs on: ``cpu`` or an accelerator, whose rounding is another.
        detail: Library, version and threads, for people.
    """

    name: ModelType
    file: FileName | None
    provider: str

    @property
    def detail(self) -> str: ...  # noqa: D102 - see above

    def run(self, image: NDArray[np.float32]) -> RawOutputs:
        """Run on one normalised image (height, width, 3).

        Raises:
            ModelError: ``inference_failed``.
        """
        ...


def available_cores() -> int:
    """Processor cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_threads() -> int:
    """Threads for a network this small: more than four only cost power."""
    return min(4, available_cores())


def load_runtime(
    name: RuntimeName, bundle: ModelBundle, threads: int, provider: ProviderChoice = "cpu"
) -> Runtime:
    """Load ``bundle``'s file for one kind of runtime; ``provider`` is for ONNX.

    Raises:
        ModelError: The bundle has no such file, the library is missing, or the
            file is damaged or of the wrong shape.
    """
    if name not in bundle.runtimes:
        raise ModelError(
            "model_not_found",
            f"The model has no file for the runtime {name}.",
            "Choose another runtime, or install the model bundle again.",
        )
    module = importlib.import_module(MODULES[name])
    options = {"provider": provider} if name == "onnx" else {}
    runtime: Runtime = module.load(bundle, threads, **options)
    return runtime


def usable_runtimes(
    bundle: ModelBundle, choice: RuntimeChoice, threads: int, provider: ProviderChoice = "cpu"
) -> Iterator[tuple[Runtime, ModelError | None]]:
    """Load runtimes one by one, in the documented order, as the caller asks for the next.

    Yields each with the error that made the last one before it unusable, if any.

    Raises:
        ModelError: At the end, if not one could be loaded: the last reason.
    """
    names = [name for name in MODULES if choice in ("auto", name)]
    if choice == "auto":
        names = [name for name in names if name in bundle.runtimes]
        if provider not in ("auto", "cpu"):  # an accelerator was asked for, and only ONNX has them
            names.sort(key="onnx".__ne__)
    failure: ModelError | None = None
    loaded = False
    for name in names:
        try:
            runtime = load_runtime(name, bundle, threads, provider)
        except ModelError as error:
            log.warning("runtime %s is not usable: %s", name, error)
            failure = error
            continue
        loaded = True
        log.info("using runtime %s", name)
        yield runtime, failure
    if not loaded and failure:
        raise failure


def expect_input(shape: tuple[int, ...], spec: InputSpec, layout: str, file: str) -> None:
    """Compare a network's input shape with the manifest's.

    Raises:
        ModelError: ``model_wrong_shape``.
    """
    sides = (spec.height, spec.width)
    wanted = (*sides, 3) if layout == "NHWC" else (3, *sides)
    if len(shape) != 4 or shape[1:] != wanted:
        raise wrong_shape(file, f"its input is {shape}, not (1, {', '.join(map(str, wanted))})")


def output_names(
    bundle: ModelBundle, name: FileName, shapes: dict[str, tuple[object, ...]]
) -> dict[str, str]:
    """The network's own name of each output, by the outputs' common names.

    Args:
        bundle: Its manifest names the outputs; without one, the output with
            fourteen values is the logits.
        name: Which of the bundle's files it is.
        shapes: Shape per photo of each output that the network has.

    Raises:
        ModelError: ``model_wrong_shape``.
    """
    file = bundle.files[name].name
    spec = bundle.manifest.files.get(name)
    if spec is None:
        logits = next((own for own, shape in shapes.items() if shape == (LOGITS,)), None)
        if logits is None:
            raise wrong_shape(file, f"no output has {LOGITS} values")
        return {"logits": logits}
    names = {output: own for output, own in spec.outputs.items() if output in OUTPUT_SHAPES}
    for output, own in names.items():
        if own not in shapes:
            raise wrong_shape(file, f"its output {output} is missing")
        if not _fits(shapes[own], OUTPUT_SHAPES[output]):
            raise wrong_shape(file, f"its output {output} is of shape {shapes[own]}")
    return names


def _fits(shape: tuple[object, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        isinstance(side, int) and want in (None, side)
        for side, want in zip(shape, wanted, strict=True)
    )


def wrong_shape(file: str, what: str) -> ModelError:
    """The error for a network that is not the one the manifest describes."""
    return ModelError(
        "model_wrong_shape",
        f"The model file “{file}” is not a skin and hair classifier: {what}.",
        "Name another model bundle, or install the program again.",
    )


def load_failed(file: str, library: str, error: Exception) -> ModelError:
    """The error for a file that a library could not load."""
    reason = " ".join(str(error).split())[:200]
    return ModelError(
        "model_damaged",
        f"{library} can't load the model file “{file}” ({reason}).",
        "Install the program or the model bundle again.",
    )


def run_failed(library: str, error: Exception) -> ModelError:
    """The error for a network that failed on a photo."""
    reason = " ".join(str(error).split())[:200]
    return ModelError(
        "inference_failed",
        f"{library} failed on this photo ({reason}).",
        "Choose another runtime.",
    )


def named_outputs(values: dict[str, NDArray[np.float32]]) -> RawOutputs:
    """Raw scores from arrays of one photo under the outputs' common names."""
    return RawOutputs(**{name: array[0] for name, array in values.items()})
