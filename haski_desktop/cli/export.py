"""``haski export``: photos, or results of earlier runs, as files that other programs read."""

import argparse

from PIL import Image

from haski_desktop.cli.inputs import gather, status_of
from haski_desktop.cli.output import report_error
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import HaskiError, OutputError, printable
from haski_desktop.export.fhir import Record, fhir
from haski_desktop.export.formats import document, format_for
from haski_desktop.files import write_atomically
from haski_desktop.report.file import today
from haski_desktop.report.picture import encode


def run(options: argparse.Namespace) -> int:
    """Write the file that is asked for and return the exit status."""

    def keep(result: Analysis | Failure, pixels: Image.Image | None) -> Record:
        if pixels is None or options.no_photo or not options.fhir:
            return Record(result)
        return Record(result, encode(pixels).jpeg)

    try:
        _check(options)
        records, status = gather(options, keep)
        write_atomically(options.out, _content(records, options))
    except HaskiError as error:
        report_error(error)
        return status_of(error)
    return status


def _check(options: argparse.Namespace) -> None:
    if not options.fhir:
        format_for(options.out)
    elif not options.out.lower().endswith(".json"):
        raise OutputError(
            "output_format_unknown",
            f"“{printable(options.out)}” does not end in .json.",
            "Records are written as JSON.",
        )


def _content(records: list[Record], options: argparse.Namespace) -> bytes:
    if not options.fhir:
        return document([record.result for record in records], format_for(options.out))
    if not records:
        raise HaskiError("results_empty", "There are no results.", "Name photos or results.")
    return fhir(records, options.date or today())
