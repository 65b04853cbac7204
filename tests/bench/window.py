"""How fast the window is: ratios, because times depend on the machine.

    python tests/bench/window.py [PHOTOS]

Prints the time from process start to a window that accepts a drop, against that of a bare
PySide6 QMainWindow in the same run, and the longest that the event loop stalled while 500
(or PHOTOS) generated photos were analysed, and while 10,000 rows came, were sorted,
scrolled, searched, analysed again and dragged out.
"""

import gc
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from haski_desktop.engine.choices import RuntimeChoice  # noqa: E402
from haski_desktop.gui.app import put_the_window_first  # noqa: E402
from haski_desktop.gui.basics.theme import QT_ARGUMENTS, Theme  # noqa: E402
from haski_desktop.gui.main_window import MainWindow  # noqa: E402
from haski_desktop.gui.photos.model import Item, PhotoModel, Role  # noqa: E402
from haski_desktop.gui.program.language import Translations  # noqa: E402
from haski_desktop.gui.program.settings import Settings  # noqa: E402
from haski_desktop.gui.work.messages import ModelRequest  # noqa: E402
from tests.made_up import made_up  # noqa: E402

TURNS = 7
ROWS = 10_000
DRAGGED = 2_000

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
    """Print all measurements."""
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
        rows = Path(folder) / "rows"
        rows.mkdir()
        _rows(rows)
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
    for number in range(count):
        pixels = np.random.default_rng(number).integers(0, 255, (24, 32, 3), np.uint8)
        image = Image.fromarray(pixels).resize((1600, 1200), Image.Resampling.BICUBIC)
        image.save(folder / f"{number:04}.jpg", quality=88)


class Stall(NamedTuple):
    """By how much a tick was late, and how long the window's thread itself was at work."""

    late: float
    busy: float


class Loop:
    """The event loop of a window, watched: a timer that comes late tells of a stall."""

    TICK = 0.005

    def __init__(self, runtime: RuntimeChoice) -> None:
        put_the_window_first()
        existing = QApplication.instance()
        self.app = existing or QApplication(["bench", *QT_ARGUMENTS])
        assert isinstance(self.app, QApplication)
        if existing is None:
            Theme(self.app, "light")
        translations = self.app.findChild(Translations) or Translations(self.app, "en")
        self.window = MainWindow(Settings(), translations, ModelRequest(runtime=runtime))
        self.window.complete()
        self.window.resize(1200, 800)
        self.window.show()
        self._ticks: list[tuple[float, float]] = []  # when, and the thread's own time by then
        self._ticker = QTimer(interval=round(self.TICK * 1000))
        self._ticker.timeout.connect(lambda: self._ticks.append(_now()))

    def run(self, action: Callable[[], object], end: SignalInstance | None = None) -> list[Stall]:
        """Do something and return by how much each tick was late until ``end``, or the loop idles.

        Without ``end`` it is over once the loop has had a fifth of a second to itself.
        """
        loop = QEventLoop()
        self._ticks = [_now()]
        self._ticker.start()
        QTimer.singleShot(0, self.window, action)
        if end is None:
            QTimer.singleShot(0, lambda: QTimer.singleShot(200, loop.quit))
        else:
            end.connect(loop.quit)
        loop.exec()
        self._ticker.stop()
        if end is not None:
            end.disconnect(loop.quit)
        return sorted(
            Stall(b - a - self.TICK, busy_b - busy_a)
            for (a, busy_a), (b, busy_b) in pairwise(self._ticks)
        )

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.window.deleteLater()


def _batch(folder: Path) -> None:
    loop = Loop("auto")
    session = loop.window.session
    loop.run(partial(loop.window.start, []), session.model_ready)
    gc.freeze()  # as the program does
    start = time.perf_counter()
    stalls = loop.run(partial(session.add_paths, [str(folder)]), session.run_ended)
    spent = time.perf_counter() - start
    count = len(session.photos.results())
    print(f"{count} photos in {spent:.1f} s, {count / spent:.0f} a second")
    print(f"{'the window':<58}{'stall':>9}{'of it work':>12}   (target 50 ms)")
    _say(f"while {count} photos run", stalls)
    print(f"  99.9 % of its events below {stalls[int(len(stalls) * 0.999)].late * 1000:.0f} ms")
    loop.close()


def _rows(folder: Path) -> None:
    """Ten thousand rows: while they come and are analysed, sorted by state, and after."""
    (folder / "photo.jpg").write_bytes(_small_photo())
    for number in range(1, ROWS):
        os.link(folder / "photo.jpg", folder / f"{number * 7919 % ROWS:05}.jpg")
    loop = Loop("auto")
    window, session = loop.window, loop.window.session
    loop.run(partial(window.start, []), session.model_ready)
    gc.freeze()  # as the program does
    stalls = loop.run(lambda: None)
    _say("with nothing to do, for comparison", stalls)
    order = window.photos.order
    updates: list[float] = []
    session.progress.connect(lambda _: updates.append(time.perf_counter()))
    order.setCurrentIndex(order.findData(Role.STATUS))
    stalls = loop.run(partial(session.add_paths, [str(folder)]), session.run_ended)
    _say(f"{ROWS} rows coming in and analysed, sorted by state", stalls)
    busiest = max(bisect_left(updates, at + 1) - i for i, at in enumerate(updates))
    print(f"  at most {busiest} updates a second meanwhile (target 20)")
    _spread(session.photos, session.photos.items)
    for role in (Role.NAME, Role.STATUS, Role.ANSWER, Role.ADDED):
        stalls = loop.run(partial(order.setCurrentIndex, order.findData(role)))
        _say(f"sort {ROWS} rows by {role.name.lower()}", stalls)
    bar = window.photos.view.verticalScrollBar()
    stalls = [s for page in range(0, bar.maximum(), bar.maximum() // 20) for s in loop.run(
        partial(bar.setValue, page))]  # fmt: skip
    _say(f"scroll through {ROWS} rows", stalls)
    stalls = [s for text in ("7", "77", "", "answer") for s in loop.run(
        partial(window.photos.search.setText, text))]  # fmt: skip
    _say(f"search in {ROWS} rows", stalls)
    window.photos.search.clear()
    chips = window.photos.chips
    choices = [frozenset((facet,)) for facet, count in session.photos.counts.items() if count]
    stalls = [s for on in (*choices, frozenset()) for s in loop.run(partial(chips.turn_on, on))]
    _say(f"filter {ROWS} rows by each of {len(choices)} chips", stalls)
    window.photos.search.clear()
    stalls = loop.run(lambda: session.analyze_again(list(session.photos.items)))
    _say(f"analyse {ROWS} rows again", stalls)
    stalls = loop.run(session.cancel)
    _say("cancel that", stalls)
    _spread(session.photos, session.photos.items[:DRAGGED])
    rows = [session.photos.index(row) for row in range(DRAGGED)]
    stalls = loop.run(lambda: session.photos.mimeData(rows))
    _say(f"drag {DRAGGED} rows out", stalls)
    loop.close()


def _small_photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (64, 48), "tan").save(content, "JPEG")
    return content.getvalue()


def _spread(photos: PhotoModel, items: Sequence[Item]) -> None:
    """Give the rows different results, as photos of different things would have."""
    decisions = ("confident", "uncertain", "not_assessable")
    for item in items:
        result = made_up(decisions[item.id % 3], in_scope=bool(item.id % 7))
        photos.set_result(item.id, result, item.evidence)


def _say(what: str, stalls: list[Stall]) -> None:
    """The longest, and the most work in one: the difference is waiting for a processor."""
    late, busiest = max(stalls).late, max(stall.busy for stall in stalls)
    print(f"{what:<58}{late * 1000:6.0f} ms{busiest * 1000:9.0f} ms")


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
