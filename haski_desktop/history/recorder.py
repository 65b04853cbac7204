"""Results into a person's history as they come, from one photo or from a batch."""

import hashlib
import os
from typing import Self

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.photo import PhotoSource, read_file
from haski_desktop.errors import HistoryError
from haski_desktop.history.records import NOTHING, Person, Said
from haski_desktop.history.store import History


class Recorder:
    """Adds photos to one person's history.

    Attributes:
        name: The person's name.
        is_new: Whether nobody of this name was there; they are added with their first photo.
    """

    def __init__(self, path: str | os.PathLike[str], name: str) -> None:
        """Open the history and find the person there.

        Args:
            path: The history's file.
            name: The person's name.

        Raises:
            HistoryError: It is off or can't be used, or the name is empty.
        """
        self._history = History(os.fspath(path))
        try:
            self._history.require_on()
            self._person = self._find(name)
        except HistoryError:
            self._history.close()
            raise
        self.is_new = self._person is None
        self.name = name if self._person is None else self._person.name

    def add(self, photo: PhotoSource, result: Analysis, said: Said = NOTHING) -> int:
        """Add a photo with its result; see :meth:`History.add`."""
        if self._person is None:
            # Another program may have added them just now.
            self._person = self._find(self.name) or self._history.add_person(self.name)
        return self._history.add(self._person.id, photo, result, said)

    def holds(self, photo: str) -> bool:
        """Whether the photo at this path is there already.

        Raises:
            PhotoError: It can't be read.
        """
        checksum = hashlib.sha256(read_file(photo)).hexdigest()
        return self._person is not None and self._history.has(self._person.id, checksum)

    def close(self) -> None:
        """Let go of the history."""
        self._history.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _find(self, name: str) -> Person | None:
        try:
            return self._history.person(name)
        except HistoryError as error:
            if error.code != "person_unknown":
                raise
            return None
