"""Boxes in fractions of a photo."""

from typing import Final, NamedTuple


class Box(NamedTuple):
    """A rectangle of a photo, as fractions of the photo's width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def area(self) -> float:
        """Share of the photo, if the box lies within it."""
        return self.width * self.height

    @classmethod
    def around(cls, left: float, top: float, right: float, bottom: float) -> "Box":
        """The box with these edges, cut to the photo."""
        left, top, right, bottom = (
            min(max(float(v), 0.0), 1.0) for v in (left, top, right, bottom)
        )
        return cls(left, top, right - left, bottom - top)

    def grown(self, factor: float) -> "Box":
        """A box of the same centre and ``factor`` times the sides, cut to the photo."""
        dx, dy = self.width * (factor - 1) / 2, self.height * (factor - 1) / 2
        return Box.around(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box.around(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlap(self, other: "Box") -> float:
        """Intersection over union."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        shared = max(width, 0.0) * max(height, 0.0)
        return shared / max(self.area + other.area - shared, 1e-12)

    def rounded(self) -> "Box":
        """To a ten-thousandth of the photo, as results have it."""
        return Box(*(round(edge, 4) for edge in self))

    def pixels(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge in an image of ``size`` (width, height)."""
        width, height = size
        return self.left * width, self.top * height, self.right * width, self.bottom * height


WHOLE: Final = Box(0.0, 0.0, 1.0, 1.0)
