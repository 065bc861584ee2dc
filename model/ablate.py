"""python -m model.ablate --data prepared.npz: five variants, the same data and budget, several seeds, one table.

Each run is a `python -m model.train` of its own, and goes on where it stopped. Writes ABLATION.md and ablation.webp,
whatever they show.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from model import ablation, heldback, look
from model.archive import ArchiveError
from model.dataset import Pairs
from model.evaluation_table import TITLES
from model.features import NoRecogniser, Recogniser
from model.heldback import HeldBack, NothingToJudge
from model.judge import Judge
from model.stylejudge import StyleJudge


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the archive that model.prepare wrote")
    parser.add_argument("--runs", type=Path, default=Path("runs/ablation"), help="the folder of the runs")
    parser.add_argument("--out", type=Path, default=Path("runs/ablation"), help="the folder for table and picture")
    parser.add_argument("--steps", type=int, default=1000, help="of every run")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--limit", type=int, default=60, help="held-back drawings of each kind, at most")
    parser.add_argument("--hardware", default="one core", help="for the table's head")
    args = parser.parse_args(argv)
    torch.set_num_threads(1)
    try:
        ablate(args)
    except (ArchiveError, NoRecogniser, NothingToJudge, OSError) as error:
        parser.exit(1, f"{error}\n")
    except subprocess.CalledProcessError as error:
        parser.exit(1, f"A run failed: {' '.join(error.cmd)}\n")


def ablate(args: argparse.Namespace) -> None:
    """Trains what is missing, judges all, writes table and picture."""
    runs = [(variant, seed) for seed in range(args.seeds) for variant in ablation.VARIANTS]
    began = time.monotonic()
    for number, (variant, seed) in enumerate(runs, 1):
        print(f"{number} of {len(runs)}: {variant}, seed {seed}", file=sys.stderr, flush=True)
        subprocess.run(_training(args, variant, seed), check=True)
    minutes = (time.monotonic() - began) / 60
    held = heldback.of(Pairs(args.data, "test"), args.limit)
    judge, styles = Judge(held, Recogniser()), StyleJudge(held, look.features)
    results = [ablation.judged(_folder(args, *run), *run, held, judge, styles) for run in runs]
    args.out.mkdir(parents=True, exist_ok=True)
    ablation.sheet(results, held).save(args.out / "ablation.webp", quality=80)
    (args.out / "ABLATION.md").write_text(_report(args, results, minutes, held))
    print(args.out / "ABLATION.md")


def _training(args: argparse.Namespace, variant: str, seed: int) -> list[str]:
    run = ["--run", str(_folder(args, variant, seed)), "--data", str(args.data), "--seed", str(seed)]
    steps = ["--steps", str(args.steps), "--checkpoint-every", str(args.steps), "--sample-every", str(10 * args.steps)]
    steps += ["--batch", str(args.batch)]
    return [sys.executable, "-m", "model.train", *run, *steps, *ablation.COMMON, *ablation.VARIANTS[variant]]


def _folder(args: argparse.Namespace, variant: str, seed: int) -> Path:
    return args.runs / f"{variant.strip('+ ').lower()}-{seed}"


def _report(args: argparse.Namespace, results: Sequence[ablation.Result], minutes: float, held: HeldBack) -> str:
    counts = ", ".join(f"{len(drawings.lines)} {drawings.kind}" for drawings in held.kinds)
    return f"""# Ablation

What the original's changes to MUNIT, and ours, are worth: same data, same {args.steps} steps, {args.seeds} seeds,
64 px, 16 channels, batch {args.batch}, MUNIT's own losses and weights (`python -m model.ablate`, {minutes:.0f} minutes
of {args.hardware}). Each variant is the one before it and one thing more. Judged on `{args.data.name}`'s test split
({counts}), each drawing in the style of a held-back painting of another subject. Cells: mean of the
seeds (lowest to highest).

![Drawings, and what each variant's first seed made of them](ablation.webp)

*From left to right: the drawing, {", ".join(ablation.VARIANTS)}. Evenly spaced drawings of each kind.*

{ablation.table(results, TITLES)}
"""


if __name__ == "__main__":
    main()
