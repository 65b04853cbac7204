"""People and their photos: adding, finding, changing, deleting."""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Self

import msgspec

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.photo import PhotoSource
from haski_desktop.errors import HistoryError, printable
from haski_desktop.history.areas import likely_area
from haski_desktop.history.database import Database
from haski_desktop.history.photo import PhotoFile, changed_since, copy_of
from haski_desktop.history.records import ALL, NOTHING, Entry, Person, Said, Wanted, fold
from haski_desktop.history.rows import (
    ENTRY,
    PERSON,
    TAG_SEPARATOR,
    checksum_of,
    entry_of,
    person_of,
)
from haski_desktop.history.search import condition, index, shown
from haski_desktop.results.status import is_demo

# As many photos as a page of a list shows.
PAGE: Final = 200
_ON: Final = "on"
_KEEPS_PHOTOS: Final = "keeps_photos"


class History:
    """People and their photos over time. Any thread may use it, and several programs one file."""

    def __init__(self, path: str, *, create: bool = False) -> None:
        """Open the history.

        Args:
            path: Its file; see :func:`haski_desktop.paths.history`.
            create: Whether to make it if there is none.

        Raises:
            HistoryError: See :class:`Database`.
        """
        self._database = Database(path, create=create)

    @property
    def path(self) -> str:
        """Where its file is."""
        return self._database.path

    @property
    def is_on(self) -> bool:
        """Whether photos may be added. What is kept can be seen and deleted all the same."""
        return self._database.setting(_ON) == "1"

    @property
    def keeps_photos(self) -> bool:
        """Whether copies of the photos are kept, too."""
        return self._database.setting(_KEEPS_PHOTOS) == "1"

    def turn_on(self, *, keeps_photos: bool) -> None:
        """Let photos be added from now on.

        Args:
            keeps_photos: Whether to keep a copy of each, see
                :func:`haski_desktop.history.photo.copy_of`.
        """
        self._database.set(_KEEPS_PHOTOS, str(int(keeps_photos)))
        self._database.set(_ON, "1")

    def turn_off(self) -> None:
        """Let nothing be added from now on; what is kept stays until it is deleted."""
        self._database.set(_ON, "0")

    def require_on(self) -> None:
        """Make sure that photos may be added.

        Raises:
            HistoryError: ``history_off``.
        """
        if not self.is_on:
            raise HistoryError("history_off", "The history is off.", "Turn it on first.")

    def people(self, text: str = "") -> list[Person]:
        """People in the order of their names.

        Args:
            text: Only those whose name has each of these words in it.
        """
        words = fold(text).split()
        where = " AND ".join("instr(key, ?)" for _ in words) or "1"
        rows = self._database.rows(f"{PERSON} WHERE {where} ORDER BY key", *words)
        return [person_of(row) for row in rows]

    def person(self, name: str) -> Person:
        """The person of this name, letter case and accents apart.

        Raises:
            HistoryError: ``person_unknown``.
        """
        rows = self._database.rows(f"{PERSON} WHERE key = ?", fold(_name(name)))
        if not rows:
            raise HistoryError(
                "person_unknown",
                f"There is nobody called “{printable(name)}” in the history.",
                "Check the name.",
            )
        return person_of(rows[0])

    def add_person(self, name: str, note: str = "") -> Person:
        """Add a person.

        Raises:
            HistoryError: ``person_exists``; ``person_unnamed``: the name is empty;
                ``history_off``.
        """
        self.require_on()
        name = _name(name)
        with _unique(name), self._database.changing() as connection:
            connection.execute(
                "INSERT INTO person (name, key, note) VALUES (?, ?, ?)",
                (name, fold(name), printable(note)),
            )
        return self.person(name)

    def change_person(
        self, person: int, *, name: str | None = None, note: str | None = None
    ) -> None:
        """Give a person another name, another note, or both.

        Raises:
            HistoryError: ``person_exists``; ``person_unnamed``.
        """
        values: dict[str, str] = {}
        if name is not None:
            values |= {"name": _name(name), "key": fold(_name(name))}
        if note is not None:
            values["note"] = printable(note)
        if values:
            assignments = ", ".join(f"{column} = ?" for column in values)
            with _unique(name or ""), self._database.changing() as connection:
                connection.execute(
                    f"UPDATE person SET {assignments} WHERE id = ?",  # noqa: S608 - constants
                    (*values.values(), person),
                )

    def add(self, person: int, photo: PhotoSource, result: Analysis, said: Said = NOTHING) -> int:
        """Add a photo with its result. One that the person has already gets the new result.

        Args:
            person: Number of the person.
            photo: The file that was analysed, or its bytes.
            result: What came of it.
            said: What a person says of it. Otherwise date and part of the body are taken from
                photo, file and result; tags are added to those of a photo that is there.

        Returns:
            The photo's number.

        Raises:
            HistoryError: ``history_off``; ``demo_result``: the result is made up;
                ``photo_changed``: the file is not the one that was analysed.
            PhotoError: The file can't be read.
        """
        self.require_on()
        if is_demo(result):
            raise HistoryError(
                "demo_result",
                "Made-up results are not kept in the history.",
                "Analyse the photo with a model.",
            )
        file = PhotoFile.read(photo)
        sha256 = hashlib.sha256(file.data).digest()
        if sha256.hex() != result.source.sha256:
            raise changed_since(result.source.name)
        copy = copy_of(file.data) if self.keeps_photos else None
        result = result.named(printable(os.path.basename(file.path)) or result.source.name)
        with self._database.changing() as connection:
            number = _added(connection, person, file, result)
            _set_result(connection, number, result)
            if copy is not None:
                connection.execute("INSERT OR REPLACE INTO copy VALUES (?, ?)", (number, copy))
            _set_said(connection, number, said)
            index(connection, number)
        return number

    def has(self, person: int, sha256: str) -> bool:
        """Whether a person has this photo already.

        Args:
            person: Number of the person.
            sha256: Checksum of the photo's bytes, hexadecimal.
        """
        query = "SELECT 1 FROM photo WHERE person = ? AND sha256 = ?"
        return bool(self._database.rows(query, person, bytes.fromhex(sha256)))

    def change(self, photo: int, said: Said) -> None:
        """Change what a person says of a photo; tags take the place of those that it has.

        Raises:
            HistoryError: ``photo_unknown``.
        """
        self.entry(photo)
        with self._database.changing() as connection:
            if said.tags is not None:
                connection.execute("DELETE FROM tag WHERE photo = ?", (photo,))
            _set_said(connection, photo, said)
            index(connection, photo)

    def photos(
        self, wanted: Wanted = ALL, *, after: Entry | None = None, limit: int | None = PAGE
    ) -> list[Entry]:
        """Photos, the latest first.

        Args:
            wanted: Which.
            after: The last one of the page before.
            limit: How many at most; ``None`` for all.
        """
        where, values = condition(wanted)
        if after is not None:
            where += " AND (taken, id) < (?, ?)"
            values += [after.taken.isoformat(), after.id]
        order = "taken DESC, id DESC"
        if wanted.text:  # a scan is faster than a look at each photo in the order of an index
            where = f"id IN (SELECT id FROM photo WHERE {where} ORDER BY +{order} LIMIT ?)"  # noqa: S608 - constants
        query = f"{ENTRY} WHERE {where} ORDER BY {order}"
        query += "" if wanted.text else " LIMIT ?"
        rows = self._database.rows(query, *values, -1 if limit is None else limit)
        return [entry_of(row) for row in rows]

    def count(self, wanted: Wanted = ALL) -> int:
        """How many photos there are."""
        where, values = condition(wanted)
        query = f"SELECT count(*) FROM photo WHERE {where}"  # noqa: S608 - made of constants
        return int(self._database.rows(query, *values)[0][0])

    def entry(self, photo: int) -> Entry:
        """A photo by its number.

        Raises:
            HistoryError: ``photo_unknown``.
        """
        rows = self._database.rows(f"{ENTRY} WHERE id = ?", photo)
        if not rows:
            raise HistoryError(
                "photo_unknown",
                f"There is no photo number {photo} in the history.",
                "Numbers are shown in the list of photos.",
            )
        return entry_of(rows[0])

    def like(self, entry: Entry) -> list[Entry]:
        """All photos of the same person's same part of the body, the latest first."""
        return self.photos(Wanted(person=entry.person, area=entry.area), limit=None)

    def tags(self) -> list[str]:
        """All tags that some photo has."""
        return [name for (name,) in self._database.rows("SELECT DISTINCT name FROM tag")]

    def copy(self, photo: int) -> bytes | None:
        """The copy of a photo, a JPEG; ``None`` if none is kept."""
        rows = self._database.rows("SELECT jpeg FROM copy WHERE photo = ?", photo)
        return bytes(rows[0][0]) if rows else None

    def delete_photos(self, photos: Sequence[int]) -> None:
        """Delete photos so that nothing of them is left in the file.

        Raises:
            HistoryError: See :meth:`Database.deleting`.
        """
        with self._database.deleting() as connection:
            connection.executemany("DELETE FROM photo WHERE id = ?", [(n,) for n in photos])

    def delete_person(self, person: int) -> None:
        """Delete a person and all their photos so that nothing is left in the file.

        Raises:
            HistoryError: See :meth:`Database.deleting`.
        """
        with self._database.deleting() as connection:
            connection.execute("DELETE FROM person WHERE id = ?", (person,))

    def delete_everything(self) -> None:
        """Delete all people and photos so that nothing is left in the file, and turn it off.

        Raises:
            HistoryError: See :meth:`Database.deleting`.
        """
        with self._database.deleting() as connection:
            for table in ("person", "setting", "sqlite_sequence"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three constants

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _unique:  # noqa: N801 - used like a function
    """Say of a name that is there twice whose it is."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, sqlite3.IntegrityError):
            raise HistoryError(
                "person_exists",
                f"There is somebody called “{printable(self._name)}” in the history already.",
                "Add something to the name, such as a year of birth.",
            ) from error


def _name(name: str) -> str:
    """A person's name on one line."""
    name = " ".join(printable(name).split())
    if not name:
        raise HistoryError("person_unnamed", "A person needs a name.", "Give one.")
    return name


def _added(connection: sqlite3.Connection, person: int, file: PhotoFile, result: Analysis) -> int:
    """The number of a person's photo, which is added unless it is there."""
    sha256 = bytes.fromhex(result.source.sha256 or "")
    known = connection.execute(
        "SELECT id FROM photo WHERE person = ? AND sha256 = ?", (person, sha256)
    ).fetchone()
    if known:
        return int(known[0])
    values = (person, _time(file.taken), file.taken_from, likely_area(result))
    added = connection.execute(
        "INSERT INTO photo (person, taken, taken_from, area, name, path, sha256, note, shown,"
        " search) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '')",
        (*values, result.source.name, os.fsencode(file.path), sha256),
    )
    return int(added.lastrowid or 0)


def _set_result(connection: sqlite3.Connection, photo: int, result: Analysis) -> None:
    json = msgspec.json.encode(result)
    connection.execute(
        "INSERT OR REPLACE INTO result VALUES (?, ?, ?)", (photo, json, checksum_of(json))
    )
    connection.execute("UPDATE photo SET shown = ? WHERE id = ?", (shown(result), photo))


def _set_said(connection: sqlite3.Connection, photo: int, said: Said) -> None:
    if said.taken is not None:
        connection.execute(
            "UPDATE photo SET taken = ?, taken_from = 'person' WHERE id = ?",
            (_time(said.taken), photo),
        )
    if said.area is not None:
        connection.execute("UPDATE photo SET area = ? WHERE id = ?", (said.area, photo))
    if said.note is not None:
        note = printable(said.note)
        connection.execute("UPDATE photo SET note = ? WHERE id = ?", (note, photo))
    tags = (" ".join(printable(tag).replace(TAG_SEPARATOR, " ").split()) for tag in said.tags or ())
    connection.executemany(
        "INSERT OR IGNORE INTO tag (name, photo) VALUES (?, ?)",
        [(tag, photo) for tag in tags if tag],
    )


def _time(moment: datetime) -> str:
    """As the file has it: without fractions of a second, so that texts sort as times do."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat()
