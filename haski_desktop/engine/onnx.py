"""ONNX files through onnxruntime."""

import logging
import os
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.errors import ModelError
from haski_desktop.engine.model import ModelBundle
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

log = logging.getLogger(__name__)

# onnxruntime reports usage by default. Read at its import; the call for it comes too late.
TELEMETRY_SWITCH: Final = ("ORT_DISABLE_TELEMETRY", "1")
# Integer types of ONNX inputs and outputs carry no scale of their own; the exporter keeps
# the quantisation inside the graph, so that its ends are floating-point.
FLOAT_TYPES: Final = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class OnnxRuntime:
    """An ONNX file on the CPU."""

    name: ModelType = "onnx"

    def __init__(self, session: Any, outputs: dict[str, str], detail: str) -> None:
        self.detail = detail
        self._session = session
        self._outputs = outputs
        self._input = session.get_inputs()[0]
        self._channels_first = list(self._input.shape)[1:2] == [3]

    def run(self, image: NDArray[np.float32]) -> RawOutputs:
        """See :meth:`haski_desktop.engine.runtime.Runtime.run`."""
        values = image.transpose(2, 0, 1) if self._channels_first else image
        batch = np.ascontiguousarray(values[None], FLOAT_TYPES[self._input.type])
        try:
            arrays = self._session.run(list(self._outputs.values()), {self._input.name: batch})
        except _errors() as error:
            raise run_failed("onnxruntime", error) from error
        return named_outputs(
            {
                name: np.asarray(array, np.float32)
                for name, array in zip(self._outputs, arrays, strict=True)
            }
        )


def load(bundle: ModelBundle, threads: int) -> OnnxRuntime:
    """Load the bundle's ONNX file.

    Raises:
        ModelError: onnxruntime is not installed, or the file can't be used.
    """
    content = bundle.read("onnx")
    file = bundle.files["onnx"].name
    os.environ.setdefault(*TELEMETRY_SWITCH)
    try:
        import onnxruntime
    except (ImportError, AttributeError, OSError) as error:
        raise ModelError(
            "runtime_unavailable",
            "The library for ONNX models, onnxruntime, can't be used.",
            "Install it with: pip install onnxruntime",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    # Otherwise its threads keep a core busy while they wait for the next photo.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            content, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except _errors() as error:
        raise load_failed(file, "onnxruntime", error) from error
    detail = f"onnxruntime {onnxruntime.__version__}, threads: {threads}"
    return OnnxRuntime(session, _check(session, bundle, file), detail)


def _check(session: Any, bundle: ModelBundle, file: str) -> dict[str, str]:
    """The outputs by common name, once all shapes are as the manifest says."""
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type not in FLOAT_TYPES:
        raise wrong_shape(file, "it does not take one floating-point image")
    shape = tuple(inputs[0].shape)
    spec = bundle.manifest.files.get("onnx")
    layout = spec.layout if spec else "NCHW"
    expect_input(shape, bundle.manifest.input, layout, file)
    sizes = {}
    for output in session.get_outputs():
        sides = output.shape[1:]
        sizes[output.name] = int(np.prod(sides)) if all(isinstance(s, int) for s in sides) else 0
    return output_names(bundle, "onnx", sizes, file)


def _errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its exceptions have no common base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as native

    own = [kind for kind in vars(native).values() if _is_exception(kind)]
    return (*own, ValueError, RuntimeError, TypeError)


def _is_exception(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Exception)
