"""Ray's output equals the plain run's apart from order and timing.

Ray is no dependency of the tests: ``pip install haski-desktop[ray] pytest`` elsewhere, then
``python -m pytest -c /dev/null tests/batch/test_on_ray.py``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from haski_desktop.cli.main import main
from haski_desktop.paths import bundled
from tests.batch.conftest import MakePhotos
from tests.valid import valid

pytest.importorskip("ray")


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = [valid(line) | {"timing_ms": 0} for line in path.read_bytes().splitlines()]
    return sorted(rows, key=lambda row: row["source"]["name"])


def test_two_workers_against_the_plain_run(tmp_path: Path, make_photos: MakePhotos) -> None:
    photos = make_photos(100)
    shutil.copy(bundled("resources/sample.jpg"), photos[3])
    photos[5].write_bytes(b"")
    os.rename(photos[7], os.fsencode(photos[7].parent) + b"/caf\xe9.png")
    folder, plain, on_ray = tmp_path / "photos", tmp_path / "plain.jsonl", tmp_path / "ray.jsonl"
    command = (sys.executable, "-m", "haski_desktop.batch.on_ray", folder, "--out", on_ray)
    subprocess.run([*map(str, command), "--actors", "2"], check=True, timeout=300)
    assert main(["batch", str(folder), "--out", str(plain), "--no-cache"]) == 1
    assert len(_rows(plain)) == 100
    assert _rows(on_ray) == _rows(plain)
