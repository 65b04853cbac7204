"""What takes longer than a moment, one task after the other, off the window's thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from haski_desktop.errors import HaskiError


class _Task(QRunnable):
    def __init__(self, work: "Work", do: Callable[[], Any], then: Callable[[Any], None]) -> None:
        super().__init__()
        self._work, self._do, self._then = work, do, then

    def run(self) -> None:
        try:
            result = self._do()
        except HaskiError as error:
            self._work.ended.emit(None, error)
        else:
            self._work.ended.emit(self._then, result)


class Work(QObject):
    """A thread for tasks.

    Attributes:
        failed: A task ended with this :class:`HaskiError`.
        ended: A task's end, on its way to the window's thread.
    """

    failed = Signal(object)
    ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._is_stopped = False
        self.ended.connect(self._pass_on)

    def start(self, do: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do something on the thread, then something with its result on the window's."""
        if not self._is_stopped:
            self._pool.start(_Task(self, do, then))

    def stop(self) -> None:
        """Return once all that was ordered is done; nobody is told of it any more."""
        self._is_stopped = True
        self._pool.waitForDone()

    @Slot(object, object)
    def _pass_on(self, then: Callable[[Any], None] | None, result: Any) -> None:
        if self._is_stopped:
            return
        if then is None:
            self.failed.emit(result)
        else:
            then(result)
