"""Ask the documented inference service about photos.

    python ml/exports/example_inference.py [PHOTO ...]

Without a photo it takes the one that ships with the program. Copy from here what your
service needs: one photo by its path, one as the bytes of an upload, many side by side.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))  # run as a script

from haski_desktop.ml_infer import (  # noqa: E402
    CONDITIONS_CLASSES,
    HAIR_TYPE_CLASSES,
    SKIN_TYPE_CLASSES,
    analyze_image,
    analyze_image_local,
)

SAMPLE = REPOSITORY / "resources" / "sample.jpg"


def from_path(photo: Path) -> dict[str, Any]:
    """One photo by its path; ``FileNotFoundError`` if it does not exist."""
    return analyze_image_local(str(photo))


def from_upload(data: bytes) -> dict[str, Any]:
    """One photo as the bytes that a form or a queue delivers."""
    return analyze_image(data)


def many(photos: Sequence[Path]) -> list[dict[str, Any]]:
    """Photos side by side: any thread may ask, the model is loaded once."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(analyze_image, photos))


def tell(result: dict[str, Any]) -> str:
    """A result in a few lines.

    The documented keys hold the likeliest label of each head, however unsure it is;
    ``predictions`` says whether it may be given as an answer.
    """
    if result["model_type"] == "mock":
        return f"No analysis, a stand-in: {', '.join(result['warnings'])}"
    lines = []
    for head, prediction in result["predictions"].items():
        found = " or ".join(prediction["candidates"]) or "can't be judged from this photo"
        lines.append(f"{head}: {found} ({prediction['decision']})")
    lines.append(f"model {result['model_version']}, {result['model_type']}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Analyse photos with the inference service.")
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO")
    photos = parser.parse_args(arguments).photos or [SAMPLE]
    print(f"Skin types: {', '.join(SKIN_TYPE_CLASSES)}")
    print(f"Hair types: {', '.join(HAIR_TYPE_CLASSES)}")
    print(f"Conditions: {', '.join(CONDITIONS_CLASSES)}")
    try:
        print(f"\n{photos[0].name}, by its path\n{tell(from_path(photos[0]))}")
        print(f"\n{photos[0].name}, by its bytes\n{tell(from_upload(photos[0].read_bytes()))}")
        for photo, result in zip(photos, many(photos), strict=True):
            print(f"\n{photo.name}, one of {len(photos)} side by side\n{tell(result)}")
    except (FileNotFoundError, IsADirectoryError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
