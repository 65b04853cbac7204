"""Order, bounded look-ahead, cancelling, pausing, and failures as rows."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.batch import pipeline
from haski_desktop.batch.pipeline import Outcome, analyze_photos
from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.mock import MockRuntime, mock_manifest
from haski_desktop.engine.runtime import Array
from haski_desktop.errors import ModelError
from tests.batch.conftest import MakePhotos


def _paths(outcomes: Iterator[Outcome]) -> list[str]:
    return [outcome.path for outcome in outcomes]


def _threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("haski-batch")]


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_outcomes_come_in_the_order_of_the_paths(
    make_photos: MakePhotos, mock: Analyzer, workers: int
) -> None:
    paths = [str(path) for path in make_photos(40)]
    Image.effect_noise((2000, 2000), 50).save(paths[0])  # much slower than those after it
    outcomes = list(analyze_photos(paths, [mock], workers=workers))
    assert [outcome.path for outcome in outcomes] == paths
    assert all(isinstance(outcome.result, Analysis) for outcome in outcomes)
    assert [outcome.result.source.name for outcome in outcomes] == paths
    assert _threads() == []


def test_bad_photos_are_rows(tmp_path: Path, make_photos: MakePhotos, mock: Analyzer) -> None:
    good, cut, empty = make_photos(3)
    cut.write_bytes(good.read_bytes()[:60])
    empty.write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.jpg")
    paths = [good, cut, empty, tmp_path / "pipe.jpg", tmp_path / "gone.jpg", good]
    results = [o.result for o in analyze_photos(map(str, paths), [mock])]
    codes = [r.error.code if isinstance(r, Failure) else "ok" for r in results]
    assert codes == ["ok", "damaged", "empty_file", "not_a_file", "not_found", "ok"]


def test_a_network_that_fails_is_a_row(make_photos: MakePhotos) -> None:
    class Failing(MockRuntime):
        def run(self, *inputs: Array) -> dict[str, Array]:  # noqa: ARG002
            raise ModelError("inference_failed", "It failed.", "Try again.")

    analyzer = Analyzer(mock_manifest(), iter([(Failing(), None)]))
    paths = [str(path) for path in make_photos(5)]
    results = [o.result for o in analyze_photos(paths, [analyzer])]
    assert [r.error.code for r in results if isinstance(r, Failure)] == ["inference_failed"] * 5


def test_a_mistake_of_ours_is_a_row(
    make_photos: MakePhotos, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(MockRuntime):
        def run(self, *inputs: Array) -> dict[str, Array]:  # noqa: ARG002
            raise KeyError("oops")

    analyzer = Analyzer(mock_manifest(), iter([(Broken(), None)]))
    paths = [str(path) for path in make_photos(3)]
    results = [o.result for o in analyze_photos(paths, [analyzer])]
    assert [r.error.code for r in results if isinstance(r, Failure)] == ["internal_error"] * 3
    assert "oops" in caplog.text


def test_paths_are_read_only_a_little_ahead(make_photos: MakePhotos, mock: Analyzer) -> None:
    paths = [str(path) for path in make_photos(100)]
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for path in paths:
            taken += 1
            yield path

    for done, _ in enumerate(analyze_photos(counted(), [mock], workers=2), start=1):
        assert taken - done < 8
    assert taken == 100


def test_closing_ends_the_threads_after_the_photos_that_are_begun(
    make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = _Gate()

    class Pool(ThreadPoolExecutor):
        """Lets the begun photos go on once the others are cancelled."""

        def shutdown(
            self,
            wait: bool = True,  # noqa: FBT001, FBT002
            *,
            cancel_futures: bool = False,
        ) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            gate.let_through.release(20)
            super().shutdown(wait)

    monkeypatch.setattr(pipeline, "ThreadPoolExecutor", Pool)
    analyzer = Analyzer(mock_manifest(), iter([(gate, None)]))
    outcomes = analyze_photos(map(str, make_photos(20)), [analyzer], workers=1)
    gate.let_through.release()
    next(outcomes)
    outcomes.close()
    assert _threads() == []
    assert gate.count <= 2


class _Gate(MockRuntime):
    """A network that waits until it is let through."""

    def __init__(self) -> None:
        self.let_through = threading.Semaphore(0)
        self.count = 0

    def run(self, *inputs: Array) -> dict[str, Array]:
        self.count += 1
        assert self.let_through.acquire(timeout=30)
        return super().run(*inputs)


def test_files_that_change_or_vanish_meanwhile(make_photos: MakePhotos, mock: Analyzer) -> None:
    paths = make_photos(40)
    codes: list[str] = []
    for outcome in analyze_photos(map(str, paths), [mock], workers=1):
        if not codes:
            paths[30].unlink()
            paths[35].write_bytes(b"no longer a photo")
        result = outcome.result
        codes.append(result.error.code if isinstance(result, Failure) else "ok")
    assert codes[30] == "not_found"
    assert codes[35] == "unsupported_format"
    assert codes.count("ok") == 38


def test_the_real_network_beside_itself(make_photos: MakePhotos) -> None:
    """Several analyzers give what one gives."""
    try:
        analyzers = [Analyzer.open(threads=1) for _ in range(2)]
    except ModelError:
        pytest.skip("no model is installed")
    paths = [str(path) for path in make_photos(20)]
    for path, outcome in zip(paths, analyze_photos(paths, analyzers), strict=True):
        alone, beside = analyzers[0].analyze(path, path), outcome.result
        assert isinstance(beside, Analysis)
        assert beside.predictions == alone.predictions
