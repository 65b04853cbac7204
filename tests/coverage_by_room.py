"""A plugin for pytest: which share of the statements of each room the tests run.

pytest -p tests.coverage_by_room --cov --cov-report=
"""

import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage
from PySide6 import QtCore

PACKAGE: Final = Path(__file__).parents[1] / "haski_desktop"
FLOOR: Final = 0.9


class MeasuredThread(QtCore.QThread):
    """Coverage hears of Python's own threads only; this one tells it."""

    def run(self) -> None:
        sys.settrace(threading.gettrace())
        self.exec()


QtCore.QThread = MeasuredThread  # type: ignore[misc]


def room(file: str) -> str:
    """The folder of a file of the package, of ``gui`` the folders below it too."""
    folders = Path(file).relative_to(PACKAGE).parts[:-1]
    return "/".join(folders[:2]) or "(the package itself)"


def shares(coverage: Coverage) -> dict[str, float]:
    """The share of statements that was run, by room."""
    statements: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for file in coverage.get_data().measured_files():
        _, lines, _, not_run, _ = coverage.analysis2(file)
        statements[room(file)] += len(lines)
        missing[room(file)] += len(not_run)
    return {name: 1 - missing[name] / count for name, count in sorted(statements.items()) if count}


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    """Leave out what processes measured that were killed while they wrote it down.

    Coverage would warn of such a file and leave it open, which Python 3.13 finds at the end.
    """
    result = yield
    for file in Path.cwd().glob(".coverage.*"):
        if not _is_whole(file):
            file.unlink()
    return result


def _is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as database:
        try:
            (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            database.execute("SELECT version FROM coverage_schema").fetchone()
            database.execute("SELECT count(*) FROM line_bits, file, meta").fetchone()
        except sqlite3.Error:
            return False
    return bool(found == "ok")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, and which room has less than it should."""
    config = terminalreporter.config
    controller = config.pluginmanager.getplugin("_cov").cov_controller
    terminalreporter.section("statements run, by room")
    for name, share in shares(controller.cov).items():
        low = share < FLOOR
        note = f"  (less than {FLOOR:.0%}: it lacks tests)" if low else ""
        terminalreporter.write_line(f"{share:7.1%}  {name}{note}", red=low)
