"""``haski doctor``: is all installed, and does the sample photo give a result?"""

import argparse
import platform
import sys
from importlib import metadata
from pathlib import Path

from haski_desktop.about import version
from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.cli.output import Style, summary
from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.engine.installed import find_model
from haski_desktop.engine.loading import ORDER
from haski_desktop.errors import HaskiError, printable
from haski_desktop.language import gettext as _
from haski_desktop.language import ngettext
from haski_desktop.paths import bundled, default_model
from haski_desktop.results.text import visible

PACKAGES = ("numpy", "pillow", "pi-heif", "ai-edge-litert", "onnxruntime", "PySide6-Essentials")
SAMPLE = "resources/sample.jpg"


def run(options: argparse.Namespace) -> int:
    """Print what was found; exit status 0 if a result can be had, else 3."""
    _line(_("program"), f"haski {version()}")
    _line("Python", f"{platform.python_version()}, {platform.platform(terse=True)}")
    for package in PACKAGES:
        try:
            _line(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            _line(package, _("not installed"))
    model = find_model(options.model) or default_model()
    _line(_("model"), printable(str(model)))
    wanted: tuple[RuntimeChoice, ...] = ORDER if options.runtime == "auto" else (options.runtime,)
    results = [r for choice in wanted if (r := _try(choice, model, options))]
    if not results:
        _line(_("result"), _("no usable model: photos can't be analysed"))
        return ExitStatus.NO_MODEL
    if len(results) < len(wanted):
        missing = len(wanted) - len(results)
        text = ngettext(
            "works, with one runtime missing", "works, with {count} runtimes missing", missing
        )
        _line(_("result"), text.format(count=missing))
    else:
        _line(_("result"), _("all well"))
    sys.stdout.write("\n" + summary(results[0], Style.of(sys.stdout)))
    return ExitStatus.OK


def _try(choice: RuntimeChoice, model: Path, options: argparse.Namespace) -> Analysis | None:
    """Analyse the sample photo twice, so that the time shown is that of a warm run."""
    try:
        analyzer = Analyzer.open(model, choice, options.threads, options.provider)
        analyzer.analyze(bundled(SAMPLE))
        result = analyzer.analyze(bundled(SAMPLE))
    except HaskiError as error:
        # The codes and sentences of the engine: who reads them reports them.
        _line(choice, _("not usable ({code}): {error}").format(code=error.code, error=error))
        return None
    text = _("{runtime}; sample photo in {number} ms")
    _line(choice, text.format(runtime=analyzer.runtime.detail, number=f"{result.timing_ms:.0f}"))
    return result


def _line(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<20}{visible(found)}\n")
