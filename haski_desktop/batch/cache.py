"""Results of photos seen before, so that the same photo is not analysed twice.

It holds no names and no pictures: photos are known by the checksum of their bytes,
files by a hash of their path, size, times and place on the disk. It is never needed:
whatever is wrong with it, photos are simply analysed. It never answers from damage: each
row has a checksum, and one that does not fit it is deleted.
"""

import hashlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NamedTuple, Self

import msgspec

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.photo import read_file

log = logging.getLogger(__name__)

# About 1 kB each.
MAX_RESULTS: Final = 100_000
_TRIM_EVERY: Final = 256
_VERSION: Final = 2
_TABLES: Final = {
    "results": """CREATE TABLE results (
  id INTEGER PRIMARY KEY, photo BLOB NOT NULL, model BLOB NOT NULL, result BLOB NOT NULL,
  checksum BLOB NOT NULL, UNIQUE (photo, model)
)""",
    "files": """CREATE TABLE files (
  id INTEGER PRIMARY KEY, file BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, photo BLOB NOT NULL,
  checksum BLOB NOT NULL
)""",
    "files_by_size": "CREATE INDEX files_by_size ON files (size)",
}
_NOT_ITS_FAULT: Final = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM),
    sqlite3.SQLITE_INTERRUPT,
)
_SETTINGS: Final = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"


class _Stamp(NamedTuple):
    """A file as it was before it was read: a hash of all that would change with it; its size.

    Two files that exchange their names have other inodes, or other times of such a change.
    """

    file: bytes
    size: int

    @classmethod
    def of(cls, path: str) -> "_Stamp":
        """The stamp of the file at ``path``.

        Raises:
            OSError, ValueError: It can't be looked at.
        """
        status = os.stat(path)
        state = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        place = (status.st_dev, status.st_ino)
        text = "\0".join(map(str, ("", *state, *place))).encode()
        digest = hashlib.blake2b(os.fsencode(os.path.abspath(path)) + text, digest_size=16)
        return cls(digest.digest(), status.st_size)


class ResultCache:
    """Results by photo and model. Any thread may use it, and several programs one file."""

    def __init__(self, path: str, model: str, max_results: int = MAX_RESULTS) -> None:
        """Open the cache, or make one; a damaged one is kept aside as ``.damaged``.

        Args:
            path: Its file; the folder is made.
            model: Checksum of the model and its settings, hexadecimal.
            max_results: How many results to keep, at least 1; the oldest go first.
        """
        self._path = path
        self._model = bytes.fromhex(model)
        self._max_results = max_results
        self._lock = threading.Lock()
        self._since_trim = 0
        self._database: sqlite3.Connection | None = None
        try:
            self._database = _open(path)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def find_or_analyze(self, path: str, name: str, analyze: Callable[[], Analysis]) -> Analysis:
        """The known result of the photo at ``path``, else that of ``analyze``, which is kept.

        The photo is not read if its path, size and time are known.

        Args:
            path: The photo.
            name: What to call it in the result.
            analyze: Analyses it.

        Raises:
            PhotoError: It can't be read.
            ModelError: ``analyze`` raised it.
        """
        start = time.perf_counter()
        try:
            stamp = _Stamp.of(path)
        except (OSError, ValueError):
            return analyze()  # which explains what is wrong
        known = self._find(stamp, path)
        if known is not None:
            elapsed = round((time.perf_counter() - start) * 1000, 2)
            return msgspec.structs.replace(known.named(name), timing_ms=elapsed)
        result = analyze()
        if "runtime_fallback" not in result.warnings:  # that was another network than the key's
            self._keep(stamp, result)
        return result

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _find(self, stamp: _Stamp, path: str) -> Analysis | None:
        photo = self._value("files", "photo", file=stamp.file)
        if photo is None:
            if not self._row("SELECT 1 FROM files WHERE size = ?", stamp.size):
                return None  # no need to read it for a checksum: no known photo has its size
            photo = hashlib.sha256(read_file(path)).digest()
        content = self._value("results", "result", photo=photo, model=self._model)
        if content is None:
            return None
        try:
            result = msgspec.msgpack.decode(content, type=Analysis)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return result if result.source.sha256 == photo.hex() else None

    def _value(self, table: str, column: str, **key: bytes) -> bytes | None:
        """The value of a row by its key, if it fits the row's checksum; if not, the row goes."""
        condition = " AND ".join(f"{name} = ?" for name in key)
        query = f"SELECT id, {column}, checksum FROM {table} WHERE {condition}"  # noqa: S608 - constants
        row = self._row(query, *key.values())
        if row is None:
            return None
        number, value, checksum = row
        if isinstance(value, bytes) and checksum == _checksum(*key.values(), value):
            return value
        log.warning("a damaged row of the result cache was deleted")
        self._write(f"DELETE FROM {table} WHERE id = ?", number)  # noqa: S608 - a constant
        return None

    def _keep(self, stamp: _Stamp, result: Analysis) -> None:
        photo = bytes.fromhex(result.source.sha256 or "")
        nameless = msgspec.structs.replace(
            result, source=msgspec.structs.replace(result.source, name="")
        )
        content = msgspec.msgpack.encode(nameless)
        self._write(
            "INSERT OR REPLACE INTO results (photo, model, result, checksum) VALUES (?, ?, ?, ?)",
            *(photo, self._model, content, _checksum(photo, self._model, content)),
        )
        self._write(
            "INSERT OR REPLACE INTO files (file, size, photo, checksum) VALUES (?, ?, ?, ?)",
            *(*stamp, photo, _checksum(stamp.file, photo)),
        )
        kept = self._value("results", "result", photo=photo, model=self._model)
        if kept is None or self._value("files", "photo", file=stamp.file) is None:
            # An index that does not fit its table: it would stay of no use for ever.
            self._give_up(sqlite3.DatabaseError("what was just written is not found"))
            return
        self._since_trim += 1
        if self._since_trim >= min(_TRIM_EVERY, self._max_results):
            self._since_trim = 0
            for table in ("results", "files"):
                newest = f"(SELECT max(id) FROM {table})"  # noqa: S608 - one of two constants
                delete = f"DELETE FROM {table} WHERE id <= {newest} - ?"  # noqa: S608 - as above
                self._write(delete, self._max_results)

    def _row(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        with self._lock:
            if self._database is None:
                return None
            try:
                row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
                return None
            return row

    def _write(self, statement: str, *values: Any) -> None:
        with self._lock:
            if self._database is None:
                return
            try:
                self._database.execute(statement, values)
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Go on without a cache; the next run finds a new one if this one is damaged."""
        log.warning("the result cache can't be used (%s)", error)
        if self._database is not None:
            self._database.close()
            self._database = None
        if _is_damage(error):
            _set_aside(self._path)


def _open(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path) and not os.path.isfile(path):
        _set_aside(path)  # a pipe or a device, which would never answer
    _create(path)
    try:
        return _connect(path)
    except sqlite3.Error as error:
        if not _is_damage(error):
            raise
        _set_aside(path)
        _create(path)
        return _connect(path)


def _create(path: str) -> None:
    # Its results are nobody else's business.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _connect(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        database.executescript(_SETTINGS)
        with database:
            database.execute("BEGIN IMMEDIATE")  # another program may be making it right now
            found = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"))
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if not found and version == 0:
                for statement in _TABLES.values():
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {_VERSION}")
            elif found != _TABLES or version != _VERSION:
                raise sqlite3.DatabaseError(f"version {version}, or of another layout")
    except sqlite3.Error:
        database.close()
        raise
    database.text_factory = bytes  # a damaged cell may be text that can't be decoded
    return database


def _is_damage(error: Exception) -> bool:
    """Whether the file is to blame, not the disk, another program, or the computer."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return isinstance(error, sqlite3.Error) and code & 0xFF not in _NOT_ITS_FAULT


def _checksum(*values: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=8)
    for value in values:
        digest.update(len(value).to_bytes(8) + value)
    return digest.digest()


def _set_aside(path: str) -> None:
    """Make room for a new cache; the newest that could not be used is kept beside it."""
    log.warning("the result cache is damaged or of another version; it is kept as %s.damaged", path)
    with suppress(OSError):
        os.replace(path, path + ".damaged")
    for ending in ("-wal", "-shm"):  # they belong to it, and would damage a new one
        with suppress(OSError):
            os.unlink(path + ending)
