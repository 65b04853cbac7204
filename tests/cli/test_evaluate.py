"""``haski evaluate`` and ``haski compare`` as a researcher uses them."""

import html
import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageFilter, ImageOps

from tests.cli.test_cli import haski


@pytest.fixture
def folder(tmp_path: Path, sample: Path) -> Path:
    """The sample, changed a little six times, with labels; and one that is no photo."""
    folder = tmp_path / "labelled"
    folder.mkdir()
    photo = Image.open(sample)
    changed = [
        photo,
        ImageOps.mirror(photo),
        photo.rotate(8),
        photo.filter(ImageFilter.GaussianBlur(2)),
        photo.crop((30, 0, 300, 280)),
        ImageOps.autocontrast(photo),
    ]
    lines = ["photo,hair_type,condition,group,device"]
    for number, each in enumerate(changed):
        each.save(folder / f"{number}.png")
        label = "wavy" if number % 2 else "straight"
        lines.append(f"{number}.png,{label},healthy,{number},{'phone' if number else 'camera'}")
    (folder / "broken.jpg").write_text("no photo")
    lines.append("broken.jpg,wavy,healthy,7,phone")
    (folder / "labels.csv").write_text("\n".join(lines) + "\n")
    return folder


def test_evaluate_prints_and_writes_scores(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = haski("evaluate", folder, "--by", "Device", "--out", out)
    assert done.returncode == 1
    assert "broken.jpg" in done.stderr
    assert "6 photos, 1 could not be read" in done.stdout
    assert "Hair type: device" in done.stdout
    report = json.loads(out.read_bytes())
    assert report["kind"] == "evaluation"
    hair = report["model"]["heads"]["hair_type"]
    assert hair["photos"] == 6
    assert sum(map(sum, hair["confusion"])) == 6
    assert [row[0] + row[1] >= 0 for row in hair["confusion"]]
    assert report["failures"][0]["error"]["code"] == "unsupported_format"
    # Five photos of a phone are enough for a row of their own, one of a camera is not.
    values = [group["value"] for group in report["model"]["groups"]["hair_type"]]
    assert values == ["phone"]


def test_compare_eight_bits_with_thirty_two(folder: Path, bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = haski(
        *("compare", folder, "--a", bundle / "skin_classifier.tflite"),
        *("--b", bundle / "skin_classifier_int8.tflite", "--out", out),
    )
    assert done.returncode == 1, done.stderr
    assert "B takes" in done.stdout
    report = json.loads(out.read_bytes())
    assert report["a"]["name"] == "skin_classifier.tflite"
    assert report["time_ratio"] > 0
    assert 0.5 <= report["agreement"]["hair_type"]["same_label"] <= 1
    assert 0 < report["agreement"]["hair_type"]["largest_difference"] < 0.5
    assert report["tests"]["hair_type"]["photos"] == 6


def test_the_page_says_what_the_terminal_says(folder: Path, bundle: Path, tmp_path: Path) -> None:
    (folder / "0.png").rename(folder / "<b>&.png")
    table = folder / "labels.csv"
    table.write_text(table.read_text().replace("0.png", "<b>&.png", 1))
    out = tmp_path / "report.html"
    int8 = bundle / "skin_classifier_int8.tflite"
    done = haski("compare", folder, "--a", bundle, "--b", int8, "--out", out, "--by", "device")
    page = out.read_text()
    assert page.count("<svg") == 4  # two plots of each question that has labels
    words = html.unescape(re.sub(r"<[^>]*>", "\n", page))
    for line in done.stdout.splitlines():
        for cell in filter(None, re.split(r"  +", line.strip())):
            assert cell in words, cell
    assert "<b>" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_compare_a_model_with_itself(folder: Path, bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = haski("compare", folder, "--b", bundle, "--out", out, "--quiet")
    report = json.loads(out.read_bytes())
    assert report["differences"] == []
    assert {each["same_answer"] for each in report["agreement"].values()} == {1}
    assert {each["p_value"] for each in report["tests"].values()} == {1}
    assert "differ" not in done.stdout.replace("difference", "")


def test_compare_without_labels_tells_how_far_they_agree(folder: Path, bundle: Path) -> None:
    (folder / "labels.csv").unlink()
    (folder / "broken.jpg").unlink()
    done = haski("compare", folder, "--a", bundle, "--runtime-a", "onnx", "--b", bundle)
    assert done.returncode == 0, done.stderr
    assert "no labels" in done.stderr
    assert "(onnx)" in done.stdout
    assert "Same answer" in done.stdout
    assert "McNemar" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--out", "report.txt"), 2, ".json or .html"),
        (("--out", "missing/report.json"), 2, "missing"),
        (("--model", "nowhere"), 3, "nowhere"),
        (("--right", "2"), 2, "0.5 to 1"),
        (("--split", "test"), 2, "labels"),
        (("--by", "size"), 2, "no further column “size”"),
    ],
)
def test_evaluate_says_what_is_wrong(
    folder: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = haski("evaluate", folder, *arguments)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_evaluate_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = haski("evaluate", tmp_path / "gone")
    assert (done.returncode, "gone" in done.stderr) == (2, True)


def test_refit_says_when_there_are_too_few_photos(folder: Path, tmp_path: Path) -> None:
    done = haski("evaluate", folder, "--refit", tmp_path / "new")
    assert "Nothing was refitted" in done.stdout
    assert not (tmp_path / "new").exists()


def test_models_are_installed_used_by_name_and_removed(bundle: Path, sample: Path) -> None:
    named = bundle.rename(bundle.with_name("my own"))
    done = haski("models", "--add", named)
    assert done.returncode == 0, done.stderr
    assert "--model 'my own'" in done.stdout
    again = haski("models", "--add", named)
    assert again.returncode == 2
    assert "choose another name" in again.stderr
    assert "--resume" not in again.stderr
    listed = [json.loads(line) for line in haski("models").stdout.splitlines()]
    assert [Path(each["path"]).name for each in listed] == ["exports", "my own"]
    assert haski("analyze", sample, "--model", "my own").returncode == 0
    assert haski("models", "--remove", "my own").returncode == 0
    assert haski("analyze", sample, "--model", "my own").returncode == 3
    assert named.exists()


@pytest.mark.parametrize("name", ["nothing", "..", "../models", ""])
def test_only_an_installed_model_is_removed(name: str) -> None:
    done = haski("models", "--remove", name)
    assert done.returncode == 3
    assert "No model called" in done.stderr


def test_what_is_no_model_is_not_installed(sample: Path) -> None:
    assert haski("models", "--add", sample).returncode == 3
    assert len(haski("models").stdout.splitlines()) == 1
