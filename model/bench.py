"""python -m model.bench: how fast this machine prepares photos, trains and paints, as JSON.

The share of the device is what the networks' convolutions and products need (multiply and add count as two), per
second, over what one large matrix product in the same precision reaches here.
"""

import argparse
import json
import time
from collections.abc import Callable

import torch
from torch.utils.flop_counter import FlopCounterMode

from model import rehearsal
from model.config import NetworkConfig, TrainConfig, add_flags, from_flags
from model.dataset import Batch, noise_of
from model.networks import Networks, build
from model.training import Trainer

_MATMUL_SIDE = {"cuda": 8192, "cpu": 1024}
_WARM_UP = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--compile", action="store_true", help="torch.compile the networks")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3, help="each as long as --slow-every steps")
    add_flags(parser, NetworkConfig)
    add_flags(parser, TrainConfig)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network, config = from_flags(NetworkConfig, args), from_flags(TrainConfig, args)
    found = bench(network, config, args.device, rounds=args.rounds, compiled=args.compile)
    print(json.dumps(found | {"prepare": rehearsal.figures()}, indent=2))


def bench(network: NetworkConfig, config: TrainConfig, device: str, *, rounds: int, compiled: bool = False) -> dict:
    """Rates of training (with the GAN, without the perceptual loss) and of painting, on random pictures."""
    networks = build(network, config.seed, two_way=config.two_way, spectral_norm=config.spectral_norm).to(device)
    trainer = Trainer(networks, config, None)
    sizes = (network.image_px, network.painting_px, network.image_px)
    batch = Batch(*(_pictures(config.batch, size, device) for size in sizes))

    def train() -> None:
        for step in range(config.slow_every):
            trainer.step(step, batch, noise_of(step, config.seed, device))

    with FlopCounterMode(display=False) as counter:
        train()  # uncompiled, for compiled code is not counted
    if compiled:
        networks.compile()
    round_s = _seconds(train, rounds, device)
    peak = _matmul_flops(device, torch.bfloat16 if trainer.half else torch.float32)
    reached = counter.get_total_flops() / round_s
    return {
        "device": torch.cuda.get_device_name() if _is_cuda(device) else f"CPU, {torch.get_num_threads()} threads",
        "precision": "bfloat16" if trainer.half else "float32",
        "image_px": network.image_px,
        "painting_px": network.painting_px,
        "channels": network.channels,
        "batch": config.batch,
        "step_ms": round(1e3 * round_s / config.slow_every, 2),
        "pairs_per_s": round(config.batch * config.slow_every / round_s, 2),
        "step_gflop": round(counter.get_total_flops() / config.slow_every / 1e9, 2),
        "matmul_tflops": round(peak / 1e12, 4),
        "share_of_matmul": round(reached / peak, 4),
        **_painting(networks, network, rounds, device, trainer.half),
    }


@torch.inference_mode()
def _painting(networks: Networks, network: NetworkConfig, rounds: int, device: str, half: bool) -> dict:
    """One sketch alone: its content once, and each style."""
    painter = networks.averaged
    sketch, style = _pictures(1, network.image_px, device), torch.randn(1, network.style_dim, device=device)
    with torch.autocast(device.split(":")[0], torch.bfloat16, enabled=half):
        content = painter.content(sketch)
        content_s = _seconds(lambda: painter.content(sketch), rounds, device)
        style_s = _seconds(lambda: painter.decoder(content, style), rounds, device)
    return {"content_ms": round(1e3 * content_s, 2), "each_style_ms": round(1e3 * style_s, 2)}


def _pictures(count: int, side: int, device: str) -> torch.Tensor:
    pictures = torch.rand((count, 3, side, side), device=device) * 2 - 1
    return pictures.contiguous(memory_format=torch.channels_last)


def _matmul_flops(device: str, kind: torch.dtype) -> float:
    side = _MATMUL_SIDE[device.split(":")[0]]
    a, b = torch.randn((2, side, side), device=device, dtype=kind)
    return 2 * side**3 / _seconds(lambda: a @ b, 10, device)


def _seconds(work: Callable[[], object], times: int, device: str) -> float:
    """Of one call, the mean of `times`, after a warm-up."""
    for _ in range(_WARM_UP):
        work()
    _wait(device)
    began = time.perf_counter()
    for _ in range(times):
        work()
    _wait(device)
    return (time.perf_counter() - began) / times


def _wait(device: str) -> None:
    if _is_cuda(device):
        torch.cuda.synchronize()


def _is_cuda(device: str) -> bool:
    return device.startswith("cuda")


if __name__ == "__main__":
    main()
