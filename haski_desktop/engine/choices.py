"""What a caller may choose about how a model runs. Free of imports that cost anything."""

from typing import Literal

RuntimeName = Literal["tflite", "onnx"]
# ``auto`` is the first of them that works; it is never ``mock``.
RuntimeChoice = Literal["auto", "tflite", "onnx", "mock"]
# The documented ``model_type``.
ModelType = Literal["tflite", "onnx", "mock"]
# Where onnxruntime runs a network; ``auto`` is the first accelerator that works, else cpu.
ProviderChoice = Literal["auto", "cpu", "cuda", "directml", "coreml"]
