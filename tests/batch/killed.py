"""``haski``, killed in the middle of the given writing operation: ``killed.py N ARGUMENT...``.

A write is cut off half way, a rename is not done, an unlink neither.
"""

import io
import os
import signal
import sys
from itertools import count
from typing import Any

from haski_desktop.cli.main import main

_operations = count(1)
_last = int(sys.argv[1])


def _die_if_last() -> bool:
    return next(_operations) == _last


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _KilledFile(io.FileIO):
    def write(self, data: Any) -> int:
        if _die_if_last():
            super().write(bytes(data)[: len(data) // 2])
            _kill()
        return super().write(data)


def _killed_replace(old: str, new: str, replace: Any = os.replace) -> None:
    if _die_if_last():
        _kill()
    replace(old, new)


def _killed_fsync(file: int, fsync: Any = os.fsync) -> None:
    if _die_if_last():
        _kill()
    fsync(file)


if __name__ == "__main__":
    from haski_desktop.batch import result_file

    vars(result_file)["FileIO"] = _KilledFile
    os.replace = _killed_replace  # type: ignore[assignment]
    os.fsync = _killed_fsync  # type: ignore[assignment]
    sys.exit(main(sys.argv[2:]))
