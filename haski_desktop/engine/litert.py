"""TFLite files through LiteRT, or one of the two older packages with the same interface."""

import contextlib
import importlib
import logging
import os
import tempfile
from collections.abc import Iterator
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.model import FileName, ModelBundle
from haski_desktop.engine.runtime import (
    ModelType,
    RawOutputs,
    expect_input,
    load_failed,
    named_outputs,
    output_names,
    run_failed,
    wrong_shape,
)
from haski_desktop.errors import ModelError

log = logging.getLogger(__name__)

# Module with an Interpreter, and the package that brings it: the first that works is used.
# LiteRT runs 8-bit files more than twice as fast as the others; tflite-runtime runs them
# forty times slower.
LIBRARIES: Final[tuple[tuple[str, str, tuple[FileName, ...]], ...]] = (
    ("ai_edge_litert.interpreter", "ai-edge-litert", ("tflite_int8", "tflite")),
    ("tflite_runtime.interpreter", "tflite-runtime", ("tflite", "tflite_int8")),
    ("tensorflow.lite", "tensorflow", ("tflite", "tflite_int8")),
)
# tflite-runtime built for numpy 1 fails in these ways beside numpy 2.
_IMPORT_ERRORS: Final = (ImportError, AttributeError, OSError, SystemError)
_LOAD_ERRORS: Final = (ValueError, RuntimeError, TypeError, *_IMPORT_ERRORS)


class LiteRTRuntime:
    """A TFLite file; integer files are fed and read by their tensors' own scale."""

    name: ModelType = "tflite"
    provider = "cpu"

    def __init__(
        self,
        file: FileName,
        interpreter: Any,
        outputs: dict[str, dict[str, Any]],
        package: str,
        threads: int,
    ) -> None:
        self.file: FileName | None = file
        self._interpreter = interpreter
        self._package = package
        self._threads = threads
        self._input = interpreter.get_input_details()[0]
        self._outputs = outputs

    @property
    def detail(self) -> str:
        """See :class:`haski_desktop.engine.runtime.Runtime`."""
        from importlib import metadata  # costs more than loading the model

        bits = "8-bit" if self._input["dtype"] in (np.int8, np.uint8) else "32-bit"
        version = metadata.version(self._package)
        return f"{self._package} {version}, {bits}, threads: {self._threads}"

    def run(self, image: NDArray[np.float32]) -> RawOutputs:
        """See :meth:`haski_desktop.engine.runtime.Runtime.run`."""
        try:
            self._interpreter.set_tensor(self._input["index"], _quantize(image[None], self._input))
            self._interpreter.invoke()
            return named_outputs(
                {
                    name: _dequantize(self._interpreter.get_tensor(tensor["index"]), tensor)
                    for name, tensor in self._outputs.items()
                }
            )
        except (ValueError, RuntimeError) as error:
            raise run_failed("LiteRT", error) from error


def load(bundle: ModelBundle, threads: int) -> LiteRTRuntime:
    """Load the first of the bundle's TFLite files that a library can.

    Raises:
        ModelError: No library is installed, or no file can be used.
    """
    failure = ModelError(
        "runtime_unavailable",
        "No library for TFLite models is installed.",
        "Install it with: pip install ai-edge-litert",
    )
    for module, package, files in LIBRARIES:
        try:
            library = importlib.import_module(module)
        except _IMPORT_ERRORS as error:
            log.debug("%s can't be imported: %s", module, error)
            continue
        for file in (name for name in files if name in bundle.files):
            try:
                interpreter = _interpreter(library, package, bundle, file, threads)
                outputs = _check(interpreter, bundle, file)
            except ModelError as error:
                log.warning("%s", error)
                failure = error
                continue
            return LiteRTRuntime(file, interpreter, outputs, package, threads)
    raise failure


def _interpreter(
    library: Any, package: str, bundle: ModelBundle, file: FileName, threads: int
) -> Any:
    content = bundle.read(file)
    try:
        with _native_messages_to_log():
            interpreter = library.Interpreter(model_content=content, num_threads=threads)
            interpreter.allocate_tensors()
    except _LOAD_ERRORS as error:
        raise load_failed(bundle.files[file].name, package, error) from error
    return interpreter


def _check(interpreter: Any, bundle: ModelBundle, name: FileName) -> dict[str, dict[str, Any]]:
    """The output tensors by common name, once all shapes are as the manifest says."""
    file = bundle.files[name].name
    inputs, tensors = interpreter.get_input_details(), interpreter.get_output_details()
    if len(inputs) != 1:
        raise wrong_shape(file, f"it has {len(inputs)} inputs")
    shape = tuple(int(side) for side in inputs[0]["shape"])
    expect_input(shape, bundle.manifest.input, "NHWC", file)
    shapes: dict[str, tuple[object, ...]] = {
        tensor["name"]: tuple(map(int, tensor["shape"][1:])) for tensor in tensors
    }
    names = output_names(bundle, name, shapes)
    by_name = {tensor["name"]: tensor for tensor in tensors}
    return {name: by_name[own] for name, own in names.items()}


def _quantize(values: NDArray[np.float32], tensor: dict[str, Any]) -> NDArray[Any]:
    dtype = np.dtype(tensor["dtype"])
    if dtype.kind == "f":
        return values.astype(dtype, copy=False)
    scale, zero_point = tensor["quantization"]
    limits = np.iinfo(dtype)
    levels = np.rint(values / scale) + zero_point
    return np.asarray(np.clip(levels, limits.min, limits.max), dtype)


def _dequantize(values: NDArray[Any], tensor: dict[str, Any]) -> NDArray[np.float32]:
    if values.dtype.kind == "f":
        return values.astype(np.float32, copy=False)
    scale, zero_point = tensor["quantization"]
    return cast(NDArray[np.float32], (values.astype(np.float32) - zero_point) * np.float32(scale))


@contextlib.contextmanager
def _native_messages_to_log() -> Iterator[None]:
    """Keep what the library's native code writes to standard error for the debug log.

    It announces its delegate there on every start and has no setting against it.
    """
    with contextlib.ExitStack() as files:
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
