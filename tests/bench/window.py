"""How fast the window is: ratios, because times depend on the machine.

    python tests/bench/window.py [PHOTOS]

Prints the time from process start to a window that accepts a drop, against that of a bare
PySide6 QMainWindow in the same run, and the longest that the event loop stalled while 500
(or PHOTOS) generated photos were analysed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 7

BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setAcceptDrops(True)
window.resize(1200, 800)
window.show()
QTimer.singleShot(0, lambda: os._exit(0))
app.exec()
"""
OURS = """
import os
from haski_desktop.gui import app, main_window
# The window is there and accepts a drop when its first event would load the model.
main_window.MainWindow.start = lambda window, paths: os._exit(0)
app.main([])
"""


def main(arguments: list[str]) -> int:
    """Print both measurements."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HASKI_CONFIG_DIR"] = folder
        bare, ours = _starts()
        print(f"bare window {bare * 1000:.0f} ms, ours {ours * 1000:.0f} ms: {ours / bare:.2f} x")
        photos = Path(folder) / "photos"
        photos.mkdir()
        _generate(photos, int(arguments[0]) if arguments else 500)
        _batch(photos)
    return 0


def _starts() -> tuple[float, float]:
    """Median seconds of both, measured by turns so that both see the same machine."""
    times: dict[str, list[float]] = {BARE: [], OURS: []}
    for turn in range(TURNS + 1):
        for script, found in times.items():
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", script], cwd=ROOT, check=True, stderr=subprocess.DEVNULL
            )
            if turn:  # the first one only warms the disk's cache
                found.append(time.perf_counter() - start)
    return statistics.median(times[BARE]), statistics.median(times[OURS])


def _generate(folder: Path, count: int) -> None:
    import numpy as np
    from PIL import Image

    for number in range(count):
        pixels = np.random.default_rng(number).integers(0, 255, (24, 32, 3), np.uint8)
        image = Image.fromarray(pixels).resize((1600, 1200), Image.Resampling.BICUBIC)
        image.save(folder / f"{number:04}.jpg", quality=88)


def _batch(folder: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from haski_desktop.gui.app import put_the_window_first
    from haski_desktop.gui.jobs import ModelRequest
    from haski_desktop.gui.language import Translations
    from haski_desktop.gui.main_window import MainWindow
    from haski_desktop.gui.settings import Settings
    from haski_desktop.gui.theme import QT_ARGUMENTS, Theme

    put_the_window_first()
    app = QApplication(["bench", *QT_ARGUMENTS])
    translations = Translations(app, "en")
    Theme(app, "light")
    window = MainWindow(Settings(), translations, ModelRequest())
    window.complete()
    window.resize(1200, 800)
    window.show()
    ticks: list[float] = []
    ticker = QTimer(interval=5)
    ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def begin() -> None:
        ticker.start()
        window.session.add_paths([str(folder)])

    def end() -> None:
        ticker.stop()
        window.close()

    window.session.model_ready.connect(begin)
    window.session.run_ended.connect(end)
    QTimer.singleShot(0, window, lambda: window.start([]))
    app.exec()
    stalls = sorted(b - a - 0.005 for a, b in pairwise(ticks))
    spent = ticks[-1] - ticks[0]
    count = len(window.session.photos.results())
    print(f"{count} photos in {spent:.1f} s, {count / spent:.0f} a second")
    print(f"longest stall of the event loop {stalls[-1] * 1000:.0f} ms, ", end="")
    print(f"99.9 % below {stalls[int(len(stalls) * 0.999)] * 1000:.0f} ms")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
