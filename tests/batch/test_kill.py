"""Kills, full disks, lost permissions and Ctrl-C, done for real to a real process."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.cli.main import main
from tests.batch.conftest import MakePhotos
from tests.batch.test_result_file import names
from tests.valid import valid

HASKI = (sys.executable, "-m", "haski_desktop.cli.main", "batch")
MOCK = ("--runtime", "mock")


def _start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start ``haski batch`` and return once it begins with the photos."""
    process = subprocess.Popen(
        [*HASKI, *map(str, arguments), *MOCK],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HASKI_DEBUG": "1"},
    )
    assert process.stderr is not None
    assert any("photos to analyse" in line for line in process.stderr)
    return process


def _wait(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=60)
    return process.returncode


def _haski(*arguments: str | Path) -> int:
    return main(["batch", *map(str, arguments), *MOCK])


def test_killed_at_twenty_random_moments(tmp_path: Path, make_photos: MakePhotos) -> None:
    photos, out = make_photos(400), tmp_path / "out.jsonl"
    rng = random.Random(20)
    done = 0
    for _ in range(20):
        process = _start(tmp_path / "photos", "--out", out, "--resume")
        # A random moment, not a wait: it may as well end before.
        try:
            process.wait(rng.uniform(0, 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
        _wait(process)
        whole_lines = out.read_bytes().split(b"\n")[:-1]
        assert all(valid(line) for line in whole_lines)
        assert len(whole_lines) >= done - 1  # at most the photo in hand is done again
        done = len(whole_lines)
    assert _haski(tmp_path / "photos", "--out", out, "--resume") == 0
    assert names(out) == [str(path) for path in photos]


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_killed_in_the_middle_of_a_write(
    tmp_path: Path, make_photos: MakePhotos, ending: str
) -> None:
    photos, out = make_photos(12), tmp_path / f"out{ending}"
    arguments = ("batch", str(tmp_path / "photos"), "--out", str(out), "--resume", *MOCK)
    # The first two or three are those with which a file begins, then two writes a photo follow.
    for operation in (1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5):
        command = (sys.executable, "-m", "tests.batch.killed", str(operation), *arguments)
        killed = subprocess.run(command, stderr=subprocess.DEVNULL, timeout=60, check=False)
        assert killed.returncode == -signal.SIGKILL
    assert _haski(*arguments[1:-2]) == 0
    assert names(out) == [str(path) for path in photos]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder))
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root only")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".csv"])
def test_disk_full(
    tmp_path: Path,
    small_disk: Path,
    make_photos: MakePhotos,
    capsys: pytest.CaptureFixture[str],
    ending: str,
) -> None:
    photos, out = make_photos(200), small_disk / f"out{ending}"
    assert _haski(tmp_path / "photos", "--out", out) == 1
    assert "no room left" in capsys.readouterr().err
    written = names(out)
    assert 0 < len(written) < 200
    subprocess.run(("mount", "-o", "remount,size=10m", str(small_disk)), check=True)
    assert _haski(tmp_path / "photos", "--out", out, "--resume") == 0
    assert names(out) == [str(path) for path in photos]


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".csv"])
def test_rows_are_dropped_on_a_full_disk(
    tmp_path: Path, small_disk: Path, make_photos: MakePhotos, ending: str
) -> None:
    """There is no room for a second copy: the rows that count are moved within the file."""
    photos, out = make_photos(200), small_disk / f"out{ending}"
    good = photos[0].read_bytes()
    broken = [photos[i] for i in (0, 7, 50, 199)]
    for photo in broken:
        photo.write_bytes(good[:50])
    subprocess.run(("mount", "-o", "remount,size=10m", str(small_disk)), check=True)
    assert _haski(tmp_path / "photos", "--out", out) == 1
    journal = Path(f"{out}.journal")
    room = (out.stat().st_size + 2 * journal.stat().st_size) // 1024 + 16
    subprocess.run(("mount", "-o", f"remount,size={room}k", str(small_disk)), check=True)
    inode = out.stat().st_ino
    for photo in broken:
        photo.write_bytes(good)
    assert _haski(tmp_path / "photos", "--out", out, "--resume") == 0
    assert names(out) == [str(path) for path in photos if path not in broken] + [
        str(path) for path in broken
    ]
    assert out.stat().st_ino == inode
    assert sorted(path.name for path in small_disk.iterdir()) == [out.name, journal.name]


def test_file_size_limit(tmp_path: Path, make_photos: MakePhotos) -> None:
    photos, out = make_photos(60), tmp_path / "out.json"
    command = [*HASKI, str(tmp_path / "photos"), "--out", str(out), *MOCK]
    limited = ["prlimit", "--fsize=20000", *command]
    run = subprocess.run(limited, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert "no room left" in run.stderr
    assert "--resume" in run.stderr
    assert 0 < len(names(out)) < 60
    assert _haski(tmp_path / "photos", "--out", out, "--resume") == 0
    assert names(out) == [str(path) for path in photos]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(tmp_path: Path, make_photos: MakePhotos, number: signal.Signals) -> None:
    (photo,) = make_photos(1)
    folder, out = tmp_path / "many", tmp_path / "out.json"
    folder.mkdir()
    for i in range(6000):
        os.link(photo, folder / f"{i}.png")
    process = _start(folder, "--out", out)
    process.send_signal(number)
    assert _wait(process) == 130
    done = len(names(out))
    assert done < 6000
    process = _start(folder, "--out", out, "--resume")
    process.send_signal(number)
    assert _wait(process) == 130
    assert names(out) == [str(folder / f"{i}.png") for i in range(len(names(out)))]
    assert len(names(out)) >= done


# Decodes for ever: in the program, where nobody can end it, or in a process of its own.
FOR_EVER = {
    "in the program": """
import os
from haski_desktop.engine import decoder_pool
endless, _ = os.pipe()
decoder_pool.decode = lambda *_: print("decoding", flush=True) or os.read(endless, 1)
""",
    "in a process": """
from haski_desktop.engine import decoder_pool
*command, served = decoder_pool._command()
before, serve = served.split("\\n")
served = "\\n".join((before, "from haski_desktop.engine import decode, decoder_process",
                     "import time", "def for_ever(*_):", "    time.sleep(10_000)",
                     "decode.structure.examine = for_ever", serve))
decoder_pool._command = lambda: [*command, served]
ask = decoder_pool._Process.ask
decoder_pool._Process.ask = lambda *words: print("decoding", flush=True) or ask(*words)
""",
}


@pytest.mark.parametrize("where", FOR_EVER)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_interrupt_waits_for_no_decoder(
    tmp_path: Path, where: str, number: signal.Signals
) -> None:
    photo = tmp_path / "photo.webp"
    Image.new("RGB", (300, 300)).save(photo)
    code = f"{FOR_EVER[where]}\nfrom haski_desktop.cli.start import entry; entry()"
    command = [sys.executable, "-c", code, "batch", str(photo), "--out", str(tmp_path / "o.csv")]
    with subprocess.Popen([*command, *MOCK], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"decoding\n"
        process.send_signal(number)
        for _ in range(600):  # two that come at once count as one
            process.send_signal(number)
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        assert process.poll() in (130, -signal.SIGTERM)


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """A function that gives up root's rights, which ignore permissions, for the test."""
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        if os.access(folder, os.W_OK):
            folder.chmod(folder.stat().st_mode | 0o711)
    is_root = os.geteuid() == 0
    yield lambda: os.seteuid(65534) if is_root else None
    if is_root:
        os.seteuid(0)


def test_permission_lost(
    tmp_path: Path,
    make_photos: MakePhotos,
    as_nobody: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    photos, out = make_photos(4), tmp_path / "results" / "out.jsonl"
    make_photos(2, tmp_path / "photos" / "private")
    out.parent.mkdir(mode=0o777)
    out.parent.chmod(0o777)
    # What a batch imports may lie where nobody but root can read.
    assert _haski(photos[0], "--out", tmp_path / "first.jsonl") == 0
    capsys.readouterr()
    photos[1].chmod(0)
    (tmp_path / "photos" / "private").chmod(0)
    as_nobody()
    assert _haski(tmp_path / "photos", "--out", out) == 1
    error = capsys.readouterr().err
    assert "private” can't be listed (Permission denied)" in error
    assert "1 failed (1 permission_denied), 1 folder not readable" in error
    assert len(names(out)) == 4
    assert _haski(tmp_path / "photos", "--out", tmp_path / "out.jsonl") == 2
    assert "Permission denied" in capsys.readouterr().err


def test_50_000_empty_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "empty", tmp_path / "out.csv"
    folder.mkdir()
    for i in range(50_000):
        os.close(os.open(folder / f"{i}.jpg", os.O_CREAT | os.O_WRONLY))
    assert _haski(folder, "--out", out) == 1
    assert "50000 failed (50000 empty_file)" in capsys.readouterr().err
    assert len(names(out)) == 50_000


def test_folder_removed_while_running(tmp_path: Path, make_photos: MakePhotos) -> None:
    make_photos(400)
    folder, out = tmp_path / "photos", tmp_path / "out.jsonl"
    process = _start(folder, "--out", out)
    shutil.rmtree(folder)
    assert _wait(process) == 1
    assert len(names(out)) == 400
