"""``haski evaluate`` and ``haski compare``: what models are worth on labelled photos."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import progress_bar, report_error, say
from haski_desktop.cli.tables import as_text
from haski_desktop.engine.installed import find_model
from haski_desktop.engine.model import open_bundle
from haski_desktop.errors import HaskiError, LabelsError, ModelError, OutputError, printable
from haski_desktop.evaluation import reports
from haski_desktop.evaluation.bundles import check_new, write_bundle
from haski_desktop.evaluation.labelled import LabelledPhoto, read_labelled, unlabelled
from haski_desktop.evaluation.refit import (
    FEWEST_OF_A_LABEL,
    FEWEST_PHOTOS,
    refit,
    refitted_manifest,
)
from haski_desktop.evaluation.run import Model, Tried, answered, try_models
from haski_desktop.evaluation.tables import (
    Block,
    comparison_blocks,
    evaluation_blocks,
    refitted_blocks,
)
from haski_desktop.files import write_atomically
from haski_desktop.language import gettext as _
from haski_desktop.paths import default_model


def run(options: argparse.Namespace) -> int:
    """Try the model, or both, on the folder's photos and return the exit status."""
    try:
        _check_output(options.out)
        if getattr(options, "refit", None):
            check_new(Path(options.refit))
        photos = _photos(options)
        _check_column(photos, options.by)
        tried = _try(photos, _models(options), options)
        report = _report(tried, options)
        if options.out:
            write_atomically(options.out, _content(report, options.out))
        refitted = _refit(tried, options)
    except ModelError as error:
        report_error(error)
        return ExitStatus.NO_MODEL
    except HaskiError as error:
        report_error(error)
        return ExitStatus.USAGE
    blocks = (
        comparison_blocks(report)
        if isinstance(report, reports.Comparison)
        else evaluation_blocks(report)
    )
    sys.stdout.write(as_text([*blocks, *refitted]))
    for failure in report.failures:
        report_error(failure.error, failure.source.name)
    return ExitStatus.PHOTO_FAILED if report.failures else ExitStatus.OK


def _content(report: reports.Evaluation | reports.Comparison, out: str) -> bytes:
    if out.lower().endswith(".json"):
        return reports.to_json(report)
    from haski_desktop.evaluation.page import html  # which loads the templates' library

    return html(report)


def _refit(tried: list[Tried], options: argparse.Namespace) -> list[Block]:
    """Write a bundle with thresholds for these photos, if one is asked for; what to say of it.

    Raises:
        OutputError: It can't be written.
    """
    if options.command != "evaluate" or options.refit is None:
        return []
    bundle = open_bundle(find_model(options.model) or default_model())
    heads, changed = refit(answered(tried), bundle, options.right)
    if not changed:
        text = _(
            "Nothing was refitted: a question needs at least {photos} labelled photos, and "
            "{each} of each of two labels."
        )
        return [text.format(photos=FEWEST_PHOTOS, each=FEWEST_OF_A_LABEL)]
    write_bundle(bundle, refitted_manifest(bundle.manifest, heads), Path(options.refit))
    return refitted_blocks(changed, options.refit)


def _check_output(out: str | None) -> None:
    """Refuse what could not be written once all is done.

    Raises:
        OutputError: The file's ending is another one, or its folder is missing.
    """
    if out is None:
        return
    if os.path.splitext(out)[1].lower() not in (".json", ".html"):
        raise OutputError(
            "output_format_unknown",
            f"“{printable(out)}” does not end in .json or .html.",
            "Give the output file one of these endings.",
        )
    folder = os.path.dirname(os.path.abspath(out))
    try:
        os.stat(folder)
    except OSError as error:
        raise OutputError.of(out, error) from error


def _photos(options: argparse.Namespace) -> list[LabelledPhoto]:
    folder = Path(options.folder)
    if not os.path.isdir(folder):
        raise LabelsError(
            "labels_not_found",
            f"There is no folder “{printable(options.folder)}”.",
            "Check the path.",
        )
    try:
        return read_labelled(folder, options.split, _own_labels(options))
    except LabelsError as error:
        photos = unlabelled(folder)
        if options.command == "compare" and error.code == "labels_not_found" and photos:
            if not options.quiet:
                say(_("The photos have no labels: only how far the models agree can be told."))
            return photos
        raise


def _check_column(photos: Sequence[LabelledPhoto], column: str | None) -> None:
    """Refuse to report by a column that there is not.

    Raises:
        LabelsError: No photo has a value in it.
    """
    if column is not None and not any(column in photo.columns for photo in photos):
        raise LabelsError(
            "label_column_not_found",
            f"The table of labels has no further column “{printable(column)}”.",
            "Check the column's name.",
        )


def _own_labels(options: argparse.Namespace) -> tuple[str, ...]:
    """Labels of the questions of the user's own that the models ask."""
    labels: list[str] = []
    for model in _models(options):
        own = open_bundle(model.path or default_model()).own_question
        labels += own[1] if own else ()
    return tuple(labels)


def _models(options: argparse.Namespace) -> tuple[Model, ...]:
    if options.command == "compare":
        return Model(find_model(options.a), options.runtime_a), Model(
            find_model(options.b), options.runtime_b
        )
    return (Model(find_model(options.model), options.runtime),)


def _try(
    photos: Sequence[LabelledPhoto], models: tuple[Model, ...], options: argparse.Namespace
) -> list[Tried]:
    tried = try_models(photos, models, options.threads)
    shown = None if not options.quiet else True
    return list(progress_bar(tried, total=len(photos), disable=shown))


def _report(
    tried: list[Tried], options: argparse.Namespace
) -> reports.Evaluation | reports.Comparison:
    models = _models(options)
    if len(models) == 2:
        return reports.comparison(tried, models, options.by)
    return reports.evaluation(tried, models[0], options.by)
