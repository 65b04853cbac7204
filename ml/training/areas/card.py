"""The model card's section about the network of skin and hair areas."""

from pathlib import Path
from string import Template
from typing import Any

from ml.training.areas.evaluate import painted_table, table

_TEMPLATE = Template("""\
## Areas of skin and hair

`$file` ($megabytes MB) says for each of 112 by 112 places of a photo how likely it shows skin
and how likely hair: EfficientNet-Lite0 down to a sixteenth of the photo and a small decoder. It
was trained on photos with masks of hair, of skin, or of both, and on photos of scenes, textures
and animals that show neither; then on what it was certain of itself in photos without masks.
Part of the masks and photos are licensed for academic or non-commercial use only.

What it can't do:

- It knows no edges finer than a 112th of the photo. A person who fills a tenth of it is a few
  places high: come closer.
- The dark face of somebody far away may be taken for hair.
- Eyebrows, lips and short beards mostly count as skin, since the masks do not agree on them.
- Fur and feathers may be taken for hair, smooth things of the colour of skin for skin: what it
  paints says nothing of whether a person is there.

The shipped weights are those of the script in `ml/training/reproduce.sh` with two differences: the
first run was stopped after 8 of 11 planned epochs, and its photos were changed at random as an
earlier version of `ml/training/augment.py` did. A repeat gives a network like it, not the same one.

Intersection over union (IoU) with the masks of `val`, and of two persons of hgr1 that it was not
trained on: over all places at once, and the mean of the photos. Groups of skin tone go by the
individual typology angle of the median skin colour as photographed (dark under 10 degrees, light
over 41). It follows the light too: most of the dark group are dim studio photos.

$overlap

Painted where it should not be: the mean share of a photo, and photos with over 5 % of it. Some
scenes do show a person, and some textures are braids.

$painted
""")


def areas_section(scores: dict[str, Any], model: Path) -> str:
    """Markdown of what :func:`ml.training.areas.evaluate.evaluate` found.

    Args:
        scores: The content of ``areas.json``.
        model: The exported file that was scored.
    """
    return _TEMPLATE.substitute(
        file=model.name,
        megabytes=f"{model.stat().st_size / 1e6:.1f}",
        overlap=table(scores),
        painted=painted_table(scores),
    )
