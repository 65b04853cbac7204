"""Choose temperatures and thresholds on the validation photos and write them to a manifest.

    python -m ml.training.calibrate --data DIR --bundle DIR [--folds RUN/model.pt ...]

``--folds`` names networks that were each trained without a third of the sources: what they
say of photos of those tells how far answers hold elsewhere. The rules, each applied to
``val`` where nothing else is said:

- temperature: least negative log-likelihood of the labels (Guo et al. 2017).
- ``confident_at``: thresholds are tried from the highest down, and the last is taken
  before answers are no longer right as often as :data:`ACCURACY` asks (the order of
  fixed-sequence testing, Angelopoulos et al. 2021, without its p-values). A photo that
  shows none of the head's classes counts as a wrong answer; photos with one of its labels
  must reach the share by themselves too, and no source may have more wrong answers than
  :data:`CHANCE` allows one that is right as often as :data:`SOURCE_ACCURACY`. All answers
  are judged once there are :data:`ANSWERS`, those of a source once there are
  :data:`SOURCE_ANSWERS`. Nothing less likely than :data:`SURE` is given, however right it
  is here: elsewhere it is less so. With fewer than :data:`ANSWERS` the head is never confident;
  nor is one of :data:`NEVER_CONFIDENT`, whose answers do not hold on sources left out of
  training (``evaluate --unseen``).
- ``inseparable``: labels whose distinction is no better than chance on sources left out of
  training (:data:`INSEPARABLE`, after ``evaluate --unseen``).
- ``candidate_at``: the highest at which the true label is among the candidates of nine
  uncertain answers out of ten (split conformal sets, Sadinle et al. 2019).
- ``in_scope_at``: the highest that refuses no more than :data:`REFUSED` of the photos of
  skin and hair.
- ``stricter``: on sources never seen, at most :data:`UNSEEN_CALLED_HEALTHY` of the photos of ill
  skin may be called healthy: what is asked for "healthy" is raised until that holds. And at most
  :data:`UNSEEN_ALARM` of those of healthy skin may get a condition as the confident answer:
  ``confident_at`` of the condition is raised until that holds.
- ``kept_open``: of sources never seen, "healthy" stays a candidate for all but
  :data:`UNSEEN_LEFT_OUT` of the photos of healthy skin.
- ``unlisted_at``: the lowest that at most :data:`REFUSED` of the photos of healthy skin and of
  the listed conditions reach.
- ``assessable_at``: one half, or lower where that would refuse more than :data:`REFUSED`
  of the photos that have a label.
"""

import argparse
import math
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.stats import binom

from haski_desktop.engine.labels import CONDITION, HEADS, HEALTHY, Head, HeadName
from haski_desktop.engine.model import (
    MANIFEST,
    HeadSpec,
    Manifest,
    ScopeSpec,
    UnlistedSpec,
    open_bundle,
)
from haski_desktop.engine.postprocess import RawOutputs, probabilities
from ml.training.dataset import UNLISTED, Row, read_manifest
from ml.training.metrics import is_right, labelled, truth
from ml.training.outputs import default_file, said_by
from ml.training.unseen import HeldOut, held_out

# Half a point above what is promised: a threshold that was chosen on a sample does a
# little better on it than elsewhere.
ACCURACY: dict[HeadName, float] = {"skin_type": 0.75, "hair_type": 0.955, "condition": 0.955}
SOURCE_ACCURACY: dict[HeadName, float] = {"skin_type": 0.70, "hair_type": 0.85, "condition": 0.85}
# On close-ups, left out of training, 8 of 20 confident answers were right; of two labels.
NEVER_CONFIDENT: tuple[HeadName, ...] = ("skin_type",)
# Eczema against psoriasis scored an AUROC of 0.50 on sources left out of training.
INSEPARABLE: dict[HeadName, tuple[tuple[str, ...], ...]] = {"condition": (("eczema", "psoriasis"),)}
UNSEEN_CALLED_HEALTHY = 0.05
UNSEEN_ALARM = 0.02
UNSEEN_LEFT_OUT = 0.025
ANSWERS = 40
SOURCE_ANSWERS = 10
CHANCE = 0.05
SURE = 0.8
COVERED = 0.9
REFUSED = 0.01


def calibrate(
    manifest: Manifest,
    rows: Sequence[Row],
    raw: Sequence[RawOutputs],
    never_confident: Collection[HeadName] = NEVER_CONFIDENT,
) -> Manifest:
    """``manifest`` with everything chosen on ``rows``, whose outputs are ``raw``."""
    scope, unlisted = calibrate_scope(rows, raw), calibrate_unlisted(rows, raw)
    inside = np.asarray([_sigmoid(o.in_scope[0]) >= scope.in_scope_at for o in raw])
    heads = {}
    for i, head in enumerate(HEADS):
        answered = inside & (head.name not in never_confident)
        if head is CONDITION and unlisted is not None:
            answered &= np.asarray([not _is_unlisted(output, unlisted) for output in raw])
        heads[head.name] = calibrate_head(
            *(head, i, manifest.heads[head.name], rows, raw), answered=answered
        )
    return msgspec.structs.replace(manifest, heads=heads, scope=scope, unlisted=unlisted)


def _is_unlisted(output: RawOutputs, spec: UnlistedSpec) -> bool:
    return _sigmoid(float(output.unlisted[0]) / spec.temperature) >= spec.unlisted_at


def like(manifest: Manifest, rows: Sequence[Row], raw: Sequence[RawOutputs]) -> Manifest:
    """``manifest`` for another network of its kind, whose outputs for ``rows`` are ``raw``.

    The thresholds are kept, but each temperature and the one of the scope, which depend on
    how far a network was trained, are chosen anew.
    """
    logits = np.stack([output.logits for output in raw])
    heads = dict(manifest.heads)
    for head in HEADS:
        picked = labelled(rows, head)
        if len(picked):
            spec = manifest.heads[head.name]
            warm = _temperature(spec, logits[picked][:, head.span], truth(rows, head, picked))
            heads[head.name] = msgspec.structs.replace(spec, temperature=round(warm, 4))
    return msgspec.structs.replace(manifest, heads=heads, scope=calibrate_scope(rows, raw))


def hold_elsewhere(manifest: Manifest, found: HeldOut) -> Manifest:
    """``manifest``, its condition answered only as far as answers hold on unseen sources."""
    manifests = [like(manifest, *seen) for seen in found.seen]
    spec = manifest.heads[CONDITION.name]
    if spec.confident_at is None:
        return manifest
    labels, p = [], []
    for row, output, fold in zip(found.rows, found.raw, found.fold, strict=True):
        if row.labels[CONDITION.name]:
            own = manifests[fold].heads[CONDITION.name]
            labels.append(row.labels[CONDITION.name])
            p.append(probabilities(output.logits[CONDITION.span], own))
    answer, confidence = np.argmax(p, 1), np.max(p, 1)
    alone = np.asarray([not spec.group_of(CONDITION.labels[best]) for best in answer])
    healthy = np.asarray(labels) == HEALTHY
    says_healthy = answer == CONDITION.labels.index(HEALTHY)
    p_healthy = np.asarray(p)[:, CONDITION.labels.index(HEALTHY)]
    missed = confidence[~healthy] * (alone & says_healthy)[~healthy]
    alarms = confidence[healthy] * (alone & ~says_healthy)[healthy]
    confident_at = _held(alarms, UNSEEN_ALARM, spec.confident_at)
    held = msgspec.structs.replace(
        spec,
        confident_at=confident_at,
        stricter={HEALTHY: _held(missed, UNSEEN_CALLED_HEALTHY, confident_at)},
        kept_open={HEALTHY: _floor(np.quantile(p_healthy[healthy], UNSEEN_LEFT_OUT))},
    )
    return msgspec.structs.replace(manifest, heads={**manifest.heads, CONDITION.name: held})


def _held(confidence: NDArray[np.float64], share: float, start: float) -> float:
    """The lowest threshold from ``start`` on that at most ``share`` of the photos reach.

    Args:
        confidence: (n,) of the wrong answer to each photo, 0 where another one was given.
        share: Of the photos.
        start: The least threshold.
    """
    for at in np.arange(start, 1, 0.005):
        if not len(confidence) or (confidence >= at).mean() <= share:
            return _floor(at)
    return 1.0


def calibrate_unlisted(rows: Sequence[Row], raw: Sequence[RawOutputs]) -> UnlistedSpec | None:
    """Temperature and threshold of the output for conditions without a label."""
    known = [
        i
        for i, row in enumerate(rows)
        if row.labels[CONDITION.name] and raw[i].unlisted is not None
    ]
    scores = np.asarray([float(raw[i].unlisted[0]) for i in known])
    is_unlisted = np.asarray([rows[i].labels[CONDITION.name] == UNLISTED for i in known], np.bool_)
    if not is_unlisted.any() or is_unlisted.all():
        return None

    def loss(log_temperature: float) -> float:
        warm = scores / math.exp(log_temperature)
        return float(np.logaddexp(0, np.where(is_unlisted, -warm, warm)).mean())

    temperature = round(math.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x), 4)
    at = np.quantile(scores[~is_unlisted] / temperature, 1 - REFUSED)
    return UnlistedSpec(temperature=temperature, unlisted_at=_floor(_sigmoid(float(at))))


def calibrate_head(  # noqa: PLR0913 - the last by keyword
    head: Head,
    index: int,
    spec: HeadSpec,
    rows: Sequence[Row],
    raw: Sequence[RawOutputs],
    *,
    answered: NDArray[np.bool_],
) -> HeadSpec:
    """``spec`` with temperature and thresholds chosen on ``rows``.

    A head without a labelled photo keeps its own, and is never confident; nor is it on
    photos that are not ``answered`` for another reason.
    """
    logits = np.stack([output.logits for output in raw])
    picked = labelled(rows, head)
    if not len(picked):
        return msgspec.structs.replace(spec, confident_at=None)
    expected = truth(rows, head, picked)
    temperature = _temperature(spec, logits[picked][:, head.span], expected)
    warm = msgspec.structs.replace(
        spec,
        temperature=round(temperature, 4),
        stricter={},
        kept_open={},
        inseparable=INSEPARABLE.get(head.name, ()),
    )
    p = np.stack([probabilities(row[head.span], warm) for row in logits])
    assessable = np.asarray([_sigmoid(output.assessable[index]) for output in raw])
    assessable_at = min(0.5, _floor(np.quantile(assessable[picked], REFUSED)))
    alone = np.asarray([not warm.group_of(head.labels[best]) for best in p.argmax(1)])
    alone &= answered & (assessable >= assessable_at)
    confident_at = _confident_at(head, rows, p, alone)
    sure = p[picked].max(1) >= (np.inf if confident_at is None else confident_at)
    unsure = ~(sure & alone[picked])
    true_p = p[picked, expected][unsure]
    return msgspec.structs.replace(
        warm,
        confident_at=confident_at,
        candidate_at=_floor(np.quantile(true_p, 1 - COVERED)) if len(true_p) else spec.candidate_at,
        assessable_at=assessable_at,
    )


def _confident_at(
    head: Head, rows: Sequence[Row], p: NDArray[np.float64], alone: NDArray[np.bool_]
) -> float | None:
    """The threshold on ``p`` (photos, labels) for answers whose label may stand ``alone``."""
    answers = [i for i, row in enumerate(rows) if row.labels[head.name] and alone[i]]
    right = np.asarray([is_right(head, rows[i], head.labels[p[i].argmax()]) for i in answers])
    confidence = p[answers].max(1)
    own = np.asarray([rows[i].labels[head.name] in head.labels for i in answers])
    sources = np.asarray([rows[i].source for i in answers])
    found = None
    for at in np.unique(confidence)[::-1]:
        given = confidence >= at
        if any(
            part.sum() >= ANSWERS and right[part].mean() < ACCURACY[head.name]
            for part in (given, given & own)
        ):
            break
        by_source = (right[given & (sources == source)] for source in np.unique(sources))
        if any(_falls_short(part, SOURCE_ACCURACY[head.name]) for part in by_source):
            break
        if given.sum() >= ANSWERS:
            found = _floor(at)
        if at < SURE:
            break
    return None if found is None else max(found, SURE)


def _falls_short(right: NDArray[np.bool_], share: float) -> bool:
    """Whether more answers are wrong than by chance where ``share`` of them are right."""
    wrong = int((~right).sum())
    return len(right) >= SOURCE_ANSWERS and binom.sf(wrong - 1, len(right), 1 - share) < CHANCE


def calibrate_scope(rows: Sequence[Row], raw: Sequence[RawOutputs]) -> ScopeSpec:
    """The threshold below which a photo is refused."""
    scores = [_sigmoid(o.in_scope[0]) for row, o in zip(rows, raw, strict=True) if row.in_scope]
    return ScopeSpec(in_scope_at=_floor(np.quantile(scores, REFUSED)))


def _temperature(spec: HeadSpec, logits: NDArray[np.float32], expected: NDArray[np.intp]) -> float:
    def loss(log_temperature: float) -> float:
        warm = msgspec.structs.replace(spec, temperature=math.exp(log_temperature))
        p = np.stack([probabilities(row, warm) for row in logits])
        return float(-np.log(p[np.arange(len(p)), expected] + 1e-12).mean())

    return math.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x)


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _floor(value: float) -> float:
    """Four digits, rounded down so that the photo at the threshold still passes."""
    return math.floor(float(value) * 1e4) / 1e4


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    parser.add_argument(
        "--folds", type=Path, nargs="+", default=[], help="model.pt of runs with --fold"
    )
    parser.add_argument("--cache", type=Path, help="folder for decoded photos (default: none)")
    options = parser.parse_args(arguments)
    bundle = open_bundle(options.bundle)
    rows = read_manifest(options.data, "val")
    said = said_by(default_file(bundle), bundle, rows, options.data, options.cache)
    raw = said.joined(bundle.manifest)
    manifest = calibrate(bundle.manifest, rows, raw)
    if options.folds:
        manifest = hold_elsewhere(manifest, held_out(options.data, options.folds, options.cache))
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (options.bundle / MANIFEST).write_bytes(text + b"\n")
    for name, spec in manifest.heads.items():
        print(
            f"{name}: T {spec.temperature}, confident at {spec.confident_at} {spec.stricter}, "
            f"candidates {spec.candidate_at} {spec.kept_open}, assessable at {spec.assessable_at}"
        )
    print(f"in scope at {manifest.scope.in_scope_at}")


if __name__ == "__main__":
    main()
