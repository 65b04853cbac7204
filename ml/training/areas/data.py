"""Photographs with what is known of each of their places: masks, or what the source tells."""

import csv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from haski_desktop.engine.model import InputSpec
from haski_desktop.engine.photo import load_photo
from haski_desktop.engine.preprocess import resize

# What is known of a place, one bit each: whether it is skin, whether that is known, and
# the same of hair.
SKIN, SKIN_KNOWN, HAIR, HAIR_KNOWN = 1, 2, 4, 8
NEITHER: Final = SKIN_KNOWN | HAIR_KNOWN
# Values of a mask file.
_MASK_HAIR, _MASK_SKIN, _MASK_UNKNOWN = 1, 2, 255

# Persons of hgr1, which has no validation photos, that are kept for it.
HELD_OUT: Final = frozenset(("hgr1_01", "hgr1_12"))

# Scenes without a person, though a few do show one: hence the low weight.
SCENES: Final = {"imagenet_samples": 0.4, "dtd": 0.6, "pets": 0.6}
# Parts of the body without hair of the head; what grows on an arm is not meant.
HAIRLESS: Final = frozenset(
    (
        *("feet", "hand_signs", "hands11k", "hands11k_full", "hgr1", "palm_ntust"),
        "skintype_patch",
    )
)
# Skin with a disease, of any part: scales and plaques look like hair to a network that
# knows healthy skin alone, but some do show a scalp.
DISEASED: Final = frozenset(("dermnetcom", "dermnetnz", "dhk", "fitz_ajl", "fitz_matta"))
# Nothing but skin.
ALL_SKIN: Final = frozenset(("skintype_patch",))
WEAK_WEIGHT: Final = 0.5
# One labeller drew eyebrows as hair; all others did not.
_BROWS_AS_HAIR: Final = frozenset(("fasseg",))


@dataclass(frozen=True, slots=True)
class Photo:
    """One line of ``manifest.csv``; ``mask`` and ``kind`` are empty where there is no mask."""

    image: str
    source: str
    group: str
    mask: str
    kind: str
    in_scope: bool

    @property
    def weight(self) -> float:
        """How much its places count in the loss."""
        return 1.0 if self.mask else SCENES.get(self.source, WEAK_WEIGHT)


def read_photos(folder: Path, split: str) -> list[Photo]:
    """The photos of one split; ``val`` has the persons of :data:`HELD_OUT`, ``train`` not."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [
            Photo(
                line["image"],
                line["source"],
                line["group"],
                line["mask"],
                line["mask_kind"],
                line["scope"] == "in",
            )
            for line in csv.DictReader(file)
            if split == ("val" if line["group"] in HELD_OUT else line["split"])
        ]


def load_pair(photo: Photo, folder: Path, size: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A photo as the program squeezes it, and what is known of each place.

    Returns:
        (size, size, 3) pixels, 0 to 255, and (size, size) bits.
    """
    decoded = load_photo(folder / photo.image, (size, size)).pixels
    pixels = resize(decoded, InputSpec(width=size, height=size))
    return pixels, known_places(photo, folder, size)


def known_places(photo: Photo, folder: Path, size: int) -> NDArray[np.uint8]:
    """(size, size) bits: :data:`SKIN`, :data:`SKIN_KNOWN`, :data:`HAIR`, :data:`HAIR_KNOWN`."""
    if not photo.mask:
        return np.full((size, size), _known_of_source(photo.source), np.uint8)
    with Image.open(folder / photo.mask) as file:
        mask = np.asarray(file)
    if photo.source in _BROWS_AS_HAIR:
        mask = _without_islands(mask)
    meanings = {
        # What is hair is not skin, and the other way round, whatever the kind.
        "hair": {0: HAIR_KNOWN, _MASK_HAIR: NEITHER | HAIR},
        "skin": {0: SKIN_KNOWN, _MASK_SKIN: NEITHER | SKIN},
        "parts": {0: NEITHER, _MASK_HAIR: NEITHER | HAIR, _MASK_SKIN: NEITHER | SKIN},
    }
    table = np.zeros(256, np.uint8)
    for value, bits in meanings[photo.kind].items():
        table[value] = bits
    if photo.source in HAIRLESS:
        table[0] |= HAIR_KNOWN
    bits = Image.fromarray(table[mask]).resize((size, size), Image.Resampling.NEAREST)
    return np.asarray(bits)


def _known_of_source(source: str) -> int:
    if source in SCENES:
        return NEITHER
    if source in ALL_SKIN:
        return NEITHER | SKIN
    return HAIR_KNOWN if source in HAIRLESS else 0


def _without_islands(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mask with all but its largest piece of hair made unknown."""
    pieces, count = ndimage.label(mask == _MASK_HAIR)
    if count < 2:
        return mask
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    changed = mask.copy()
    changed[(pieces > 0) & (pieces != sizes.argmax())] = _MASK_UNKNOWN
    return changed


def load_pairs(
    photos: Sequence[Photo], folder: Path, size: int, cache: Path
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(n, size, size, 3) pixels and (n, size, size) bits, kept in ``cache`` between runs."""
    files = [cache.with_name(f"{cache.name}_{part}.npy") for part in ("pixels", "places")]
    shapes = [(len(photos), size, size, 3), (len(photos), size, size)]
    if not all(map(_holds, files, shapes)):
        cache.parent.mkdir(parents=True, exist_ok=True)
        pixels, places = (
            np.lib.format.open_memmap(f.with_suffix(".partial"), "w+", np.uint8, s)
            for f, s in zip(files, shapes, strict=True)
        )
        with ThreadPoolExecutor() as pool:
            pairs = pool.map(lambda photo: load_pair(photo, folder, size), photos)
            for index, pair in enumerate(pairs):
                pixels[index], places[index] = pair
        for written in (pixels, places):
            written.flush()
        for file in files:
            file.with_suffix(".partial").replace(file)
    pixels, places = (np.load(file, mmap_mode="r") for file in files)
    return pixels, places


def _holds(file: Path, shape: tuple[int, ...]) -> bool:
    return file.exists() and np.load(file, mmap_mode="r").shape == shape


def sampling(photos: Sequence[Photo], places: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How often to draw each photo, relative to the mean; 0 where nothing is known of it.

    Sources share by the root of their size, those with masks four times as much, scenes
    three times.
    """
    known = np.asarray([bool(part[::4, ::4].any()) for part in places])
    raw = np.zeros(len(photos))
    for source in {photo.source for photo in photos}:
        those = np.asarray([photo.source == source for photo in photos]) & known
        masked = any(photo.mask for photo in photos if photo.source == source)
        if those.any():
            factor = 4 if masked else 3 if source in SCENES else 1
            raw[those] = those.sum() ** -0.5 * factor
    return raw / raw.mean()
