"""``haski analyze``: photos to JSON Lines or to a summary for people."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import Style, progress_bar, report_error, summary, write_json
from haski_desktop.engine.analysis import Analysis, Failure, SkinQuestionnaire
from haski_desktop.engine.analyzer import Analyzer, PreparedPhoto, prepare
from haski_desktop.errors import HaskiError, HistoryError, ModelError, PhotoError, printable
from haski_desktop.questionnaire.file import read_answers

# A photo that no runtime can be run on says more of the model than of the photo.
NO_ANSWER: Final[dict[type[HaskiError], ExitStatus]] = {
    PhotoError: ExitStatus.PHOTO_FAILED,
    ModelError: ExitStatus.NO_MODEL,
}


def run(options: argparse.Namespace) -> int:
    """Analyse ``options.photos`` in their order and return the exit status."""
    try:
        questionnaire = options.skin_answers and read_answers(options.skin_answers)
    except HaskiError as error:
        report_error(error)
        return ExitStatus.USAGE
    with ExitStack() as opened:
        keep: Callable[[str, Analysis], bool] = _keep_nothing
        if options.history:
            from haski_desktop.cli.recording import is_recorded, open_recorder, status_of

            try:
                recorder = opened.enter_context(open_recorder(options, options.history))
            except HistoryError as error:
                report_error(error)
                return status_of(error)
            keep = partial(is_recorded, recorder)
        return _analyze(options, questionnaire, keep)


def _keep_nothing(_photo: str, _result: Analysis) -> bool:
    return True


def _analyze(
    options: argparse.Namespace,
    questionnaire: SkinQuestionnaire | None,
    keep: Callable[[str, Analysis], bool],
) -> int:
    model = None if options.model is None else Path(options.model)
    with ThreadPoolExecutor(1) as decoder:
        try:
            analyzer = Analyzer.open(
                model, options.runtime, options.threads, options.provider, load=False
            )
            ahead = _DecodedAhead(decoder, options.photos)
            analyzer.load()  # while the first photo is being decoded
        except ModelError as error:
            report_error(error)
            return ExitStatus.NO_MODEL
        return _write_results(analyzer, ahead, questionnaire, keep, options)


class _DecodedAhead:
    """Photos in order, the next one decoded while the network looks at this one."""

    def __init__(self, decoder: ThreadPoolExecutor, paths: Sequence[str]) -> None:
        self._remaining = iter(paths)
        self._submit = lambda path: (path, decoder.submit(prepare, path, path))
        self._next = next(map(self._submit, self._remaining), None)
        self._count = len(paths)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[str, Future[PreparedPhoto]]]:
        while self._next is not None:
            current, self._next = self._next, next(map(self._submit, self._remaining), None)
            yield current


def _write_results(
    analyzer: Analyzer,
    ahead: _DecodedAhead,
    questionnaire: SkinQuestionnaire | None,
    keep: Callable[[str, Analysis], bool],
    options: argparse.Namespace,
) -> int:
    as_json = options.json or not sys.stdout.isatty()
    style = Style.of(sys.stdout)
    status = ExitStatus.OK
    with _progress(ahead, quiet=options.quiet) as (photos, hidden):
        for path, photo in photos:
            result: Analysis | Failure
            try:
                result = analyzer.predict(photo.result())
                if questionnaire:
                    result = msgspec.structs.replace(result, skin_questionnaire=questionnaire)
            except (PhotoError, ModelError) as error:
                failed = NO_ANSWER[type(error)]
                status, result = max(status, failed), Failure.of(printable(path), error)
            with hidden():
                if isinstance(result, Failure):
                    report_error(result.error, result.source.name)
                if as_json:
                    write_json(result)
                elif isinstance(result, Analysis):
                    sys.stdout.write(summary(result, style) + "\n")
                if isinstance(result, Analysis) and not keep(path, result):
                    status = max(status, ExitStatus.PHOTO_FAILED)
    return status


@contextmanager
def _progress(photos: _DecodedAhead, *, quiet: bool) -> Iterator[tuple[Any, Any]]:
    """The photos, with a progress bar where it helps, and what hides it while one prints."""
    if quiet or len(photos) < 2 or not sys.stderr.isatty():
        yield photos, nullcontext
        return
    with progress_bar(photos) as bar:
        yield bar, bar.external_write_mode
