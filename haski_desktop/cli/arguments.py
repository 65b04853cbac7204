"""The arguments of ``haski`` and its commands. It imports nothing heavy.

The commands themselves are imported when they run, so that ``--help`` and wrong usage are
answered at once.
"""

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from haski_desktop.about import ShowVersion
from haski_desktop.cli.history_arguments import add_history, add_history_option
from haski_desktop.language import gettext as _
from haski_desktop.questionnaire.items import Item
from haski_desktop.results.text import visible

if TYPE_CHECKING:
    import datetime as dt

# What `add_subparsers` gives has no public name.
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001


class Parser(argparse.ArgumentParser):
    """A parser that says what it has to say before the program ends, and says it safely."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, which may hold anything, and end."""
        super().error(visible(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print what can be printed, as newer versions of Python do; the status says the rest."""
        with contextlib.suppress(AttributeError, OSError):
            super()._print_message(message, file)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the program.

        Raises:
            OSError: What was printed can't be written.
        """
        sys.stdout.flush()
        super().exit(status, message)


def parser() -> Parser:
    """The parser of all commands, in the language in use."""
    parser = Parser(
        prog="haski",
        description="\n".join(
            (
                _("Analyse photos of skin and hair on this computer. Nothing is uploaded."),
                _("Results are informational, not a diagnosis."),
            )
        ),
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action=ShowVersion, help=_("show version and model, then exit")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    _add_analyze(commands)
    _add_batch(commands)
    _add_doctor(commands)
    _add_models(commands)
    _add_report(commands)
    _add_export(commands)
    _add_schema(commands)
    _add_evaluate(commands)
    _add_compare(commands)
    add_history(commands, _add_model_options)
    _add_train(commands)
    return parser


def _epilog() -> str:
    examples = {
        "haski analyze photo.jpg": _("a summary on the terminal"),
        "haski analyze *.jpg > results.jsonl": _("one JSON object a line"),
        "haski batch holiday --out all.csv": _("a folder, to a table"),
        "haski report photo.jpg --out photo.pdf": _("a page to hand on"),
        "haski doctor": _("check the installation"),
    }
    width = max(map(len, examples)) + 2
    lines = [f"  {command:<{width}}{text}" for command, text in examples.items()]
    statuses = _("0 all well, 1 some photo failed, 2 wrong usage, 3 no usable model")
    return "\n".join((_("examples:"), *lines, "", _("exit status:"), f"  {statuses}"))


def _add_analyze(commands: Commands) -> None:
    analyze = commands.add_parser(
        "analyze", help=_("analyse photos"), description=_("Analyse photos.")
    )
    analyze.add_argument("photos", nargs="+", metavar=_("PHOTO"), help=_("a photo's path"))
    analyze.add_argument(
        "--json",
        action="store_true",
        help=_("JSON Lines, also on a terminal (the default in a pipe)"),
    )
    _add_skin_answers(analyze)
    add_history_option(analyze)
    _add_model_options(analyze)


def _add_batch(commands: Commands) -> None:
    batch = commands.add_parser(
        "batch",
        help=_("analyse folders of photos"),
        description=_(
            "Analyse all photos in folders and below. Ctrl-C stops after the current photo; "
            "the same command with --resume continues."
        ),
    )
    batch.add_argument(
        "folders", nargs="+", metavar=_("FOLDER"), help=_("a folder, or a single photo")
    )
    batch.add_argument(
        "--out",
        required=True,
        metavar=_("FILE"),
        help=_("where the results go: a .jsonl, .json or .csv file, or - for standard output"),
    )
    batch.add_argument(
        "--resume",
        action="store_true",
        help=_("keep what FILE has of unchanged photos, add the rest"),
    )
    patterns = {
        "--include": _("only photos whose name matches, such as '*.png'; may be repeated"),
        "--exclude": _("no photos or folders whose name matches; may be repeated"),
    }
    for option, text in patterns.items():
        batch.add_argument(option, action="append", default=[], metavar=_("PATTERN"), help=text)
    batch.add_argument(
        "--no-cache",
        action="store_true",
        help=_("neither use nor keep results of photos seen before"),
    )
    add_history_option(batch)
    _add_model_options(batch)


def _add_doctor(commands: Commands) -> None:
    doctor = commands.add_parser(
        "doctor",
        help=_("check the installation"),
        description=_("Check the installation and analyse the sample photo."),
    )
    _add_model_options(doctor)


def _add_models(commands: Commands) -> None:
    models = commands.add_parser(
        "models",
        help=_("list, add and remove model bundles"),
        description=_("List the model bundles that were found, or add or remove one's own."),
    )
    change = models.add_mutually_exclusive_group()
    change.add_argument(
        "--add",
        metavar=_("PATH"),
        help=_("install a model: a bundle, or an export of Teachable Machine or Lobe, or its zip"),
    )
    change.add_argument("--remove", metavar=_("NAME"), help=_("remove an installed model"))
    models.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    _add_quiet(models)


def _add_report(commands: Commands) -> None:
    report = commands.add_parser(
        "report",
        help=_("write a report to hand on"),
        description=_(
            "Write a page about each photo, to be handed to a doctor; of several photos, a page "
            "about all of them, too."
        ),
    )
    _add_inputs(report)
    report.add_argument(
        "--out", required=True, metavar=_("FILE"), help=_("the report: a .pdf or .html file")
    )
    report.add_argument(
        "--summary", action="store_true", help=_("only the page about all photos together")
    )
    _add_handing_on(report)


def _add_export(commands: Commands) -> None:
    export = commands.add_parser(
        "export",
        help=_("write results for other programs"),
        description=_(
            "Write results of photos, or of earlier runs, as JSON, JSON Lines, CSV, or as FHIR "
            "records for clinics."
        ),
    )
    _add_inputs(export)
    export.add_argument(
        "--out",
        required=True,
        metavar=_("FILE"),
        help=_("the file: .json, .jsonl or .csv; .json with --fhir"),
    )
    export.add_argument(
        "--fhir",
        action="store_true",
        help=_("FHIR R4B: a preliminary DiagnosticReport of each photo, without a patient"),
    )
    _add_handing_on(export)


def _add_handing_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-photo", action="store_true", help=_("leave the photos out"))
    parser.add_argument(
        "--date",
        type=_date,
        metavar=_("YYYY-MM-DD"),
        help=_("the date on it (default: SOURCE_DATE_EPOCH, or today)"),
    )
    _add_names(parser)
    _add_skin_answers(parser)
    _add_model_options(parser)


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar=_("PHOTO"),
        help=_("a photo's path, or a .json or .jsonl file of results"),
    )


def _add_names(parser: argparse.ArgumentParser) -> None:
    names = parser.add_mutually_exclusive_group()
    names.add_argument(
        "--paths", action="store_true", help=_("tell photos' whole paths, not only their names")
    )
    names.add_argument(
        "--anonymous",
        action="store_true",
        help=_("tell no names: a checksum of the content stands for each photo"),
    )


def _add_skin_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--skin-answers",
        metavar=_("FILE"),
        help=_(
            "the person's answers about their skin: a JSON object that gives each of {items} as "
            "never, sometimes, often or always"
        ).format(items=", ".join(Item)),
    )


def _add_schema(commands: Commands) -> None:
    schema = commands.add_parser(
        "schema",
        help=_("print the JSON Schema of results"),
        description=_("Print the JSON Schema (2020-12) of the results that are written as JSON."),
    )
    _add_quiet(schema)


def _add_evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        help=_("measure a model on labelled photos"),
        description=_("Measure how often a model is right about photos that have labels."),
        epilog=_labels_help(),
    )
    _add_labelled_folder(evaluate)
    evaluate.add_argument(
        "--refit",
        metavar=_("BUNDLE"),
        help=_("write a copy of the model with thresholds for these photos, a new folder"),
    )
    _add_right(evaluate)
    evaluate.add_argument("--runtime", **_runtime_option())
    evaluate.add_argument("--model", metavar=_("PATH"), help=_model_help())
    _add_workers(evaluate)
    _add_quiet(evaluate)


def _add_compare(commands: Commands) -> None:
    compare = commands.add_parser(
        "compare",
        help=_("compare two models"),
        description=_(
            "Compare two models on the same photos: where they agree, which is faster and, if "
            "the photos have labels, which is right more often."
        ),
        epilog=_labels_help(),
    )
    _add_labelled_folder(compare)
    for letter in "ab":
        compare.add_argument(f"--{letter}", metavar=_("PATH"), help=_model_help())
        compare.add_argument(f"--runtime-{letter}", **_runtime_option())
    _add_workers(compare)
    _add_quiet(compare)


def _add_train(commands: Commands) -> None:
    train = commands.add_parser(
        "train",
        help=_("teach a question of one's own"),
        description=_(
            "Learn a question of one's own from labelled photos, and write a model bundle that "
            "asks it beside the usual ones. The network stays as it is; a few hundred photos "
            "are enough to begin with."
        ),
        epilog=_(
            "labels: photos in folders named by their label, or a table labels.csv in FOLDER with\n"
            "the columns photo and label (and group, for photos of one person)."
        ),
    )
    train.add_argument("folder", metavar=_("FOLDER"), help=_("a folder of labelled photos"))
    train.add_argument(
        "--out", required=True, metavar=_("BUNDLE"), help=_("the new bundle, a new folder")
    )
    train.add_argument(
        "--question", metavar=_("NAME"), help=_("what to call it (default: the folder's name)")
    )
    _add_right(train)
    train.add_argument("--model", metavar=_("PATH"), help=_model_help())
    _add_quiet(train)


def _add_right(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--right",
        type=_share,
        default=0.95,
        metavar=_("SHARE"),
        help=_("how many of the clear answers must be right (default: 0.95)"),
    )


def _runtime_option() -> dict[str, Any]:
    return {
        "choices": ("auto", "tflite", "onnx"),
        "default": "auto",
        "help": _("what runs the model (default: auto)"),
    }


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--threads",
        type=_threads,
        metavar="N",
        help=_("photos analysed at a time (default: one a core, up to 8)"),
    )


def _labels_help() -> str:
    return _(
        "labels: a table labels.csv or manifest.csv in FOLDER, with a column photo and one or\n"
        "more of skin_type, hair_type, condition (and group, for photos of one person); or\n"
        "photos in folders named by their label, such as curly or healthy."
    )


def _add_labelled_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar=_("FOLDER"), help=_("a folder of labelled photos"))
    parser.add_argument(
        "--out", metavar=_("FILE"), help=_("write the whole report, a .json or .html file")
    )
    parser.add_argument(
        "--by",
        type=str.casefold,  # as the table's own are read
        metavar=_("COLUMN"),
        help=_("also for each value of this column of the table"),
    )
    parser.add_argument(
        "--split", metavar=_("WORD"), help=_("only rows with this word in the column split")
    )


def _add_model_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--runtime",
        choices=("auto", "tflite", "onnx", "mock"),
        default="auto",
        help=_("what runs the model; mock gives a made-up demo result (default: auto)"),
    )
    parser.add_argument(
        "--provider",
        choices=("auto", "cpu", "cuda", "directml", "coreml"),
        default="auto",
        help=_(
            "where the runtime onnx runs; what does not work is left to the cpu (default: auto)"
        ),
    )
    parser.add_argument("--model", metavar=_("PATH"), help=_model_help())
    parser.add_argument(
        "--threads", type=_threads, metavar="N", help=_("processor threads (default: up to 4)")
    )
    _add_quiet(parser)


def _model_help() -> str:
    return _("a model's folder, file or zip, or an installed one's name (default: the bundled one)")


def _add_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help=_("errors only on standard error"))


def _date(text: str) -> "dt.date":
    import datetime as dt

    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("{text} is not a date such as 2026-03-31").format(text=repr(text))
        ) from error


def _share(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0.5 <= float(text) <= 1:
            return float(text)
    raise argparse.ArgumentTypeError(
        _("{text} is not a number from 0.5 to 1").format(text=repr(text))
    )


def _threads(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= 256:
        raise argparse.ArgumentTypeError(
            _("{text} is not a number from 1 to 256").format(text=repr(text))
        )
    return count
