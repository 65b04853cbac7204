"""A stand-in for a network: the same answer for every photo. For tests and the demo mode."""

from typing import Final

import numpy as np

from haski_desktop.engine.choices import ModelType
from haski_desktop.engine.labels import HEADS, LOGITS
from haski_desktop.engine.model import Manifest, default_manifest
from haski_desktop.engine.runtime import Array

VERSION: Final = "v0-mock"
# The documented example: label and confidence of each head.
ANSWER: Final = {
    "skin_type": ("combination", 0.84),
    "hair_type": ("wavy", 0.76),
    "condition": ("mild_acne", 0.67),
}


class MockRuntime:
    """Gives :data:`ANSWER` without looking at the photo."""

    name: ModelType = "mock"
    file: str | None = None
    provider = "cpu"
    detail = "mock (no analysis: the same answer for every photo)"

    def run(self, *inputs: Array) -> dict[str, Array]:  # noqa: ARG002 - the protocol's
        """The logits of :data:`ANSWER`."""
        logits = np.zeros(LOGITS, np.float32)
        for head in HEADS:
            label, confidence = ANSWER[head.name]
            rest = (1 - confidence) / (len(head.labels) - 1)
            logits[head.span] = np.log(rest)
            logits[head.start + head.labels.index(label)] = np.log(confidence)
        return {"logits": logits[None]}


def mock_manifest() -> Manifest:
    """The manifest that goes with it."""
    base = default_manifest()
    return Manifest("mock", VERSION, "Apache-2.0", {}, base.heads, base.input)
