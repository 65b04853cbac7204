"""What the history keeps, as it is given out and asked for."""

import unicodedata
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from haski_desktop.engine.analysis import Analysis
from haski_desktop.history.areas import BodyArea

# Where a photo's date comes from: its camera, its file's time of change, or a person.
DateSource = Literal["camera", "file", "person"]


class Person(NamedTuple):
    """A person, or a client, whose photos are kept.

    Attributes:
        id: Number within the history; never used again.
        name: Unlike every other person's, letter case and accents apart.
        note: Free text.
        photos: How many photos there are.
        first: When the earliest was taken; ``None`` if there is none.
        last: When the latest was taken.
    """

    id: int
    name: str
    note: str
    photos: int
    first: datetime | None
    last: datetime | None


class Entry(NamedTuple):
    """A photo in the history.

    Attributes:
        id: Number within the history; never used again.
        person: Number of the person.
        person_name: Their name.
        taken: When it was taken, in the camera's or this computer's time.
        taken_from: Where this date comes from.
        area: The part of the body that it shows.
        name: The file's name.
        path: Where the file was when it was added; empty if it was none.
        sha256: Checksum of the file's bytes, hexadecimal.
        note: Free text.
        tags: Words that a person gave it.
        has_copy: Whether a copy of the photo is kept.
        result: What the model made of it; ``None`` if that is damaged, or was written by a
            later version of this program.
    """

    id: int
    person: int
    person_name: str
    taken: datetime
    taken_from: DateSource
    area: BodyArea
    name: str
    path: str
    sha256: str
    note: str
    tags: tuple[str, ...]
    has_copy: bool
    result: Analysis | None


class Said(NamedTuple):
    """What a person says of a photo; ``None`` where they say nothing.

    Attributes:
        taken: When it was taken.
        area: The part of the body that it shows.
        note: Free text.
        tags: Words to find it by.
    """

    taken: datetime | None = None
    area: BodyArea | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None


class Wanted(NamedTuple):
    """Which photos are asked for; all, unless something is given.

    Attributes:
        person: Number of a person.
        area: A part of the body.
        tag: A tag.
        text: Words, each of which must be part of the photo's name, note, tags, person, part
            of the body or answers.
        since: The first day.
        until: The last day.
    """

    person: int | None = None
    area: BodyArea | None = None
    tag: str | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


ALL: Final = Wanted()
NOTHING: Final = Said()


def fold(text: str) -> str:
    """``text`` without letter case and accents, to compare and to search by."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
