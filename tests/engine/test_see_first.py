"""What a photo shows decides what is judged, and from which part of it."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageFilter

from haski_desktop.batch.identity import model_checksum
from haski_desktop.engine import loading
from haski_desktop.engine.analysis import Analysis, json_line
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.labels import HEADS
from haski_desktop.engine.mock import mock_manifest
from haski_desktop.engine.model import MANIFEST, UnlistedSpec, ViewName
from haski_desktop.engine.postprocess import (
    Circumstances,
    RawOutputs,
    interpret,
    join,
    view_weights,
)
from haski_desktop.engine.see.geometry import WHOLE
from tests import tiny_models
from tests.conftest import encoded
from tests.valid import valid

TAN, DARK, GREEN = (205, 150, 125), (12, 10, 9), (90, 160, 120)


@pytest.fixture
def seeing(bundle: Path) -> Callable[..., Analyzer]:
    """Opens the bundled classifier beside a network that takes reddish for skin, black for hair.

    It is made to judge whatever it is shown.
    """

    def make(**manifest: Any) -> Analyzer:
        content = tiny_models.areas()
        (bundle / "areas.tflite").write_bytes(content)
        network = {"path": "areas.tflite", "sha256": hashlib.sha256(content).hexdigest()}
        known = json.loads((bundle / MANIFEST).read_text())
        known |= {"networks": {"areas": network}} | manifest
        known["scope"]["in_scope_at"] = 0
        for head in known["heads"].values():
            head["assessable_at"] = 0
        (bundle / MANIFEST).write_text(json.dumps(known))
        return Analyzer.open(bundle)

    return make


def painted(*patches: tuple[tuple[int, int, int], tuple[int, int, int, int]]) -> Image.Image:
    """A green picture of 800 x 600 with patches of other colours, and some grain."""
    image = Image.new("RGB", (800, 600), GREEN)
    for colour, box in patches:
        image.paste(colour, box)
    grain = np.random.default_rng(0).normal(0, 2, (600, 800, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def analysed(analyzer: Analyzer, image: Image.Image) -> Analysis:
    return analyzer.analyze(encoded(image, "PNG"))


def test_the_face_and_its_regions_are_told(sample: Path, analyzer: Analyzer) -> None:
    found = valid(json_line(analyzer.analyze(sample)))
    assert found["schema_version"] == 2
    (face,) = found["faces"]
    left, top, width, height = face["box"]
    assert 0.2 < left < left + width < 0.7
    assert 0.1 < top < top + height < 0.7
    assert abs(face["yaw"]) < 20
    # The fringe hides the forehead.
    names = [region["name"] for region in face["regions"]]
    assert names == ["nose", "left_cheek", "right_cheek", "chin"]
    assert found["areas"]["skin"] == pytest.approx(0.09, abs=0.02)
    assert found["areas"]["hair"] == pytest.approx(0.10, abs=0.02)
    for region in face["regions"]:
        assert all(0 <= value <= 1 for point in region["polygon"] for value in point)
        assert 0 <= region["redness"] <= 1
    assert found["quality"]["usable"] is True
    assert all(p["reason"] is None for p in found["predictions"].values())


def test_without_skin_there_is_no_answer_about_skin(seeing: Callable[..., Analyzer]) -> None:
    result = analysed(seeing(), painted((DARK, (200, 100, 600, 500))))
    assert result.areas is not None
    assert result.areas.skin == 0
    assert result.areas.hair == pytest.approx(1 / 3, abs=0.02)
    for head in ("skin_type", "condition"):
        prediction = result.predictions[head]
        assert prediction.decision == "not_assessable"
        assert prediction.reason == "no_skin"
        assert prediction.view is None


def test_without_hair_there_is_no_answer_about_hair(seeing: Callable[..., Analyzer]) -> None:
    result = analysed(seeing(), painted((TAN, (100, 100, 700, 500))))
    assert result.areas is not None
    assert result.areas.skin == pytest.approx(0.5, abs=0.02)
    assert result.predictions["hair_type"].decision == "not_assessable"
    assert result.predictions["hair_type"].reason == "no_hair"


def test_answers_come_from_the_views_that_the_manifest_weighs(
    seeing: Callable[..., Analyzer],
) -> None:
    image = painted((TAN, (100, 100, 500, 500)), (DARK, (100, 20, 500, 110)))
    whole = analysed(seeing(views={}), image)
    views = {"condition": {"whole": 1.0, "skin": 3.0}, "skin_type": {"face": 1.0}}
    joined = analysed(seeing(views=views), image)
    left, top, width, height = joined.predictions["condition"].view or (0, 0, 0, 0)
    assert left == pytest.approx(0.075, abs=0.03)
    assert left + width == pytest.approx(0.675, abs=0.03)
    assert (top, height) != (0, 1)
    assert whole.predictions["condition"] != joined.predictions["condition"]
    # No face is there: the whole photo is used.
    assert whole.predictions["skin_type"] == joined.predictions["skin_type"]
    assert joined.predictions["hair_type"] == whole.predictions["hair_type"]


def test_where_views_looked_lies_where_they_are(seeing: Callable[..., Analyzer]) -> None:
    image = painted((TAN, (100, 100, 500, 500)), (DARK, (100, 20, 500, 110)))
    analyzer = seeing(views={"condition": {"skin": 1.0}})
    result, evidence = analyzer.examine(prepare(encoded(image, "PNG")))
    prediction = result.predictions["condition"]
    heat = evidence.activation("condition", prediction)
    assert heat is not None
    left, top, width, height = prediction.view or (0, 0, 0, 0)
    rows, columns = np.nonzero(heat)
    x, y = (columns + 0.5) / heat.shape[1], (rows + 0.5) / heat.shape[0]
    assert ((x >= left) & (x <= left + width)).all()
    assert ((y >= top) & (y <= top + height)).all()
    skin, hair = evidence.skin(), evidence.hair()
    assert skin is not None
    assert hair is not None
    assert skin[int(0.5 * 112), int(0.4 * 112)]
    assert not hair[int(0.5 * 112), int(0.4 * 112)]
    assert hair[int(0.1 * 112), int(0.4 * 112)]
    assert not skin[int(0.5 * 112), int(0.8 * 112)]


def test_a_poor_photo_never_gets_a_confident_answer(sample: Path, analyzer: Analyzer) -> None:
    image = Image.open(sample).convert("RGB")
    sharp = analysed(analyzer, image)
    assert "confident" in {p.decision for p in sharp.predictions.values()}
    blurred = analysed(analyzer, image.filter(ImageFilter.GaussianBlur(6)))
    dark = analysed(analyzer, image.point(lambda value: value * 0.15))
    for result, code in ((blurred, "blurred"), (dark, "too_dark")):
        assert result.quality is not None
        assert not result.quality.usable
        assert code in {issue.code for issue in result.quality.issues if issue.affects == "answer"}
        assert "confident" not in {p.decision for p in result.predictions.values()}


def test_a_face_far_away_is_in_scope_and_told_to_come_closer(
    sample: Path, analyzer: Analyzer
) -> None:
    portrait = Image.open(sample)
    for side, reason in ((500, None), (64, "too_small")):
        scene = painted().resize((5 * side, 4 * side))
        scene.paste(portrait.resize((side, side)), (2 * side, side))
        far = analysed(analyzer, scene)
        assert far.in_scope
        assert far.faces is not None
        assert len(far.faces) == 1
        assert far.predictions["condition"].reason == reason


def test_several_faces_are_said_and_the_largest_is_judged(sample: Path, analyzer: Analyzer) -> None:
    face = Image.open(sample).convert("RGB")
    two = Image.new("RGB", (640, 400), GREEN)
    two.paste(face.resize((240, 240)), (10, 80))
    two.paste(face.resize((360, 360)), (270, 20))
    result = analysed(analyzer, two)
    assert result.faces is not None
    assert [bool(found.regions) for found in result.faces] == [True, False]
    assert result.faces[0].box.left > result.faces[1].box.left
    assert "several_faces" in result.warnings


def test_networks_that_cannot_be_used_are_done_without(
    sample: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = [(name, "0" * 64, wanted) for name, _, wanted in loading.FACE_NETWORKS]
    monkeypatch.setattr(loading, "FACE_NETWORKS", damaged)
    without_faces = Analyzer.open(bundle).analyze(sample)
    assert without_faces.faces is None
    assert without_faces.areas is not None
    assert without_faces.quality is not None
    (bundle / "areas.tflite").write_bytes(b"damaged")
    result = Analyzer.open(bundle).analyze(sample)
    assert result.faces is None
    assert result.areas is None
    assert result.quality is None
    assert result.in_scope
    assert result.predictions["condition"].view == WHOLE


def test_results_are_not_taken_for_those_of_other_networks(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checksums = [model_checksum(Analyzer.open(bundle), bundle) for _ in range(2)]
    detector, mesh = loading.FACE_NETWORKS
    monkeypatch.setattr(loading, "FACE_NETWORKS", (detector, (mesh[0], "0" * 64, mesh[2])))
    checksums.append(model_checksum(Analyzer.open(bundle), bundle))
    (bundle / "areas.tflite").write_bytes(b"damaged")
    checksums.append(model_checksum(Analyzer.open(bundle), bundle))
    assert checksums[0] == checksums[1]
    assert len(set(checksums)) == 3


def test_threads_see_the_same(sample: Path, seeing: Callable[..., Analyzer]) -> None:
    analyzer = seeing(views={"condition": {"whole": 1.0, "face": 1.0}})
    photo = prepare(sample)
    alone = msgspec.structs.replace(analyzer.predict(photo), timing_ms=0)
    with ThreadPoolExecutor(4) as pool:
        for result in pool.map(analyzer.predict, [photo] * 12):
            assert msgspec.structs.replace(result, timing_ms=0) == alone


def scores(**values: float) -> RawOutputs:
    """Outputs whose logits are all one number."""
    return RawOutputs(
        np.full(14, values.get("logits", 0), np.float32),
        np.asarray([values.get("in_scope", 0)], np.float32),
        np.full(3, values.get("assessable", 0), np.float32),
        unlisted=np.asarray([values.get("unlisted", 0)], np.float32),
    )


def test_views_are_joined_by_their_weights() -> None:
    manifest = msgspec.structs.replace(
        mock_manifest(),
        views={"condition": {"whole": 1.0, "face": 3.0}, "hair_type": {"hair": 1.0, "skin": 0.0}},
    )
    weights = view_weights(manifest, ["whole", "face", "skin"])
    assert weights == {
        "skin_type": {"whole": 1},
        "hair_type": {"whole": 1},
        "condition": {"whole": 0.25, "face": 0.75},
    }
    joined = join(
        {
            "whole": scores(logits=4, in_scope=-3, assessable=8, unlisted=0),
            "face": scores(logits=8, in_scope=2, assessable=-8, unlisted=4),
        },
        weights,
    )
    assert [float(joined.logits[head.start]) for head in HEADS] == [4, 4, 7]
    assert joined.in_scope == [2]
    assert joined.assessable is not None
    assert joined.assessable.tolist() == [8, 8, -4]
    assert joined.unlisted == [3]
    alone = view_weights(manifest, ["whole", "face"], ["condition"])
    assert alone["condition"] == {"whole": 1}


def test_only_the_whole_photo_and_the_face_tell_whether_it_is_in_scope() -> None:
    """A close look at fur or stone can't be told from one at skin."""
    outputs: dict[ViewName, RawOutputs] = {
        "whole": scores(in_scope=-3),
        "face": scores(in_scope=1),
        "hair": scores(in_scope=9),
        "skin": scores(in_scope=9),
    }
    weights = view_weights(mock_manifest(), outputs)
    assert join(outputs, weights).in_scope == [1]


def test_the_first_reason_is_given() -> None:
    manifest = mock_manifest()
    raw = RawOutputs(np.zeros(14, np.float32), assessable=np.asarray([5, -5, -5], np.float32))
    known = Circumstances({"skin_type": "too_small", "condition": "no_skin"})
    _, found = interpret(raw, manifest, known)
    assert [found[head.name].reason for head in HEADS] == ["too_small", "no_hair", "no_skin"]
    _, found = interpret(raw, manifest, known._replace(usable=False))
    assert found["hair_type"].reason == "too_poor"


def test_a_condition_without_a_label_is_never_confident() -> None:
    manifest = msgspec.structs.replace(mock_manifest(), unlisted=UnlistedSpec(unlisted_at=0.6))
    logits = np.zeros(14, np.float32)
    logits[10] = 9
    decisions = {}
    for score in (-3.0, 3.0):
        raw = RawOutputs(logits, unlisted=np.asarray([score], np.float32))
        _, found = interpret(raw, manifest)
        condition = found["condition"]
        decisions[condition.unlisted] = condition.decision, condition.is_unlisted
        assert found["hair_type"].unlisted is None
    assert decisions == {0.0474: ("confident", False), 0.9526: ("uncertain", True)}


VERSION_1 = {
    "skin_type": "dry",
    "hair_type": "wavy",
    "conditions_detected": [],
    "confidence_scores": {"skin_type": 0.5, "hair_type": 0.6, "condition": 0.9},
    "model_version": "v1-exported",
    "model_type": "tflite",
    "schema_version": 1,
    "source": {"name": "old.jpg", "sha256": "0" * 64, "width": 640, "height": 480},
    "predictions": {
        head.name: {
            "label": head.labels[0],
            "confidence": 0.9,
            "probabilities": dict.fromkeys(head.labels, 0.2),
            "decision": "uncertain",
            "candidates": list(head.labels[:2]),
        }
        for head in HEADS
    },
    "in_scope": True,
    "warnings": [],
    "timing_ms": 12.5,
}


def test_results_of_version_1_are_still_read() -> None:
    from_file = msgspec.json.decode(json.dumps(VERSION_1), type=Analysis)
    from_cache = msgspec.msgpack.decode(msgspec.msgpack.encode(VERSION_1), type=Analysis)
    for result in (from_file, from_cache):
        assert result.schema_version == 1
        assert (result.quality, result.areas, result.faces) == (None, None, None)
        assert result.predictions["condition"].reason is None
        again = valid(json_line(result))
        assert {key: again[key] for key in VERSION_1 if key != "predictions"} == {
            key: value for key, value in VERSION_1.items() if key != "predictions"
        }
