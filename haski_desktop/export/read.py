"""Results from files that an export or a batch has written, of this version or an earlier one."""

import errno
import os
from typing import Final

import msgspec

from haski_desktop.engine.analysis import SCHEMA_VERSION, Analysis, Failure
from haski_desktop.errors import HaskiError, printable
from haski_desktop.files import open_regular

# The endings of files that results are read from; a table does not hold all of a result.
ENDINGS: Final = (".json", ".jsonl")
# Some 200,000 photos.
MOST_BYTES: Final = 512 << 20


class _Kind(msgspec.Struct):
    """What tells a failure from an analysis, and a known version from a later one."""

    error: dict[str, str] | None = None
    schema_version: int = SCHEMA_VERSION


def read_results(path: str | os.PathLike[str]) -> list[Analysis | Failure]:
    """The results in a file: one JSON object, an array of them, or JSON Lines.

    Raises:
        HaskiError: ``results_unreadable``: the file can't be read. ``results_invalid``: it
            holds something else. ``results_too_new``: a later version of the program wrote it.
    """
    name = printable(os.fspath(path))
    try:
        return parse_results(_content(path))
    except OSError as error:
        raise HaskiError(
            "results_unreadable",
            f"“{name}” can't be read ({error.strerror or type(error).__name__}).",
            "Check the file and its permissions.",
        ) from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise HaskiError(
            "results_invalid",
            f"“{name}” holds no results of this program ({printable(str(error))}).",
            "Choose a .json or .jsonl file that this program has written.",
        ) from error


def _content(path: str | os.PathLike[str]) -> bytes:
    file = open_regular(path)
    if file is None:
        raise OSError(errno.EINVAL, "it is no regular file")
    with file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, f"it is larger than {MOST_BYTES >> 20} MB")
        return file.read()


def parse_results(data: bytes) -> list[Analysis | Failure]:
    """The results in the content of a file; see :func:`read_results`.

    Raises:
        HaskiError: ``results_too_new``.
        msgspec.MsgspecError: It holds something else.
    """
    return [_one(row) for row in _rows(data)]


def _rows(data: bytes) -> list[msgspec.Raw]:
    if data.lstrip().startswith(b"["):
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    try:
        msgspec.json.decode(data, type=_Kind)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # more than one object
        return msgspec.json.Decoder(msgspec.Raw).decode_lines(data)
    return [msgspec.Raw(data)]


def _one(row: msgspec.Raw) -> Analysis | Failure:
    kind = msgspec.json.decode(row, type=_Kind)
    if kind.schema_version > SCHEMA_VERSION:
        raise HaskiError(
            "results_too_new",
            f"The results are of version {kind.schema_version}, of which this program knows "
            f"{SCHEMA_VERSION} and earlier ones.",
            "Use a newer version of the program.",
        )
    if kind.error is not None:
        return msgspec.json.decode(row, type=Failure)
    return msgspec.json.decode(row, type=Analysis)
