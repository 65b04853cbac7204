"""Export a checkpoint as the bundle that the program loads.

    python ml/exports/export_models.py --checkpoint model.pt --data DIR

writes ``skin_classifier.tflite``, ``skin_classifier_int8.tflite``,
``skin_classifier.onnx`` and their manifest ``skin_classifier.json`` beside this script
(or to ``--out``). It fails, and leaves the folder as it was, when the exported files and
the checkpoint disagree. The photos in DIR tell the 8-bit file what range each of its
tensors needs.
"""

import argparse
import hashlib
import logging
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))  # run as a script, as documented

import torch  # noqa: E402

from haski_desktop.engine.choices import RuntimeName  # noqa: E402
from haski_desktop.engine.classifier import run_classifier  # noqa: E402
from haski_desktop.engine.labels import HEADS  # noqa: E402
from haski_desktop.engine.loading import load_runtime  # noqa: E402
from haski_desktop.engine.model import (  # noqa: E402
    DEFAULT_FILES,
    MANIFEST,
    FileName,
    FileSpec,
    HeadSpec,
    InputSpec,
    Manifest,
    ModelBundle,
    ScopeSpec,
    open_bundle,
)
from haski_desktop.engine.preprocess import normalize  # noqa: E402
from ml.training.dataset import load_pixels, read_manifest  # noqa: E402
from ml.training.network import WithMaps, load  # noqa: E402

log = logging.getLogger("ml.exports")

FILES: dict[FileName, str] = {**DEFAULT_FILES, "tflite_int8": "skin_classifier_int8.tflite"}
# The network's outputs in their order.
OUTPUTS = ("logits", "in_scope", "assessable", "maps", "unlisted", "features")
# Largest difference of any logit from the checkpoint's. Eight bits are judged on photos,
# by ml.training.evaluate; here only gross errors shall be found.
TOLERANCE: dict[FileName, float] = {"tflite": 1e-3, "onnx": 1e-3, "tflite_int8": 3.0}
# Photos of each source that show the quantiser what to expect.
CALIBRATION_PHOTOS = 15
UNTRAINED = ("sensitive",)
LICENCE = (
    "Trained in part on photographs licensed for academic or non-commercial use only; "
    "see MODEL_CARD.md"
)


def export(checkpoint: Path, data: Path, out: Path, version: str) -> None:
    """Write the bundle to ``out``; ``data`` holds photos with their ``manifest.csv``.

    Raises:
        SystemExit: An exported file gives other logits than the checkpoint.
    """
    exported = WithMaps(load(checkpoint)).eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as folder:
        partial = Path(folder)
        outputs: dict[FileName, dict[str, str]] = {
            "tflite": export_tflite(exported, partial / FILES["tflite"]),
            "onnx": export_onnx(exported, partial / FILES["onnx"]),
        }
        outputs["tflite_int8"] = quantize(
            partial / FILES["tflite"], partial / FILES["tflite_int8"], calibration_images(data)
        )
        manifest = make_manifest(partial, outputs, version)
        if (out / MANIFEST).exists():
            further = open_bundle(out).manifest.networks
            manifest = msgspec.structs.replace(manifest, networks=further)
        text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        (partial / MANIFEST).write_bytes(text + b"\n")
        check_parity(exported, open_bundle(partial))
        for file in (*FILES.values(), MANIFEST):
            os.replace(partial / file, out / file)


def export_onnx(network: WithMaps, path: Path) -> dict[str, str]:
    """Write the ONNX file; returns its name of each output."""
    spec = InputSpec()
    program = torch.onnx.export(
        network,
        (torch.zeros(1, 3, spec.height, spec.width),),
        dynamo=True,
        input_names=["image"],
        output_names=list(OUTPUTS),
        dynamic_shapes={"x": {0: torch.export.Dim("batch")}},
        external_data=False,
    )
    # The exporter notes at each node where its code lies on this machine.
    for node in program.model.graph.all_nodes():
        node.metadata_props.clear()
    program.save(path)
    return {name: name for name in OUTPUTS}


def export_tflite(network: WithMaps, path: Path) -> dict[str, str]:
    """Write the TFLite file, input (1, height, width, 3); returns its name of each output."""
    import litert_torch

    spec = InputSpec()
    last = litert_torch.to_channel_last_io(network, args=[0])
    model = litert_torch.convert(last.eval(), (torch.zeros(1, spec.height, spec.width, 3),))
    model.export(str(path))
    return _tflite_outputs(path)


def quantize(source: Path, path: Path, images: Iterable[NDArray[np.float32]]) -> dict[str, str]:
    """Write a TFLite file in 8-bit integers; returns its name of each output.

    Args:
        source: The 32-bit file.
        path: The file to write.
        images: Normalised photos (height, width, 3). Each tensor gets the range that it
            takes over all of them; ranges averaged over the photos, the quantiser's
            default, would cut logits off.
    """
    from ai_edge_quantizer import quantizer, recipe
    from ai_edge_quantizer.calibrator import Calibrator
    from ai_edge_quantizer.utils import qsv_utils, tfl_interpreter_utils

    signature = tfl_interpreter_utils.DEFAULT_SIGNATURE_KEY
    tool = quantizer.Quantizer(str(source), recipe.static_wi8_ai8())
    calibrator = Calibrator(str(source), num_threads=2, qsv_update_func=qsv_utils.min_max_update)
    calibrator.calibrate(
        {signature: [{"args_0": image[None]} for image in images]}, tool._recipe_manager
    )
    tool.quantize(calibrator.get_model_qsvs()).export_model(str(path), overwrite=True)
    return _tflite_outputs(path)


def calibration_images(data: Path) -> list[NDArray[np.float32]]:
    """Training photos of every source, as the network sees them."""
    spec = InputSpec()
    chosen = []
    taken: Counter[str] = Counter()
    for row in read_manifest(data, "train"):
        taken[row.source] += 1
        if taken[row.source] <= CALIBRATION_PHOTOS:
            chosen.append(row)
    return [normalize(pixels, spec) for pixels in load_pixels(chosen, data, spec.width)]


def _tflite_outputs(path: Path) -> dict[str, str]:
    from ai_edge_litert.interpreter import Interpreter

    tensors = Interpreter(model_path=str(path)).get_signature_runner().get_output_details()
    return {name: tensors[f"output_{i}"]["name"] for i, name in enumerate(OUTPUTS)}


def make_manifest(folder: Path, outputs: dict[FileName, dict[str, str]], version: str) -> Manifest:
    """A manifest of the files in ``folder``, not yet calibrated."""
    files = {
        file: FileSpec(
            path=FILES[file],
            sha256=hashlib.sha256((folder / FILES[file]).read_bytes()).hexdigest(),
            layout="NCHW" if file == "onnx" else "NHWC",
            outputs=names,
        )
        for file, names in outputs.items()
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
def check_parity(network: WithMaps, bundle: ModelBundle, images: int = 16) -> None:
    """Compare every output of every exported file with the checkpoint's.

    Raises:
        SystemExit: One differs by more than its :data:`TOLERANCE`.
    """
    spec = bundle.manifest.input
    rng = np.random.default_rng(0)
    for file, path in bundle.files.items():
        runtime: RuntimeName = "onnx" if file == "onnx" else "tflite"
        session = load_runtime(runtime, open_bundle(path), threads=2)
        worst = 0.0
        for _ in range(images):
            image = _smooth_noise(rng, spec)
            expected = network(torch.from_numpy(image.transpose(2, 0, 1)[None].copy()))
            found = run_classifier(session, image)
            for ours, name in zip(expected, OUTPUTS, strict=True):
                theirs = getattr(found, name)
                worst = max(worst, float(np.abs(ours.numpy()[0] - theirs).max()))
        log.info("%s differs from the checkpoint by at most %.1e", file, worst)
        if not worst <= TOLERANCE[file]:
            raise SystemExit(f"{file}: outputs differ by {worst:.1e}, more than {TOLERANCE[file]}")


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
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--version", default="v1-exported", help="model_version in every result")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    export(options.checkpoint, options.data, options.out, options.version)


if __name__ == "__main__":
    main()
