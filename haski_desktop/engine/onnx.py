"""ONNX files through onnxruntime."""

import logging
import os
from typing import Any, Final

import numpy as np

from haski_desktop.engine.choices import ModelType, ProviderChoice
from haski_desktop.engine.runtime import (
    Array,
    Signature,
    load_failed,
    match_inputs,
    match_outputs,
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
# By how much an accelerator's outputs may differ from the processor's: its rounding, no more.
ABSOLUTE_TOLERANCE: Final = 0.1
RELATIVE_TOLERANCE: Final = 0.01


class OnnxRuntime:
    """An ONNX file on the processor or on an accelerator.

    Attributes:
        provider: What runs it: ``cpu`` or a name from :data:`ACCELERATORS`.
    """

    name: ModelType = "onnx"

    def __init__(
        self,
        file: str,
        session: Any,
        signature: Signature,
        outputs: dict[str, str],
        detail: tuple[str, int],
    ) -> None:
        """Use a loaded session.

        Args:
            file: The name by which its bundle knows the file.
            session: On the processor.
            signature: What the network takes.
            outputs: The file's own name of each output.
            detail: Version of the library, and the number of threads.
        """
        self.file: str | None = file
        self.provider = "cpu"
        self._session = session
        self._spare: Any = None  # the processor's session while an accelerator is in use
        self._outputs = outputs
        self._version, self._threads = detail
        self._inputs = session.get_inputs()
        self._channels_first = signature.layout == "NCHW"

    @property
    def detail(self) -> str:
        """See :class:`haski_desktop.engine.runtime.Runtime`."""
        return f"onnxruntime {self._version} on {self.provider}, threads: {self._threads}"

    def accelerate(self, provider: str, session: Any, trial: tuple[Array, ...]) -> None:
        """Go over to an accelerator's session, if it gives the processor's answer.

        Args:
            provider: A name from :data:`ACCELERATORS`.
            session: The same network, loaded there.
            trial: Inputs to compare the outputs by.

        Raises:
            RuntimeError: It does not; the processor stays in use.
            Exception: One of :func:`_errors`: it failed.
        """
        if session.get_providers()[0] != ACCELERATORS[provider]:
            raise RuntimeError("it can't be started")
        expected, found = (self._run_on(s, trial) for s in (self._session, session))
        if not all(
            np.allclose(found[name], array, RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE)
            for name, array in expected.items()
        ):
            raise RuntimeError("its answer differs from the processor's")
        self._session, self._spare, self.provider = session, self._session, provider

    def run(self, *inputs: Array) -> dict[str, Array]:
        """See :meth:`haski_desktop.engine.runtime.Runtime.run`."""
        try:
            return self._run_on(self._session, inputs)
        except _errors() as error:
            if self._spare is None:
                raise run_failed("onnxruntime", error) from error
            log.warning("%s failed (%s); the processor is used from now on", self.provider, error)
            self._session, self._spare, self.provider = self._spare, None, "cpu"
            return self.run(*inputs)

    def _run_on(self, session: Any, inputs: tuple[Array, ...]) -> dict[str, Array]:
        feed = {}
        for values, tensor in zip(inputs, self._inputs, strict=True):
            ordered = values.transpose(0, 3, 1, 2) if self._channels_first else values
            feed[tensor.name] = np.ascontiguousarray(ordered, FLOAT_TYPES[tensor.type])
        arrays = session.run(list(self._outputs.values()), feed)
        return {
            name: np.asarray(array, np.float32)
            for name, array in zip(self._outputs, arrays, strict=True)
        }


def input_shapes(content: bytes, shown: str) -> list[tuple[object, ...]]:
    """The shape of each input of an ONNX file, without the batch axis.

    Args:
        content: Its bytes.
        shown: Its name.

    Raises:
        ModelError: onnxruntime is not installed, or the file is damaged.
    """
    onnxruntime = _library()
    try:
        session = _session(onnxruntime, content, 1, CPU)
    except _errors() as error:
        raise load_failed(shown, "onnxruntime", error) from error
    return [tuple(tensor.shape[1:]) for tensor in session.get_inputs()]


def load(
    content: bytes,
    file: tuple[str, str],
    signature: Signature,
    threads: int,
    provider: ProviderChoice = "auto",
) -> OnnxRuntime:
    """Load an ONNX file.

    Args:
        content: Its bytes.
        file: The name by which its bundle knows it, and its file name.
        signature: What it must be.
        threads: For the processor.
        provider: ``auto`` takes the first accelerator that works, else the processor.

    Raises:
        ModelError: onnxruntime is not installed, or the file is damaged or another network.
    """
    onnxruntime = _library()
    key, shown = file
    try:
        session = _session(onnxruntime, content, threads, CPU)
    except _errors() as error:
        raise load_failed(shown, "onnxruntime", error) from error
    outputs = _match(session, signature, shown)
    detail = (onnxruntime.__version__, threads)
    runtime = OnnxRuntime(key, session, signature, outputs, detail)
    trial = tuple(_trial(shape) for shape in signature.inputs)
    for name in _usable(provider, onnxruntime.get_available_providers()):
        try:
            accelerated = _session(onnxruntime, content, threads, ACCELERATORS[name])
            runtime.accelerate(name, accelerated, trial)
            break
        except _errors() as error:
            log.warning("%s can't be used (%s)", name, " ".join(str(error).split())[:200])
    return runtime


def _library() -> Any:
    """onnxruntime, its telemetry off.

    Raises:
        ModelError: It can't be used.
    """
    os.environ.update([TELEMETRY_SWITCH])
    try:
        import onnxruntime
    except (ImportError, AttributeError, OSError) as error:
        raise ModelError(
            "runtime_unavailable",
            "The library for ONNX models, onnxruntime, can't be used.",
            "Install it with: pip install onnxruntime",
        ) from error
    return onnxruntime


def _trial(shape: tuple[int, int, int]) -> Array:
    """An input whose values are all different, so that a wrong order of the axes would show."""
    return np.linspace(-2, 2, int(np.prod(shape)), dtype=np.float32).reshape(1, *shape)


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


def _match(session: Any, signature: Signature, file: str) -> dict[str, str]:
    """The file's own name of each output, once all shapes are as they must be."""
    inputs = session.get_inputs()
    if any(tensor.type not in FLOAT_TYPES for tensor in inputs):
        raise wrong_shape(file, signature, "it does not take floating-point images")
    match_inputs([tuple(tensor.shape[1:]) for tensor in inputs], signature, file)
    shapes = {output.name: tuple(output.shape[1:]) for output in session.get_outputs()}
    return match_outputs(shapes, signature, file)


def _errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its exceptions have no common base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as native

    own = [kind for kind in vars(native).values() if _is_exception(kind)]
    return (*own, ValueError, RuntimeError, TypeError)


def _is_exception(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Exception)
