"""Accelerators: that onnxruntime lists one says little, a trial run decides."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from haski_desktop.batch.identity import model_checksum
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.choices import ProviderChoice
from haski_desktop.engine.onnx import CPU, OnnxRuntime

CUDA = "CUDAExecutionProvider"
RealSession = onnxruntime.InferenceSession


class FakeAccelerator:
    """The processor's session under another name, spoilt on demand."""

    def __init__(self, content: bytes, providers: list[str], **options: Any) -> None:
        self._session = RealSession(content, providers=[CPU], **options)
        self._providers = providers
        self.spoil: Callable[[Any], Any] = lambda array: array

    def get_providers(self) -> list[str]:
        return self._providers

    def run(self, *arguments: Any) -> list[Any]:
        return [self.spoil(array) for array in self._session.run(*arguments)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


class Wrong(FakeAccelerator):
    def run(self, *arguments: Any) -> list[Any]:
        return [array + 1 for array in super().run(*arguments)]


class NotANumber(FakeAccelerator):
    def run(self, *arguments: Any) -> list[Any]:
        return [array * np.nan for array in super().run(*arguments)]


class Unstartable(FakeAccelerator):
    def __init__(self, *_: object, **__: object) -> None:
        raise RuntimeError("libcudnn.so.9: cannot open shared object file")


class LeftToTheProcessor(FakeAccelerator):
    def get_providers(self) -> list[str]:
        return [CPU]


def _pretend(monkeypatch: pytest.MonkeyPatch, kind: type[FakeAccelerator]) -> None:
    def session(content: bytes, providers: list[str], **options: Any) -> Any:
        make = RealSession if providers == [CPU] else kind
        return make(content, providers=providers, **options)

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(onnxruntime, "InferenceSession", session)


def _open(provider: ProviderChoice = "auto") -> OnnxRuntime:
    runtime = Analyzer.open(runtime="onnx", provider=provider).runtime
    assert isinstance(runtime, OnnxRuntime)
    return runtime


def test_one_that_works_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend(monkeypatch, FakeAccelerator)
    assert _open().provider == "cuda"
    assert "on cuda" in _open("cuda").detail
    assert _open("cpu").provider == "cpu"


@pytest.mark.parametrize("kind", [Wrong, NotANumber, Unstartable, LeftToTheProcessor])
def test_one_that_does_not_work_is_not(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    sample: Path,
    kind: type[FakeAccelerator],
) -> None:
    expected = Analyzer.open(runtime="onnx", provider="cpu").analyze(sample)
    _pretend(monkeypatch, kind)
    analyzer = Analyzer.open(runtime="onnx")
    assert "on cpu" in analyzer.runtime.detail
    assert analyzer.analyze(sample).predictions == expected.predictions
    assert [record.message.split(" (")[0] for record in caplog.records] == ["cuda can't be used"]
    assert capfd.readouterr().out == ""


def test_one_that_fails_later_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, sample: Path
) -> None:
    def fail(_: Any) -> Any:
        raise RuntimeError("out of memory")

    _pretend(monkeypatch, FakeAccelerator)
    analyzer = Analyzer.open(runtime="onnx")
    runtime = analyzer.runtime
    assert isinstance(runtime, OnnxRuntime)
    runtime._session.spoil = fail
    for _ in range(2):
        assert analyzer.analyze(sample).warnings == ()
    assert runtime.provider == "cpu"
    assert len(caplog.records) == 1


def test_results_of_one_are_not_taken_for_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend(monkeypatch, FakeAccelerator)
    found = [
        model_checksum(Analyzer.open(runtime="onnx", provider=provider))
        for provider in ("cpu", "cuda", "auto")
    ]
    assert found[0] != found[1] == found[2]


def test_one_that_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    assert _open().provider == "cpu"
    assert not caplog.records
    assert _open("cuda").provider == "cpu"
    assert "not part of this onnxruntime" in caplog.text


def test_asking_for_one_prefers_onnx(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Analyzer.open(provider="cuda").runtime.name == "onnx"
    assert Analyzer.open(provider="cpu").runtime.name == "tflite"
