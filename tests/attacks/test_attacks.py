"""A few of the damages and kills that `make fuzz` does by the thousand."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from haski_desktop.batch.result_file import ResultFile
from tests.attacks import damage

ROOT = Path(__file__).parents[2]


def test_damaged_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the damage is done by hand
    for name, outcome in damage.targets(tmp_path).items():
        tally: Counter[str] = Counter()
        assert list(damage.broken(outcome, 40, tally)) == [], name
        assert tally.total() == 40
        assert len(tally) > 2  # some are refused, some continued


def test_a_lost_result_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules that damaged files are held to can be broken."""
    batches = damage.Batches(tmp_path / "batch", ".jsonl")
    monkeypatch.setattr(damage, "damaged", lambda data, _: data[:-1])
    assert batches.outcome(1)[1] is None
    monkeypatch.setattr(ResultFile, "append", lambda *_, **__: None)
    rules = {batches.outcome(number)[1] for number in range(9)}
    assert "a result is lost, doubled or changed" in rules


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs kill")
def test_killed_at_every_operation() -> None:
    command = [sys.executable, "tests/attacks/kills.py", "60"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
