"""``haski report`` as a process."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.test_cli import ROOT, Done, haski
from tests.engine.test_see_first import VERSION_1

DATE = ("--date", "2026-03-31")


def report(out: Path, *arguments: str | Path, **environment: str) -> Done:
    return haski("report", "--out", out, *DATE, *arguments, **environment)


def text_of(out: Path) -> str:
    if out.suffix == ".html":
        return out.read_text("utf-8")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_a_photo_to_a_report_the_same_bytes_each_time(
    sample: Path, tmp_path: Path, ending: str
) -> None:
    files = []
    for number, zone in enumerate(("UTC", "Asia/Kolkata", "America/St_Johns")):
        out = tmp_path / f"{number}.{ending}"
        done = report(out, sample, TZ=zone, PYTHONHASHSEED=str(number))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        files.append(out.read_bytes())
    assert files[0] == files[1] == files[2]
    assert "2026-03-31" in text_of(tmp_path / f"0.{ending}")
    assert "sample.jpg" in text_of(tmp_path / f"0.{ending}")
    out = tmp_path / f"epoch.{ending}"
    assert haski("report", "--out", out, sample, SOURCE_DATE_EPOCH="1774915200").returncode == 0
    assert out.read_bytes() == files[0]


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_what_is_told_of_names(sample: Path, tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "Zaphod Quux"
    folder.mkdir()
    photo = folder / "wombat.jpg"
    shutil.copy(sample, photo)
    lost = folder / "gnu42.jpg"
    out = tmp_path / f"out.{ending}"

    assert report(out, photo, lost).returncode == 1
    text = text_of(out)
    assert "wombat.jpg" in text
    assert "gnu42.jpg" in text
    assert "Zaphod Quux" not in text

    assert report(out, photo, lost, "--paths").returncode == 1
    assert "Zaphod Quux" in text_of(out)

    assert report(out, photo, lost, "--anonymous").returncode == 1
    text = text_of(out)
    assert hashlib.sha256(sample.read_bytes()).hexdigest()[:16] in text
    for name in ("Zaphod", "Quux", "wombat", "gnu42", "sample"):
        assert name not in text
        assert name.encode() not in out.read_bytes()
    assert report(out, photo, "--paths", "--anonymous").returncode == 2


def test_results_of_earlier_runs(sample: Path, tmp_path: Path) -> None:
    lines = tmp_path / "results.jsonl"
    lines.write_text(haski("analyze", sample, "missing.jpg").stdout + json.dumps(VERSION_1))
    out = tmp_path / "out.html"
    done = report(out, lines, sample)
    assert (done.returncode, done.stderr) == (0, "")
    text = text_of(out)
    assert "4 photos" in text
    assert "old.jpg" in text
    assert text.count("data:image/jpeg") == 2  # of the photo that was read now, and its drawing
    assert text.count("<article") == 5
    assert report(out, lines, "--summary").returncode == 0
    assert text_of(out).count("<article") == 1
    assert str(sample.parent) not in text_of(out)


def test_options_for_the_page(sample: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    items = ("shine_t_zone", "shine_cheeks", "tightness", "pores", "flaking", "stinging")
    answers.write_text(json.dumps(dict.fromkeys(items, "never")))
    out = tmp_path / "out.html"
    more = ("--skin-answers", answers, "--no-photo")
    assert report(out, sample, *more, LANG="de_DE.UTF-8").returncode == 0
    text = text_of(out)
    assert "data:image" not in text
    assert '<html lang="de">' in text
    assert "Fotobericht" in text
    assert "Sechs Fragen zur Haut" in text


@pytest.mark.parametrize(
    ("out", "arguments", "expected"),
    [
        ("out.docx", (), (2, "does not end in .pdf or .html")),
        ("no/folder/out.pdf", (), (1, "can't be written")),
        ("out.pdf", ("--date", "yesterday"), (2, "is not a date")),
        ("out.pdf", ("--model", "nowhere"), (3, "--model")),
        ("out.pdf", ("--skin-answers", "nowhere.json"), (2, "nowhere.json")),
        ("out.pdf", ("nowhere.json",), (2, "nowhere.json")),
    ],
)
def test_what_can_not_be_done_is_said(
    sample: Path, tmp_path: Path, out: str, arguments: tuple[str, ...], expected: tuple[int, str]
) -> None:
    done = report(tmp_path / out, sample, *arguments)
    status, said = expected
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_report_before(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"before")
    haski_ = [
        sys.executable,
        "-m",
        "haski_desktop.cli.main",
        "report",
        *map(str, (sample, "--out", out)),
    ]
    done = subprocess.run(
        ["prlimit", "--fsize=20000", *haski_],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "no room left" in done.stderr
    assert out.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["out.pdf"]


def test_a_system_without_what_qt_needs(sample: Path, tmp_path: Path) -> None:
    """As where a library that Qt is linked to is missing."""
    code = """
import sys
sys.modules["PySide6.QtGui"] = None
from haski_desktop.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
    for name, status in (("out.pdf", 2), ("out.html", 0)):
        command = [sys.executable, "-c", code, "report", str(sample), "--out"]
        done = subprocess.run(
            [*command, str(tmp_path / name)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == status
        assert ("or write HTML" in done.stderr) == (status == 2)
        assert (tmp_path / name).exists() == (status == 0)


def test_qt_says_nothing_on_standard_error(sample: Path, tmp_path: Path) -> None:
    done = report(tmp_path / "out.pdf", sample, LC_ALL="C", LANG="C")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_system_without_fonts(sample: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?><fontconfig/>')
    out = tmp_path / "out.pdf"
    done = report(out, sample, FONTCONFIG_FILE=str(fonts))
    assert done.returncode == 2
    assert "no fonts" in done.stderr
    assert not out.exists()
    assert report(tmp_path / "out.html", sample, FONTCONFIG_FILE=str(fonts)).returncode == 0
