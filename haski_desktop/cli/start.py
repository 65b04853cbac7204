"""Where the installed ``haski`` starts: ready for Ctrl-C before anything else is imported.

In the first half second Python and native libraries are being loaded; an interrupt there
would come out as a traceback, or end in the middle of one of them.
"""

import os
import signal
import sys
from types import FrameType

# As in ExitStatus, which is not imported yet.
INTERRUPTED = 130


def end_on_interrupt() -> None:
    """Let Ctrl-C end the program at once and silently, until a command knows better."""
    signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\r\x1b[K")  # what is left of a progress bar
    os._exit(INTERRUPTED)


def entry() -> None:
    """Run ``haski``, then end at once.

    Everything is written and closed by then. Taking numpy and the network apart piece
    by piece, as Python does at its end, would cost as much as analysing the photo did.
    """
    end_on_interrupt()
    from haski_desktop.cli.main import main

    status = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)
