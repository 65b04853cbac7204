"""Write from which views of a photo each head is judged, and how much each view counts.

    python -m ml.training.joining --data DIR --bundle DIR

The heads' logits of several views are joined as a weighted mean. This prints how every
combination of :data:`WEIGHTS` does on ``val``: the mean log-likelihood of the labels, each
class counted alike, at its best temperature, and the balanced accuracy. The combinations that
take in the whole differ there by less than their intervals. So :data:`CHOSEN` are those of few
views (each takes time) whose answers stay the same where a photo fills less and less of a
scene (``ml.training.compositions``); they are written to the manifest.
"""

import argparse
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from haski_desktop.engine.labels import HEADS, Head, HeadName
from haski_desktop.engine.model import MANIFEST, ViewName, open_bundle
from haski_desktop.evaluation.metrics import balanced_accuracy
from ml.training.dataset import Row, read_manifest
from ml.training.metrics import labelled, truth
from ml.training.outputs import Views, default_file, said_by

VIEWS: Final[dict[HeadName, tuple[ViewName, ...]]] = {
    "skin_type": ("whole", "face", "skin", "skin_close"),
    "hair_type": ("whole", "face", "hair", "hair_only"),
    "condition": ("whole", "face", "skin", "skin_close"),
}
WEIGHTS: Final = (0.0, 0.5, 1.0, 2.0)
CHOSEN: Final[dict[HeadName, dict[ViewName, float]]] = {
    "skin_type": {"whole": 1.0, "face": 1.0},
    "hair_type": {"whole": 1.0, "hair_only": 0.5},
    "condition": {"whole": 1.0, "face": 1.0},
}


def compare(
    head: Head, rows: Sequence[Row], outputs: Sequence[Views]
) -> dict[str, tuple[float, float]]:
    """Mean log-likelihood and balanced accuracy of a head, by the weights of the views."""
    picked = labelled(rows, head)
    expected = truth(rows, head, picked)
    tried: dict[str, tuple[float, float]] = {}
    trained = sorted(set(expected.tolist()))
    names = VIEWS[head.name]
    combinations = sorted(
        itertools.product(WEIGHTS, repeat=len(names)), key=lambda w: (np.count_nonzero(w), w)
    )
    for weights in combinations:
        if weights[0] == 0 or (weights[0] != 1 and np.count_nonzero(weights) == 1):
            continue  # every photo has the whole; scale does not matter
        used = {name: weight for name, weight in zip(names, weights, strict=True) if weight}
        logits = np.stack([_joined(outputs[i], used)[head.span][trained] for i in picked])
        found = np.searchsorted(trained, expected)
        likelihood = _likelihood(logits, found)
        accuracy = balanced_accuracy(found, logits.argmax(1))
        tried[str(used)] = (round(likelihood, 4), round(accuracy, 4))
    return tried


def _joined(views: Views, weights: Mapping[ViewName, float]) -> NDArray[np.floating]:
    there = [(views[name].logits, weight) for name, weight in weights.items() if name in views]
    return np.average([each for each, _ in there], axis=0, weights=[weight for _, weight in there])


def _likelihood(logits: NDArray[np.floating], expected: NDArray[np.intp]) -> float:
    """Mean over classes of the mean log-likelihood, at the best temperature."""
    counts = np.bincount(expected)
    share = 1 / counts[expected] / np.count_nonzero(counts)

    def loss(log_temperature: float) -> float:
        warm = logits / np.exp(log_temperature)
        log_p = warm - np.logaddexp.reduce(warm, 1)[:, None]
        return float(-(share * log_p[np.arange(len(warm)), expected]).sum())

    return -float(minimize_scalar(loss, bounds=(-2, 2), method="bounded").fun)


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    parser.add_argument("--cache", type=Path, help="folder for answers of the bundle")
    options = parser.parse_args(arguments)
    bundle = open_bundle(options.bundle)
    rows = read_manifest(options.data, "val")
    said = said_by(default_file(bundle), bundle, rows, options.data, options.cache)
    outputs = said.outputs()
    for head in HEADS:
        for name, (likelihood, accuracy) in compare(head, rows, outputs).items():
            print(f"{head.name} {name}: log-likelihood {likelihood}, balanced {accuracy}")
    manifest = msgspec.structs.replace(bundle.manifest, views=CHOSEN)
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (options.bundle / MANIFEST).write_bytes(text + b"\n")


if __name__ == "__main__":
    main()
