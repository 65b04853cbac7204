"""``haski history`` and ``--history`` as a person and a script meet them."""

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from haski_desktop import paths
from haski_desktop.cli.main import main
from haski_desktop.history.store import History
from tests.cli.test_cli import ROOT, haski_on_a_terminal


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """A photo with a date and a place."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:31 09:30:00"
    exif.get_ifd(0x8825)[29] = "2026:03:31"
    path = tmp_path / "dated.jpg"
    Image.new("RGB", (300, 300), "tan").save(path, exif=exif)
    return path


def history(*words: str | Path, status: int = 0) -> None:
    assert main(["history", *map(str, words)]) == status


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_from_on_to_deleted(
    sample: Path, dated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history("list", status=2)
    assert "haski history on" in capsys.readouterr().err
    history("on")
    assert str(paths.history()) in capsys.readouterr().out
    tags = ("--tag", "left", "--tag", "first")
    history("add", "Anna Müller", sample, dated, "--area", "hand", "--note", "a note", *tags)
    assert "New in the history: “Anna Müller”" in capsys.readouterr().err
    history("add", "ben", sample, "--date", "2026-01-02", "--quiet")
    assert capsys.readouterr() == ("", "")

    history("list")
    anna, ben = lines(capsys)
    assert (anna["person"], anna["photos"], anna["first"]) == ("Anna Müller", 2, "2026-03-31")
    assert (ben["person"], ben["photos"], ben["last"]) == ("ben", 1, "2026-01-02")
    history("list", "anna muller", "--until", "2026-04-01")
    (first,) = lines(capsys)
    assert (first["name"], first["taken"]) == ("dated.jpg", "2026-03-31T09:30:00")
    assert (first["taken_from"], first["area"]) == ("camera", "hand")
    assert (first["note"], first["tags"]) == ("a note", ["first", "left"])
    history("list", "--search", "sample anna", "--tag", "left")
    (second,) = lines(capsys)
    assert second["result"]["answers"]["condition"]["words"] == "no visible condition"
    history("show", str(first["number"]))
    assert lines(capsys) == [first]

    history("change", str(first["number"]), "--note", "", "--untag", "left", "--tag", "second")
    history("list", "--tag", "second")
    (changed,) = lines(capsys)
    assert (changed["note"], changed["tags"]) == ("", ["first", "second"])

    out = tmp_path / "anna.zip"
    history("export", "anna müller", "--out", out)
    with zipfile.ZipFile(out) as archive:
        index = json.loads(archive.read("index.json"))
        assert index["person"]["name"] == "Anna Müller"
        names = {name for entry in index["photos"] for name in (entry["result"],)}
        assert names | {"index.json"} == {*archive.namelist()}
        result = json.loads(archive.read(index["photos"][0]["result"]))
        assert result["source"]["sha256"] == first["sha256"]
    assert str(tmp_path).encode() not in out.read_bytes()

    history("delete", "Anna Müller", status=2)
    assert "--yes" in capsys.readouterr().err
    history("delete", "Anna Müller", "--yes")
    history("list")
    assert [person["person"] for person in lines(capsys)] == ["ben"]
    assert b"dated.jpg" not in paths.history().read_bytes()
    history("off")
    history("add", "ben", sample, status=2)
    history("delete", "--everything", "--yes")
    history("list")
    assert lines(capsys) == []


def test_two_dates_and_the_time_between(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history("on")
    with Image.open(sample) as image:
        for number, day in enumerate(("01-01", "01-01", "01-01", "02-05", "02-05")):
            path = tmp_path / f"{number}.png"
            image.resize((320 + 8 * number, 320 + 8 * number)).save(path)
            history("add", "Anna", path, "--date", f"2026-{day}")
    capsys.readouterr()
    history("compare", "5", "1")
    (line,) = lines(capsys)
    assert (line["first"], line["second"], line["days"], line["obstacles"]) == (1, 5, 35, [])
    assert {change["verdict"] for change in line["changes"]} == {"same"}
    assert line["changes"][0]["band"] >= 0.08
    assert line["to_first"]["a"] == pytest.approx(320 / 352, abs=0.01)
    history("trend", "Anna")
    trends = {trend["measure"]: trend for trend in lines(capsys)}
    assert [day["photos"] for day in trends["visible"]["days"]] == [3, 2]
    assert trends["visible"]["change"]["verdict"] == "same"
    history("trend", "Anna", "--area", "back")
    assert lines(capsys) == []
    settings = {"HOME": os.environ["HOME"]}
    status, shown = haski_on_a_terminal("history", "compare", "1", "5", **settings)
    assert status == 0
    assert "No difference beyond the noise between photos." in shown
    assert "2026-02-05: no visible condition" in shown
    status, shown = haski_on_a_terminal("history", "trend", "Anna", **settings)
    assert status == 0
    assert "No trend in 35 days: within the noise" in shown
    history("compare", "1", "9", status=2)


def test_an_export_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    history("on", "--keep-photos")
    history("add", "Anna", sample)
    for name in ("a.zip", "b.zip"):
        history("export", "Anna", "--out", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(tmp_path / "a.zip") as archive, archive.open("photos/000001.jpg") as copy:
        assert Image.open(copy).size == (320, 320)
    history("export", "Anna", "--out", tmp_path / "none" / "c.zip", status=2)


def test_what_can_not_be_added(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history("on")
    (tmp_path / "bad.jpg").write_bytes(b"no photo")
    history("add", "Anna", tmp_path / "bad.jpg", tmp_path / "none.jpg", sample, status=1)
    assert capsys.readouterr().err.count("jpg") == 3
    history("list", "Anna")
    assert [line["name"] for line in lines(capsys)] == ["sample.jpg"]
    history("add", "Anna", sample, "--runtime", "mock", status=2)
    history("add", "Carl", sample, "--model", tmp_path, status=3)
    history("list", "Carl", status=2)
    for words in (("show", "99"), ("list", "Ben"), ("export", "Ben", "--out", "x.zip")):
        history(*words, status=2)
    assert not os.path.exists("x.zip")
    capsys.readouterr()
    for wrong in ("list --since spring", "delete", "add A b --area tail"):
        with pytest.raises(SystemExit) as ended:
            history(*wrong.split())
        assert ended.value.code == 2
    assert "BodyArea" not in capsys.readouterr().err


def test_a_damaged_history(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history("on")
    paths.history().write_bytes(b"x" * 10_000)
    history("add", "Anna", sample, status=1)
    assert "damaged" in capsys.readouterr().err
    assert main(["analyze", str(sample), "--history", "Anna"]) == 1
    assert capsys.readouterr().out == ""
    assert paths.history().read_bytes() == b"x" * 10_000


def test_analyze_adds(sample: Path, dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(sample), "--history", "Anna"]) == 2
    history("on")
    capsys.readouterr()
    assert main(["analyze", str(sample), str(dated), "--history", "Anna"]) == 0
    printed = lines(capsys)
    history("list", "Anna")
    kept = lines(capsys)
    assert [entry["sha256"] for entry in kept] == [line["source"]["sha256"] for line in printed]


def batch(folder: Path, out: Path, *words: str) -> int:
    return main(["batch", str(folder), "--out", str(out), "--threads", "1", *words])


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_batch_adds(tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "photos", tmp_path / f"out{ending}"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (300, 300), (200, number, 100)).save(folder / f"{number}.png")
    (folder / "bad.jpg").write_bytes(b"no photo")
    assert batch(folder, out, "--history", "Anna") == 2
    history("on")
    assert batch(folder, out, "--history", "Anna", "--runtime", "mock") == 2
    assert not out.exists()
    assert batch(folder, out) == 1
    rows = out.read_bytes().count(b"\n")
    # What the output has already is added, too, and is there once.
    assert batch(folder, out, "--history", "Anna", "--resume") == 1
    assert batch(folder, out, "--history", "Anna", "--resume") == 1
    assert out.read_bytes().count(b"\n") == rows
    capsys.readouterr()
    history("list", "Anna")
    assert sorted(line["name"] for line in lines(capsys)) == ["0.png", "1.png", "2.png"]


def test_a_batch_to_standard_output_adds(sample: Path) -> None:
    history("on")
    assert batch(sample, Path("-"), "--history", "Anna") == 0
    with History(str(paths.history())) as kept:
        assert kept.count() == 1


def test_on_a_terminal(sample: Path) -> None:
    history("on")
    history("add", "Anna\x1b[31m Müller", sample, "--note", "two\nlines", "--tag", "left")
    settings = {"HOME": os.environ["HOME"]}
    status, shown = haski_on_a_terminal("history", "list", **settings)
    assert status == 0
    assert "Müller" in shown
    assert "1 photo" in shown
    assert "\x1b[31m" not in shown
    status, shown = haski_on_a_terminal("history", "show", "1", **settings)
    assert "face  sample.jpg  no visible condition" in shown
    assert "#left" in shown
    assert "Very sure" in shown


@pytest.mark.parametrize(("answer", "status", "left"), [("yes", 0, 0), ("no", 2, 1), ("", 2, 1)])
def test_asked_before_it_deletes(sample: Path, answer: str, status: int, left: int) -> None:
    history("on")
    history("add", "Anna", sample)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "haski_desktop.cli.main", "history", "delete", "Anna"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while b"[yes/no]" not in shown:
            shown += os.read(ours, 1000)
        assert "“Anna”".encode() in shown
        os.write(ours, f"{answer}\n".encode())
        assert process.wait() == status
    os.close(ours)
    with History(str(paths.history())) as kept:
        assert kept.count() == left
