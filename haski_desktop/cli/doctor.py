"""``haski doctor``: is everything there, and does the sample photo give a result?"""

import argparse
import platform
import sys
from importlib import metadata
from pathlib import Path

from haski_desktop.about import version
from haski_desktop.cli.main import NO_MODEL, OK
from haski_desktop.cli.output import Style, summary
from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.engine.loading import ORDER
from haski_desktop.errors import HaskiError, printable
from haski_desktop.paths import bundled, default_model

PACKAGES = ("numpy", "pillow", "pi-heif", "ai-edge-litert", "onnxruntime", "PySide6-Essentials")
SAMPLE = "resources/sample.jpg"


def run(options: argparse.Namespace) -> int:
    """Print what was found; exit status 0 if a result can be had, else 3."""
    _line("program", f"haski {version()}")
    _line("Python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    for package in PACKAGES:
        try:
            _line(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            _line(package, "not installed")
    model = default_model() if options.model is None else Path(options.model)
    _line("model", printable(str(model)))
    wanted: tuple[RuntimeChoice, ...] = ORDER if options.runtime == "auto" else (options.runtime,)
    results = [r for choice in wanted if (r := _try(choice, model, options))]
    if not results:
        _line("verdict", "no usable model: photos can't be analysed")
        return NO_MODEL
    if len(results) < len(wanted):
        _line("verdict", "works, with one runtime missing")
    else:
        _line("verdict", "all well")
    sys.stdout.write("\n" + summary(results[0], Style.of(sys.stdout)))
    return OK


def _try(choice: RuntimeChoice, model: Path, options: argparse.Namespace) -> Analysis | None:
    """Analyse the sample photo twice, so that the time shown is that of a warm run."""
    try:
        analyzer = Analyzer.open(model, choice, options.threads, options.provider)
        analyzer.analyze(bundled(SAMPLE))
        result = analyzer.analyze(bundled(SAMPLE))
    except HaskiError as error:
        _line(choice, f"not usable ({error.code}): {error}")
        return None
    _line(choice, f"{analyzer.runtime.detail}; sample photo in {result.timing_ms:.0f} ms")
    return result


def _line(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<20}{found}\n")
