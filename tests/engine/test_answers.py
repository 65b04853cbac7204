"""From logits to answers: calibration, decisions, documented fields, one photo in disguise."""

import math
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.analysis import Analysis, Failure, json_line
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HAIR_TYPE, HEADS
from haski_desktop.engine.mock import mock_manifest
from haski_desktop.engine.model import HeadSpec, ScopeSpec
from haski_desktop.engine.postprocess import RawOutputs, interpret, predict
from tests.conftest import encoded
from tests.engine.test_photo import STORED_AS
from tests.valid import valid

LABELS = HAIR_TYPE.labels
DOCUMENTED = [
    *("skin_type", "hair_type", "conditions_detected"),
    *("confidence_scores", "model_version", "model_type"),
]


def spec(**changes: object) -> HeadSpec:
    values = {
        "start": 5,
        "labels": LABELS,
        "trained": LABELS,
        "confident_at": 0.7,
        "candidate_at": 0.2,
    }
    return HeadSpec(**(values | changes))  # type: ignore[arg-type]


def logits(*probabilities: float) -> np.ndarray:
    return np.log(np.asarray(probabilities, np.float32))


def test_a_confident_answer_has_one_candidate() -> None:
    answer = predict(logits(0.1, 0.75, 0.1, 0.05), spec())
    assert (answer.label, answer.confidence, answer.decision) == ("wavy", 0.75, "confident")
    assert answer.candidates == ("wavy",)


@pytest.mark.parametrize(
    ("probabilities", "candidates"),
    [
        ((0.05, 0.50, 0.44, 0.01), ("wavy", "curly")),
        ((0.30, 0.40, 0.25, 0.05), ("wavy", "straight", "curly")),
        ((0.25, 0.25, 0.25, 0.25), LABELS),
        ((0.02, 0.69, 0.02, 0.27), ("wavy", "coily")),
        ((0.11, 0.69, 0.12, 0.08), ("wavy",)),
    ],
)
def test_an_uncertain_answer_names_what_is_possible(
    probabilities: tuple[float, ...], candidates: tuple[str, ...]
) -> None:
    answer = predict(logits(*probabilities), spec())
    assert answer.decision == "uncertain"
    assert answer.candidates == candidates


def test_a_head_that_may_never_be_confident() -> None:
    answer = predict(logits(0.997, 0.001, 0.001, 0.001), spec(confident_at=None))
    assert answer.decision == "uncertain"
    assert len(answer.candidates) == 2


def test_a_label_may_need_more_than_the_others() -> None:
    strict = spec(stricter={"wavy": 0.9})
    assert predict(logits(0.1, 0.75, 0.1, 0.05), strict).decision == "uncertain"
    assert predict(logits(0.75, 0.1, 0.1, 0.05), strict).decision == "confident"
    assert predict(logits(0.03, 0.91, 0.03, 0.03), strict).decision == "confident"


def test_a_label_may_stay_possible_at_less_than_the_others() -> None:
    answer = predict(logits(0.03, 0.60, 0.34, 0.03), spec(kept_open={"coily": 0.02}))
    assert answer.candidates == ("wavy", "curly", "coily")


def test_what_cannot_be_judged_has_no_candidates() -> None:
    answer = predict(logits(0.97, 0.01, 0.01, 0.01), spec(), "no_hair")
    assert (answer.decision, answer.candidates) == ("not_assessable", ())


def test_temperature_softens_without_reordering() -> None:
    sharp = predict(logits(0.7, 0.2, 0.06, 0.04), spec())
    soft = predict(logits(0.7, 0.2, 0.06, 0.04), spec(temperature=2.0))
    assert soft.label == sharp.label
    assert soft.confidence < sharp.confidence
    expected = 0.7**0.5 / sum(p**0.5 for p in (0.7, 0.2, 0.06, 0.04))
    assert math.isclose(soft.confidence, expected, abs_tol=1e-4)


def test_an_untrained_label_is_never_predicted() -> None:
    answer = predict(logits(0.9, 0.05, 0.03, 0.02), spec(trained=LABELS[1:]))
    assert answer.label == "wavy"
    assert answer.probabilities["straight"] == 0
    assert "straight" not in answer.candidates
    assert math.isclose(sum(answer.probabilities.values()), 1, abs_tol=1e-3)


def test_extreme_logits_stay_finite() -> None:
    answer = predict(np.asarray([1e4, -1e4, 0, 0], np.float32), spec())
    assert answer.confidence == 1


@pytest.mark.parametrize(("score", "in_scope"), [(3.0, True), (-3.0, False)])
def test_out_of_scope_silences_every_head(score: float, in_scope: bool) -> None:  # noqa: FBT001
    manifest = msgspec.structs.replace(mock_manifest(), scope=ScopeSpec())
    raw = RawOutputs(np.zeros(14, np.float32), np.asarray([score], np.float32))
    found, predictions = interpret(raw, manifest)
    assert found is in_scope
    silenced = {p.decision == "not_assessable" for p in predictions.values()}
    assert silenced == {not in_scope}


def test_each_head_can_be_out_of_reach_alone() -> None:
    raw = RawOutputs(np.zeros(14, np.float32), assessable=np.asarray([5, -5, 5], np.float32))
    _, predictions = interpret(raw, mock_manifest())
    out_of_reach = [h for h, p in predictions.items() if p.decision == "not_assessable"]
    assert out_of_reach == ["hair_type"]


def test_the_json_is_what_the_schema_says(sample: Path, analyzer: Analyzer) -> None:
    line = json_line(analyzer.analyze(sample))
    assert b"\n" not in line
    found = valid(line)
    assert msgspec.json.decode(line, type=Analysis) == msgspec.convert(found, Analysis)
    assert list(found)[:6] == DOCUMENTED
    assert found["source"] == {
        "name": "sample.jpg", "sha256": found["source"]["sha256"], "width": 320, "height": 320
    }  # fmt: skip
    for head in HEADS:
        prediction = found["predictions"][head.name]
        assert list(prediction["probabilities"]) == list(head.labels)
        assert math.isclose(sum(prediction["probabilities"].values()), 1, abs_tol=1e-3)
        assert prediction["confidence"] == max(prediction["probabilities"].values())
        assert prediction["decision"] in ("confident", "uncertain", "not_assessable")
        assert found["confidence_scores"][head.name] == prediction["confidence"]


def test_a_failure_is_a_source_and_an_error() -> None:
    from haski_desktop.errors import PhotoError

    failure = Failure.of("x.jpg", PhotoError("damaged", "It is damaged.", "Choose another."))
    found = valid(json_line(failure))
    assert found["source"]["name"] == "x.jpg"
    assert found["error"]["code"] == "damaged"
    assert found["error"]["message"] == "It is damaged."


def assert_said_alike(one: Analysis, other: Analysis) -> None:
    """A person is told the same of both: for each head the same label first, as certainly."""
    assert one.in_scope == other.in_scope
    for head, prediction in one.predictions.items():
        found = other.predictions[head]
        assert (found.label, found.decision) == (prediction.label, prediction.decision)


def assert_same_answer(one: Analysis, other: Analysis) -> None:
    assert_said_alike(one, other)
    for head, prediction in one.predictions.items():
        assert abs(other.predictions[head].confidence - prediction.confidence) <= 0.05


@pytest.mark.parametrize("code", STORED_AS)
def test_rotated_copies_get_the_same_answer(sample: Path, analyzer: Analyzer, code: int) -> None:
    original = Image.open(sample)
    turn = STORED_AS[code]
    exif = Image.Exif()
    exif[0x0112] = code
    stored = original if turn is None else original.transpose(turn)
    copy = encoded(stored, "JPEG", quality=92, exif=exif.tobytes())
    assert_same_answer(analyzer.analyze(sample), analyzer.analyze(copy))


def test_labels_that_can_not_be_told_apart_are_given_together() -> None:
    pair = spec(inseparable=(("wavy", "coily"),))
    alone = predict(logits(0.9, 0.05, 0.03, 0.02), pair)
    assert (alone.decision, alone.candidates) == ("confident", ("straight",))
    sure = predict(logits(0.02, 0.9, 0.05, 0.03), pair)
    assert sure.decision == "uncertain"
    assert sure.candidates == ("wavy", "coily")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "BMP", "TIFF", "HEIC"])
def test_other_formats_get_the_same_answer(sample: Path, analyzer: Analyzer, kind: str) -> None:
    if kind == "HEIC":
        copy: bytes | Path = Path(__file__).parents[1] / "data" / "sample.heic"
    else:
        copy = encoded(Image.open(sample), kind)  # at the usual quality
    # What these leave out of a photo of 320 pixels are its finest strands of hair: the
    # probabilities move with them, by more than another way to store the same pixels may.
    lossy = kind in ("WEBP", "AVIF")
    same = assert_said_alike if lossy else assert_same_answer
    same(analyzer.analyze(sample), analyzer.analyze(copy))


@pytest.mark.parametrize("width", [512, 1024, 4096])
def test_the_answer_does_not_hang_on_the_size(sample: Path, analyzer: Analyzer, width: int) -> None:
    copy = Image.open(sample).resize((width, width), Image.Resampling.BICUBIC)
    answers = [analyzer.analyze(sample), analyzer.analyze(encoded(copy, "JPEG", quality=92))]
    for one, other in pairwise(answers):
        assert_said_alike(one, other)
