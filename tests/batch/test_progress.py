"""How far a run is."""

import pytest

from haski_desktop.batch.progress import RunProgress


def test_progress_knows_rate_and_time_left() -> None:
    now = 0.0
    run = RunProgress(lambda: now)
    run.total = 10
    assert run.rate is None
    now, run.done = 2.0, 4
    assert run.rate == pytest.approx(2)
    assert run.seconds_left == pytest.approx(3)
    run.pause(paused=True)
    now = 100.0
    assert run.seconds == pytest.approx(2)
    run.pause(paused=False)
    now = 101.0
    assert run.seconds == pytest.approx(3)
    run.done = 10
    run.end()
    now = 500.0
    assert run.seconds == pytest.approx(3)
