"""Measure the stages that look at a photo: faces, quality, redness, what can't be judged.

    python -m ml.training.see_measures --data DATA --areas AREAS.tflite [--split val] [STAGE ...]

prints a table a stage. The limits in ``haski_desktop/engine/see`` come from these tables.
"""

import argparse
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from haski_desktop.engine.loading import load_network
from haski_desktop.engine.photo import load_photo
from haski_desktop.engine.runtime import Runtime, Signature
from haski_desktop.engine.see.areas import (
    NETWORK,
    Areas,
    face_candidates,
    find_areas,
    refine_areas,
)
from haski_desktop.engine.see.colour import lab
from haski_desktop.engine.see.faces import (
    DETECTOR,
    DETECTOR_FILE,
    MESH,
    MESH_FILE,
    Face,
    find_faces,
)
from haski_desktop.engine.see.geometry import WHOLE
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.quality import Quality, judge_quality
from haski_desktop.engine.see.regions import OUTLINES, look_at_face
from haski_desktop.engine.see.views import (
    View,
    choose_views,
    far_person,
    hair_reason,
    judged_part,
    skin_reason,
)
from haski_desktop.paths import bundled
from ml.training.damages import DAMAGES, EXPECTED
from ml.training.dataset import Row, read_manifest
from ml.training.markdown import table
from ml.training.metrics import auroc

FACES: Final = (
    *("webmorph", "skintype_web", "acne04", "celebamask", "fasseg", "lfw", "utkface"),
    *("haski_hair", "curl_web", "ccp", "figaro1k", "dermnetnz", "dermnetcom", "hands11k_full"),
    *("dtd", "pets", "imagenet_samples"),
)
GOOD: Final = (
    *("webmorph", "celebamask", "skintype_web", "acne04", "haski_hair", "curl_web", "figaro1k"),
    *("lfw", "dermnetnz", "dermnetcom", "hands11k_full", "ear_ami", "skintype_closeup", "utkface"),
)
PORTRAITS: Final = ("webmorph", "celebamask", "skintype_web", "curl_web", "lfw", "utkface")
TEXTURES: Final = ("straight", "wavy", "curly", "coily")
# Individual typology angle that parts light from dark skin (Chardon et al. 1991: tan).
TAN: Final = 28.0


class Networks(NamedTuple):
    """The networks that look at photos."""

    detector: Runtime
    mesh: Runtime
    areas: Runtime


class Sight(NamedTuple):
    """What was seen of a photo."""

    face: Face | None
    areas: Areas
    views: dict[str, View]
    skin_reason: str | None
    hair_reason: str | None


class Bench:
    """Photographs, and the networks to look at them with."""

    def __init__(self, data: Path, areas: Path, split: str | None, photos: int) -> None:
        """Read the manifest and load the networks."""
        self.data, self.photos = data, photos
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in read_manifest(data, split):
            self.rows[row.source].append(row)
        detector = _load(bundled(DETECTOR_FILE), DETECTOR)
        self.networks = Networks(detector, _load(bundled(MESH_FILE), MESH), _load(areas, NETWORK))

    def pick(self, source: str, keep: Callable[[Row], bool] = lambda _: True) -> list[Row]:
        """Photos of one source, the same ones each time."""
        rows = [row for row in self.rows[source] if keep(row)]
        random.Random(0).shuffle(rows)  # noqa: S311 - no secret
        return rows[: self.photos]

    def open(self, row: Row) -> Image.Image:
        """The upright photo."""
        return load_photo(self.data / row.image).pixels

    def mask(self, row: Row) -> NDArray[np.uint8]:
        """Its mask."""
        return np.asarray(Image.open(self.data / row.mask))

    def face(self, image: Image.Image) -> Face | None:
        """The largest face of the whole photo, without a second look."""
        found = find_faces(Pyramid(image), self.networks.detector, self.networks.mesh)
        return found[0] if found else None

    def look(self, image: Image.Image) -> Sight:
        """All that the stages find."""
        photo = Pyramid(image)
        squeezed = np.asarray(photo.cut(WHOLE, (224, 224), Image.Resampling.BICUBIC))
        areas = find_areas(squeezed, self.networks.areas)
        parts = (WHOLE, *face_candidates(areas, photo.size))
        faces = find_faces(photo, self.networks.detector, self.networks.mesh, parts)
        face = faces[0] if faces else None
        part = far_person(face, areas)
        if part is not None:
            areas = refine_areas(areas, photo, part, self.networks.areas)
        return Sight(
            face,
            areas,
            dict(choose_views(photo.size, face, areas)),
            skin_reason(photo.size, face, areas),
            hair_reason(photo.size, face, areas),
        )


def _load(file: Path, signature: Signature) -> Runtime:
    return load_network(file.read_bytes(), (file.name, file.name), signature)


def percent(found: Sequence[object]) -> str:
    """How many are true, of one hundred."""
    return f"{100 * np.mean([bool(each) for each in found]):.1f}" if found else "-"


def faces(bench: Bench) -> Iterator[str]:
    """How often a face is found, and how long that takes."""
    rows = []
    for source in FACES:
        images = [bench.open(row) for row in bench.pick(source)]
        if not images:
            continue
        start = time.perf_counter()
        alone = [bench.face(image) for image in images]
        spent = 1000 * (time.perf_counter() - start) / len(images)
        helped = [bench.look(image).face for image in images]
        yaw = [abs(face.yaw) for face in alone if face]
        middle = f"{np.median(yaw):.0f}" if yaw else "-"
        rows.append((source, len(images), percent(alone), percent(helped), middle, f"{spent:.1f}"))
    columns = "photos", "found, %", "with a second look, %", "median yaw, degrees", "ms"
    yield table(("source", *columns), rows)
    yield _mirror_error(bench)
    yield _face_sizes(bench)


def _mirror_error(bench: Bench) -> str:
    apart: dict[str, list[float]] = defaultdict(list)
    for row in bench.pick("skintype_web"):
        image = bench.open(row)
        face, mirrored = bench.face(image), bench.face(ImageOps.mirror(image))
        if face and mirrored:
            apart["yaw"].append(abs(face.yaw + mirrored.yaw))
            apart["pitch"].append(abs(face.pitch - mirrored.pitch))
            apart["roll"].append(abs(face.roll + mirrored.roll))
    return table(
        ("angle", "median error of a mirrored photo, degrees"),
        [(name, f"{np.median(values):.1f}") for name, values in apart.items()],
    )


def _face_sizes(bench: Bench) -> str:
    """Portraits shrunk into a grey square: down to which size a face is found."""
    rows = []
    images = [bench.open(row) for row in bench.pick("webmorph")]
    placed = [(image, face) for image in images if (face := bench.face(image))]
    for share in (0.3, 0.2, 0.16, 0.12, 0.1, 0.08, 0.06):
        alone, helped = [], []
        for image, face in placed:
            side = round(face.box.width * image.width / share)
            scene = Image.new("RGB", (max(side, image.width), max(side, image.height)), "grey")
            scene.paste(
                image, ((scene.width - image.width) // 3, (scene.height - image.height) // 2)
            )
            alone.append(bench.face(scene))
            helped.append(bench.look(scene).face)
        rows.append((f"{100 * share:.0f} %", percent(alone), percent(helped)))
    return table(("face's width, of the photo's", "found, %", "with a second look, %"), rows)


def quality(bench: Bench) -> Iterator[str]:
    """False alarms on the photos as they are, and what is told of damaged ones."""
    counts: dict[tuple[str, str], list[Quality]] = defaultdict(list)
    rows = []
    for source in GOOD:
        images = [bench.open(row) for row in bench.pick(source)]
        if not images:
            continue
        sights = [bench.look(image) for image in images]
        for kind, damage in DAMAGES.items():
            counts[source, kind] = [
                _quality(damage(image), sight) for image, sight in zip(images, sights, strict=True)
            ]
        rows.append((source, len(images), *_alarms(counts[source, "none"])))
    codes = "answer tier", "blurred", "too_dark", "noisy", "tiny"
    colours = "blown_out", "colour_cast", "uneven_light"
    yield "False alarms, %:\n" + table(("source", "photos", *codes, *colours), rows)
    yield "Told of damaged photos, %:\n" + table(
        ("source", *(kind for kind in DAMAGES if kind != "none")),
        [
            (source, *(_fires(counts[source, kind], kind) for kind in DAMAGES if kind != "none"))
            for source in GOOD
            if (source, "none") in counts
        ],
    )
    yield _by_tone(bench)


def _quality(image: Image.Image, sight: Sight) -> Quality:
    photo = Pyramid(image)
    light = look_at_face(photo, sight.face, sight.areas)[1] if sight.face else None
    return judge_quality(photo, image.size, sight.face, light, judged_part(sight.views))


def _alarms(found: Sequence[Quality]) -> Iterator[str]:
    yield percent([not each.usable for each in found])
    for code in (
        *("blurred", "too_dark", "noisy", "tiny", "blown_out", "colour_cast", "uneven_light"),
    ):
        yield percent([any(issue.code == code for issue in each.issues) for each in found])


def _fires(found: Sequence[Quality], kind: str) -> str:
    code = next(code for start, code in EXPECTED.items() if kind.startswith(start))
    return percent([any(issue.code == code for issue in each.issues) for each in found])


def _by_tone(bench: Bench) -> str:
    """Answer-tier alarms on portraits of light and dark skin, as they are and damaged."""
    rows = []
    for source in PORTRAITS:
        told: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for row in bench.pick(source):
            image = bench.open(row)
            if source == "utkface":  # enlarged photos: no finer than this
                image = image.resize((120, 120), Image.Resampling.BICUBIC)
            sight = bench.look(image)
            tone = _tone(image, sight.face) if sight.face else None
            if tone is None:
                continue
            for kind, damage in DAMAGES.items():
                group = "light" if tone > TAN else "dark"
                told[group, kind].append(not _quality(damage(image), sight).usable)
        for group in ("light", "dark"):
            found = [percent(told[group, kind]) for kind in DAMAGES]
            rows.append((source, group, len(told[group, "none"]), *found))
    note = "An issue of the answer tier, %, by skin tone (utkface at 120 pixels):\n"
    return note + table(("source", "skin", "photos", *DAMAGES), rows)


def _tone(image: Image.Image, face: Face) -> float | None:
    """Individual typology angle of the cheeks, degrees; ``None`` of a colourless photo."""
    colours = []
    for name in ("left_cheek", "right_cheek"):
        points = face.points[list(OUTLINES[name])] * image.size
        left, top = np.maximum(points.min(axis=0), 0).astype(int)
        right, bottom = points.max(axis=0).astype(int) + 1
        colours.append(lab(np.asarray(image)[top:bottom, left:right]).reshape(-1, 3))
    lightness, _, yellow = np.median(np.concatenate(colours), axis=0)
    return math.degrees(math.atan2(lightness - 50, yellow)) if yellow > 5 else None


def redness(bench: Bench) -> Iterator[str]:
    """Whether redness tells severe from mild acne: the whole face's, and that of its regions."""
    faces_, regions_, severe, groups = [], [], [], []
    for row in bench.pick("acne04", lambda row: row.labels["condition"].endswith("_acne")):
        if row.labels["condition"] not in ("mild_acne", "severe_acne"):
            continue
        image = bench.open(row)
        sight = bench.look(image)
        if sight.face is None:
            continue
        regions, light = look_at_face(Pyramid(image), sight.face, sight.areas)
        if regions and light is not None:
            faces_.append(light.redness)
            regions_.append(float(np.mean([region.redness for region in regions])))
            severe.append(row.labels["condition"] == "severe_acne")
            groups.append(row.group)
    for name, scores in (("whole face", faces_), ("mean of its regions", regions_)):
        found = auroc(groups, np.asarray(severe), np.asarray(scores))
        yield f"Redness of ACNE04, severe against mild, {len(scores)} photos, {name}: {found}"


def reasons(bench: Bench) -> Iterator[str]:
    """What is refused: hair of bald and covered heads, skin of backs of heads, and in error."""
    rows = []
    for source in ("haski_hair", "curl_web", "figaro1k", "lardi"):
        typed = bench.pick(source, lambda row: row.labels["hair_type"] in TEXTURES)
        seen = [bench.look(bench.open(row)) for row in typed]
        rows.append((f"{source}, hair type known", len(seen), *_refused(seen)))
    bald = bench.pick("lfw", lambda row: bool(row.mask) and not (bench.mask(row) == 1).any())
    rows.append(
        (
            "lfw, no hair in the mask",
            len(bald),
            *_refused([bench.look(bench.open(r)) for r in bald]),
        )
    )
    for source in ("figaro1k", "lardi"):
        behind = [bench.look(bench.open(row)) for row in bench.pick(source)]
        behind = [sight for sight in behind if sight.face is None]
        rows.append((f"{source}, no face", len(behind), *_refused(behind)))
        bare = [sight for sight in behind if sight.areas.skin < 0.01]
        rows.append((f"{source}, no face, skin under 1 %", len(bare), *_refused(bare)))
    for source in (
        "acne04",
        "dermnetnz",
        "dermnetcom",
        "hands11k_full",
        "skintype_closeup",
        "feet",
    ):
        seen = [bench.look(bench.open(row)) for row in bench.pick(source)]
        rows.append((f"{source}, skin", len(seen), *_refused(seen)))
    yield table(("photos of", "photos", "skin refused, %", "hair refused, %"), rows)


def _refused(seen: Sequence[Sight]) -> tuple[str, str]:
    return percent([s.skin_reason for s in seen]), percent([s.hair_reason for s in seen])


STAGES: Final[dict[str, Callable[[Bench], Iterator[str]]]] = {
    each.__name__: each for each in (faces, quality, redness, reasons)
}


def main() -> None:
    """Measure the stages that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--areas", type=Path, required=True, help="the areas network")
    parser.add_argument("--split", choices=("train", "val", "all"), default="val")
    parser.add_argument("--photos", type=int, default=1000, help="of a source, at most")
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    options = parser.parse_args()
    if unknown := set(options.stages) - STAGES.keys():
        parser.error(f"no such stage: {', '.join(sorted(unknown))}")
    split = None if options.split == "all" else options.split
    bench = Bench(options.data, options.areas, split, options.photos)
    for name in options.stages or STAGES:
        print(f"## {name}\n")
        for part in STAGES[name](bench):
            print(f"{part}\n", flush=True)


if __name__ == "__main__":
    main()
