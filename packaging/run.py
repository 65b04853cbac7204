"""Show the program from a checkout: the window, or the terminal where there is none."""

import importlib.util
import os
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def why_no_window() -> str | None:
    """The reason for staying on the terminal, or ``None``."""
    if importlib.util.find_spec("haski_desktop.gui") is None:
        return "this version has no window yet"
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return "there is no display"
    return None


if __name__ == "__main__":
    photo = sys.argv[1]
    reason = why_no_window()
    if reason is None:
        sys.argv = ["haski-desktop", photo]
        runpy.run_module("haski_desktop.gui.app", run_name="__main__")
    else:
        print(f"Analysing on the terminal, because {reason}.", file=sys.stderr)
        sys.argv = ["haski", "analyze", photo]
        runpy.run_module("haski_desktop.cli.main", run_name="__main__")
