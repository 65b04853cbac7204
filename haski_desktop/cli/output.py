"""Results in words and bars, for a terminal."""

import os
import sys
import threading
from typing import Any, Final, NamedTuple, Protocol, TextIO

from haski_desktop.engine.analysis import VERY_SURE, Analysis, Prediction
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEALTHY, SKIN_TYPE

BAR_WIDTH: Final = 24
# Title of each head, and what its labels describe.
TITLES: Final = {
    SKIN_TYPE: ("Skin type", " skin"),
    HAIR_TYPE: ("Hair type", " hair"),
    CONDITION: ("Condition", ""),
}
NOT_A_DIAGNOSIS: Final = (
    "Informational, not a diagnosis. If something on your skin worries you, see a dermatologist."
)
WARNINGS: Final = {
    "low_resolution": "The photo is small; a larger one allows a better answer.",
    "runtime_fallback": "The preferred runtime could not be used; another one answered.",
}


class Explained(Protocol):
    """Whatever carries a code, a sentence and a next step: an error or its record."""

    @property
    def code(self) -> str: ...  # noqa: D102

    @property
    def message(self) -> str: ...  # noqa: D102

    @property
    def next_step(self) -> str: ...  # noqa: D102


# The option that does what an error's next step asks for.
_OPTIONS: Final = {"model_not_found": "--model", "inference_failed": "--runtime"}


def complain(error: Explained) -> None:
    """Say on standard error what went wrong and what to do."""
    option = _OPTIONS.get(error.code)
    hint = f" ({option})" if option else ""
    sys.stderr.write(f"haski: {error.message} {error.next_step}{hint}\n")
    sys.stderr.flush()


class Style(NamedTuple):
    """What a stream can show: letter styles and block characters."""

    bold: str = ""
    dim: str = ""
    reset: str = ""
    full: str = "█"
    empty: str = "░"

    @classmethod
    def of(cls, stream: TextIO) -> "Style":
        """The style that fits ``stream``; plain if it is no terminal or ``NO_COLOR`` is set."""
        full, empty = "█", "░"
        try:
            (full + empty).encode(stream.encoding or "ascii")
        except (LookupError, UnicodeEncodeError):
            full, empty = "#", "."
        if not stream.isatty() or "NO_COLOR" in os.environ:
            return cls(full=full, empty=empty)
        return cls("\x1b[1m", "\x1b[2m", "\x1b[0m", full, empty)


def summary(result: Analysis, style: Style) -> str:
    """One photo's result as lines of text, the last one empty."""
    source = result.source
    details = f"{source.width} x {source.height} pixels, " if source.width else ""
    details += f"model {result.model_version} ({result.model_type})"
    name = source.name or "photo"
    lines = [f"{style.bold}{name}{style.reset}  {style.dim}{details}{style.reset}"]
    if "mock_result" in result.warnings:
        lines.append(f"{style.bold}DEMO RESULT: made up, the photo was not analysed.{style.reset}")
    if not result.in_scope:
        lines.append("This does not look like a photo of skin or hair, so there is no answer.")
    else:
        for head, (title, noun) in TITLES.items():
            lines += _head_lines(title, noun, result.predictions[head.name], style)
    lines += [f"Note: {WARNINGS[code]}" for code in result.warnings if code in WARNINGS]
    lines.append(f"{style.dim}{NOT_A_DIAGNOSIS}{style.reset}")
    return "\n".join(lines) + "\n"


def progress_bar(*photos: Any, **options: Any) -> Any:
    """A progress bar on standard error.

    Its lock is for threads only: by default it would make semaphores for other processes,
    which start-up pays for and which lie outside of the program's own folders.
    """
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())
    return tqdm(*photos, unit="photo", file=sys.stderr, leave=False, dynamic_ncols=True, **options)


def in_words(prediction: Prediction, noun: str) -> str:
    """The answer as a phrase that claims no more than the prediction does."""
    match prediction.decision:
        case "not_assessable":
            return "can't be judged from this photo"
        case "confident" if prediction.label == HEALTHY:
            return "no visible condition that the model knows"
        case "confident":
            return f"looks like {words(prediction.label)}{noun}"
        case _ if prediction.confidence >= VERY_SURE:
            return f"{_either(prediction.candidates)}{noun}: can't be told apart reliably"
        case _:
            return f"not sure: {_either(prediction.candidates)}{noun}"


def words(label: str) -> str:
    """A label as a person would write it."""
    return label.replace("_", " ")


def _either(candidates: tuple[str, ...]) -> str:
    *rest, last = (words(label) for label in candidates)
    return f"{', '.join(rest)} or {last}" if rest else last


def _head_lines(title: str, noun: str, prediction: Prediction, style: Style) -> list[str]:
    lines = [f"    {style.bold}{title:<12} {in_words(prediction, noun)}{style.reset}"]
    if prediction.decision == "not_assessable":
        return lines
    ranked = sorted(prediction.probabilities.items(), key=lambda item: -item[1])
    for label, p in ranked:
        if p == 0:
            continue  # a label without training data is no possible answer
        filled = round(p * BAR_WIDTH)
        bar = style.full * filled + style.empty * (BAR_WIDTH - filled)
        lines.append(f"    {words(label):<12} {bar} {p:>4.0%}")
    return lines
