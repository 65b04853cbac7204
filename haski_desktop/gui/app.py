"""``haski-desktop``: arguments to a window."""

import argparse
import contextlib
import gc
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from haski_desktop.about import ShowVersion
from haski_desktop.gui.work.messages import ModelRequest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from haski_desktop.gui.main_window import MainWindow

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window and return the exit status once it is closed."""
    options = _parser().parse_args(arguments)
    if sys.platform == "win32":
        _load_onnxruntime()
    gc.disable()  # until the window is there: nothing of it is unused yet
    # Qt and the window only now, so that --version and --help answer at once.
    from PySide6.QtCore import QTimer

    from haski_desktop.gui.basics.theme import Theme
    from haski_desktop.gui.main_window import MainWindow
    from haski_desktop.gui.program.language import Translations
    from haski_desktop.gui.program.problems import LogLines, Problems
    from haski_desktop.gui.program.settings import Settings
    from haski_desktop.paths import config_folder

    put_the_window_first()
    lines = LogLines()
    _start_logging(lines)
    app = _application()
    settings = Settings()
    if options.reset_settings:
        settings.reset()
    problems = Problems(config_folder() / "reports", app)
    problems.install()
    translations = Translations(app, settings.language)
    Theme(app, settings.theme)
    window = MainWindow(settings, translations, _request(options, settings.model), lines)
    problems.happened.connect(window.show_problem)
    window.show()
    with contextlib.ExitStack() as at_end:
        # The model is loaded behind the window that is already there.
        QTimer.singleShot(0, window, lambda: _start(window, options.photos, at_end))
        status = app.exec()
    window.deleteLater()
    return status


def _start(window: "MainWindow", photos: list[str], at_end: contextlib.ExitStack) -> None:
    """What can wait until the window is on the screen."""
    gc.enable()
    window.start(photos)
    from haski_desktop.gui.program.interrupts import Interrupts

    at_end.callback(Interrupts(window.close).restore)
    # What is there by then stays for good. Python need not go through all of it each time
    # it looks for objects that nothing uses, which with thousands of photos can be seen.
    window.session.model_ready.connect(gc.freeze)


def _load_onnxruntime() -> None:
    """Load it before Qt: on Windows, whichever's C++ library comes first serves both.

    Qt can do with onnxruntime's, but not the other way round.
    """
    from haski_desktop.engine.onnx import TELEMETRY_SWITCH

    os.environ.update([TELEMETRY_SWITCH])
    with contextlib.suppress(ImportError):  # then TFLite does it alone
        importlib.import_module("onnxruntime")


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from haski_desktop.gui.basics.theme import QT_ARGUMENTS

    existing = QApplication.instance()
    app = (
        existing
        if isinstance(existing, QApplication)
        else QApplication([sys.argv[0], *QT_ARGUMENTS])
    )
    app.setApplicationName("haski-desktop")
    app.setApplicationDisplayName("Haski Desktop")
    app.setDesktopFileName("haski-desktop")
    return app


def put_the_window_first() -> None:
    """Let the window's thread wait for the others five times shorter than by default.

    With photos being decoded on several threads, its turns would otherwise come too late
    to be smooth. The photos take a few percent longer.
    """
    sys.setswitchinterval(0.001)


def _request(options: argparse.Namespace, remembered: ModelRequest) -> ModelRequest:
    if options.demo:
        return ModelRequest(runtime="mock")
    request = remembered
    if options.model is not None:
        request = request._replace(path=os.path.abspath(options.model))
    if options.runtime is not None:
        request = request._replace(runtime=options.runtime)
    return request


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="haski-desktop",
        description="Analyse photos of skin and hair on this computer. Nothing is uploaded.\n"
        "Results are informational, not a diagnosis.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("photos", nargs="*", metavar="PHOTO", help="photos or folders to open")
    parser.add_argument("--model", metavar="PATH", help="a model bundle's folder or file")
    parser.add_argument("--runtime", choices=("auto", "tflite", "onnx"), help="what runs the model")
    parser.add_argument(
        "--demo", action="store_true", help="show made-up results; no photo is analysed"
    )
    parser.add_argument("--reset-settings", action="store_true", help="forget all settings first")
    parser.add_argument("--version", action=ShowVersion)
    return parser


def _start_logging(lines: logging.Handler) -> None:
    root = logging.getLogger("haski_desktop")
    root.setLevel(logging.DEBUG if os.environ.get("HASKI_DEBUG") else logging.INFO)
    root.addHandler(lines)
    # A program without a console has no standard error to write to.
    if sys.stderr is not None:
        words = logging.StreamHandler()
        words.setLevel(logging.WARNING)
        words.setFormatter(logging.Formatter("haski-desktop: %(message)s"))
        root.addHandler(words)


if __name__ == "__main__":
    sys.exit(main())
