"""Whole files, written so that a reader sees the old content or the new, never half."""

import contextlib
import os
import secrets

from haski_desktop.errors import OutputError


def write_atomically(path: str | os.PathLike[str], data: bytes, *, private: bool = False) -> None:
    """Replace ``path``'s content by ``data``, safe from a crash and a power cut.

    Several threads and programs may write the same path at once: the content is then
    that of one of them.

    Args:
        path: The file; a link keeps pointing where it does.
        data: Its new content.
        private: Whether only this user may read it. Otherwise the system's default holds.

    Raises:
        OutputError: ``output_not_writable`` or ``disk_full``; the old content is untouched.
    """
    target = os.path.realpath(path)
    # A short name: the target's may be as long as the file system allows.
    partial = os.path.join(os.path.dirname(target), f".haski-{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(partial, flags, 0o600 if private else 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(partial)
        raise OutputError.of(target, error) from error
