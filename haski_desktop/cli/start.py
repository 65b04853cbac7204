"""Where the installed ``haski`` starts: ready for Ctrl-C before anything else is imported.

In the first half second Python and native libraries are being loaded; an interrupt there
would come out as a traceback, or end in the middle of one of them.
"""

import contextlib
import os
import signal
import sys
from types import FrameType

# As in ExitStatus, which is not imported yet.
INTERRUPTED = 130
# How the standalone program starts itself to decode photos; as in engine/decoder_process.py.
DECODE_PHOTOS = "--decode-photos"


def end_on_interrupt() -> None:
    """Let Ctrl-C end the program at once and silently, until a command knows better."""
    signal.signal(signal.SIGINT, _end)


def fill_standard_streams() -> None:
    """Let no file become standard output or error because these are closed.

    Python's own messages go to a copy of standard error: what native code writes there is
    kept from it now and then (see ``engine/litert.py``), and theirs must not be.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    encoding = getattr(sys.stderr, "encoding", "utf-8")
    sys.stderr = open(os.dup(2), "w", buffering=1, encoding=encoding, errors="replace")  # noqa: SIM115 - for the whole run
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115


def _end(_number: int, _frame: FrameType | None) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\r\x1b[K")  # what is left of a progress bar
    os._exit(INTERRUPTED)


def entry() -> None:
    """Run ``haski``, then end at once.

    Everything is written and closed by then. Taking numpy and the network apart piece
    by piece, as Python does at its end, would cost as much as analysing the photo did.
    """
    if getattr(sys, "frozen", False) and sys.argv[1:] == [DECODE_PHOTOS]:
        from haski_desktop.engine.decoder_process import serve

        serve()
        return
    end_on_interrupt()
    fill_standard_streams()
    from haski_desktop.cli.main import main

    try:
        status = main()
    except SystemExit as end:  # argparse's, after help and on wrong usage
        status = int(end.code or 0)
    with contextlib.suppress(OSError):  # it is full, and nobody can be told
        sys.stderr.flush()
    os._exit(status)
