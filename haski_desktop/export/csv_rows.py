"""Results as rows of a table: CSV in UTF-8, as RFC 4180 has it."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, Final

from haski_desktop.engine.analysis import Analysis, Failure
from haski_desktop.engine.labels import CONDITION, HEADS
from haski_desktop.results.answers import with_answers

_HEAD_COLUMNS: Final = ("", "_confidence", "_decision", "_candidates")
# Those of schema version 2 come last, so that rows of version 1 still fit.
COLUMNS: Final = (
    *("name", "sha256", "width", "height", "in_scope"),
    *(head.name + suffix for head in HEADS for suffix in _HEAD_COLUMNS),
    *("warnings", "model_version", "model_type", "timing_ms", "error_code", "error_message"),
    *(head.name + suffix for head in HEADS for suffix in ("_answer", "_reason")),
    *("condition_unlisted", "quality_issues", "skin_share", "hair_share", "faces"),
    *("own_question", "own_label", "own_confidence", "own_decision", "own_candidates"),
)

# What a spreadsheet begins a formula with, or skips in front of one: at the beginning of a cell
# or behind a semicolon or tab, which divide cells where a comma divides decimals.
_FORMULA: Final = re.compile("(^|[;\t\r\n])(?=[=+\\-@\t\r\n＝＋－＠])")  # noqa: RUF001


def csv_header() -> bytes:
    """The row of column names."""
    return csv_line(COLUMNS)


def csv_row(result: Analysis | Failure) -> bytes:
    """One result; a failed photo has only its name and the columns of the error."""
    source = result.source
    values: dict[str, Any] = {
        "name": source.name,
        "sha256": source.sha256,
        "width": source.width,
        "height": source.height,
    }
    if isinstance(result, Failure):
        values |= {"error_code": result.error.code, "error_message": result.error.message}
        return csv_line(values.get(column, "") for column in COLUMNS)
    shown = with_answers(result).answers
    for name, prediction in result.predictions.items():
        values |= {
            name: prediction.label,
            f"{name}_confidence": prediction.confidence,
            f"{name}_decision": prediction.decision,
            f"{name}_candidates": " ".join(prediction.candidates),
            f"{name}_answer": shown[name].words,
            f"{name}_reason": prediction.reason,
        }
    values |= {
        "in_scope": "true" if result.in_scope else "false",
        "warnings": " ".join(result.warnings),
        "model_version": result.model_version,
        "model_type": result.model_type,
        "timing_ms": result.timing_ms,
        "condition_unlisted": result.predictions[CONDITION.name].unlisted,
        "faces": None if result.faces is None else len(result.faces),
    }
    if (own := result.own_question) is not None:
        values |= {
            "own_question": own.question,
            "own_label": own.label,
            "own_confidence": own.confidence,
            "own_decision": own.decision,
            "own_candidates": "; ".join(own.candidates),
        }
    if result.quality is not None:
        values["quality_issues"] = " ".join(issue.code for issue in result.quality.issues)
    if result.areas is not None:
        values |= {"skin_share": result.areas.skin, "hair_share": result.areas.hair}
    return csv_line(values.get(column, "") for column in COLUMNS)


def csv_line(values: Iterable[Any]) -> bytes:
    """One row of a table, no cell of which a spreadsheet takes for a formula."""
    line = io.StringIO()
    csv.writer(line).writerow(map(_harmless, values))
    return line.getvalue().encode()


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a file may be named as one.

    An apostrophe goes before it, as OWASP's page on CSV injection has it.
    """
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
