"""All that is kept of a person, as one archive that any program can read."""

import os
import zipfile
from typing import Any, Final

import msgspec

from haski_desktop import __version__
from haski_desktop.files import replaced
from haski_desktop.history.records import Entry, Person, Wanted
from haski_desktop.history.store import History
from haski_desktop.results.answers import with_answers

INDEX: Final = "index.json"
FORMAT: Final = 1  # of the index
_FIRST_YEAR: Final = 1980  # before which a date in an archive can't lie
_LAST_YEAR: Final = 2107


def export_person(history: History, person: Person, path: str | os.PathLike[str]) -> int:
    """Write all that is kept of a person into a ZIP archive, readable by its owner only.

    ``index.json`` has the person and the list of photos with date, part of the body, note and
    tags, and names for each the files ``results/NUMBER.json`` and, if a copy is kept,
    ``photos/NUMBER.jpg``. The same history gives the same bytes.

    Args:
        history: Where it is kept.
        person: Whose.
        path: The archive.

    Returns:
        How many photos it has.

    Raises:
        OutputError: It can't be written; an older one is left as it was.
        HistoryError: The history can't be read.
    """
    entries = history.photos(Wanted(person=person.id), limit=None)[::-1]
    index: list[dict[str, Any]] = []
    with replaced(path, private=True) as file, zipfile.ZipFile(file, "w") as archive:
        for entry in entries:
            listed = _listed(entry)
            if entry.result is not None:
                json = msgspec.json.format(msgspec.json.encode(with_answers(entry.result)))
                _put(archive, listed["result"], json, entry)
            copy = history.copy(entry.id) if entry.has_copy else None
            if copy is not None:
                _put(archive, listed["photo"], copy, entry)
            index.append(listed)
        contents = {
            "format": FORMAT,
            "program": f"Haski Desktop {__version__}",
            "person": {"name": person.name, "note": person.note},
            "photos": index,
        }
        _put(archive, INDEX, msgspec.json.format(msgspec.json.encode(contents)), None)
    return len(entries)


def described(entry: Entry) -> dict[str, Any]:
    """What is known of an entry besides its result and its photo, for JSON."""
    return {
        "number": entry.id,
        "taken": entry.taken.isoformat(),
        "taken_from": entry.taken_from,
        "area": entry.area,
        "name": entry.name,
        "sha256": entry.sha256,
        "note": entry.note,
        "tags": entry.tags,
    }


def _listed(entry: Entry) -> dict[str, Any]:
    """The entry's line of the index."""
    return described(entry) | {
        "result": f"results/{entry.id:06}.json" if entry.result is not None else None,
        "photo": f"photos/{entry.id:06}.jpg" if entry.has_copy else None,
    }


def _put(archive: zipfile.ZipFile, name: str, data: bytes, entry: Entry | None) -> None:
    info = zipfile.ZipInfo(name)
    if entry is not None and _FIRST_YEAR <= entry.taken.year <= _LAST_YEAR:
        info.date_time = entry.taken.timetuple()[:6]
    info.external_attr = 0o600 << 16
    is_packed = name.endswith(".jpg")
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
