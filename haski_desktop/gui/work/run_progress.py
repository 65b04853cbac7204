"""How far a run over many photos is. No Qt."""

import time
from collections.abc import Callable


class RunProgress:
    """Counts photos, and the time spent on them without the pauses.

    Attributes:
        total: Photos to do, as far as is known.
        done: Photos done.
        earlier: How many of them were done in an earlier run that this one continues.
        paused: Whether the run is waiting.
        scanning: Whether folders are still being looked through.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent = 0.0
        self._since = clock()
        self.total = 0
        self.done = 0
        self.earlier = 0
        self.paused = False
        self.scanning = False

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done."""
        return self.done >= self.total and not self.scanning

    @property
    def seconds(self) -> float:
        """Time spent."""
        return self._spent + (0.0 if self.paused else self._clock() - self._since)

    @property
    def rate(self) -> float | None:
        """Photos a second, once enough are done to say."""
        seconds, done = self.seconds, self.done - self.earlier
        return done / seconds if done >= 3 and seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Time left, if that can be said."""
        rate = self.rate
        return None if not rate or self.scanning else (self.total - self.done) / rate

    def pause(self, *, paused: bool) -> None:
        """Stop or start the clock."""
        if paused != self.paused:
            if paused:
                self._spent = self.seconds
            else:
                self._since = self._clock()
            self.paused = paused
