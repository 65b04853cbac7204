"""JSON Schema (2020-12) of a result, made from the result types.

It also ships as a file, so that other programs need not run this one to get it. After the
types have changed:

    haski schema > resources/schema/result-2.json
"""

import inspect
import re
from typing import Any, Final

import msgspec

from haski_desktop.engine import analysis
from haski_desktop.engine.analysis import SCHEMA_VERSION, Analysis, Failure
from haski_desktop.engine.labels import HEADS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER: Final = f"urn:haski-desktop:schema:result:{SCHEMA_VERSION}"
# See :func:`haski_desktop.paths.bundled`.
FILE: Final = f"resources/schema/result-{SCHEMA_VERSION}.json"

# "    name: what it is", and lines that are indented further, which continue it.
_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)


def json_schema() -> dict[str, Any]:
    """JSON Schema of one result, an analysis or a failure, of this version or an earlier one."""
    either, definitions = msgspec.json.schema_components((Analysis, Failure))
    for name, definition in definitions.items():
        if struct := getattr(analysis, name, None):
            _describe(definition, struct)
    properties = definitions["Analysis"]["properties"]
    properties["schema_version"] |= {"minimum": 1, "maximum": SCHEMA_VERSION}
    heads = [head.name for head in HEADS]
    for name in ("predictions", "answers"):
        properties[name]["propertyNames"] = {"enum": heads}
    properties["predictions"]["required"] = heads
    return {
        "$schema": DIALECT,
        "$id": IDENTIFIER,
        "title": "Haski result",
        "description": "What Haski Desktop writes of one photo: an analysis, or why there is none.",
        "anyOf": list(either),
        "$defs": definitions,
    }


def document() -> bytes:
    """The schema as a file."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n"


def _describe(definition: dict[str, Any], struct: type) -> None:
    """Put what a type's docstring says of each field to that field."""
    text = re.sub(r"``|:\w+:`|`", "", inspect.getdoc(struct) or "").replace("None", "null")
    summary, _, attributes = text.partition("\n\nAttributes:\n")
    definition["description"] = " ".join(summary.split())
    for name, said in _ATTRIBUTE.findall(attributes):
        definition["properties"][name]["description"] = " ".join(said.split())
