"""``haski models``: the model bundles that can be found; adds and removes the user's own."""

import argparse
import os
import shlex
import sys
from pathlib import Path

import msgspec

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import report_error, say
from haski_desktop.engine import installed
from haski_desktop.engine.loading import load_own_question
from haski_desktop.engine.model import MANIFEST, ModelBundle, open_bundle
from haski_desktop.errors import ModelError, OutputError, printable
from haski_desktop.language import gettext as _
from haski_desktop.paths import bundled, default_model, user_models
from haski_desktop.results.text import visible


class Listing(msgspec.Struct, frozen=True):
    """What is said of one bundle."""

    path: str
    default: bool
    name: str
    version: str
    licence: str
    runtimes: tuple[str, ...]
    state: str
    own_question: str | None = None
    own_labels: tuple[str, ...] = ()


def run(options: argparse.Namespace) -> int:
    """Add or remove a bundle, or list every one, the default one first."""
    if options.add is not None or options.remove is not None:
        return _change(options)
    listings = [_listing(folder) for folder in _places()]
    usable = any(listing.state in ("ok", "no checksums") for listing in listings)
    if not listings:
        try:
            open_bundle(default_model())
        except ModelError as error:
            report_error(error)
    as_json = options.json or not sys.stdout.isatty()
    for listing in listings:
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(listing) + b"\n")
        else:
            sys.stdout.write(_text(listing))
    return ExitStatus.OK if usable else ExitStatus.NO_MODEL


def _change(options: argparse.Namespace) -> int:
    try:
        if options.add is not None:
            folder = installed.add(Path(options.add))
            text = _("Installed. Use it with: --model {name}")
            sys.stdout.write(text.format(name=shlex.quote(visible(folder.name))) + "\n")
        else:
            installed.remove(options.remove)
    except ModelError as error:
        report_error(error)
        return ExitStatus.NO_MODEL
    except OutputError as error:
        report_error(error)
        return ExitStatus.USAGE
    return ExitStatus.OK


def _places() -> list[Path]:
    """Folders or files that hold a bundle, whole or damaged, without repeats."""
    own = _own()
    places = [default_model(), bundled("ml/exports"), *own]
    # os.path answers False also to names that no file can have.
    found = dict.fromkeys(
        p
        for p in places
        if p in own or os.path.isfile(p) or os.path.exists(p / MANIFEST) or _holds_model(p)
    )
    return list(found)


def _own() -> list[Path]:
    """The bundles that a person has installed."""
    try:
        return installed.installed()
    except OSError as error:
        say(f"{visible(printable(str(user_models())))}: {error.strerror}")
        return []


def _holds_model(folder: Path) -> bool:
    try:
        return any(folder.glob("skin_classifier*"))
    except (OSError, ValueError):
        return False


def _listing(place: Path) -> Listing:
    default = place == default_model()
    path = printable(str(place))
    try:
        bundle = open_bundle(place)
    except ModelError as error:
        return Listing(path, default, "", "", "", (), error.code)
    manifest = bundle.manifest
    own = bundle.own_question
    return Listing(
        path,
        default,
        manifest.name if bundle.foreign is None else bundle.foreign.name,
        manifest.version,
        manifest.licence if bundle.foreign is None else "unknown",
        bundle.runtimes,
        _state(bundle),
        None if own is None else own[0],
        () if own is None else own[1],
    )


def _state(bundle: ModelBundle) -> str:
    """``ok``, ``no checksums``, or the code of what is wrong with a file."""
    try:
        for file in bundle.files:
            bundle.read(file)
        load_own_question(bundle)
    except ModelError as error:
        return error.code
    return "ok" if bundle.verified else "no checksums"


def _text(listing: Listing) -> str:
    name = listing.name or _("unreadable bundle")
    rows = {_("path"): listing.path}
    if listing.runtimes:
        rows |= {_("runtimes"): ", ".join(listing.runtimes), _("licence"): listing.licence}
    if listing.own_question is not None:
        rows[_("asks as well")] = f"{listing.own_question}: {', '.join(listing.own_labels)}"
    rows[_("state")] = listing.state
    width = max(map(len, rows)) + 2
    default = "  " + _("(default)") if listing.default else ""
    lines = [f"{visible(name)} {visible(listing.version)}{default}"]
    lines += [f"  {title:<{width}}{visible(text)}" for title, text in rows.items()]
    return "\n".join(lines) + "\n"
