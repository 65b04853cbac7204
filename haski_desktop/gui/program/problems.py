"""Unexpected errors: shown, written to a local report, never fatal, never sent."""

import logging
import sys
import threading
import time
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Signal

from haski_desktop.about import version

log = logging.getLogger(__name__)
LINES_KEPT: Final = 2000


class _News(QObject):
    """A handler can't have signals of its own."""

    line = Signal(str)


class LogLines(logging.Handler):
    """Keeps the newest lines of the log for the log view.

    Attributes:
        lines: They.
        news: Its signal ``line`` brings each further one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LINES_KEPT)
        self.news = _News()
        self.setFormatter(logging.Formatter("%(asctime)s  %(levelname)-7s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        self.news.line.emit(line)


class Problems(QObject):
    """Catches what nothing else caught.

    Attributes:
        happened: One line about the error, and all its details.
    """

    happened = Signal(str, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._known: set[str] = set()  # one that keeps coming back is told once

    def install(self) -> None:
        """Catch errors of this process from now on, on every thread."""
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Report an error."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        if details in self._known:
            return
        self._known.add(details)
        log.error("unexpected error\n%s", details)
        report = self._write(details)
        place = f"\n\n{report}" if report else ""
        self.happened.emit(f"{kind.__name__}: {error}", details + place)

    def _write(self, details: str) -> Path | None:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        path = self._folder / f"report-{stamp}.txt"
        head = f"haski-desktop {version()}, Python {sys.version}, {sys.platform}\n\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(head + details, encoding="utf-8")
        except OSError as error:
            log.warning("the report could not be written: %s", error)
            return None
        return path
