"""The schema of results, and results read back from files."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from haski_desktop.cli.main import main
from haski_desktop.engine.analysis import SCHEMA_VERSION, Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import HaskiError, PhotoError
from haski_desktop.export.formats import JSON, JSONL, document
from haski_desktop.export.one import one
from haski_desktop.export.read import read_results
from haski_desktop.export.schema import DIALECT, FILE
from haski_desktop.paths import bundled
from haski_desktop.questionnaire.items import Item
from haski_desktop.questionnaire.rule import skin_type
from haski_desktop.results.answers import with_answers
from tests.engine.test_see_first import VERSION_1
from tests.made_up import made_up
from tests.valid import valid, validator


@pytest.fixture
def results(sample: Path, analyzer: Analyzer) -> list[Analysis | Failure]:
    """As they are exported: analysed, with a questionnaire, made up, without an answer, failed."""
    seen = with_answers(analyzer.analyze(sample))
    answers = skin_type(dict.fromkeys(Item, "often"))
    error = PhotoError("empty_file", "“x” is empty.", "Choose another photo.")
    return [
        seen,
        msgspec.structs.replace(seen, skin_questionnaire=answers),
        with_answers(Analyzer.open(runtime="mock").analyze(sample)),
        with_answers(made_up("not_assessable")),
        with_answers(made_up(in_scope=False)),
        Failure.of('naïve "name",\n2.jpg', error),
    ]


def test_the_shipped_schema_is_that_of_the_types(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["schema"]) == 0
    assert bundled(FILE).read_bytes() == capsysbinary.readouterr().out
    schema = json.loads(bundled(FILE).read_bytes())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"].endswith(f":{SCHEMA_VERSION}")


def test_every_field_is_described() -> None:
    schema = json.loads(bundled(FILE).read_bytes())
    for name, definition in schema["$defs"].items():
        assert definition["description"], name
        for field, said in definition.get("properties", {}).items():
            assert said.get("description"), f"{name}.{field}"


def test_all_kinds_of_results_are_valid(results: list[Analysis | Failure]) -> None:
    for line in document(results, JSONL).splitlines():
        valid(line)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("predictions"),
        lambda found: found["predictions"].pop("condition"),
        lambda found: found["predictions"]["condition"].update(confidence=1.2),
        lambda found: found["predictions"]["condition"].update(decision="sure"),
        lambda found: found["predictions"].update(nails=found["predictions"]["condition"]),
        lambda found: found["faces"][0].update(box=[0.1, 0.2]),
        lambda found: found.update(schema_version=SCHEMA_VERSION + 1),
    ],
)
def test_the_schema_refuses_what_is_no_result(
    spoil: Callable[[dict[str, object]], object], sample: Path, analyzer: Analyzer
) -> None:
    found = valid(one(analyzer.analyze(sample)))
    spoil(found)
    with pytest.raises(ValidationError):
        validator().validate(found)


@pytest.mark.parametrize("format_", [JSON, JSONL])
def test_files_read_back_give_the_same_results(
    tmp_path: Path, results: list[Analysis | Failure], format_: object
) -> None:
    path = tmp_path / "results"
    path.write_bytes(document(results, format_))  # type: ignore[arg-type]
    assert read_results(path) == results
    path.write_bytes(document(results[:1], format_))  # type: ignore[arg-type]
    assert read_results(path) == results[:1]
    path.write_bytes(document([], format_))  # type: ignore[arg-type]
    assert read_results(path) == []


def test_one_result_is_read_however_it_is_laid_out(
    tmp_path: Path, results: list[Analysis | Failure]
) -> None:
    path = tmp_path / "one.json"
    for result in (results[0], results[-1]):
        path.write_bytes(msgspec.json.format(one(result), indent=4))
        assert read_results(path) == [result]


def test_results_of_version_1_are_read(tmp_path: Path) -> None:
    validator().validate(VERSION_1)
    path = tmp_path / "old.jsonl"
    path.write_text(f"{json.dumps(VERSION_1)}\n" * 2)
    first, second = read_results(path)
    assert first == second
    assert isinstance(first, Analysis)
    assert (first.schema_version, first.source.name, first.faces) == (1, "old.jpg", None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name,sha256\r\na.jpg,00\r\n", "results_invalid"),
        (b'{"skin_type": "dry"}', "results_invalid"),
        (b'[{"skin_type": "dry"}]', "results_invalid"),
        (b'{"error": null}\n{"error": null}\n', "results_invalid"),
        (b"[" * 100_000, "results_invalid"),
        (b"\xff\xfe", "results_invalid"),
        (b'{"schema_version": 99, "skin": 1}', "results_too_new"),
        (None, "results_unreadable"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "file.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(HaskiError) as caught:
        read_results(path)
    assert caught.value.code == code
    assert "file.json" in caught.value.message or code == "results_too_new"


@pytest.mark.parametrize("kind", ["pipe", "endless", "device"])
def test_a_file_that_never_ends_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out.jsonl"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            path.touch()
            os.truncate(path, 40 << 30)
    with pytest.raises(HaskiError) as caught:
        read_results(path)
    assert caught.value.code == "results_unreadable"
