"""Write the model card from an evaluation.

    python -m ml.training.card --evaluation evaluation.json --bundle ml/exports

Its sections follow Mitchell et al. 2019, "Model Cards for Model Reporting". Numbers come
from the evaluation and the manifest alone.
"""

import argparse
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from haski_desktop.engine.model import Manifest, open_bundle
from ml.training import goals, markdown
from ml.training.evaluate import table

FILE = "MODEL_CARD.md"
# How the shipped weights came about where that differs from reproduce.sh.
HISTORY = """\
The shipped weights differ from a fresh run of the
script below in this: teacher1 was stopped after 19 of its 22 epochs and saw no compressed copies, and
the student's first 13 epochs followed a schedule that was four epochs longer. A repeat gives a model
like it, not the same one."""
TEMPLATE = Template("""\
# Model card: $name, $version

EfficientNet-Lite0 (3.4 million parameters, pretrained on ImageNet) with three separate softmax
heads: skin type, hair type, condition; and outputs that say whether the photo shows skin or hair
at all and which heads can be judged from it. Input: the whole photo at $width × $height pixels.

## Intended use

To describe a photo of skin or hair to its owner, to an esthetician, or to a researcher with a
folder of photos. **Not for diagnosis**, not for deciding about treatment, not for identifying or
ranking people. If something on your skin worries you, see a dermatologist.

## What it can't do

- **Skin type is not a measurement.** The labels of the training photos hardly carry it: on faces
  from the web the model scores $skin_web balanced accuracy over four classes, where guessing scores
  0.25. $skin_confident
- `sensitive` skin has no training data and is never predicted.
- It knows four conditions and “healthy”. Anything else (a mole, a melanoma, rosacea, …) is none of
  them, and the right answer to it is “not sure”. Of the $other_n validation photos of other
  conditions, $other_healthy were called healthy with confidence. That is no proof for yours.
- Eczema and psoriasis look alike: AUROC $eczema_auroc on photos of the sources it was trained on.
  $eczema_unseen
- Dreadlocks and braids are none of its hair types.
- Straight and wavy hair shade into each other, as do curly (3C) and coily (4A).

## Training data

6,876 photographs (`train`) of web, clinic and research origin; thresholds were chosen on 1,361 others
(`val`), the same ones that are scored below. Near-duplicates, and photos of one person where that is
known, stand on one side only. $history

| source | what | licence as stated | known faults |
| --- | --- | --- | --- |
| haski_hair | the public Kaggle hair-type set | uploader says Apache-2.0; photos web-scraped | many near-duplicates; straight/wavy is a soft border |
| figaro1k | Figaro-1k, University of Brescia | none found; academic | many rear views; one salon's white background |
| curl_web | web photos of types 3C to 4C | none | no straight or wavy hair |
| acne04 | ACNE04, ICCV 2019 | free for academic use | one clinic, East Asian faces, dark background |
| dermnetnz | DermNet NZ | believed CC BY-NC-ND | a watermark on nearly every photo |
| fitz_ajl, fitz_matta | Fitzpatrick17k subsets | unclear | noisy labels; a mark on most psoriasis photos; most of the darker skin tones |
| dhk | a few eczema photos | unclear | tiny |
| webmorph | Face Research Lab London and Canada sets | CC BY 4.0 | studio portraits: nearly all of “healthy” |
| skintype_web | faces labelled by web search | none | labels nearly unlearnable |
| skintype_closeup, skintype_patch | close-ups and patches, dry or oily | none | darkened; several shots of a person; upsampled |
| imagenet_samples | one photo of each ImageNet class | as ImageNet | the out-of-scope examples |

**Terms of the weights:** $licence. The licence of the code does not cover them.

## Results on `val`

`given`: share of the photos for which one label is given as the answer. `right`: how often it is
the labelled one. Sources in order of balanced accuracy, worst first. ECE: expected calibration
error, 15 bins; in brackets what chance alone would give over as few photos if every confidence
were exactly right.

$table

| also | |
| --- | --- |
| mild against severe acne, balanced accuracy | $mild |
| eczema against psoriasis, AUROC and balanced accuracy | $eczema |
$merged| skin and hair against anything else, AUROC | $scope_auroc |
| hair: errors between neighbouring types | $hair_near |
| condition: errors between eczema and psoriasis | $condition_near |
| photos of skin or hair refused | $refused |
| photos of anything else answered with confidence | $outside |
| hair: answers right, photos of braids and dreadlocks counted as wrong | $hair_any |
| condition: answers right, photos of other conditions counted as wrong | $condition_any |

Thresholds were chosen on these photos, so the columns that depend on them flatter the model a
little. Scores by skin tone are not given: the photos carry no such labels. Most of the darker skin
is in fitz_ajl and fitz_matta, whose rows are small.

### Against what we want to reach

$goals

$remarks

### On the training photos, each held out once

$cross_validation

### On sources that it has never seen

$unseen

### The three files

$files

### Where it looked

$looked

## How the thresholds were chosen

$thresholds

## What was tried

Balanced accuracy on `val` for hair and condition; differences below about 0.02 are chance.

| what | hair | condition | kept |
| --- | --- | --- | --- |
| 19 epochs, small images first, averaged weights (teacher1) | 0.869 | 0.854 | as a teacher |
| 4 more at full size, with compressed copies (teacher2) | 0.853 | 0.870 | as a teacher |
| afresh, with two teachers and blended images (student) | 0.856 | 0.863 | as a teacher |
| mean answer of these three | 0.877 | 0.884 | no: three times the work for each photo |
| $shipped_row
| a larger network (EfficientNet-Lite2, 15 epochs) | 0.846 | 0.869 | no |
| mean answer of that and the four above | 0.883 | 0.878 | no: six times the work for each photo |
| student for 14 epochs more, with four teachers | 0.861 | 0.870 | no |
| the same, prepared for eight bits (8-bit file) | 0.857 | 0.875 | no |
| mean weights of that student and the shipped network | 0.860 | 0.867 | no |
| the shipped network (0.863 and 0.860 in 32 bits) at 288 pixels | 0.871 | 0.863 | no: 224 are documented |
| student for 4 epochs more, without 123 labels that three held-out networks contradict (confident learning, Northcutt et al. 2021) | 0.856 | 0.867 | no |
| a scale and a shift for each label after training (vector scaling, Guo et al. 2017) | 0.871 | 0.867 | no: on held-out halves of `val` no better calibrated |
| mean weights of teacher1 and teacher2 | 0.86 | 0.86 | no |
| mean answer for the photo and its mirror image (teacher2) | 0.858 | 0.869 | no |
| probabilities shifted to equal classes (teacher2) | 0.857 | 0.877 | no: it spoils calibration |

Eight bits after training alone moved the logits by 0.089 on average and lost 1.3 points of the
condition, whether each tensor's range was its extremes or a percentile of them (0.088 to 0.092).

The rules stand in `ml/training/calibrate.py`. To repeat all of this:

    ml/training/reproduce.sh DATA RUNS
""")


# What looking at the photos told, beyond the numbers.
REMARKS = """\
Six of the 130 validation photos of anything else pass as skin or hair. Five of them show a person
(with a dog, with hair spray, in uniform, …), because one photo of each ImageNet class was taken
unseen; the sixth shows a slope of lava. By eye, 14 of the 130 show a person large enough to judge:
without those the AUROC is 0.9996, and one of 116 (0.9 %) is answered with confidence."""


def card(scores: dict[str, Any], manifest: Manifest) -> str:
    """The model card as Markdown."""
    heads, pairs, scope = scores["heads"], scores["pairs"], scores["scope"]
    eczema, mild = pairs["eczema_against_psoriasis"], pairs["mild_against_severe_acne"]
    skin = manifest.heads["skin_type"]
    other = scores["other_condition"]
    return TEMPLATE.substitute(
        name=manifest.name,
        version=manifest.version,
        licence=manifest.licence,
        width=manifest.input.width,
        height=manifest.input.height,
        table=table(scores),
        skin_web=f"{heads['skin_type']['sources']['skintype_web']['balanced_accuracy']:.2f}",
        skin_confident=(
            "It is therefore never given as a confident answer."
            if skin.confident_at is None
            else "It is given as an answer only where the validation photos allowed it."
        ),
        other_n=other["photos"],
        other_healthy=other["called_healthy_with_confidence"],
        eczema_unseen=_eczema_unseen(scores["unseen_sources"]),
        eczema_auroc=f"{eczema['auroc']:.2f}",
        mild=f"{mild['balanced_accuracy']:.3f} ({mild['photos']} photos)",
        eczema=f"{_area(eczema)} and {eczema['balanced_accuracy']:.3f} ({eczema['photos']} photos)",
        hair_near=_between(heads["hair_type"], "straight", "wavy", "curly", "coily"),
        condition_near=_between(heads["condition"], "eczema", "psoriasis"),
        merged=_merged(scores["merged"]),
        scope_auroc=_area(scope, digits=4),
        refused=f"{scope['skin_or_hair_refused']:.1%}",
        outside=f"{scope['anything_else_answered_with_confidence']:.1%}",
        hair_any=_answered(heads["hair_type"]),
        condition_any=_answered(heads["condition"]),
        thresholds=_thresholds(manifest),
        goals=goals.table(scores["goals"]),
        unseen=_unseen(scores["unseen_sources"]),
        cross_validation=_cross_validation(scores["cross_validation"]),
        files=_files(scores["files"]),
        looked=_looked(scores["where_it_looked"]),
        history=HISTORY,
        remarks=REMARKS,
        shipped_row=_shipped_row(heads),
    )


def _shipped_row(heads: dict[str, Any]) -> str:
    hair, condition = (heads[name]["balanced_accuracy"] for name in ("hair_type", "condition"))
    what = "learning from the three while prepared for eight bits (shipped, 8-bit file)"
    return f"{what} | {hair:.3f} | {condition:.3f} | yes |"


def _area(scores: dict[str, Any], digits: int = 3) -> str:
    if scores["auroc"] is None:
        return "not measured"
    low, high = scores["auroc_interval"]
    return f"{scores['auroc']:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.1%}"


def _between(head: dict[str, Any], *labels: str) -> str:
    """How many of a head's errors mistake one of ``labels`` for the next, or the reverse."""
    counts, names = head["confusion"]["counts"], head["confusion"]["labels"]
    where = [names.index(label) for label in labels]
    near = sum(counts[a][b] + counts[b][a] for a, b in pairwise(where))
    errors = sum(map(sum, counts)) - sum(counts[i][i] for i in range(len(names)))
    return f"{near} of {errors}"


def _merged(heads: dict[str, Any]) -> str:
    """Rows for the heads whose inseparable labels were taken as one."""
    rows = []
    for name, part in heads.items():
        low, high = part["interval"]
        groups = "; ".join(" and ".join(group) for group in part["groups"])
        narrowed = part["narrowed_down"]
        rows.append(
            f"| {name} narrowed down to one label or to {groups} "
            f"| {_percent(narrowed['answered'])} of the photos, "
            f"{_percent(narrowed['accuracy'])} of these rightly |\n"
            f"| the same, photos of other conditions counted as wrong "
            f"| {_percent(narrowed['accuracy_any_label'])} of {narrowed['answers_any_label']} |\n"
        )
        rows.append(
            f"| {name} with {groups} taken as one, balanced accuracy "
            f"| {part['balanced_accuracy']:.3f} ({low:.3f} to {high:.3f}; {part['photos']} photos) |\n"
        )
    return "".join(rows)


def _eczema_unseen(runs: list[dict[str, Any]]) -> str:
    pairs = goals.unseen_pairs(runs)
    if not pairs:
        return "It was not tested on a source that it had never seen; expect less there."
    return (
        f"On sources that it had never seen it scored {_area(pairs[0], digits=2)}, where guessing\n"
        "  scores 0.50. Neither is therefore ever given as the only answer."
    )


def _unseen(runs: list[dict[str, Any]]) -> str:
    """Each source that a network was trained without, and how that network did on it."""
    if not runs:
        return "Not measured for this model."
    rows = [
        (
            *(", ".join(run["left_out"]), head, source, part["photos"], part["classes"]),
            f"{part['balanced_accuracy']:.3f}",
            _answered(part),
        )
        for run in runs
        for head, sources in run["heads"].items()
        for source, part in sources.items()
    ]
    columns = ("left out", "head", "photos of", "n", "classes", "balanced accuracy")
    lines = [
        "Networks trained more shortly, each without the sources named first, on all their photos.",
        "The last column says how many of their confident answers were right, by thresholds chosen",
        "without these sources too. There every head may answer, skin type as well, and photos of",
        "no class are counted as wrong.",
        "",
        markdown.table((*columns, "answers right"), rows),
    ]
    lines += [
        f"\nEczema against psoriasis there ({pair['photos'][0]} and {pair['photos'][1]} photos): "
        f"AUROC {_area(pair)}."
        for pair in goals.unseen_pairs(runs)
    ]
    return "\n".join(lines)


def _cross_validation(scores: dict[str, Any] | None) -> str:
    """What networks said of photos that they were trained without."""
    if scores is None:
        return "Not measured for this model."
    scope, other = scores["scope"], scores["other_condition"]
    rows = [
        ("eczema against psoriasis, AUROC", _area(scores["pairs"]["eczema_against_psoriasis"])),
        ("skin and hair against anything else, AUROC", _area(scope, digits=4)),
        ("photos of skin or hair refused", _percent(scope["skin_or_hair_refused"])),
        (
            "photos of anything else answered with confidence",
            _percent(scope["anything_else_answered_with_confidence"]),
        ),
        (
            "other conditions called healthy with confidence",
            f"{other['called_healthy_with_confidence']} of {other['photos']}",
        ),
    ]
    return (
        f"Networks trained more shortly, each without a part of the {scores['photos']:,} training photos,\n"
        "on that part, with thresholds chosen on `val`. They know less than the shipped network, but on\n"
        "these photos nothing at all was chosen, and there are five times as many.\n\n"
        + table(scores)
        + "\n\n"
        + markdown.table(("also", ""), rows)
    )


def _files(files: dict[str, Any]) -> str:
    rows = (
        (
            *(name, f"{part['bytes'] / 1e6:.1f}"),
            *(f"{part['same_labels']:.2%}", f"{part['same_decisions']:.2%}"),
            ", ".join(f"{h} {c:+.3f}" for h, c in part["balanced_accuracy_change"].items()),
        )
        for name, part in files.items()
    )
    columns = ("file", "MB", "same label", "same decision", "balanced accuracy")
    text = markdown.table(columns, rows)
    return f"Each against the 32-bit TFLite file on the same photos:\n\n{text}"


def _looked(heads: dict[str, Any]) -> str:
    rows = (
        (head, part["photos"], f"{part['hottest_hidden']:.3f}", f"{part['random_hidden']:.3f}")
        for head, part in heads.items()
    )
    return (
        "How far the likeliest label's probability moves when 3 × 3 of the map's 7 × 7 cells are\n"
        "covered in grey: where the activation map is hottest, or anywhere.\n\n"
        + markdown.table(("head", "photos", "hottest covered", "random covered"), rows)
    )


def _answered(head: dict[str, Any]) -> str:
    given = head["confident_any_label"]
    if given["accuracy"] is None:
        return f"none given ({given['photos']} photos)"
    return f"{given['accuracy']:.1%} of {given['answered']} ({given['photos']} photos)"


def _thresholds(manifest: Manifest) -> str:
    rows = (
        (
            *(name, f"{spec.temperature:.2f}"),
            "never" if spec.confident_at is None else f"{spec.confident_at:.3f}",
            *(f"{spec.candidate_at:.3f}", f"{spec.assessable_at:.3f}"),
        )
        for name, spec in manifest.heads.items()
    )
    columns = ("head", "temperature", "answer from", "candidates from", "can be judged from")
    text = markdown.table(columns, rows)
    if manifest.scope:
        text += f"\n\nIn scope from {manifest.scope.in_scope_at:.3f}."
    return text


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--evaluation", type=Path, required=True, help="evaluation.json")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    options = parser.parse_args(arguments)
    scores = msgspec.json.decode(options.evaluation.read_bytes())
    text = card(scores, open_bundle(options.bundle).manifest)
    (options.bundle / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
