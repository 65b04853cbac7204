"""Photos side by side on all cores, results in the order of the photos."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from queue import SimpleQueue

from haski_desktop.batch.cache import ResultCache
from haski_desktop.batch.identity import runtime_key
from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.evidence import Evidence
from haski_desktop.engine.photo import Photo, PhotoSource, load_working_photo
from haski_desktop.engine.runtime import available_cores
from haski_desktop.errors import ModelError, PhotoError, printable

log = logging.getLogger(__name__)

_REPORT = "Please report it, with the photo if you can."
# Photos analysed ahead of the one that is waited for, a worker: enough that one large photo
# does not hold up the others. Their results are small.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo.

    Attributes:
        path: Its path as it was given; may hold undecodable bytes as surrogates.
        result: Its analysis, or why there is none.
        is_final: Whether the runtime answered that was in use when the pipeline began. If
            that failed meanwhile and another answered, a later run may do better.
        evidence: What the analysis rests on; ``None`` for a failure, or one from the cache.
    """

    path: str
    result: Analysis | Failure
    is_final: bool = True
    evidence: Evidence | None = None


def analyze_photos(
    paths: Iterable[str],
    analyzers: Sequence[Analyzer],
    workers: int | None = None,
    cache: ResultCache | None = None,
    load: Callable[[PhotoSource], Photo] = load_working_photo,
) -> Generator[Outcome, None, None]:
    """Analyse photos on several threads and yield one outcome each, in their order.

    ``paths`` is read as the work proceeds, never far ahead, and only a few
    outcomes are held, so memory does not grow with the number of photos. A photo
    that can't be analysed yields a :class:`Failure`, as does a mistake of the program's
    own (``internal_error``). To pause, don't ask for the next outcome. Closing the
    generator cancels what is not begun, and returns when its threads have ended.

    Args:
        paths: The photos.
        analyzers: One or more with the same model. With one, all but its networks runs
            side by side, and these take turns; with one a core, they run side by side, too.
        workers: Photos analysed at a time, at least 1; by default one a core, up to 8.
        cache: Where known results are found and new ones kept.
        load: How a photo is decoded; see :func:`~haski_desktop.engine.analyzer.prepare`.
    """
    workers = workers or default_workers()
    task = _Task([*islice(cycle(analyzers), workers)], cache, load)
    remaining = iter(paths)
    pending: deque[tuple[str, Future[Outcome]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="haski-batch")
    try:
        while True:
            more = islice(remaining, workers * _AHEAD - len(pending))
            pending.extend((path, pool.submit(task, path)) for path in more)
            if not pending:
                break
            yield _outcome(*pending.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


class _Task:
    """What a worker does with a path."""

    def __init__(
        self,
        analyzers: Sequence[Analyzer],
        cache: ResultCache | None,
        load: Callable[[PhotoSource], Photo],
    ) -> None:
        """Use the analyzers, one for each photo that is worked on at a time."""
        self._load = load
        self._runtime = runtime_key(analyzers[0])
        self._cache = cache
        self._free: SimpleQueue[Analyzer] = SimpleQueue()
        for analyzer in analyzers:
            self._free.put(analyzer)

    def __call__(self, path: str) -> Outcome:
        name = printable(path)
        is_final = True
        evidence: Evidence | None = None

        def analyze() -> Analysis:
            nonlocal is_final, evidence
            prepared = prepare(path, path, self._load)
            analyzer = self._free.get()
            try:
                result, evidence = analyzer.examine(prepared)
                is_final = runtime_key(analyzer) == self._runtime
            finally:
                self._free.put(analyzer)
            return result

        try:
            if self._cache is None:
                result = analyze()
            else:
                result = self._cache.find_or_analyze(path, name, analyze)
            return Outcome(path, result, is_final, evidence)
        except (PhotoError, ModelError) as error:
            return Outcome(path, Failure.of(name, error))


def _outcome(path: str, future: Future[Outcome]) -> Outcome:
    """The finished task's answer; a mistake of ours is a row too, and ends nothing."""
    error = future.exception()
    if error is None:
        return future.result()
    log.error("unexpected failure on “%s”", printable(path), exc_info=error)
    return Outcome(path, internal_error(path, error))


def internal_error(name: str, error: BaseException) -> Failure:
    """The failure of a photo on which the program made a mistake."""
    reason = f"{type(error).__name__}: {error}"
    info = ErrorInfo("internal_error", f"The program failed on this photo ({reason}).", _REPORT)
    return Failure(Source(printable(name)), info)


def default_workers() -> int:
    """Photos worth analysing at a time: one a core that this process may use, up to 8."""
    return min(8, available_cores())
