"""Files that are damaged, from a newer version or can't be written: said, kept, survived."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.absurd import line
from tests.valid import valid

ROOT = Path(__file__).parents[1]
HASKI = (sys.executable, "-m", "haski_desktop.cli.main")
Done = subprocess.CompletedProcess[str]

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "random": lambda content: random.Random(5).randbytes(len(content)),
}


def haski(home: Path, *words: str | Path, before: tuple[str, ...] = ()) -> Done:
    return subprocess.run(
        [*before, *HASKI, *map(str, words)],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("damage", DAMAGES)
def test_cache(tmp_path: Path, sample: Path, damage: str) -> None:
    out = tmp_path / "out.jsonl"
    assert haski(tmp_path, "batch", sample, "--out", out).returncode == 0
    cache = tmp_path / ".cache/haski-desktop/results.sqlite"
    damaged = DAMAGES[damage](cache.read_bytes())
    cache.write_bytes(damaged)
    for ending in ("-wal", "-shm"):
        Path(f"{cache}{ending}").unlink(missing_ok=True)
    out.unlink()
    done = haski(tmp_path, "batch", sample, "--out", out, "--resume")
    assert done.returncode == 0
    assert valid(out.read_text())["model_type"] == "tflite"
    aside = cache.with_name("results.sqlite.damaged")
    if damage == "empty":  # which is how a new one begins
        assert not aside.exists()
    else:
        assert aside.read_bytes() == damaged
        assert str(aside) in done.stderr


@pytest.mark.parametrize("damage", [*DAMAGES, "newer"])
def test_journal(tmp_path: Path, sample: Path, damage: str) -> None:
    """Results are never lost: continued as far as the journal goes, or refused in words."""
    folder, out = tmp_path / "photos", tmp_path / "out.jsonl"
    folder.mkdir()
    for number in range(4):
        shutil.copy(sample, folder / f"{number}.jpg")
    assert haski(tmp_path, "batch", folder, "--out", out).returncode == 0
    journal, results = Path(f"{out}.journal"), out.read_text()
    content = journal.read_bytes()
    _, rows = content.split(b"\n", 1)
    newer = line(["haski-journal", 99, "jsonl", None]) + rows
    damaged = newer if damage == "newer" else DAMAGES[damage](content)
    journal.write_bytes(damaged)
    done = haski(tmp_path, "batch", folder, "--out", out, "--resume")
    if damage == "truncated":
        assert done.returncode == 0
        assert len(out.read_text().splitlines()) == 4
        assert f"{out}.damaged" in done.stderr
        assert Path(f"{out}.damaged").read_text() == results
    else:
        assert done.returncode == 2
        assert "journal that is damaged" in done.stderr
        assert (out.read_text(), journal.read_bytes()) == (results, damaged)


@pytest.mark.parametrize("damage", DAMAGES)
def test_model_file(tmp_path: Path, bundle: Path, sample: Path, damage: str) -> None:
    """Named, never deleted; the other file answers."""
    files = {file: DAMAGES[damage](file.read_bytes()) for file in bundle.glob("*.tflite")}
    for file, damaged in files.items():
        file.write_bytes(damaged)
    done = haski(tmp_path, "analyze", sample, "--model", bundle)
    assert valid(done.stdout)["model_type"] == "onnx"
    assert any(file.name in done.stderr for file in files)
    assert "does not match its checksum" in done.stderr
    assert {file: file.read_bytes() for file in files} == files


@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit")
def test_no_room_anywhere(tmp_path: Path, sample: Path) -> None:
    """A photo is analysed also where not one byte can be written to any disk."""
    full = ("prlimit", "--fsize=0")
    done = haski(tmp_path, "analyze", sample, before=full)
    assert valid(done.stdout)["model_type"] == "tflite"
    done = haski(tmp_path, "batch", sample, "--out", tmp_path / "out.csv", before=full)
    assert done.returncode == 1
    assert "no room left" in done.stderr
    done = haski(tmp_path, "batch", sample, "--out", "-", before=full)
    assert valid(done.stdout)["model_type"] == "tflite"


@pytest.mark.parametrize("content", [b"", b"[General]\ntheme=from 2031\n[new]\na=1\n"])
def test_settings_that_still_can_be_read(tmp_path: Path, content: bytes) -> None:
    file, done = open_and_close_the_window(tmp_path, content)
    assert (done.returncode, done.stderr) == (0, "")
    assert b"window=" in file.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"[General]\nthe", random.Random(2).randbytes(900) + b"\nno value\n"],
    ids=["truncated", "random"],
)
def test_settings_that_can_not_be_read(tmp_path: Path, content: bytes) -> None:
    file, done = open_and_close_the_window(tmp_path, content)
    assert done.returncode == 0
    assert "has been set aside" in done.stderr
    assert file.with_suffix(".damaged").read_bytes() == content
    assert b"window=" in file.read_bytes()


def test_settings_from_a_newer_version_are_kept(tmp_path: Path) -> None:
    file, _ = open_and_close_the_window(tmp_path, b"[new]\nwish=1\n")
    assert b"wish=1" in file.read_bytes()


def test_settings_where_nothing_can_be_written(tmp_path: Path) -> None:
    _, done = open_and_close_the_window(
        tmp_path, b"[General]\ntheme=dark\n", "prlimit", "--fsize=0"
    )
    assert done.returncode == 0


OPEN_AND_CLOSE = """
from PySide6.QtCore import QTimer
from haski_desktop.gui import app, main_window
start = main_window.MainWindow.start
def start_and_close(window, paths):
    start(window, paths)
    window.session.model_ready.connect(window.close)
main_window.MainWindow.start = start_and_close
raise SystemExit(app.main([]))
"""


def open_and_close_the_window(home: Path, settings: bytes, *before: str) -> tuple[Path, Done]:
    """The settings' file and what the program said, with ``settings`` in the file before."""
    file = home / "settings" / "window.ini"
    file.parent.mkdir()
    file.write_bytes(settings)
    done = subprocess.run(
        [*before, sys.executable, "-c", OPEN_AND_CLOSE],
        env={
            "HOME": str(home),
            "HASKI_CONFIG_DIR": str(file.parent),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    done.stderr = "\n".join(said)
    return file, done
