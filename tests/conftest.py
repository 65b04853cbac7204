"""What every test may use: the sample photo, the bundled model, photos made on the spot."""

import io
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from haski_desktop import language
from haski_desktop.batch import scan
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import MANIFEST
from haski_desktop.paths import bundled


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the real user's folders, nor sees their settings."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in [n for n in os.environ if n.startswith(("XDG_", "HASKI_", "ML_"))]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests read English, whatever language the person who runs them does."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    yield
    language.use(language.SOURCE)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The photo that ships with the program."""
    return bundled("resources/sample.jpg")


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The bundled model on its preferred runtime."""
    return Analyzer.open()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the bundled model, to be damaged."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    for pattern in ("skin_classifier*", "areas.tflite"):
        for file in bundled("ml/exports").glob(pattern):
            shutil.copy(file, folder)
    assert (folder / MANIFEST).exists()
    return folder


@pytest.fixture(scope="session")
def gradient() -> Image.Image:
    """A small picture whose four corners differ, so that every turn of it can be told."""
    y, x = np.mgrid[0:48, 0:64]
    channels = np.stack([x * 4, y * 5, np.where((x < 32) == (y < 24), 200, 20)], axis=2)
    return Image.fromarray(channels.astype(np.uint8))


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """``image`` as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[Path]:
    """A named pipe that nobody writes to."""
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    yield path
    path.unlink()


class HungDrive:
    """Every folder called ``hung`` is never listed, until the test ends.

    Attributes:
        is_waited_for: Set once something waits for it.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_waited_for = threading.Event()
        self._answers = threading.Event()
        scandir = os.scandir

        def hanging(path: str) -> object:
            if os.path.basename(path) == "hung":
                self.is_waited_for.set()
                assert self._answers.wait(300)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", hanging)
        monkeypatch.setattr(scan, "LAST_SECONDS", 0.01)

    def answer(self) -> None:
        """Let who waits go on, and wait until that has ended."""
        self._answers.set()
        for thread in threading.enumerate():
            if thread.name == "haski-scan":
                thread.join()


@pytest.fixture
def hung_drive(monkeypatch: pytest.MonkeyPatch) -> Iterator[HungDrive]:
    drive = HungDrive(monkeypatch)
    yield drive
    drive.answer()
