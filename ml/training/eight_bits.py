"""Train a network for the eight-bit arithmetic that it will be exported to.

Quantisation-aware training (Jacob et al. 2018): weights and activations are rounded as the
exported file rounds them, while gradients pass as if nothing had been rounded.
"""

from types import MethodType

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from torch import Tensor, nn

LEVELS = 255


def imitate_eight_bits(backbone: nn.Module) -> None:
    """Make ``backbone`` round as its exported file will.

    Weights are rounded per output channel. Scaling a channel scales its steps as well, so
    this is also the rounding of the weights that the export folds the batch norms into;
    the norms must be frozen for it (:func:`freeze_norms`).
    """
    for module in backbone.modules():
        if isinstance(module, nn.Conv2d):
            module.forward = MethodType(_rounded_convolution, module)
        if isinstance(module, nn.ReLU6) or hasattr(module, "_bn2"):
            module.register_forward_hook(_round_output)
        if hasattr(module, "_bn2"):
            module._bn2.register_forward_hook(_round_output)


def freeze_norms(net: nn.Module) -> None:
    """Have the batch norms of a network in training use the statistics that they have."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


def _rounded_convolution(convolution: nn.Conv2d, x: Tensor) -> Tensor:
    weight = convolution.weight
    step = weight.detach().abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-8) * 2 / LEVELS
    padded = convolution.static_padding(x)  # of the backbone's own kind of convolution
    rounded = _round(weight, step)
    stride, groups = convolution.stride, convolution.groups
    if groups == 1 or x.device.type != "cpu":
        return F.conv2d(padded, rounded, None, stride, groups=groups)
    # More of them than train.strided_in_float32 names, because the shipped network was
    # prepared so: another precision would give another network.
    with torch.autocast("cpu", enabled=False):
        return F.conv2d(padded.float(), rounded, None, stride, groups=groups).to(x.dtype)


def _round_output(_: nn.Module, __: object, output: Tensor) -> Tensor:
    low, high = output.detach().aminmax()
    span = high.clamp(min=0) - low.clamp(max=0)
    return _round(output, span.clamp(min=1e-8) / LEVELS)


def _round(x: Tensor, step: Tensor) -> Tensor:
    """``x`` in whole steps; its gradient is that of ``x``."""
    return _Rounded.apply(x, step)


class _Rounded(torch.autograd.Function):
    @staticmethod
    def forward(_: object, x: Tensor, step: Tensor) -> Tensor:
        return (x / step).round_().mul_(step)

    @staticmethod
    def backward(_: object, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient, None
