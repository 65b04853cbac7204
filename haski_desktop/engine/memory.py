"""How much memory may be in use at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Memory:
    """Lets threads go on as long as what they hold together fits; first come, first served."""

    def __init__(self, size: int) -> None:
        """There are ``size`` bytes."""
        self._free = size
        self._turn = threading.Lock()
        self._changed = threading.Condition()

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
