"""Histories in files of their own, and photos with results to put into them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from haski_desktop.engine.analysis import Analysis, Source
from haski_desktop.history.store import History
from tests.conftest import encoded
from tests.made_up import made_up

# Photos differ by their number, and so do their results' checksums.
Photo = tuple[bytes, Analysis]


def photo(number: int, **changes: Any) -> Photo:
    """The bytes of a photo, and a result for it."""
    data = encoded(Image.new("RGB", (16, 16), (number % 256, number // 256, 90)), "PNG")
    source = Source(f"photo {number}.png", hashlib.sha256(data).hexdigest(), 16, 16)
    return data, made_up(source=source, **changes)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "history" / "history.sqlite")


@pytest.fixture
def history(path: str) -> Iterator[History]:
    """A history that is on and keeps no copies."""
    with History(path, create=True) as history:
        history.turn_on(keeps_photos=False)
        yield history
