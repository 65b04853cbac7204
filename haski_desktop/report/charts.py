"""Bars as SVG. Their words stand beside them, where they can wrap and be read aloud."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from haski_desktop.results.status import PhotoStatus

WIDTH: Final = 200
HEIGHT: Final = 10
TRACK: Final = "#E4E8EC"
ACCENT: Final = "#0B6E69"
FAINT: Final = "#8FA3B5"
# As the window's light colours have them.
STATUS_COLOURS: Final = {
    PhotoStatus.CONFIDENT: "#0B6E69",
    PhotoStatus.UNCERTAIN: "#D9962B",
    PhotoStatus.NOT_ASSESSABLE: "#8D98A4",
    PhotoStatus.OUT_OF_SCOPE: "#7D6BB8",
    PhotoStatus.ERROR: "#C4453A",
}


def bar(share: float, colour: str = ACCENT) -> Markup:
    """One bar, filled from its beginning by ``share``, 0 to 1."""
    return stacked([(share, colour)])


def stacked(parts: Sequence[tuple[float, str]]) -> Markup:
    """One bar of several parts side by side.

    Args:
        parts: Of each its share of the bar, 0 to 1, and its colour; together at most 1.
    """
    shapes, start = [_rectangle(0, WIDTH, TRACK)], 0.0
    for share, colour in parts:
        if share > 0:
            shapes.append(_rectangle(start, share * WIDTH, colour))
            start += share * WIDTH
    return Markup(  # noqa: S704 - made of numbers and constants
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(shapes)}</svg>"
    )


def _rectangle(left: float, width: float, colour: str) -> str:
    return f'<rect x="{left:.1f}" width="{width:.1f}" height="{HEIGHT}" fill="{colour}"/>'
