"""The file formats that hold many results, described so that rows can be appended."""

import codecs
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError, printable
from haski_desktop.export.csv_rows import csv_header, csv_row
from haski_desktop.export.json_rows import json_row
from haski_desktop.results.status import is_demo


@dataclass(frozen=True, slots=True)
class Format:
    """A file is the header, the rows with the separator between them, and the footer.

    Attributes:
        name: Its common name, also the file's ending.
        header: What a file begins with.
        separator: What stands between two rows.
        footer: What a file ends with, so that it is valid.
        row: One result as bytes.
    """

    name: str
    header: bytes
    separator: bytes
    footer: bytes
    row: Callable[[Analysis | Failure], bytes]


def _line(result: Analysis | Failure) -> bytes:
    return json_row(result) + b"\n"


JSONL: Final = Format("jsonl", b"", b"", b"", _line)
JSON: Final = Format("json", b"[\n", b",\n", b"\n]\n", json_row)
CSV: Final = Format("csv", csv_header(), b"", b"", csv_row)
FORMATS: Final = {f".{format_.name}": format_ for format_ in (JSONL, JSON, CSV)}


def format_for(path: str) -> Format:
    """The format that a file's ending asks for.

    Raises:
        OutputError: ``output_format_unknown``.
    """
    found = FORMATS.get(os.path.splitext(path)[1].lower())
    if found is None:
        raise OutputError(
            "output_format_unknown",
            f"“{printable(path)}” does not end in {', '.join(FORMATS)}.",
            "Give the output file one of these endings.",
        )
    return found


def file_name(results: Iterable[Analysis | Failure], format_: Format) -> str:
    """A fitting name for the file of many results; it says so if any of them is made up."""
    return f"haski-results{'-DEMO' if any(map(is_demo, results)) else ''}.{format_.name}"


# Spreadsheets take a table without it for one in the letters of the system, where “ü” is two.
SPREADSHEET_MARK: Final = codecs.BOM_UTF8


def document(results: Sequence[Analysis | Failure], format_: Format) -> bytes:
    """A whole file of ``results``, for those few enough to be held in memory."""
    rows = format_.separator.join(format_.row(result) for result in results)
    return format_.header + rows + format_.footer
