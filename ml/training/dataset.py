"""Photographs and what is known of them: manifest rows to pixels, targets and masks."""

import csv
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, HEALTHY, LOGITS, Head
from haski_desktop.engine.model import InputSpec
from haski_desktop.engine.photo import load_photo
from haski_desktop.engine.preprocess import resize
from ml.training.generated import draw
from ml.training.views import HAIR_SHOWN, KINDS, NEITHER, SKIN, SKIN_KIND, UNKNOWN, Shown

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

# A visible condition that is none of the labels.
UNLISTED: Final = "other_condition"
# Hair whose texture a style hides: nothing to judge, and none of the classes.
HIDDEN_TEXTURE: Final = "other"

# For cross-validation: each of three networks is trained without one of these thirds of the
# labelled sources, which all hold healthy skin of several body parts, faces, and conditions.
SOURCE_FOLDS: Final = (
    (
        "hands11k",
        "hands11k_full",
        "ear_ami",
        "utkface",
        "webmorph",
        "dermnetcom",
        "acne_web",
        "dhk",
    ),
    (
        "palm_ntust",
        "hgr1",
        "celebamask",
        "skintype_closeup",
        "fitz_ajl",
        "fitz_matta",
        "rosacea_web",
    ),
    ("hand_signs", "feet", "ear_phone", "sfa", "dermnetnz", "acne04", "acne04_level3"),
)

# What the kind of source tells about a photo that has no label for a head. Everything
# else stays unknown and is masked.
HAIR_NOT_SHOWN: Final = frozenset(
    (
        *("skintype_patch", "dermnetnz", "fitz_ajl", "fitz_matta", "dhk", "hands11k", "feet"),
        *("hands11k_full", "hgr1", "palm_ntust", "hand_signs"),
    )
)
# Mostly clear skin, though nobody checked each photo: a weak vote against
# "a grey studio means healthy".
WEAK_HEALTHY: Final = frozenset(
    (("haski_hair", ""), ("skintype_web", "normal"), ("lfw", ""), ("fasseg", ""))
)
WEAK_WEIGHT: Final = 0.2
# Labels given at a glance.
GLANCE_WEIGHT: Final = 0.7
# Least part of a photo that still shows what its label says: of healthy skin any part,
# of a lesion not the skin beside it.
CLOSEST: Final = 0.2
CLOSEST_HEALTHY: Final = 0.06
# Photos before a plain background, which other backgrounds may replace: the sources, and
# whether a pixel (red, green, blue) belongs to it.
BRIGHT_BEHIND: Final = frozenset(("hands11k_full",))
DARK_BEHIND: Final = frozenset(("dermnetcom",))
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
    weak: bool = False
    mask: str = ""
    mask_kind: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """What the losses need, one row a photo.

    Attributes:
        spread: (n, 14) target distribution of each head, zero where masked.
        partial: (n, 3) whether the true class is merely one of those in ``spread``.
        weight: (n, 3) weight of each head's loss, zero where masked.
        in_scope: (n,) 1 for skin or hair, 0 for anything else.
        assessable: (n, 3) whether each head can be judged, NaN where unknown.
        unlisted: (n,) 1 for a visible condition that is none of the labels, 0 for healthy
            skin and the listed ones, NaN where unknown.
        sampling: (n,) how often to draw the photo, relative to the mean.
        closest: (n,) the least share of its area that still shows what is labelled.
        kinds: (n,) what its mask knows, of :data:`ml.training.views.KINDS`.
    """

    spread: NDArray[np.float32]
    partial: NDArray[np.bool_]
    weight: NDArray[np.float32]
    in_scope: NDArray[np.float32]
    assessable: NDArray[np.float32]
    unlisted: NDArray[np.float32]
    sampling: NDArray[np.float32]
    closest: NDArray[np.float32]
    kinds: NDArray[np.int64]


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
                weak=line.get("weak") == "1",
                mask=line.get("mask", ""),
                mask_kind=line.get("mask_kind", ""),
            )
            for line in csv.DictReader(file)
            if split in (None, line["split"])
        ]


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


def load_masks(rows: Sequence[Row], folder: Path, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n, size / 2, size / 2) masks of photos whose ``pixels`` are (n, size, size, 3).

    Values as in the data: 1 hair, 2 skin, 0 neither, 255 unknown. Where the background is
    plain it is taken from the pixels instead.
    """
    side = pixels.shape[1] // 2
    masks = np.full((len(rows), side, side), UNKNOWN, np.uint8)
    for i, row in enumerate(rows):
        if row.mask:
            mask = Image.open(folder / row.mask).convert("L")
            masks[i] = mask.resize((side, side), Image.Resampling.NEAREST)
        elif row.source in BRIGHT_BEHIND | DARK_BEHIND:
            small = pixels[i, : 2 * side : 2, : 2 * side : 2].astype(np.int16)
            low, high = small.min(2), small.max(2)
            bright = (low > 150) & (high - low < 45)
            behind = bright if row.source in BRIGHT_BEHIND else high < 45
            masks[i] = np.where(behind, NEITHER, SKIN)
    return masks


def targets(rows: Sequence[Row]) -> Targets:
    """Labels as distributions, with masks where nothing is known."""
    n = len(rows)
    spread = np.zeros((n, LOGITS), np.float32)
    partial = np.zeros((n, len(HEADS)), np.bool_)
    weight = np.zeros((n, len(HEADS)), np.float32)
    assessable = np.full((n, len(HEADS)), np.nan, np.float32)
    unlisted = np.full(n, np.nan, np.float32)
    closest = np.full(n, CLOSEST, np.float32)
    for i, row in enumerate(rows):
        for h, head in enumerate(HEADS):
            label = row.labels[head.name]
            strength = 1.0
            if not label and _weakly_healthy(row) and HEALTHY in head.labels:
                label, strength = HEALTHY, WEAK_WEIGHT
            elif not row.in_scope:
                strength = OUT_OF_SCOPE_WEIGHT
            elif row.weak:
                strength = GLANCE_WEIGHT
            if head is CONDITION and label:
                unlisted[i] = label == UNLISTED
                if label == HEALTHY and row.labels[head.name]:
                    closest[i] = CLOSEST_HEALTHY
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
        unlisted=unlisted,
        sampling=_sampling(rows),
        closest=closest,
        kinds=np.asarray([_kind(row) for row in rows], np.int64),
    )


def of_the_view(target: dict[str, Tensor], shown: Shown) -> dict[str, Tensor]:
    """``target`` of a batch's photos, as tensors, with what their views don't show masked."""
    hair = HEADS.index(HAIR_TYPE)
    weight, assessable = target["weight"].clone(), target["assessable"].clone()
    others = torch.arange(len(HEADS)) != hair
    bald = shown.hair < HAIR_SHOWN  # never where it is NaN
    weight[bald & (target["in_scope"] > 0), hair] = 0
    assessable[bald, hair] = 0
    alone = shown.alone[:, None] & others
    weight[alone], assessable[alone] = 0, 0
    unlisted = target["unlisted"].where(~shown.alone, torch.nan)
    return {**target, "weight": weight, "assessable": assessable, "unlisted": unlisted}


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
        return float(row.labels[head] != HIDDEN_TEXTURE)
    if head == "hair_type" and row.source in HAIR_NOT_SHOWN:
        return 0.0
    return float("nan")


def _kind(row: Row) -> int:
    if row.source in BRIGHT_BEHIND | DARK_BEHIND:
        return SKIN_KIND
    return KINDS[row.mask_kind]


def _sampling(rows: Sequence[Row]) -> NDArray[np.float32]:
    """Rare labels and sources more often, by the root of their frequency, within limits.

    Photos that only tell what is in scope, and where there is no hair, count a third.
    """
    keys = [(row.source, *row.labels.values()) for row in rows]
    counts = Counter(keys)
    raw = np.asarray([counts[key] ** -0.5 for key in keys], np.float32)
    relative = np.clip(raw / raw.mean(), 1 / 3, 4)
    unlabelled = [row.in_scope and not any(row.labels.values()) for row in rows]
    relative[unlabelled] /= 3
    # Labels of the skin type are nearly unlearnable (see the model card).
    relative[
        [
            any(row.labels.values())
            and not (row.labels[HAIR_TYPE.name] or row.labels[CONDITION.name])
            for row in rows
        ]
    ] /= 2
    return relative / relative.mean()
