"""Results to files: the documented JSON, written whole or not at all. No Qt."""

import contextlib
import os
import tempfile
from collections.abc import Iterable

from haski_desktop.engine.analysis import Analysis, Failure, json_line
from haski_desktop.gui.verdict import is_demo


def one(result: Analysis | Failure) -> bytes:
    """One result as a JSON object."""
    return json_line(result) + b"\n"


def many(results: Iterable[Analysis | Failure], *, lines: bool) -> bytes:
    """Results as JSON Lines, or as one JSON array."""
    encoded = [json_line(result) for result in results]
    if lines:
        return b"".join(line + b"\n" for line in encoded)
    return b"[\n" + b",\n".join(encoded) + b"\n]\n"


def file_name(result: Analysis | Failure) -> str:
    """A fitting name for the file of one result; it says so if the result is made up."""
    stem = os.path.splitext(result.source.name)[0]
    safe = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in stem).strip(" .")
    return f"{safe[:120] or 'photo'}{'-DEMO' if is_demo(result) else ''}.json"


def write(path: str, data: bytes) -> None:
    """Put ``data`` into the file in one step: readers see the old file or the new one.

    Raises:
        OSError: The folder can't be written to, or the disk is full.
    """
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=".haski-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets only the owner read; an export is an ordinary file.
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
