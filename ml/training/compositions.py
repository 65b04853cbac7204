"""Whether answers hold when the same photo fills less and less of a larger scene.

    python -m ml.training.compositions --data DATA --bundle BUNDLE [--photos N]

lays photos into scenes (textures and things, in which no face is found) and prints how many of
the answers that are right for the photo alone stay the same. Labels that are never told apart
count as one.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from PIL import Image, ImageOps

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HEADS, HEALTHY, HeadName
from haski_desktop.engine.photo import Photo, load_working_photo
from haski_desktop.engine.pixels import WORKING_SIDE
from ml.training.dataset import Row, accepted_labels, read_manifest
from ml.training.markdown import table

SHARES: Final = (0.6, 0.4, 0.25)
SCENES: Final = ("dtd", "imagenet_samples")
SOURCES: Final = (
    *("webmorph", "acne04", "skintype_web", "dermnetnz", "dermnetcom", "fitz_ajl"),
    *("hands11k_full", "haski_hair", "curl_web", "figaro1k"),
)


class Held(NamedTuple):
    """One answer: for the photo alone, and for the photo within a scene."""

    head: HeadName
    alone: Analysis
    within: Analysis
    inseparable: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it is answered, with the same label."""
        answer = self.within.predictions[self.head]
        label = self.alone.predictions[self.head].label
        return answer.label in (label, *self.inseparable) and answer.decision != "not_assessable"


def compose(
    image: Image.Image, scene: Image.Image, share: float, rng: random.Random
) -> Image.Image:
    """Lay a photo anywhere into a scene, ``share`` of the scene's width and height."""
    size = round(image.width / share), round(image.height / share)
    scene = scene.resize(size)
    scene.paste(
        image, (rng.randrange(size[0] - image.width), rng.randrange(size[1] - image.height))
    )
    return scene


class Compositions:
    """Photos of the data, laid into scenes and analysed."""

    def __init__(self, data: Path, bundle: Path, photos: int) -> None:
        """Read the manifest and load the bundle."""
        self.data, self.photos = data, photos
        self.analyzer = Analyzer.open(bundle)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in read_manifest(data, "val"):
            self.rows[row.source].append(row)
        scenes = (self.open(row) for source in SCENES for row in self.pick(source))
        self.scenes = [scene for scene in scenes if not self.analysis(scene).faces]

    def pick(self, source: str) -> list[Row]:
        """Photos of a source, the same ones each time."""
        rows = list(self.rows[source])
        random.Random(0).shuffle(rows)  # noqa: S311 - no secret
        return rows[: self.photos]

    def open(self, row: Row) -> Image.Image:
        """The upright photo, as large as the program works on it or enlarged to that."""
        image = load_working_photo(self.data / row.image).pixels
        scale = WORKING_SIDE / min(image.size)
        return image if scale <= 1 else ImageOps.scale(image, scale)

    def analysis(self, image: Image.Image) -> Analysis:
        """What the program says of a picture."""
        size = image.size
        image = image.reduce(max(1, min(size) // WORKING_SIDE))
        return self.analyzer.analyze(Photo(image, "", "", *size))

    def measure(self, source: str, share: float) -> list[Held]:
        """The answers to the photos of a source that are right for the photo alone."""
        rng = random.Random(source)  # noqa: S311 - no secret
        held = []
        for row in self.pick(source):
            image = self.open(row)
            alone = self.analysis(image)
            composed = self.analysis(compose(image, rng.choice(self.scenes), share, rng))
            for head in HEADS:
                accepted = accepted_labels(row.labels[head.name], head)
                answer = alone.predictions[head.name]
                if answer.label in accepted and answer.decision != "not_assessable":
                    pair = self.analyzer.manifest.heads[head.name].group_of(answer.label)
                    held.append(Held(head.name, alone, composed, pair))
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
