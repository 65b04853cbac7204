r"""What a bundle is worth on labelled photos.

    python -m ml.training.evaluate --data DIR --bundle DIR --out DIR [--split val] \
        [--folds RUN/model.pt ...]

writes ``evaluation.json`` and the pictures of :mod:`ml.training.plots`, and prints the
scores as tables. ``--folds`` adds how networks that were each trained without a third of the
sources (``--fold``) do on photos of those. Any folder with the columns of
``manifest.csv`` will do. Intervals are 95 % bootstrap intervals over groups, because photos
of one group are near-duplicates or show the same person.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, HEALTHY, Head
from haski_desktop.engine.model import HeadSpec, Manifest, open_bundle
from haski_desktop.engine.postprocess import interpret
from haski_desktop.evaluation.metrics import (
    balanced_accuracy,
    bootstrap_interval,
    confusion_matrix,
    error_of_perfect_calibration,
    expected_calibration_error,
)
from ml.training import goals, markdown
from ml.training.calibrate import like
from ml.training.comparisons import copies_agree, files_agree, marks_move, where_it_looked
from ml.training.dataset import HIDDEN_TEXTURE, UNLISTED, Row, read_manifest
from ml.training.health import health_scores, health_tables
from ml.training.metrics import (
    Answers,
    auroc,
    confident_answers,
    is_right,
    labelled,
    labelled_pair,
    share,
    truth,
)
from ml.training.outputs import default_file, said_by
from ml.training.plots import draw
from ml.training.unseen import HeldOut, held_out, unseen_scores
from ml.training.views import HAIR, HAIR_SHOWN

Scores = dict[str, Any]
# The files are compared on every third photo.
FILE_PHOTOS = 3
SHORT = ("pairs", "merged", "scope", "other_condition", "unlisted", "hair")


def evaluate(rows: Sequence[Row], answers: Answers, scope: NDArray[np.floating]) -> Scores:
    """Every score, pooled and per source; of the heads that a photo has a label for."""
    heads = [head for head in HEADS if len(labelled(rows, head))]
    return {
        "photos": len(rows),
        "heads": {head.name: head_scores(head, rows, answers) for head in heads},
        "pairs": pair_scores(rows, answers),
        "scope": scope_scores(rows, answers, scope),
        "other_condition": other_condition_scores(rows, answers),
    }


def held_out_scores(found: HeldOut, manifest: Manifest) -> Scores:
    """The same of photos whose source a network had not seen, by its own calibration."""
    manifests = [like(manifest, *seen) for seen in found.seen]
    answers = [
        interpret(output, manifests[fold])
        for output, fold in zip(found.raw, found.fold, strict=True)
    ]
    logits = np.stack([output.logits for output in found.raw])
    return {
        "photos": len(found.rows),
        "health": health_scores(found.rows, answers),
        "other_condition": other_condition_scores(found.rows, answers),
        **unseen_scores(found.rows, logits),
    }


def head_scores(head: Head, rows: Sequence[Row], answers: Answers) -> Scores:
    """Accuracy, calibration and what was answered with confidence, of one head."""
    picked = labelled(rows, head)
    sources = sorted({rows[i].source for i in picked})
    scores = _subset(head, rows, answers, picked) | {
        "sources": {
            source: _subset(head, rows, answers, labelled(rows, head, source)) for source in sources
        }
    }
    matrix = confusion_matrix(
        truth(rows, head, picked), _predicted(head, answers, picked), len(head.labels)
    )
    scores["confusion"] = {"labels": list(head.labels), "counts": matrix.tolist()}
    scores["confident_any_label"] = confident_answers(head, rows, answers)
    return scores


def _subset(head: Head, rows: Sequence[Row], answers: Answers, picked: NDArray[np.intp]) -> Scores:
    expected, predicted = truth(rows, head, picked), _predicted(head, answers, picked)
    predictions = [answers[i][1][head.name] for i in picked]
    right = expected == predicted
    confidence = np.asarray([p.confidence for p in predictions])
    given = np.asarray([p.decision == "confident" for p in predictions], np.bool_)
    return {
        "photos": len(picked),
        "classes": len(np.unique(expected)),
        "accuracy": round(float(right.mean()), 4),
        **_balanced(rows, picked, expected, predicted),
        "ece": round(expected_calibration_error(confidence, right), 4),
        "ece_by_chance": round(error_of_perfect_calibration(confidence), 4),
        "confident": {
            "answered": round(float(given.mean()), 4),
            "accuracy": round(float(right[given].mean()), 4) if given.any() else None,
        },
        "refused": share([p.decision == "not_assessable" for p in predictions]),
    }


def _balanced(
    rows: Sequence[Row],
    picked: NDArray[np.intp],
    expected: NDArray[np.intp],
    predicted: NDArray[np.intp],
) -> Scores:
    return {
        "balanced_accuracy": round(balanced_accuracy(expected, predicted), 4),
        "interval": bootstrap_interval(
            [rows[i].group for i in picked], lambda i: balanced_accuracy(expected[i], predicted[i])
        ),
    }


def pair_scores(rows: Sequence[Row], answers: Answers) -> Scores:
    """The two distinctions within the conditions that are hardest."""
    mild = _pair(rows, answers, "mild_acne", "severe_acne")
    eczema = _pair(rows, answers, "eczema", "psoriasis")
    return {"mild_against_severe_acne": mild, "eczema_against_psoriasis": eczema}


def _pair(rows: Sequence[Row], answers: Answers, one: str, other: str) -> Scores:
    picked, is_other = labelled_pair(rows, CONDITION, one, other)
    if len(np.unique(is_other)) < 2:
        return {"photos": len(picked)}
    p = [answers[i][1][CONDITION.name].probabilities for i in picked]
    score = np.asarray([q[other] / max(q[one] + q[other], 1e-9) for q in p])
    return {
        "photos": len(picked),
        **auroc([rows[i].group for i in picked], is_other, score),
        "balanced_accuracy": round(balanced_accuracy(is_other, (score > 0.5).astype(np.intp)), 4),
    }


def merged_scores(rows: Sequence[Row], answers: Answers, manifest: Manifest) -> Scores:
    """Each head that has inseparable labels, with those of a group taken as one label."""
    scores: Scores = {}
    for head in HEADS:
        spec = manifest.heads[head.name]
        first = np.asarray([head.labels.index((spec.group_of(n) or (n,))[0]) for n in head.labels])
        picked = labelled(rows, head)
        if spec.inseparable and len(picked):
            expected = first[truth(rows, head, picked)]
            predicted = first[_predicted(head, answers, picked)]
            scores[head.name] = {
                "groups": spec.inseparable,
                "photos": len(picked),
                **_balanced(rows, picked, expected, predicted),
                "narrowed_down": _narrowed_down(head, spec, rows, answers),
            }
    return scores


def _narrowed_down(head: Head, spec: HeadSpec, rows: Sequence[Row], answers: Answers) -> Scores:
    """Photos for which only one label, or only inseparable ones, were left open."""
    known = [i for i, row in enumerate(rows) if row.labels[head.name]]
    given, right = {}, {}
    for i in known:
        candidates = answers[i][1][head.name].candidates
        group = spec.group_of(candidates[0]) if candidates else ()
        given[i] = len(candidates) == 1 or (bool(group) and set(candidates) <= set(group))
        right[i] = any(is_right(head, rows[i], label) for label in candidates)
    own = [i for i in known if rows[i].labels[head.name] in head.labels]
    return {
        "answered": share([given[i] for i in own]),
        "accuracy": share([right[i] for i in own if given[i]]),
        "answers_any_label": sum(given.values()),
        "accuracy_any_label": share([right[i] for i in known if given[i]]),
    }


def scope_scores(rows: Sequence[Row], answers: Answers, scope: NDArray[np.floating]) -> Scores:
    """Telling photos of skin and hair from anything else."""
    inside = np.asarray([row.in_scope for row in rows])
    refused = np.asarray([not found for found, _ in answers])
    confident = np.asarray(
        [any(p.decision == "confident" for p in predictions.values()) for _, predictions in answers]
    )
    return {
        **auroc([row.group for row in rows], inside, scope),
        "skin_or_hair_refused": share(refused[inside]),
        "anything_else_answered_with_confidence": share(confident[~inside]),
        "refused_by_source": {
            source: share([r for r, row in zip(refused, rows, strict=True) if row.source == source])
            for source in sorted({row.source for row in rows})
        },
    }


def other_condition_scores(rows: Sequence[Row], answers: Answers) -> Scores:
    """Photos of conditions that the model does not know, melanoma among them."""
    answered = [
        predictions[CONDITION.name]
        for row, (_, predictions) in zip(rows, answers, strict=True)
        if row.labels[CONDITION.name] == "other_condition"
    ]
    confident = [p.label for p in answered if p.decision == "confident"]
    return {
        "photos": len(answered),
        "called_healthy_with_confidence": confident.count(HEALTHY),
        "called_anything_with_confidence": len(confident),
    }


def unlisted_scores(rows: Sequence[Row], outputs: NDArray[np.floating]) -> Scores:
    """Conditions without a label against healthy skin and the listed conditions."""
    picked = [i for i, row in enumerate(rows) if row.labels[CONDITION.name]]
    other = np.asarray([rows[i].labels[CONDITION.name] == UNLISTED for i in picked])
    return auroc([rows[i].group for i in picked], other, outputs[picked])


def hidden_hair_scores(rows: Sequence[Row], answers: Answers, folder: Path) -> Scores:
    """How often hair is answered with confidence where its texture can't be seen.

    ``updos``: braids, buns and other styles that hide it; ``bald``: photos whose mask holds
    less hair than :data:`ml.training.views.HAIR_SHOWN` (bald heads, hats, hands).
    """
    sure = [p[HAIR_TYPE.name].decision == "confident" for _, p in answers]
    updos = [i for i, row in enumerate(rows) if row.labels[HAIR_TYPE.name] == HIDDEN_TEXTURE]
    bald = [
        i
        for i, row in enumerate(rows)
        if row.mask_kind in ("hair", "parts")
        and (np.asarray(Image.open(folder / row.mask)) == HAIR).mean() < HAIR_SHOWN
    ]
    return {
        "updos": share([sure[i] for i in updos]),
        "updo_photos": len(updos),
        "bald": share([sure[i] for i in bald]),
        "bald_photos": len(bald),
    }


def _predicted(head: Head, answers: Answers, picked: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.asarray([head.labels.index(answers[i][1][head.name].label) for i in picked], np.intp)


def table(scores: Scores) -> str:
    """The head scores as Markdown, worst source first."""
    rows = []
    for name, head in scores["heads"].items():
        parts = sorted(head["sources"].items(), key=lambda part: part[1]["balanced_accuracy"])
        for source, part in [("all sources", head), *parts]:
            low, high = part["interval"]
            right = part["confident"]["accuracy"]
            rows.append(
                (
                    *(name, source, part["photos"], part["classes"]),
                    f"{part['balanced_accuracy']:.3f} ({low:.3f} to {high:.3f})",
                    f"{part['ece']:.3f} ({part['ece_by_chance']:.3f})",
                    f"{part['confident']['answered']:.0%}",
                    "" if right is None else f"{right:.1%}",
                )
            )
    columns = ("head", "photos", "n", "classes", "balanced accuracy (95 %)", "ECE (chance)")
    return markdown.table((*columns, "given", "right"), rows)


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    parser.add_argument("--out", type=Path, required=True, help="folder for evaluation.json")
    parser.add_argument("--split", default="val", help="which rows of the manifest (default: val)")
    parser.add_argument(
        "--folds", type=Path, nargs="+", default=[], help="model.pt of runs with --fold"
    )
    parser.add_argument("--cache", type=Path, help="folder for decoded photos (default: none)")
    options = parser.parse_args(arguments)
    bundle = open_bundle(options.bundle)
    rows = read_manifest(options.data, options.split)
    said = said_by(default_file(bundle), bundle, rows, options.data, options.cache)
    raw, answers = said.joined(bundle.manifest), said.answers(bundle.manifest)
    scores = evaluate(rows, answers, np.asarray([output.in_scope[0] for output in raw]))
    scores = {
        "model": bundle.manifest.version,
        "split": options.split,
        **scores,
        "health": health_scores(rows, answers, said.angles()),
        "unlisted": unlisted_scores(rows, np.asarray([output.unlisted[0] for output in raw])),
        "hair": hidden_hair_scores(rows, answers, options.data),
        "merged": merged_scores(rows, answers, bundle.manifest),
        "files": files_agree(rows[::FILE_PHOTOS], options.data, bundle),
        "where_it_looked": where_it_looked(rows, options.data, bundle),
        "marks": marks_move(rows, options.data, bundle),
        "copies": copies_agree(rows, options.data, bundle),
        "unseen_sources": (
            held_out_scores(held_out(options.data, options.folds, options.cache), bundle.manifest)
            if options.folds
            else None
        ),
        "photos_trained_on": len(read_manifest(options.data, "train")),
        "megabytes": sum(path.stat().st_size for path in bundle.files.values()) / 1e6,
    }
    scores["goals"] = goals.compare(scores)
    options.out.mkdir(parents=True, exist_ok=True)
    draw(rows, answers, options.out)
    text = msgspec.json.format(msgspec.json.encode(scores), indent=2)
    (options.out / "evaluation.json").write_bytes(text + b"\n")
    print(goals.table(scores["goals"]))
    print()
    print(table(scores))
    for what in (*SHORT, "files", "where_it_looked", "marks", "copies"):
        print(f"{what}: {scores[what]}")
    for name, head in scores["heads"].items():
        print(f"{name} with photos of no class counted as wrong: {head['confident_any_label']}")
    print(health_tables(scores["health"]))
    if scores["unseen_sources"]:
        print(f"\nof sources never seen:\n{health_tables(scores['unseen_sources']['health'])}")
        print(scores["unseen_sources"]["heads"])
        print(scores["unseen_sources"]["eczema_against_psoriasis"])


if __name__ == "__main__":
    main()
