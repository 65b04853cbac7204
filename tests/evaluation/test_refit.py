"""Thresholds chosen anew, from answers whose quality is known."""

import os
from pathlib import Path

import msgspec
import numpy as np
import pytest

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import HAIR_TYPE
from haski_desktop.engine.model import open_bundle
from haski_desktop.errors import OutputError
from haski_desktop.evaluation.bundles import write_bundle
from haski_desktop.evaluation.labelled import LabelledPhoto
from haski_desktop.evaluation.refit import refit, refitted_manifest
from haski_desktop.evaluation.scores import Answered
from tests.made_up import made_up


def overconfident(photos: int) -> Answered:
    """Answers that say 97 %, of which the first half is right by nine in ten, and 70 %."""
    rng = np.random.default_rng(3)
    labelled, analyses = [], []
    for number in range(photos):
        confidence = 0.97 if number % 2 else 0.7
        label = HAIR_TYPE.labels[number % 3]
        is_right = rng.random() < (0.98 if number % 2 else 0.5)
        said = label if is_right else HAIR_TYPE.labels[(number + 1) % 3]
        labelled.append(LabelledPhoto("", f"{number}.jpg", {"hair_type": label}, f"{number}"))
        analyses.append(hair(said, confidence))
    return Answered(labelled, analyses)


def hair(label: str, confidence: float) -> Analysis:
    result = made_up()
    rest = (1 - confidence) / 3
    prediction = msgspec.structs.replace(
        result.predictions["hair_type"],
        label=label,
        confidence=confidence,
        probabilities=dict.fromkeys(HAIR_TYPE.labels, rest) | {label: confidence},
        candidates=(label,),
    )
    return msgspec.structs.replace(
        result, predictions=result.predictions | {"hair_type": prediction}
    )


def test_clear_answers_are_right_as_often_as_asked(bundle: Path) -> None:
    found = open_bundle(bundle)
    heads, changed = refit(overconfident(1200), found, 0.95)
    assert set(changed) == {"hair_type"}
    hair_type = changed["hair_type"]
    assert hair_type.confident_at is not None
    assert hair_type.right is not None
    assert hair_type.right >= 0.95
    assert hair_type.answered == pytest.approx(0.5, abs=0.02)
    assert heads["condition"] == found.manifest.heads["condition"]


def test_no_clear_answer_where_none_is_right_often_enough(bundle: Path) -> None:
    heads, changed = refit(overconfident(1200), open_bundle(bundle), 1.0)
    assert heads["hair_type"].confident_at is None
    assert changed["hair_type"].answered == 0


def test_few_labels_change_nothing(bundle: Path) -> None:
    found = open_bundle(bundle)
    assert refit(overconfident(90), found, 0.95) == (dict(found.manifest.heads), {})


def test_the_new_bundle_works_and_the_old_one_stays(
    bundle: Path, tmp_path: Path, sample: Path
) -> None:
    before = {file.name: file.read_bytes() for file in bundle.iterdir()}
    found = open_bundle(bundle)
    heads, _ = refit(overconfident(1200), found, 0.95)
    write_bundle(found, refitted_manifest(found.manifest, heads), tmp_path / "new")
    assert {file.name: file.read_bytes() for file in bundle.iterdir()} == before
    again = open_bundle(tmp_path / "new")
    assert again.manifest.heads == heads
    analysis = Analyzer.open(tmp_path / "new").analyze(sample)
    assert analysis.model_version == f"{found.manifest.version}-refitted"
    with pytest.raises(OutputError) as error:
        write_bundle(found, refitted_manifest(found.manifest, heads), tmp_path / "new")
    assert error.value.code == "bundle_exists"
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".haski")]
