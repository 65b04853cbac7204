"""What an exported bundle says of many photos, through the program's own code."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Reason
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.classifier import run_classifier
from haski_desktop.engine.labels import HeadName
from haski_desktop.engine.loading import load_runtime
from haski_desktop.engine.model import FileName, Manifest, ModelBundle, ViewName, open_bundle
from haski_desktop.engine.postprocess import RawOutputs, join, view_weights
from haski_desktop.engine.preprocess import normalize
from haski_desktop.engine.runtime import Runtime
from ml.training.dataset import Row
from ml.training.metrics import Answers
from ml.training.sight import look_at

# Of one photo, by the name of the view.
Views = dict[ViewName, RawOutputs]


class Said(NamedTuple):
    """What the files of a bundle say of photos.

    Attributes:
        outputs: For each file, and each photo, the raw outputs of its views.
        reasons: For each photo, see :attr:`ml.training.sight.Seen.reasons`.
        tones: (n,) see :attr:`ml.training.sight.Seen.tone`.
    """

    outputs: dict[FileName, list[Views]]
    reasons: list[Mapping[HeadName, Reason]]
    tones: NDArray[np.float64]


def default_file(bundle: ModelBundle) -> FileName:
    """The file that the program uses if it is not told otherwise."""
    file = load_runtime("tflite", bundle, threads=2).file
    assert file is not None
    return file


def outputs_of(
    files: Iterable[FileName], bundle: ModelBundle, rows: Sequence[Row], folder: Path
) -> Said:
    """What each of the files says of every view of each row.

    Without an areas network in the bundle the only view is ``whole``.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: A file can't be used.
    """
    spec = bundle.manifest.input
    sessions = {file: _load(file, bundle) for file in files}
    outputs: dict[FileName, list[Views]] = {file: [] for file in sessions}
    reasons, tones = [], []
    for seen in look_at(rows, folder, bundle):
        reasons.append(seen.reasons)
        tones.append(seen.tone)
        normalised = {name: normalize(pixels, spec) for name, pixels in seen.views.items()}
        for file, session in sessions.items():
            outputs[file].append(
                {name: _scores(session, image) for name, image in normalised.items()}
            )
    return Said(outputs, reasons, np.asarray(tones))


def joined(said: Said, file: FileName, manifest: Manifest) -> list[RawOutputs]:
    """One output a row from those of its views, as the program joins them."""
    found = []
    for views, reasons in zip(said.outputs[file], said.reasons, strict=True):
        weights = view_weights(manifest, views, reasons)
        used = {name for head in weights.values() for name in head}
        found.append(join({name: views[name] for name in used}, weights))
    return found


def answers_of(bundle: ModelBundle, rows: Sequence[Row], folder: Path) -> Answers:
    """What the program tells a person of each photo.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: The bundle can't be used.
    """
    analyzer = Analyzer.open(bundle.folder, "tflite", threads=2)
    with ThreadPoolExecutor(2) as pool:
        photos = pool.map(lambda row: prepare(folder / row.image), rows)
        found = [analyzer.examine(photo).analysis for photo in photos]
    return [(analysis.in_scope, analysis.predictions) for analysis in found]


def _scores(session: Runtime, image: NDArray[np.float32]) -> RawOutputs:
    """Without the maps and features of thousands of photos, which nothing here needs."""
    return run_classifier(session, image)._replace(maps=None, features=None)


def _load(file: FileName, bundle: ModelBundle) -> Runtime:
    """A runtime that is given only this file has no other to prefer."""
    return load_runtime(
        "onnx" if file == "onnx" else "tflite", open_bundle(bundle.files[file]), threads=2
    )
