"""Where the model looked: laid over the photo, with a legend that says what it is not."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.labels import HeadName
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.result.heat import STOPS, heat_picture
from haski_desktop.gui.result.panel import ResultsPanel
from haski_desktop.gui.result.viewer import Viewer
from haski_desktop.results.names import head_name, label_in_sentence
from haski_desktop.results.status import is_demo


class _Ramp(QWidget):
    """The colours from little to much."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(8 * line, round(0.75 * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self.fontMetrics().height(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ends = (box.topRight(), box.topLeft()) if mirrored else (box.topLeft(), box.topRight())
        gradient = QLinearGradient(*ends)
        for place, name in enumerate(STOPS):
            gradient.setColorAt(place / (len(STOPS) - 1), QColor(name))
        painter.setPen(QPen(QColor(colours().control), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(box, 4, 4)


class Legend(QFrame):
    """Below the photo while the overlay is wanted: its colours, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._less = Text(wrap=False)
        self._more = Text(wrap=False)
        self.sentence = Text(muted=True)
        self._scale = QWidget()
        row = QHBoxLayout(self._scale)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._less, _Ramp(), self._more):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(4)
        layout.addWidget(self._scale)
        layout.addWidget(self.sentence)
        self.hide()
        self._set_texts()

    def say(self, sentence: str, *, scale: bool) -> None:
        """Explain the colours, or say why there are none."""
        self._scale.setVisible(scale)
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def _set_texts(self) -> None:
        self._less.setText(self.tr("less"))
        self._more.setText(self.tr("more"))


class Overlay(QObject):
    """Lays the map of the chosen card over the photo while the person wants it.

    Attributes:
        is_on: Whether the person wants it.
        why_not: Why there is nothing to lay over the photo; empty if there is.
        changed: One of these may have changed.
    """

    changed = Signal()

    def __init__(
        self, viewer: Viewer, results: ResultsPanel, legend: Legend, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._viewer, self._results, self._legend = viewer, results, legend
        self.is_on = False
        self.why_not = ""
        results.shown.connect(self.update)
        results.head_chosen.connect(self.update)
        self.update()

    def set_on(self, *, on: bool) -> None:
        """Show where the model looked, or the photo alone."""
        self.is_on = on
        self.update()

    def update(self) -> None:
        """Show the map that fits what is chosen now."""
        head, result = self._results.head, self._results.result
        self.why_not = self._why_not(head, result)
        heat = None
        if isinstance(result, Analysis) and not self.why_not:
            heat = self._activation(head, result)
            sentence = self._sentence(head, result)
        else:
            sentence = f"{self.why_not}."
        show = self.is_on and heat is not None
        self._viewer.show_overlay(heat_picture(heat) if show and heat is not None else None)
        self._results.mark_head(head if show else None)
        if self.is_on:
            self._legend.say(sentence, scale=show)
        else:
            self._legend.hide()
        self.changed.emit()

    def _sentence(self, head: HeadName, result: Analysis) -> str:
        text = self.tr(
            "How much each part of the photo spoke for “{label}”. Coarse: it is not the outline "
            "of a condition."
        )
        return text.format(label=label_in_sentence(head, result.predictions[head].label))

    def _activation(self, head: HeadName, result: Analysis) -> NDArray[np.float32] | None:
        evidence = self._results.evidence
        return evidence and evidence.activation(head, result.predictions[head])

    def _why_not(self, head: HeadName, result: Analysis | Failure | None) -> str:
        """Why there is no map; empty if there is one."""
        if not isinstance(result, Analysis):
            return self.tr("There is no result that the model looked at anything for")
        if is_demo(result):
            return self.tr("A demo result is made up: the model looked at nothing")
        if not result.in_scope:
            return self.tr(
                "The photo shows neither skin nor hair, so there is no answer to explain"
            )
        if result.predictions[head].decision == "not_assessable":
            text = self.tr(
                "{question} can't be judged from this photo, so there is nothing to show"
            )
            return text.format(question=head_name(head))
        if self._activation(head, result) is None:
            return self.tr("It is not known where the model looked; analysing again may tell")
        return ""
