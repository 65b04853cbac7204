"""A process that decodes one photo after the other for the program that started it.

It may use so much of a processor's time for each and so much memory, and can open no file: see
:func:`serve`. Requests and answers are numbers of fixed length, each followed by bytes.
"""

import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, get_args

from haski_desktop.engine import pixels
from haski_desktop.engine.decode import (
    DecodeError,
    DecodeErrorCode,
    decode,
    exif_date,
    import_all,
)

# What starts it in the standalone program; see haski_desktop/cli/start.py.
ARGUMENT: Final = "--decode-photos"
# Of a processor's time for one photo; and of all time, should it wait rather than work, before
# it has asked for memory and after.
SECONDS: Final = 10
PATIENCE: Final = 40
# Data that it may hold: Python and the libraries take some, too.
MOST_DATA: Final = 2**30
IDLE_SECONDS: Final = 30

REQUEST: Final = struct.Struct("<BQQ")  # which size, its side, bytes of the file
ANSWER: Final = struct.Struct("<c4Q")
# What an answer is: ready for a photo; so much memory is needed, which the program grants by
# sending this back; failed, with the number of a code; done, with two sizes and the pixels; or the
# text that was asked for, with its length.
READY, HOLD, FAILED, DONE, TEXT = b"r", b"h", b"f", b"d", b"t"
CODES: Final[tuple[DecodeErrorCode, ...]] = get_args(DecodeErrorCode)
SIZES: Final[tuple[type[pixels.AtLeast] | type[pixels.Working], ...]] = (
    pixels.AtLeast,
    pixels.Working,
)
WHOLE: Final = len(SIZES)
DATE: Final = WHOLE + 1  # asked for in place of a size


def serve() -> None:
    """Decode what standard input asks for until it is closed, or idle for long."""
    import_all()  # no file can be opened later
    with open(0, "rb", buffering=0) as requests, open(1, "wb", buffering=0) as answers:
        _give_up_rights()
        _write(answers, ANSWER.pack(READY, 0, 0, 0, 0))
        while _is_asked() and (head := _read(requests, REQUEST.size)):
            _decode(requests, answers, *REQUEST.unpack(head))


def _give_up_rights() -> None:
    """Open no file and no connection any more, and hold no more than a bounded amount of data."""
    if sys.platform == "win32":
        return
    import resource

    for name, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", 0),
        ("RLIMIT_DATA", MOST_DATA),
    ):
        resource.setrlimit(getattr(resource, name), (most, most))


def _is_asked() -> bool:
    """Wait for a request, but not for ever."""
    if sys.platform == "win32":
        return True
    import select

    return bool(select.select([0], [], [], IDLE_SECONDS)[0])


def _decode(requests: BinaryIO, answers: BinaryIO, which: int, side: int, length: int) -> None:
    data = _read(requests, length)

    @contextmanager
    def holding(needed: int) -> Iterator[None]:
        _limit_patience(0)
        # The program holds the file's bytes meanwhile, too.
        _write(answers, ANSWER.pack(HOLD, needed + length, 0, 0, 0))
        if _read(requests, len(HOLD)) != HOLD:
            raise SystemExit
        _limit_patience(PATIENCE)
        yield

    _limit_time()
    _limit_patience(PATIENCE)
    if which == DATE:
        text = exif_date(data).encode()
        answer = ANSWER.pack(TEXT, len(text), 0, 0, 0) + text
    else:
        try:
            image, original = decode(data, None if which == WHOLE else SIZES[which](side), holding)
            answer = ANSWER.pack(DONE, *image.size, *original) + image.tobytes()
        except DecodeError as error:
            answer = ANSWER.pack(FAILED, CODES.index(error.code), 0, 0, 0)
    _limit_patience(0)
    _write(answers, answer)


def _limit_time() -> None:
    """Be ended by the system after some more seconds of a processor's time."""
    if sys.platform == "win32":
        return
    import resource
    import time

    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(time.process_time()) + 1 + SECONDS
    if most != resource.RLIM_INFINITY:
        soft = min(soft, most)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))


def _limit_patience(seconds: int) -> None:
    """Be ended by the system after so many seconds, also if the program is gone by then."""
    if sys.platform != "win32":
        import signal

        signal.alarm(seconds)


def _read(file: BinaryIO, size: int) -> bytes:
    """``size`` bytes; fewer if there are no more."""
    data = bytearray()
    while len(data) < size and (part := file.read(min(size - len(data), 2**20))):
        data += part
    return bytes(data)


def _write(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
