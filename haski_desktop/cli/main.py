"""``haski``: arguments to commands, and the place where errors become exit statuses."""

import argparse
import gettext
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from haski_desktop import language
from haski_desktop.cli.arguments import parser
from haski_desktop.cli.exit_status import ExitStatus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``haski`` and return its exit status."""
    _make_output_robust()
    _speak_the_users_language()
    try:
        options = parser().parse_args(arguments)
        # Nothing here multiplies matrices with numpy; its pool of threads would only cost
        # start-up time. Read when numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        _start_logging(quiet=options.quiet)
        # Imported only now, so that --help and wrong usage are answered at once.
        command: Callable[[argparse.Namespace], int] = import_module(
            f"haski_desktop.cli.{options.command}"
        ).run
        status = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (haski analyze … | head). Python would
        # complain once more when it flushes at exit.
        _discard_output()
        return ExitStatus.OK
    except OSError as error:  # commands explain those of files themselves
        from haski_desktop.cli.output import report_error
        from haski_desktop.errors import OutputError

        # What fails while it is written to has no name; anything else is another file.
        is_output = error.filename is None
        report_error(OutputError.of("standard output" if is_output else str(error.filename), error))
        if is_output:
            _discard_output()
        return ExitStatus.PHOTO_FAILED
    return status


def _speak_the_users_language() -> None:
    """Take texts from the catalogue that the environment asks for; argparse, too."""
    language.use(language.of_environment())
    # argparse asks Python's global catalogue, and that the environment.
    os.environ["LANGUAGE"] = language.current()
    if language.current() != language.SOURCE:
        gettext.bindtextdomain(language.DOMAIN, language.folder())
        gettext.textdomain(language.DOMAIN)


def _make_output_robust() -> None:
    """Let no file name stop the program for want of a letter, nor a closed output."""
    if sys.stdout is None:  # closed by whoever started the program
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _start_logging(*, quiet: bool) -> None:
    import logging

    from haski_desktop.results.text import visible

    class OneLine(logging.Formatter):
        """What a log line quotes, such as a file's name, gives the terminal no orders."""

        def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
            return visible(super().formatMessage(record))

    level = logging.ERROR if quiet else logging.WARNING
    debug = os.environ.get("HASKI_DEBUG")
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("haski: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if debug else level, handlers=[handler])


if __name__ == "__main__":
    from haski_desktop.cli.start import entry

    entry()
