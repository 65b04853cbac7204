"""What the standalone program weighs and how quickly it starts, beside what it may."""

import ctypes
import ctypes.util
import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TURNS = 15
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1200, 800)
window.show()
app.exec()
"""


def allowed() -> dict[str, dict[str, float]]:
    """The budgets."""
    return tomllib.loads((HERE / "budgets.toml").read_text())


def folder_size(folder: Path) -> int:
    """Bytes in all files of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def report(folder: Path, archive: Path, made: Path | None) -> None:
    """Print all measures; the timings only if ``made``, a place to work in, is given."""
    limits = allowed()
    _line("folder", folder_size(folder) / 1e6, limits["size"]["folder"], "MB")
    _line("archive", archive.stat().st_size / 1e6, limits["size"]["archive"], "MB")
    if made is None:
        return
    ours, source = _alternately(
        lambda: _seconds([str(folder / "haski"), "analyze", *PHOTO]),
        lambda: _seconds([sys.executable, "-m", "haski_desktop.cli.main", "analyze", *PHOTO]),
    )
    print(f"haski analyze: frozen {ours * 1000:.0f} ms, from source {source * 1000:.0f} ms")
    _line("analyze", ours / source, limits["ratio"]["analyze"], "x")
    if not shutil.which("Xvfb"):
        print("window: not measured, there is no Xvfb here")
        return
    bare = _bare_window(made)
    with screen() as display, tempfile.TemporaryDirectory() as settings:
        os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb", HASKI_CONFIG_DIR=settings)
        ours, trivial = _alternately(
            lambda: _until_mapped([str(folder / "haski-desktop")]),
            lambda: _until_mapped([str(bare)]),
        )
    print(f"first window: ours {ours * 1000:.0f} ms, a bare one {trivial * 1000:.0f} ms")
    _line("window", ours / trivial, limits["ratio"]["window"], "x")


PHOTO = (str(ROOT / "resources/sample.jpg"), "--json")


def _line(name: str, value: float, limit: float, unit: str) -> None:
    verdict = "ok" if value <= limit else "OVER"
    print(f"{name:<8} {value:7.2f} {unit:<2} of {limit:g}  {verdict}")


def _alternately(*measures: Callable[[], float]) -> Iterator[float]:
    """The median of each, taken by turns so that all see the same machine."""
    found: list[list[float]] = [[] for _ in measures]
    for turn in range(TURNS + 1):
        for measure, times in zip(measures, found, strict=True):
            seconds = measure()
            if turn:  # the first only warms the disk's cache
                times.append(seconds)
    return map(statistics.median, found)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return time.perf_counter() - start


def _bare_window(made: Path) -> Path:
    """A program that does nothing but show an empty window, frozen as simply as can be."""
    script = made / "bare.py"
    script.write_text(BARE)
    words = ["--noconfirm", "--log-level=WARN", "--windowed", "--distpath", made, "--workpath"]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *words, made / "work", "--specpath", made, script],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return made / "bare" / "bare"


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    words = ["-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    words.append("-noreset")  # would forget who listens once the last program has gone
    with subprocess.Popen(["Xvfb", *words], pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield f":{number}"
        server.terminate()


def _until_mapped(command: list[str]) -> float:
    """Seconds from process start until the screen's server is told to show a window."""
    with _Windows(os.environ["DISPLAY"]) as windows:
        start = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        windows.wait_for_next(seconds=30)
        seconds = time.perf_counter() - start
        process.kill()
        process.wait()
    return seconds


class _Windows:
    """Hears from the screen's server when a window is shown."""

    MAP_NOTIFY = 19
    EVENT_MASK = 1 << 11
    SUBSTRUCTURE = 1 << 19

    def __init__(self, display: str) -> None:
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        self._xcb.xcb_get_setup.restype = ctypes.c_void_p
        self._xcb.xcb_setup_roots_iterator.restype = _Roots
        self._xcb.xcb_poll_for_event.restype = ctypes.POINTER(ctypes.c_uint8)
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(display.encode(), None))

    def __enter__(self) -> Self:
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        mask = ctypes.c_uint32(self.SUBSTRUCTURE)
        self._xcb.xcb_change_window_attributes(
            self._connection, root, self.EVENT_MASK, ctypes.byref(mask)
        )
        self._xcb.xcb_flush(self._connection)
        return self

    def wait_for_next(self, seconds: float) -> None:
        """Return once a window is shown.

        Raises:
            TimeoutError: None was.
        """
        end = time.monotonic() + seconds
        socket = self._xcb.xcb_get_file_descriptor(self._connection)
        while time.monotonic() < end:
            event = self._xcb.xcb_poll_for_event(self._connection)
            if not event:
                select.select([socket], [], [], 1)
            elif event[0] & 0x7F == self.MAP_NOTIFY:
                return
        raise TimeoutError("the program showed no window")

    def __exit__(self, *_: object) -> None:
        self._xcb.xcb_disconnect(self._connection)


class _Roots(ctypes.Structure):
    """xcb_screen_iterator_t; the first word of a screen is its root window."""

    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )
