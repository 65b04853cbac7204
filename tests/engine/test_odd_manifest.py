"""A manifest with numbers that are missing, huge or of another kind: refused, or harmless."""

import copy
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import MANIFEST
from haski_desktop.errors import ModelError

MISSING = object()
ODD: tuple[object, ...] = (0, -1, 1e-300, 1e300, 10**400, True, "1", None, [], MISSING)


def numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a manifest numbers are."""
    if isinstance(value, (int, float)):
        yield path
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers(inner, (*path, key))


def changed(manifest: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    found = copy.deepcopy(manifest)
    place: Any = found
    for key in path[:-1]:
        place = place[key]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return found


def refusal_or_result(bundle: Path, photo: Path) -> str | Analysis:
    try:
        return Analyzer.open(bundle, "tflite", 1).analyze(photo)
    except ModelError as error:
        return error.code


@pytest.mark.filterwarnings("error")
def test_odd_numbers(bundle: Path, sample: Path) -> None:
    path = bundle / MANIFEST
    manifest = json.loads(path.read_text())
    places = list(numbers(manifest))
    assert len(places) > 20
    refused = 0
    for place in places:
        for value in ODD:
            path.write_text(json.dumps(changed(manifest, place, value)))
            found = refusal_or_result(bundle, sample)
            if isinstance(found, str):
                assert found in ("manifest_invalid", "model_wrong_shape"), (place, value)
                refused += 1
                continue
            for prediction in found.predictions.values():
                shares = prediction.probabilities.values()
                assert all(map(math.isfinite, shares)), (place, value)
                assert math.isclose(sum(shares), 1, abs_tol=1e-3), (place, value)
    assert refused > len(places)
