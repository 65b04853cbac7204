"""Photos that wait for their analysis, and the analyzers that do it."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence

from haski_desktop.batch.events import Job
from haski_desktop.batch.pipeline import Outcome, internal_error
from haski_desktop.engine.analysis import Failure
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.photo import Photo, PhotoSource
from haski_desktop.errors import ModelError, PhotoError, printable

log = logging.getLogger(__name__)


class JobQueue:
    """Photos in the order in which they are analysed, each with one outcome.

    Those that somebody waits for go first and are analysed on the thread that asks. The
    others are analysed side by side. A change of the model holds from the next photo on.
    """

    def __init__(
        self,
        analyze: Callable[..., Generator[Outcome]],
        load: Callable[[PhotoSource], Photo],
        on_start: Callable[[Job], None],
    ) -> None:
        """An empty queue without a model.

        Args:
            analyze: :func:`~haski_desktop.batch.pipeline.analyze_photos` or the like.
            load: How a photo that goes first is decoded.
            on_start: Told of each photo that is analysed side by side, just before it is read.
        """
        self._analyze, self._load, self._on_start = analyze, load, on_start
        self._analyzers: Sequence[Analyzer] = ()
        self._model_error = ModelError("model_not_found", "There is no model.", "Choose one.")
        self._checksum: Callable[[], str] = lambda: ""
        self._model: str | None = ""
        self._first: deque[Job] = deque()
        self._waiting: deque[Job] = deque()
        self._started: deque[Job] = deque()
        self._outcomes: Generator[Outcome] | None = None

    def use_model(self, analyzers: Sequence[Analyzer], checksum: Callable[[], str]) -> None:
        """Analyse with another model from now on; see ``Batch.use_model``."""
        self.stop()
        self._analyzers, self._checksum, self._model = analyzers, checksum, None

    def use_no_model(self, error: ModelError) -> None:
        """Until there is a model, photos fail with ``error``."""
        self._model_error = error

    @property
    def has_model(self) -> bool:
        """Whether there is a model to analyse photos with."""
        return bool(self._analyzers)

    @property
    def model(self) -> str:
        """Checksum of what results depend on besides the photos; empty if nobody can say."""
        if self._model is None:
            try:
                self._model = self._checksum()
            except ModelError as error:
                log.warning("the results can't be continued later: %s", error)
                self._model = ""
        return self._model

    def add(self, job: Job, *, first: bool = False) -> None:
        """Put a photo at the end, or behind those that go before all others."""
        # What is no file can't be read side by side.
        is_first = first or isinstance(job.photo, bytes)
        (self._first if is_first else self._waiting).append(job)

    @property
    def has_first(self) -> bool:
        """Whether somebody waits for a photo."""
        return bool(self._first)

    @property
    def has_others(self) -> bool:
        """Whether there are photos for which nobody waits; some may have been begun."""
        return bool(self._waiting or self._started)

    @property
    def is_running(self) -> bool:
        """Whether threads stand ready to analyse photos side by side."""
        return self._outcomes is not None

    def analyze_first(self) -> tuple[Job, Outcome]:
        """Analyse the next photo that somebody waits for. There must be one."""
        return self._analyze_here(self._first.popleft())

    def analyze_next(self) -> tuple[Job, Outcome] | None:
        """The next of the other photos; ``None`` if that takes another call."""
        if not self._analyzers:
            return self._analyze_here(self._waiting.popleft())
        if self._outcomes is None:
            self._outcomes = self._analyze(self._start_waiting(), self._analyzers)
        try:
            outcome = next(self._outcomes, None)
        except Exception as error:
            if not self._started:
                raise
            log.exception("the photos can't be analysed side by side")
            job = self._started.popleft()
            self.stop()
            return job, Outcome(str(job.photo), internal_error(job.name, error))
        if outcome is None:  # it had answered for all there was; now there is more
            self._outcomes = None
            return None
        return self._started.popleft(), outcome

    def stop(self) -> None:
        """End the threads; what they had not done waits again."""
        if self._outcomes is not None:
            self._outcomes.close()
            self._outcomes = None
        self._waiting.extendleft(reversed(self._started))
        self._started.clear()

    def clear(self) -> None:
        """End the threads and forget all photos."""
        self.stop()
        self._first.clear()
        self._waiting.clear()

    def _start_waiting(self) -> Iterator[str]:
        """What the pipeline takes."""
        while self._waiting:
            job = self._waiting.popleft()
            self._started.append(job)
            self._on_start(job)
            yield str(job.photo)

    def _analyze_here(self, job: Job) -> tuple[Job, Outcome]:
        """Analyse one photo on this thread."""
        path = "" if isinstance(job.photo, bytes) else job.photo
        try:
            if not self._analyzers:
                raise self._model_error  # noqa: TRY301 - as the analyzer would
            prepared = prepare(job.photo, job.name, self._load)
            result, evidence = self._analyzers[0].examine(prepared)
        except (PhotoError, ModelError) as error:
            return job, Outcome(path, Failure.of(printable(job.name), error))
        except Exception as error:
            log.exception("unexpected failure on “%s”", printable(job.name))
            return job, Outcome(path, internal_error(job.name, error))
        return job, Outcome(path, result, evidence=evidence)
