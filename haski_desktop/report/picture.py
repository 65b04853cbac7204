"""The photo in a report, encoded anew, and the drawing of what was looked at."""

import base64
import io
from typing import Final, NamedTuple

from markupsafe import Markup
from PIL import Image

from haski_desktop.engine.analysis import Analysis
from haski_desktop.engine.see.geometry import WHOLE, Box

# Longer sides in pixels: some 300 to the inch at the size at which each is printed.
SIDE: Final = 1200
SMALL_SIDE: Final = 640
QUALITY: Final = 88

FACE: Final = "#0B6E69"
REGION: Final = "#24588F"
VIEW: Final = "#B45309"


class Picture(NamedTuple):
    """A photo as JPEG, with nothing but its pixels.

    Attributes:
        jpeg: The file's bytes.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    jpeg: bytes
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` address."""
        return "data:image/jpeg;base64," + base64.b64encode(self.jpeg).decode()


def encode(pixels: Image.Image, side: int = SIDE) -> Picture:
    """Encode a photo's pixels anew: no EXIF, no place, no thumbnail comes along.

    Args:
        pixels: Upright sRGB image in mode ``RGB``.
        side: How long the longer side may be, in pixels.
    """
    bare = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    bare.thumbnail((side, side), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return Picture(buffer.getvalue(), *bare.size)


def is_drawn(result: Analysis) -> bool:
    """Whether there is anything to draw over the photo."""
    return bool(result.faces or views(result))


def drawing(result: Analysis, size: tuple[int, int]) -> Markup:
    """What was looked at as SVG, to be laid over the photo: faces, their parts, judged parts.

    Args:
        result: The photo's analysis.
        size: Width and height of the drawing; their ratio is the photo's.
    """
    width, height = size
    line = max(width, height) / 200
    shapes = []
    for face in result.faces or ():
        for region in face.regions:
            points = " ".join(f"{x * width:.1f},{y * height:.1f}" for x, y in region.polygon)
            shapes.append(_shape("polygon", REGION, line * 0.6, points=points))
        shapes.append(_rectangle(face.box, size, FACE, line))
    for view in views(result):
        dashes = f"{line * 3:.1f} {line * 2:.1f}"
        shapes.append(_rectangle(view, size, VIEW, line, dashes))
    return Markup(  # noqa: S704 - made of numbers and constants
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-hidden="true">{"".join(shapes)}</svg>'
    )


def views(result: Analysis) -> list[Box]:
    """The parts of the photo on which answers rest, each once; none for the whole photo."""
    found = (prediction.view for prediction in result.predictions.values())
    return [view for view in dict.fromkeys(found) if view is not None and view != WHOLE]


def _rectangle(box: Box, size: tuple[int, int], colour: str, line: float, dashes: str = "") -> str:
    left, top, right, bottom = box.pixels(size)
    sides = {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": line}
    values = {name: f"{value:.1f}" for name, value in sides.items()}
    if dashes:
        values["stroke-dasharray"] = dashes
    return _shape("rect", colour, line, **values)


def _shape(kind: str, colour: str, line: float, **values: str) -> str:
    """A shape's outline, with a white one below it, so that it is seen on any photo."""
    attributes = " ".join(f'{name}="{value}"' for name, value in values.items())
    return "".join(
        f'<{kind} {attributes} fill="none" stroke="{stroke}" stroke-width="{width:.1f}"/>'
        for stroke, width in (("#FFFFFF", line * 1.8), (colour, line))
    )
