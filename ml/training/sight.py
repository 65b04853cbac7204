"""What the program sees of a photo before the classifier runs: its views, and the skin's tone."""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from haski_desktop.engine.analysis import Region
from haski_desktop.engine.loading import load_see_networks
from haski_desktop.engine.model import ModelBundle, ViewName
from haski_desktop.engine.photo import load_working_photo
from haski_desktop.engine.postprocess import Circumstances
from haski_desktop.engine.scene import inspect, look
from haski_desktop.engine.see.colour import lab
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.views import cut, hair_only
from ml.training.dataset import Row

# Less yellow than this a photo is in black and white or under coloured light.
YELLOW = 5.0


class Seen(NamedTuple):
    """A photo as the classifier gets it.

    Attributes:
        views: (height, width, 3) pixels by the view's name.
        known: What else is known of it.
        tone: Individual typology angle of the cheeks in degrees, NaN without a face in
            colour (Chardon, Cretois & Hourseau 1991). For audits alone: light moves it.
    """

    views: dict[ViewName, NDArray[np.uint8]]
    known: Circumstances
    tone: float


def look_at(rows: Sequence[Row], folder: Path, bundle: ModelBundle) -> Iterator[Seen]:
    """Each photo as the program sees it, with the bundle's areas network if it has one.

    Raises:
        PhotoError: A photo can't be read.
        ModelError: A network failed.
    """
    manifest = bundle.manifest
    side = (manifest.input.width, manifest.input.height)
    networks = load_see_networks(bundle)

    def seen(row: Row) -> Seen:
        photo = load_working_photo(folder / row.image)
        pixels = Pyramid(photo.pixels)
        size = photo.width, photo.height
        scene = look(pixels, size, networks)
        views = {}
        for name, (_, box, masked) in scene.views.items():
            views[name] = cut(pixels, box, side)
            if masked and scene.areas is not None:
                views[name] = hair_only(views[name], box, scene.areas, manifest.fill)
        regions, quality = inspect(pixels, size, scene)
        known = Circumstances(scene.reasons, quality is None or quality.usable)
        return Seen(views, known, _tone(photo.pixels, regions))

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(seen, rows)


def _tone(image: Image.Image, regions: Sequence[Region]) -> float:
    cheeks = Image.new("1", image.size)
    for region in regions:
        if region.name.endswith("cheek"):
            corners = [(x * image.width, y * image.height) for x, y in region.polygon]
            ImageDraw.Draw(cheeks).polygon(corners, fill=1)
    inside = np.asarray(cheeks, np.bool_)
    if not inside.any():
        return math.nan
    light, _, yellow = np.median(lab(np.asarray(image)[inside]), 0)
    return math.nan if yellow < YELLOW else math.degrees(math.atan2(light - 50, yellow))
