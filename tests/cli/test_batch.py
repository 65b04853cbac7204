"""``haski batch`` as its user meets it: arguments, what is written where, exit statuses."""

import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.cli.main import main
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import ModelError
from tests.valid import valid


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the real user's cache nor their model is touched."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in [n for n in os.environ if n.startswith(("XDG_", "HASKI_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos, one of them in a subfolder, and one that is none."""
    folder = tmp_path / "photos"
    (folder / "sub").mkdir(parents=True)
    for name in ("1.jpg", "2.png", "sub/3.png"):
        Image.new("RGB", (300, 300), (200, len(name), 100)).save(folder / name)
    (folder / "10.jpg").write_bytes(b"not a photo")
    return folder


def _batch(*arguments: str | Path, runtime: str = "mock") -> int:
    return main(["batch", *map(str, arguments), "--runtime", runtime])


def _shown(folder: Path, lines: str) -> list[str]:
    return [os.path.relpath(valid(line)["source"]["name"], folder) for line in lines.splitlines()]


def test_to_a_file(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert _batch(folder, "--out", out) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "3 analysed, 1 failed (1 unsupported_format)" in captured.err
    assert "DEMO" in captured.err
    assert [valid(line).get("error", {}).get("code") for line in out.read_bytes().splitlines()] == [
        *(None, None, "unsupported_format", None),
    ]
    assert _batch(folder, "--out", out) == 2
    assert "exists already" in capsys.readouterr().err
    (folder / "10.jpg").unlink()
    assert _batch(folder, "--out", out, "--resume") == 0
    assert "0 analysed, 3 done before" in capsys.readouterr().err


def test_to_standard_output(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert _batch(folder, "--out", "-", "--quiet") == 1
    captured = capsysbinary.readouterr()
    assert captured.err == b""
    assert _shown(folder, captured.out.decode()) == ["1.jpg", "2.png", "10.jpg", "sub/3.png"]


def test_a_photo_that_is_named_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _batch(folder, folder / "2.png", folder / "sub", "--out", "-") == 1
    shown = _shown(folder, capsys.readouterr().out)
    assert shown == ["1.jpg", "2.png", "10.jpg", "sub/3.png"]


def test_patterns(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patterns = ("--include", "*.png", "--include", "1.*", "--exclude", "sub")
    assert _batch(folder, "--out", "-", *patterns) == 0
    assert _shown(folder, capsys.readouterr().out) == ["1.jpg", "2.png"]


def test_output_inside_the_folder(folder: Path) -> None:
    for ending in ("jsonl", "json", "csv"):
        out = folder / f"out.{ending}"
        assert _batch(folder, "--out", out) == 1
        before = len(out.read_bytes())
        assert _batch(folder, "--out", out, "--resume") == 1
        assert len(out.read_bytes()) == before


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "out.json"
    assert _batch(tmp_path / "empty", "--out", out) == 0
    assert "No photos were found" in capsys.readouterr().err
    assert json.loads(out.read_bytes()) == []


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("out.txt", "does not end in .jsonl, .json, .csv"),
        ("missing/out.csv", "can't be written (No such file or directory)"),
    ],
)
def test_wrong_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, said: str
) -> None:
    assert _batch(folder, "--out", tmp_path / out) == 2
    assert said in capsys.readouterr().err


def test_wrong_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _batch(tmp_path / "typo", "--out", tmp_path / "out.csv") == 2
    assert "typo” was not found" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_standard_output_can_not_be_continued(folder: Path) -> None:
    assert _batch(folder, "--out", "-", "--resume") == 2


def test_no_model(folder: Path, tmp_path: Path) -> None:
    arguments = (folder, "--model", tmp_path / "none", "--out", tmp_path / "out.csv")
    assert _batch(*arguments, runtime="auto") == 3
    assert not (tmp_path / "out.csv").exists()


def test_cached(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        Analyzer.open()
    except ModelError:
        pytest.skip("no model is installed")
    outputs = []
    for extra in ((), (), ("--no-cache",)):
        assert _batch(folder, "--out", "-", *extra, runtime="auto") == 1
        lines = capsys.readouterr().out.splitlines()
        outputs.append([valid(line) | {"timing_ms": 0} for line in lines])
    assert outputs[0] == outputs[1] == outputs[2]
    assert list((tmp_path / "home").rglob("results.sqlite"))


def test_reader_of_the_pipe_goes_away(folder: Path) -> None:
    command = f"{sys.executable} -m haski_desktop.cli.main batch {folder} --runtime mock --out -"
    run = subprocess.run(
        ["sh", "-c", f"{command} | head -1"], capture_output=True, text=True, check=False
    )
    assert len(run.stdout.splitlines()) == 1
    assert "Traceback" not in run.stderr


def test_progress_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    parent, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    command = ("batch", folder, "--out", tmp_path / "out.csv", "--runtime", "mock")
    subprocess.run(
        [sys.executable, "-m", "haski_desktop.cli.main", *map(str, command)],
        stderr=terminal,
        timeout=60,
        check=False,
    )
    shown = os.read(parent, 100_000).decode()
    os.close(parent)
    os.close(terminal)
    assert "/4 [" in shown
    assert "3 analysed" in shown


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full", "2>/dev/null"])
@pytest.mark.parametrize("command", ["batch", "analyze"])
def test_results_whatever_standard_error_is(
    folder: Path, tmp_path: Path, stderr: str, command: str
) -> None:
    """Closed, full, or nowhere: all photos are analysed, and complaints about two stop nothing."""
    (folder / "3.jpg").write_bytes(b"no photo either")
    out = tmp_path / "out.jsonl"
    haski = f"{sys.executable} -m haski_desktop.cli.main {command}"
    if command == "batch":
        line = f"{haski} {folder} --out {out} --no-cache"
    else:
        line = f"{haski} {folder}/*.* > {out}"
    run = subprocess.run(["sh", "-c", f"{line} {stderr}"], check=False, timeout=60)
    assert run.returncode == 1
    lines = [valid(line) for line in out.read_bytes().splitlines()]
    found = [(Path(x["source"]["name"]).name, "error" in x) for x in lines]
    expected = [("1.jpg", False), ("10.jpg", True), ("2.png", False), ("3.jpg", True)]
    assert sorted(found)[:4] == expected[: len(found)]


@pytest.mark.parametrize("stream", ["2> /dev/full", ">&-", "2>&-"])
@pytest.mark.parametrize(("words", "status"), [("batch", 2), ("--help", 0), ("batch --help", 0)])
def test_usage_whatever_the_streams_are(words: str, status: int, stream: str) -> None:
    command = f"{sys.executable} -m haski_desktop.cli.main {words} {stream}"
    # Not measured for coverage, which would itself write to the stream that can't be written to.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    run = subprocess.run(
        ["sh", "-c", command], env=env, capture_output=True, check=False, timeout=60
    )
    assert run.returncode == status
    assert b"Traceback" not in run.stderr
    assert b"Exception" not in run.stderr


def test_several_networks_do_not_silence_each_other(folder: Path, tmp_path: Path) -> None:
    """Each is loaded in a thread of its own, with standard error turned away meanwhile."""
    for number in range(40):
        Image.new("RGB", (300, 300), (200, number, 100)).save(folder / f"more {number}.png")
    command = ("batch", folder, "--out", tmp_path / "out.csv", "--no-cache", "--threads", "4")
    run = subprocess.run(
        [sys.executable, "-c", RACE, *map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 1
    assert "43 analysed, 1 failed" in run.stderr


# The threads meet while one of them has turned standard error away.
RACE = """
import sys, threading
from haski_desktop.engine import litert
from haski_desktop.cli.start import entry
barrier, turned = threading.Barrier(2), litert._native_messages_to_log
import contextlib
@contextlib.contextmanager
def together():
    try:
        barrier.wait(2)
    except threading.BrokenBarrierError:
        pass
    with turned():
        yield
litert._native_messages_to_log = together
entry()
"""


# Interrupts the program while it imports the N-th of its own modules. Others are not counted:
# a tool that measures the tests may have imported them already.
INTERRUPTED_IMPORT = """
import os, signal, sys
number, sys.argv = int(sys.argv[1]), ["haski", *sys.argv[2:]]
from haski_desktop.cli.start import entry
left = [number]
def see(event, arguments):
    if event == "import" and arguments[0].startswith("haski_desktop"):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(see)
entry()
"""


@pytest.mark.parametrize("number", [1, 2, 5, 10, 20, 30, 40, 50, 60])
def test_interrupted_while_it_starts(folder: Path, tmp_path: Path, number: int) -> None:
    words = ("batch", str(folder), "--out", str(tmp_path / "out.csv"), "--no-cache")
    run = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT, str(number), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 130
    assert "Traceback" not in run.stderr
    assert run.stderr == "" or "Not finished" in run.stderr
