"""Score the exported network on the validation photos, and draw what it found.

    python -m ml.training.areas.evaluate --data DIR --model ml/exports/areas.tflite --out RUN

writes ``RUN/areas.json`` and, with ``--overlays N``, the first N photos of each source with
skin in red and hair in green.
"""

import argparse
import logging
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ml.training import markdown
from ml.training.areas.data import (
    HAIR,
    HAIR_KNOWN,
    HAIRLESS,
    SCENES,
    SKIN,
    SKIN_KNOWN,
    Photo,
    known_places,
    load_pair,
    read_photos,
)
from ml.training.areas.export import Exported
from ml.training.areas.network import AREAS, SIZE

log = logging.getLogger("ml.training")

BITS: Final = {"skin": (SKIN, SKIN_KNOWN), "hair": (HAIR, HAIR_KNOWN)}
# Side at which areas are compared with masks.
SIDE = 256
THRESHOLD = 0.5
# A photo counts as painted from this share of its places.
PAINTED = 0.05
# Upper ends of the groups of individual typology angle (Chardon et al. 1991), in degrees.
TONES: Final = {"dark": 10.0, "middle": 41.0, "light": 90.0}
LEAST_YELLOW = 5.0


class Overlap:
    """Counts places until the photos are through."""

    def __init__(self) -> None:
        self.photos = 0
        self._both = self._either = self._true = 0
        self._each: list[float] = []

    def add(self, said: NDArray[np.bool_], true: NDArray[np.bool_], of: NDArray[np.bool_]) -> None:
        """Count one photo's places of which it is known."""
        both, either = int((said & true & of).sum()), int(((said | true) & of).sum())
        self.photos += 1
        self._both += both
        self._either += either
        self._true += int((true & of).sum())
        self._each.append(both / either if either else 1.0)

    def scores(self) -> dict[str, float]:
        """Over all places at once (``iou``, ``found``), and the mean of the photos."""
        return {
            "photos": self.photos,
            "iou": self._both / max(1, self._either),
            "iou_mean_of_photos": float(np.mean(self._each)),
            "found": self._both / max(1, self._true),
        }


def typology_angle(pixels: NDArray[np.uint8], skin: NDArray[np.bool_]) -> float | None:
    """Individual typology angle of the median skin colour, in degrees; light skin is high.

    It also depends on the light, so it sorts photos into groups and measures nobody. None
    if the photo is grey or blue: the angle then means nothing.
    """
    colour = np.median(pixels[skin], 0) / 255
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    y = linear @ (0.2126, 0.7152, 0.0722)
    z = linear @ (0.0193, 0.1192, 0.9505) / 1.0888
    cube_y, cube_z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (y, z))
    lightness, b = 116 * cube_y - 16, 200 * (cube_y - cube_z)
    return float(np.degrees(np.arctan2(lightness - 50, b))) if b >= LEAST_YELLOW else None


def evaluate(photos: Iterable[Photo], folder: Path, model: Path) -> dict[str, Any]:
    """Overlaps by source and by skin tone, and what is painted where it should not be."""
    network = Exported(model, threads=2)
    overlap: dict[str, dict[str, Overlap]] = {a: defaultdict(Overlap) for a in AREAS}
    tones: dict[str, Overlap] = defaultdict(Overlap)
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with ThreadPoolExecutor(2) as pool:
        pairs = pool.map(lambda photo: (photo, load_pair(photo, folder, SIZE)[0]), photos)
        for photo, pixels in pairs:
            areas = network(pixels)
            shares[photo.source].append(tuple((areas >= THRESHOLD).mean((0, 1)).tolist()))
            if not photo.mask:
                continue
            places = known_places(photo, folder, SIDE)
            for index, area in enumerate(AREAS):
                bit, known = BITS[area]
                said = enlarge(areas[..., index]) >= THRESHOLD
                true, of = (places & bit) > 0, (places & known) > 0
                # A mask of hair alone says where skin is not, and the other way round.
                if photo.kind not in ("parts", area):
                    continue
                overlap[area][photo.source].add(said, true, of)
                if area == "skin" and true.sum() > SIDE:
                    large = np.asarray(Image.fromarray(pixels).resize((SIDE, SIDE)))
                    angle = typology_angle(large, true)
                    if angle is not None:
                        tone = next(tone for tone, end in TONES.items() if angle <= end)
                        tones[tone].add(said, true, of)
    return {
        "overlap": {
            area: {source: counts.scores() for source, counts in sorted(sources.items())}
            for area, sources in overlap.items()
        },
        "skin_by_tone": {tone: tones[tone].scores() for tone in TONES if tone in tones},
        "painted": {source: _painted(values) for source, values in sorted(shares.items())},
    }


def _painted(shares: list[tuple[float, float]]) -> dict[str, Any]:
    values = np.asarray(shares)
    return {"photos": len(shares)} | {
        area: {
            "mean_share": float(values[:, index].mean()),
            "photos_painted": float((values[:, index] >= PAINTED).mean()),
        }
        for index, area in enumerate(AREAS)
    }


def enlarge(area: NDArray[np.float32]) -> NDArray[np.float32]:
    """A map at the side of the masks."""
    return np.asarray(Image.fromarray(area).resize((SIDE, SIDE), Image.Resampling.BILINEAR))


def draw_overlays(photos: list[Photo], folder: Path, model: Path, out: Path, count: int) -> None:
    """A sheet of each source: photos beside the same with skin in red and hair in green."""
    network = Exported(model, threads=2)
    out.mkdir(parents=True, exist_ok=True)
    ordered = sorted(photos, key=lambda photo: photo.source)
    for source, group in groupby(ordered, lambda photo: photo.source):
        sheet = []
        for photo in list(group)[:count]:
            pixels, _ = load_pair(photo, folder, SIZE)
            areas = network(pixels).repeat(2, 0).repeat(2, 1)[..., None]
            tinted = pixels.astype(np.float32)
            for index, colour in enumerate(((255, 0, 0), (0, 255, 0))):
                tinted += 0.5 * areas[..., index, :] * (np.asarray(colour) - tinted)
            sheet.append(np.concatenate([pixels, tinted.astype(np.uint8)], 1))
        columns = 4
        sheet += [np.zeros_like(sheet[0])] * (-len(sheet) % columns)
        lines = [
            np.concatenate(sheet[start : start + columns], 1)
            for start in range(0, len(sheet), columns)
        ]
        Image.fromarray(np.concatenate(lines)).save(out / f"{source}.png")


def table(scores: dict[str, Any]) -> str:
    """The scores as Markdown."""
    rows = [
        (area, source, *(f"{s[k]:.3f}" for k in ("iou", "iou_mean_of_photos")), s["photos"])
        for area, sources in scores["overlap"].items()
        for source, s in sources.items()
    ]
    rows += [
        (
            "skin",
            f"{tone} skin",
            *(f"{s[k]:.3f}" for k in ("iou", "iou_mean_of_photos")),
            s["photos"],
        )
        for tone, s in scores["skin_by_tone"].items()
    ]
    return markdown.table(("area", "photos of", "IoU", "mean of photos", "n"), rows)


def painted_table(scores: dict[str, Any]) -> str:
    """What is painted on photos that show no skin or no hair, as Markdown."""
    rows = []
    for source, values in scores["painted"].items():
        wrong = AREAS if source in SCENES else ("hair",) if source in HAIRLESS else ()
        rows += [
            (
                *(area, source, f"{values[area]['mean_share']:.1%}"),
                *(f"{values[area]['photos_painted']:.1%}", values["photos"]),
            )
            for area in wrong
        ]
    return markdown.table(("area", "photos of", "share painted", "photos over 5 %", "n"), rows)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--model", type=Path, required=True, help="the exported file")
    parser.add_argument("--out", type=Path, required=True, help="folder for the scores")
    parser.add_argument("--overlays", type=int, default=0, help="photos of each source to draw")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    photos = read_photos(options.data, "val")
    scores = evaluate(photos, options.data, options.model)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "areas.json").write_bytes(msgspec.json.format(msgspec.json.encode(scores)))
    print(table(scores), painted_table(scores), sep="\n\n")
    if options.overlays:
        draw_overlays(photos, options.data, options.model, options.out, options.overlays)


if __name__ == "__main__":
    main()
