"""One batch at a time on one output file."""

import contextlib
import os
import sys

from haski_desktop.errors import OutputError, printable


class OutputLock:
    """Holds ``PATH.lock`` until closed. The system lets go of it if the program dies."""

    def __init__(self, output: str) -> None:
        """Take the lock on the output file at the real path ``output``.

        Raises:
            OutputError: ``output_in_use``.
            OSError: The lock file can't be made.
        """
        self._path = output + ".lock"
        self._file = -1
        while self._file < 0:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(file)
            except OSError as error:
                os.close(file)
                raise OutputError(
                    "output_in_use",
                    f"Another batch is writing “{printable(output)}”.",
                    "Wait for it to end, or choose another output file.",
                ) from error
            if self._still_there(file):
                self._file = file
            else:  # its last owner removed it between our opening and locking it
                os.close(file)

    def close(self) -> None:
        """Let go."""
        # Windows can't remove an open file, others must do so before they let go.
        if os.name == "nt":
            os.close(self._file)
        with contextlib.suppress(OSError):
            os.unlink(self._path)
        if os.name != "nt":
            os.close(self._file)

    def _still_there(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), os.stat(self._path))
        except FileNotFoundError:
            return False


def _lock(file: int) -> None:
    """Lock or raise ``OSError`` at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
