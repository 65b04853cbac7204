"""Screens that nobody sees, which a test can look at and type on."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from haski_desktop.gui.basics.theme import LIGHT

needs_a_screen = pytest.mark.skipif(sys.platform != "linux", reason="needs an X server")


class Screen:
    """An X server without a monitor.

    Attributes:
        environment: What a program needs to show itself there.
    """

    def __init__(self, number: str, picture: Path) -> None:
        self.environment = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self._picture = picture

    def pixels(self) -> NDArray[np.uint8]:
        """What is on it now: (height, width, 3), red first."""
        data = self._picture.read_bytes()
        words = np.frombuffer(data, ">u4", 25)  # an xwd file: its header in words
        header, width, height, stride, colours = (int(words[i]) for i in (0, 4, 5, 12, 19))
        start = header + 12 * colours
        rows = np.frombuffer(data, np.uint8, height * stride, start).reshape(height, stride)
        return rows[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1]

    def shows(self, colour: str, count: int = 200) -> bool:
        """Whether at least ``count`` pixels have exactly ``colour``."""
        wanted = np.frombuffer(bytes.fromhex(colour.removeprefix("#")), np.uint8)
        return int((self.pixels() == wanted).all(axis=2).sum()) >= count

    def shows_a_result(self) -> bool:
        """Whether there is a card with an answer: the colour behind it."""
        return any(self.shows(tone.background) for tone in (LIGHT.good, LIGHT.caution))

    def close_window(self) -> None:
        """Close the window that is there by the last entry of its first menu."""
        window = self._xdotool("search", "--onlyvisible", "--name", "Haski Desktop").split()[0]
        self._xdotool("windowfocus", "--sync", window)
        self._xdotool("key", "--delay", "50", "alt+f", "Up", "Return")

    def _xdotool(self, *words: str) -> str:
        environment = os.environ | self.environment
        command = ["xdotool", *words]
        done = subprocess.run(
            command, env=environment, check=True, timeout=20, capture_output=True, text=True
        )
        return done.stdout


@contextmanager
def open_screen(folder: Path) -> Iterator[Screen]:
    """A screen until the block ends; ``folder`` is for its memory."""
    server = shutil.which("Xvfb")
    assert server, "install xvfb to run this test"
    read, write = os.pipe()
    words = ["-displayfd", str(write), "-screen", "0", "1400x900x24", "-fbdir", str(folder)]
    command = [server, *words, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield Screen(number, folder / "Xvfb_screen0")
        process.terminate()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for ``condition``, and fail if it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
