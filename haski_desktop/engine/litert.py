"""TFLite files through LiteRT, or one of the two older packages with the same interface."""

import contextlib
import importlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.choices import ModelType
from haski_desktop.engine.runtime import (
    Array,
    Signature,
    load_failed,
    match_inputs,
    match_outputs,
    run_failed,
)
from haski_desktop.errors import ModelError

log = logging.getLogger(__name__)


class Package(NamedTuple):
    """A package with an ``Interpreter``.

    Attributes:
        module: Where its ``Interpreter`` is.
        name: Its name in the package index.
        prefers_int8: Whether it runs an 8-bit file faster than the 32-bit one.
    """

    module: str
    name: str
    prefers_int8: bool


# The first that works is used. LiteRT runs 8-bit files more than twice as fast as 32-bit
# ones, tflite-runtime forty times slower.
PACKAGES: Final = (
    Package("ai_edge_litert.interpreter", "ai-edge-litert", prefers_int8=True),
    Package("tflite_runtime.interpreter", "tflite-runtime", prefers_int8=False),
    Package("tensorflow.lite", "tensorflow", prefers_int8=False),
)
# tflite-runtime built for numpy 1 fails in these ways beside numpy 2.
_IMPORT_ERRORS: Final = (ImportError, AttributeError, OSError, SystemError)
_redirecting: Final = threading.Lock()
_LOAD_ERRORS: Final = (ValueError, RuntimeError, TypeError, *_IMPORT_ERRORS)


class LiteRTRuntime:
    """A TFLite file; integer files are fed and read by their tensors' own scale."""

    name: ModelType = "tflite"
    provider = "cpu"

    def __init__(
        self,
        file: str,
        interpreter: Any,
        outputs: dict[str, dict[str, Any]],
        package: Package,
        threads: int,
    ) -> None:
        self.file: str | None = file
        self._interpreter = interpreter
        self._package = package
        self._threads = threads
        self._inputs = interpreter.get_input_details()
        self._outputs = outputs

    @property
    def detail(self) -> str:
        """See :class:`haski_desktop.engine.runtime.Runtime`."""
        from importlib import metadata  # costs more than loading the model

        bits = "8-bit" if self._inputs[0]["dtype"] in (np.int8, np.uint8) else "32-bit"
        version = metadata.version(self._package.name)
        return f"{self._package.name} {version}, {bits}, threads: {self._threads}"

    def run(self, *inputs: Array) -> dict[str, Array]:
        """See :meth:`haski_desktop.engine.runtime.Runtime.run`."""
        try:
            for values, tensor in zip(inputs, self._inputs, strict=True):
                self._interpreter.set_tensor(tensor["index"], _quantize(values, tensor))
            self._interpreter.invoke()
            return {
                name: _dequantize(self._interpreter.get_tensor(tensor["index"]), tensor)
                for name, tensor in self._outputs.items()
            }
        except (ValueError, RuntimeError) as error:
            raise run_failed("LiteRT", error) from error


def installed() -> Iterator[tuple[Package, Any]]:
    """The packages that can be imported, in the order of :data:`PACKAGES`, with their modules."""
    for package in PACKAGES:
        try:
            module = importlib.import_module(package.module)
        except _IMPORT_ERRORS as error:
            log.debug("%s can't be imported: %s", package.module, error)
            continue
        yield package, module


def not_installed() -> ModelError:
    """The error for a computer without any of the packages."""
    return ModelError(
        "runtime_unavailable",
        "No library for TFLite models is installed.",
        "Install it with: pip install ai-edge-litert",
    )


def input_shapes(content: bytes, shown: str, package: tuple[Package, Any]) -> list[Any]:
    """The shape of each input of a TFLite file, without the batch axis.

    Args:
        content: Its bytes.
        shown: Its name.
        package: One of :func:`installed`.

    Raises:
        ModelError: It is damaged.
    """
    own, module = package
    try:
        with _native_messages_to_log():
            interpreter = module.Interpreter(model_content=content, num_threads=1)
    except _LOAD_ERRORS as error:
        raise load_failed(shown, own.name, error) from error
    return [_shape(tensor) for tensor in interpreter.get_input_details()]


def load(
    content: bytes,
    file: tuple[str, str],
    signature: Signature,
    package: tuple[Package, Any],
    threads: int,
) -> LiteRTRuntime:
    """Load a TFLite file.

    Args:
        content: Its bytes.
        file: The name by which its bundle knows it, and its file name.
        signature: What it must be.
        package: One of :func:`installed`.
        threads: For the network, at least 1.

    Raises:
        ModelError: It is damaged or another network.
    """
    own, module = package
    key, shown = file
    try:
        with _native_messages_to_log():
            interpreter = module.Interpreter(model_content=content, num_threads=threads)
            interpreter.allocate_tensors()
    except _LOAD_ERRORS as error:
        raise load_failed(shown, own.name, error) from error
    inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
    match_inputs([_shape(tensor) for tensor in inputs], signature, shown)
    tensors = {tensor["name"]: tensor for tensor in outputs}
    names = match_outputs({n: _shape(t) for n, t in tensors.items()}, signature, shown)
    used = {name: tensors[own_name] for name, own_name in names.items()}
    return LiteRTRuntime(key, interpreter, used, own, threads)


def _shape(tensor: dict[str, Any]) -> tuple[object, ...]:
    """A tensor's shape without its batch axis."""
    return tuple(int(side) for side in tensor["shape"][1:])


def _quantize(values: Array, tensor: dict[str, Any]) -> NDArray[Any]:
    dtype = np.dtype(tensor["dtype"])
    if dtype.kind == "f":
        return values.astype(dtype, copy=False)
    scale, zero_point = tensor["quantization"]
    limits = np.iinfo(dtype)
    levels = np.rint(values / scale) + zero_point
    return np.asarray(np.clip(levels, limits.min, limits.max), dtype)


def _dequantize(values: NDArray[Any], tensor: dict[str, Any]) -> Array:
    if values.dtype.kind == "f":
        return values.astype(np.float32, copy=False)
    scale, zero_point = tensor["quantization"]
    return cast(Array, (values.astype(np.float32) - zero_point) * np.float32(scale))


@contextlib.contextmanager
def _native_messages_to_log() -> Iterator[None]:
    """Keep what the library's native code writes to standard error for the debug log.

    It announces its delegate there on every start and has no setting against it. One thread
    at a time: another's end would not be where it began.
    """
    with _redirecting, contextlib.ExitStack() as files:
        try:
            capture = files.enter_context(tempfile.TemporaryFile())
            saved = os.dup(2)
        except OSError:  # a full disk, or a windowed program without standard error
            yield
            return
        os.dup2(capture.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            capture.seek(0)
            for line in capture.read().decode("utf-8", "replace").splitlines():
                log.debug("native: %s", line)
