"""Results as JSON, read by tests: each is what the shipped schema says."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from haski_desktop.engine.analysis import json_line
from haski_desktop.export.read import parse_results
from haski_desktop.export.schema import FILE
from haski_desktop.paths import bundled


@cache
def validator() -> Draft202012Validator:
    """Holds a result against the schema that ships."""
    return Draft202012Validator(json.loads(bundled(FILE).read_bytes()))


def valid(line: str | bytes) -> dict[str, Any]:
    """One result; it fits the schema, and reading it back loses nothing."""
    found: dict[str, Any] = json.loads(line)
    validator().validate(found)
    (again,) = parse_results(line if isinstance(line, bytes) else line.encode())
    assert json.loads(json_line(again)) == found
    return found
