"""The map in CONTRIBUTING.md: every room is on it, and all that is on it is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "haski_desktop"
MAP = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Map")[1].split("\n## ")[0]
PICTURE, TABLE = MAP.split("```")[1], MAP.split("```")[2]
ROWS = [row.split("|")[1:3] for row in TABLE.splitlines() if row.startswith("| `")]
ROOMS = sorted(
    {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    | {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
)


def paths(text: str) -> list[str]:
    """What is named in it that looks like a path."""
    return [name for name in re.findall(r"`([^`]+)`", text) if re.search(r"\.py$|/$", name)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_drawn_and_described(room: str) -> None:
    assert re.search(rf"\b{room}\b", PICTURE)
    places = [place for place, _ in ROWS]
    assert any(f"`haski_desktop/{room}/`" in place or f"{room}.py" in place for place in places)


def test_all_that_is_named_is_there() -> None:
    room = ROOT
    for place, what in ROWS:
        if "…" not in place:
            (first, *_) = re.findall(r"`([^`]+)`", place)
            room = ROOT / first
        for name in paths(place.replace("… ", "")):
            assert (ROOT / name).exists() or (room / name).exists(), name
        for name in paths(what):
            assert (ROOT / name).exists() or (room / name).exists(), name


@pytest.mark.parametrize("room", [room for room in ROOMS if (PACKAGE / room).is_dir()])
def test_every_group_is_described(room: str) -> None:
    for inner in (PACKAGE / room).glob("*/__init__.py"):
        assert f"{inner.parent.name}/" in TABLE
