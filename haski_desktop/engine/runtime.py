"""What runs a network: arrays in, named arrays out. Which network it is does not matter here."""

import os
import threading
from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.choices import ModelType
from haski_desktop.errors import ModelError

Array = NDArray[np.float32]
# Of one image, without the batch axis; ``None`` stands for any length.
Shape = tuple[int | None, ...]


class Signature(NamedTuple):
    """What a network must take and give to be the one that was asked for.

    Attributes:
        purpose: What it is, for error messages.
        inputs: Shape of each input for one image, (height, width, channels).
        outputs: Shape of each output for one image, by the name that
            :meth:`Runtime.run` gives it.
        own_names: The file's own name of each output. ``None``: an output is found by its
            shape.
        layout: Order of the file's input axes. :meth:`Runtime.run` always takes ``NHWC``.
    """

    purpose: str
    inputs: tuple[tuple[int, int, int], ...]
    outputs: Mapping[str, Shape]
    own_names: Mapping[str, str] | None = None
    layout: str = "NHWC"


class Runtime(Protocol):
    """A loaded network. Not safe to be used by two threads at once.

    Attributes:
        name: Its kind, the documented ``model_type``.
        file: The name by which its bundle knows the file that it has loaded, if any.
        provider: What it runs on: ``cpu`` or an accelerator, whose rounding is another.
        detail: Library, version and threads, for people.
    """

    name: ModelType
    file: str | None
    provider: str

    @property
    def detail(self) -> str: ...  # noqa: D102 - see above

    def run(self, *inputs: Array) -> Mapping[str, Array]:
        """Run the network once.

        Args:
            inputs: Each of the network's inputs, (1, height, width, channels).

        Returns:
            Its outputs by name, each with the batch axis of length 1.

        Raises:
            ModelError: ``inference_failed``.
        """
        ...


class Shared:
    """A network that several threads use in turn."""

    def __init__(self, runtime: Runtime) -> None:
        self.name, self.file, self.provider = runtime.name, runtime.file, runtime.provider
        self._runtime = runtime
        self._lock = threading.Lock()

    @property
    def detail(self) -> str:
        """See :class:`Runtime`."""
        return self._runtime.detail

    def run(self, *inputs: Array) -> Mapping[str, Array]:
        """See :meth:`Runtime.run`."""
        with self._lock:
            return self._runtime.run(*inputs)


def available_cores() -> int:
    """Processor cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_threads() -> int:
    """Threads for a network this small: more than four only cost power."""
    return min(4, available_cores())


def match_inputs(shapes: list[tuple[object, ...]], signature: Signature, file: str) -> None:
    """Compare a file's input shapes, batch axis left out, with the signature's.

    Raises:
        ModelError: ``model_wrong_shape``.
    """
    if len(shapes) != len(signature.inputs):
        raise wrong_shape(file, signature, f"it has {len(shapes)} inputs")
    for shape, (height, width, channels) in zip(shapes, signature.inputs, strict=True):
        first = signature.layout == "NCHW"
        wanted = (channels, height, width) if first else (height, width, channels)
        if shape != wanted:
            raise wrong_shape(file, signature, f"its input is {shape}, not {wanted}")


def match_outputs(
    shapes: Mapping[str, tuple[object, ...]], signature: Signature, file: str
) -> dict[str, str]:
    """The file's own name of each output that the signature names.

    Args:
        shapes: Shape of each of the file's outputs, batch axis left out, by its own name.
        signature: What is wanted.
        file: The file's name.

    Raises:
        ModelError: ``model_wrong_shape``.
    """
    found: dict[str, str] = {}
    for output, wanted in signature.outputs.items():
        if signature.own_names is None:
            own = next((own for own, shape in shapes.items() if _fits(shape, wanted)), None)
            if own is None:
                raise wrong_shape(file, signature, f"no output has the shape {wanted}")
        else:
            own = signature.own_names[output]
            if own not in shapes:
                raise wrong_shape(file, signature, f"its output {output} is missing")
            if not _fits(shapes[own], wanted):
                raise wrong_shape(file, signature, f"its output {output} is {shapes[own]}")
        found[output] = own
    return found


def _fits(shape: tuple[object, ...], wanted: Shape) -> bool:
    return len(shape) == len(wanted) and all(
        isinstance(side, int) and want in (None, side)
        for side, want in zip(shape, wanted, strict=True)
    )


def wrong_shape(file: str, signature: Signature, what: str) -> ModelError:
    """The error for a network that is not the one that was asked for."""
    return ModelError(
        "model_wrong_shape",
        f"The model file “{file}” is not a {signature.purpose}: {what}.",
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
        "inference_failed", f"{library} failed on this photo ({reason}).", "Choose another runtime."
    )
