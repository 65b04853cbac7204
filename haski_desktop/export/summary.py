"""A summary of many photos as a table."""

from collections.abc import Mapping
from typing import Final

from haski_desktop.export.csv_rows import csv_line
from haski_desktop.results.facets import Facet, facet_name, summary_rows

COLUMNS: Final = ("question", "labels", "answer", "photos", "share")


def summary_csv(counts: Mapping[Facet, int]) -> bytes:
    """How many photos have which answer, as CSV in UTF-8.

    Args:
        counts: How many photos have a facet.

    Returns:
        A row for each status and answer. ``question`` (``status`` or a head's name) and
        ``labels`` (see :class:`~haski_desktop.results.facets.Facet`) are the same in every
        language; ``answer`` is what the screen says; ``share`` is that of the photos that
        the question was asked of, 0 to 1.
    """
    rows = [
        (facet.question, " ".join(facet.value), facet_name(facet), photos, round(share, 4))
        for facet, photos, share in summary_rows(counts)
    ]
    return b"".join(map(csv_line, (COLUMNS, *rows)))
