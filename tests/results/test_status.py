"""The status of a photo."""

from haski_desktop.results.status import PhotoStatus, status_of
from tests.gui.conftest import items


def test_kinds_follow_from_results() -> None:
    for item in items(*PhotoStatus):
        if item.result is not None:
            assert status_of(item.result) is item.status
