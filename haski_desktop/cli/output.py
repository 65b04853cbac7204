"""Results in words and bars, and errors, for a terminal."""

import contextlib
import json
import os
import sys
import threading
from typing import Any, Final, NamedTuple, TextIO

from haski_desktop import language
from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, OwnAnswer
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, SKIN_TYPE, HeadName
from haski_desktop.errors import HaskiError
from haski_desktop.export.json_rows import json_row
from haski_desktop.language import Message, percent
from haski_desktop.language import gettext as _
from haski_desktop.questionnaire import rule
from haski_desktop.results import answers, names, observations, sentences
from haski_desktop.results.care import what_you_can_do
from haski_desktop.results.errors import explain
from haski_desktop.results.own_question import own_note, own_words
from haski_desktop.results.photo_advice import not_judged
from haski_desktop.results.text import visible

BAR_WIDTH: Final = 24
MAX_OWN_BARS: Final = 5
# From what can be seen best to what is felt more than seen.
SHOWN_ORDER: Final = (CONDITION.name, HAIR_TYPE.name, SKIN_TYPE.name)
# What to do about an error, said in this program's options.
_OPTIONS: Final = {
    **dict.fromkeys(
        ("model_not_found", "model_damaged", "model_wrong_shape", "manifest_invalid"),
        Message("Another model is chosen with --model."),
    ),
    **dict.fromkeys(
        ("runtime_unavailable", "inference_failed"),
        Message("Another runtime is chosen with --runtime."),
    ),
    "is_directory": Message("A folder is analysed with: haski batch"),
    "history_off": Message("It is turned on with: haski history on"),
    "report_too_long": Message("That is done with --summary."),
    "output_exists": Message("It is continued with --resume."),
    "internal_error": Message("HASKI_DEBUG=1 in the environment shows the log."),
}


def say(text: str) -> None:
    """A line on standard error. If that is closed or full, the work goes on all the same."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"haski: {text}\n")
            sys.stderr.flush()


def report_error(error: HaskiError | ErrorInfo, subject: str = "") -> None:
    """Say on standard error what went wrong and what to do.

    An error's own message is English and names files and reasons. In English it is said in
    place of the general sentence, in other languages the latter is said first.

    Args:
        error: What went wrong.
        subject: The photo that it went wrong with, if that is all that the message names.
    """
    sentence, next_step = explain(error)
    if language.current() == language.SOURCE:
        sentence = error.message
    elif subject:
        sentence = f"{subject}: {sentence}"
    else:
        sentence = f"{sentence} ({error.message})"
    option = str(_OPTIONS.get(error.code, ""))
    say(visible(" ".join(filter(None, (sentence, next_step, option)))))


def write_json(result: Analysis | Failure) -> None:
    """One line of JSON on standard output, at once."""
    line = json_row(result)
    if sys.stdout.isatty():
        # JSON may hold these as they are, but a terminal may take them for orders.
        line = "".join(c if c.isprintable() else _escaped(c) for c in line.decode()).encode()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


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
    details = f"{source.width} x {source.height}, " if source.width else ""
    details += _("model {version} ({runtime})").format(
        version=visible(result.model_version), runtime=result.model_type
    )
    name = visible(source.name) or _("photo")
    lines = [f"{style.bold}{name}{style.reset}  {style.dim}{details}{style.reset}"]
    if "mock_result" in result.warnings:
        lines.append(style.bold + ". ".join(sentences.demo_notice()) + style.reset)
    lines += _seen(result, style)
    title, certainty = sentences.headline(result)
    lines += [f"    {style.bold}{title}.{style.reset}", f"    {certainty}"]
    if result.in_scope:
        width = _width_of_names(result)
        for head in SHOWN_ORDER:
            lines += _head_lines(head, result, style, width)
    if result.own_question is not None:
        lines += _own_lines(result.own_question, style)
    if care := what_you_can_do(result):
        title = _("What you can do")  # not inside the f-string: the extractor would miss it
        lines += [f"    {style.bold}{title}{style.reset}"]
        lines += [f"    - {text}" for text in care]
    lines += [f"    {text}" for text in sentences.warnings(result)]
    if hints := observations.guide(result):
        title = _("Next photo")
        lines.append(f"    {style.bold}{title}{style.reset} {', '.join(hints)}")
    advice = _("If something on your skin worries you, see a dermatologist.")
    lines.append(f"{style.dim}{names.disclaimer()} {advice}{style.reset}")
    return "\n".join(lines) + "\n"


def _seen(result: Analysis, style: Style) -> list[str]:
    """A line each for the faces, the areas and the quality of a photo."""
    rows = {
        _("Faces"): observations.faces(result),
        _("Areas"): observations.areas(result),
        _("Quality"): observations.quality(result),
    }
    width = max(map(len, rows)) + 2
    rows = {title: text for title, text in rows.items() if text}
    return [f"    {style.dim}{title:<{width}}{text}{style.reset}" for title, text in rows.items()]


def _width_of_names(result: Analysis) -> int:
    texts = [names.head_name(head) for head in SHOWN_ORDER]
    for head, prediction in result.predictions.items():
        for bar in answers.bars(head, prediction):
            texts += [bar.name, *(f"  {part.name}" for part in bar.parts)]
    return max(map(len, texts)) + 1


def _head_lines(head: HeadName, result: Analysis, style: Style, width: int) -> list[str]:
    prediction = result.predictions[head]
    if head == "skin_type" and result.skin_questionnaire:
        text = rule.sentence(result.skin_questionnaire)
        because = "; ".join(rule.spoke_for(result.skin_questionnaire))
        more = [because, _dim(answers.tendency(prediction), style)]
        return _rows(head, text, more, style, width)
    if prediction.decision == "not_assessable":
        return [f"    {_dim(not_judged(head, prediction.reason), style)}"]
    text = answers.answer(head, prediction)
    if head == "skin_type" and prediction.decision == "uncertain":
        more = [_dim(answers.tendency(prediction), style)]
        return _rows(head, f"{text} (--skin-answers)", more, style, width)
    lines = _rows(head, text, [], style, width)
    for bar in answers.bars(head, prediction):
        lines.append(_bar_line(bar.name, bar.share, style, width))
        lines += [_bar_line(f"  {part.name}", part.share, style, width) for part in bar.parts]
    return lines


def _own_lines(own: OwnAnswer, style: Style) -> list[str]:
    """The question of the user's own: its answer, its likeliest labels, how far to trust it."""
    shown = sorted(own.probabilities.items(), key=lambda item: -item[1])[:MAX_OWN_BARS]
    width = (
        max(len(visible(name)) for name in (own.question, *(label for label, _share in shown))) + 1
    )
    lines = [
        f"    {style.bold}{visible(own.question):<{width}}{visible(own_words(own))}{style.reset}"
    ]
    lines += [_bar_line(visible(label), share, style, width) for label, share in shown]
    return [*lines, f"    {_dim(own_note(own), style)}"]


def _rows(head: HeadName, text: str, more: list[str], style: Style, width: int) -> list[str]:
    """A question and its answer, and further lines below the answer."""
    first = f"    {style.bold}{names.head_name(head):<{width}}{text}{style.reset}"
    return [first, *(f"    {'':<{width}}{line}" for line in more if line)]


def _dim(text: str, style: Style) -> str:
    return f"{style.dim}{text}{style.reset}" if text else ""


def _bar_line(name: str, share: float, style: Style, width: int) -> str:
    filled = round(share * BAR_WIDTH)
    bar = style.full * filled + style.empty * (BAR_WIDTH - filled)
    return f"    {name:<{width}}{bar} {percent(share):>5}"


def progress_bar(*photos: Any, **options: Any) -> Any:
    """A progress bar on standard error.

    Its lock is for threads only: by default it would make semaphores for other processes,
    which start-up pays for and which lie outside of the program's own folders.
    """
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())
    options = {"unit": _("photo"), "leave": False, "dynamic_ncols": True} | options
    return tqdm(*photos, file=sys.stderr, **options)
