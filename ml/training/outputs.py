"""What an exported bundle says of many photos, through the program's own code."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.classifier import run_classifier
from haski_desktop.engine.loading import load_runtime
from haski_desktop.engine.model import FileName, ModelBundle, open_bundle
from haski_desktop.engine.photo import load_working_photo
from haski_desktop.engine.postprocess import RawOutputs
from haski_desktop.engine.preprocess import normalize, resize
from haski_desktop.engine.runtime import Runtime
from ml.training.dataset import Row


def default_file(bundle: ModelBundle) -> FileName:
    """The file that the program uses if it is not told otherwise."""
    file = load_runtime("tflite", bundle, threads=2).file
    assert file is not None
    return file


def outputs_of(
    files: Iterable[FileName], bundle: ModelBundle, rows: Sequence[Row], folder: Path
) -> dict[FileName, list[RawOutputs]]:
    """Raw outputs of each of the files, one a row.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: A file can't be used.
    """
    spec = bundle.manifest.input
    sessions = {file: _load(file, bundle) for file in files}
    outputs: dict[FileName, list[RawOutputs]] = {file: [] for file in sessions}

    def image(row: Row) -> NDArray[np.uint8]:
        return resize(load_working_photo(folder / row.image).pixels, spec)

    with ThreadPoolExecutor() as pool:
        for pixels in pool.map(image, rows):
            normalised = normalize(pixels, spec)
            for file, session in sessions.items():
                outputs[file].append(run_classifier(session, normalised))
    return outputs


def _load(file: FileName, bundle: ModelBundle) -> Runtime:
    """A runtime that is given only this file has no other to prefer."""
    return load_runtime(
        "onnx" if file == "onnx" else "tflite", open_bundle(bundle.files[file]), threads=2
    )
