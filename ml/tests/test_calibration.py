"""Which answers a head may give, from how often it was right."""

import numpy as np
from numpy.typing import NDArray

from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, LOGITS, SKIN_TYPE, Head
from haski_desktop.engine.model import HeadSpec, InputSpec, Manifest, ScopeSpec
from haski_desktop.engine.postprocess import RawOutputs, predict
from ml.training import calibrate
from ml.training.dataset import Row
from ml.training.unseen import HeldOut


def logits_of(head: Head, label: str, p: float) -> NDArray[np.float32]:
    """All fourteen, so that ``label`` has probability ``p`` at temperature 1."""
    logits = np.zeros(LOGITS, np.float32)
    logits[head.start + head.labels.index(label)] = np.log(p * (len(head.labels) - 1) / (1 - p))
    return logits


def calibrated(head: Head, *answers: tuple[str, str, str, float, int]) -> HeadSpec:
    """``head`` after ``answers``: source, true label, label given, its probability, photos."""
    rows, raw = [], []
    for source, label, given, p, photos in answers:
        labels = {each.name: label if each is head else "" for each in HEADS}
        output = RawOutputs(logits_of(head, given, p), np.ones(1, "f"), np.ones(3, "f"))
        rows += [Row("", "val", source, "", labels, in_scope=True)] * photos
        raw += [output] * photos
    heads = {each.name: HeadSpec(each.start, each.labels, each.labels) for each in HEADS}
    manifest = Manifest("", "", "", {}, heads, InputSpec(), ScopeSpec())
    return calibrate.calibrate(manifest, rows, raw).heads[head.name]


def decision(head: Head, label: str, spec: HeadSpec) -> str:
    """For a photo with ``label`` at probability 0.9 before calibration."""
    return predict(logits_of(head, label, 0.9)[head.span], spec).decision


def test_an_answer_is_given_where_answers_are_right() -> None:
    salon = ("salon", "wavy", "wavy", 0.9, 60)
    doubtful = ("salon", "wavy", "curly", 0.6, 30)
    spec = calibrated(HAIR_TYPE, salon, doubtful)
    assert decision(HAIR_TYPE, "wavy", spec) == "confident"
    # One stray mistake in a small source stops nothing, ...
    spec = calibrated(HAIR_TYPE, salon, doubtful, ("web", "curly", "coily", 0.95, 1))
    assert decision(HAIR_TYPE, "wavy", spec) == "confident"
    # ... nor do some in a source that is right often enough, ...
    often = [("web", "curly", given, 0.95, n) for given, n in (("curly", 11), ("coily", 2))]
    spec = calibrated(HAIR_TYPE, salon, *often)
    assert decision(HAIR_TYPE, "wavy", spec) == "confident"
    # ... but a source whose answers are wrong does, and so do too few answers.
    many = ("salon", "wavy", "wavy", 0.9, 600)
    spec = calibrated(HAIR_TYPE, many, ("web", "curly", "coily", 0.95, 10))
    assert decision(HAIR_TYPE, "wavy", spec) == "uncertain"
    spec = calibrated(HAIR_TYPE, ("salon", "wavy", "wavy", 0.9, 30))
    assert decision(HAIR_TYPE, "wavy", spec) == "uncertain"


def test_what_does_not_hold_elsewhere_is_never_given_as_an_answer() -> None:
    right = [("clinic", label, label, 0.9, 60) for label in ("psoriasis", "healthy")]
    spec = calibrated(CONDITION, *right)
    assert decision(CONDITION, "healthy", spec) == "confident"
    assert decision(CONDITION, "psoriasis", spec) == "uncertain"
    spec = calibrated(SKIN_TYPE, ("patch", "dry", "dry", 0.9, 60))
    assert decision(SKIN_TYPE, "dry", spec) == "uncertain"


def held_out(*answers: tuple[str, str, float, int]) -> HeldOut:
    """What a network said of a source never seen: true label, label given, probability, photos."""
    rows, raw = [], []
    for label, given, p, photos in answers:
        labels = {each.name: label if each is CONDITION else "" for each in HEADS}
        output = RawOutputs(logits_of(CONDITION, given, p), np.ones(1, "f"), np.ones(3, "f"))
        rows += [Row("", "val", "web", "", labels, in_scope=True)] * photos
        raw += [output] * photos
    return HeldOut(rows, raw, np.zeros(len(rows), np.intp), [(rows, raw)])


def test_more_is_asked_for_what_is_often_wrong_on_sources_never_seen() -> None:
    heads = {each.name: HeadSpec(each.start, each.labels, each.labels) for each in HEADS}
    manifest = Manifest("", "", "", {}, heads, InputSpec(), ScopeSpec())
    rightly = ("healthy", "healthy", 0.9, 100), ("mild_acne", "mild_acne", 0.9, 100)
    missed, alarm = ("severe_acne", "healthy", 0.7, 20), ("healthy", "mild_acne", 0.7, 20)

    def asked(*answers: tuple[str, str, float, int]) -> tuple[float, float]:
        """What a condition must reach to be given, and what "healthy" must."""
        spec = calibrate.hold_elsewhere(manifest, held_out(*rightly, *answers)).heads["condition"]
        assert spec.confident_at is not None
        return spec.confident_at, spec.stricter["healthy"]

    assert asked() == (0.5, 0.5)
    condition, healthy = asked(missed)
    assert condition == 0.5 < healthy
    condition, healthy = asked(alarm)
    assert 0.5 < condition == healthy


def test_healthy_stays_possible_where_healthy_skin_of_sources_never_seen_had_it_so() -> None:
    heads = {each.name: HeadSpec(each.start, each.labels, each.labels) for each in HEADS}
    manifest = Manifest("", "", "", {}, heads, InputSpec(), ScopeSpec())
    rightly = ("healthy", "healthy", 0.9, 100), ("mild_acne", "mild_acne", 0.9, 100)
    for doubtful, possible in ((0, False), (10, True)):
        found = held_out(*rightly, ("healthy", "mild_acne", 0.6, doubtful))
        spec = calibrate.hold_elsewhere(manifest, found).heads["condition"]
        logits = np.log(np.asarray((0.08, 0.5, 0.4, 0.01, 0.01), np.float32)) * spec.temperature
        answer = predict(logits, spec, may_be_sure=False)
        assert ("healthy" in answer.candidates) == possible
