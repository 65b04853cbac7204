"""Where a batch's rows go, and what happens once they can't be written any longer."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Protocol

from haski_desktop.batch.events import Job
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import OutputError

log = logging.getLogger(__name__)


class Output(Protocol):
    """Where rows go: a :class:`~haski_desktop.batch.result_file.ResultFile` or the like."""

    roots: list[str]

    def holds(self, photo: str, model: str) -> bool: ...  # noqa: D102
    def result(self, photo: str) -> Analysis | None: ...  # noqa: D102
    def prepare(self, again: Sequence[str]) -> None: ...  # noqa: D102
    def add_roots(self, roots: Iterable[str]) -> None: ...  # noqa: D102
    def note_found(self, count: int) -> None: ...  # noqa: D102
    def expect(self, photo: str, model: str) -> None: ...  # noqa: D102
    def append(self, photo: str, result: Analysis | Failure, *, is_final: bool) -> None: ...  # noqa: D102
    def sync(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102
    def remove(self) -> None: ...  # noqa: D102


class Place(Protocol):
    """Where the results of a batch are kept.

    Attributes:
        is_private: Whether it is this program's own: a finished batch is removed from it.
    """

    is_private: bool

    def has_batch(self) -> bool:
        """Whether there is a batch to be resumed."""
        ...

    def open(self, *, resume: bool) -> Output:
        """Open it to go on with the batch there, or for a new one in its place.

        Raises:
            OutputError: It can't be opened.
        """
        ...


class OutputKeeper:
    """The output of a batch as long as it can be written. Then it is given up, and that is told.

    Attributes:
        is_private: Whether the place is this program's own.
        is_kept: Whether what was written can be resumed.
    """

    def __init__(self, place: Place | None, on_error: Callable[[OutputError], None]) -> None:
        """Nothing is opened yet.

        Args:
            place: Where results are kept; ``None`` if they are not.
            on_error: Told once why they can't be any longer.
        """
        self._place, self._on_error = place, on_error
        self._output: Output | None = None
        self._expected: set[int] = set()  # jobs of which the output knows the file
        self.is_private = place is not None and place.is_private
        self.is_kept = place is not None  # until it can't be opened

    @property
    def roots(self) -> tuple[str, ...]:
        """The folders and files of the batch that is resumed."""
        return tuple(self._output.roots) if self._output else ()

    def open(self, *, resume: bool) -> None:
        """Open the output, which for a new batch replaces what was kept."""
        self.forget_expected()
        self._do(lambda output: output.close())
        self._output, self.is_kept = None, False
        if self._place is not None:
            try:
                self._output, self.is_kept = self._place.open(resume=resume), True
            except OutputError as error:
                self._fail(error)

    def find(self, photo: str, model: str) -> tuple[bool, Analysis | None]:
        """Whether a photo need not be analysed again; and its result, if it can be read back.

        In a private place a photo whose result can't be read is analysed again: the window
        has nothing else to show.

        Args:
            photo: Its path.
            model: Checksum of the model and its settings; empty if it is not known.
        """
        if self._output is None or not model or not self._output.holds(photo, model):
            return False, None
        result = self._output.result(photo) if self.is_private else None
        return result is not None or not self.is_private, result

    def add_roots(self, roots: Sequence[str]) -> None:
        """Note folders and files of the batch; a file that the user named does not keep them."""
        if self.is_private:
            self._do(lambda output: output.add_roots(roots))

    def note_found(self, count: int) -> None:
        """Note how many photos were found; a file that the user named does not keep it."""
        if self.is_private:
            self._do(lambda output: output.note_found(count))

    def prepare(self, again: Sequence[str]) -> None:
        """Drop the rows of photos that will be analysed again."""
        self._do(lambda output: output.prepare(again))

    def expect(self, job: Job, model: str) -> None:
        """Note what a photo's file is like just before it is read."""
        if self._output is not None and isinstance(job.photo, str):
            self._output.expect(job.photo, model)
            self._expected.add(job.id)

    def append(self, job: Job, result: Analysis | Failure, *, is_final: bool) -> None:
        """Write the row of a photo for which :meth:`expect` was called; others have none."""
        if job.id in self._expected:
            self._expected.discard(job.id)
            self._do(lambda output: output.append(str(job.photo), result, is_final=is_final))

    def forget_expected(self) -> None:
        """Write no rows of the photos that were expected."""
        self._expected.clear()

    def sync(self) -> None:
        """Force what was written to the disk."""
        self._do(lambda output: output.sync())

    def close(self, *, is_finished: bool) -> None:
        """Close the output; a finished private batch is removed.

        Raises:
            OutputError: The last results can't be written.
        """
        output, self._output = self._output, None
        if output is None:
            return
        if self.is_private and is_finished:
            output.remove()
        else:
            output.close()

    def _do(self, action: Callable[[Output], None]) -> None:
        """Do something with the output, if there is one."""
        if self._output is None:
            return
        try:
            action(self._output)
        except OutputError as error:
            output, self._output = self._output, None
            self.forget_expected()
            with suppress(OutputError):
                output.close()
            self._fail(error)

    def _fail(self, error: OutputError) -> None:
        log.info("results are not kept: %s", error)
        self._on_error(error)
