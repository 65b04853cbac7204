"""How far a run over many photos is."""

import time
from collections import Counter
from collections.abc import Callable


class RunProgress:
    """Counts photos, and the time spent on them without the pauses.

    Attributes:
        total: Photos to do, as far as is known.
        done: Photos done.
        earlier: How many of them were done in an earlier run that this one continues.
        failed: How many could not be analysed, by the error's code.
        unlisted: Folders that could not be listed.
        paused: Whether the run is waiting.
        scanning: Whether folders are still being looked through.
        ended: Whether the run is over, because all was done or because it was cancelled.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent = 0.0
        self._since = clock()
        self.total = 0
        self.done = 0
        self.earlier = 0
        self.failed: Counter[str] = Counter()
        self.unlisted = 0
        self.paused = False
        self.scanning = False
        self.ended = False

    @property
    def analysed(self) -> int:
        """Photos that this run has analysed."""
        return self.done - self.earlier - self.failed.total()

    @property
    def seconds(self) -> float:
        """Time spent."""
        stopped = self.paused or self.ended
        return self._spent + (0.0 if stopped else self._clock() - self._since)

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
        if paused != self.paused and not self.ended:
            if paused:
                self._spent = self.seconds
            else:
                self._since = self._clock()
            self.paused = paused

    def end(self) -> None:
        """Stop the clock for good."""
        self._spent = self.seconds
        self.paused = self.scanning = False
        self.ended = True
