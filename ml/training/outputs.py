"""What an exported bundle says of many photos, through the program's own code."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.analysis import Reason
from haski_desktop.engine.classifier import run_classifier
from haski_desktop.engine.labels import HeadName
from haski_desktop.engine.loading import load_runtime
from haski_desktop.engine.model import FileName, Manifest, ModelBundle, ViewName, open_bundle
from haski_desktop.engine.postprocess import (
    Circumstances,
    RawOutputs,
    interpret,
    join,
    view_weights,
)
from haski_desktop.engine.preprocess import normalize
from haski_desktop.engine.runtime import Runtime
from ml.training.dataset import Row
from ml.training.metrics import Answers
from ml.training.sight import look_at

# Of one photo, by the name of the view.
Views = dict[ViewName, RawOutputs]


class Said(msgspec.Struct):
    """What a file of a bundle says of photos, and what the program sees of them.

    Attributes:
        views: Of each photo the name of each view, and for each view what is said: logits,
            in scope, assessable, unlisted.
        reasons: Of each photo, why a head can't judge it.
        usable: Of each photo, whether its quality allows a confident answer.
        tones: Of each photo, :attr:`ml.training.sight.Seen.tone`; ``None`` if unknown.
    """

    views: list[dict[ViewName, tuple[list[float], list[float], list[float], list[float]]]] = []
    reasons: list[dict[HeadName, Reason]] = []
    usable: list[bool] = []
    tones: list[float | None] = []

    def outputs(self) -> list[Views]:
        """Of each photo the raw outputs of its views."""
        return [{name: _raw(*values) for name, values in views.items()} for views in self.views]

    def joined(self, manifest: Manifest) -> list[RawOutputs]:
        """Of each photo one output from those of its views, as the program joins them."""
        found = []
        for views, reasons in zip(self.outputs(), self.reasons, strict=True):
            weights = view_weights(manifest, views, reasons)
            used = {name for head in weights.values() for name in head}
            found.append(join({name: views[name] for name in used}, weights))
        return found

    def answers(self, manifest: Manifest) -> Answers:
        """Of each photo what the program tells a person."""
        known = map(Circumstances, self.reasons, self.usable)
        return [
            interpret(raw, manifest, each)
            for raw, each in zip(self.joined(manifest), known, strict=True)
        ]

    def angles(self) -> NDArray[np.float64]:
        """(n,) the tones in degrees, NaN where unknown."""
        return np.asarray([np.nan if tone is None else tone for tone in self.tones])


def default_file(bundle: ModelBundle) -> FileName:
    """The file that the program uses if it is not told otherwise."""
    file = load_runtime("tflite", bundle, threads=2).file
    assert file is not None
    return file


def said_by(
    file: FileName,
    bundle: ModelBundle,
    rows: Sequence[Row],
    folder: Path,
    store: Path | None = None,
) -> Said:
    """What a file says of every view of each row.

    Without an areas network in the bundle the only views are the whole and the face.

    Args:
        file: One of the bundle's.
        bundle: The bundle.
        rows: The photos.
        folder: The folder that their paths start from.
        store: A folder that keeps the answers of a file, so that they can be judged by
            other thresholds without asking it again.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: The file can't be used.
    """
    kept = store / f"said_{_identity(file, bundle, rows)}.json" if store else None
    if kept is not None and kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=Said)
    session = _load(file, bundle)
    said = Said()
    for seen in look_at(rows, folder, bundle):
        said.views.append(
            {
                name: _plain(run_classifier(session, normalize(pixels, bundle.manifest.input)))
                for name, pixels in seen.views.items()
            }
        )
        said.reasons.append(dict(seen.known.reasons))
        said.usable.append(seen.known.usable)
        said.tones.append(None if np.isnan(seen.tone) else seen.tone)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.json.encode(said))
    return said


def whole_outputs(
    files: Iterable[FileName], bundle: ModelBundle, images: Iterable[NDArray[np.uint8]]
) -> dict[FileName, list[RawOutputs]]:
    """What each of the files says of images (height, width, 3) of the bundle's size."""
    sessions = {file: _load(file, bundle) for file in files}
    outputs: dict[FileName, list[RawOutputs]] = {file: [] for file in sessions}
    for image in images:
        normalised = normalize(image, bundle.manifest.input)
        for file, session in sessions.items():
            outputs[file].append(run_classifier(session, normalised))
    return outputs


def _plain(raw: RawOutputs) -> tuple[list[float], list[float], list[float], list[float]]:
    parts = (raw.logits, raw.in_scope, raw.assessable, raw.unlisted)
    one, two, three, four = ([] if part is None else part.tolist() for part in parts)
    return one, two, three, four


def _raw(
    logits: list[float], in_scope: list[float], assessable: list[float], unlisted: list[float]
) -> RawOutputs:
    one, two, three, four = (
        np.asarray(part, np.float32) if part else None
        for part in (logits, in_scope, assessable, unlisted)
    )
    assert one is not None
    return RawOutputs(one, two, three, unlisted=four)


def _identity(file: FileName, bundle: ModelBundle, rows: Sequence[Row]) -> str:
    """Changes with the networks and the photos."""
    paths = (bundle.files[file], *(path for _, path in sorted(bundle.networks.items())))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    digest.update("\n".join(row.image for row in rows).encode())
    return digest.hexdigest()[:16]


def _load(file: FileName, bundle: ModelBundle) -> Runtime:
    """A runtime that is given only this file has no other to prefer."""
    return load_runtime(
        "onnx" if file == "onnx" else "tflite", open_bundle(bundle.files[file]), threads=2
    )
