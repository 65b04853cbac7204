"""Pages of text."""

from PySide6.QtWidgets import QApplication

from haski_desktop.engine.labels import HEADS
from haski_desktop.gui.dialogs import pages
from haski_desktop.results import sentences
from haski_desktop.results.status import PhotoStatus
from haski_desktop.results.summary import Summary
from tests.gui.conftest import items
from tests.made_up import made_up


def test_tally_and_summary(application: QApplication) -> None:
    results = [item.result for item in items(*PhotoStatus) if item.result is not None]
    summary = Summary.of([*results, made_up(warnings=("mock_result",))])
    assert (summary.photos, summary.failed, summary.out_of_scope, summary.demo) == (6, 1, 1, 1)
    for head in HEADS:
        assert sum(summary.confident[head.name].values()) == 2
        assert summary.uncertain[head.name] == summary.not_assessable[head.name] == 1
    title, text = pages.summary(summary)
    assert title == "Summary"
    assert sentences.demo_notice()[0] in text
