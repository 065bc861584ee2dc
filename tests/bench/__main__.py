"""`make bench`: the whole system beside its peers and the bare network, as JSON, also in runs/bench/.

Figures of one run are meant to be divided by each other: machines differ, and so do their afternoons.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from model.release import RELEASES
from tests.bench import classroom, load, room, wall
from tests.bench.contestants import Bare, Ours, contestants, memory_mb, spent_s
from tests.bench.releases import wide_release
from tests.system import ROOT

CLIENTS, STYLES = (1, 8, 32), (1, 4)
FLOOD = 5
KEPT = ROOT / "runs" / "bench"
PARTS = ("peers", "aims", "flood", "wall", "room", "class")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all of them")
    parser.add_argument("--release", default="anything-256", help="the folder in model/releases/ to paint with")
    parser.add_argument("--seconds", type=float, default=6, help="of each cell")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2, help="of every network: fewer than cores leave the road some")
    asked = parser.parse_args()
    os.environ["BENCH_THREADS"] = str(asked.threads)
    with tempfile.TemporaryDirectory(prefix="s2b-") as folder:
        found = {
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
            "cores": os.cpu_count(),
            "threads": asked.threads,
            "load": load_now(),
        }
        for part in asked.parts or PARTS:
            found[part] = RUNS[part](Path(folder), asked)
    text = json.dumps(found, indent=1)
    kept = KEPT / f"{found['began'].replace(':', '')}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text)
    print(text)


def load_now() -> list[float]:
    return [round(value, 2) for value in os.getloadavg()]


def peers(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Every contestant in every cell, in turns; `by_bare`: goodput by the bare network's rate beside it."""
    release = RELEASES / asked.release
    rows: list[dict[str, Any]] = []
    with Bare(release, asked.seconds) as bare:
        for turn in range(asked.rounds):
            for one in contestants(release, fresh(folder)):
                for row in cells(one, bare, asked.seconds):
                    rows.append({"round": turn, **row})
                    print(rows[-1], file=sys.stderr, flush=True)  # it takes a while
    return {"release": asked.release, "rows": rows, "behind": behind(rows)}


def cells(one: Any, bare: Bare, seconds: float) -> Iterator[dict[str, Any]]:
    with one:
        load.closed(one.address, one.ask, 1, 2, seconds / 2)  # warm
        for styles, clients in product(STYLES, CLIENTS):
            yield {"who": one.name, **cell(one, bare, styles, clients, seconds), "started_s": round(one.started_s, 1),
                   "memory_mb": round(memory_mb(one.processes()))}  # fmt: skip


def cell(one: Any, bare: Bare, styles: int, clients: int, seconds: float) -> dict[str, Any]:
    """by_bare: goodput by the bare network's just before and after. core_ms: of all its processes, a painting."""
    before, spent = bare.rate(styles), spent_s(one.processes())
    tally = load.closed(one.address, one.ask, styles, clients, seconds)
    spent = (spent_s(one.processes()) - spent) / max(tally.paintings, 1)
    after, got = bare.rate(styles), tally.told()
    alone, core_s = ((left + right) / 2 for left, right in zip(before, after, strict=True))
    return {
        "clients": clients,
        "styles": styles,
        **got,
        "bare_per_s": round(alone, 2),
        "by_bare": round(got["paintings_per_s"] / alone, 3),
        "core_ms": round(1e3 * spent, 1),
        "bare_core_ms": round(1e3 * core_s, 1),
        "outside_network": round(1 - core_s / spent, 3),
        "load": load_now(),
    }


def behind(rows: list[dict[str, Any]]) -> list[str]:
    """Where somebody else was faster than we were, in the mean over the rounds."""
    cell: dict[tuple[int, int], dict[str, list[float]]] = {}
    for row in rows:
        cell.setdefault((row["clients"], row["styles"]), {}).setdefault(row["who"], []).append(row["by_bare"])
    means = {key: {who: sum(some) / len(some) for who, some in found.items()} for key, found in cell.items()}
    return [
        f"{clients} clients, {styles} styles: {who} {rate:.3f}, we {found[Ours.name]:.3f}"
        for (clients, styles), found in means.items()
        for who, rate in found.items()
        if rate > found[Ours.name]
    ]


def aims(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Ours alone on a network as wide as the original's: 64 channels at 256 pixels."""
    release = wide_release(fresh(folder), asked.release)
    with Bare(release, asked.seconds) as bare, Ours(release, fresh(folder)) as ours:
        rows = [row for _ in range(asked.rounds) for row in cells_of(ours, bare, asked.seconds)]
    first, four = (min(row["p50_s"] for row in rows if (row["clients"], row["styles"]) == (1, n)) for n in STYLES)
    return {"first_s": first, "each_further_s": round((four - first) / 3, 3), "rows": rows}


def cells_of(ours: Ours, bare: Bare, seconds: float) -> Iterator[dict[str, Any]]:
    load.closed(ours.address, ours.ask, 1, 1, seconds)
    for clients, styles in ((1, 1), (1, 4), (32, 1), (32, 4)):
        yield cell(ours, bare, styles, clients, seconds if clients == 1 else 4 * seconds)


def flood(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """What ours can take, then five times as many requests, then half as many."""
    seconds, said = 3 * asked.seconds, "1,2,3,4"
    with Ours(RELEASES / asked.release, fresh(folder)) as ours:
        load.closed(ours.address, ours.ask, 4, 2, asked.seconds)
        most = load.closed(ours.address, ask_only, 4, 16, seconds)
        most_per_s = most.paintings / most.seconds / 4
        much = load.opened(ours.address, said, FLOOD * most_per_s, seconds)
        after = load.opened(ours.address, said, most_per_s / 2, seconds)
    refused = sorted(much.refused_s) or [0.0]
    return {
        "requests_per_s": round(most_per_s, 2),
        "goodput": round(len(much.taken_s) / much.seconds / most_per_s, 3),
        "refused": len(much.refused_s),
        "refused_p50_s": round(refused[len(refused) // 2], 3),
        "refused_p99_s": round(refused[int(0.99 * (len(refused) - 1))], 3),
        "others": much.others[:5],
        "after": {"taken": len(after.taken_s), "refused": len(after.refused_s), "others": after.others[:5]},
        "load": load_now(),
    }


def ask_only(client: Any, upload: bytes, styles: int) -> int:
    """Without fetching the paintings, as the flood does not either."""
    answer = client.post("/api/v1/paintings", files={"sketch": upload}, data={"styles": "1,2,3,4"})
    return len(answer.json()["paintings"]) if answer.status_code == 201 else 0


def walls(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    return wall.measure(KEPT / "walls")


def rooms(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    return room.measure(fresh(folder), asked.rounds, asked.seconds)


def a_class(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    with Ours(RELEASES / asked.release, fresh(folder)) as ours:
        return classroom.measure(ours.address)


def fresh(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


RUNS = {"peers": peers, "aims": aims, "flood": flood, "wall": walls, "room": rooms, "class": a_class}

if __name__ == "__main__":
    main()
