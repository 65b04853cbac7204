"""Labels as people keep them: tables of spreadsheets, and folders."""

from pathlib import Path

import pytest

from haski_desktop.errors import LabelsError
from haski_desktop.evaluation.labelled import read_classes, read_labelled
from haski_desktop.results.errors import explain


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "labels.csv").write_bytes(text.encode(encoding))
    return folder


def test_a_table_names_photos_labels_and_people(tmp_path: Path) -> None:
    text = (
        "photo,hair_type,condition,group,tone\na.jpg,curly,,p1,V\nb/c.jpg,,acne,p1,II\nd.jpg,,,,\n"
    )
    photos = read_labelled(table(tmp_path, text))
    assert [photo.name for photo in photos] == ["a.jpg", "b/c.jpg"]
    assert photos[0].labels == {"hair_type": "curly"}
    assert [photo.group for photo in photos] == ["p1", "p1"]
    assert photos[1].columns == {"tone": "II"}
    assert photos[1].accepts("condition", "mild_acne")
    assert photos[1].accepts("condition", "severe_acne")
    assert not photos[1].accepts("condition", "eczema")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_spreadsheet_may_separate_by_semicolons_and_capitalise(
    tmp_path: Path, encoding: str
) -> None:
    photos = read_labelled(table(tmp_path, "Photo;Hair_Type\nüber.jpg;wavy\n", encoding))
    assert [(photo.name, photo.labels) for photo in photos] == [("über.jpg", {"hair_type": "wavy"})]


def test_only_one_split_of_a_table(tmp_path: Path) -> None:
    text = "image,split,hair_type\na.jpg,train,curly\nb.jpg,val,wavy\n"
    assert [p.name for p in read_labelled(table(tmp_path, text), "val")] == ["b.jpg"]


def test_folders_named_by_labels(tmp_path: Path, sample: Path) -> None:
    for name in ("Curly/anna/1.jpg", "Curly/anna/2.jpg", "mild acne/3.jpg", "other/4.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(sample.read_bytes())
    photos = {photo.name: photo for photo in read_labelled(tmp_path)}
    assert set(photos) == {"Curly/anna/1.jpg", "Curly/anna/2.jpg", "mild acne/3.jpg"}
    assert photos["Curly/anna/1.jpg"].labels == {"hair_type": "curly"}
    assert photos["Curly/anna/1.jpg"].group == photos["Curly/anna/2.jpg"].group == "anna"
    assert photos["mild acne/3.jpg"].labels == {"condition": "mild_acne"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"photo,mood\na.jpg,good\n", "hair_type, condition or label"),
        (b"hair_type\ncurly\n", "photo"),
        (b"photo,hair_type\n../../etc/passwd,curly\n", "line 2"),
        (b"photo,hair_type\n/etc/passwd,curly\n", "line 2"),
        (b"photo,hair_type\n,curly\n", "line 2"),
        (b"photo,hair_type\n\xff\xfe.jpg,curly\n", "utf-8"),
        (b'photo,hair_type\n"a.jpg,curly\n', "end of data"),
        (b"", "photo"),
    ],
)
def test_a_table_that_can_not_be_used_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "labels.csv").write_bytes(content)
    with pytest.raises(LabelsError, match=reason) as found:
        read_labelled(tmp_path)
    assert found.value.code == "labels_invalid"


def test_no_labels_at_all(tmp_path: Path, sample: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(sample.read_bytes())
    with pytest.raises(LabelsError) as found:
        read_labelled(tmp_path)
    assert found.value.code == "labels_not_found"
    with pytest.raises(LabelsError) as found:
        read_classes(tmp_path)
    assert explain(found.value).next_step.endswith("columns photo and label.")
