"""``haski batch``: folders of photos to one file of results."""

import argparse
import logging
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Final, Protocol, Self

from haski_desktop.batch.cache import ResultCache
from haski_desktop.batch.identity import model_checksum
from haski_desktop.batch.pipeline import Control, Outcome, analyze_photos, default_workers
from haski_desktop.batch.results import ResultFile
from haski_desktop.batch.scan import scan
from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import progress_bar, report_error
from haski_desktop.engine.analysis import Failure, json_line
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import ModelError, OutputError, PhotoError, printable
from haski_desktop.export.formats import format_for
from haski_desktop.paths import result_cache

log = logging.getLogger(__name__)

STANDARD_OUTPUT: Final = "-"
# Networks side by side; more would only wait for decoding.
MAX_ANALYZERS: Final = 4


class Results(AbstractContextManager["Results"], Protocol):
    """Where the rows go: a :class:`ResultFile` or standard output."""

    remaining: list[str]
    already_done: int

    def append(self, outcome: Outcome) -> None: ...  # noqa: D102


class StandardOutput:
    """JSON Lines on standard output. It can't be continued."""

    already_done = 0

    def __init__(self, photos: Iterable[str]) -> None:
        self.remaining = list(photos)

    def append(self, outcome: Outcome) -> None:
        """Write a photo's line at once."""
        sys.stdout.buffer.write(json_line(outcome.result) + b"\n")
        sys.stdout.buffer.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Tally:
    """What became of the photos of this run."""

    def __init__(self, already_done: int, unlisted: int) -> None:
        self.already_done = already_done
        self.unlisted = unlisted
        self.analysed = 0
        self.failed: Counter[str] = Counter()
        self._start = time.perf_counter()

    def count(self, outcome: Outcome) -> None:
        """Note one photo."""
        if isinstance(outcome.result, Failure):
            self.failed[outcome.result.error.code] += 1
        else:
            self.analysed += 1

    @property
    def ok(self) -> bool:
        """Whether no photo failed, and no folder either."""
        return not self.failed and not self.unlisted

    def sentence(self) -> str:
        """The run in one line."""
        parts = [f"{self.analysed} analysed"]
        if self.failed:
            reasons = ", ".join(f"{n} {code}" for code, n in self.failed.most_common())
            parts.append(f"{self.failed.total()} failed ({reasons})")
        if self.already_done:
            parts.append(f"{self.already_done} done before")
        if self.unlisted:
            parts.append(f"{self.unlisted} folders not readable")
        rate = (self.analysed + self.failed.total()) / (time.perf_counter() - self._start)
        return f"{', '.join(parts)}; {rate:.1f} photos a second"


def run(options: argparse.Namespace) -> int:
    """Analyse all photos in ``options.folders`` and return the exit status."""
    control = Control()
    with _stopped_by_signals(control):
        try:
            analyzers = _analyzers(options)
            photos, unlisted = _photos(options, control)
            model = model_checksum(analyzers[0], options.model and Path(options.model))
            results = _results(options, photos, model)
        except ModelError as error:
            report_error(error)
            return ExitStatus.NO_MODEL
        except (PhotoError, OutputError) as error:
            report_error(error)
            return ExitStatus.PHOTO_FAILED if error.code == "disk_full" else ExitStatus.USAGE
        tally = Tally(results.already_done, unlisted)
        with _cache(options, model) as cache:
            outcomes = analyze_photos(results.remaining, analyzers, control, options.threads, cache)
            status = _write(results, outcomes, control, tally, quiet=options.quiet)
    if not options.quiet:
        if not photos and not control.cancelled:
            _say("No photos were found.")
        if options.runtime == "mock":
            _say("DEMO RESULTS: made up, the photos were not analysed.")
        _say(f"{tally.sentence()}.")
        if control.cancelled and options.out != STANDARD_OUTPUT:
            _say("Not finished. The same command with --resume continues.")
    return status


def _analyzers(options: argparse.Namespace) -> list[Analyzer]:
    """One a core, of one thread each: nothing waits for a turn at the network."""
    model = options.model and Path(options.model)
    count = min(MAX_ANALYZERS, options.threads or default_workers())
    return [
        # The first at once, to know whether and how it can be done; the others when needed.
        Analyzer.open(model, options.runtime, 1, options.provider, load=number == 0)
        for number in range(count)
    ]


def _photos(options: argparse.Namespace, control: Control) -> tuple[list[str], int]:
    """All photos' paths, and how many folders could not be listed."""
    unlisted = 0

    def on_error(folder: str, error: OSError) -> None:
        nonlocal unlisted
        unlisted += 1
        reason = error.strerror or type(error).__name__
        _say(f"The folder “{printable(folder)}” can't be listed ({reason}).")

    for root in options.folders:
        if not os.path.exists(root):
            raise PhotoError("not_found", f"“{printable(root)}” was not found.", "Check the path.")
    paths = []
    for path in scan(options.folders, options.include, options.exclude, on_error):
        if control.cancelled:
            break
        paths.append(path)
    return paths, unlisted


def _results(options: argparse.Namespace, photos: list[str], model: str) -> Results:
    if options.out == STANDARD_OUTPUT:
        if options.resume:
            raise OutputError(
                "output_not_resumable",
                "Standard output can't be continued.",
                "Name a file with --out.",
            )
        return StandardOutput(photos)
    row_format = format_for(options.out)
    return ResultFile(options.out, row_format, photos, model, resume=options.resume)


def _cache(options: argparse.Namespace, model: str) -> AbstractContextManager[ResultCache | None]:
    if options.no_cache or options.runtime == "mock":
        return nullcontext()
    return ResultCache(str(result_cache()), model)


def _write(
    results: Results,
    outcomes: Generator[Outcome, None, None],
    control: Control,
    tally: Tally,
    *,
    quiet: bool,
) -> int:
    """Write what comes, show progress, and return the exit status."""
    log.info("%d photos to analyse", len(results.remaining))
    bar = progress_bar(
        total=len(results.remaining) + results.already_done,
        initial=results.already_done,
        disable=True if quiet else None,  # None: only on a terminal
    )
    try:
        with results, bar, closing(outcomes):
            for outcome in outcomes:
                results.append(outcome)
                tally.count(outcome)
                bar.update()
    except OutputError as error:
        report_error(error)
        return ExitStatus.PHOTO_FAILED
    if control.cancelled:
        return ExitStatus.INTERRUPTED
    return ExitStatus.OK if tally.ok else ExitStatus.PHOTO_FAILED


def _say(text: str) -> None:
    sys.stderr.write(f"haski: {text}\n")


@contextmanager
def _stopped_by_signals(control: Control) -> Iterator[None]:
    """Let Ctrl-C, or a polite kill, finish the photo in hand; a second one stops at once."""
    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in previous.items():
            signal.signal(number, handler)

    def stop(_number: int, _frame: FrameType | None) -> None:
        control.cancel()
        restore()

    for number in previous:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()
