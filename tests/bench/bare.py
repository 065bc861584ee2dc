"""The network alone in batches of eight: `python -m tests.bench.bare`, then a number of styles a line.

Answers each line with paintings a second, and with the seconds of a core that one took.
"""

import json
import os
import sys
import time

from tests.bench import craft
from tests.system import doodle

BATCH = 8
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))


def main() -> None:
    painter = craft.painter()
    sketches = [craft.sketch_of(doodle(seed)) for seed in range(128)]
    print("ready", flush=True)
    turn = 0  # goes on from line to line: a painter remembers half as many sketches as there are
    for line in sys.stdin:
        styles = int(line)
        at_once, done = BATCH // styles, 0
        started, spent = time.perf_counter(), time.process_time()
        while (took := time.perf_counter() - started) < SECONDS or done < 2 * BATCH:
            some = [sketches[(turn + number) % len(sketches)] for number in range(at_once)]
            done += len(painter.paint([item for sketch in some for item in craft.items(sketch, styles)]))
            turn += at_once
        print(json.dumps([done / took, (time.process_time() - spent) / done]), flush=True)


if __name__ == "__main__":
    main()
