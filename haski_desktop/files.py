"""Whole files, written so that a reader sees the old content or the new, never half."""

import contextlib
import os

from haski_desktop.errors import OutputError


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Replace ``path``'s content by ``data``, safe from a crash and a power cut.

    Raises:
        OutputError: ``output_not_writable`` or ``disk_full``; the old content is untouched.
    """
    target = os.path.realpath(path)  # a link keeps pointing where it does
    partial = f"{target}.{os.getpid()}.part"
    try:
        with open(partial, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise OutputError.of(target, error) from error
