"""What the system tells Prometheus of itself, besides what Serve does: names, labels, buckets.

Every label has a known and small set of values: styles and releases of the catalogue, problems of the contract,
stages of the road. Nothing that a client made up is ever one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ray.serve import metrics

PREFIX = "sketch2art_"
"""Ray puts its own before it: `ray_sketch2art_…`."""

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 60.0)
"""Upper bounds: from a batch on a GPU to the longest timeout."""

SIZES = (1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 32.0)


@dataclass(frozen=True)
class Metric:
    """One series' name (without prefixes), what it says, what it is told apart by; a histogram if it has buckets."""

    name: str
    says: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def exported(self) -> tuple[str, ...]:
        """The names under which Prometheus knows it."""
        name = f"ray_{PREFIX}{self.name}"
        return tuple(f"{name}_{part}" for part in ("bucket", "sum", "count")) if self.buckets else (f"{name}_total",)


PAINTINGS = Metric("paintings", "paintings made", ("style", "release"))
FAILURES = Metric("failed_paintings", "wishes that came to nothing", ("release", "problem"))
REFUSALS = Metric("refused_requests", "requests refused before anything was painted", ("problem",))
STAGE_SECONDS = Metric("stage_seconds", "time a request's stage took, waiting included", ("stage",), SECONDS)
QUEUE_WAIT_SECONDS = Metric("queue_wait_seconds", "time a painting waited for its batch to start", (), SECONDS)
BATCH_SIZE = Metric("batch_size", "paintings in a batch", (), SIZES)
BATCH_SECONDS = Metric("batch_seconds", "time a batch took", (), SECONDS)
CACHE_HITS = Metric("content_cache_hits", "paintings whose sketch was encoded already")
DECODER_DEATHS = Metric("decoder_deaths", "uploads that their decoder did not survive")

FRONT = (PAINTINGS, FAILURES, REFUSALS, STAGE_SECONDS)
PREPROCESSOR = (DECODER_DEATHS,)
PAINTER = (QUEUE_WAIT_SECONDS, BATCH_SIZE, BATCH_SECONDS, CACHE_HITS)
ALL = (*FRONT, *PREPROCESSOR, *PAINTER)


class Meters:
    """The metrics of one process, ready to be told what happens."""

    def __init__(self, told: tuple[Metric, ...]):
        self._meters = {metric: _meter(metric) for metric in told}

    def count(self, metric: Metric, labels: Mapping[str, str] | None = None, *, by: int = 1) -> None:
        if by:  # Ray takes no increments of zero
            self._meters[metric].inc(by, dict(labels or {}))

    def observe(self, metric: Metric, value: float, labels: Mapping[str, str] | None = None) -> None:
        self._meters[metric].observe(value, dict(labels or {}))


def _meter(metric: Metric) -> metrics.Counter | metrics.Histogram:
    name = PREFIX + metric.name
    if metric.buckets:
        return metrics.Histogram(name, metric.says, list(metric.buckets), metric.labels)
    return metrics.Counter(name, metric.says, metric.labels)
