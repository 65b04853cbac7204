"""Evaluations and comparisons of models as lines and tables, for a terminal and for a page."""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from haski_desktop.engine.labels import HeadName
from haski_desktop.evaluation.compare import Says
from haski_desktop.evaluation.labelled import OWN
from haski_desktop.evaluation.refit import Refitted
from haski_desktop.evaluation.reports import Comparison, Evaluation, ModelReport
from haski_desktop.evaluation.scores import Given
from haski_desktop.evaluation.train import TrainingReport
from haski_desktop.language import gettext as _
from haski_desktop.language import ngettext, percent
from haski_desktop.results.names import head_name, label_name
from haski_desktop.results.text import visible

MAX_DIFFERENCES: Final = 10


class Table(NamedTuple):
    """A table.

    Attributes:
        rows: Of the same length; the first is the header.
        title: What it shows; empty if its header says it.
        words: Whether its columns hold words. Otherwise all but the first hold numbers.
    """

    rows: Sequence[Sequence[str]]
    title: str = ""
    words: bool = False


Block = str | Table


def evaluation_blocks(report: Evaluation) -> list[Block]:
    """One model's scores."""
    return [
        f"{_photos(report)}\n{_model_line(report.model)}",
        _scores(report.model),
        *_confusions(report.model),
        *_groups(report.model),
        *_other_labels(report),
    ]


def comparison_blocks(report: Comparison, most: int = MAX_DIFFERENCES) -> list[Block]:
    """How two models differ; of the answers that differ at most ``most``."""
    lines = [_photos(report)]
    for letter, model in (("A", report.a), ("B", report.b)):
        lines.append(f"{letter}: {_model_line(model)}")
    if report.time_ratio is not None:
        text = _("B takes {ratio} times as long as A.")
        lines.append(text.format(ratio=f"{report.time_ratio:.2f}"))
    blocks: list[Block] = ["\n".join(lines), _agreement(report)]
    if report.tests:
        blocks.append(_tests(report))
        for letter, model in (("A", report.a), ("B", report.b)):
            blocks += [_scores(model, letter), *_groups(model, letter)]
    return [*blocks, *_differences(report, most), *_other_labels(report)]


def refitted_blocks(changed: dict[HeadName, Refitted], bundle: str) -> list[Block]:
    """What was chosen anew, and how it does on photos left out."""
    header = (
        _("Question"),
        _("Photos"),
        _("Temperature"),
        _("Clear from"),
        _("Clear answers"),
        _("of these right"),
    )
    rows = [
        (
            head_name(head),
            str(each.photos),
            f"{each.temperature:.3f}",
            "-" if each.confident_at is None else percent(each.confident_at),
            percent(each.answered),
            "-" if each.right is None else percent(each.right),
        )
        for head, each in changed.items()
    ]
    text = _("New thresholds, measured on photos left out of the fit, written to {bundle}:")
    return [Table([header, *rows], text.format(bundle=visible(bundle)))]


def training_blocks(report: TrainingReport, bundle: str) -> list[Block]:
    """How good a trained head is."""
    low, high = report.interval
    lines = [
        _("“{question}”, learned from {photos} photos of {groups} groups").format(
            question=visible(report.question), photos=sum(report.photos), groups=report.groups
        )
    ]
    if report.failed:
        lines.append(_("{count} could not be read").format(count=report.failed))
    names = [visible(label) for label in report.labels]
    rows = [(name, *map(str, counts)) for name, counts in zip(names, report.confusion, strict=True)]
    title = _("On photos left out of the fit (rows: own label):")
    text = _("Balanced accuracy {value} ({low} to {high}); guessing gives {chance}.")
    figures = (report.balanced_accuracy, low, high, report.chance)
    value, low_text, high_text, chance = (f"{figure:.3f}" for figure in figures)
    found = [text.format(value=value, low=low_text, high=high_text, chance=chance)]
    if report.right is None or report.confident_at is None:
        found.append(_("No clear answer is ever given: none was right often enough."))
    else:
        text = _("Clear from {least} on: {answered} of the photos, {right} of these rightly.")
        found.append(
            text.format(
                least=percent(report.confident_at),
                answered=percent(report.answered),
                right=percent(report.right),
            )
        )
    text = _("Written to {bundle}. Use it with: --model {bundle}")
    return [
        "\n".join(lines),
        Table([("", *names), *rows], title),
        "\n".join(found),
        text.format(bundle=visible(bundle)),
    ]


def _photos(report: Evaluation | Comparison) -> str:
    text = ngettext("{count} photo", "{count} photos", report.photos).format(count=report.photos)
    if report.failures:
        failed = _("{count} could not be read").format(count=len(report.failures))
        text += f", {failed}"
    return text


def _model_line(model: ModelReport) -> str:
    text = _("{name}: model {version} ({runtime}), {time} ms a photo")
    return text.format(
        name=visible(model.name),
        version=visible(model.version),
        runtime=model.type,
        time=f"{model.milliseconds:.1f}",
    )


def _scores(model: ModelReport, title: str = "") -> Table:
    header = (
        _("Question"),
        _("Photos"),
        _("Balanced accuracy (95 %)"),
        _("Calibration error (by chance)"),
        _("Clear answers"),
        _("of these right"),
        _("One answer"),
        _("of these right"),
    )
    rows = [
        (
            title_of(head, model),
            str(s.photos),
            _with_interval(s.balanced_accuracy, s.interval),
            f"{s.calibration_error:.3f} ({s.calibration_error_by_chance:.3f})",
            *_given(s.given),
        )
        for head, s in model.heads.items()
    ]
    return Table([header, *rows], title)


def _given(given: Given) -> tuple[str, str, str, str]:
    return (
        _share(given.answered, given.photos),
        _share(given.right, given.answered),
        _share(given.narrowed, given.photos),
        _share(given.narrowed_right, given.narrowed),
    )


def _share(part: int, whole: int) -> str:
    return percent(part / whole) if whole else "-"


def _confusions(model: ModelReport, letter: str = "") -> list[Block]:
    blocks: list[Block] = []
    for head, scores in model.heads.items():
        text = _("{question}: own label (row) and likeliest answer (column)")
        names = [_label(head, label) for label in scores.labels]
        rows = [
            (name, *map(str, counts))
            for name, counts in zip(names, scores.confusion, strict=True)
            if any(counts)
        ]
        title = " ".join(filter(None, (letter, text.format(question=title_of(head, model)))))
        blocks.append(Table([("", *names), *rows], title))
    return blocks


def _groups(model: ModelReport, letter: str = "") -> list[Block]:
    blocks: list[Block] = []
    for head, groups in model.groups.items():
        header = (
            f"{title_of(head, model)}: {visible(groups[0].column)}",
            _("Photos"),
            _("Balanced accuracy (95 %)"),
            _("Clear answers"),
            _("of these right"),
            _("One answer"),
            _("of these right"),
        )
        rows = [
            (
                visible(each.value) or "-",
                str(each.photos),
                _with_interval(each.balanced_accuracy, each.interval),
                *_given(each.given),
            )
            for each in groups
        ]
        blocks.append(Table([header, *rows], letter))
    return blocks


def _agreement(report: Comparison) -> Table:
    header = (
        _("Question"),
        _("Same answer"),
        _("Same likeliest label"),
        _("Largest difference"),
    )
    rows = [
        (
            title_of(head, report.a),
            percent(each.same_answer),
            percent(each.same_label),
            percent(each.largest_difference),
        )
        for head, each in report.agreement.items()
    ]
    return Table([header, *rows])


def _tests(report: Comparison) -> Table:
    header = (
        _("Question"),
        _("Only A right"),
        _("Only B right"),
        _("p (McNemar)"),
        _("B less A, balanced accuracy (95 %)"),
    )
    rows = [
        (
            title_of(head, report.a),
            str(each.only_a),
            str(each.only_b),
            f"{each.p_value:.3f}",
            _with_interval(each.difference, each.interval, "+.3f"),
        )
        for head, each in report.tests.items()
    ]
    return Table([header, *rows])


def _differences(report: Comparison, most: int) -> list[Block]:
    differences = report.differences
    if not differences:
        return []
    count = len(differences)
    text = ngettext("{count} answer differs", "{count} answers differ", count)
    shown = differences[:most]
    if count > len(shown):
        text = _("{count} answers differ; the {shown} farthest apart:")
    header = (_("Photo"), _("Question"), "A", "B", _("Label"))
    rows = [
        (
            visible(each.photo),
            title_of(each.head, report.a),
            _says(each.head, each.a),
            _says(each.head, each.b),
            visible(each.label) or "-",
        )
        for each in shown
    ]
    return [Table([header, *rows], text.format(count=count, shown=len(shown)), words=True)]


def title_of(head: str, model: ModelReport) -> str:
    """The heading of a question, also of the user's own."""
    if head == OWN:
        return visible(model.own_question or "")
    return head_name(cast(HeadName, head))


def _label(head: str, label: str) -> str:
    return visible(label) if head == OWN else label_name(cast(HeadName, head), label)


def _says(head: str, says: Says) -> str:
    if says.decision == "not_assessable":
        return _("can't be judged")
    names = ", ".join(_label(head, label) for label in says.candidates)
    return names if says.decision == "confident" else f"{names}?"


def _other_labels(report: Evaluation | Comparison) -> list[Block]:
    if not report.other_labels:
        return []
    found = ", ".join(f"{visible(label)} ({n})" for label, n in report.other_labels.items())
    text = _("Labels that the model does not have; a clear answer to one counts as wrong: {labels}")
    return [text.format(labels=found)]


def _with_interval(value: float, interval: tuple[float, float], form: str = ".3f") -> str:
    low, high = interval
    return f"{value:{form}} ({low:{form}} to {high:{form}})"
