"""Results into a person's history, beside where they go otherwise: ``--history PERSON``."""

import argparse
import logging
from collections.abc import Iterable, Sequence
from typing import Final

from haski_desktop.batch.output import Output, Place
from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import report_error, say
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.errors import HistoryError, OutputError, PhotoError, printable
from haski_desktop.history.recorder import Recorder
from haski_desktop.language import gettext as _
from haski_desktop.paths import history
from haski_desktop.results.text import visible

log = logging.getLogger(__name__)

# What is wrong with the order that was given, not with the history.
_WRONG_ORDER: Final = frozenset(
    (
        *("history_off", "demo_result", "photo_unknown"),
        *("person_unknown", "person_exists", "person_unnamed"),
    )
)


def status_of(error: HistoryError) -> ExitStatus:
    """The exit status that an error of the history leads to."""
    return ExitStatus.USAGE if error.code in _WRONG_ORDER else ExitStatus.PHOTO_FAILED


def open_recorder(options: argparse.Namespace, name: str) -> Recorder:
    """The history of the person called ``name``; said if they are new.

    Raises:
        HistoryError: It is off, can't be used, or the results would be made up.
    """
    if options.runtime == "mock":
        raise HistoryError(
            "demo_result",
            "Made-up results are not kept in the history.",
            "Analyse the photo with a model.",
        )
    recorder = Recorder(history(), name)
    if recorder.is_new and not options.quiet:
        say(_("New in the history: “{person}”.").format(person=visible(printable(recorder.name))))
    return recorder


def is_recorded(recorder: Recorder, photo: str, result: Analysis) -> bool:
    """Add a photo; if that fails, say why."""
    try:
        recorder.add(photo, result)
    except (HistoryError, PhotoError) as error:
        report_error(error, printable(photo))
        return False
    return True


class RecordedPlace:
    """A batch's place of output whose results go into the history as well.

    A result is in the history before it is in the output: whatever ends the program, what the
    output has is in the history, and going on adds the rest.
    """

    def __init__(self, place: Place, recorder: Recorder) -> None:
        self._place, self._recorder = place, recorder
        self.is_private = place.is_private

    def has_batch(self) -> bool:
        """See :class:`haski_desktop.batch.output.Place`."""
        return self._place.has_batch()

    def open(self, *, resume: bool) -> Output:
        """See :class:`haski_desktop.batch.output.Place`."""
        return _RecordedOutput(self._place.open(resume=resume), self._recorder)


class _RecordedOutput:
    """An output whose rows go into the history first."""

    def __init__(self, output: Output, recorder: Recorder) -> None:
        self._output, self._recorder = output, recorder
        self.roots = output.roots

    def holds(self, photo: str, model: str) -> bool:
        """Whether the photo need not be analysed: it is in the output and in the history."""
        try:
            return self._output.holds(photo, model) and self._recorder.holds(photo)
        except PhotoError:
            return True  # it was there when the row was written
        except HistoryError as error:
            raise _as_output(error) from error

    def append(self, photo: str, result: Analysis | Failure, *, is_final: bool) -> None:
        """Add the photo to the history, then its row."""
        if isinstance(result, Analysis):
            try:
                self._recorder.add(photo, result)
            except PhotoError as error:
                log.warning("not in the history: %s", error)
            except HistoryError as error:
                if error.code != "photo_changed":
                    raise _as_output(error) from error
                log.warning("not in the history: %s", error)
        self._output.append(photo, result, is_final=is_final)

    def result(self, photo: str) -> Analysis | None:
        """See :class:`haski_desktop.batch.output.Output`, as for all that follow."""
        return self._output.result(photo)

    def prepare(self, again: Sequence[str]) -> None:
        """Make ready for new rows."""
        self._output.prepare(again)

    def add_roots(self, roots: Iterable[str]) -> None:
        """Note where the batch began."""
        self._output.add_roots(roots)

    def note_found(self, count: int) -> None:
        """Note how many photos there are."""
        self._output.note_found(count)

    def expect(self, photo: str, model: str) -> None:
        """Note that a photo is about to be analysed."""
        self._output.expect(photo, model)

    def sync(self) -> None:
        """Write what is not written yet."""
        self._output.sync()

    def close(self) -> None:
        """Close the output; the history is its owner's to close."""
        self._output.close()

    def remove(self) -> None:
        """Remove the output; what is in the history stays."""
        self._output.remove()


def _as_output(error: HistoryError) -> OutputError:
    """An error of the history as one that stops a batch."""
    code: Final = "disk_full" if error.code == "disk_full" else "output_not_writable"
    return OutputError(code, error.message, error.next_step)
