"""Whether answers hold when the same photo fills less and less of a larger scene.

    python -m ml.training.compositions --data DATA --bundle BUNDLE [--photos N]

lays photos into scenes (textures and things) and prints how alike the views of both are, and
how many of the answers that are right for the photo alone stay the same.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from PIL import Image

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HEADS, HEALTHY, HeadName
from haski_desktop.engine.photo import Photo, load_photo
from haski_desktop.engine.see.geometry import Box
from ml.training.dataset import Row, accepted_labels, read_manifest
from ml.training.markdown import table

SHARES: Final = (0.6, 0.4, 0.25)
SCENES: Final = ("dtd", "imagenet_samples")
SOURCES: Final = (
    *("webmorph", "acne04", "skintype_web", "dermnetnz", "dermnetcom", "fitz_ajl"),
    *("hands11k_full", "haski_hair", "curl_web", "figaro1k"),
)
VIEWS: Final = ("whole", "face", "skin", "hair")


class Placed(NamedTuple):
    """A photo within a scene, and where it lies there."""

    scene: Image.Image
    box: Box


class Held(NamedTuple):
    """One answer: for the photo alone, and for the photo within a scene."""

    head: HeadName
    alone: Analysis
    within: Analysis

    @property
    def same(self) -> bool:
        """Whether it is answered, with the same label."""
        answer = self.within.predictions[self.head]
        label = self.alone.predictions[self.head].label
        return answer.label == label and answer.decision != "not_assessable"


def compose(image: Image.Image, scene: Image.Image, share: float, rng: random.Random) -> Placed:
    """Lay a photo anywhere into a scene, ``share`` of the scene's width and height."""
    size = round(image.width / share), round(image.height / share)
    scene = scene.resize(size)
    x, y = rng.randrange(size[0] - image.width), rng.randrange(size[1] - image.height)
    scene.paste(image, (x, y))
    sides = image.width / size[0], image.height / size[1]
    return Placed(scene, Box(x / size[0], y / size[1], *sides))


def within(outer: Box, inner: Box) -> Box:
    """A box of a part of a photo, as a box of the photo."""
    return Box(
        outer.left + inner.left * outer.width,
        outer.top + inner.top * outer.height,
        inner.width * outer.width,
        inner.height * outer.height,
    )


class Compositions:
    """Photos of the data, laid into scenes and analysed."""

    def __init__(self, data: Path, bundle: Path, photos: int) -> None:
        """Read the manifest and load the bundle."""
        self.data, self.photos = data, photos
        self.analyzer = Analyzer.open(bundle)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in read_manifest(data, "val"):
            self.rows[row.source].append(row)
        self.scenes = [self.open(row) for source in SCENES for row in self.pick(source)]

    def pick(self, source: str) -> list[Row]:
        """Photos of a source, the same ones each time."""
        rows = list(self.rows[source])
        random.Random(0).shuffle(rows)  # noqa: S311 - no secret
        return rows[: self.photos]

    def open(self, row: Row) -> Image.Image:
        """The upright photo."""
        return load_photo(self.data / row.image).pixels

    def analysis(self, image: Image.Image) -> Analysis:
        """What the program says of a picture."""
        return self.analyzer.analyze(Photo(image, "", "", image.width, image.height))

    def measure(self, source: str, share: float) -> list[Held]:
        """The answers to the photos of a source that are right for the photo alone."""
        rng = random.Random(source)  # noqa: S311 - no secret
        held = []
        for row in self.pick(source):
            image = self.open(row)
            alone = self.analysis(image)
            placed = compose(image, rng.choice(self.scenes), share, rng)
            composed = self.analysis(placed.scene)
            for head in HEADS:
                accepted = accepted_labels(row.labels[head.name], head)
                answer = alone.predictions[head.name]
                if answer.label in accepted and answer.decision != "not_assessable":
                    held.append(Held(head.name, alone, composed))
        return held


def line(source: str, head: HeadName, share: float, held: Sequence[Held]) -> tuple[object, ...]:
    """A row of the table: how many answers held, and what became of the others."""
    after = [each.within.predictions[head] for each in held]
    reasons = Counter(p.reason or "" for p in after if p.decision == "not_assessable")
    lost = [
        not each.same and p.decision != "not_assessable"
        for each, p in zip(held, after, strict=True)
    ]
    healthy = [
        p.label == HEALTHY
        and p.decision == "confident"
        and each.alone.predictions[head].label != HEALTHY
        for each, p in zip(held, after, strict=True)
    ]
    same = f"{100 * np.mean([each.same for each in held]):.1f}"
    refused = ", ".join(f"{reason}: {count}" for reason, count in reasons.most_common())
    return source, head, share, len(held), same, sum(lost), refused or "-", sum(healthy)


def main() -> None:
    """Measure all sources."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--bundle", type=Path, required=True, help="folder of the model")
    parser.add_argument("--photos", type=int, default=60, help="of a source, at most")
    options = parser.parse_args()
    photos = Compositions(options.data, options.bundle, options.photos)
    rows, pooled = [], defaultdict[tuple[HeadName, float], list[Held]](list)
    for source in SOURCES:
        for share in SHARES:
            held = photos.measure(source, share)
            for head in HEADS:
                of_head = [each for each in held if each.head == head.name]
                pooled[head.name, share] += of_head
                if of_head:
                    rows.append(line(source, head.name, share, of_head))
    for (name, share), found in pooled.items():
        if found:
            rows.append(line("all", name, share, found))
    columns = ("source", "head", "share of the sides", "right alone", "same, %", "another label")
    print(table((*columns, "not assessable", "wrongly healthy, confident"), rows))


if __name__ == "__main__":
    main()
