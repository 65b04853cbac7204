"""Folders of generated photos, and a model that needs no file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine.analyzer import Analyzer

MakePhotos = Callable[..., list[Path]]


@pytest.fixture
def make_photos(tmp_path: Path) -> MakePhotos:
    """A function that writes small photos, each of its own colour."""

    def make(count: int, folder: Path | None = None) -> list[Path]:
        folder = folder or tmp_path / "photos"
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"photo {i}.png" for i in range(1, count + 1)]
        for i, path in enumerate(paths):
            colour = (i % 256, i // 256 % 256, 100)
            Image.new("RGB", (32, 32), colour).save(path, compress_level=1)
        return paths

    return make


@pytest.fixture
def mock() -> Analyzer:
    """The mock: its answer is always the same, so tests look at everything around it."""
    return Analyzer.open(runtime="mock")
