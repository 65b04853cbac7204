"""Train the last blocks of a network on views whose early features are kept on disk.

    python -m ml.training.late --data DIR --init RUN/model.pt --views VIEWS --out NEXT

The first :data:`ml.training.network.EARLY` blocks hold a third of the parameters and most of
the work, and what they see (edges, textures, colours) serves every label. Computing them once
for each view lets the rest be trained several times faster. ``VIEWS`` keeps the features in
parts; a run that is stopped goes on with the parts that are there, and other runs from the
same ``--init`` share them, with another third of the sources left out (``--fold``).
"""

import argparse
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from haski_desktop.engine.labels import HAIR_TYPE, SKIN_TYPE
from ml.training.dataset import SOURCE_FOLDS, generated_rows, read_manifest
from ml.training.eight_bits import freeze_norms
from ml.training.losses import distillation, loss
from ml.training.network import EARLY, Outputs
from ml.training.train import EIGHT_BITS_EMA, Pool, Recipe, Run, keep_memory, load_data, normalise

log = logging.getLogger("ml.training")

# Views in one part.
PART = 2400
BATCH = 48
# How much of the loss is what the network at the start said of hair and skin type.
KEPT = 0.3


@dataclass(frozen=True)
class Views:
    """Kept views: early features, targets, and what the network at the start said of them.

    Attributes:
        features: (n, 112, rows, columns), in half precision.
        target: By name, as in ``dataset.Targets``.
        said: Its outputs, each (n, …).
        photo: (n,) the row of the photo.
    """

    features: Tensor
    target: dict[str, Tensor]
    said: tuple[Tensor, ...]
    photo: Tensor


@torch.no_grad()
def make_views(runs: dict[Path, Run], data: Path, cache: Path, parts: int, size: int) -> None:
    """Write what is missing of ``parts`` files of views, as each run's network sees them.

    Args:
        runs: By the folder for their views. The views are the same for all.
        data: The folder with the manifest.
        cache: A folder for decoded photos.
        parts: Number of files.
        size: Side of a view in pixels.
    """
    missing = [i for i in range(parts) if not all((f / f"{i}.pt").exists() for f in runs)]
    if not missing:
        return
    pool = Pool(*load_data(data, Recipe(), cache))
    for part in missing:
        rng = torch.Generator().manual_seed(part)
        picked = pool.draw(PART, rng)
        batches: dict[Path, list[Views]] = {folder: [] for folder in runs}
        for photo in picked.split(BATCH):
            images, target = pool.views(photo, size, rng)
            x = normalise(images).to(memory_format=torch.channels_last)
            for folder, run in runs.items():
                net = run.net.eval()
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    features = net.early(x)
                    said = tuple(o.float() for o in net.answer(net.late(features)))
                batches[folder].append(Views(features.half(), target, said, photo))
        for folder, kept in batches.items():
            folder.mkdir(parents=True, exist_ok=True)
            partial = folder / f"{part}.partial"
            torch.save(vars(_together(kept)), partial)
            partial.replace(folder / f"{part}.pt")
        log.info("views: part %d of %d", part + 1, parts)


def read_views(folder: Path, parts: int) -> Views:
    """All parts together."""
    return _together(
        [Views(**torch.load(folder / f"{i}.pt", weights_only=True)) for i in range(parts)]
    )


def _together(parts: list[Views]) -> Views:
    return Views(
        features=torch.cat([v.features for v in parts]),
        target={name: torch.cat([v.target[name] for v in parts]) for name in parts[0].target},
        said=tuple(map(torch.cat, zip(*(v.said for v in parts), strict=True))),
        photo=torch.cat([v.photo for v in parts]),
    )


def train_epoch(run: Run, views: Views, usable: Tensor, *, kept: bool) -> float:
    """One pass over the ``usable`` views (indices); returns the mean loss.

    ``kept``: whether what the network at the start said of hair and skin type is kept.
    """
    recipe = run.recipe
    rng = torch.Generator().manual_seed(recipe.seed * 1000 + run.epoch)
    torch.manual_seed(recipe.seed * 1000 + run.epoch)
    run.net.train()
    freeze_norms(run.net)
    batches = list(_batches(usable, rng))
    total = 0.0
    for step, picked in enumerate(batches):
        run.set_rate((run.epoch + step / len(batches)) / len(recipe.sizes))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features = run.net.late(_channels_last(views.features[picked]))
            found = Outputs(*(part.float() for part in run.net.answer(features)))
        value = loss(found, {name: values[picked] for name, values in views.target.items()})
        if kept:
            said = Outputs(*(part[picked] for part in views.said))
            value = value + KEPT * distillation(found, [said], (SKIN_TYPE, HAIR_TYPE), ())
        total += run.step(value)
        if step % 100 == 0:
            log.info(
                "epoch %d step %d/%d loss %.3f", run.epoch, step, len(batches), total / (step + 1)
            )
    run.epoch += 1
    return total / len(batches)


def _channels_last(features: Tensor) -> Tensor:
    return features.float().to(memory_format=torch.channels_last)


def _batches(usable: Tensor, rng: torch.Generator) -> Iterator[Tensor]:
    order = usable[torch.randperm(len(usable), generator=rng)]
    yield from (batch for batch in order.split(BATCH) if len(batch) == BATCH)


def freeze_early(run: Run) -> None:
    """Keep the stem and the first blocks as they are."""
    net = run.net.backbone
    for module in (net._conv_stem, net._bn0, *net._blocks[:EARLY]):
        module.requires_grad_(False)


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--init", type=Path, help="model.pt to start from (else ImageNet's)")
    parser.add_argument("--views", type=Path, required=True, help="folder for the kept views")
    parser.add_argument(
        "--imagenet-views",
        type=Path,
        help="folder for the same views as ImageNet's weights see them",
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for decoded photos")
    parser.add_argument("--out", type=Path, help="folder for checkpoints; without: views only")
    parser.add_argument("--parts", type=int, default=16, help=f"of {PART} views each")
    parser.add_argument("--size", type=int, default=160, help="side of the views")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.6, help="factor on the learning rates")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fold",
        type=int,
        choices=range(len(SOURCE_FOLDS)),
        help="third of the sources to leave out",
    )
    parser.add_argument(
        "--eight-bits", action="store_true", help="prepare the last blocks for the 8-bit export"
    )
    parser.add_argument(
        "--start",
        type=Path,
        help="model.pt whose last blocks to start from, if not those of --init",
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    keep_memory()
    recipe = Recipe(
        sizes=(options.size,) * options.epochs,
        seed=options.seed,
        rate=options.rate,
        fold=options.fold,
        eight_bits=options.eight_bits,
        frozen_norms=True,
        ema=EIGHT_BITS_EMA if options.eight_bits else Recipe.ema,
    )
    run = Run(recipe, options.out or options.views)
    runs = {options.views: run}
    if options.init:
        run.start_from(options.init)
    if options.imagenet_views:
        runs[options.imagenet_views] = Run(recipe, options.imagenet_views)
    make_views(runs, options.data, options.cache, options.parts, options.size)
    if options.out is None:
        return
    if options.start:
        run.start_from(options.start)
    freeze_early(run)
    run.resume()
    views = read_views(options.views, options.parts)
    rows = read_manifest(options.data, "train") + generated_rows(recipe.generated)
    left_out = () if options.fold is None else SOURCE_FOLDS[options.fold]
    kept = torch.tensor([row.source not in left_out for row in rows])
    usable = kept[views.photo].nonzero().flatten()
    while run.epoch < options.epochs:
        mean = train_epoch(run, views, usable, kept=options.init is not None)
        run.save()
        log.info("epoch %d loss %.3f", run.epoch, mean)


if __name__ == "__main__":
    main()
