"""What is shipped: the wheel in an empty environment, cut off from the network."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.valid import valid

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Built with the locked hatchling of this environment, so that nothing is fetched.
    run(
        *(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder),
        cwd=ROOT,
        HOME=str(folder),
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment that holds the locked packages and the wheel."""
    folder = tmp_path_factory.mktemp("installed") / "empty"
    venv.create(folder, with_pip=True)
    pip: list[str | Path] = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    settings = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    lock = ROOT / "packaging" / "locks" / "run.txt"
    run(*pip, "--require-hashes", "-r", lock, cwd=folder, HOME=os.environ["HOME"], **settings)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    return folder / "bin"


def test_the_wheel_holds_what_the_program_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    bundled = {n.removeprefix("haski_desktop/_bundled/") for n in names if "_bundled/" in n}
    assert {
        "ml/exports/skin_classifier.tflite",
        "ml/exports/skin_classifier_int8.tflite",
        "ml/exports/skin_classifier.onnx",
        "ml/exports/skin_classifier.json",
        "ml/exports/areas.tflite",
        "ml/exports/MODEL_CARD.md",
        "resources/sample.jpg",
        "resources/NOTICE.md",
        "resources/schema/result-2.json",
        "resources/report/report.html",
        "resources/report/pages.html",
        "resources/models/face_detection_short_range.tflite",
        "resources/models/face_landmark.tflite",
        "resources/models/MEDIAPIPE_LICENSE.txt",
    } <= bundled
    assert not [n for n in names if n.startswith(("tests/", "ml/", "packaging/"))]


def test_the_installed_program_analyses_the_sample_photo(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    found = valid(run(installed / "haski", "analyze", sample, cwd=tmp_path))
    assert found["model_type"] == "tflite"
    assert "all well" in run(installed / "haski", "doctor", cwd=tmp_path)
    assert model_type_of_the_service(installed, sample, tmp_path) == "tflite\n"


def test_the_installed_program_writes_reports(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    for name, begin in (("a.pdf", b"%PDF-"), ("a.html", b"<!DOCTYPE html>")):
        run(installed / "haski", "report", sample, "--out", name, cwd=tmp_path)
        assert (tmp_path / name).read_bytes().startswith(begin)


def model_type_of_the_service(installed: Path, photo: Path, cwd: Path) -> str:
    code = (
        "import sys; from haski_desktop.ml_infer import analyze_image; "
        "print(analyze_image(sys.argv[1])['model_type'])"
    )
    return run(installed / "python", "-c", code, photo, cwd=cwd)


def test_an_installed_program_whose_model_is_gone(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    """Exit status 3 and what to do on the command line; a marked mock from the service."""
    bundle = next(
        installed.parent.glob("lib/python3*/site-packages/haski_desktop/_bundled/ml/exports")
    )
    aside = tmp_path / "aside"
    aside.mkdir()
    files = list(bundle.glob("skin_classifier*"))
    for file in files:
        shutil.move(file, aside)
    try:
        done = subprocess.run(
            [installed / "haski", "analyze", sample], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (3, "")
        assert "install the program again" in done.stderr
        assert model_type_of_the_service(installed, sample, tmp_path) == "mock\n"
    finally:
        for file in files:
            shutil.move(aside / file.name, file)


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs Linux network namespaces")
def test_without_a_network_and_with_an_empty_home(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    """The same result, and no file written anywhere below the home folder."""
    home = tmp_path / "home"
    home.mkdir()
    command: list[str | Path] = [installed / "haski", "analyze", sample]
    # Root may cut itself off; others need a user namespace for it.
    alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    with_network = valid(run(*command, cwd=home))
    cut_off = valid(run(*alone, *command, cwd=home))
    for result in (with_network, cut_off):
        del result["timing_ms"]
    assert cut_off == with_network
    run(*alone, *command, "--runtime", "onnx", cwd=home)
    assert list(home.rglob("*")) == []
