"""model.distributed: two processes train one network."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).parents[2]
PROCESS = """
import sys, torch
torch.set_num_threads(1)
from model import distributed
from model.config import NetworkConfig, TrainConfig
from model.dataset import Batch, noise_of
from model.networks import build
from model.training import Trainer
distributed.start("cpu")
own = distributed.rank()
trainer = Trainer(build(NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8), 0), TrainConfig(steps=9), None)
pictures = torch.rand((3, 2, 3, 64, 64), generator=torch.Generator().manual_seed(own)) * 2 - 1
parts = [trainer.step(step, Batch(*pictures), noise_of(step, own)) for step in range(2)]
clock = distributed.of_first(own + 0.25, trainer.device)
torch.save((trainer.networks.painter.state_dict(), parts[0]["anchor"], clock), f"{sys.argv[1]}/{own}.pt")
distributed.finish()
"""


def test_two_processes_see_other_pictures_and_keep_equal_weights(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shared = {"TORCHELASTIC_RUN_ID": "test", "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    command = [sys.executable, "-c", PROCESS, str(tmp_path)]
    environments = [os.environ | shared | {"RANK": str(rank)} for rank in range(2)]
    processes = [subprocess.Popen(command, cwd=ROOT, env=environment) for environment in environments]

    assert [process.wait(timeout=600) for process in processes] == [0, 0]

    (weights, anchor, clock), (weights1, anchor1, clock1) = (torch.load(tmp_path / f"{rank}.pt") for rank in range(2))
    assert anchor != anchor1
    assert all(torch.equal(value, weights1[name]) for name, value in weights.items())
    assert (clock, clock1) == (0.25, 0.25)  # process 0 alone decides
