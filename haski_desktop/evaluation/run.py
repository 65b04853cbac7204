"""Labelled photos through one model, or through two side by side."""

import os
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from haski_desktop.batch.pipeline import default_workers
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.errors import LabelsError, PhotoError
from haski_desktop.evaluation.labelled import LabelledPhoto
from haski_desktop.evaluation.scores import Answered


class Model(NamedTuple):
    """A model to be tried.

    Attributes:
        path: A bundle's folder, manifest or model file; ``None`` for the bundled one.
        runtime: What runs it.
    """

    path: Path | None = None
    runtime: RuntimeChoice = "auto"

    def open(self) -> Analyzer:
        """Load it, on one thread.

        Raises:
            ModelError: It is not usable.
        """
        return Analyzer.open(self.path, self.runtime, threads=1, provider="cpu")


class Tried(NamedTuple):
    """What came of one photo.

    Attributes:
        photo: The photo.
        analyses: Of each model, in their order; or why the photo can't be read.
        seconds: What each model took, decoding left out.
    """

    photo: LabelledPhoto
    analyses: tuple[Analysis, ...] | Failure
    seconds: tuple[float, ...]


def try_models(
    photos: Sequence[LabelledPhoto], models: Sequence[Model], workers: int | None = None
) -> Generator[Tried, None, None]:
    """Analyse photos by several models, each photo decoded once, in the photos' order.

    Which of the models comes first alternates, so that none profits from the other's work.
    Closing the generator ends its threads.

    Args:
        photos: The photos.
        models: One or more.
        workers: Photos analysed at a time; by default one a core, up to 8.

    Raises:
        ModelError: A model can't be loaded, or fails on a photo.
    """
    workers = workers or default_workers()
    loaded: SimpleQueue[tuple[Analyzer, ...]] = SimpleQueue()
    for _ in range(min(workers, max(1, len(photos)))):
        loaded.put(tuple(model.open() for model in models))

    def attempt(number: int, photo: LabelledPhoto) -> Tried:
        try:
            prepared = prepare(photo.path, photo.name)
        except PhotoError as error:
            return Tried(photo, Failure.of(photo.name, error), ())
        analyzers = loaded.get()
        try:
            found: dict[int, tuple[Analysis, float]] = {}
            for k in range(len(analyzers)):
                index = (number + k) % len(analyzers)
                start = time.perf_counter()
                analysis = analyzers[index].predict(prepared)
                found[index] = analysis, time.perf_counter() - start
        finally:
            loaded.put(analyzers)
        ordered = [found[index] for index in range(len(analyzers))]
        return Tried(photo, tuple(a for a, _ in ordered), tuple(s for _, s in ordered))

    pool = ThreadPoolExecutor(workers, thread_name_prefix="haski-evaluation")
    pending: deque[Future[Tried]] = deque()
    try:
        for number, photo in enumerate(photos):
            pending.append(pool.submit(attempt, number, photo))
            if len(pending) > 4 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def answered(tried: Sequence[Tried], model: int = 0) -> Answered:
    """What one of the models said of the photos that could be read.

    Raises:
        LabelsError: Not one could be read.
    """
    readable = [each for each in tried if not isinstance(each.analyses, Failure)]
    if not readable:
        raise LabelsError(
            "labels_invalid",
            "None of the labelled photos can be read.",
            "Check that the table lies in the folder of its photos.",
        )
    analyses = [each.analyses[model] for each in readable if isinstance(each.analyses, tuple)]
    return Answered([each.photo for each in readable], analyses)


def failures(tried: Sequence[Tried]) -> list[Failure]:
    """The photos that could not be read."""
    return [each.analyses for each in tried if isinstance(each.analyses, Failure)]


def title(model: Model) -> str:
    """How a report calls the model."""
    name = "bundled" if model.path is None else os.path.basename(os.path.normpath(model.path))
    return name if model.runtime == "auto" else f"{name} ({model.runtime})"
