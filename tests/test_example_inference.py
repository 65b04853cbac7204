"""The example that the service's description names runs as it stands."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "ml" / "exports" / "example_inference.py"


def run(folder: Path, *photos: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *photos],
        cwd=folder,
        env={"HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_analyses_the_sample_in_every_way(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    classes, *answers = done.stdout.split("\n\n")
    assert "combination" in classes
    assert "psoriasis" in classes
    assert [answer.splitlines()[0] for answer in answers] == [
        "sample.jpg, by its path",
        "sample.jpg, by its bytes",
        "sample.jpg, one of 1 side by side",
    ]
    results = {answer.partition("\n")[2].strip() for answer in answers}
    assert len(results) == 1
    assert "model v1-exported, tflite" in results.pop()


def test_a_missing_photo_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "none.jpg")
    assert done.returncode == 1
    assert "none.jpg" in done.stderr
