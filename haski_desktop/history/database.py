"""The file of the history: private, checked, brought up to date, and free of what was deleted."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from haski_desktop.errors import HistoryError, printable
from haski_desktop.history import schema

log = logging.getLogger(__name__)

WAIT_SECONDS: Final = 5.0  # for another program that is writing
# A file that was closed well is looked through at most so often.
CHECK_SECONDS: Final = 24 * 3600
# FULL: what was added is not lost in a power cut either.
_SETTINGS: Final = (
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
)
# What the settings table remembers for this module.
_CHECKED: Final = "checked"
_TO_ERASE: Final = "to_erase"


class Database:
    """A history's file. Any thread may use it, and several programs one file."""

    def __init__(self, path: str, *, create: bool = False) -> None:
        """Open it, check it and bring it to the version of today.

        Args:
            path: The file. Its folder is made, and made private.
            create: Whether to make the file if it is missing.

        Raises:
            HistoryError: ``history_off``: there is none. ``history_damaged``,
                ``history_newer``, ``history_busy``, ``history_not_writable``, ``disk_full``:
                it can't be used, and is left as it is.
        """
        self._path = path
        self._lock = threading.RLock()
        with _explained(path):
            _prepare(path, create=create)
            was_left_open = os.path.exists(f"{path}-wal")
            self._connection = sqlite3.connect(
                path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with _explained(path):
                for statement in _SETTINGS:
                    self._connection.execute(statement)
                if self._version():
                    self._check(again=was_left_open)
            self._migrate()
        except BaseException:
            self.close()
            raise
        if self.setting(_TO_ERASE):  # by a program that was ended before it had done it
            try:
                self.erase()
            except HistoryError as error:
                log.warning("%s", error.message)

    @property
    def path(self) -> str:
        """Where the file is."""
        return self._path

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises:
            HistoryError: The file can't be read.
        """
        with self._lock, _explained(self._path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Do all changes of the block, or none.

        Raises:
            HistoryError: The file can't be written.
        """
        with self._lock, _explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # some errors end it themselves
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def deleting(self) -> Iterator[sqlite3.Connection]:
        """Delete as the block says, then make sure that no byte of it is left in the file.

        Raises:
            HistoryError: As :meth:`changing`; ``history_traces``: it is deleted, but may be
                found in the file until :meth:`erase` succeeds, which the next opening tries.
        """
        with self._lock:
            with self.changing() as connection:
                yield connection
                _set(connection, _TO_ERASE, "1")
            self.erase()

    def erase(self) -> None:
        """Write the file anew without what was deleted, and empty the log beside it.

        ``secure_delete`` overwrites freed pages and cells, but copies of cells that SQLite had
        moved between pages may remain in the gaps of these: only ``VACUUM`` is sure.

        Raises:
            HistoryError: ``history_traces``.
        """
        with self._lock:
            try:
                with _explained(self._path):
                    is_done = self._empty_log()  # overwrites the pages in place
                    self._connection.execute("VACUUM")
                    is_done &= self._empty_log()
                    if is_done:
                        self._connection.execute("DELETE FROM setting WHERE name = ?", (_TO_ERASE,))
                        self._empty_log()
            except HistoryError as error:
                raise _traces(f"({error.message})") from error
            if not is_done:
                raise _traces("because another program is reading it")

    def setting(self, name: str) -> str:
        """A remembered value; empty if there is none."""
        rows = self.rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def set(self, name: str, value: str) -> None:
        """Remember a value."""
        with self.changing() as connection:
            _set(connection, name, value)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _version(self) -> int:
        """The format of the file; 0 if it is empty."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > schema.VERSION:
            raise HistoryError(
                "history_newer",
                f"The history was made by a newer version of this program (format {version}).",
                "Use that version; nothing was changed.",
            )
        tables = self._connection.execute("SELECT name FROM sqlite_master").fetchall()
        if bool(version) != (("setting",) in tables) or bool(version) != bool(tables):
            raise _damaged(self._path)  # another program's
        return int(version)

    def _check(self, *, again: bool) -> None:
        """Look through the file, if it was not closed well or not looked through for a day."""
        ago = time.time() - float(self.setting(_CHECKED) or 0)
        if not again and 0 <= ago < CHECK_SECONDS:
            return
        if self._connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damaged(self._path)
        with suppress(HistoryError):  # on a full disk it can be read all the same
            self.set(_CHECKED, str(time.time()))

    def _migrate(self) -> None:
        if self._version() == schema.VERSION:
            return
        with self.changing() as connection:  # another program may have done it just now
            for statements in schema.MIGRATIONS[self._version() :]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")

    def _empty_log(self) -> bool:
        busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _prepare(path: str, *, create: bool) -> None:
    """Make the folder and the file if they are missing, both private."""
    if os.path.lexists(path):
        if not os.path.isfile(path):
            raise _damaged(path)  # a pipe or a device, which would never answer
        return
    if not create:
        raise HistoryError("history_off", "The history is off.", "Turn it on first.")
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    os.chmod(folder, 0o700)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Errors of the system and of SQLite as this program's own."""
    try:
        yield
    except sqlite3.Error as error:
        explanation = _explanation(path, getattr(error, "sqlite_errorcode", 0), str(error))
        if explanation is None:
            raise  # a mistake of this program's
        raise explanation from error
    except OSError as error:
        raise _not_writable(path, error.strerror or type(error).__name__) from error


def _explanation(path: str, code: int, reason: str) -> HistoryError | None:
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return HistoryError(
                "history_busy",
                "Another program is writing the history.",
                "Wait until it has finished, then try again.",
            )
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case _ if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the file beside it can't grow
            return _full(path)
        case (
            sqlite3.SQLITE_READONLY
            | sqlite3.SQLITE_CANTOPEN
            | sqlite3.SQLITE_PERM
            | sqlite3.SQLITE_IOERR
        ):
            return _not_writable(path, reason)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(path)
    return None


def _full(path: str) -> HistoryError:
    return HistoryError(
        "disk_full",
        f"There is no room left to write “{printable(path)}”.",
        "Free some space, then try again.",
    )


def _damaged(path: str) -> HistoryError:
    return HistoryError(
        "history_damaged",
        f"The history “{printable(path)}” is damaged, or no history.",
        "It is left as it is. Put a copy of it in its place, or move it away to begin anew.",
    )


def _not_writable(path: str, reason: str) -> HistoryError:
    return HistoryError(
        "history_not_writable",
        f"The history “{printable(path)}” can't be read or written ({reason}).",
        "Check the folder and its permissions.",
    )


def _traces(why: str) -> HistoryError:
    return HistoryError(
        "history_traces",
        f"It is deleted, but the file could not be cleared of its traces {why}.",
        "That is done when the history is next opened; free some space, or end the other program.",
    )
