"""Decoded pixels to the 8-bit sRGB ones that everything else works on, at the size it needs."""

import math
from collections.abc import Callable
from io import BytesIO
from typing import Final, NamedTuple, Protocol

from PIL import Image

from haski_desktop.engine.structure import icc

# The working image, of which every later stage gets its parts: its short side lies between
# these where the photo has so many pixels, and its area is bounded, for panoramas.
WORKING_SIDE: Final = 1000
LONGEST_WORKING_SIDE: Final = 1536  # half of a 12-megapixel phone photo's 3,024 and 24 more
MAX_WORKING_PIXELS: Final = 8_000_000

# A picture of more pixels is worked on in bands of rows, so that no second one is held.
BAND_PIXELS: Final = 4_000_000


class Size(Protocol):
    """How large a photo is to be."""

    @property
    def side(self) -> int:
        """The least side that a decoder may reduce to while it decodes."""

    def factors(self, size: tuple[int, int]) -> tuple[int, int]:
        """By how many columns and rows to average a picture of ``size``."""

    def fitted(self, image: Image.Image) -> Image.Image:
        """The averaged picture at its last size."""


class AtLeast(NamedTuple):
    """No side smaller than ``side``, reduced by whole factors."""

    side: int

    def factors(self, size: tuple[int, int]) -> tuple[int, int]:
        """See :class:`Size`."""
        return max(1, size[0] // self.side), max(1, size[1] // self.side)

    def fitted(self, image: Image.Image) -> Image.Image:
        """See :class:`Size`."""
        return image


class Working(NamedTuple):
    """The size of the working image."""

    side: int = WORKING_SIDE

    def factors(self, size: tuple[int, int]) -> tuple[int, int]:
        """See :class:`Size`."""
        factor = math.ceil(min(size) / LONGEST_WORKING_SIDE)
        if min(size) < factor * WORKING_SIDE:
            factor -= 1
        return max(1, factor), max(1, factor)

    def fitted(self, image: Image.Image) -> Image.Image:
        """See :class:`Size`."""
        scale = min(
            LONGEST_WORKING_SIDE / min(image.size),
            (MAX_WORKING_PIXELS / (image.width * image.height)) ** 0.5,
        )
        if scale >= 1:
            return image
        width, height = (max(1, round(side * scale)) for side in image.size)
        return image.resize((width, height), Image.Resampling.BILINEAR)


def reduced(image: Image.Image, factors: tuple[int, int]) -> Image.Image:
    """``image`` in 8 bits, averaged over whole numbers of columns and rows.

    Returns:
        In mode ``CMYK`` if ``image`` is, else ``RGB``; what is transparent is white.
    """
    scaled = _scaling(image)

    def convert(band: Image.Image) -> Image.Image:
        eight = scaled(band)
        rgb = eight if eight.mode == "CMYK" else _on_white(eight)
        return rgb if factors == (1, 1) else rgb.reduce(factors)

    rows = max(1, BAND_PIXELS // image.width // factors[1]) * factors[1]
    if rows >= image.height:
        return convert(image)
    size = math.ceil(image.width / factors[0]), math.ceil(image.height / factors[1])
    page = Image.new("CMYK" if image.mode == "CMYK" else "RGB", size)
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(top + rows, image.height)))
        page.paste(convert(band), (0, top // factors[1]))
    return page


def _scaling(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """What makes ``L`` of 16-bit, 32-bit and floating-point greys, and leaves the others."""
    if image.mode.startswith("I;16"):
        top = 65535.0
    elif image.mode in ("I", "F"):
        extrema = image.getextrema()
        brightest = extrema[1] if isinstance(extrema[1], (int, float)) else 0.0
        top = next((t for t in (1.0, 255.0, 65535.0) if brightest <= t), float(brightest))
    else:
        return lambda band: band
    return lambda band: band.convert("F").point(lambda v: v * (255.0 / top) + 0.5).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    """``image`` as ``RGB``, transparent parts on white."""
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    rgba = image if image.mode == "RGBA" else image.convert("RGBA")
    page = Image.new("RGB", rgba.size, "white")
    page.paste(rgba, mask=rgba.getchannel("A"))
    return page


def to_srgb(image: Image.Image, icc_profile: bytes | None) -> Image.Image:
    """``image`` converted from its colour profile, if it has a usable one, to sRGB."""
    if icc_profile and not icc.is_bomb(icc_profile):
        from PIL import ImageCms  # most photos do without

        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(icc_profile))
            if profile.profile.xcolor_space.strip() == image.mode and "sRGB" not in (
                profile.profile.profile_description or ""
            ):
                converted = ImageCms.profileToProfile(
                    image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile: the plain values are the best there is
    return image if image.mode == "RGB" else image.convert("RGB")
