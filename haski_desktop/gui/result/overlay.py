"""What the program saw and where the model looked, laid over the photo as far as it is wanted."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.evidence import Evidence
from haski_desktop.engine.labels import HeadName
from haski_desktop.gui.result.heat import heat_picture
from haski_desktop.gui.result.legend import STRONGEST, WEAKEST, Entry, Legend
from haski_desktop.gui.result.marks import Layer, Mark, marks_of
from haski_desktop.gui.result.panel import ResultsPanel
from haski_desktop.gui.result.viewer import Viewer
from haski_desktop.language import percent
from haski_desktop.results import observations
from haski_desktop.results.names import head_name, label_in_sentence
from haski_desktop.results.status import is_demo


class Beside(NamedTuple):
    """Another photo that is shown, and what came of it."""

    viewer: Viewer
    result: Analysis | Failure | None
    evidence: Evidence | None


class Overlay(QObject):
    """Lays over the photo what the person wants to see.

    Attributes:
        shown: What they want to see.
        why_not: Why there is no map; empty if there is one.
        changed: One of these may have changed.
        strength_chosen: The person wants it weaker or stronger: percent.
    """

    changed = Signal()
    strength_chosen = Signal(int)

    def __init__(
        self, viewer: Viewer, results: ResultsPanel, legend: Legend, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._viewer, self._results, self._legend = viewer, results, legend
        self._beside: Sequence[Beside] = ()
        self.shown: frozenset[Layer] = frozenset()
        self.why_not = ""
        results.shown.connect(self.update)
        results.head_chosen.connect(self.update)
        legend.strength_chosen.connect(self._fade)
        self.update()

    def restore(self, shown: Iterable[str], strength: int) -> None:
        """Show what was wanted before; what is not known is left out."""
        self.shown = frozenset(Layer(name) for name in shown if name in {*Layer})
        self._legend.strength.setValue(min(max(strength, WEAKEST), STRONGEST))
        self.update()

    def show(self, layer: Layer, *, on: bool) -> None:
        """Show a layer, or not."""
        self.shown = self.shown | {layer} if on else self.shown - {layer}
        self.update()

    def lay_over(self, beside: Sequence[Beside]) -> None:
        """Lay it over these photos, too."""
        self._beside = beside
        self.update()

    def update(self) -> None:
        """Show what fits the photo and the card that are chosen now."""
        head, result, evidence = self._results.head, self._results.result, self._results.evidence
        self.why_not = self._why_not(head, result, evidence)
        for photo in (*self._beside, Beside(self._viewer, result, evidence)):
            there = self._lay(head, photo)
        self._results.mark_head(head if Layer.MAP in there else None)
        self._say(head, result, there)
        self.changed.emit()

    def _lay(self, head: HeadName, photo: Beside) -> set[Layer]:
        """Lay over one photo what is wanted; returns what of it there is."""
        viewer, result, evidence = photo
        picture: QImage | None = None
        marks: tuple[Mark, ...] = ()
        if isinstance(result, Analysis) and not is_demo(result):
            marks = marks_of(result, evidence, self.shown)
            if Layer.MAP in self.shown and not self._why_not(head, result, evidence):
                heat = _activation(head, result, evidence)
                picture = None if heat is None else heat_picture(heat)
        viewer.fade_overlay(self._legend.strength.value() / 100)
        viewer.show_overlay(picture, marks)
        return {mark.layer for mark in marks} | ({Layer.MAP} if picture is not None else set())

    def _fade(self, strength: int) -> None:
        for photo in self._beside:
            photo.viewer.fade_overlay(strength / 100)
        self._viewer.fade_overlay(strength / 100)
        self.strength_chosen.emit(strength)

    def _say(self, head: HeadName, result: Analysis | Failure | None, there: set[Layer]) -> None:
        entries = [
            Entry(layer, self._about(layer, result, there=layer in there), layer in there)
            for layer in Layer
            if layer in self.shown and layer is not Layer.MAP
        ]
        if Layer.MAP in self.shown:
            has_map = isinstance(result, Analysis) and not self.why_not
            text = self._sentence(head, result) if has_map else f"{self.why_not}."  # type: ignore[arg-type]
            entries.append(Entry(Layer.MAP, text, has_map))
        self._legend.say(entries)
        for viewer in (self._viewer, *(photo.viewer for photo in self._beside)):
            viewer.describe_overlay(self._legend.accessibleName())

    def _about(self, layer: Layer, result: Analysis | Failure | None, *, there: bool) -> str:
        """What a layer shows, or why it shows nothing."""
        names = {
            Layer.SKIN: self.tr("Skin"),
            Layer.HAIR: self.tr("Hair"),
            Layer.REGIONS: self.tr("Regions of the face"),
            Layer.FACE: self.tr("Face"),
            Layer.VIEWS: self.tr("Part that the answer rests on"),
        }
        if not isinstance(result, Analysis) or is_demo(result):
            fact = self.tr("no result")
        elif layer in (Layer.SKIN, Layer.HAIR):
            fact = self._about_area(layer, result, there=there)
        elif layer is Layer.FACE:
            fact = observations.faces(result) or self.tr("nobody has looked")
        elif there:
            fact = ""
        elif layer is Layer.VIEWS:
            fact = self.tr("there is no answer")
        else:
            fact = (
                self.tr("none to be seen")
                if result.faces is not None
                else self.tr("nobody has looked")
            )
        return f"{names[layer]}: {fact}" if fact else names[layer]

    def _about_area(self, layer: Layer, result: Analysis, *, there: bool) -> str:
        if result.areas is None:
            return self.tr("nobody has looked")
        share = result.areas.skin if layer is Layer.SKIN else result.areas.hair
        if share == 0:
            return self.tr("none found")
        text = self.tr("{share} of the photo").format(share=percent(share))
        return text if there else self.tr("{share}; analysing again shows where").format(share=text)

    def _sentence(self, head: HeadName, result: Analysis) -> str:
        text = self.tr(
            "How much each part of the photo spoke for “{label}”. Coarse: it is not the outline "
            "of a condition."
        )
        return text.format(label=label_in_sentence(head, result.predictions[head].label))

    def _why_not(
        self, head: HeadName, result: Analysis | Failure | None, evidence: Evidence | None
    ) -> str:
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
        if _activation(head, result, evidence) is None:
            return self.tr("It is not known where the model looked; analysing again may tell")
        return ""


def _activation(
    head: HeadName, result: Analysis, evidence: Evidence | None
) -> NDArray[np.float32] | None:
    return evidence and evidence.activation(head, result.predictions[head])
