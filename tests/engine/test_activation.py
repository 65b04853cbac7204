"""Where the model looked: that the map tells the truth, and where it goes with an analysis."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from haski_desktop.engine.analysis import json_line
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.choices import RuntimeName
from haski_desktop.engine.classifier import run_classifier
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.engine.loading import load_runtime
from haski_desktop.engine.model import open_bundle
from haski_desktop.engine.preprocess import normalize, resize
from haski_desktop.paths import default_model


@pytest.mark.parametrize(
    ("runtime", "file", "tolerance"),
    [
        ("tflite", "skin_classifier.tflite", 1e-3),
        ("tflite", "skin_classifier_int8.tflite", 0.2),
        ("onnx", "skin_classifier.onnx", 1e-3),
    ],
)
def test_the_mean_of_the_maps_is_the_logits(
    sample: Path, runtime: RuntimeName, file: str, tolerance: float
) -> None:
    bundle = open_bundle(default_model() / file)
    spec = bundle.manifest.input
    image = normalize(resize(prepare(sample).image, spec), spec)
    raw = run_classifier(load_runtime(runtime, bundle, threads=1), image)
    assert raw.maps is not None
    assert raw.maps.shape == (7, 7, 14)
    np.testing.assert_allclose(raw.maps.mean((0, 1)), raw.logits, atol=tolerance)


@pytest.mark.parametrize("head", ["skin_type", "hair_type", "condition"])
def test_hiding_where_it_looked_moves_the_answer(
    sample: Path, analyzer: Analyzer, head: HeadName
) -> None:
    """A grey square on the hottest region, against the same square anywhere."""
    photo = prepare(sample)
    before, evidence = analyzer.examine(photo)
    label = before.predictions[head].label
    heat = evidence.activation(head, before.predictions[head])
    assert heat is not None
    cells, side = 7, 3  # of the classifier's maps, across them and across the square
    finer = len(heat) // cells

    def moved(row: int, column: int) -> float:
        image = photo.image.copy()
        left, top, right, bottom = (
            round(edge * image.width / cells) for edge in (column, row, column + side, row + side)
        )
        image.paste((124, 124, 124), (left, top, right, bottom))
        after = analyzer.predict(photo._replace(image=image)).predictions[head]
        return abs(after.probabilities[label] - before.predictions[head].probabilities[label])

    places = [(row, column) for row in range(8 - side) for column in range(8 - side)]
    parts = heat.reshape(cells, finer, cells, finer).sum((1, 3))
    hottest = max(places, key=lambda at: parts[at[0] :, at[1] :][:side, :side].sum())
    assert moved(*hottest) > np.mean([moved(*place) for place in places])


def test_a_map_for_each_label(sample: Path, analyzer: Analyzer) -> None:
    result, evidence = analyzer.examine(prepare(sample))
    for head in HEADS:
        heat = evidence.activation(head.name, result.predictions[head.name])
        assert heat is not None
        assert heat.ndim == 2
        assert heat.min() >= 0
        assert heat.max() == 1
    hair = result.predictions["hair_type"]
    curly, straight = (
        evidence.activation("hair_type", hair, label) for label in ("curly", "straight")
    )
    assert curly is not None
    assert straight is not None
    assert abs(curly - straight).max() > 0.1
    with pytest.raises(ValueError, match="not in"):
        evidence.activation("hair_type", hair, "purple")


def test_no_map_where_there_is_none(sample: Path) -> None:
    result, evidence = Analyzer.open(runtime="mock").examine(prepare(sample))
    assert evidence.activation("hair_type", result.predictions["hair_type"]) is None
    noise = np.random.default_rng(0).integers(0, 256, (224, 224, 3)).astype(np.uint8)
    analyzer = Analyzer.open()
    photo = prepare(sample)._replace(image=Image.fromarray(noise))
    result, evidence = analyzer.examine(photo)
    assert not result.in_scope
    assert evidence.activation("hair_type", result.predictions["hair_type"]) is None


def test_the_map_stays_out_of_the_json(sample: Path, analyzer: Analyzer) -> None:
    assert b"map" not in json_line(analyzer.analyze(sample))
