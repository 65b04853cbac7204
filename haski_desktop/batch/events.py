"""What a batch is given and what it tells of."""

from typing import NamedTuple

from haski_desktop.batch.progress import RunProgress
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.evidence import Evidence
from haski_desktop.errors import OutputError
from haski_desktop.results.summary import Summary


class Job(NamedTuple):
    """One photo to analyse.

    Attributes:
        id: Never used twice, so that a late result can't land on another photo.
        photo: A file's path, or the bytes of a picture.
        name: What to call it in the result.
    """

    id: int
    photo: str | bytes
    name: str


class FoundPhoto(NamedTuple):
    """A photo that a scan came upon.

    Attributes:
        path: Its path.
        job: The job that analyses it; ``None`` if it was analysed before.
        result: What the output file has of it, if it can give results back.
    """

    path: str
    job: int | None = None
    result: Analysis | None = None


class Found(NamedTuple):
    """Some photos that a scan came upon."""

    photos: tuple[FoundPhoto, ...]


class Scanned(NamedTuple):
    """A scan has come to its end.

    Attributes:
        roots: Where it began.
        found: How many photos it came upon.
        is_resumed: Whether these were the folders of the batch that was resumed.
    """

    roots: tuple[str, ...]
    found: int
    is_resumed: bool


class NotListed(NamedTuple):
    """A folder could not be listed."""

    folder: str
    error: OSError


class Analysed(NamedTuple):
    """A job is done.

    Attributes:
        job: Its id.
        result: What came of it.
        evidence: What an analysis rests on; ``None`` for one that was known before.
    """

    job: int
    result: Analysis | Failure
    evidence: Evidence | None = None


class NotKept(NamedTuple):
    """Results can't be written any longer; what was written before can be continued."""

    error: OutputError


class Ended(NamedTuple):
    """Everything is done."""

    progress: RunProgress
    summary: Summary


Event = Found | Scanned | NotListed | Analysed | NotKept | Ended
