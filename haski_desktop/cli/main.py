"""``haski``: arguments to commands, and the border where errors become exit statuses."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from haski_desktop.about import ShowVersion

# Exit statuses, part of the contract with scripts.
OK, PHOTO_FAILED, USAGE, NO_MODEL, INTERRUPTED = 0, 1, 2, 3, 130

DESCRIPTION = """\
Analyse photos of skin and hair on this computer. Nothing is uploaded.
Results are informational, not a diagnosis."""

EXAMPLES = """\
examples:
  haski analyze photo.jpg              a summary on the terminal
  haski analyze *.jpg > results.jsonl  one JSON object a line
  haski batch holiday --out all.csv    a folder, to a table
  haski doctor                         check the installation

exit status:
  0 all well, 1 some photo failed, 2 wrong usage, 3 no usable model"""


def entry() -> None:
    """What the installed ``haski`` runs: :func:`main`, then the end at once.

    Everything is written and closed by then. Taking numpy and the network apart piece
    by piece, as Python does at its end, would cost as much as analysing the photo did.
    """
    status = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``haski`` and return its exit status."""
    options = _parser().parse_args(arguments)
    # Nothing here multiplies matrices with numpy; its pool of threads would only cost
    # start-up time. Read when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _start_logging(quiet=options.quiet)
    _make_output_robust()
    # Imported only now, so that --help and wrong usage answer at once.
    command: Callable[[argparse.Namespace], int] = import_module(
        f"haski_desktop.cli.{options.command}"
    ).run
    try:
        status = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (haski analyze … | head). Python would
        # complain once more when it flushes at exit.
        _discard_output()
        return OK
    except OSError as error:  # commands explain those of files themselves
        from haski_desktop.cli.output import complain
        from haski_desktop.errors import OutputError

        complain(OutputError.of("standard output", error))
        _discard_output()
        return PHOTO_FAILED
    return status


def _make_output_robust() -> None:
    """Let no file name stop the program for want of a letter, nor a closed output."""
    if sys.stdout is None:  # closed by whoever started the program
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="haski",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=ShowVersion)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    analyze = commands.add_parser("analyze", help="analyse photos", description="Analyse photos.")
    analyze.add_argument("photos", nargs="+", metavar="PHOTO", help="a photo's path")
    analyze.add_argument(
        "--json", action="store_true", help="JSON Lines, also on a terminal (the default in a pipe)"
    )
    _add_model_options(analyze)

    _add_batch(commands)

    doctor = commands.add_parser(
        "doctor",
        help="check the installation",
        description="Check the installation and analyse the sample photo.",
    )
    _add_model_options(doctor)

    models = commands.add_parser(
        "models", help="list model bundles", description="List the model bundles that were found."
    )
    models.add_argument("--json", action="store_true", help="one JSON object a line")
    models.add_argument("--quiet", action="store_true", help="errors only on standard error")
    return parser


def _add_batch(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    batch = commands.add_parser(
        "batch",
        help="analyse folders of photos",
        description="Analyse all photos in folders and below. Ctrl-C stops after the photo in "
        "hand; the same command with --resume continues.",
    )
    batch.add_argument("folders", nargs="+", metavar="FOLDER", help="a folder, or a single photo")
    batch.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        help="where the results go: a .jsonl, .json or .csv file, or - for standard output",
    )
    batch.add_argument(
        "--resume", action="store_true", help="keep what FILE has of unchanged photos, add the rest"
    )
    patterns = {
        "--include": "only photos whose name matches, such as '*.png'; may be repeated",
        "--exclude": "no photos or folders whose name matches; may be repeated",
    }
    for option, text in patterns.items():
        batch.add_argument(option, action="append", default=[], metavar="PATTERN", help=text)
    batch.add_argument(
        "--no-cache", action="store_true", help="neither use nor keep results of photos seen before"
    )
    _add_model_options(batch)


def _add_model_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--runtime",
        choices=("auto", "tflite", "onnx", "mock"),
        default="auto",
        help="what runs the model; mock gives a made-up demo result (default: auto)",
    )
    parser.add_argument(
        "--provider",
        choices=("auto", "cpu", "cuda", "directml", "coreml"),
        default="auto",
        help="where the runtime onnx runs; what does not work is left to the cpu (default: auto)",
    )
    parser.add_argument(
        "--model", metavar="PATH", help="a model bundle's folder or file (default: the bundled one)"
    )
    parser.add_argument(
        "--threads", type=_threads, metavar="N", help="processor threads (default: up to 4)"
    )
    parser.add_argument("--quiet", action="store_true", help="errors only on standard error")


def _threads(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 256")
    return count


def _start_logging(*, quiet: bool) -> None:
    import logging

    level = logging.ERROR if quiet else logging.WARNING
    debug = os.environ.get("HASKI_DEBUG")
    logging.basicConfig(level=logging.DEBUG if debug else level, format="haski: %(message)s")


if __name__ == "__main__":
    entry()
