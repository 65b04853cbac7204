"""The real small networks, and photos made of the sample."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.loading import load_network
from haski_desktop.engine.runtime import Runtime, Signature
from haski_desktop.engine.see.areas import Areas, areas_of
from haski_desktop.engine.see.faces import (
    DETECTOR,
    DETECTOR_FILE,
    MESH,
    MESH_FILE,
    Face,
    find_faces,
)
from haski_desktop.engine.see.geometry import Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.paths import bundled


def loaded(file: str, signature: Signature) -> Runtime:
    path = bundled(file)
    return load_network(path.read_bytes(), (file, path.name), signature)


@pytest.fixture(scope="session")
def detector() -> Runtime:
    return loaded(DETECTOR_FILE, DETECTOR)


@pytest.fixture(scope="session")
def mesh() -> Runtime:
    return loaded(MESH_FILE, MESH)


@pytest.fixture(scope="session")
def portrait(sample: Path) -> Image.Image:
    """A woman's face, 320 x 320, seen from the front, before a dark background."""
    return Image.open(sample).convert("RGB")


def scene(width: int, height: int, seed: int = 0) -> Image.Image:
    """A larger picture in which nobody is: soft coloured shapes."""
    noise = np.random.default_rng(seed).integers(40, 215, (6, 8, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


def pasted(photo: Image.Image, side: int, where: tuple[int, int], into: Image.Image) -> Image.Image:
    """A scene with ``photo`` in it, ``side`` pixels wide, its upper left corner at ``where``."""
    into = into.copy()
    into.paste(photo.resize((side, side * photo.height // photo.width)), where)
    return into


@pytest.fixture(scope="session")
def frontal(portrait: Image.Image, detector: Runtime, mesh: Runtime) -> Face:
    """The face of the portrait."""
    (face,) = find_faces(Pyramid(portrait), detector, mesh)
    return face


def drawn_areas(skin: Sequence[Box] = (), hair: Sequence[Box] = ()) -> Areas:
    """Areas as a network would find them, of rectangles."""
    maps = np.full((112, 112, 2), 0.02, np.float32)
    for channel, boxes in enumerate((skin, hair)):
        for box in boxes:
            left, top, right, bottom = (round(edge) for edge in box.pixels((112, 112)))
            maps[top:bottom, left:right] = 0.02
            maps[top:bottom, left:right, channel] = 0.98
    return areas_of(maps)
