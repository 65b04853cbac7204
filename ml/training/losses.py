"""What the network is trained to lower: one loss a head, masked where nobody labelled."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - PyTorch's own abbreviation
from torch import Tensor

from haski_desktop.engine.labels import HEADS, Head
from ml.training.network import Outputs

SMOOTHING = 0.05
# Softens what teachers say, so that their doubts are learned too.
TEACHING_TEMPERATURE = 2.0
LIMITS_WEIGHT = 0.5
# The outputs that know the network's limits.
LIMITS = ("in_scope", "assessable", "unlisted")


def loss(outputs: Outputs, target: dict[str, Tensor]) -> Tensor:
    """Mean loss of a batch; ``target`` holds the fields of ``dataset.Targets``."""
    heads = torch.stack(
        [
            _head_loss(
                outputs.logits[:, head.span],
                target["spread"][:, head.span],
                target["partial"][:, h],
            )
            for h, head in enumerate(HEADS)
        ],
        1,
    )
    weight = target["weight"]
    labelled = (heads * weight).sum() / weight.sum().clamp(min=1)
    in_scope = F.binary_cross_entropy_with_logits(outputs.in_scope[:, 0], target["in_scope"])
    known = ~target["assessable"].isnan()
    assessable = F.binary_cross_entropy_with_logits(
        outputs.assessable[known], target["assessable"][known]
    )
    told = ~target["unlisted"].isnan()
    unlisted = F.binary_cross_entropy_with_logits(
        outputs.unlisted[told, 0], target["unlisted"][told], reduction="sum"
    ) / told.sum().clamp(min=1)
    return labelled + LIMITS_WEIGHT * (in_scope + assessable + unlisted)


def _head_loss(logits: Tensor, spread: Tensor, partial: Tensor) -> Tensor:
    """Cross-entropy, or minus log of the open set's probability where ``partial``."""
    log_p = F.log_softmax(logits, 1)
    smooth = spread * (1 - SMOOTHING) + SMOOTHING / logits.shape[1]
    exact = -(smooth * log_p).sum(1)
    open_set = log_p.masked_fill(spread == 0, -1e4).logsumexp(1)
    return torch.where(partial, -open_set, exact)


def distillation(
    outputs: Outputs,
    teachers: Sequence[Outputs],
    heads: Sequence[Head] = HEADS,
    limits: Sequence[str] = LIMITS,
) -> Tensor:
    """How far ``outputs`` are from the teachers' mean answer to the same images.

    Cross-entropy of the softened answers (Hinton, Vinyals & Dean 2015) of ``heads``, and of
    the outputs named in ``limits``.
    """
    total = torch.zeros(())
    for head in heads:
        soft = [F.softmax(t.logits[:, head.span] / TEACHING_TEMPERATURE, 1) for t in teachers]
        log_p = F.log_softmax(outputs.logits[:, head.span] / TEACHING_TEMPERATURE, 1)
        value = -(torch.stack(soft).mean(0) * log_p).sum(1).mean()
        total = value * TEACHING_TEMPERATURE**2 / len(heads) + total.to(value.device)
    for name in limits:
        said = torch.stack([getattr(t, name).sigmoid() for t in teachers]).mean(0)
        total = total + LIMITS_WEIGHT * F.binary_cross_entropy_with_logits(
            getattr(outputs, name), said
        )
    return total
