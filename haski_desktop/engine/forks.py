"""A fork of this process waits until no thread is in the middle of an analysis.

The child has the memory of all threads but only the one that forked: a network that another one
was running, and the locks which that one held, would stay as they were for ever.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class _Gate:
    """Lets many threads analyse, or one fork."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()  # by thread
        self._forking = 0

    @contextmanager
    def no_fork(self) -> Iterator[None]:
        """Let forks wait while the block runs. Blocks may be nested."""
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: not self._forking or self._inside[me])
            self._inside[me] += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                    self._changed.notify_all()

    def before(self) -> None:
        """Wait for the other threads, and keep them waiting."""
        me = threading.get_ident()
        self._changed.acquire()
        self._forking += 1
        self._changed.wait_for(lambda: not self._inside.keys() - {me})

    def after_in_parent(self) -> None:
        """Let them go on."""
        self._forking -= 1
        self._changed.notify_all()
        self._changed.release()

    def after_in_child(self) -> None:
        """Nobody else is there."""
        self._changed, self._forking = threading.Condition(), 0


_gate = _Gate()
no_fork = _gate.no_fork
if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(
        before=_gate.before,
        after_in_parent=_gate.after_in_parent,
        after_in_child=_gate.after_in_child,
    )
