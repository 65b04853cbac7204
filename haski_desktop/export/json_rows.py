"""Results as JSON objects that say what the screen says."""

from haski_desktop.engine.analysis import Analysis, Failure, json_line
from haski_desktop.results.answers import with_answers


def json_row(result: Analysis | Failure) -> bytes:
    """One line of JSON with the answers that are shown, without the line break."""
    return json_line(with_answers(result) if isinstance(result, Analysis) else result)
