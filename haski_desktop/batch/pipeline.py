"""Photos side by side on all cores, results in the order of the photos."""

import logging
import threading
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue

from haski_desktop.batch.cache import ResultCache
from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.runtime import available_cores
from haski_desktop.errors import ModelError, PhotoError, printable

log = logging.getLogger(__name__)

_REPORT = "Please report it, with the photo if you can."
# Photos decoded ahead of the one that is waited for, a worker: enough that one
# large photo does not hold up the others, and only 150 kB each.
_AHEAD = 4


class Control:
    """Pauses, continues or cancels a running batch, from any thread.

    Call its methods directly, not through a queue that the batch's own thread
    serves: that thread is busy. Nothing here blocks the caller but :meth:`proceed`.
    """

    def __init__(self) -> None:
        self._go = threading.Event()
        self._go.set()
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._cancelled

    @property
    def paused(self) -> bool:
        """Whether the batch is held, or will be once the photos in hand are done."""
        return not self._go.is_set()

    def pause(self) -> None:
        """Start no further photo until :meth:`resume`. No effect once cancelled."""
        if not self._cancelled:
            self._go.clear()

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        self._go.set()

    def cancel(self) -> None:
        """Finish the photo in hand, then end the batch for good, paused or not."""
        self._cancelled = True
        self._go.set()

    def proceed(self) -> bool:
        """Wait while paused; then whether to go on (``False`` once cancelled)."""
        self._go.wait()
        return not self._cancelled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo.

    Attributes:
        path: Its path as it was given; may hold undecodable bytes as surrogates.
        result: Its analysis, or why there is none.
    """

    path: str
    result: Analysis | Failure


def analyze_photos(
    paths: Iterable[str],
    analyzers: Sequence[Analyzer],
    control: Control | None = None,
    workers: int | None = None,
    cache: ResultCache | None = None,
) -> Generator[Outcome, None, None]:
    """Analyse photos on several threads and yield one outcome each, in their order.

    ``paths`` is read as the work proceeds, never far ahead, and only a few
    outcomes are held, so memory does not grow with the number of photos. A photo
    that can't be analysed yields a :class:`Failure`, as does a mistake of the program's
    own (``internal_error``). Closing the generator early
    (also by leaving a ``for`` loop and dropping it) cancels ``control`` and ends
    its threads.

    Args:
        paths: The photos.
        analyzers: One or more with the same model. With one, decoding runs side
            by side and the network takes turns; with one a core, both run side by side.
        control: To pause or cancel; takes effect within one photo.
        workers: Photos in hand at a time, at least 1; by default one a core, up to 8.
        cache: Where known results are found and new ones kept.
    """
    control = control or Control()
    workers = workers or default_workers()
    task = _Task(analyzers, control, cache)
    remaining = iter(paths)
    pending: deque[tuple[str, Future[Outcome | None]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="haski-batch")
    try:
        # A pause holds the workers, not this: what they had in hand is still to be given.
        while not control.cancelled:
            more = islice(remaining, workers * _AHEAD - len(pending))
            pending.extend((path, pool.submit(task, path)) for path in more)
            outcome = _outcome(*pending.popleft()) if pending else None
            if outcome is None:
                break
            yield outcome
    finally:
        if pending:  # left early: workers that are held by a pause must end too
            control.cancel()
        pool.shutdown(cancel_futures=True)


class _Task:
    """What a worker does with a path; ``None`` once cancelled."""

    def __init__(
        self, analyzers: Sequence[Analyzer], control: Control, cache: ResultCache | None
    ) -> None:
        self._control = control
        self._cache = cache
        self._free: SimpleQueue[Analyzer] = SimpleQueue()
        for analyzer in analyzers:
            self._free.put(analyzer)

    def __call__(self, path: str) -> Outcome | None:
        if not self._control.proceed():
            return None
        name = printable(path)
        try:
            if self._cache is None:
                return Outcome(path, self._analyze(path))
            return Outcome(path, self._cache.through(path, name, lambda: self._analyze(path)))
        except (PhotoError, ModelError) as error:
            return Outcome(path, Failure.of(name, error))

    def _analyze(self, path: str) -> Analysis:
        prepared = prepare(path, path)
        analyzer = self._free.get()
        try:
            return analyzer.predict(prepared)
        finally:
            self._free.put(analyzer)


def _outcome(path: str, future: Future[Outcome | None]) -> Outcome | None:
    """The finished task's answer; a mistake of ours is a row too, and ends nothing."""
    error = future.exception()
    if error is None:
        return future.result()
    log.error("unexpected failure on “%s”", printable(path), exc_info=error)
    reason = f"{type(error).__name__}: {error}"
    info = ErrorInfo("internal_error", f"The program failed on this photo ({reason}).", _REPORT)
    return Outcome(path, Failure(Source(printable(path)), info))


def default_workers() -> int:
    """Photos worth having in hand at a time: one a core that this process may use, up to 8."""
    return min(8, available_cores())
