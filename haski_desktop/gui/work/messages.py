"""What crosses the border between the GUI thread and the worker. All of it is frozen.

As in what else is there before the window, they are named tuples: data classes, and what
those import, would take a tenth of the start.
"""

from typing import TYPE_CHECKING, NamedTuple

from haski_desktop.engine.choices import RuntimeChoice

if TYPE_CHECKING:  # the window is there before the engine is imported
    from haski_desktop.engine.analysis import Analysis, Failure

Photo = str | bytes


class Job(NamedTuple):
    """One photo to analyse.

    Attributes:
        id: Never used twice, so that a late result can't land on another photo.
        photo: A file's path, or the bytes of a pasted picture.
        name: What to call it in the result.
    """

    id: int
    photo: Photo
    name: str


class Scan(NamedTuple):
    """A folder to look through.

    Attributes:
        id: Never used twice, so that what a cancelled one found is not taken for another's.
        root: The folder; empty for all those of the last batch, whose results come first.
        begins: Whether a new batch begins with it.
    """

    id: int
    root: str
    begins: bool = False


class Found(NamedTuple):
    """Photos that a scan came upon, each with the result it has from before, if any."""

    scan: int
    photos: "tuple[tuple[str, Analysis | None], ...]"


class Outcome(NamedTuple):
    """What came of a job."""

    job: int
    result: "Analysis | Failure"


class ModelRequest(NamedTuple):
    """Which model to load; ``None`` leaves the choice to the engine."""

    path: str | None = None
    runtime: RuntimeChoice = "auto"
    threads: int | None = None


class ModelInfo(NamedTuple):
    """What is shown of a loaded model.

    Attributes:
        name: Its name.
        version: Its version.
        licence: Its licence.
        runtime: Kind of the runtime in use: ``tflite``, ``onnx`` or ``mock``.
        detail: Library, version and threads.
        card: Text of its model card (Markdown), if it has one.
    """

    name: str
    version: str
    licence: str
    runtime: str
    detail: str
    card: str = ""
