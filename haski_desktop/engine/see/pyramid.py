"""One photo at several sizes, so that no stage shrinks all of its pixels again."""

import math
from typing import Final

from PIL import Image

from haski_desktop.engine.see.geometry import Box

# Times as many pixels along each side as a result has, at least, when it is made from a
# smaller copy: the result can't be told from that of the whole photo.
GAP: Final = 1.2


class Pyramid:
    """An upright photo, and copies of half, a quarter, ... of its size as they are needed.

    Several threads may use it once the smallest copy that they need is made; see :meth:`level`.
    """

    def __init__(self, image: Image.Image) -> None:
        """Args: image: The upright photo, mode ``RGB``."""
        self._levels = [image]
        self._cuts: dict[tuple[Box, tuple[int, int], Image.Resampling], Image.Image] = {}

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the photo in pixels."""
        return self._levels[0].size

    def cut(
        self,
        box: Box,
        size: tuple[int, int],
        resample: Image.Resampling = Image.Resampling.BILINEAR,
    ) -> Image.Image:
        """A part of the photo, its sides scaled independently.

        Asked for the same again, it gives the same image: do not change it.

        Args:
            box: The part.
            size: Width and height of the result in pixels.
            resample: How to scale.
        """
        key = box, size, resample
        if (known := self._cuts.get(key)) is not None:
            return known
        left, top, right, bottom = box.pixels(self.size)
        shrink = min((right - left) / size[0], (bottom - top) / size[1])
        level, factor = self.level(shrink / GAP)
        edges = left / factor, top / factor, right / factor, bottom / factor
        self._cuts[key] = found = level.resize(size, resample, box=edges)
        return found

    def level(self, shrink: float) -> tuple[Image.Image, int]:
        """The smallest copy that is shrunk by at most a factor, and its own factor.

        Its last row and column may lie half beyond the photo.
        """
        index = math.floor(math.log2(max(shrink, 1.0)))
        while len(self._levels) <= index:
            self._levels.append(self._levels[-1].reduce(2))
        return self._levels[index], 2**index
