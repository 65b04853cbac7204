"""``haski analyze``: photos to JSON Lines or to a summary for people."""

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import msgspec

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.inputs import NO_ANSWER, DecodedAhead, progress
from haski_desktop.cli.output import Style, report_error, summary, write_json
from haski_desktop.engine.analysis import Analysis, Failure, SkinQuestionnaire
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.installed import find_model
from haski_desktop.errors import HaskiError, HistoryError, ModelError, PhotoError, printable
from haski_desktop.questionnaire.file import read_answers


def run(options: argparse.Namespace) -> int:
    """Analyse ``options.photos`` in their order and return the exit status."""
    try:
        given = options.skin_answers
        questionnaire = None if given is None else read_answers(given)
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
    model = find_model(options.model)
    with ThreadPoolExecutor(1) as decoder:
        try:
            analyzer = Analyzer.open(
                model, options.runtime, options.threads, options.provider, load=False
            )
            ahead = DecodedAhead(decoder, options.photos)
            analyzer.load()  # while the first photo is being decoded
        except ModelError as error:
            report_error(error)
            return ExitStatus.NO_MODEL
        return _write_results(analyzer, ahead, questionnaire, keep, options)


def _write_results(
    analyzer: Analyzer,
    ahead: DecodedAhead,
    questionnaire: SkinQuestionnaire | None,
    keep: Callable[[str, Analysis], bool],
    options: argparse.Namespace,
) -> int:
    as_json = options.json or not sys.stdout.isatty()
    style = Style.of(sys.stdout)
    status = ExitStatus.OK
    with progress(ahead, quiet=options.quiet) as (photos, hidden):
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
