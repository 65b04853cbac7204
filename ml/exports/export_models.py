"""Export a checkpoint as the bundle that the program loads.

    python ml/exports/export_models.py --checkpoint model.pt

writes ``skin_classifier.tflite``, ``skin_classifier.onnx`` and their manifest
``skin_classifier.json`` beside this script (or to ``--out``). It fails, and leaves
the folder as it was, when the exported files and the checkpoint disagree.
"""

import argparse
import hashlib
import logging
import os
import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))  # run as a script, as documented

import torch  # noqa: E402
from torch import nn  # noqa: E402

from haski_desktop.engine.labels import HEADS  # noqa: E402
from haski_desktop.engine.model import (  # noqa: E402
    DEFAULT_FILES,
    MANIFEST,
    FileSpec,
    HeadSpec,
    InputSpec,
    Manifest,
    ModelBundle,
    ScopeSpec,
    open_bundle,
)
from haski_desktop.engine.runtime import load_runtime  # noqa: E402
from ml.training.network import Outputs, SkinClassifier  # noqa: E402

log = logging.getLogger("ml.exports")

TOLERANCE = 1e-3
UNTRAINED = ("sensitive",)
LICENCE = (
    "Trained in part on photographs licensed for academic or non-commercial use only; "
    "see MODEL_CARD.md"
)


def export(checkpoint: Path, out: Path, version: str) -> None:
    """Write the bundle to ``out``.

    Raises:
        SystemExit: An exported file gives other logits than the checkpoint.
    """
    network = SkinClassifier(pretrained=False)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["net"])
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        partial = Path(folder)
        outputs = {
            "tflite": export_tflite(network, partial / DEFAULT_FILES["tflite"]),
            "onnx": export_onnx(network, partial / DEFAULT_FILES["onnx"]),
        }
        manifest = make_manifest(partial, outputs, version)
        text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        (partial / MANIFEST).write_bytes(text + b"\n")
        check_parity(network, open_bundle(partial))
        for file in (*DEFAULT_FILES.values(), MANIFEST):
            os.replace(partial / file, out / file)


def export_onnx(network: SkinClassifier, path: Path) -> dict[str, str]:
    """Write the ONNX file; returns its name of each output."""
    spec = InputSpec()
    program = torch.onnx.export(
        network,
        (torch.zeros(1, 3, spec.height, spec.width),),
        dynamo=True,
        input_names=["image"],
        output_names=list(Outputs._fields),
        dynamic_shapes={"x": {0: torch.export.Dim("batch")}},
        external_data=False,
    )
    program.save(path)
    return {name: name for name in Outputs._fields}


def export_tflite(network: SkinClassifier, path: Path) -> dict[str, str]:
    """Write the TFLite file, input (1, height, width, 3); returns its name of each output."""
    import litert_torch
    from ai_edge_litert.interpreter import Interpreter

    spec = InputSpec()
    last = litert_torch.to_channel_last_io(_Tuple(network), args=[0])
    model = litert_torch.convert(last.eval(), (torch.zeros(1, spec.height, spec.width, 3),))
    model.export(str(path))
    tensors = Interpreter(model_path=str(path)).get_signature_runner().get_output_details()
    return {name: tensors[f"output_{i}"]["name"] for i, name in enumerate(Outputs._fields)}


class _Tuple(nn.Module):
    """The network with a plain tuple as its result, which the converter asks for."""

    def __init__(self, network: SkinClassifier) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(self.network(x))


def make_manifest(folder: Path, outputs: dict[str, dict[str, str]], version: str) -> Manifest:
    """A manifest of the files in ``folder``, not yet calibrated."""
    files = {
        runtime: FileSpec(
            path=DEFAULT_FILES[runtime],
            sha256=hashlib.sha256((folder / DEFAULT_FILES[runtime]).read_bytes()).hexdigest(),
            layout="NHWC" if runtime == "tflite" else "NCHW",
            outputs=names,
        )
        for runtime, names in outputs.items()
    }
    heads = {
        head.name: HeadSpec(
            start=head.start,
            labels=head.labels,
            trained=tuple(label for label in head.labels if label not in UNTRAINED),
        )
        for head in HEADS
    }
    return Manifest(
        name="Haski skin and hair classifier",
        version=version,
        licence=LICENCE,
        files=files,
        heads=heads,
        input=InputSpec(),
        scope=ScopeSpec(),
    )


@torch.no_grad()
def check_parity(network: nn.Module, bundle: ModelBundle, images: int = 16) -> None:
    """Compare every output of every exported file with the checkpoint's.

    Raises:
        SystemExit: One differs by more than :data:`TOLERANCE`.
    """
    spec = bundle.manifest.input
    rng = np.random.default_rng(0)
    for runtime in bundle.files:
        session = load_runtime(runtime, bundle, threads=2)
        worst = 0.0
        for _ in range(images):
            image = _smooth_noise(rng, spec)
            expected = network(torch.from_numpy(image.transpose(2, 0, 1)[None].copy()))
            found = session.run(image)
            for name in Outputs._fields:
                ours = getattr(expected, name).numpy()[0]
                worst = max(worst, float(np.abs(ours - getattr(found, name)).max()))
        log.info("%s differs from the checkpoint by at most %.1e", runtime, worst)
        if not worst <= TOLERANCE:
            raise SystemExit(f"{runtime}: outputs differ by {worst:.1e}, more than {TOLERANCE:.0e}")


def _smooth_noise(rng: np.random.Generator, spec: InputSpec) -> NDArray[np.float32]:
    """Normalised input (height, width, 3) with structure at every scale."""
    image = np.zeros((spec.height, spec.width, 3), np.float32)
    for cells in (4, 28, 112):
        step = spec.height // cells
        noise = rng.normal(0, 0.7, (cells, cells, 3)).astype(np.float32)
        image += noise.repeat(step, 0).repeat(step, 1)
    return image


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="model.pt of ml.training.train"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--version", default="v1-exported", help="model_version in every result")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    export(options.checkpoint, options.out, options.version)


if __name__ == "__main__":
    main()
