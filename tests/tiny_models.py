"""TFLite files of a few bytes, built tensor by tensor, to test what runs models."""

from typing import Any

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

DTYPES = {"float32": 0, "uint8": 3, "int8": 9, "int32": 2}
# Scale and zero point of image, pixel mean and logits in the integer models.
IMAGE = (0.02, {"uint8": 118, "int8": -10})
LOGITS = (0.05, {"uint8": 100, "int8": -28})
WEIGHT_SCALE = 0.01


def tflite(dtype: str = "float32", side: int = 224, labels: int = 14) -> bytes:
    """A network that averages the image and maps its mean colour to logits.

    ``weights()`` gives the matrix; integer models compute the same within rounding.
    """
    model = _Builder()
    image = model.tensor("image", (1, side, side, 3), dtype, IMAGE)
    mean = model.tensor("mean", (1, 1, 1, 3), dtype, IMAGE)
    matrix = weights(labels)
    if dtype == "float32":
        weight = model.tensor("weight", matrix.shape, dtype, data=matrix)
    else:
        zero = 128 if dtype == "uint8" else 0
        levels = (np.rint(matrix / WEIGHT_SCALE) + zero).astype(dtype)
        weight = model.tensor("weight", matrix.shape, dtype, (WEIGHT_SCALE, {dtype: zero}), levels)
    bias_type = "float32" if dtype == "float32" else "int32"
    bias = model.tensor(
        "bias",
        (labels,),
        bias_type,
        (IMAGE[0] * WEIGHT_SCALE, {"int32": 0}),
        np.zeros(labels, bias_type),
    )
    logits = model.tensor("logits", (1, labels), dtype, LOGITS)
    pool = schema.Pool2DOptionsT()
    pool.filterWidth = pool.filterHeight = side
    pool.strideW = pool.strideH = 1
    pool.padding = schema.Padding.VALID
    model.operator(schema.BuiltinOperator.AVERAGE_POOL_2D, [image], mean, "Pool2DOptions", pool)
    dense = schema.FullyConnectedOptionsT()
    model.operator(
        schema.BuiltinOperator.FULLY_CONNECTED,
        [mean, weight, bias],
        logits,
        "FullyConnectedOptions",
        dense,
    )
    return model.finish([image], [logits])


def weights(labels: int = 14) -> NDArray[np.float32]:
    """The matrix (labels, 3) of every tiny network."""
    return np.random.default_rng(7).uniform(-1, 1, (labels, 3)).astype(np.float32)


def areas() -> bytes:
    """A network of the shape of the one for skin and hair: reddish is skin, nearly black hair."""
    model = _Builder()
    image = model.tensor("image", (1, 224, 224, 3), "float32")
    half = model.tensor("half", (1, 112, 112, 3), "float32")
    scores = model.tensor("scores", (1, 112, 112, 2), "float32")
    maps = model.tensor("maps", (1, 112, 112, 2), "float32")
    matrix = np.asarray([[0.5, 0, -0.5], [-0.3, -0.3, -0.3]], np.float32).reshape(2, 1, 1, 3)
    weight = model.tensor("weight", matrix.shape, "float32", data=matrix)
    bias = model.tensor("bias", (2,), "float32", data=np.asarray([-10, 30], np.float32))
    pool = schema.Pool2DOptionsT()
    pool.filterWidth = pool.filterHeight = pool.strideW = pool.strideH = 2
    pool.padding = schema.Padding.VALID
    convolution = schema.Conv2DOptionsT()
    convolution.strideW = convolution.strideH = 1
    convolution.dilationWFactor = convolution.dilationHFactor = 1
    convolution.padding = schema.Padding.VALID
    code = schema.BuiltinOperator
    model.operator(code.AVERAGE_POOL_2D, [image], half, "Pool2DOptions", pool)
    model.operator(code.CONV_2D, [half, weight, bias], scores, "Conv2DOptions", convolution)
    model.operator(code.LOGISTIC, [scores], maps, "NONE", None)
    return model.finish([image], [maps])


class _Builder:
    """Collects tensors and operators of one subgraph."""

    def __init__(self) -> None:
        self.model = schema.ModelT()
        self.model.version = 3
        self.model.operatorCodes, self.model.buffers = [], [schema.BufferT()]
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []

    def tensor(
        self,
        name: str,
        shape: tuple[int, ...],
        dtype: str,
        quantization: tuple[float, dict[str, int]] | None = None,
        data: NDArray[Any] | None = None,
    ) -> int:
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.type = name, list(shape), DTYPES[dtype]
        if quantization and dtype != "float32":
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.scale = [quantization[0]]
            tensor.quantization.zeroPoint = [quantization[1][dtype]]
        tensor.buffer = 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), np.uint8)
            tensor.buffer = len(self.model.buffers)
            self.model.buffers.append(buffer)
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def operator(self, code: int, inputs: list[int], output: int, kind: str, options: Any) -> None:
        entry = schema.OperatorCodeT()
        entry.builtinCode = entry.deprecatedBuiltinCode = code
        entry.version = 4 if code == schema.BuiltinOperator.FULLY_CONNECTED else 2
        operator = schema.OperatorT()
        operator.opcodeIndex = len(self.model.operatorCodes)
        operator.inputs, operator.outputs = inputs, [output]
        operator.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
        operator.builtinOptions = options
        self.model.operatorCodes.append(entry)
        self.graph.operators.append(operator)

    def finish(self, inputs: list[int], outputs: list[int]) -> bytes:
        self.graph.inputs, self.graph.outputs = inputs, outputs
        self.model.subgraphs = [self.graph]
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())
