"""What the program sees of a photo before the classifier runs: its views, and the skin's tone."""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import NamedTuple

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from haski_desktop.engine.model import InputSpec, ModelBundle, ViewName
from haski_desktop.engine.photo import load_working_photo
from haski_desktop.engine.preprocess import resize
from haski_desktop.engine.see.areas import find_areas
from haski_desktop.engine.see.colour import lab
from haski_desktop.engine.see.faces import DETECTOR_FILE, MESH_FILE, Face, find_faces
from haski_desktop.engine.see.regions import look_at_face
from haski_desktop.engine.see.views import choose_views, cut
from haski_desktop.paths import bundled
from ml.training.dataset import Row

# Less yellow than this a photo is in black and white or under coloured light.
YELLOW = 5.0
# The name of the areas network in a manifest.
AREAS = "areas"


class Seen(NamedTuple):
    """A photo as the classifier gets it.

    Attributes:
        views: (height, width, 3) pixels by the view's name.
        tone: Individual typology angle of the cheeks in degrees, NaN without a face in
            colour (Chardon, Cretois & Hourseau 1991). For audits alone: light moves it.
    """

    views: dict[ViewName, NDArray[np.uint8]]
    tone: float


class _Network:
    def __init__(self, file: Path) -> None:
        self._network = Interpreter(str(file), num_threads=1)
        self._network.allocate_tensors()

    def run(self, *inputs: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        for details, values in zip(self._network.get_input_details(), inputs, strict=True):
            self._network.set_tensor(details["index"], values)
        self._network.invoke()
        return {
            details["name"]: self._network.get_tensor(details["index"])
            for details in self._network.get_output_details()
        }


def look_at(rows: Sequence[Row], folder: Path, bundle: ModelBundle) -> Iterator[Seen]:
    """Each photo as the program sees it.

    Args:
        rows: The photos.
        folder: The folder that their paths start from.
        bundle: Its areas network finds the views; without one the whole is the only view.

    Raises:
        PhotoError: A photo can't be read.
    """
    manifest = bundle.manifest
    side = (manifest.input.width, manifest.input.height)
    own = local()  # an interpreter serves one thread

    def look(row: Row) -> Seen:
        photo = load_working_photo(folder / row.image)
        image, size = photo.pixels, (photo.width, photo.height)
        if AREAS not in manifest.networks:
            return Seen({"whole": resize(image, manifest.input)}, math.nan)
        if not hasattr(own, "networks"):
            areas = bundle.folder / manifest.networks[AREAS].path
            files = (areas, bundled(DETECTOR_FILE), bundled(MESH_FILE))
            own.networks = [_Network(file) for file in files]
        network, detector, mesh = own.networks
        found = find_areas(resize(image, InputSpec()), network)
        faces = find_faces(image, detector, mesh, found.skin_boxes + found.hair_boxes)
        face = faces[0] if faces else None
        views = {
            name: cut(image, view, side, found, manifest.fill)
            for name, view in choose_views(size, face, found).items()
        }
        return Seen(views, math.nan if face is None else _tone(image, face))

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(look, rows)


def _tone(image: Image.Image, face: Face) -> float:
    regions, _ = look_at_face(image, face, None)
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
