"""How much memory may be in use at once."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Memory:
    """Lets threads go on as long as what they hold together fits; first come, first served."""

    def __init__(self, size: int) -> None:
        """There are ``size`` bytes."""
        self._size = size
        self._set_free()
        if hasattr(os, "register_at_fork"):  # those who held some stayed in the other process
            os.register_at_fork(after_in_child=self._set_free)

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Wait until ``size`` bytes, which must not be more than all, are free; hold them."""
        with self._turn, self._changed:
            self._changed.wait_for(lambda: self._free >= size)
            self._free -= size
        try:
            yield
        finally:
            with self._changed:
                self._free += size
                self._changed.notify_all()

    def _set_free(self) -> None:
        self._free = self._size
        self._turn = threading.Lock()
        self._changed = threading.Condition()
