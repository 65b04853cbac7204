"""Nothing leaves the computer: the program where no network exists, with all it does seen."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from tests.screens import needs_a_screen, open_screen, until
from tests.valid import valid
from tests.watch import Place, Seen, needs_watching

ROOT = Path(__file__).parents[1]
pytestmark = needs_watching

# Runs a module as a program and notes on standard error, from inside Python, whatever
# concerns a network or another program. It keeps a standard error of its own: while a model
# is loaded, the program's goes to its log, whichever thread writes there.
AUDITED = """
import os, runpy, sys
notes = os.dup(2)
def note(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
                         "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        os.write(notes, f"AUDIT {event}\\n".encode())
sys.addaudithook(note)
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def run(place: Place, module: str, *arguments: str | Path, **environment: str) -> Seen:
    command = (sys.executable, "-c", AUDITED, module, *arguments)
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return place.run(*command, **environment)


def audited(seen: Seen) -> set[str]:
    return {line.split()[1] for line in seen.errors.splitlines() if line.startswith("AUDIT")}


@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_the_command_line(place: Place, sample: Path, runtime: str) -> None:
    command = ("haski_desktop.cli.main", "analyze", sample, "--threads", "1", "--runtime")
    seen = run(place, *command, runtime)
    assert valid(seen.output)["model_type"] == runtime
    assert (seen.families, audited(seen)) == (frozenset(), set())
    assert place.strangers(seen) == []
    assert list(place.home.iterdir()) + list(place.temporary.iterdir()) == []
    # As many threads as with no library at all: none of theirs reports anything.
    assert seen.threads == run(place, *command, "mock").threads


def test_a_photo_decoded_in_a_process_of_its_own(place: Place, tmp_path: Path) -> None:
    photo = tmp_path / "photo.webp"
    Image.new("RGB", (300, 300)).save(photo)
    seen = run(place, "haski_desktop.cli.main", "analyze", photo, "--threads", "1")
    assert (seen.status, seen.families, audited(seen)) == (0, frozenset(), {"subprocess.Popen"})
    assert place.strangers(seen) == []
    assert list(place.home.iterdir()) + list(place.temporary.iterdir()) == []


def test_a_batch_writes_its_file_and_its_cache(place: Place, sample: Path) -> None:
    out = place.temporary / "out.csv"
    seen = run(place, "haski_desktop.cli.main", "batch", sample, "--out", out)
    assert (seen.status, seen.families, audited(seen)) == (0, frozenset(), set())
    assert place.strangers(seen) == []
    assert (place.home / ".cache/haski-desktop/results.sqlite").is_file()


def test_the_history_stays_in_its_folder(place: Place, sample: Path) -> None:
    folder = place.home / ".local/share/haski-desktop/history"
    for words in (("on",), ("add", "Anna", sample), ("delete", "Anna", "--yes")):
        seen = run(place, "haski_desktop.cli.main", "history", *words)
        assert (seen.status, seen.families, audited(seen)) == (0, frozenset(), set())
        assert place.strangers(seen) == []
    assert [file.name for file in folder.iterdir()] == ["history.sqlite"]
    assert list(place.temporary.iterdir()) == []


@needs_a_screen
def test_the_window(place: Place, tmp_path: Path, sample: Path) -> None:
    with open_screen(tmp_path) as screen, ThreadPoolExecutor() as beside:
        task = beside.submit(run, place, "haski_desktop.gui.app", sample, **screen.environment)
        until(screen.shows_a_result)
        screen.close_window()
        seen = task.result()
    assert seen.status == 0, seen.errors
    assert (place.home / ".config/haski-desktop/window.ini").is_file()
    # To the screen, and a pair of connected ones, by which a signal wakes the window.
    assert seen.families == {"AF_UNIX"}
    assert audited(seen) == {"socket.__new__"}
    assert place.strangers(seen) == []
    assert list(place.temporary.iterdir()) == []


def test_a_library_that_reports_home_would_be_seen(place: Place) -> None:
    """What onnxruntime does unless it is told not to: a thread, and a file of its own."""
    command = (sys.executable, "-c", "import onnxruntime")
    silent = place.run(*command, ORT_DISABLE_TELEMETRY="1", OPENBLAS_NUM_THREADS="1")
    talking = place.run(*command, ORT_DISABLE_TELEMETRY="0", OPENBLAS_NUM_THREADS="1")
    assert place.strangers(silent) == []
    assert place.strangers(talking)
    assert talking.threads > silent.threads


def test_a_connection_would_be_seen(place: Place) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    seen = place.run(sys.executable, "-c", code)
    assert "AF_INET" in seen.families
    assert "Network is unreachable" in seen.errors


def test_telemetry_stays_off_whatever_the_environment_says(place: Place, sample: Path) -> None:
    command = ("haski_desktop.cli.main", "analyze", sample, "--runtime", "onnx")
    assert place.strangers(run(place, *command, ORT_DISABLE_TELEMETRY="0")) == []
    assert os.listdir(place.home) == []
