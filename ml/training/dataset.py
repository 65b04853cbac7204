"""Photographs and what is known of them: manifest rows to pixels, targets and masks."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.labels import HEADS, HEALTHY, LOGITS, Head
from haski_desktop.engine.model import InputSpec
from haski_desktop.engine.photo import load_photo
from haski_desktop.engine.preprocess import resize
from ml.training.generated import draw

# Labels outside the fourteen classes, as the set of classes that they leave open.
# A "partial" set holds the true class; a "spread" one asks the head to stay undecided.
PARTIAL: Final = {"acne_ungraded": ("mild_acne", "severe_acne")}
SPREAD: Final = {
    "moderate_acne": ("mild_acne", "severe_acne"),
    "other_condition": ("mild_acne", "severe_acne", "eczema", "psoriasis"),
    "other": ("straight", "wavy", "curly", "coily"),
}

# Of these, the ones that one of the classes does describe, if not exactly.
ACCEPTED: Final = {
    "acne_ungraded": ("mild_acne", "severe_acne"),
    "moderate_acne": ("mild_acne", "severe_acne"),
}

# For cross-validation: this many networks, each trained without another part.
FOLDS: Final = 3

# What the kind of source tells about a photo that has no label for a head. Everything
# else stays unknown and is masked.
HAIR_NOT_SHOWN: Final = frozenset(("skintype_patch", "dermnetnz", "fitz_ajl", "fitz_matta", "dhk"))
# Mostly clear skin, though nobody checked each photo: a weak vote against
# "a grey studio means healthy".
WEAK_HEALTHY: Final = frozenset((("haski_hair", ""), ("skintype_web", "normal")))
WEAK_WEIGHT: Final = 0.2
# Anything that is neither skin nor hair asks every head to stay undecided.
OUT_OF_SCOPE_WEIGHT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``manifest.csv``; labels are empty where nobody gave one."""

    image: str
    split: str
    source: str
    group: str
    labels: dict[str, str]
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """What the losses need, one row a photo.

    Attributes:
        spread: (n, 14) target distribution of each head, zero where masked.
        partial: (n, 3) whether the true class is merely one of those in ``spread``.
        weight: (n, 3) weight of each head's loss, zero where masked.
        in_scope: (n,) 1 for skin or hair, 0 for anything else.
        assessable: (n, 3) whether each head can be judged, NaN where unknown.
        sampling: (n,) how often to draw the photo, relative to the mean.
    """

    spread: NDArray[np.float32]
    partial: NDArray[np.bool_]
    weight: NDArray[np.float32]
    in_scope: NDArray[np.float32]
    assessable: NDArray[np.float32]
    sampling: NDArray[np.float32]


def read_manifest(folder: Path, split: str | None = None) -> list[Row]:
    """The rows of ``folder/manifest.csv``, of one split or of all."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                image=line["image"],
                split=line["split"],
                source=line["source"],
                group=line["group"],
                labels={head.name: line[head.name] for head in HEADS},
                in_scope=line["scope"] == "in",
            )
            for line in csv.DictReader(file)
            if split in (None, line["split"])
        ]


def fold_of(row: Row) -> int:
    """Which of :data:`FOLDS` parts a photo belongs to; a group stays together."""
    digest = hashlib.md5(row.group.encode(), usedforsecurity=False)
    return int(digest.hexdigest(), 16) % FOLDS


def generated_rows(count: int) -> list[Row]:
    """Rows for drawn out-of-scope pictures; their ``image`` is their number."""
    nothing = {head.name: "" for head in HEADS}
    return [
        Row(str(i), "train", "generated", f"generated{i}", nothing, False) for i in range(count)
    ]


def load_pixels(
    rows: Sequence[Row], folder: Path, size: int, cache: Path | None = None
) -> NDArray[np.uint8]:
    """(n, size, size, 3) pixels, decoded and resized as the program does it.

    Args:
        rows: What to load.
        folder: The folder that their paths start from.
        size: Side in pixels.
        cache: A ``.npy`` file that keeps the result between runs.
    """
    if cache is not None and cache.exists():
        kept = np.load(cache, mmap_mode="r")
        if kept.shape == (len(rows), size, size, 3):
            return np.asarray(kept)
    spec = InputSpec(width=size, height=size)

    def load(row: Row) -> NDArray[np.uint8]:
        if row.source == "generated":
            return draw(int(row.image), size)
        return resize(load_photo(folder / row.image, (size, size)).pixels, spec)

    pixels = np.empty((len(rows), size, size, 3), np.uint8)
    with ThreadPoolExecutor() as pool:
        for index, image in enumerate(pool.map(load, rows)):
            pixels[index] = image
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.save(cache, pixels)
    return pixels


def targets(rows: Sequence[Row]) -> Targets:
    """Labels as distributions, with masks where nothing is known."""
    n = len(rows)
    spread = np.zeros((n, LOGITS), np.float32)
    partial = np.zeros((n, len(HEADS)), np.bool_)
    weight = np.zeros((n, len(HEADS)), np.float32)
    assessable = np.full((n, len(HEADS)), np.nan, np.float32)
    for i, row in enumerate(rows):
        for h, head in enumerate(HEADS):
            label = row.labels[head.name]
            strength = 1.0
            if not label and _weakly_healthy(row) and HEALTHY in head.labels:
                label, strength = HEALTHY, WEAK_WEIGHT
            elif not row.in_scope:
                strength = OUT_OF_SCOPE_WEIGHT
            if label or not row.in_scope:
                open_labels = _open_labels(label, head)
                for name in open_labels:
                    spread[i, head.start + head.labels.index(name)] = 1 / len(open_labels)
                partial[i, h] = label in PARTIAL
                weight[i, h] = strength
            assessable[i, h] = _assessable(row, head.name)
    return Targets(
        spread=spread,
        partial=partial,
        weight=weight,
        in_scope=np.asarray([row.in_scope for row in rows], np.float32),
        assessable=assessable,
        sampling=_sampling(rows),
    )


def accepted_labels(label: str, head: Head) -> tuple[str, ...]:
    """Which answers of ``head`` are right for a photo labelled ``label``; may be none."""
    if label in head.labels:
        return (label,)
    return ACCEPTED.get(label, ())


def _open_labels(label: str, head: Head) -> tuple[str, ...]:
    if not label:
        return head.labels
    return PARTIAL.get(label) or SPREAD.get(label) or (label,)


def _weakly_healthy(row: Row) -> bool:
    return (row.source, row.labels["skin_type"]) in WEAK_HEALTHY


def _assessable(row: Row, head: str) -> float:
    if not row.in_scope:
        return 0.0
    if row.labels[head]:
        return 1.0
    if head == "hair_type" and row.source in HAIR_NOT_SHOWN:
        return 0.0
    return float("nan")


def _sampling(rows: Sequence[Row]) -> NDArray[np.float32]:
    """Rare labels more often, by the root of their frequency, within a factor of three."""
    keys = [_stratum(row) for row in rows]
    counts = Counter(keys)
    raw = np.asarray([counts[key] ** -0.5 for key in keys], np.float32)
    relative = np.clip(raw / raw.mean(), 1 / 3, 3)
    return relative / relative.mean()


def _stratum(row: Row) -> Iterable[str]:
    return tuple(row.labels.values())
