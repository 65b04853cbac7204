"""``haski report``: photos, or results of earlier runs, as pages to hand on."""

import argparse
import os

from PIL import Image

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.inputs import gather, status_of
from haski_desktop.cli.output import report_error
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import HaskiError
from haski_desktop.files import write_atomically
from haski_desktop.report.content import Entry
from haski_desktop.report.file import check_format, laid_out, write_up


def run(options: argparse.Namespace) -> int:
    """Write the report that is asked for and return the exit status."""
    # Read when Qt starts. There need be no screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    def keep(result: Analysis | Failure, pixels: Image.Image | None) -> Entry:
        if pixels is None or options.no_photo or options.summary:
            return Entry(result)
        return Entry.of(result, pixels)

    try:
        check_format(options.out)
        entries, status = gather(options, keep)
        report = write_up(entries, options.date, pages=not options.summary)
        write_atomically(options.out, laid_out(report, options.out))
    except HaskiError as error:
        report_error(error)
        return status_of(error)
    return status or ExitStatus.OK
