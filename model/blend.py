"""python -m model.blend: the mean of two networks that learned on from the same weights, as a run to export.

Runs that part from one start stay near enough for the mean of their weights to paint better than either: what each
learned by chance cancels out (Wortsman et al. 2022). The second may be a release, a narrower one too.
"""

import argparse
import shutil
import sys
from pathlib import Path

import torch
from torch import Tensor

from model import checkpoint, packing, release, widen


class BlendError(ValueError):
    """The two do not belong together; the message says why."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="a run's folder")
    parser.add_argument("--other", type=Path, required=True, help="another run's folder, or a release's")
    parser.add_argument("--share", type=float, default=0.5, help="of the other, 0 to 1")
    parser.add_argument("--out", type=Path, required=True, help="the new run's folder, for model.export")
    args = parser.parse_args()
    try:
        blend(args.run, args.other, args.share, args.out)
    except (BlendError, OSError) as error:
        sys.exit(f"blend: {error}")


def blend(run: Path, other: Path, share: float, out: Path) -> None:
    """Writes checkpoint and log of a run whose averaged weights are the mean; it can be exported, not trained on.

    Raises BlendError.
    """
    if not 0 <= share <= 1:
        raise BlendError(f"--share is between 0 and 1, not {share:g}.")
    if (out / checkpoint.NAME).exists():
        raise BlendError(f"{out} is a run already: choose another --out.")
    state = checkpoint.read(run / checkpoint.NAME)
    own = state["modules"]["averaged"]
    theirs = _weights(other)
    theirs |= widen.widened(theirs, own)
    if unlike := [name for name in own if name not in theirs or theirs[name].shape != own[name].shape]:
        raise BlendError(f"{other} has another network than {run}: {', '.join(sorted(unlike)[:3])} …")
    mean = {name: torch.lerp(weight.float(), theirs[name].float(), share) for name, weight in own.items()}
    said = [*state.get("blended", []), {"with": other.name, "share": share}]
    out.mkdir(parents=True, exist_ok=True)
    kept = {name: state[name] for name in ("step", "network", "train")}
    shutil.copy(run / "log.csv", out)
    checkpoint.write(out / checkpoint.NAME, kept | {"modules": {"averaged": mean}, "blended": said})


def _weights(place: Path) -> dict[str, Tensor]:
    """A release's, or the averaged ones of a run."""
    if (place / release.WEIGHTS).exists():
        return packing.unpacked((place / release.WEIGHTS).read_bytes())
    return checkpoint.read(place / checkpoint.NAME)["modules"]["averaged"]


if __name__ == "__main__":
    main()
