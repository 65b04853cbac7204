"""Counts over many results."""

from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.engine.labels import HEADS
from haski_desktop.results.summary import Summary
from tests.made_up import made_up


def test_each_result_counts_once() -> None:
    results: list[Analysis | Failure] = [
        *map(made_up, ("confident", "uncertain", "not_assessable")),
        made_up(in_scope=False),
        Failure(Source("b.jpg"), ErrorInfo("damaged", "", "")),
        made_up(warnings=("mock_result",)),
    ]
    summary = Summary.of(results)
    assert (summary.photos, summary.failed, summary.out_of_scope, summary.demo) == (6, 1, 1, 1)
    for head in HEADS:
        assert sum(summary.confident[head.name].values()) == 2
        assert summary.uncertain[head.name] == summary.not_assessable[head.name] == 1
