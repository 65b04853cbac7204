"""ONNX files through onnxruntime."""

import logging
import os
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.model import FileName, ModelBundle
from haski_desktop.engine.runtime import (
    ModelType,
    ProviderChoice,
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

# onnxruntime reports usage by default. Read at its import; the call for it comes too late.
TELEMETRY_SWITCH: Final = ("ORT_DISABLE_TELEMETRY", "1")
# Integer types of ONNX inputs and outputs carry no scale of their own; the exporter keeps
# the quantisation inside the graph, so that its ends are floating-point.
FLOAT_TYPES: Final = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


# Accelerators in the order in which they are tried, with onnxruntime's names for them.
ACCELERATORS: Final = {
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
CPU: Final = "CPUExecutionProvider"
# By how much an accelerator's logits may differ: its rounding, no more.
TOLERANCE: Final = 0.1


class OnnxRuntime:
    """An ONNX file on the processor or on an accelerator.

    Attributes:
        provider: What runs it: ``cpu`` or a name from :data:`ACCELERATORS`.
    """

    name: ModelType = "onnx"
    file: FileName | None = "onnx"

    def __init__(self, session: Any, outputs: dict[str, str], version: str, threads: int) -> None:
        self.provider = "cpu"
        self._session = session
        self._spare: Any = None  # the processor's session while an accelerator is in use
        self._outputs = outputs
        self._version = version
        self._threads = threads
        self._input = session.get_inputs()[0]
        self._channels_first = list(self._input.shape)[1:2] == [3]

    @property
    def detail(self) -> str:
        """See :class:`haski_desktop.engine.runtime.Runtime`."""
        return f"onnxruntime {self._version} on {self.provider}, threads: {self._threads}"

    def accelerate(self, provider: str, session: Any, trial: NDArray[np.float32]) -> None:
        """Go over to an accelerator's session, if it gives the processor's answer.

        Args:
            provider: A name from :data:`ACCELERATORS`.
            session: The same network, loaded there.
            trial: An image to compare the answers by.

        Raises:
            RuntimeError: It does not; the processor stays in use.
            Exception: One of :func:`_errors`: it failed.
        """
        if session.get_providers()[0] != ACCELERATORS[provider]:
            raise RuntimeError("it can't be started")
        expected, found = (self._run_on(s, trial).logits for s in (self._session, session))
        if not np.allclose(found, expected, atol=TOLERANCE):
            raise RuntimeError("its answer differs from the processor's")
        self._session, self._spare, self.provider = session, self._session, provider

    def run(self, image: NDArray[np.float32]) -> RawOutputs:
        """See :meth:`haski_desktop.engine.runtime.Runtime.run`."""
        try:
            return self._run_on(self._session, image)
        except _errors() as error:
            if self._spare is None:
                raise run_failed("onnxruntime", error) from error
            log.warning("%s failed (%s); the processor is used from now on", self.provider, error)
            self._session, self._spare, self.provider = self._spare, None, "cpu"
            return self.run(image)

    def _run_on(self, session: Any, image: NDArray[np.float32]) -> RawOutputs:
        values = image.transpose(2, 0, 1) if self._channels_first else image
        batch = np.ascontiguousarray(values[None], FLOAT_TYPES[self._input.type])
        arrays = session.run(list(self._outputs.values()), {self._input.name: batch})
        return named_outputs(
            {
                name: np.asarray(array, np.float32)
                for name, array in zip(self._outputs, arrays, strict=True)
            }
        )


def load(bundle: ModelBundle, threads: int, provider: ProviderChoice = "auto") -> OnnxRuntime:
    """Load the bundle's ONNX file.

    Args:
        bundle: The model.
        threads: For the processor.
        provider: ``auto`` takes the first accelerator that works, else the processor.

    Raises:
        ModelError: onnxruntime is not installed, or the file can't be used.
    """
    content = bundle.read("onnx")
    file = bundle.files["onnx"].name
    os.environ.update([TELEMETRY_SWITCH])
    try:
        import onnxruntime
    except (ImportError, AttributeError, OSError) as error:
        raise ModelError(
            "runtime_unavailable",
            "The library for ONNX models, onnxruntime, can't be used.",
            "Install it with: pip install onnxruntime",
        ) from error
    try:
        session = _session(onnxruntime, content, threads, CPU)
    except _errors() as error:
        raise load_failed(file, "onnxruntime", error) from error
    outputs = _check(session, bundle, file)
    runtime = OnnxRuntime(session, outputs, onnxruntime.__version__, threads)
    spec = bundle.manifest.input
    # Every value another, so that a wrong order of the axes would show.
    values = np.linspace(-2, 2, spec.height * spec.width * 3, dtype=np.float32)
    trial = values.reshape(spec.height, spec.width, 3)
    for name in _usable(provider, onnxruntime.get_available_providers()):
        try:
            accelerated = _session(onnxruntime, content, threads, ACCELERATORS[name])
            runtime.accelerate(name, accelerated, trial)
            break
        except _errors() as error:
            log.warning("%s can't be used (%s)", name, " ".join(str(error).split())[:200])
    return runtime


def _usable(provider: ProviderChoice, available: list[str]) -> list[str]:
    """The accelerators to try: those wanted that onnxruntime says it has."""
    wanted = (
        list(ACCELERATORS) if provider == "auto" else [n for n in ACCELERATORS if n == provider]
    )
    found = [name for name in wanted if ACCELERATORS[name] in available]
    if provider in ACCELERATORS and not found:
        log.warning("%s is not part of this onnxruntime; the processor is used", provider)
    return found


def _session(onnxruntime: Any, content: bytes, threads: int, provider: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Errors only; of an accelerator that may not be there, not even those.
    options.log_severity_level = 3 if provider == CPU else 4
    options.enable_mem_pattern = provider != ACCELERATORS["directml"]  # which can't have it
    # Otherwise its threads keep a core busy while they wait for the next photo.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without fallback, because that announces itself on standard output.
    return onnxruntime.InferenceSession(
        content,
        sess_options=options,
        providers=list(dict.fromkeys((provider, CPU))),
        enable_fallback=0,
    )


def _check(session: Any, bundle: ModelBundle, file: str) -> dict[str, str]:
    """The outputs by common name, once all shapes are as the manifest says."""
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type not in FLOAT_TYPES:
        raise wrong_shape(file, "it does not take one floating-point image")
    shape = tuple(inputs[0].shape)
    spec = bundle.manifest.files.get("onnx")
    layout = spec.layout if spec else "NCHW"
    expect_input(shape, bundle.manifest.input, layout, file)
    shapes = {output.name: tuple(output.shape[1:]) for output in session.get_outputs()}
    return output_names(bundle, "onnx", shapes)


def _errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its exceptions have no common base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as native

    own = [kind for kind in vars(native).values() if _is_exception(kind)]
    return (*own, ValueError, RuntimeError, TypeError)


def _is_exception(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Exception)
