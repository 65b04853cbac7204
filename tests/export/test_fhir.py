"""Records for clinics, held against the definitions of FHIR R4B."""

import base64
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fhir.resources.R4B.bundle import Bundle
from PIL import Image

from haski_desktop import language
from haski_desktop.engine.analysis import Analysis, Failure, Prediction
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.errors import PhotoError
from haski_desktop.export.fhir import ICD_10, Record, fhir
from haski_desktop.questionnaire.items import Item
from haski_desktop.questionnaire.rule import skin_type
from haski_desktop.report.picture import encode
from tests.cli.test_cli import haski
from tests.conftest import encoded
from tests.made_up import made_up

DATE = dt.date(2026, 3, 31)
Resources = list[dict[str, Any]]


def resources(*records: Record) -> Resources:
    """What is in the bundle of ``records``: all of it valid, and every reference leading there."""
    content = fhir(records, DATE)
    bundle = Bundle.model_validate_json(content)
    assert bundle.type == "collection"
    entries = json.loads(content)["entry"]
    addresses = [entry["fullUrl"] for entry in entries]
    assert len(set(addresses)) == len(addresses)
    assert set(references(entries)) <= set(addresses)
    return [entry["resource"] for entry in entries]


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["reference"]] if "reference" in value else []
        return own + [each for part in value.values() for each in references(part)]
    return [each for part in value for each in references(part)] if isinstance(value, list) else []


def kind(found: Resources, name: str) -> Resources:
    return [resource for resource in found if resource["resourceType"] == name]


def observation(found: Resources, question: str) -> dict[str, Any]:
    (one,) = (
        each for each in kind(found, "Observation")
        if each["code"]["coding"][0]["code"] == question
    )  # fmt: skip
    return one


def condition(decision: str, *candidates: str, **changes: object) -> Analysis:
    """A made-up result with this answer about conditions."""
    result = made_up()
    shares = dict.fromkeys(result.predictions["condition"].probabilities, 0.1)
    shares |= dict.fromkeys(candidates, 0.3)
    label = candidates[0] if candidates else "healthy"
    values = {"label": label, "confidence": 0.3, "probabilities": shares, "decision": decision}
    prediction = msgspec.convert(values | {"candidates": candidates} | changes, Prediction)
    predictions = result.predictions | {"condition": prediction}
    return msgspec.structs.replace(result, predictions=predictions)


def codes(result: Analysis) -> list[str]:
    """The suggested categories."""
    (report,) = kind(resources(Record(result)), "DiagnosticReport")
    found = report.get("conclusionCode", [])
    for each in found:
        assert each["text"].startswith("Suggestion of a program, not a diagnosis: ")
        assert [coding["system"] for coding in each["coding"]] == [ICD_10]
    return [each["coding"][0]["code"] for each in found]


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_a_photo_and_its_answers(sample: Path, analyzer: Analyzer, spoken: str) -> None:
    photo = prepare(sample)
    answers = skin_type(dict.fromkeys(Item, "often"))
    result = msgspec.structs.replace(analyzer.predict(photo), skin_questionnaire=answers)
    with language.speaking(spoken):
        found = resources(Record(result, encode(photo.image).jpeg))
    (report,), (media,), (device,) = (
        kind(found, name) for name in ("DiagnosticReport", "Media", "Device")
    )
    assert (report["status"], report["language"]) == ("preliminary", spoken)
    assert report["issued"] == "2026-03-31T00:00:00Z"
    assert "subject" not in report
    said = {"en": "not a diagnosis", "de": "keine Diagnose"}[spoken]
    assert said in report["conclusion"]
    assert len(report["result"]) == 4
    assert device["version"][1]["value"] == result.model_version
    assert media["identifier"][0]["value"] == result.source.sha256
    assert (media["width"], media["content"]["title"]) == (320, "sample.jpg")
    picture = Image.open(io.BytesIO(base64.b64decode(media["content"]["data"])))
    assert picture.size == (320, 320)
    assert all(each["status"] == "preliminary" for each in kind(found, "Observation"))
    hair = observation(found, "hair_type")
    shares = {
        each["code"]["coding"][0]["code"]: each["valueQuantity"]["value"]
        for each in hair["component"]
    }
    assert shares == result.predictions["hair_type"].probabilities
    told = observation(found, "skin_questionnaire")
    assert told["valueCodeableConcept"]["coding"][0]["code"] == "sensitive"
    assert len(told["component"]) == 6


def test_categories_are_suggested_as_far_as_the_answer_goes() -> None:
    assert codes(condition("confident", "mild_acne")) == ["L70"]
    assert codes(condition("uncertain", "mild_acne", "severe_acne")) == ["L70"]
    assert codes(condition("uncertain", "eczema", "psoriasis")) == ["L20-L30", "L40"]
    assert codes(condition("confident", "healthy")) == []
    assert codes(condition("uncertain", "healthy", "psoriasis")) == ["L40"]
    assert codes(condition("not_assessable")) == []
    assert codes(condition("uncertain", "eczema", "psoriasis", is_unlisted=True)) == []
    assert codes(made_up(in_scope=False)) == []


def test_an_open_answer_has_no_code() -> None:
    sure = observation(resources(Record(condition("confident", "psoriasis"))), "condition")
    assert sure["valueCodeableConcept"]["coding"][0]["code"] == "psoriasis"
    both = condition("uncertain", "eczema", "psoriasis")
    value = observation(resources(Record(both)), "condition")["valueCodeableConcept"]
    assert set(value) == {"text"}
    absent = observation(resources(Record(condition("not_assessable"))), "condition")
    assert "valueCodeableConcept" not in absent
    assert absent["dataAbsentReason"]["text"].startswith("Condition can't be judged.")


def test_a_photo_of_something_else_and_one_that_failed() -> None:
    failure = Failure.of("<x>.jpg", PhotoError("damaged", "It is damaged.", "Copy it again."))
    found = resources(Record(made_up(in_scope=False)), Record(failure))
    assert [each["resourceType"] for each in found] == [
        *("DiagnosticReport", "Media", "Device", "OperationOutcome"),
    ]
    assert found[-1]["issue"][0]["diagnostics"].startswith("<x>.jpg The photo is damaged")


def test_a_made_up_result_is_labelled_as_test_data(sample: Path) -> None:
    demo = Analyzer.open(runtime="mock").analyze(sample)
    (report,) = kind(resources(Record(demo)), "DiagnosticReport")
    assert report["meta"]["security"][0]["code"] == "HTEST"
    assert report["conclusion"].startswith("Demo result: made up")


def test_the_same_twice_is_the_same_and_the_same_photo_twice_is_two_records() -> None:
    record = Record(made_up())
    assert fhir([record], DATE) == fhir([record], DATE)
    assert len(kind(resources(record, record), "DiagnosticReport")) == 2


def test_the_command_line(sample: Path, tmp_path: Path) -> None:
    out, photo = tmp_path / "out.json", tmp_path / "wombat.jpg"
    exif = Image.Exif()
    exif[0x010F] = "ACME-CAMERA-4711"
    photo.write_bytes(encoded(Image.open(sample).convert("RGB"), "JPEG", exif=exif))
    export = ("export", "--out", out, "--date", "2026-03-31")
    assert haski(*export, "--fhir", photo).returncode == 0
    first = out.read_bytes()
    Bundle.model_validate_json(first)
    content = kind([e["resource"] for e in json.loads(first)["entry"]], "Media")[0]["content"]
    assert content["title"] == "wombat.jpg"
    assert b"ACME" not in base64.b64decode(content["data"])
    assert haski(*export, "--fhir", photo).returncode == 0
    assert out.read_bytes() == first

    assert haski(*export, "--fhir", "--anonymous", "--no-photo", photo, "gnu42.jpg").returncode == 1
    assert not [name for name in ("wombat", "gnu42", '"data"') if name in out.read_text()]
    Bundle.model_validate_json(out.read_bytes())
    assert haski("export", "--fhir", photo, "--out", tmp_path / "out.xml").returncode == 2


def test_the_command_line_turns_one_format_into_another(sample: Path, tmp_path: Path) -> None:
    lines, table = tmp_path / "a.jsonl", tmp_path / "b.csv"
    assert haski("export", sample, "--out", lines).returncode == 0
    done = haski("export", lines, lines, "--out", table, "--anonymous")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(table.read_text().splitlines()) == 3
    assert "sample" not in table.read_text()
    assert haski("export", lines, "--out", tmp_path / "c.txt").returncode == 2
    assert haski("export", tmp_path / "none.json", "--out", table).returncode == 2
