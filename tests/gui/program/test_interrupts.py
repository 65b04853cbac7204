"""A window that nobody touches costs nothing, and one that is asked to end does."""

import os

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from haski_desktop.gui.basics.notice_box import NoticeBox
from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.program.interrupts import SIGNALS, Interrupts


class Paintings(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_a_box_that_stays_the_same_is_not_painted_again(
    application: QApplication, qtbot: QtBot
) -> None:
    box = NoticeBox()
    qtbot.addWidget(box)
    box.say("error", lambda: colours().error, "Something", "happened")
    paintings = Paintings()
    box.installEventFilter(paintings)
    with qtbot.waitExposed(box):
        box.show()
    for _ in range(50):
        application.processEvents()
    assert 1 <= paintings.count <= 5


@pytest.mark.skipif(os.name != "posix", reason="needs kill")
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_reaches_a_window_that_is_idle(application: QApplication, number: int) -> None:
    loop = QEventLoop()
    interrupts = Interrupts(loop.quit)
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: loop.exit(9))
    late.start(20_000)  # only reached if the signal is not
    kill = ["-c", f"kill -{int(number)} {os.getpid()}"]
    QTimer.singleShot(0, lambda: QProcess.startDetached("sh", kill))
    try:
        assert loop.exec() == 0
    finally:
        late.stop()
        interrupts.restore()
