"""What photos are found by."""

import sqlite3
from typing import Any, Final

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.labels import HEADS
from haski_desktop.history.areas import BodyArea, area_name
from haski_desktop.history.records import Wanted, fold
from haski_desktop.results.answers import answer_words, groups
from haski_desktop.results.names import label_name

# Words of fewer letters are parts of too many labels to search these for them.
_LABEL_WORD: Final = 3


def shown(result: Analysis) -> str:
    """Labels of the answers that are shown, a space around each."""
    labels = [
        label
        for head, prediction in result.predictions.items()
        if result.in_scope and answer_words(head, prediction)
        for group in groups(head, prediction)
        for label in group
    ]
    return f" {' '.join(labels)} "


def index(connection: sqlite3.Connection, photo: int) -> None:
    """Bring up to date what a photo is found by."""
    query = """SELECT name || char(10) || note || char(10) ||
      coalesce((SELECT group_concat(name, char(10)) FROM tag WHERE photo = photo.id), '')
    FROM photo WHERE id = ?"""
    (text,) = connection.execute(query, (photo,)).fetchone()
    connection.execute("UPDATE photo SET search = ? WHERE id = ?", (fold(text), photo))


def condition(wanted: Wanted) -> tuple[str, list[Any]]:
    """The condition of a query for photos, and its values."""
    parts: dict[str, Any] = {
        "person = ?": wanted.person,
        "area = ?": wanted.area,
        "id IN (SELECT photo FROM tag WHERE name = ?)": wanted.tag,
        "taken >= ?": wanted.since and wanted.since.isoformat(),
        "taken < ?": wanted.until and f"{wanted.until.isoformat()}T24",
    }
    conditions = [part for part, value in parts.items() if value is not None]
    values = [value for value in parts.values() if value is not None]
    for word in fold(wanted.text).split():
        found, those = _word(word)
        conditions.append(found)
        values += those
    return " AND ".join(conditions) or "1", values


def _word(word: str) -> tuple[str, list[str]]:
    """The condition that a word is part of something that a photo is found by."""
    areas = [area for area in BodyArea if word in fold(area_name(area))]
    labels = [
        label
        for head in HEADS
        for label in head.labels
        if len(word) >= _LABEL_WORD and word in fold(label_name(head.name, label))
    ]
    conditions = [
        "instr(search, ?)",
        "person IN (SELECT id FROM person WHERE instr(key, ?))",
        *("area = ?" for _ in areas),
        *("instr(shown, ?)" for _ in labels),
    ]
    values = [word, word, *areas, *(f" {label} " for label in labels)]
    return f"({' OR '.join(conditions)})", values
