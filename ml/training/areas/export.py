"""Export a checkpoint as the TFLite file that the program loads.

    python -m ml.training.areas.export --checkpoint RUN/model.pt --out ml/exports/areas.tflite

Its weights are kept as 16-bit floating-point numbers, half of the file, and widened when it
is loaded. It fails, and writes nothing, when the file and the checkpoint disagree. A manifest
that lies beside the file gets its checksum.
"""

import argparse
import hashlib
import logging
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import torch
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from torch import nn

from haski_desktop.engine.loading import AREAS
from haski_desktop.engine.model import MANIFEST, NetworkSpec, open_bundle
from ml.training.areas.network import SIZE, AreaNetwork, Probabilities, load

log = logging.getLogger("ml.training")

# Largest difference of any probability from the checkpoint's.
TOLERANCE = 0.02


def export(network: AreaNetwork, path: Path) -> None:
    """Write the TFLite file ``path``.

    Raises:
        SystemExit: It gives other probabilities than ``network``.
    """
    exported = Probabilities(network.eval()).eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        whole, half = Path(folder, "whole.tflite"), Path(folder, "half.tflite")
        _convert(exported, whole)
        _halve_weights(whole, half)
        check_parity(exported, half)
        half.replace(path)


def enter(path: Path) -> None:
    """Name the file in the manifest beside it."""
    manifest = open_bundle(path.parent).manifest
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    areas = NetworkSpec(path.name, checksum)
    manifest = msgspec.structs.replace(manifest, networks={**manifest.networks, AREAS: areas})
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    path.with_name(MANIFEST).write_bytes(text + b"\n")


def _convert(network: nn.Module, path: Path) -> None:
    import litert_torch

    last = litert_torch.to_channel_last_io(network, args=[0], outputs=[0])
    litert_torch.convert(last.eval(), (torch.zeros(1, SIZE, SIZE, 3),)).export(str(path))


def _halve_weights(source: Path, path: Path) -> None:
    from ai_edge_quantizer import quantizer, recipe_manager
    from ai_edge_quantizer.algorithm_manager import AlgorithmName
    from ai_edge_quantizer.qtyping import (
        ComputePrecision,
        OpQuantizationConfig,
        TensorDataType,
        TensorQuantizationConfig,
        TFLOperationName,
    )

    recipe = recipe_manager.RecipeManager()
    recipe.add_quantization_config(
        regex=".*",
        operation_name=TFLOperationName.ALL_SUPPORTED,
        op_config=OpQuantizationConfig(
            weight_tensor_config=TensorQuantizationConfig(num_bits=16, dtype=TensorDataType.FLOAT),
            compute_precision=ComputePrecision.FLOAT,
        ),
        algorithm_key=AlgorithmName.FLOAT_CASTING,
    )
    tool = quantizer.Quantizer(str(source))
    tool.load_quantization_recipe(recipe.get_quantization_recipe())
    tool.quantize().export_model(str(path), overwrite=True)


class Exported:
    """The exported file, as the program runs it."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._interpreter = Interpreter(model_path=str(path), num_threads=threads)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def __call__(self, image: NDArray[np.generic]) -> NDArray[np.float32]:
        """(112, 112, 2) probabilities for (224, 224, 3) pixels, 0 to 255."""
        self._interpreter.set_tensor(self._input, image[None].astype(np.float32))
        self._interpreter.invoke()
        areas: NDArray[np.float32] = self._interpreter.get_tensor(self._output)[0]
        return areas


@torch.no_grad()
def check_parity(network: nn.Module, path: Path, images: int = 8) -> None:
    """Compare the exported file with the network.

    Raises:
        SystemExit: A probability differs by more than :data:`TOLERANCE`.
    """
    rng = np.random.default_rng(0)
    exported = Exported(path)
    worst = 0.0
    for _ in range(images):
        cells = rng.uniform(0, 255, (14, 14, 3)).astype(np.float32)
        image = cells.repeat(SIZE // 14, 0).repeat(SIZE // 14, 1)
        image = np.clip(image + rng.normal(0, 20, image.shape), 0, 255).astype(np.float32)
        ours = network(torch.from_numpy(image.transpose(2, 0, 1)[None].copy()))[0]
        worst = max(worst, float(np.abs(ours.permute(1, 2, 0).numpy() - exported(image)).max()))
    log.info("%s differs from the checkpoint by at most %.1e", path.name, worst)
    if not worst <= TOLERANCE:
        raise SystemExit(f"{path}: probabilities differ by {worst:.1e}, more than {TOLERANCE}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True, help="model.pt of areas.train")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    export(load(options.checkpoint), options.out)
    if options.out.with_name(MANIFEST).exists():
        enter(options.out)


if __name__ == "__main__":
    main()
