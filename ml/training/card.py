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
from ml.training.areas.card import areas_section
from ml.training.evaluate import table
from ml.training.health import health_tables

FILE = "MODEL_CARD.md"
# How the shipped weights came about where that differs from reproduce.sh.
HISTORY = """\
The weights that they start from are those of the version before, recovered from its exported ONNX
file (32 bits, batch norms folded into the convolutions), because its checkpoints were not kept: it
was trained on the first 6,876 of these photos alone."""
TEMPLATE = Template("""\
# Model card: $name, $version

EfficientNet-Lite0 (3.4 million parameters, pretrained on ImageNet) with three separate softmax
heads: skin type, hair type, condition; and outputs that say whether the photo shows skin or hair
at all, whether a condition shows that is none of the labels, and which heads can be judged from
it. Input: parts of the photo at $width × $height pixels.

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

## Sources that it has never seen

$unseen

## Training data

$photos_train photographs (`train`) of web, clinic and research origin; temperatures and thresholds were
chosen on $photos_val others (`val`), the same ones that are scored below. Near-duplicates, and photos of
one person where that is known, stand on one side only. $history

| source | what | licence as stated | known faults |
| --- | --- | --- | --- |
| haski_hair | the public Kaggle hair-type set | uploader says Apache-2.0; photos web-scraped | many near-duplicates; straight/wavy is a soft border |
| figaro1k | Figaro-1k, University of Brescia | none found; academic | many rear views; one salon's white background |
| lardi | web photos with hair masks, same curators | none | hair types by one person by eye; not independent of figaro1k |
| curl_web | web photos of types 3C to 4C | none | no straight or wavy hair |
| acne04, acne04_level3 | ACNE04, ICCV 2019 | free for academic use | one clinic, East Asian faces, dark background |
| acne_web | web photos of acne, no grade | MIT on the collection | |
| dermnetnz | DermNet NZ | believed CC BY-NC-ND | a watermark on nearly every photo |
| dermnetcom | another atlas: hands, feet, scalps | none | a mark in the middle of every photo, dark cloth behind |
| fitz_ajl, fitz_matta | Fitzpatrick17k subsets | unclear | noisy labels; a mark on most psoriasis photos; most of the darker skin tones of ill skin |
| dhk | a few eczema photos | unclear | tiny |
| rosacea_web | rosacea, and retouched celebrities as healthy | none | black bars over half of the rosacea eyes |
| webmorph | Face Research Lab London and Canada sets | CC BY 4.0 | studio portraits |
| utkface | everyday adult faces of five groups, as healthy | non-commercial research | nobody checked each one; some blurred |
| celebamask | CelebAMask-HQ faces, as healthy | non-commercial research | retouched |
| sfa | FERET and AR faces and necks, as healthy | none | few dark tones |
| lfw, fasseg | press and studio faces, hair masks | research; please cite | no label for the skin |
| ccp | whole persons in the street | Apache-2.0 on the set; photographers' rights unclear | masks only |
| hgr1 | hands and forearms, 8 persons, healthy | none | flash, plain walls |
| hands11k, hands11k_full | 11k Hands: palms and backs, healthy | academic | even light on white |
| palm_ntust | palms in the street, two phones, healthy | MIT on the collection | light skin, colour casts |
| hand_signs | hands before plain walls, healthy | none | softened |
| feet | feet on paper, 6 to 10 persons, healthy | none | five floors |
| ear_phone, ear_ami | ears with necks, healthy | none; non-commercial | phone light; dark room |
| skintype_web | faces labelled by web search | none | labels nearly unlearnable |
| skintype_closeup, skintype_patch | close-ups (most of them healthy) and patches, dry or oily | none | darkened; several shots of a person; upsampled |
| imagenet_samples, dtd, pets | objects, textures, cats and dogs: out of scope | as ImageNet; research; none stated | a few show a person |

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
little.

### Healthy and ill skin

$health

$fairness

### Against what we want to reach

$goals

The photos of anything else that were answered with confidence were looked at: all 11 show a person or
a hand, the two of pets among them.

### The three files

$files

### Where it looked

$looked

### Marks

$marks

### Copies

$copies

### Small in a scene

$composed

## From a photo to an answer

$joining

## How the thresholds were chosen

$thresholds

## What was tried

$tried

The rules stand in `ml/training/calibrate.py`. To repeat all of this:

    ml/training/reproduce.sh DATA RUNS
""")


# By `python -m ml.training.compositions --photos 20`.
COMPOSED = """\
`val` photos laid into scenes (textures and things, in which no face is found), 20 of a source: of
the answers that are right for the photo alone, how many stay. Eczema and psoriasis count as one.
None was called healthy with confidence that shows a condition. The goal is 95 % everywhere.

| the photo's share of the scene's sides | 60 % | 40 % | 25 % |
| --- | --- | --- | --- |
| hair type stays (42 answers) | 97.6 % | 100 % | 88.1 % |
| condition stays (105 answers) | 93.3 % | 86.7 % | 81.0 % |
| condition, studio portraits (20) | 100 % | 100 % | 100 % |
| condition, acne of one clinic (19): other grade, or no answer | 2 | 3 | 4 |
| taken for neither skin nor hair (147 answers) | 1 | 4 | 15 |

In the photo list 95.3 % of the 2,415 photos of skin or hair in `val` say something usable
(`python -m ml.training.usable_rows`). Of the 3 photos with less than 1.5 % of hair whose hair type
was given with confidence all show a whole person in the street, who is cut out first."""
JOINING = """\
Faces, skin and hair are found first. `whole` is the photo, or the part around a person who fills
less than 78 % of its width and of its height; `face` a square around the largest face; `hair_only`
the part that shows hair, all else filled. Each head's logits are the mean of those of its views
with these weights (a view that the photo does not have is left out), then come temperature and
thresholds. A photo is in scope if `whole` or `face` is: closer views do not count, because 43 % of
the photos of pets passed when they did (fur close up can't be told from hair). A condition is never
given as sure where the output for conditions without a label is over its threshold.
On `val` the weights hardly matter (`python -m ml.training.joining` prints all combinations); these
take few views and hold the answers best where a photo fills little of a scene."""
HELD = """\
`healthy` has thresholds of its own, because illness called healthy and healthy skin called ill do
harm: it is given only from $stricter, and stays possible from $open on (“nothing visible, or
eczema”). Both were chosen on the photos of sources that the three networks above had never seen: at
most 5 % of the photos of ill skin called healthy, healthy skin left out for at most 2.5 % of the
photos of healthy skin."""
UNSEEN = """\
The test that matters. Three networks, each trained without a third of the sources, from ImageNet's
weights and more shortly than the shipped one, on photos of those sources (at most 200 of each); with temperatures of
their own and the shipped thresholds. They know less than the shipped network, which has seen every
source; on a photo of yours expect something between the two. A *false alarm* is an answer to healthy
skin that leaves healthy out, whether confident or not; a photo is *called healthy* where that is the
confident answer."""
FAIRNESS = """\
The tone is the individual typology angle (ITA) measured on the cheek, for this audit alone: light
moves it by more than a step, so read the rows as dark, middle and light. The groups in the names of
the UTKFace originals did not come with these photos, so scores for them are not given."""
# Each line: what, and what came of it. Measured on `val`, or on sources never seen.
TRIED = """\
| what | what came of it |
| --- | --- |
| whole photos alone, 32 bits | condition 0.891 and hair 0.880 balanced, no pet in scope; but at 25 % of a scene a face was lost |
| all views of a head, the weights of best likelihood | condition 0.885, hair 0.865: no better than two views, three more to run |
| in scope as the best of all views | 43 % of the pets pass; as the mean of whole and skin 6 %, for two more in a hundred of far-away skin |
| one threshold for all conditions, held to sources never seen | 0.989 instead of 0.80: a third of the photos of acne no longer answered; a threshold of its own for `healthy` does the same for 2 points of healthy photos |
| a source judged by its share of right answers alone | 2 wrong of 13 decided for all photos; now by what chance allows |
| `healthy` kept open from 0.026 on | false alarms on sources never seen 8.9 to 2.7 %, photos of `val` narrowed down 88.3 to 87.9 % |
| an uncertain answer may name one label alone, instead of adding the second however unlikely | photos of `val` narrowed down 87.9 to 94.0 %, 99.4 % of them rightly; true labels among the candidates of uncertain answers: condition 99.7 %, hair 89 % |
| vector scaling, confident learning, thresholds for each label | nothing (see the version before, in the history of this file) |"""


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
        photos_train=f"{scores['photos_trained_on']:,}",
        photos_val=f"{scores['photos']:,}",
        health=health_tables(scores["health"]),
        fairness=FAIRNESS,
        tried=TRIED,
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
        composed=COMPOSED,
        joining=_joining(manifest),
        copies=_copies(scores["copies"]),
        goals=goals.table(scores["goals"]),
        unseen=_unseen(scores["unseen_sources"]),
        files=_files(scores["files"]),
        marks=_marks(scores["marks"]),
        looked=_looked(scores["where_it_looked"]),
        history=HISTORY,
    )


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


def _eczema_unseen(unseen: dict[str, Any] | None) -> str:
    if not unseen:
        return "It was not tested on a source that it had never seen; expect less there."
    found = "; ".join(
        f"{_area(pair, digits=2)} on {source} ({pair['photos'][0]} and {pair['photos'][1]} photos)"
        for source, pair in unseen["eczema_against_psoriasis"].items()
    )
    return (
        f"On sources that it had never seen, where guessing scores 0.50: {found}.\n"
        "  Neither is therefore ever given as the only answer."
    )


def _unseen(unseen: dict[str, Any] | None) -> str:
    """Sources that a network was trained without, and how that network did on them."""
    if not unseen:
        return "Not measured for this model."
    rows = [
        (head, source, part["photos"], part["classes"], f"{part['balanced_accuracy']:.3f}")
        for head, sources in unseen["heads"].items()
        for source, part in sources.items()
    ]
    return "\n\n".join(
        (
            UNSEEN,
            health_tables(unseen["health"]),
            markdown.table(("head", "photos of", "n", "classes", "balanced accuracy"), rows),
        )
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


def _marks(scores: dict[str, Any]) -> str:
    words = {
        "mark_on_healthy": "a mark drawn on healthy body parts",
        "middle_covered_on_ill": "the middle, with its mark, covered on ill skin (dermnetcom)",
        "middle_covered_on_healthy": "the middle covered on healthy body parts",
    }
    rows = (
        (words[name], part["photos"], f"{part['moved']:.3f}", f"{part['same_label']:.1%}")
        for name, part in scores.items()
    )
    return (
        "How far the likeliest condition's probability moves, and how often it stays the likeliest.\n\n"
        + markdown.table(("what", "photos", "moved", "same"), rows)
    )


def _copies(scores: dict[str, Any]) -> str:
    rows = (
        (
            *(name, part["photos"], f"{part['moved']:.3f}", f"{part['moved_95']:.3f}"),
            *(f"{part['same_label']:.1%}", f"{part['same_decision']:.1%}"),
        )
        for name, part in scores.items()
    )
    columns = ("kind and quality", "photos", "moved", "95th percentile", "same label")
    return (
        "How far the likeliest label's probability moves, over all heads, when the photo is compressed\n"
        "once more; how often it stays the likeliest; how often it is given as surely as before. Hair\n"
        "moves most: compression takes fine strands first.\n\n"
        + markdown.table((*columns, "as sure"), rows)
    )


def _joining(manifest: Manifest) -> str:
    rows = (
        (head, ", ".join(f"{view} {weight:g}" for view, weight in views.items()))
        for head, views in manifest.views.items()
    )
    return JOINING + "\n\n" + markdown.table(("head", "views and weights"), rows)


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
    condition = manifest.heads["condition"]
    if condition.stricter and condition.kept_open:
        (stricter,), (opened,) = condition.stricter.values(), condition.kept_open.values()
        held = Template(HELD).substitute(stricter=f"{stricter:.3f}", open=f"{opened:.3f}")
        text += "\n\n" + held
    return text


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--evaluation", type=Path, required=True, help="evaluation.json")
    parser.add_argument("--areas", type=Path, required=True, help="areas.json")
    parser.add_argument("--bundle", type=Path, required=True, help="folder with the manifest")
    options = parser.parse_args(arguments)
    scores = msgspec.json.decode(options.evaluation.read_bytes())
    text = card(scores, open_bundle(options.bundle).manifest)
    areas = msgspec.json.decode(options.areas.read_bytes())
    text += "\n" + areas_section(areas, options.bundle / "areas.tflite")
    (options.bundle / FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
