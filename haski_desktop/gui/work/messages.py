"""What the window and the worker tell each other of models. All of it is frozen.

As in what else is there before the window, they are named tuples: data classes, and what
those import, would take a tenth of the start.
"""

from typing import NamedTuple

from haski_desktop.engine.choices import RuntimeChoice


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
