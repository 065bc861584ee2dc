"""python -m model.evaluate RELEASE --data prepared.npz --out DIR: how good are a release's paintings?

Judges releases on the archive's frozen test split, without any lines laid over the paintings, and writes
evaluation.html (table and pictures) and evaluation.json. Same data, same releases, same figures; only the
milliseconds depend on the machine.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import torch

from model import evaluation, evaluation_page, evaluation_table, heldback, look
from model.archive import ArchiveError
from model.dataset import Pairs
from model.features import NoRecogniser, Recogniser
from model.heldback import HeldBack, NothingToJudge
from model.item import PaintingError
from model.judge import Judge
from model.release import RELEASES, ReleaseError
from model.stylejudge import StyleJudge

_DRAWINGS_A_KIND = 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", help="a release's folder, or its name under model/releases")
    parser.add_argument("--compare", nargs="+", default=[], metavar="RELEASE", help="further releases, side by side")
    parser.add_argument("--data", type=Path, required=True, help="the archive that model.prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="the folder that page and figures are written to")
    parser.add_argument("--limit", type=int, default=_DRAWINGS_A_KIND, help="drawings of each kind, at most")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(args.threads)
    try:
        evaluate(folders_of([args.release, *args.compare]), args)
    except (ReleaseError, ArchiveError, NoRecogniser, NothingToJudge, PaintingError, OSError) as error:
        parser.exit(1, f"{error}\n")


def folders_of(releases: Sequence[str]) -> list[Path]:
    """Folders as they are, bare names as folders of model/releases. Raises ReleaseError for two of one name."""
    folders = [Path(name) if Path(name).is_dir() else RELEASES / name for name in releases]
    if len({folder.name for folder in folders}) < len(folders):
        raise ReleaseError("Two of the releases have the same name: there would be no telling them apart.")
    return folders


def evaluate(folders: Sequence[Path], args: argparse.Namespace) -> None:
    """Writes both files and prints the table."""
    began = time.monotonic()
    recogniser = Recogniser()
    held = heldback.of(Pairs(args.data, "test"), args.limit)
    columns = _columns(folders, held, recogniser)
    facts = _facts(args, held, recogniser) | {"minutes": round((time.monotonic() - began) / 60, 1)}
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "evaluation.json").write_text(json.dumps(evaluation_page.as_json(columns, facts), indent=1) + "\n")
    (args.out / "evaluation.html").write_text(evaluation_page.as_page(columns, held, facts), encoding="utf-8")
    for table in evaluation_table.tables(columns):
        print(*evaluation_table.as_text(table), "", sep="\n")
    print(f"{args.out / 'evaluation.html'}, after {facts['minutes']} minutes")


def _columns(folders: Sequence[Path], held: HeldBack, recogniser: Recogniser) -> list[evaluation.Column]:
    judge, styles = Judge(held, recogniser), StyleJudge(held, look.features)
    columns = [evaluation.bare_sketches(held, judge), evaluation.real_paintings(held, judge, styles)]
    for folder in folders:
        print(f"{folder.name} paints ...", file=sys.stderr)
        columns.append(evaluation.of_release(folder, held, judge, styles))
    return columns


def _facts(args: argparse.Namespace, held: HeldBack, recogniser: Recogniser) -> dict[str, Any]:
    return {
        "data": args.data.name,
        "data sha256": hashlib.sha256(args.data.read_bytes()).hexdigest(),
        "drawings": ", ".join(f"{len(drawings.lines)} {drawings.kind}" for drawings in held.kinds),
        "held-back paintings": len(held.real.pictures),
        "features": f"EfficientNet-Lite0, {recogniser.weights.name}",
        "features sha256": recogniser.sha256,
        "torch": version("torch"),
        "threads": args.threads,
    }


if __name__ == "__main__":
    main()
