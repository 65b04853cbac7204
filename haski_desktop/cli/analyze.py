"""``haski analyze``: photos to JSON Lines or to a summary for people."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from haski_desktop.cli.main import NO_MODEL, OK, PHOTO_FAILED
from haski_desktop.cli.output import Style, complain, summary
from haski_desktop.engine.analysis import Analysis, Failure, json_line
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.errors import ModelError, PhotoError, printable


def run(options: argparse.Namespace) -> int:
    """Analyse ``options.photos`` in their order and return the exit status."""
    model = None if options.model is None else Path(options.model)
    try:
        analyzer = Analyzer.open(model, options.runtime, options.threads)
    except ModelError as error:
        complain(error)
        return NO_MODEL
    as_json = options.json or not sys.stdout.isatty()
    style = Style.of(sys.stdout)
    status = OK
    with _progress(options.photos, quiet=options.quiet) as (paths, hidden):
        for path in paths:
            result = _result(analyzer, path)
            with hidden():
                if isinstance(result, Failure):
                    status = PHOTO_FAILED
                    complain(result.error)
                if as_json:
                    sys.stdout.buffer.write(json_line(result) + b"\n")
                    sys.stdout.buffer.flush()
                elif isinstance(result, Analysis):
                    sys.stdout.write(summary(result, style) + "\n")
    return status


def _result(analyzer: Analyzer, path: str) -> Analysis | Failure:
    try:
        return analyzer.analyze(path, name=path)
    except (PhotoError, ModelError) as error:
        return Failure.of(printable(path), error)


@contextmanager
def _progress(paths: Sequence[str], *, quiet: bool) -> Iterator[tuple[Any, Any]]:
    """The paths, with a progress bar where it helps, and what hides it while one prints."""
    if quiet or len(paths) < 2 or not sys.stderr.isatty():
        yield paths, nullcontext
        return
    from tqdm import tqdm

    with tqdm(paths, unit="photo", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:
        yield bar, bar.external_write_mode
