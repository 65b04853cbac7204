"""Photos to analyse, and results of earlier runs: what commands that hand results on begin with."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final, TypeVar

import msgspec
from PIL import Image

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import progress_bar, report_error
from haski_desktop.engine.analysis import Analysis, Failure, SkinQuestionnaire
from haski_desktop.engine.analyzer import Analyzer, PreparedPhoto, prepare
from haski_desktop.engine.installed import find_model
from haski_desktop.errors import HaskiError, ModelError, OutputError, PhotoError, printable
from haski_desktop.export.privacy import Names, named
from haski_desktop.export.read import ENDINGS, read_results
from haski_desktop.questionnaire.file import read_answers

T = TypeVar("T")

# A photo that no runtime can be run on says more of the model than of the photo.
NO_ANSWER: Final[dict[type[HaskiError], ExitStatus]] = {
    PhotoError: ExitStatus.PHOTO_FAILED,
    ModelError: ExitStatus.NO_MODEL,
}


class DecodedAhead:
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


def status_of(error: HaskiError) -> ExitStatus:
    """The exit status of a command that an error has ended."""
    if isinstance(error, ModelError):
        return ExitStatus.NO_MODEL
    if isinstance(error, OutputError) and error.code != "output_format_unknown":
        return ExitStatus.PHOTO_FAILED
    return ExitStatus.USAGE


def names_of(options: argparse.Namespace) -> Names:
    """What stands for a photo, as ``--paths`` and ``--anonymous`` have it."""
    if options.anonymous:
        return Names.HASH
    return Names.PATH if options.paths else Names.FILE


def gather(
    options: argparse.Namespace,
    keep: Callable[[Analysis | Failure, Image.Image | None], T],
) -> tuple[list[T], int]:
    """Analyse the photos among ``options.inputs``, read the results among them.

    Args:
        options: With ``inputs``, ``skin_answers`` and the options of names and model.
        keep: Makes of a result, under the name that is wanted for its photo, and the photo's
            pixels, if it was analysed now, what is kept of it.

    Returns:
        What was kept, in the order of the inputs; and the exit status: of photos that failed.

    Raises:
        HaskiError: Answers or results can't be read.
        ModelError: There is no usable model.
    """
    answers = options.skin_answers
    questionnaire = None if answers is None else read_answers(answers)
    read = {path: read_results(path) for path in options.inputs if _holds_results(path)}
    photos = [path for path in options.inputs if path not in read]
    names, status, kept = names_of(options), int(ExitStatus.OK), []
    with _analyses(photos, questionnaire, options) as (analyses, hidden):
        for path in options.inputs:
            if path in read:
                kept += [keep(named(result, names), None) for result in read[path]]
                continue
            result, pixels, failed = next(analyses)
            if isinstance(result, Failure):
                status = max(status, failed)
                with hidden():
                    report_error(result.error, result.source.name)
            kept.append(keep(named(result, names), pixels))
    return kept, status


_Analysed = tuple[Analysis | Failure, Image.Image | None, ExitStatus]


@contextmanager
def _analyses(
    photos: Sequence[str], questionnaire: SkinQuestionnaire | None, options: argparse.Namespace
) -> Iterator[tuple[Iterator[_Analysed], Callable[[], AbstractContextManager[object]]]]:
    """The analyses of ``photos`` as they come, and what hides the progress bar meanwhile."""
    if not photos:
        yield iter(()), nullcontext
        return
    model = find_model(options.model)
    with ThreadPoolExecutor(1) as decoder:
        analyzer = Analyzer.open(
            model, options.runtime, options.threads, options.provider, load=False
        )
        ahead = DecodedAhead(decoder, photos)
        analyzer.load()  # while the first photo is being decoded
        with progress(ahead, quiet=options.quiet) as (counted, hidden):
            yield (_analysed(analyzer, *each, questionnaire) for each in counted), hidden


def _analysed(
    analyzer: Analyzer,
    path: str,
    photo: Future[PreparedPhoto],
    questionnaire: SkinQuestionnaire | None,
) -> _Analysed:
    try:
        prepared = photo.result()
        result = analyzer.predict(prepared)
    except (PhotoError, ModelError) as error:
        return Failure.of(printable(path), error), None, NO_ANSWER[type(error)]
    if questionnaire is not None:
        result = msgspec.structs.replace(result, skin_questionnaire=questionnaire)
    return result, prepared.image, ExitStatus.OK


def _holds_results(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in ENDINGS


@contextmanager
def progress(
    photos: DecodedAhead, *, quiet: bool
) -> Iterator[
    tuple[Iterator[tuple[str, Future[PreparedPhoto]]], Callable[[], AbstractContextManager[object]]]
]:
    """The photos, with a progress bar where it helps, and what hides it while one prints."""
    if quiet or len(photos) < 2 or not sys.stderr.isatty():
        yield iter(photos), nullcontext
        return
    with progress_bar(photos) as bar:
        yield iter(bar), bar.external_write_mode
