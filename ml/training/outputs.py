"""What an exported bundle says of many photos, through the program's own code."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analyzer import prepare
from haski_desktop.engine.model import ModelBundle, RuntimeName
from haski_desktop.engine.preprocess import normalize
from haski_desktop.engine.runtime import RawOutputs, load_runtime
from ml.training.dataset import Row


def bundle_outputs(
    rows: Sequence[Row], folder: Path, bundle: ModelBundle, runtime: RuntimeName = "tflite"
) -> list[RawOutputs]:
    """Raw outputs of the file that the program would use with ``runtime``, one a row.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: The bundle can't be used.
    """
    spec = bundle.manifest.input
    session = load_runtime(runtime, bundle, threads=2)

    def image(row: Row) -> NDArray[np.uint8]:
        return prepare(folder / row.image, spec).image

    with ThreadPoolExecutor() as pool:
        return [session.run(normalize(pixels, spec)) for pixels in pool.map(image, rows)]
