"""The window's batch of folders, kept while it is not finished: it survives a close or a kill."""

import contextlib
import os
from pathlib import Path
from typing import Final

from haski_desktop.batch.journal import ENDING, Glance, glance
from haski_desktop.batch.recovery import RowFormat, is_resumable
from haski_desktop.batch.result_file import Existing, ResultFile
from haski_desktop.errors import OutputError

_NAME: Final = "results.jsonl"


class LastBatch:
    """The folder in which it is kept. Nobody else may read it: it names photos."""

    is_private = True

    def __init__(self, folder: Path, json_lines: RowFormat) -> None:
        """Nothing is read or written yet.

        Args:
            folder: Made when it is needed.
            json_lines: How to write results so that they can be read again.
        """
        self._folder, self._format = folder, json_lines
        self._path = str(folder / _NAME)
        self._files = (self._path, self._path + ENDING)

    def has_batch(self) -> bool:
        """See :class:`haski_desktop.batch.output.Place`."""
        return is_resumable(self._path, self._format)

    def glance(self) -> Glance | None:
        """What is kept, to tell a person of it; ``None`` if there is nothing."""
        try:
            return glance(self._path + ENDING) if self.has_batch() else None
        except OSError:
            return None

    def open(self, *, resume: bool) -> ResultFile:
        """See :class:`haski_desktop.batch.output.Place`. What can't be continued is set aside.

        Raises:
            OutputError: It can't be written, is in use by another window, or can't be
                continued; it is then kept as ``.damaged``.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise OutputError.of(str(self._folder), error) from error
        for path in self._files:
            if os.path.lexists(path) and not os.path.isfile(path):
                _set_aside(path)  # a pipe, a device, a broken link
        existing: Existing = "resume" if resume else "replace"
        try:
            return ResultFile(self._path, self._format, existing=existing, private=True)
        except OutputError as error:
            if resume and error.code == "output_not_resumable":
                for path in self._files:
                    _set_aside(path)
            raise


def _set_aside(path: str) -> None:
    with contextlib.suppress(OSError):
        os.replace(path, path + ".damaged")
