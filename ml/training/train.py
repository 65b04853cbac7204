"""Fine-tune the network on labelled photographs.

    python -m ml.training.train --data DIR --out RUN

    python -m ml.training.train --data DIR --out NEXT --init RUN/model.pt --sizes 224 224 --rate 0.4

The first writes ``RUN/model.pt`` (averaged weights) and ``RUN/last.pt`` (everything that is
needed to go on). Started again with the same arguments it continues where it was
stopped, and ends with the same weights as a run that was never stopped. The second
starts from the first one's weights. ``--teacher`` names earlier runs' ``model.pt``
whose mean answer the new network also learns; ``--leave-out`` trains without some
sources, so that they can tell how the network does on photos of another origin, and
``--fold`` without a third of the sources, for cross-validation by source.
"""

import argparse
import ctypes
import logging
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from types import MethodType
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from haski_desktop.engine.labels import HAIR_TYPE, HEADS
from haski_desktop.engine.model import InputSpec
from ml.training.augment import augment, plain
from ml.training.checkpoints import Resumable
from ml.training.dataset import (
    SOURCE_FOLDS,
    Row,
    Targets,
    generated_rows,
    load_masks,
    load_pixels,
    of_the_view,
    read_manifest,
    targets,
)
from ml.training.eight_bits import freeze_norms, imitate_eight_bits
from ml.training.losses import distillation, loss
from ml.training.metrics import balanced_accuracies
from ml.training.network import Outputs, SkinClassifier, load, with_all_limits
from ml.training.views import Photos, show

log = logging.getLogger("ml.training")

FAINT = 0.4
# A run that only adapts a network is short, so its average must forget sooner.
EIGHT_BITS_EMA = 0.99
# How much of the loss is the teachers' part, where there are any.
TEACHING = 0.5


class Stored(NamedTuple):
    """Photos in memory: (n, size, size, 3) pixels and (n, size / 2, size / 2) masks."""

    pixels: NDArray[np.uint8]
    masks: NDArray[np.uint8]

    def images(self, picked: NDArray[np.intp], step: int = 1) -> Tensor:
        """(n, 3, size / step, size / step), 0 to 1."""
        pixels = np.stack([self.pixels[i, ::step, ::step] for i in picked])
        return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255


@dataclass(frozen=True)
class Recipe:
    """Every choice of a run; kept in its checkpoints.

    Attributes:
        sizes: Side of the training images in each epoch: small ones first, since
            most of the learning does not need detail (Tan & Le 2021).
        rate: Factor on both learning rates.
        stored: Side at which photos are kept in memory, before cropping.
        mixed: Share of the batches whose images are blended in pairs (mixup, Zhang et
            al. 2018), the fainter one with a weight below :data:`FAINT`.
        left_out: Sources that are not trained on.
        fold: The third of the sources that is not trained on instead, if any.
        teachers: How many other networks teach this one.
        eight_bits: Whether to train for eight-bit arithmetic.
        frozen_norms: Whether the batch norms keep the statistics that they start with.
    """

    sizes: tuple[int, ...] = (128,) * 7 + (160,) * 6 + (192,) * 5 + (224,) * 4
    stored: int = 288
    generated: int = 300
    batch: int = 48
    backbone_rate: float = 5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.05
    warm_up: float = 0.05
    ema: float = 0.997
    dropout: float = 0.25
    seed: int = 0
    rate: float = 1.0
    mixed: float = 0.0
    left_out: tuple[str, ...] = ()
    fold: int | None = None
    teachers: int = 0
    eight_bits: bool = False
    frozen_norms: bool = False


class Run(Resumable):
    """One training run: network, its moving average, optimiser and position."""

    def __init__(self, recipe: Recipe, folder: Path, *, pretrained: bool = True) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.folder = folder
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        net = SkinClassifier(recipe.dropout, pretrained=pretrained)
        self.net = net.to(self.device, memory_format=torch.channels_last)
        self.teachers: list[SkinClassifier] = []
        self.average = torch.optim.swa_utils.AveragedModel(
            self.net,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.ema),
            use_buffers=False,
        )
        if recipe.eight_bits:
            imitate_eight_bits(self.net.backbone)
        elif self.device.type == "cpu":
            strided_in_float32(self.net)
        self.optimizer = torch.optim.AdamW(_groups(self.net, recipe))
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.epoch = 0

    def start_from(self, checkpoint: Path) -> None:
        """Take the weights of another run's ``model.pt``."""
        weights = torch.load(checkpoint, map_location=self.device, weights_only=True)["net"]
        weights = with_all_limits(weights)
        self.net.load_state_dict(weights)
        self.average.module.load_state_dict(weights)

    def learn_from(self, checkpoints: Iterable[Path]) -> None:
        """Teach the mean answer of the networks of these ``model.pt`` as well."""
        for checkpoint in checkpoints:
            teacher = load(checkpoint, self.device)
            self.teachers.append(teacher.to(memory_format=torch.channels_last))

    def train_epoch(self, photos: Stored, known: Targets) -> float:
        """One pass; returns the mean loss. Depends on nothing but the saved state."""
        recipe, size = self.recipe, self.recipe.sizes[self.epoch]
        # Seeded by epoch, so that a resumed run draws what an unbroken one would.
        rng = torch.Generator().manual_seed(recipe.seed * 1000 + self.epoch)
        torch.manual_seed(recipe.seed * 1000 + self.epoch)
        pool = Pool(photos, known)
        batches = [b for b in pool.draw(len(known.sampling), rng).split(recipe.batch) if len(b) > 1]
        total = 0.0
        self.net.train()
        if recipe.frozen_norms:
            freeze_norms(self.net)
        for step, picked in enumerate(batches):
            images, target = pool.views(picked, size, rng)
            target = {name: values.to(self.device) for name, values in target.items()}
            self.set_rate((self.epoch + step / len(batches)) / len(recipe.sizes))
            total += self.step(self._loss(images, target, rng))
            if step % 20 == 0:
                log.info(
                    "epoch %d step %d/%d loss %.3f",
                    self.epoch,
                    step,
                    len(batches),
                    total / (step + 1),
                )
        for ours, theirs in zip(self.average.module.buffers(), self.net.buffers(), strict=True):
            ours.copy_(theirs)
        self.epoch += 1
        return total / max(1, len(batches))

    def step(self, value: Tensor) -> float:
        """Lower the loss ``value`` by one step; returns it."""
        self.optimizer.zero_grad(set_to_none=True)
        value.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizer.step()
        self.average.update_parameters(self.net)
        return float(value.detach())

    def _loss(self, images: Tensor, target: dict[str, Tensor], rng: torch.Generator) -> Tensor:
        """Of one batch; ``rng`` decides whether its images are blended."""
        chance, faint = torch.rand(2, generator=rng).tolist()
        other = target
        share = 0.0
        if chance < self.recipe.mixed:
            share = FAINT * faint
            pairs = torch.randperm(len(images), generator=rng)
            images = (1 - share) * images + share * images[pairs]
            other = {name: values[pairs.to(self.device)] for name, values in target.items()}
        found = self._forward(self.net, images)
        value = (1 - share) * loss(found, target)
        if share:
            value = value + share * loss(found, other)
        if not self.teachers:
            return value
        with torch.no_grad():
            taught = [self._forward(teacher, images) for teacher in self.teachers]
        return (1 - TEACHING) * value + TEACHING * distillation(found, taught)

    @torch.no_grad()
    def predict(self, pixels: NDArray[np.uint8], batch: int = 64) -> Outputs:
        """The averaged network's outputs for (n, 224, 224, 3) pixels."""
        net = self.average.module.eval()
        parts = [
            self._forward(net, plain(torch.from_numpy(pixels[i : i + batch]), pixels.shape[1]))
            for i in range(0, len(pixels), batch)
        ]
        return Outputs(*(torch.cat(column).cpu() for column in zip(*parts, strict=True)))

    def _forward(self, net: nn.Module, images: Tensor) -> Outputs:
        x = normalise(images).to(self.device, memory_format=torch.channels_last)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            outputs = net(x)
        return Outputs(*(part.float() for part in outputs))

    def set_rate(self, progress: float) -> None:
        """Set the learning rates for a share of the run, 0 to 1."""
        warm = min(1.0, progress / self.recipe.warm_up)
        factor = warm * (0.01 + 0.99 * (1 + math.cos(math.pi * progress)) / 2)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * self.recipe.rate * factor


class Pool:
    """Photos and what is known of them, to draw views from."""

    def __init__(self, photos: Stored, known: Targets) -> None:
        self._photos = photos
        self._known = {f.name: torch.from_numpy(getattr(known, f.name)) for f in fields(known)}
        self._outside = np.flatnonzero(known.in_scope == 0)

    def draw(self, count: int, rng: torch.Generator) -> Tensor:
        """(count,) indices of photos, each as often as its ``sampling`` says."""
        return torch.multinomial(self._known["sampling"], count, True, generator=rng)

    def views(
        self, picked: Tensor, size: int, rng: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Random changed views (n, 3, size, size) of photos, and what is known of the views."""
        indices = picked.numpy()
        target = {name: values[picked] for name, values in self._known.items()}
        batch = Photos(
            images=self._photos.images(indices),
            masks=torch.from_numpy(self._photos.masks[indices]),
            kinds=target["kinds"],
            closest=target["closest"],
            labelled=target["weight"][:, HEADS.index(HAIR_TYPE)] > 0,
        )
        behind = torch.randint(0, len(self._outside), (len(indices),), generator=rng).numpy()
        backgrounds = self._photos.images(self._outside[behind], step=3)
        shown = show(batch, backgrounds, size, rng)
        return augment(shown.images, rng), of_the_view(target, shown)


def normalise(images: Tensor) -> Tensor:
    """Images (n, 3, h, w), 0 to 1, with ImageNet's mean and std."""
    spec = InputSpec()
    mean, std = torch.tensor(spec.mean).view(3, 1, 1), torch.tensor(spec.std).view(3, 1, 1)
    return (images - mean) / std


def strided_in_float32(net: nn.Module) -> None:
    """Compute the larger depthwise convolutions of ``net`` in float32.

    On processors PyTorch's gradients of strided and 5 by 5 depthwise convolutions are
    two to five times slower in bfloat16; the others are faster in it.
    """

    def in_float32(convolution: nn.Conv2d, x: Tensor) -> Tensor:
        with torch.autocast("cpu", enabled=False):
            return type(convolution).forward(convolution, x.float()).to(x.dtype)

    for module in net.modules():
        if (
            isinstance(module, nn.Conv2d)
            and module.groups > 1
            and (module.kernel_size[0] > 3 or module.stride[0] > 1)
        ):
            module.forward = MethodType(in_float32, module)


def keep_memory() -> None:
    """Have the C library keep freed memory: fetching it anew takes half of a step.

    Only glibc has these switches; elsewhere nothing happens.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        trim_threshold, top_pad, mmap_max = -1, -2, -4
        libc.mallopt(mmap_max, 0)
        libc.mallopt(trim_threshold, 2**31 - 1)
        libc.mallopt(top_pad, 2**28)


def _groups(net: SkinClassifier, recipe: Recipe) -> list[dict[str, object]]:
    """Backbone slower than the new layers; no decay on norms and biases."""
    groups = []
    for rate, module in (
        (recipe.backbone_rate, net.backbone),
        (recipe.head_rate, net.heads),
        (recipe.head_rate, net.limits),
    ):
        matrices = [p for p in module.parameters() if p.ndim > 1]
        vectors = [p for p in module.parameters() if p.ndim <= 1]
        groups.append({"params": matrices, "lr": rate, "weight_decay": recipe.weight_decay})
        groups.append({"params": vectors, "lr": rate, "weight_decay": 0.0})
    return groups


def load_data(folder: Path, recipe: Recipe, cache: Path) -> tuple[Stored, Targets]:
    """Training photos and targets, drawn out-of-scope pictures included."""
    rows = read_manifest(folder, "train") + generated_rows(recipe.generated)
    # All are loaded whatever is left out, so that every run of a machine can share the pixels.
    pixels = load_pixels(rows, folder, recipe.stored, cache / "train.npy")
    masks = load_masks(rows, folder, pixels)
    known = targets(rows)
    left_out = recipe.left_out if recipe.fold is None else SOURCE_FOLDS[recipe.fold]
    known.sampling[[row.source in left_out for row in rows]] = 0
    return Stored(pixels, masks), known


def report(run: Run, rows: list[Row], pixels: NDArray[np.uint8]) -> dict[str, float]:
    """Balanced accuracy of each head on ``rows``, over the documented labels."""
    return balanced_accuracies(rows, run.predict(pixels).logits.numpy())


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
    parser.add_argument("--teacher", type=Path, nargs="+", default=[], help="other runs' model.pt")
    parser.add_argument("--mixed", type=float, default=0.0, help="share of blended batches")
    parser.add_argument("--leave-out", nargs="+", default=[], help="sources not to train on")
    parser.add_argument(
        "--fold",
        type=int,
        choices=range(len(SOURCE_FOLDS)),
        help="third of the sources to leave out",
    )
    parser.add_argument(
        "--frozen-norms", action="store_true", help="keep the statistics of the --init"
    )
    parser.add_argument(
        "--eight-bits", action="store_true", help="prepare an --init for the 8-bit export"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    keep_memory()
    recipe = Recipe(
        sizes=tuple(options.sizes) if options.sizes else Recipe.sizes,
        seed=options.seed,
        rate=options.rate,
        mixed=options.mixed,
        left_out=tuple(options.leave_out),
        fold=options.fold,
        teachers=len(options.teacher),
        eight_bits=options.eight_bits,
        frozen_norms=options.frozen_norms or options.eight_bits,
        ema=EIGHT_BITS_EMA if options.eight_bits else Recipe.ema,
    )
    cache = options.cache or options.out / "cache"
    photos, known = load_data(options.data, recipe, cache)
    val = read_manifest(options.data, "val")
    val_pixels = load_pixels(val, options.data, InputSpec().width, cache / "val.npy")
    run = Run(recipe, options.out)
    run.learn_from(options.teacher)
    if options.init:
        run.start_from(options.init)
    run.resume()
    while run.epoch < len(recipe.sizes):
        mean_loss = run.train_epoch(photos, known)
        run.save()
        log.info("epoch %d loss %.3f val %s", run.epoch, mean_loss, report(run, val, val_pixels))


if __name__ == "__main__":
    main()
