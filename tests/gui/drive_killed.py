"""Drives ``main`` until a number of photos is shown as done, then kills it: COUNT FOLDER."""

import os
import signal
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from haski_desktop.batch.progress import RunProgress
from haski_desktop.gui import app
from haski_desktop.gui.basics.theme import QT_ARGUMENTS
from haski_desktop.gui.main_window import MainWindow

count, folder = int(sys.argv[1]), sys.argv[2]


class Driver(QObject):
    def begin(self) -> None:
        (self.window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        self.window.complete()
        self.window.session.progress.connect(self.look)

    def look(self, run: RunProgress) -> None:
        if run.done >= count:
            os.kill(os.getpid(), signal.SIGKILL)


application = QApplication([sys.argv[0], *QT_ARGUMENTS])
driver = Driver()
QTimer.singleShot(0, driver, driver.begin)
sys.exit(app.main([folder]))
