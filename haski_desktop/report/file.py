"""A report as a file: its formats, how long it may be, the date on it."""

import datetime as dt
import os
from collections.abc import Sequence
from typing import Final

from haski_desktop.errors import HaskiError, OutputError, printable
from haski_desktop.report.content import Entry, Report, compose

ENDINGS: Final = (".pdf", ".html")
# Pages with photos are held in memory, and a browser would take long to show more.
MAX_PAGES: Final = 200


def check_format(path: str) -> None:
    """See whether there is a format for the ending of ``path``.

    Raises:
        OutputError: ``output_format_unknown``.
    """
    if os.path.splitext(path)[1].lower() not in ENDINGS:
        raise OutputError(
            "output_format_unknown",
            f"“{printable(path)}” does not end in {' or '.join(ENDINGS)}.",
            "Give the report one of these endings.",
        )


def write_up(entries: Sequence[Entry], date: dt.date | None = None, *, pages: bool) -> Report:
    """A report of what there is to write about.

    Args:
        entries: Its photos.
        date: The date that it bears; by default :func:`today`.
        pages: Whether each photo gets a page of its own.

    Raises:
        HaskiError: ``results_empty``: there are no photos. ``report_too_long``: there are more
            than :data:`MAX_PAGES`, and each was to have a page.
    """
    if not entries:
        raise HaskiError("results_empty", "There are no results.", "Name photos or results.")
    if pages and len(entries) > MAX_PAGES:
        raise HaskiError(
            "report_too_long",
            f"A report has pages for up to {MAX_PAGES} photos, not for {len(entries)}.",
            "Write one page about all of them.",
        )
    return compose(entries, date or today(), pages=pages)


def laid_out(report: Report, path: str) -> bytes:
    """The content of the file at ``path``, in the format of its ending.

    Raises:
        HaskiError: ``no_fonts``, or ``pdf_unavailable``: Qt can't be loaded.
    """
    if path.lower().endswith(".pdf"):
        try:
            from haski_desktop.report.pdf import pdf
        except ImportError as error:
            raise HaskiError(
                "pdf_unavailable",
                f"What PDF needs can't be loaded ({error}).",
                "Install the system libraries of Qt, or write HTML.",
            ) from error
        return pdf(report)
    from haski_desktop.report.html import html

    return html(report).encode()


def today() -> dt.date:
    """The day of ``SOURCE_DATE_EPOCH``, as reproducible-builds.org has it; else the clock's."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return dt.datetime.fromtimestamp(int(fixed), dt.UTC).date()
    return dt.datetime.now().astimezone().date()
