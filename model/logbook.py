"""What a run leaves to be looked at: losses as CSV and, where TensorBoard is installed, as its scalars."""

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

from model.training import Parts

COLUMNS = (
    "step", "seconds", "anchor", "perceptual", "texture", "gan", "recon_s", "recon_x", "recon_c", "way", "prior",
    "discriminator", "cycle", "gan_sketch", "recon_s_sketch", "recon_x_sketch", "recon_c_sketch", "cycle_sketch",
    "discriminator_sketch", "detail", "gan_projected", "discriminator_projected", "deep", "gan_lite",
    "discriminator_lite",
)  # fmt: skip


class Logbook:
    """The log.csv of a run, continued where there is one, and its events for TensorBoard."""

    def __init__(self, run: Path):
        self.path = run / "log.csv"
        if not self.path.exists():
            self._append(COLUMNS)
        with self.path.open(newline="") as file:
            self.columns = next(csv.reader(file))  # an older run may have fewer
        self.board = _board(run)

    def write(self, step: int, parts: Parts, seconds: float) -> None:
        """One step's losses."""
        values = {"step": step, "seconds": round(seconds, 1)} | {name: round(part, 5) for name, part in parts.items()}
        self._append([values.get(name, "") for name in self.columns])
        if self.board:
            for name, part in parts.items():
                self.board.add_scalar(name, part, step)

    def close(self) -> None:
        """Lets TensorBoard's writer finish."""
        if self.board:
            self.board.close()

    def _append(self, row: Any) -> None:
        with self.path.open("a", newline="") as file:
            csv.writer(file).writerow(row)


def _board(run: Path) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter  # an extra of training
    except ImportError:
        print("TensorBoard is not installed, so losses go to log.csv alone (pip install tensorboard).")
        return None
    return SummaryWriter(run / "board")


def describe(run: Path, resolved: dict[str, Any]) -> None:
    """Writes config.json: all settings as they were resolved, and the revision of the code."""
    (run / "config.json").write_text(json.dumps(resolved | {"revision": _revision()}, indent=2) + "\n")


def _revision() -> str:
    """The commit, with a + when files differ from it; "unknown" outside a git checkout."""
    git = ["git", "-C", str(Path(__file__).parent)]
    try:
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head + ("+" if changed else "")
