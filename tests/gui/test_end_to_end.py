"""The real ``main`` as a process of its own, on a screen of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gui.conftest import SAMPLE, MakePhotos
from tests.screens import open_screen
from tests.valid import valid

DRIVER = Path(__file__).with_name("drive_main.py")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a program needs to show itself where nobody sees it, or on the screen there is."""
    if sys.platform != "linux":
        yield {}
        return
    with open_screen(tmp_path) as hidden:
        yield hidden.environment


def test_photo_to_exported_json(
    screen: dict[str, str], tmp_path: Path, make_photos: MakePhotos
) -> None:
    config, target = tmp_path / "settings", tmp_path / "all.jsonl"
    folder = Path(make_photos(5)[0]).parent
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nand no more")
    environment = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
    environment |= {**screen, "HASKI_CONFIG_DIR": str(config), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.drive_main", target, SAMPLE, folder],
        env=environment,
        cwd=DRIVER.parents[2],
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = [valid(line) for line in target.read_bytes().splitlines()]
    assert [r["source"]["name"] for r in results] == [
        "sample.jpg", "broken.png", *(f"photo {n:03}.jpg" for n in range(5)),
    ]  # fmt: skip
    assert [("error" in r) for r in results] == [False, True, *[False] * 5]
    assert (config / "window.ini").is_file()


def test_version_needs_no_screen() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "haski_desktop.gui.app", "--version"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("haski-desktop 0.")
