"""Drives ``main`` from inside: waits for the results, exports them by keyboard, quits.

drive_main.py TARGET PHOTO-OR-FOLDER...
"""

import os
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from haski_desktop.gui import app
from haski_desktop.gui.basics.theme import QT_ARGUMENTS
from haski_desktop.gui.main_window import MainWindow

target, *photos = sys.argv[1:]


class Driver(QObject):
    def begin(self) -> None:
        (self.window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        self.window.complete()
        self.window.session.run_ended.connect(self.finish)

    def finish(self) -> None:
        setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))  # noqa: B010
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.window.commands.show_signs()  # an open page does not keep the program alive
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        QTest.keyClick(self.window, Qt.Key.Key_E, both)
        QTest.keyClick(self.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


# Queued before main's own first event, so the driver listens before the first result.
application = QApplication([sys.argv[0], *QT_ARGUMENTS])
driver = Driver()
QTimer.singleShot(0, driver, driver.begin)
status = app.main(photos)
sys.exit(status if os.path.exists(target) else 9)
