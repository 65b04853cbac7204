"""System calls that fail while a batch writes: an error in words, and nothing lost."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.batch.test_result_file import names

HASKI = (sys.executable, "-m", "haski_desktop.cli.main", "batch")
CALLS = {"write": (1, 2, 5, 9), "fsync": (1, 2), "ftruncate": (1,), "openat": (1, 2), "lseek": (2,)}
FAULTS = [
    (call, error, when)
    for (call, turns), error in itertools.product(CALLS.items(), ("EIO", "ENOSPC"))
    for when in turns
]


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize(("call", "error", "when"), FAULTS)
def test_a_call_that_fails(tmp_path: Path, call: str, error: str, when: int) -> None:
    folder, out = tmp_path / "photos", tmp_path / "out.json"
    folder.mkdir()
    photos = [folder / f"{number}.png" for number in range(6)]
    for number, photo in enumerate(photos):
        Image.new("RGB", (32, 32), (number, 0, 0)).save(photo)
    command = (*HASKI, str(folder), "--out", str(out), "--runtime", "mock", "--resume")
    files = (out, f"{out}.journal", f"{out}.lock")
    inject = f"inject={call}:error={error}:when={when}"
    tracing = ["strace", "-f", "-o", str(tmp_path / "trace"), "-e", f"trace={call}", "-e", inject]
    for file in files:
        tracing += ["-P", str(file)]
    run = subprocess.run(
        [*tracing, *command], capture_output=True, text=True, check=False, timeout=60
    )
    if "Operation not permitted" in run.stderr and "ptrace" in run.stderr:
        pytest.skip("programs may not be traced here")
    assert "INJECTED" in (tmp_path / "trace").read_text()
    assert "Traceback" not in run.stderr
    assert run.returncode in (1, 2)
    assert ("can't be written" if error == "EIO" else "no room left") in run.stderr
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 0, again.stderr
    assert names(out) == list(map(str, photos))
