"""Results that no model gave, for tests of what is done with results."""

from haski_desktop.engine.analysis import Analysis, ConfidenceScores, Prediction, Source
from haski_desktop.engine.labels import HEADS


def made_up(decision: str = "confident", *, in_scope: bool = True, **changes: object) -> Analysis:
    """A result in which every head has the same decision."""
    predictions = {}
    for head in HEADS:
        rest = 0.3 / (len(head.labels) - 1)
        shares = dict.fromkeys(head.labels, rest) | {head.labels[1]: 0.7}
        count = {"confident": 1, "uncertain": 2}.get(decision, 0)
        predictions[head.name] = Prediction(
            head.labels[1],
            0.7,
            shares,
            decision,  # type: ignore[arg-type]
            (head.labels[1], head.labels[0])[:count],
        )
    values: dict[str, object] = {
        "skin_type": "dry",
        "hair_type": "wavy",
        "conditions_detected": ("mild_acne",),
        "confidence_scores": ConfidenceScores(0.7, 0.7, 0.7),
        "model_version": "v1",
        "model_type": "tflite",
        "source": Source("made up.jpg", "0" * 64, 300, 200),
        "predictions": predictions,
        "in_scope": in_scope,
        "warnings": (),
        "timing_ms": 1.0,
    }
    return Analysis(**(values | changes))  # type: ignore[arg-type]
