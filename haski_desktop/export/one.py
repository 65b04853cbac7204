"""One result as a file: the documented JSON and a name for it. No Qt."""

import os

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.export.json_rows import json_row
from haski_desktop.results.status import is_demo


def one(result: Analysis | Failure) -> bytes:
    """One result as a JSON object."""
    return json_row(result) + b"\n"


def file_name(result: Analysis | Failure) -> str:
    """A fitting name for the file of one result; it says so if the result is made up."""
    stem = os.path.splitext(result.source.name)[0]
    safe = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in stem).strip(" .")
    return f"{safe[:120] or 'photo'}{'-DEMO' if is_demo(result) else ''}.json"
