"""Results in files: what other programs read there."""

import csv
import json
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import OutputError, PhotoError
from haski_desktop.export.csv_rows import COLUMNS
from haski_desktop.export.formats import CSV, JSON, JSONL, document, format_for
from tests.conftest import encoded
from tests.valid import valid


@pytest.fixture
def results(sample: Path) -> list[Analysis | Failure]:
    """An analysis and a failure with an awkward name."""
    analysis = Analyzer.open(runtime="mock").analyze(sample)
    error = PhotoError("empty_file", "“x” is empty.", "Choose another photo.")
    return [analysis, Failure.of('naïve "name",\n2.jpg', error)]


def test_json_and_json_lines_hold_the_same(results: list[Analysis | Failure]) -> None:
    rows = json.loads(document(results, JSON))
    assert rows == [valid(line) for line in document(results, JSONL).splitlines()]
    assert rows[0]["skin_type"] == "combination"
    assert rows[0]["answers"]["condition"] == {"words": "mild acne", "labels": ["mild_acne"]}
    assert rows[1]["error"]["code"] == "empty_file"


def test_csv(results: list[Analysis | Failure]) -> None:
    text = document(results, CSV).decode()
    first, second = csv.DictReader(text.splitlines(keepends=True))
    assert tuple(first) == COLUMNS
    assert (first["condition"], first["condition_confidence"]) == ("mild_acne", "0.67")
    assert (first["condition_answer"], first["hair_type_answer"]) == ("mild acne", "wavy")
    assert first["model_type"] == "mock"
    assert first["warnings"] == "mock_result"
    assert second["name"] == 'naïve "name",\n2.jpg'
    assert second["error_code"] == "empty_file"
    assert second["skin_type"] == ""


def test_csv_tells_what_was_seen(sample: Path) -> None:
    dark = Image.open(sample).convert("RGB").point(lambda value: value * 0.15)
    analyzer = Analyzer.open()
    results: list[Analysis | Failure] = [
        analyzer.analyze(encoded(image, "PNG")) for image in (Image.open(sample), dark)
    ]
    good, poor = csv.DictReader(document(results, CSV).decode().splitlines())
    assert (good["faces"], good["quality_issues"], good["hair_type_reason"]) == ("1", "", "")
    assert "too_dark" in poor["quality_issues"].split()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])  # noqa: RUF001
def test_no_name_is_a_formula_in_a_table(first: str) -> None:
    name = f"{first}HYPERLINK(A1).jpg"
    error = PhotoError("empty_file", f"“{name}” is empty.", "Choose another photo.")
    failure = Failure.of(name, error)
    (row,) = csv.DictReader(document([failure], CSV).decode().splitlines(keepends=True))
    assert row["name"] == f"'{name}"
    assert valid(document([failure], JSONL))["source"]["name"] == name


def test_no_part_of_a_name_is_a_formula_where_semicolons_divide_cells() -> None:
    """As in Excel where a comma divides decimals: quotes behind the first cell mean nothing."""
    name = "holiday;=cmd|'/c calc'!A1;.jpg"
    error = PhotoError("empty_file", f"“{name}” is empty.", "Choose another photo.")
    for line in document([Failure.of(name, error)], CSV).decode().splitlines():
        assert not any(cell.startswith("=") for cell in line.split(";"))


def test_nothing_is_valid_too() -> None:
    assert json.loads(document([], JSON)) == []
    assert document([], JSONL) == b""
    assert document([], CSV).count(b"\n") == 1


def test_format_by_ending() -> None:
    assert format_for("a/b.JSON") is JSON
    with pytest.raises(OutputError) as caught:
        format_for("table.xlsx")
    assert caught.value.code == "output_format_unknown"
