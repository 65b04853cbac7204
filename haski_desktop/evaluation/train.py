"""A head for a question of one's own: multinomial logistic regression on the network's features.

The network itself stays as it is, so that minutes on any computer are enough, and a few
hundred photos say something (transfer learning with frozen features; Kornblith et al. 2019).
"""

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from haski_desktop.batch.pipeline import default_workers
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.model import ModelBundle, OwnHeadSpec
from haski_desktop.engine.postprocess import softmax
from haski_desktop.errors import LabelsError, ModelError, PhotoError
from haski_desktop.evaluation.bundles import write_bundle
from haski_desktop.evaluation.labelled import OWN, LabelledPhoto
from haski_desktop.evaluation.metrics import (
    Indices,
    balanced_accuracy,
    bootstrap_interval,
    confusion_matrix,
    expected_calibration_error,
)
from haski_desktop.evaluation.thresholds import best_temperature, threshold

Array = NDArray[np.float64]

# What is learned from less says more of chance than of the photos.
FEWEST_PHOTOS: Final = 20  # of each label
FEWEST_GROUPS: Final = 5  # of each label
MOST_LABELS: Final = 50
FOLDS: Final = 5
PENALTIES: Final = (0.001, 0.01, 0.1, 1.0)
STEPS: Final = 300
FILE: Final = "own_head.npz"
CARD: Final = "OWN_HEAD.md"


class TrainingReport(msgspec.Struct, frozen=True):
    """How a head does on photos left out of its fit (five folds, whole groups).

    Attributes:
        question: The question's name.
        labels: Its labels in index order.
        photos: Photos of each label.
        groups: Groups of photos in all.
        accuracy: Share of photos whose likeliest label is right.
        balanced_accuracy: Mean of that over the labels.
        interval: Its 95 % bootstrap interval over groups.
        chance: Balanced accuracy of guessing.
        calibration_error: Expected calibration error, 15 bins.
        confusion: Photos by true label (row) and likeliest label (column).
        confident_at: Least probability of a clear answer; ``None`` if none is right often
            enough.
        answered: Share of photos with a clear answer.
        right: Share of these that is right; ``None`` where none is given.
        penalty: Strength of the L2 penalty, chosen by the folds.
        failed: Photos that could not be read.
    """

    question: str
    labels: tuple[str, ...]
    photos: tuple[int, ...]
    groups: int
    accuracy: float
    balanced_accuracy: float
    interval: tuple[float, float]
    chance: float
    calibration_error: float
    confusion: tuple[tuple[int, ...], ...]
    confident_at: float | None
    answered: float
    right: float | None
    penalty: float
    failed: int


class Examples(msgspec.Struct, frozen=True):
    """What a head is fitted to.

    Attributes:
        features: (n, features) what the network sees in each photo.
        labels: The labels in index order.
        expected: (n,) index of each photo's label.
        groups: (n,) each photo's group.
        failed: Photos that could not be read.
    """

    features: Array
    labels: tuple[str, ...]
    expected: Indices
    groups: tuple[str, ...]
    failed: int


class Head(msgspec.Struct, frozen=True):
    """Weights (labels, features) and bias (labels,)."""

    weights: Array
    bias: Array

    def logits(self, features: Array) -> Array:
        """(n, labels) of (n, features)."""
        return np.asarray(features @ self.weights.T + self.bias)


def gather(
    photos: Sequence[LabelledPhoto], model: Path | None, step: Callable[[], object]
) -> Examples:
    """The network's features of labelled photos.

    Args:
        photos: With a label for :data:`haski_desktop.evaluation.labelled.OWN`.
        model: The bundle whose network is used; ``None`` for the bundled one.
        step: Called after each photo.

    Raises:
        LabelsError: There are too few photos, groups or labels to learn from.
        ModelError: The model can't be used, or gives no features.
    """
    _check(photos)
    workers = min(default_workers(), len(photos))
    analyzers = [Analyzer.open(model, threads=1, provider="cpu") for _ in range(workers)]

    def features(index: int) -> NDArray[np.float32] | None:
        try:
            prepared = prepare(photos[index].path)
        except PhotoError:
            return None
        # A thread and its analyzer are not tied together; sharing is safe.
        seen = analyzers[index % workers].features(prepared)
        if seen is None:
            raise _no_features()
        return seen

    found: dict[int, NDArray[np.float32]] = {}
    with ThreadPoolExecutor(workers, thread_name_prefix="haski-train") as pool:
        for index, each in enumerate(pool.map(features, range(len(photos)))):
            step()
            if each is not None:
                found[index] = each
    used = [photos[index] for index in found]
    _check(used)
    labels = tuple(sorted({photo.labels[OWN] for photo in used}))
    return Examples(
        np.stack([*found.values()]).astype(np.float64),
        labels,
        np.asarray([labels.index(photo.labels[OWN]) for photo in used], np.intp),
        tuple(photo.group for photo in used),
        len(photos) - len(used),
    )


def train(
    examples: Examples, question: str, right: float
) -> tuple[Head, OwnHeadSpec, TrainingReport]:
    """Fit a head, and measure it on photos left out of the fit.

    Args:
        examples: What to fit to.
        question: The question's name.
        right: Share of clear answers that must be right on photos left out, 0 to 1.

    Returns:
        The head, fitted to all photos; what its manifest says, but for the checksum; and
        how good it is.
    """
    folds = _folds(examples)
    held_out = {penalty: _held_out_logits(examples, folds, penalty) for penalty in PENALTIES}
    penalty = min(PENALTIES, key=lambda p: _loss(held_out[p], examples.expected))
    logits = held_out[penalty]
    temperature = best_temperature(logits, examples.expected)
    shares = softmax(logits / temperature)
    confidence, predicted = shares.max(axis=1), shares.argmax(axis=1)
    is_right = predicted == examples.expected
    confident_at = threshold(confidence, is_right, right)
    given = confidence >= (2.0 if confident_at is None else confident_at)
    labels = len(examples.labels)
    report = TrainingReport(
        question=question,
        labels=examples.labels,
        photos=tuple(np.bincount(examples.expected, minlength=labels).tolist()),
        groups=len(set(examples.groups)),
        accuracy=_rounded(is_right.mean()),
        balanced_accuracy=_rounded(balanced_accuracy(examples.expected, predicted)),
        interval=bootstrap_interval(
            examples.groups, lambda i: balanced_accuracy(examples.expected[i], predicted[i])
        ),
        chance=_rounded(1 / labels),
        calibration_error=_rounded(expected_calibration_error(confidence, is_right)),
        confusion=tuple(
            tuple(row) for row in confusion_matrix(examples.expected, predicted, labels).tolist()
        ),
        confident_at=confident_at,
        answered=_rounded(given.mean()),
        right=_rounded(is_right[given].mean()) if given.any() else None,
        penalty=penalty,
        failed=examples.failed,
    )
    head = fit(examples.features, examples.expected, labels, penalty)
    spec = OwnHeadSpec(question, examples.labels, FILE, "0" * 64, temperature, confident_at)
    return head, spec, report


def write(
    bundle: ModelBundle, head: Head, spec: OwnHeadSpec, report: TrainingReport, folder: Path
) -> None:
    """Write a copy of a bundle that asks the question, with the head's card.

    Raises:
        ModelError: One of the bundle's files is missing or damaged.
        OutputError: ``bundle_exists``, or the folder can't be written.
    """
    buffer = io.BytesIO()
    np.savez(buffer, weights=head.weights.astype(np.float32), bias=head.bias.astype(np.float32))
    content = buffer.getvalue()
    spec = msgspec.structs.replace(spec, sha256=hashlib.sha256(content).hexdigest())
    manifest = msgspec.structs.replace(
        bundle.manifest, version=f"{bundle.manifest.version}+{_slug(spec.question)}", own_head=spec
    )
    write_bundle(bundle, manifest, folder, {FILE: content, CARD: card(report).encode()})


def fit(features: Array, expected: Indices, labels: int, penalty: float) -> Head:
    """Multinomial logistic regression with an L2 penalty, labels weighted to count the same.

    By Nesterov's accelerated gradient with the step that the loss's curvature allows; the
    loss is convex, so that the result is the same each time.

    Args:
        features: (n, features).
        expected: (n,) index of each photo's label.
        labels: Their number.
        penalty: Strength of the penalty on weights of standardised features.
    """
    mean, std = features.mean(axis=0), features.std(axis=0) + 1e-6
    x = np.column_stack([(features - mean) / std, np.ones(len(features))])
    counts = np.bincount(expected, minlength=labels)
    importance = (1 / np.maximum(counts, 1))[expected]
    importance /= importance.sum()
    target = np.eye(labels)[expected]
    decay = np.append(np.full(x.shape[1] - 1, penalty), 0.0)  # none on the bias
    step = 1 / (0.5 * _largest_eigenvalue(x, importance) + penalty)
    weights = ahead = np.zeros((labels, x.shape[1]))
    for number in range(STEPS):
        error = (softmax(x @ ahead.T) - target) * importance[:, None]
        following = ahead - step * (error.T @ x + decay * ahead)
        ahead = following + number / (number + 3) * (following - weights)
        weights = following
    scaled = weights[:, :-1] / std
    return Head(scaled, weights[:, -1] - scaled @ mean)


def _largest_eigenvalue(x: Array, importance: Array) -> float:
    """Of the weighted Gram matrix, by power iteration, a little more to be safe."""
    vector = np.ones(x.shape[1])
    value = 1.0
    for _ in range(30):
        vector = x.T @ (importance * (x @ vector))
        value = float(np.linalg.norm(vector))
        vector /= max(value, 1e-12)
    return 1.05 * value


def _check(photos: Sequence[LabelledPhoto]) -> None:
    counts = Counter(photo.labels[OWN] for photo in photos)
    groups = Counter(label for label, _ in {(photo.labels[OWN], photo.group) for photo in photos})
    if not 2 <= len(counts) <= MOST_LABELS:
        raise _too_few(f"there are {len(counts)} labels, not 2 to {MOST_LABELS}")
    for label, count in sorted(counts.items()):
        if count < FEWEST_PHOTOS:
            raise _too_few(f"“{label}” has {count} photos that can be read, not {FEWEST_PHOTOS}")
        if groups[label] < FEWEST_GROUPS:
            raise _too_few(f"“{label}” has photos of {groups[label]} groups, not {FEWEST_GROUPS}")


def _no_features() -> ModelError:
    return ModelError(
        "model_wrong_shape",
        "The model's network does not give the features that a head is fitted to.",
        "Choose another model.",
    )


def _too_few(reason: str) -> LabelsError:
    return LabelsError(
        "labels_too_few",
        f"The photos are too few to learn from: {reason}.",
        "Add photos, of several people or places for each label.",
    )


def _folds(examples: Examples) -> Indices:
    """Which fold each photo is left out by: whole groups, each label in all of them."""
    rng = np.random.default_rng(0)
    fold_of: dict[str, int] = {}
    for label in range(len(examples.labels)):
        of_label = sorted(
            {
                group
                for group, own in zip(examples.groups, examples.expected, strict=True)
                if own == label and group not in fold_of
            }
        )
        for place, index in enumerate(rng.permutation(len(of_label))):
            fold_of[of_label[index]] = place % FOLDS
    return np.asarray([fold_of[group] for group in examples.groups], np.intp)


def _held_out_logits(examples: Examples, folds: Indices, penalty: float) -> Array:
    labels = len(examples.labels)
    logits = np.zeros((len(folds), labels))
    for fold in range(FOLDS):
        out = folds == fold
        head = fit(examples.features[~out], examples.expected[~out], labels, penalty)
        logits[out] = head.logits(examples.features[out])
    return logits


def _loss(logits: Array, expected: Indices) -> float:
    shares = softmax(logits)[np.arange(len(expected)), expected]
    return float(-np.log(np.maximum(shares, 1e-12)).mean())


def _slug(text: str) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.casefold())
    return "-".join(filter(None, letters.split("-")))[:40] or "own"


def _rounded(number: float | np.floating) -> float:
    return round(float(number), 4)


def card(report: TrainingReport) -> str:
    """The head's model card, in Markdown."""
    low, high = report.interval
    rows = "\n".join(
        f"| {label} | {count} | {' | '.join(map(str, counts))} |"
        for label, count, counts in zip(report.labels, report.photos, report.confusion, strict=True)
    )
    clear = (
        "No clear answer is ever given: on photos left out of the fit none was right often enough."
        if report.right is None
        else f"A clear answer is given from {report.confident_at:.0%} on: to "
        f"{report.answered:.0%} of the photos, {report.right:.1%} of these rightly."
    )
    return f"""# {report.question}

A linear head on the features of the bundled network, fitted by `haski train` to
{sum(report.photos)} photos of {report.groups} groups; {report.failed} could not be read.

All figures are of photos left out of the fit: five folds, the photos of one group always
together. The threshold was chosen on the same photos, so that its figures are a little too good.

- balanced accuracy {report.balanced_accuracy:.3f} ({low:.3f} to {high:.3f}, 95 % bootstrap
  interval over groups); guessing gives {report.chance:.3f}
- accuracy {report.accuracy:.3f}, expected calibration error {report.calibration_error:.3f}
- {clear}

| label | photos | {" | ".join(f"answered {label}" for label in report.labels)} |
| --- | --- |{" --- |" * len(report.labels)}
{rows}

It names one of its labels for any photo, whatever it shows, and knows nothing of people, cameras
and places that are not among the photos it was fitted to.
"""
