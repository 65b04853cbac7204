"""The arguments of ``haski history``. It imports nothing heavy."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from haski_desktop.history.areas import BodyArea
from haski_desktop.language import gettext as _

if TYPE_CHECKING:
    import datetime as dt

    from haski_desktop.cli.arguments import Commands, Parser

# As texts: argparse prints what may be chosen by its representation.
_AREAS = tuple(area.value for area in BodyArea)


def add_history(commands: "Commands", add_model_options: "Callable[[Parser], None]") -> None:
    """Add the command and its actions.

    Args:
        commands: Of ``haski``.
        add_model_options: Adds the options of all commands that analyse, ``--quiet`` among them.
    """
    history = commands.add_parser(
        "history",
        help=_("keep photos and results of people over time"),
        description=_(
            "Keep photos and results of people over time, in a file of your own on this computer. "
            "It is off until you turn it on."
        ),
    )
    actions = history.add_subparsers(dest="action", required=True, metavar=_("ACTION"))
    on = _action(actions, "on", _("turn it on, and say what is kept and where"))
    on.add_argument(
        "--keep-photos", action="store_true", help=_("keep a smaller copy of each photo, too")
    )
    _action(actions, "off", _("add nothing any more; what is kept stays until it is deleted"))
    add = actions.add_parser("add", help=_("analyse photos and add them to a person"))
    add.add_argument("person", metavar=_("PERSON"), help=_("the person's name"))
    add.add_argument("photos", nargs="+", metavar=_("PHOTO"), help=_("a photo's path"))
    _add_facts(add)
    add_model_options(add)
    _add_list(_action(actions, "list", _("list people, or photos")))
    show = _action(actions, "show", _("show photos with their results"))
    show.add_argument("photos", nargs="+", type=int, metavar=_("NUMBER"), help=_("from the list"))
    show.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    change = _action(actions, "change", _("change date, part of the body, note or tags"))
    change.add_argument("photo", type=int, metavar=_("NUMBER"), help=_("from the list"))
    _add_facts(change)
    change.add_argument(
        "--untag", action="append", default=[], metavar=_("TAG"), help=_("take a tag away")
    )
    _add_compare(_action(actions, "compare", _("compare two photos of different dates")))
    trend = _action(actions, "trend", _("show what is measured of a person over time"))
    trend.add_argument("person", metavar=_("PERSON"), help=_("the person's name"))
    trend.add_argument("--area", choices=_AREAS, help=_("photos of this part of the body"))
    trend.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    export = _action(actions, "export", _("write all that is kept of a person into an archive"))
    export.add_argument("person", metavar=_("PERSON"), help=_("the person's name"))
    export.add_argument("--out", required=True, metavar=_("FILE"), help=_("a .zip file"))
    _add_delete(_action(actions, "delete", _("delete a person, photos or everything for good")))


def add_history_option(parser: "Parser") -> None:
    """Add the option by which a command that analyses adds to the history, too."""
    parser.add_argument(
        "--history",
        metavar=_("PERSON"),
        help=_("add the photos to this person's history, too; see: haski history on"),
    )


def _action(actions: "Commands", name: str, text: str) -> "Parser":
    parser = actions.add_parser(name, help=text)
    parser.add_argument("--quiet", action="store_true", help=_("errors only on standard error"))
    return parser


def _add_facts(parser: "Parser") -> None:
    """Options for what a person says of a photo."""
    parser.add_argument("--area", choices=_AREAS, help=_("the part of the body"))
    parser.add_argument(
        "--date",
        type=_date,
        metavar=_("DATE"),
        help=_("when it was taken, as 2026-03-31; by default as the photo or its file says"),
    )
    parser.add_argument("--note", metavar=_("TEXT"), help=_("a note"))
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar=_("TAG"),
        help=_("a word to find it by; may be repeated"),
    )


def _add_list(parser: "Parser") -> None:
    parser.add_argument("person", nargs="?", metavar=_("PERSON"), help=_("photos of this person"))
    parser.add_argument("--area", choices=_AREAS, help=_("photos of this part of the body"))
    parser.add_argument("--tag", metavar=_("TAG"), help=_("photos with this tag"))
    parser.add_argument(
        "--search", metavar=_("TEXT"), help=_("photos with these words in name, note, tag, answer")
    )
    parser.add_argument("--since", type=_date, metavar=_("DATE"), help=_("from this day on"))
    parser.add_argument("--until", type=_date, metavar=_("DATE"), help=_("up to this day"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))


def _add_compare(parser: "Parser") -> None:
    for name in ("one", "other"):
        parser.add_argument(name, type=int, metavar=_("NUMBER"), help=_("from the list"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object"))


def _add_delete(parser: "Parser") -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("person", nargs="?", metavar=_("PERSON"), help=_("with all of their photos"))
    what.add_argument(
        "--photo",
        action="append",
        type=int,
        metavar=_("NUMBER"),
        help=_("a photo; may be repeated"),
    )
    what.add_argument(
        "--everything", action="store_true", help=_("all people and photos; turns it off, too")
    )
    parser.add_argument("--yes", action="store_true", help=_("without being asked"))


def _date(text: str) -> "dt.datetime":
    from datetime import datetime

    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("{text} is not a date such as 2026-03-31").format(text=repr(text))
        ) from error
