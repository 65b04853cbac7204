"""Train the network that finds skin and hair.

    python -m ml.training.areas.train --data DIR --out RUN

    python -m ml.training.areas.train --data DIR --out NEXT --init RUN/model.pt --rate 0.4

The first learns from the masks, and from what the sources tell, and writes ``RUN/model.pt``
(averaged weights) and ``RUN/last.pt`` (everything that is needed to go on: started again with
the same arguments it continues where it was stopped). The second starts from the first
one's weights and takes its answers for knowledge wherever nothing is known and they are
certain (self-training, Lee 2013): that gives skin to masks that know hair alone, and both
to photos without a mask.
"""

import argparse
import logging
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.training.areas.augment import Batch, augment
from ml.training.areas.data import (
    DISEASED,
    HAIR,
    HAIR_KNOWN,
    SCENES,
    SKIN,
    SKIN_KNOWN,
    Photo,
    load_pairs,
    read_photos,
    sampling,
)
from ml.training.areas.network import SIZE, AreaNetwork, load
from ml.training.checkpoints import Resumable
from ml.training.train import keep_memory, strided_in_float32

log = logging.getLogger("ml.training")

# Side at which photos are kept: some detail is left when a part of one is enlarged.
STORED = 256
# Answers of an earlier network below the first and above the second are believed.
CERTAIN = (0.08, 0.92)
# On diseased skin less than this is taken for no hair, and nothing for hair.
DOUBTFUL_HAIR = 0.75


@dataclass(frozen=True)
class Recipe:
    """Every choice of a run; kept in its checkpoints.

    Attributes:
        sizes: Side of the training images in each epoch, a multiple of 32.
        photos: How many photos are drawn in an epoch.
        rate: Factor on both learning rates.
        overlap: Weight of the overlap loss beside the cross-entropy.
        taught: Whether an earlier network's certain answers count as knowledge.
    """

    sizes: tuple[int, ...] = (128,) * 9
    photos: int = 4000
    batch: int = 32
    backbone_rate: float = 5e-4
    decoder_rate: float = 2e-3
    weight_decay: float = 0.02
    warm_up: float = 0.04
    ema: float = 0.995
    overlap: float = 0.5
    seed: int = 0
    rate: float = 1.0
    taught: bool = False


@dataclass(frozen=True)
class Material:
    """The photos of a split.

    Attributes:
        photos: Their lines of the manifest.
        pixels: (n, side, side, 3), 0 to 255.
        places: (n, side, side) bits.
    """

    photos: list[Photo]
    pixels: NDArray[np.uint8]
    places: NDArray[np.uint8]


class Run(Resumable):
    """One training run: network, its moving average, optimiser and position."""

    def __init__(self, recipe: Recipe, folder: Path, *, pretrained: bool = True) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.folder = folder
        self.net = AreaNetwork(pretrained=pretrained).to(memory_format=torch.channels_last)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.net,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.ema),
            use_buffers=True,
        )
        strided_in_float32(self.net)
        self.optimizer = torch.optim.AdamW(_groups(self.net, recipe))
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.epoch = 0

    def start_from(self, checkpoint: Path) -> None:
        """Take the weights of another run's ``model.pt``."""
        weights = torch.load(checkpoint, map_location="cpu", weights_only=True)["net"]
        self.net.load_state_dict(weights)
        self.average.module.load_state_dict(weights)

    def train_epoch(self, material: Material) -> float:
        """One pass; returns the mean loss. Depends on nothing but the saved state."""
        recipe, size = self.recipe, self.recipe.sizes[self.epoch]
        # Seeded by epoch, so that a resumed run draws what an unbroken one would.
        rng = torch.Generator().manual_seed(recipe.seed * 1000 + self.epoch)
        torch.manual_seed(recipe.seed * 1000 + self.epoch)
        chances = torch.from_numpy(sampling(material.photos, material.places))
        scenes = torch.tensor([float(photo.source in SCENES) for photo in material.photos])
        order = torch.multinomial(chances, recipe.photos, True, generator=rng)
        batches = [batch for batch in order.split(recipe.batch) if len(batch) > 1]
        total = 0.0
        self.net.train()
        for step, picked in enumerate(batches):
            behind = torch.multinomial(scenes, len(picked), True, generator=rng)
            images, target, weight = augment(
                _take(material, picked), _take(material, behind), size, rng
            )
            self._set_rate((self.epoch + step / len(batches)) / len(recipe.sizes))
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = self.net(images.contiguous(memory_format=torch.channels_last))
            value = area_loss(logits.float(), target, weight, recipe.overlap)
            self.optimizer.zero_grad(set_to_none=True)
            value.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
            self.optimizer.step()
            self.average.update_parameters(self.net)
            total += float(value.detach())
            if step % 20 == 0:
                mean = total / (step + 1)
                log.info("epoch %d step %d/%d loss %.3f", self.epoch, step, len(batches), mean)
        self.epoch += 1
        return total / len(batches)

    def _set_rate(self, progress: float) -> None:
        warm = min(1.0, progress / self.recipe.warm_up)
        factor = warm * (0.01 + 0.99 * (1 + math.cos(math.pi * progress)) / 2)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * self.recipe.rate * factor


def area_loss(logits: Tensor, target: Tensor, weight: Tensor, overlap: float) -> Tensor:
    """Cross-entropy of each place and Dice loss (Milletari et al. 2016) of the batch.

    Args:
        logits: (n, 2, h, w).
        target: The same shape, 0 to 1.
        weight: The same shape, 0 where nothing is known.
        overlap: Weight of the Dice loss.
    """
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    entropy = (each * weight).sum() / weight.sum().clamp(min=1)
    found = logits.sigmoid()
    both = (found * target * weight).sum((0, 2, 3))
    either = ((found + target) * weight).sum((0, 2, 3))
    return entropy + overlap * (1 - (2 * both + 1) / (either + 1)).mean()


def _take(material: Material, picked: Tensor) -> Batch:
    index = picked.numpy()
    weight = torch.tensor([material.photos[i].weight for i in index])
    return Batch(
        torch.from_numpy(material.pixels[index]),
        torch.from_numpy(material.places[index]),
        weight,
    )


@torch.no_grad()
def probabilities(network: nn.Module, pixels: NDArray[np.uint8], batch: int = 32) -> Tensor:
    """(n, 2, h / 2, w / 2) probabilities for (n, h, w, 3) pixels."""
    parts = []
    for start in range(0, len(pixels), batch):
        x = torch.from_numpy(np.asarray(pixels[start : start + batch])).permute(0, 3, 1, 2).float()
        if x.shape[-1] != SIZE:
            x = F.interpolate(x, (SIZE, SIZE), mode="bilinear", antialias=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts.append(network(x.contiguous(memory_format=torch.channels_last)).float().sigmoid())
    return torch.cat(parts)


def teach(network: nn.Module, material: Material, batch: int = 32) -> Material:
    """The material with certain answers of ``network`` where nothing was known."""
    places = np.array(material.places)
    for start in range(0, len(places), batch):
        part = slice(start, start + batch)
        if (places[part] & SKIN_KNOWN).all() and (places[part] & HAIR_KNOWN).all():
            continue
        found = probabilities(network, material.pixels[part])
        found = F.interpolate(found, places.shape[1:], mode="bilinear", align_corners=False)
        diseased = [photo.source in DISEASED for photo in material.photos[part]]
        places[part] = believe(places[part], found.numpy(), np.asarray(diseased))
    return Material(material.photos, material.pixels, places)


def believe(
    places: NDArray[np.uint8], found: NDArray[np.float32], diseased: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Fill unknown places with what is certain.

    Args:
        places: (n, h, w) bits.
        found: (n, 2, h, w) probabilities.
        diseased: (n,) whether the photo shows diseased skin, on which hair is not believed.
    """
    filled = places.copy()
    low, high = CERTAIN
    no_hair = np.where(diseased, DOUBTFUL_HAIR, low)[:, None, None]
    is_hair = np.where(diseased, 2, high)[:, None, None]  # more than any probability
    skin, hair = found[:, 0], found[:, 1]
    unknown = (places & SKIN_KNOWN) == 0
    filled[unknown & (skin >= high)] |= SKIN | SKIN_KNOWN
    filled[unknown & (skin <= low)] |= SKIN_KNOWN
    unknown = (places & HAIR_KNOWN) == 0
    filled[unknown & (hair >= is_hair)] |= HAIR | HAIR_KNOWN
    filled[unknown & (hair <= no_hair)] |= HAIR_KNOWN
    return filled


def overlaps(found: NDArray[np.float32], places: NDArray[np.uint8]) -> dict[str, float]:
    """Intersection over union of skin and of hair, over all places of which it is known.

    Args:
        found: (n, 2, h, w) probabilities.
        places: (n, h, w) bits.
    """
    scores = {}
    for index, (name, bit, known) in enumerate(
        (("skin", SKIN, SKIN_KNOWN), ("hair", HAIR, HAIR_KNOWN))
    ):
        counted = (places & known) > 0
        true = ((places & bit) > 0) & counted
        said = (found[:, index] >= 0.5) & counted
        scores[name] = float((true & said).sum() / max(1, (true | said).sum()))
    return scores


def load_material(folder: Path, split: str, cache: Path, side: int) -> Material:
    """A split's photos, decoded once for all runs."""
    photos = read_photos(folder, split)
    return Material(photos, *load_pairs(photos, folder, side, cache / f"areas_{split}"))


def report(network: nn.Module, material: Material) -> dict[str, dict[str, float]]:
    """Overlaps on each source that has masks, on small copies of them."""
    scores = {}
    for source in sorted({photo.source for photo in material.photos if photo.mask}):
        index = [i for i, photo in enumerate(material.photos) if photo.source == source][:60]
        found = F.interpolate(probabilities(network, material.pixels[index]), STORED)
        scores[source] = {
            name: round(value, 3)
            for name, value in overlaps(found.numpy(), material.places[index]).items()
        }
    return scores


def _groups(net: AreaNetwork, recipe: Recipe) -> list[dict[str, object]]:
    """Backbone slower than the new layers; no decay on norms and biases."""
    groups: list[dict[str, object]] = []
    own = {id(p) for p in net.backbone.parameters()}
    for rate, inside in ((recipe.backbone_rate, True), (recipe.decoder_rate, False)):
        for flat, decay in ((False, recipe.weight_decay), (True, 0.0)):
            parameters = [
                p for p in net.parameters() if (id(p) in own) == inside and (p.ndim <= 1) == flat
            ]
            groups.append({"params": parameters, "lr": rate, "weight_decay": decay})
    return groups


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--cache", type=Path, help="folder for decoded photos (default: in --out)")
    parser.add_argument("--sizes", type=int, nargs="+", help="image side in each epoch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--init", type=Path, help="another run's model.pt to start from")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    keep_memory()
    recipe = Recipe(
        sizes=tuple(options.sizes) if options.sizes else Recipe.sizes,
        seed=options.seed,
        rate=options.rate,
        taught=options.init is not None,
    )
    cache = options.cache or options.out / "cache"
    material = load_material(options.data, "train", cache, STORED)
    val = load_material(options.data, "val", cache, STORED)
    run = Run(recipe, options.out)
    if options.init:
        run.start_from(options.init)
        log.info("asking %s about what is not known", options.init)
        material = teach(load(options.init), material)
    run.resume()
    while run.epoch < len(recipe.sizes):
        mean_loss = run.train_epoch(material)
        run.save()
        scores = report(run.average.module.eval(), val)
        log.info("epoch %d loss %.3f val %s", run.epoch, mean_loss, scores)


if __name__ == "__main__":
    main()
