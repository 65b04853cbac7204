"""Rows of the tables to people and photos."""

import hashlib
import os
from datetime import datetime
from typing import Any, Final

import msgspec

from haski_desktop.engine.analysis import SCHEMA_VERSION, Analysis
from haski_desktop.history.areas import BodyArea
from haski_desktop.history.records import Entry, Person

TAG_SEPARATOR: Final = "\x1f"
ENTRY: Final = """SELECT id, person, (SELECT name FROM person WHERE id = photo.person),
  taken, taken_from, area, name, path, sha256, note,
  (SELECT group_concat(name, char(31)) FROM tag WHERE photo = photo.id),
  EXISTS (SELECT 1 FROM copy WHERE photo = photo.id),
  (SELECT json FROM result WHERE photo = photo.id),
  (SELECT checksum FROM result WHERE photo = photo.id)
FROM photo"""
PERSON: Final = """SELECT id, name, note,
  (SELECT count(*) FROM photo WHERE person = person.id),
  (SELECT min(taken) FROM photo WHERE person = person.id),
  (SELECT max(taken) FROM photo WHERE person = person.id)
FROM person"""


def person_of(row: tuple[Any, ...]) -> Person:
    """The person in a row of :data:`PERSON`."""
    number, name, note, photos, *days = row
    first, last = (day and datetime.fromisoformat(day) for day in days)
    return Person(number, name, note, photos, first, last)


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The photo in a row of :data:`ENTRY`."""
    number, person, person_name, taken, source, area, name, path, sha256, note, *more = row
    tags, has_copy, json, checksum = more
    return Entry(
        number,
        person,
        person_name,
        datetime.fromisoformat(taken),
        source,
        BodyArea(area),
        name,
        os.fsdecode(path),
        sha256.hex(),
        note,
        tuple(sorted(tags.split(TAG_SEPARATOR))) if tags else (),
        bool(has_copy),
        _result(json, checksum),
    )


def _result(json: bytes | None, checksum: bytes | None) -> Analysis | None:
    if json is None or checksum != checksum_of(json):
        return None
    try:
        result = msgspec.json.decode(json, type=Analysis)
    except msgspec.MsgspecError:
        return None
    return result if result.schema_version <= SCHEMA_VERSION else None


def checksum_of(json: bytes) -> bytes:
    """What a result is known to be undamaged by."""
    return hashlib.blake2b(json, digest_size=8).digest()
