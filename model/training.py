"""One step of the training: the objective's terms, and how the weights follow."""

from copy import deepcopy
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from model import distributed
from model.config import TrainConfig
from model.dataset import Batch
from model.finishing import Finishing
from model.lite import LiteFeatures
from model.networks import Networks, device_of, follow
from model.objective import Objective, Terms
from model.perceptual import PerceptualLoss
from model.precision import gains_from_bf16, halve_weights

Parts = dict[str, float]

_BETAS = (0.5, 0.999)
_EMA_RAMP = 10
"""The average's first decays are (1 + n) / (10 + n): what it starts from is forgotten within a few steps."""


class DivergedError(RuntimeError):
    """A loss is not a finite number any more; the message names the step and the parts."""


@dataclass
class Trainer:
    """Networks, optimisers and the objective; `step` is the only thing that changes them."""

    networks: Networks
    config: TrainConfig
    perceptual: PerceptualLoss | None
    lite: LiteFeatures | None = None
    objective: Objective | Finishing = field(init=False)

    def __post_init__(self) -> None:
        self.device = device_of(self.networks.painter)
        self.half = self.config.precision == "bfloat16" or (
            self.config.precision == "auto" and gains_from_bf16(self.device)
        )
        self.objective = self._asked(*(_halved(eyes) if self.half else eyes for eyes in (self.perceptual, self.lite)))
        self.learned = {
            "generator": self.networks.generator_parameters(),
            "discriminator": self.networks.discriminator_parameters(),
        }
        rates = {"generator": self.config.lr, "discriminator": self.config.discriminator_lr}
        self.optimisers: dict[str, torch.optim.Optimizer] = {
            name: torch.optim.Adam(learned, rates[name], _BETAS, fused=self.device.type == "cuda")
            for name, learned in self.learned.items()
        }

    def _asked(self, perceptual: PerceptualLoss | None, lite: LiteFeatures | None) -> Objective | Finishing:
        if self.networks.painter.decoder.fine is None:
            return Objective(self.networks, self.config, perceptual, lite)
        return Finishing(self.networks, self.config, perceptual)

    def step(self, number: int, batch: Batch, noise: torch.Generator, *, passed: float | None = None) -> Parts:
        """One update of the generator side and one of the discriminators. Raises DivergedError.

        passed: share of the run that is over, if it is not measured in steps.
        """
        self._set_rates(number / max(1, self.config.steps) if passed is None else passed)
        with self._precision():
            terms, crossings = self.objective.generator_terms(number, batch, noise)
        self._update("generator", terms)
        with self._precision():
            judging = self.objective.discriminator_terms(crossings)
        self._update("discriminator", judging)
        follow(self.networks.averaged, self.networks.painter, self._decay(number))
        return _checked(number, terms | judging)

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.half)

    def _update(self, name: str, terms: Terms) -> None:
        if not terms:
            return
        self.optimisers[name].zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        distributed.average_gradients(self.learned[name])
        self.optimisers[name].step()

    def _decay(self, number: int) -> float:
        """Of the average. It starts anew when the picture size changes: weights of another size do it harm."""
        taken = number - self.config.warm_steps if number >= self.config.warm_steps else number
        return min(self.config.ema, (taken + 1) / (taken + _EMA_RAMP))

    def _set_rates(self, passed: float) -> None:
        """Constant, then linearly to a tenth over the last third."""
        factor = min(1.0, max(0.1, 3 * (1 - passed)))
        for name, rate in (("generator", self.config.lr), ("discriminator", self.config.discriminator_lr)):
            for group in self.optimisers[name].param_groups:
                group["lr"] = rate * factor


def _halved(eyes: nn.Module | None) -> nn.Module | None:
    """A copy: what is saved of it beside the run stays as exact as it came."""
    halved = deepcopy(eyes)
    if halved is not None:
        halve_weights(halved)
    return halved


def _checked(number: int, terms: dict[str, Tensor]) -> Parts:
    values = torch.stack([term.detach().float() for term in terms.values()])
    parts = dict(zip(terms, values.tolist(), strict=True))  # one wait for the device, not one a term
    if not torch.isfinite(values).all():
        raise DivergedError(f"step {number}: a loss is not finite: {parts}")
    return parts
