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
    before = analyzer.predict(photo)
    label = before.predictions[head].label
    heat = before.activation(head)
    assert heat is not None
    cells, side = 7, 3  # of the map, across it and across the square

    def moved(row: int, column: int) -> float:
        image = photo.image.copy()
        left, top, right, bottom = (
            round(edge * image.width / cells) for edge in (column, row, column + side, row + side)
        )
        image.paste((124, 124, 124), (left, top, right, bottom))
        after = analyzer.predict(photo._replace(image=image)).predictions[head]
        return abs(after.probabilities[label] - before.predictions[head].probabilities[label])

    places = [(row, column) for row in range(8 - side) for column in range(8 - side)]
    hottest = max(places, key=lambda at: heat[at[0] :, at[1] :][:side, :side].sum())
    assert moved(*hottest) > np.mean([moved(*place) for place in places])


def test_a_map_for_each_label(sample: Path, analyzer: Analyzer) -> None:
    result = analyzer.analyze(sample)
    for head in HEADS:
        heat = result.activation(head.name)
        assert heat is not None
        assert heat.shape == (7, 7)
        assert heat.min() >= 0
        assert heat.max() == 1
    curly, straight = (result.activation("hair_type", label) for label in ("curly", "straight"))
    assert curly is not None
    assert straight is not None
    assert abs(curly - straight).max() > 0.1
    with pytest.raises(ValueError, match="not in"):
        result.activation("hair_type", "purple")


def test_no_map_where_there_is_none(sample: Path) -> None:
    assert Analyzer.open(runtime="mock").analyze(sample).activation("hair_type") is None
    noise = np.random.default_rng(0).integers(0, 256, (224, 224, 3)).astype(np.uint8)
    analyzer = Analyzer.open()
    photo = prepare(sample)._replace(image=Image.fromarray(noise))
    result = analyzer.predict(photo)
    assert not result.in_scope
    assert result.activation("hair_type") is None


def test_the_map_follows_a_new_name_and_stays_out_of_the_json(
    sample: Path, analyzer: Analyzer
) -> None:
    result = analyzer.analyze(sample)
    renamed = result.named("other.jpg")
    assert renamed.source.name == "other.jpg"
    one, other = result.activation("condition"), renamed.activation("condition")
    assert one is not None
    assert other is not None
    np.testing.assert_array_equal(one, other)
    assert b"map" not in json_line(result)
