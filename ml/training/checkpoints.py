"""What training runs keep, so that a run that was stopped goes on as if it had not been."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

log = logging.getLogger(__name__)


class Resumable:
    """A training run that keeps itself in its folder after each epoch.

    Attributes:
        recipe: Every choice of it, a data class.
        folder: Where it is kept.
        net: The network.
        average: Its moving average, which is what is shipped.
        optimizer: What changes it.
        epoch: How many are done.
    """

    recipe: Any
    folder: Path
    net: nn.Module
    average: torch.optim.swa_utils.AveragedModel
    optimizer: torch.optim.Optimizer
    epoch: int

    def resume(self) -> None:
        """Continue from ``last.pt``, if there is one of the same recipe."""
        path = self.folder / "last.pt"
        if not path.exists():
            return
        device = next(self.net.parameters()).device
        state = torch.load(path, map_location=device, weights_only=True)
        if state["recipe"] != _plain(self.recipe):
            raise SystemExit(f"{path} belongs to another recipe; name another --out")
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch = state["epoch"]
        log.info("continuing after epoch %d", self.epoch)

    def save(self) -> None:
        """Write both checkpoints, each whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        everything = {
            "recipe": _plain(self.recipe),
            "epoch": self.epoch,
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        shipped = {"recipe": everything["recipe"], "net": self.average.module.state_dict()}
        for name, state in (("last.pt", everything), ("model.pt", shipped)):
            partial = self.folder / f"{name}.partial"
            torch.save(state, partial)
            partial.replace(self.folder / name)


def _plain(recipe: Any) -> dict[str, object]:
    """As JSON would give it back, so that checkpoints compare equal."""
    plain: dict[str, object] = json.loads(json.dumps(asdict(recipe)))
    return plain
