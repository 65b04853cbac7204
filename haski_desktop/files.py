"""Files written so that a reader sees the old content or the new, never half; locks; copies."""

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final

from haski_desktop.errors import OutputError, printable

# How much of a large file is held at a time, in bytes.
CHUNK: Final = 1 << 16


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
    with replaced(path, private=private) as file:
        file.write(data)


@contextlib.contextmanager
def replaced(path: str | os.PathLike[str], *, private: bool = False) -> Iterator[BinaryIO]:
    """A file to write to, which takes ``path``'s place when the block ends without an error.

    Args:
        path: The file; a link keeps pointing where it does.
        private: Whether only this user may read it. Otherwise the system's default holds.

    Raises:
        OutputError: ``output_not_writable`` or ``disk_full``; the old content is untouched.
    """
    target = os.path.realpath(path)
    # A short name: the target's may be as long as the file system allows.
    partial = os.path.join(os.path.dirname(target), f".haski-{secrets.token_hex(8)}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(partial, flags, 0o600 if private else 0o666), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError as error:
        raise OutputError.of(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(partial)  # what an error left; nothing is there any more if all went well


@contextlib.contextmanager
def new_folder(path: Path, mode: int = 0o777) -> Iterator[Path]:
    """A folder to be filled, which becomes ``path`` when the block ends without an error.

    Args:
        path: Must not exist; the folder that holds it must.
        mode: Who may use it.

    Raises:
        OSError: It can't be made, or there is something at ``path``; nothing is left behind.
    """
    partial = path.absolute().with_name(f".haski-{secrets.token_hex(8)}.part")
    os.mkdir(partial, mode)
    try:
        yield partial
        os.rename(partial, path)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


@contextlib.contextmanager
def locked(path: str | os.PathLike[str]) -> Iterator[None]:
    """Keep other threads and programs that do the same from writing ``path`` meanwhile.

    The lock is a file beside it, ``PATH.lock``, which the system frees if the program dies.

    Raises:
        OutputError: ``output_in_use``: another has it.
            ``output_not_writable`` or ``disk_full``: the lock file can't be made.
    """
    from filelock import FileLock, Timeout

    target = os.path.realpath(path)
    # Any thread may let go of it. The fallback, a lock by a file's mere existence, would
    # survive a crash. The moment's patience is for one that is just being freed.
    lock = FileLock(
        target + ".lock",
        timeout=0.1,
        poll_interval=0.02,
        mode=0o600,
        thread_local=False,
        fallback_to_soft=False,
    )
    try:
        os.stat(os.path.dirname(target))  # a missing folder, which the library would make
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            "output_in_use",
            f"“{printable(target)}” is being written by another program.",
            "Wait until it has finished, or choose another file.",
        ) from error
    except OSError as error:
        raise OutputError.of(target, error) from error
    try:
        yield
    finally:
        if os.name != "nt":  # where the library removes it
            with contextlib.suppress(OSError):
                os.unlink(lock.lock_file)  # while it is held: who opened it before tries again
        lock.release()


@contextlib.contextmanager
def created(path: str, mode: int) -> Iterator[BinaryIO]:
    """A new file that is on the disk when the block ends."""
    remove(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        os.chmod(path, mode)
        yield file
        file.flush()
        os.fsync(file.fileno())


def open_regular(path: str | os.PathLike[str]) -> BinaryIO | None:
    """Open a file for reading, or ``None`` if it is a device, a pipe or the like.

    Raises:
        OSError: It can't be opened.
    """
    # Without waiting for somebody who writes to a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = open(os.open(path, flags), "rb")  # noqa: SIM115 - the caller's
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    return None


def remove(path: str) -> None:
    """Remove a file, if there is one."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def link_or_copy(path: str, new: str) -> None:
    """Another name for a file that will be replaced, or a copy where there is no such thing."""
    try:
        os.link(path, new)
    except OSError:
        mode = stat.S_IMODE(os.stat(path).st_mode)
        with open(path, "rb") as old, created(new, mode) as copy:
            shutil.copyfileobj(old, copy, CHUNK)


def copy_content(file: FileIO, copy: BinaryIO) -> None:
    """Copy all of a file that is open; its position stays."""
    place = file.tell()
    file.seek(0)
    shutil.copyfileobj(file, copy, CHUNK)
    file.seek(place)


def write_all(file: FileIO, data: bytes) -> None:
    """Write all of ``data``; a single call to the system may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def is_at(file: FileIO, path: str) -> bool:
    """Whether ``path`` still names the file that is open."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.lstat(path))
    except FileNotFoundError:
        return False


def sync_folder_of(path: str) -> None:
    """Force the names in a file's folder to the disk, so that a renaming survives a power cut."""
    if os.name == "nt":  # has no such thing
        return
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
