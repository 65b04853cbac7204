"""Ctrl-C and a polite kill close the window as its own menu does."""

import signal
import socket
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Interrupts(QObject):
    """Calls ``close`` when the system asks the program to end.

    Python runs a signal's handler only once Qt hands it the control again, which an idle
    window never does. So the interpreter writes each signal to a socket that wakes Qt up.
    """

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__()
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._read.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._close = close
        self._before: dict[signal.Signals, Any] = {
            number: signal.signal(number, self._ask_to_close) for number in SIGNALS
        }
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)

    def restore(self) -> None:
        """Let the signals do what they did before."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _drain(self) -> None:
        """Only to be called: Python then runs the handler."""
        self._read.recv(4096)

    def _ask_to_close(self, *_: object) -> None:
        self._close()
