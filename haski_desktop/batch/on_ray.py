"""The batch on several machines, with Ray Data. Needs the extra ``ray``.

    python -m haski_desktop.batch.on_ray FOLDER... --out FILE.jsonl --actors 16

Ray starts and feeds the actors, and starts those anew that die; each holds one
Analyzer. Photos and model must have the same paths on all machines. Photos travel
only between the machines of the cluster.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from haski_desktop.batch.scan import scan
from haski_desktop.engine.analysis import Analysis, Failure, json_line
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.errors import ModelError, PhotoError, printable

# Photos an actor gets at a time: enough that Ray's own work does not count.
BATCH_SIZE: Final = 16
# Ray reports usage by default. Read when it starts.
TELEMETRY_SWITCH: Final = ("RAY_USAGE_STATS_ENABLED", "0")


class PhotoActor:
    """What Ray calls with one batch of paths after another."""

    def __init__(self, model: Path | None, runtime: RuntimeChoice) -> None:
        self._analyzer = Analyzer.open(model, runtime, threads=1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """A line of JSON for each of ``batch["path"]``."""
        paths = [os.fsdecode(bytes(path)) for path in batch["path"]]
        return {"line": [json_line(self._result(path)) for path in paths]}

    def _result(self, path: str) -> Analysis | Failure:
        try:
            return self._analyzer.analyze(path, path)
        except (PhotoError, ModelError) as error:
            return Failure.of(printable(path), error)


def analyze_on_ray(
    paths: Iterable[str],
    actors: int,
    model: Path | None = None,
    runtime: RuntimeChoice = "auto",
) -> Iterator[bytes]:
    """Lines of JSON as of ``haski batch``, in the order in which they are ready.

    Args:
        paths: The photos, absolute.
        actors: How many analyse at a time, at least 1; each takes one core.
        model: The model; the same path on all machines.
        runtime: What runs it.
    """
    os.environ.setdefault(*TELEMETRY_SWITCH)
    import ray.data

    # As bytes: names need not be valid Unicode, Ray's strings must be.
    rows = [{"path": os.fsencode(path)} for path in paths]
    if not rows:
        return
    blocks = min(len(rows), max(4 * actors, len(rows) // (8 * BATCH_SIZE)))
    lines = ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
        PhotoActor,
        fn_constructor_args=(model, runtime),
        compute=ray.data.ActorPoolStrategy(size=actors),
        batch_size=BATCH_SIZE,
        num_cpus=1,
    )
    for row in lines.iter_rows():
        yield row["line"]


def main() -> int:
    """Analyse folders on the cluster that ``RAY_ADDRESS`` names, else on this machine."""
    parser = argparse.ArgumentParser(description="Analyse folders of photos with Ray.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--out", required=True, metavar="FILE", help="a .jsonl file")
    parser.add_argument("--actors", type=int, default=2, metavar="N", help="default: 2")
    parser.add_argument("--model", type=Path, metavar="PATH")
    options = parser.parse_args()
    paths = scan(map(os.path.abspath, options.folders))
    partial = f"{options.out}.part"
    with open(partial, "wb") as file:
        file.writelines(
            line + b"\n" for line in analyze_on_ray(paths, options.actors, options.model)
        )
    os.replace(partial, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
