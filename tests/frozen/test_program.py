"""The standalone program does what the program does, wherever it lies and whoever starts it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.frozen.conftest import RunHaski, copy_linked
from tests.screens import Screen, needs_a_screen, open_screen, until
from tests.valid import valid
from tests.watch import Place, needs_watching

ROOT = Path(__file__).parents[2]
PHOTOS = (ROOT / "resources/sample.jpg", ROOT / "tests/data/sample.heic")


def without_time(lines: str) -> list[dict[str, object]]:
    results = [valid(line) for line in lines.splitlines()]
    for result in results:
        del result["timing_ms"]
    return results


def test_doctor(haski: RunHaski) -> None:
    found = haski("doctor")
    assert "all well" in found
    assert "not installed" not in found
    assert "_bundled/ml/exports" in found


def test_version_commit_and_model(haski: RunHaski) -> None:
    model = json.loads((ROOT / "ml/exports/skin_classifier.json").read_text())
    assert f"model {model['name']} {model['version']}\n" in haski("--version")
    assert "(commit " in haski("--version")


@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_same_result_as_from_source(haski: RunHaski, runtime: str) -> None:
    arguments = ("analyze", *PHOTOS, "--runtime", runtime)
    command = [sys.executable, "-m", "haski_desktop.cli.main", *map(str, arguments)]
    source = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert without_time(haski(*arguments)) == without_time(source.stdout)


def test_every_format(haski: RunHaski, tmp_path: Path, sample: Path) -> None:
    from PIL import Image

    endings = ("jpg", "png", "webp", "avif", "tiff", "gif", "bmp")
    paths = [tmp_path / f"photo.{ending}" for ending in endings]
    for path in paths:
        Image.open(sample).save(path)
    results = without_time(haski("analyze", *paths))
    assert [r["model_type"] for r in results] == ["tflite"] * len(endings)


def test_photos_are_decoded_in_processes_of_their_own(program: Path, tmp_path: Path) -> None:
    command = [str(program / "haski"), "analyze", str(ROOT / "tests/data/sample.heic")]
    environment = {"HOME": str(tmp_path), "HASKI_DEBUG": "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert "a process decodes HEIF" in done.stderr
    assert "no process can be started" not in done.stderr


def test_batch_of_100(haski: RunHaski, tmp_path: Path, sample: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(100):
        shutil.copyfile(sample, folder / f"{number:03}.jpg")
    haski("batch", folder, "--out", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [valid(line)["source"]["name"][-7:] for line in lines] == [
        f"{number:03}.jpg" for number in range(100)
    ]
    assert (tmp_path / ".cache/haski-desktop/results.sqlite").is_file()


def test_reports(haski: RunHaski, tmp_path: Path, sample: Path) -> None:
    for out in (tmp_path / "out.pdf", tmp_path / "out.html"):
        haski("report", sample, "--out", out)
    assert "Photo report" in (tmp_path / "out.html").read_text("utf-8")
    words = PdfReader(tmp_path / "out.pdf").pages[0].extract_text().split()
    assert words[:2] == ["Photo", "report"]


def test_spaces_and_other_letters_in_its_path(
    program: Path, haski: RunHaski, tmp_path: Path, sample: Path
) -> None:
    where = copy_linked(program, tmp_path / "mit Leerzeichen" / "Фото 写真 é")
    photo = where / "ein Foto ü.jpg"
    shutil.copyfile(sample, photo)
    (result,) = without_time(haski("analyze", photo, where=where))
    assert result["model_type"] == "tflite"


def test_through_a_link(program: Path, tmp_path: Path) -> None:
    """As the Debian package starts it."""
    link = tmp_path / "haski"
    link.symlink_to(program / "haski")
    subprocess.run([link, "doctor"], check=True, timeout=60, stdout=subprocess.DEVNULL)


def test_a_place_that_it_may_not_write_to(
    program: Path, haski: RunHaski, tmp_path: Path, sample: Path
) -> None:
    where = copy_linked(program, tmp_path / "place")
    readable = [where, *(path for path in where.rglob("*") if path.is_dir())]
    user: int | None
    if os.geteuid() == 0:  # root may write everywhere, so be somebody else
        for path in (*readable, tmp_path, *tmp_path.parents[:2]):
            path.chmod(0o755)
        user, photo = 65534, where / "_internal/haski_desktop/_bundled/resources/sample.jpg"
    else:
        for path in readable:
            path.chmod(0o555)
        user, photo = None, sample
    try:
        (result,) = without_time(haski("analyze", photo, where=where, user=user))
        assert result["model_type"] == "tflite"
    finally:
        for path in readable:
            path.chmod(0o755)


@pytest.mark.parametrize("home", ["empty", "missing", "unset", "not writable"])
def test_homes(haski: RunHaski, tmp_path: Path, sample: Path, home: str) -> None:
    """One that is empty, not there, not named at all, or that nothing can be written to."""
    place = tmp_path / "home"
    if home == "empty":
        place.mkdir()
    places = {"unset": {}, "not writable": {"HOME": "/proc/1"}}
    environment = places.get(home, {"HOME": str(place)})
    out = tmp_path / "out.csv"
    environment |= {"XDG_CACHE_HOME": str(tmp_path / "cache")} if home == "unset" else {}
    haski("batch", sample, "--out", out, env=environment)
    assert len(out.read_text().splitlines()) == 2


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with open_screen(tmp_path) as screen:
        yield screen


@needs_a_screen
@pytest.mark.parametrize("home", ["empty", "unset"])
def test_the_window_with_a_photo_closed_by_its_own_menu(
    program: Path, screen: Screen, tmp_path: Path, sample: Path, home: str
) -> None:
    places = {"empty": {"HOME": str(tmp_path)}, "unset": {"HASKI_CONFIG_DIR": str(tmp_path / "c")}}
    environment = {"PATH": "/nowhere", "LC_ALL": "C.UTF-8", **places[home], **screen.environment}
    command = [program / "haski-desktop", sample]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as window:
        try:
            until(screen.shows_a_result)
            colours = {bytes(pixel) for pixel in screen.pixels()[::3, ::3].reshape(-1, 3)}
            assert len(colours) > 2000  # the photo is there too
            screen.close_window()
            assert window.wait(20) == 0
            assert window.stderr is not None
            assert window.stderr.read() == ""
        finally:
            window.kill()


@needs_watching
@needs_a_screen
def test_the_window_without_a_network(
    program: Path, screen: Screen, tmp_path: Path, sample: Path
) -> None:
    place = Place(tmp_path / "place")
    with ThreadPoolExecutor() as beside:
        run = beside.submit(place.run, program / "haski-desktop", sample, **screen.environment)
        until(screen.shows_a_result)
        screen.close_window()
        seen = run.result()
    assert seen.status == 0, seen.errors
    assert (place.home / ".config/haski-desktop/window.ini").is_file()
    assert seen.families <= {"AF_UNIX"}
    assert place.strangers(seen) == []


@needs_watching
@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_the_command_line_without_a_network(
    program: Path, tmp_path: Path, sample: Path, runtime: str
) -> None:
    place = Place(tmp_path / "place")
    command = (program / "haski", "analyze", sample, "--threads", "1", "--runtime")
    seen = place.run(*command, runtime)
    assert valid(seen.output)["model_type"] == runtime
    assert seen.families == frozenset()
    assert place.strangers(seen) == []
    assert list(place.home.iterdir()) == []
    assert seen.threads == place.run(*command, "mock").threads


@needs_a_screen
def test_a_window_that_nobody_touches_rests(
    program: Path, screen: Screen, tmp_path: Path, sample: Path
) -> None:
    """For a minute it takes less than 1 % of a core."""
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **screen.environment}
    with subprocess.Popen([program / "haski-desktop", sample], env=environment) as window:
        try:
            until(screen.shows_a_result)
            before = processor_seconds(window.pid)
            with pytest.raises(subprocess.TimeoutExpired):
                window.wait(60)
            assert processor_seconds(window.pid) - before < 0.6
        finally:
            window.kill()


def processor_seconds(pid: int) -> float:
    """What a process has taken of the processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
