"""The output file: complete, valid and without repeats, whatever happened before."""

import csv
import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from haski_desktop.batch import recovery, result_file
from haski_desktop.batch.journal import ENDING
from haski_desktop.batch.pipeline import analyze_photos
from haski_desktop.batch.result_file import ResultFile
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import OutputError
from haski_desktop.export.formats import FORMATS, JSONL, format_for
from tests.batch.conftest import MakePhotos
from tests.valid import valid

ENDINGS = tuple(FORMATS)


def names(path: Path) -> list[str]:
    """The photos in an output file, which must be valid."""
    text = path.read_text("utf-8")
    match path.suffix:
        case ".jsonl":
            return [valid(line)["source"]["name"] for line in text.splitlines()]
        case ".json":
            return [row["source"]["name"] for row in json.loads(text)]
        case _:
            return [row["name"] for row in csv.DictReader(text.splitlines())]


def open_file(out: Path, *, resume: bool = False) -> ResultFile:
    return ResultFile(out, format_for(str(out)), existing="resume" if resume else "refuse")


def analyse(file: ResultFile, photos: Iterable[str], mock: Analyzer, model: str = "m") -> None:
    """Analyse photos and append their rows, as a batch does."""
    for photo in photos:
        file.expect(photo, model)
        (outcome,) = analyze_photos([photo], [mock])
        file.append(photo, outcome.result)


def _batch(
    out: Path,
    photos: Iterable[Path | str],
    mock: Analyzer,
    model: str = "m",
    limit: int | None = None,
    **options: bool,
) -> list[str]:
    """Analyse; the photos for which there was something to do. ``limit`` ends it early."""
    with open_file(out, **options) as file:
        remaining = [str(photo) for photo in photos if not file.holds(str(photo), model)]
        file.prepare(remaining)
        analyse(file, remaining[:limit], mock, model)
        return remaining


@pytest.mark.parametrize("ending", ENDINGS)
def test_valid_after_every_row(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, ending: str
) -> None:
    out, photos = tmp_path / f"out{ending}", [str(path) for path in make_photos(5)]
    with open_file(out) as file:
        file.prepare()
        assert names(out) == []
        for done, photo in enumerate(photos, start=1):
            analyse(file, [photo], mock)
            assert names(out) == photos[:done]


@pytest.mark.parametrize("ending", ENDINGS)
def test_continued(tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, ending: str) -> None:
    out, photos = tmp_path / f"out{ending}", make_photos(9)
    whole = tmp_path / f"whole{ending}"
    _batch(whole, photos, mock)
    for limit in (0, 4, 1, 9):
        _batch(out, photos, mock, limit=limit, resume=True)
    assert names(out) == names(whole) == [str(path) for path in photos]
    assert _batch(out, photos, mock, resume=True) == []


def test_a_photo_is_known_however_it_is_named(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, (photo,) = tmp_path / "out.jsonl", make_photos(1)
    assert _batch(out, [photo], mock) == [str(photo)]
    assert _batch(out, [f"{photo.parent}/./{photo.name}"], mock, resume=True) == []


def test_changed_photos_and_failures_are_done_again(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.json", make_photos(6)
    good = photos[0].read_bytes()
    photos[2].write_bytes(good[:50])
    _batch(out, photos, mock)
    photos[2].write_bytes(good)
    photos[4].write_bytes(good + b"\0")
    os.utime(photos[5], ns=(1, 1))
    again = [str(photos[i]) for i in (2, 4, 5)]
    assert _batch(out, photos, mock, resume=True) == again
    assert names(out) == [str(photos[i]) for i in (0, 1, 3)] + again


def test_another_model_does_all_again(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.csv", make_photos(4)
    _batch(out, photos, mock, "one")
    assert len(_batch(out, photos, mock, "two", resume=True)) == 4
    assert names(out) == [str(path) for path in photos]


def test_rows_of_photos_not_asked_for_are_kept(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.jsonl", make_photos(4)
    _batch(out, photos, mock)
    photos[0].unlink()
    assert _batch(out, photos[1:2], mock, resume=True) == []
    assert len(names(out)) == 4


@pytest.mark.parametrize("ending", ENDINGS)
def test_power_cut_anywhere(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, ending: str
) -> None:
    """Either file may have lost any part of its end, or hold zeros there."""
    out, photos = tmp_path / f"out{ending}", make_photos(6)
    journal = tmp_path / f"out{ending}{ENDING}"
    _batch(out, photos, mock)
    rows, entries = out.read_bytes(), journal.read_bytes()
    second_row = names(out)[1]
    first_rows = rows.index(second_row.encode())
    first_entries = entries.index(b"\n", entries.index(b"\n") + 1) + 1
    for cut in range(first_rows, len(rows) + 1, 311):
        for cut_entries in range(first_entries, len(entries) + 1, 173):
            out.write_bytes(rows[:cut] + bytes(len(rows) - cut))
            journal.write_bytes(entries[:cut_entries] + bytes(len(entries) - cut_entries))
            _batch(out, photos, mock, resume=True)
            assert names(out) == [str(path) for path in photos]
            for kept in tmp_path.glob("*.damaged*"):
                kept.unlink()


@pytest.mark.parametrize("ending", ENDINGS)
def test_exists_already(tmp_path: Path, mock: Analyzer, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    out.write_text("mine")
    for resume, code in ((False, "output_exists"), (True, "output_not_resumable")):
        with pytest.raises(OutputError) as caught:
            _batch(out, [], mock, resume=resume)
        assert caught.value.code == code
    assert out.read_text() == "mine"


def test_changed_by_another_program(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.csv", make_photos(3)
    _batch(out, photos, mock)
    out.write_text("name;sorted by hand")
    with pytest.raises(OutputError, match="changed by another program"):
        _batch(out, photos, mock, resume=True)
    assert out.read_text() == "name;sorted by hand"


def test_journal_of_another_format(tmp_path: Path, make_photos: MakePhotos, mock: Analyzer) -> None:
    out = tmp_path / "out.json"
    _batch(out, make_photos(2), mock)
    with (
        pytest.raises(OutputError, match="another format"),
        ResultFile(out, JSONL, existing="resume"),
    ):
        pass


def test_two_batches_on_one_file(tmp_path: Path, make_photos: MakePhotos, mock: Analyzer) -> None:
    out, photos = tmp_path / "out.json", make_photos(3)
    (tmp_path / "link.json").symlink_to(out)
    with open_file(out) as first:
        for other in (out, tmp_path / "link.json"):
            with pytest.raises(OutputError) as caught:
                _batch(other, photos, mock, resume=True)
            assert caught.value.code == "output_in_use"
        analyse(first, map(str, photos), mock)
    assert _batch(tmp_path / "link.json", photos, mock, resume=True) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("link.json", "out.json", "out.json.journal", "photos"),
    ]


def test_many_batches_at_once_one_wins(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.jsonl", make_photos(5)
    start, codes = threading.Barrier(8), []

    def compete() -> None:
        start.wait(30)
        try:
            _batch(out, photos, mock, resume=True)
        except OutputError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=compete) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(codes) <= {"output_in_use"}
    assert names(out) == [str(path) for path in photos]


def test_not_writable(tmp_path: Path, mock: Analyzer) -> None:
    (tmp_path / "folder.json").mkdir()
    for out in (tmp_path / "none" / "out.json", tmp_path / "folder.json"):
        with pytest.raises(OutputError) as caught:
            _batch(out, [], mock, resume=True)
        assert caught.value.code == "output_not_writable"


def test_undecodable_and_strange_names(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    (photo,) = make_photos(1)
    strange = [b"caf\xe9.png", b'quote",;\n.png', "Größe 雪.png".encode()]
    paths = [os.fsdecode(os.fsencode(tmp_path) + b"/" + name) for name in strange]
    for path in paths:
        os.link(photo, path)
    for ending in ENDINGS:
        out = tmp_path / f"out{ending}"
        _batch(out, paths, mock, limit=1)
        assert _batch(out, paths, mock, resume=True) == paths[1:]
        assert _batch(out, paths, mock, resume=True) == []
    assert [os.path.basename(name) for name in names(tmp_path / "out.json")] == [
        *("caf\ufffd.png", 'quote",;\n.png', "Größe 雪.png"),
    ]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("removed", ["output", "journal", "both"])
def test_removed_while_the_batch_runs(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, ending: str, removed: str
) -> None:
    """It is an error, and all results so far are there again, to be continued."""
    out, photos = tmp_path / f"out{ending}", list(map(str, make_photos(6)))
    file = open_file(out)
    analyse(file, photos[:4], mock)
    if removed != "journal":
        out.unlink()
    if removed != "output":
        Path(f"{out}{ENDING}").unlink()
    with pytest.raises(OutputError) as caught:
        file.close()
    assert caught.value.code == "output_not_writable"
    assert names(out) == photos[:4]
    assert _batch(out, photos, mock, resume=True) == photos[4:]
    assert names(out) == photos


def test_replaced_while_the_batch_runs(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    """As an editor does that saves the file: what it wrote stays, the results are beside it."""
    out, photos = tmp_path / "out.csv", list(map(str, make_photos(6)))
    file = open_file(out)
    analyse(file, photos[:2], mock)
    edited = tmp_path / "edited"
    edited.write_text("edited by hand")
    edited.replace(out)
    analyse(file, photos[2:4], mock)
    with pytest.raises(OutputError) as caught:
        file.close()
    kept = tmp_path / "out.kept.csv"
    assert str(kept) in caught.value.next_step
    assert out.read_text() == "edited by hand"
    assert names(kept) == photos[:4]
    assert _batch(kept, photos, mock, resume=True) == photos[4:]


def test_removal_is_noticed_while_there_is_more_to_do(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_file, "SYNC_ROWS", 2)
    out, photos = tmp_path / "out.jsonl", list(map(str, make_photos(6)))
    with open_file(out) as file:
        analyse(file, photos[:2], mock)
        out.unlink()
        with pytest.raises(OutputError):
            analyse(file, photos[2:], mock)
    assert names(out) == photos[:4]


@pytest.mark.parametrize("kind", ["pipe", "link to a device", "folder"])
def test_an_output_that_is_no_regular_file_is_refused(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out.jsonl"
    match kind:
        case "pipe":
            os.mkfifo(out)
        case "folder":
            out.mkdir()
        case _:
            out.symlink_to("/dev/null")
    for resume in (False, True):
        with pytest.raises(OutputError) as caught:
            open_file(out, resume=resume)
        assert caught.value.code == "output_not_writable"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert out.is_symlink() == (kind == "link to a device")


@pytest.mark.parametrize("kind", ["pipe", "endless device", "folder"])
def test_a_journal_that_is_no_regular_file_is_refused(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, kind: str
) -> None:
    out = tmp_path / "out.jsonl"
    _batch(out, make_photos(3), mock)
    journal = Path(f"{out}{ENDING}")
    journal.unlink()
    match kind:
        case "pipe":
            os.mkfifo(journal)
        case "folder":
            journal.mkdir()
        case _:
            journal.symlink_to("/dev/zero")
    before = out.read_bytes()
    with pytest.raises(OutputError) as caught:
        open_file(out, resume=True)
    assert caught.value.code == "output_not_resumable"
    assert out.read_bytes() == before


@pytest.mark.parametrize("name", ["out.jsonl", f"out.jsonl{ENDING}"])
def test_links_for_new_names_are_not_followed(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, name: str
) -> None:
    """Somebody else may have put links where the rewritten files will be written."""
    out, photos = tmp_path / "out.jsonl", make_photos(3)
    photos[0].write_bytes(b"no photo")
    _batch(out, photos, mock)
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / f"{name}{recovery.NEW}").symlink_to(precious)
    assert _batch(out, photos, mock, resume=True) == [str(photos[0])]
    assert precious.read_text() == "precious"
    assert not out.is_symlink()


def test_the_mode_of_the_file_is_kept(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.jsonl", make_photos(3)
    photos[0].write_bytes(b"no photo")
    _batch(out, photos, mock)
    for path in (out, Path(f"{out}{ENDING}")):
        path.chmod(0o640)
    _batch(out, photos, mock, resume=True)  # drops the failure
    assert [oct(p.stat().st_mode & 0o777) for p in tmp_path.glob("out*")] == ["0o640"] * 2


def test_going_on_needs_no_second_copy(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer
) -> None:
    out, photos = tmp_path / "out.csv", make_photos(9)
    _batch(out, photos, mock, limit=4)
    before = out.stat().st_ino
    _batch(out, photos, mock, resume=True)
    assert out.stat().st_ino == before


def test_rows_edited_by_hand_are_said_and_kept(
    tmp_path: Path, make_photos: MakePhotos, mock: Analyzer, caplog: pytest.LogCaptureFixture
) -> None:
    out, photos = tmp_path / "out.jsonl", make_photos(5)
    _batch(out, photos, mock)
    edited = out.read_bytes().replace(b'"wavy"', b'"coil"', 1)
    out.write_bytes(edited)
    assert _batch(out, photos, mock, resume=True) == [str(photos[0])]
    assert (tmp_path / "out.jsonl.damaged").read_bytes() == edited
    assert "out.jsonl.damaged" in caplog.text
    assert "changed by another program" in caplog.text


def test_a_journal_without_entries_is_no_leave_to_write_over_a_file(
    tmp_path: Path, mock: Analyzer
) -> None:
    out = tmp_path / "out.jsonl"
    _batch(out, [], mock)
    out.write_text("mine")
    with pytest.raises(OutputError, match="changed by another program"):
        open_file(out, resume=True)
    assert out.read_text() == "mine"
