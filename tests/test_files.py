"""Whole files or none, whoever else writes them."""

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from haski_desktop.errors import OutputError
from haski_desktop.files import locked, write_atomically


def test_replaced_in_one_step(tmp_path: Path) -> None:
    file, link = tmp_path / "out.json", tmp_path / "link.json"
    file.write_bytes(b"old")
    link.symlink_to(file)
    with file.open("rb") as reader:
        write_atomically(link, b"new")
        assert reader.read() == b"old"
    assert file.read_bytes() == b"new"
    assert link.is_symlink()


def test_not_replaced_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.json"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        write_atomically(file, b"new")
    assert caught.value.code == "disk_full"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert file.read_bytes() == b"old"
    with pytest.raises(OutputError, match="can't be written"):
        write_atomically(tmp_path / "none" / "out.json", b"new")


def test_written_by_many_threads_at_once(tmp_path: Path) -> None:
    contents = [bytes([65 + i]) * 100_000 for i in range(8)]
    with ThreadPoolExecutor(len(contents)) as pool:
        for _ in range(5):
            list(pool.map(lambda data: write_atomically(tmp_path / "out", data), contents))
            assert (tmp_path / "out").read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_a_private_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "own", b"secret", private=True)
    write_atomically(tmp_path / "usual", b"open")
    (tmp_path / "made").touch()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["own"] == 0o600
    assert modes["usual"] == modes["made"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "out"), locked(tmp_path / "other"):
        with pytest.raises(OutputError) as caught, locked(tmp_path / "out"):
            pass
        assert caught.value.code == "output_in_use"
    with locked(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    code = """
import sys
from haski_desktop.files import locked
with locked(sys.argv[1]):
    print("locked", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out")],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        with pytest.raises(OutputError, match="another program"), locked(tmp_path / "out"):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with locked(tmp_path / "out"):
        pass


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "out.lock").mkdir()
    for path in (tmp_path / "out", tmp_path / "none" / "out"):
        with pytest.raises(OutputError, match="can't be written"), locked(path):
            pass
    assert not (tmp_path / "none").exists()
