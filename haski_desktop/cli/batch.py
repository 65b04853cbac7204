"""``haski batch``: folders of photos to one file of results."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from types import FrameType
from typing import Final

from haski_desktop.batch.cache import ResultCache
from haski_desktop.batch.events import Analysed, Event, NotKept, NotListed
from haski_desktop.batch.identity import model_checksum
from haski_desktop.batch.output import Place
from haski_desktop.batch.pipeline import analyze_photos, default_workers
from haski_desktop.batch.progress import RunProgress
from haski_desktop.batch.result_file import ResultFile
from haski_desktop.batch.run import Batch
from haski_desktop.batch.scan import Scan
from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import progress_bar, report_error, say
from haski_desktop.cli.recording import RecordedPlace, open_recorder, status_of
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.installed import find_model
from haski_desktop.errors import HistoryError, ModelError, OutputError, PhotoError, printable
from haski_desktop.export.formats import format_for
from haski_desktop.export.json_rows import json_row
from haski_desktop.language import gettext as _
from haski_desktop.language import ngettext
from haski_desktop.paths import result_cache
from haski_desktop.results.text import visible

log = logging.getLogger(__name__)

STANDARD_OUTPUT: Final = "-"
# Networks side by side; more would only wait for decoding.
MAX_ANALYZERS: Final = 4


class OutputFile:
    """The file that ``--out`` names. It is the user's, so it stays."""

    is_private = False

    def __init__(self, path: str) -> None:
        """Nothing is read or written yet.

        Raises:
            OutputError: ``output_format_unknown``.
        """
        self._path, self._format = path, format_for(path)

    def has_batch(self) -> bool:
        """See :class:`haski_desktop.batch.output.Place`; ``--resume`` says it, nothing else."""
        return False

    def open(self, *, resume: bool) -> ResultFile:
        """See :class:`haski_desktop.batch.output.Place`."""
        existing: Final = "resume" if resume else "refuse"
        return ResultFile(self._path, self._format, existing=existing)


class StandardOutput:
    """JSON Lines on standard output. It can't be resumed."""

    is_private = False

    def __init__(self) -> None:
        self.roots: list[str] = []

    def has_batch(self) -> bool:
        """See :class:`haski_desktop.batch.output.Place`."""
        return False

    def open(self, *, resume: bool) -> "StandardOutput":
        """See :class:`haski_desktop.batch.output.Place`."""
        if resume:
            raise OutputError(
                "output_not_resumable",
                "Standard output can't be continued.",
                "Name a file with --out.",
            )
        return self

    def append(self, _photo: str, result: Analysis | Failure, *, is_final: bool) -> None:  # noqa: ARG002
        """Write a photo's line at once."""
        sys.stdout.buffer.write(json_row(result) + b"\n")
        sys.stdout.buffer.flush()

    def holds(self, _photo: str, _model: str) -> bool:
        """Nothing is kept of earlier runs."""
        return False

    def result(self, _photo: str) -> None:
        """See :meth:`holds`."""

    def prepare(self, again: Sequence[str]) -> None:
        """Nothing need be done."""

    def add_roots(self, roots: Iterable[str]) -> None:
        """Nothing need be done."""

    def note_found(self, count: int) -> None:
        """Nothing need be done."""

    def expect(self, photo: str, model: str) -> None:
        """Nothing need be done."""

    def sync(self) -> None:
        """Each line is written at once."""

    def close(self) -> None:
        """It stays open."""

    def remove(self) -> None:
        """It stays."""


class Interrupts:
    """Ctrl-C, or a polite kill. The first is noted; a second one stops the program at once.

    Attributes:
        seen: Whether there was one.
    """

    def __init__(self) -> None:
        self.seen = False

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note them while the block runs."""
        previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def restore() -> None:
            for number, handler in previous.items():
                signal.signal(number, handler)

        def note(_number: int, _frame: FrameType | None) -> None:
            self.seen = True
            restore()

        for number in previous:
            signal.signal(number, note)
        try:
            yield
        finally:
            restore()


def run(options: argparse.Namespace) -> int:
    """Analyse all photos in ``options.folders`` and return the exit status."""
    interrupts = Interrupts()
    with interrupts.noted(), ExitStack() as opened:
        try:
            analyzers = _analyzers(options)
            _check_roots(options.folders)
            place = _place(options, opened)
            model = model_checksum(analyzers[0], find_model(options.model))
        except ModelError as error:
            report_error(error)
            return ExitStatus.NO_MODEL
        except (PhotoError, OutputError) as error:
            report_error(error)
            return ExitStatus.USAGE
        except HistoryError as error:
            report_error(error)
            return status_of(error)
        with _cache(options, model) as cache:
            batch = _batch(options, place, cache)
            batch.use_model(analyzers, lambda: model)
            (batch.resume if options.resume else batch.begin)(options.folders)
            status = _work(batch, interrupts, quiet=options.quiet)
    if status is None:
        return ExitStatus.USAGE
    if not options.quiet:
        if not batch.progress.total and not interrupts.seen:
            say(_("No photos were found."))
        if options.runtime == "mock":
            say(_("DEMO results: made up, the photos were not analysed."))
        say(f"{_sentence(batch.progress)}.")
        is_cut_short = interrupts.seen or batch.progress.done < batch.progress.total
        if is_cut_short and options.out != STANDARD_OUTPUT:
            say(_("Not finished. The same command with --resume continues."))
    return status


def _analyzers(options: argparse.Namespace) -> list[Analyzer]:
    """One a core, of one thread each: nothing waits for a turn at the network."""
    model = find_model(options.model)
    number_of_analyzers = min(MAX_ANALYZERS, options.threads or default_workers())
    return [
        # The first at once, to know whether and how it can be done; the others when needed.
        Analyzer.open(model, options.runtime, 1, options.provider, load=number == 0)
        for number in range(number_of_analyzers)
    ]


def _check_roots(roots: list[str]) -> None:
    for root in roots:
        if not os.path.exists(root):
            raise PhotoError("not_found", f"“{printable(root)}” was not found.", "Check the path.")


def _place(options: argparse.Namespace, opened: ExitStack) -> Place:
    """Where the results go; what is opened for that is closed with ``opened``."""
    place: Place = StandardOutput() if options.out == STANDARD_OUTPUT else OutputFile(options.out)
    if options.history:
        place = RecordedPlace(place, opened.enter_context(open_recorder(options, options.history)))
    return place


def _cache(options: argparse.Namespace, model: str) -> AbstractContextManager[ResultCache | None]:
    if options.no_cache or options.runtime == "mock":
        return nullcontext()
    return ResultCache(str(result_cache()), model)


def _batch(options: argparse.Namespace, place: Place, cache: ResultCache | None) -> Batch:
    return Batch(
        place,
        scan_first=True,
        scan=partial(Scan, include=options.include, exclude=options.exclude),
        analyze=partial(analyze_photos, workers=options.threads, cache=cache),
    )


def _work(batch: Batch, interrupts: Interrupts, *, quiet: bool) -> int | None:
    """Do all of it, show progress, and return the exit status; ``None`` if it can't begin."""
    progress = batch.progress
    has_begun = False
    try:
        while batch.is_scanning and not interrupts.seen:
            batch.step()
            _report(batch.take_events())
        has_begun = True
        log.info("%d photos to analyse", progress.total - progress.earlier)
        with progress_bar(
            total=progress.total,
            initial=progress.earlier,
            disable=True if quiet else None,  # None: only on a terminal
        ) as bar:
            while batch.is_busy and not interrupts.seen:
                batch.step()
                events = batch.take_events()
                bar.update(sum(isinstance(event, Analysed) for event in events))
                _report(events)
        batch.cancel()
        batch.close()
    except OutputError as error:
        report_error(error)
        return ExitStatus.PHOTO_FAILED if has_begun or error.code == "disk_full" else None
    finally:
        batch.cancel()
        batch.close()
    if interrupts.seen:
        return ExitStatus.INTERRUPTED
    return ExitStatus.PHOTO_FAILED if progress.failed or progress.unlisted else ExitStatus.OK


def _report(events: list[Event]) -> None:
    """Say what can't be seen from the results.

    Raises:
        OutputError: They can't be written.
    """
    for event in events:
        match event:
            case NotKept(error):
                raise error
            case NotListed(folder, error):
                reason = error.strerror or type(error).__name__
                text = _("The folder “{folder}” can't be listed ({reason}).")
                say(text.format(folder=visible(printable(folder)), reason=reason))


def _sentence(progress: RunProgress) -> str:
    """The run in one line."""
    parts = [_("{count} analysed").format(count=progress.analysed)]
    if progress.failed:
        # The codes are those of the JSON: who counts them may search for them.
        codes = ", ".join(f"{count} {code}" for code, count in progress.failed.most_common())
        text = _("{count} failed ({codes})")
        parts.append(text.format(count=progress.failed.total(), codes=codes))
    if progress.earlier:
        parts.append(_("{count} done before").format(count=progress.earlier))
    if progress.unlisted:
        text = ngettext(
            "{count} folder not readable", "{count} folders not readable", progress.unlisted
        )
        parts.append(text.format(count=progress.unlisted))
    rate = (progress.done - progress.earlier) / max(progress.seconds, 1e-9)
    speed = _("{rate} photos a second").format(rate=f"{rate:.1f}")
    return f"{', '.join(parts)}; {speed}"
