"""Photos of formats with a whole codec inside are decoded in processes that can be ended.

JPEG, PNG, GIF and BMP are decoded by the program itself: their structure says what that costs.
What a codec's data say can differ from what the file around them says, so each photo of the other
formats goes to a process (:mod:`haski_desktop.engine.decoder_process`), which is ended if it takes
too long, and replaced. What such a process says is checked like any file.
"""

import atexit
import logging
import math
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any, Final, cast

from PIL import Image, UnidentifiedImageError

from haski_desktop.engine import decoder_process, pixels
from haski_desktop.engine.decode import (
    MAX_CLAIMED_PIXELS,
    MAX_DECODED_PIXELS,
    MAX_DECODER_BYTES,
    Decoded,
    DecodeError,
    format_of,
)
from haski_desktop.engine.decode import decode as decode_here
from haski_desktop.engine.decode import exif_date as exif_date_here
from haski_desktop.engine.decoder_process import (
    ANSWER,
    ARGUMENT,
    CODES,
    DATE,
    DONE,
    FAILED,
    HOLD,
    READY,
    REQUEST,
    SIZES,
    TEXT,
    WHOLE,
)
from haski_desktop.engine.memory import Memory

log = logging.getLogger(__name__)

APART: Final = frozenset(("TIFF", "WEBP", "AVIF", "HEIF"))
# A process that does not keep to its own limits is ended from here after this.
PATIENCE: Final = decoder_process.PATIENCE + 5.0
_START_PATIENCE: Final = 60.0
_MOST_TEXT: Final = 100
# What the system ends a process with that takes too long, by its own limits.
_LATE: Final = frozenset(
    getattr(signal, name) for name in ("SIGXCPU", "SIGALRM") if hasattr(signal, name)
)

_memory: Final = Memory(MAX_DECODER_BYTES)


class _EndedError(Exception):
    """A process is at its end."""


class _LiedError(Exception):
    """A process says what none would."""


class _EndedBeforeError(Exception):
    """A process had ended, idle for long, before it saw the photo."""


class _Process:
    """A process that decodes. One thread at a time uses it."""

    def __init__(self) -> None:
        """Start it.

        Raises:
            OSError: No program can be started.
            _EndedError, _LiedError: Another one was.
        """
        import subprocess

        # Not of the terminal's group: Ctrl-C is for the program, which needs it for a while yet.
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            apart = {"creationflags": flags}
        self._process = subprocess.Popen(  # noqa: S603 - this program
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            **apart,
        )
        self._to = cast("FileIO", self._process.stdin)
        self._from = cast("FileIO", self._process.stdout)
        self._is_late = self._was_idle = self._is_ready = False
        self._await()

    def ask(self, which: int, side: int, data: bytes) -> Decoded | str:
        """Have a photo decoded, or a text of it read; see :data:`decoder_process.REQUEST`.

        Raises:
            DecodeError: That can't be done.
            _EndedBeforeError: Another process has to do it.
        """
        was_idle, self._was_idle = self._was_idle, True
        self._is_ready = False
        try:
            with self._watched(PATIENCE):
                self._send(REQUEST.pack(which, side, len(data)))
                self._send(data)
                answer = self._answer()
            result = self._result(*answer)
        except _LiedError as error:
            raise DecodeError("damaged") from error
        except _EndedError as error:
            with self._watched(PATIENCE):
                status = self._process.wait()
            if was_idle and not status:
                raise _EndedBeforeError from error
            log.info("a process that decoded a photo was ended (%d)", status)
            is_late = self._is_late or -status in _LATE
            raise DecodeError("too_complex" if is_late else "damaged") from error
        self._is_ready = True
        if isinstance(result, DecodeError):
            raise result
        return result

    @property
    def is_ready(self) -> bool:
        """Whether it waits for the next photo."""
        return self._is_ready and self._process.poll() is None

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _await(self) -> None:
        """Wait until it has started."""
        try:
            with self._watched(_START_PATIENCE):
                self._is_ready = self._answer()[0] == READY
        except _EndedError:
            self.end()
            raise
        if not self._is_ready:
            self.end()
            raise _LiedError

    def _result(self, kind: bytes, numbers: list[int]) -> Decoded | str | DecodeError:
        """What comes of the first answer to a request."""
        if kind == HOLD:
            with _memory.holding(min(numbers[0], MAX_DECODER_BYTES)), self._watched(PATIENCE):
                self._send(HOLD)
                kind, numbers = self._answer()
                if kind == DONE:
                    return self._pixels(*numbers)
        if kind == TEXT and numbers[0] <= _MOST_TEXT:
            return self._receive(numbers[0]).decode("utf-8", "replace")
        if kind == FAILED and numbers[0] < len(CODES):
            return DecodeError(CODES[numbers[0]])
        raise _LiedError

    def _pixels(self, width: int, height: int, *original: int) -> Decoded:
        if not 0 < width * height <= MAX_DECODED_PIXELS:
            raise _LiedError
        if not 0 < math.prod(original) <= MAX_CLAIMED_PIXELS:
            raise _LiedError
        data = self._receive(3 * width * height)
        return Decoded(Image.frombytes("RGB", (width, height), data), (original[0], original[1]))

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        """End it if the block takes longer."""
        watch = threading.Timer(seconds, self._end_late)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            watch.join()

    def _end_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._to.write(rest) :]
        except OSError as error:
            raise _EndedError from error

    def _answer(self) -> tuple[bytes, list[int]]:
        kind, *numbers = ANSWER.unpack(self._receive(ANSWER.size))
        return kind, numbers

    def _receive(self, size: int) -> bytearray:
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            count = self._from.readinto(rest)
            if not count:
                raise _EndedError
            rest = rest[count:]
        return data


class _Pool:
    """The processes that wait for a photo. There are as many as photos are decoded at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._of_parent: list[_Process] = []
        self._can_start = True
        atexit.register(self.end)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave_to_parent)

    def take(self) -> _Process | None:
        """One that nobody uses; ``None`` if none can be had."""
        with self._lock:
            while self._idle:
                if (process := self._idle.pop()).is_ready:
                    return process
                process.end()
        if self._can_start:
            try:
                return _Process()
            except (OSError, _EndedError, _LiedError) as error:
                self._can_start = False
                log.warning(
                    "%s photos are decoded without a limit of time: no process can be started (%s)",
                    ", ".join(sorted(APART)),
                    error,
                )
        return None

    def give_back(self, process: _Process) -> None:
        """Let others have it, if it can still be used."""
        if process.is_ready:
            with self._lock:
                self._idle.append(process)
        else:
            process.end()

    def end(self) -> None:
        """End those that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def _leave_to_parent(self) -> None:
        self._of_parent += self._idle
        self._idle, self._lock = [], threading.Lock()


_pool: Final = _Pool()


def decode(data: bytes, size: pixels.Size | None) -> Decoded:
    """Decode a photo, in a process of its own if its format asks for it and one can be had.

    Args:
        data: The whole file.
        size: How large the result is to be; ``None`` keeps every pixel.

    Raises:
        DecodeError: It is no photo, or none that can be decoded within the bounds.
    """
    which = next((i for i, kind in enumerate(SIZES) if isinstance(size, kind)), WHOLE)
    found = _ask(which, size.side if size else 0, data)
    return found if isinstance(found, Decoded) else decode_here(data, size, _memory.holding)


def exif_date(data: bytes) -> str:
    """When a photo was taken, as its Exif data say it; empty if they don't, or it is no photo."""
    try:
        found = _ask(DATE, 0, data)
    except DecodeError:
        return ""
    return found if isinstance(found, str) else exif_date_here(data)


def _ask(which: int, side: int, data: bytes) -> Decoded | str | None:
    """What a process answers; ``None`` if the photo needs none, or none can be had."""
    try:
        kind = format_of(data)
    except UnidentifiedImageError as error:
        raise DecodeError("unsupported_format") from error
    while kind in APART and (process := _pool.take()):
        log.debug("a process decodes %s", kind)
        try:
            return process.ask(which, side, data)
        except _EndedBeforeError:
            continue
        finally:
            _pool.give_back(process)
    return None


def _command() -> list[str]:
    """What starts such a process."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name(f"haski{program.suffix}")), ARGUMENT]
    if not sys.executable:
        raise OSError("Python does not know its own program")
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from haski_desktop.engine.decoder_process import serve; serve()"
    )
    return [sys.executable, "-P", "-c", code]
