"""How many fronts there may be, and whether all of them would see the same gallery."""

from typing import Any

from gallery.settings import kept_by_one_machine

RAY_MAX_REPLICAS = 100
"""Ray's own bound for `num_replicas: auto` when the config names none."""


class NotShared(Exception):
    """Several fronts would each have a gallery of their own; the message says what to set."""


def most_fronts(entry: dict[str, Any]) -> int:
    """The replicas that a deployment of a Serve config may come to have."""
    wanted, scaling = entry.get("num_replicas"), entry.get("autoscaling_config")
    if wanted == "auto":
        return int((scaling or {}).get("max_replicas") or RAY_MAX_REPLICAS)
    return max(int(wanted or 1), int((scaling or {}).get("max_replicas") or 1))


def fronts_to_come() -> int:
    """The same, asked by a replica: what a cluster was told goes through no preflight."""
    from ray import serve  # here: the preflight must not import it before its environment is set

    config = serve.get_replica_context()._deployment_config  # Ray tells a replica nowhere else
    return config.autoscaling_config.max_replicas if config.autoscaling_config else config.num_replicas


def require_shared(fronts: int) -> None:
    """Raises NotShared when more than one front would keep rows or images where the others are not."""
    reasons = kept_by_one_machine() if fronts > 1 else ()
    if reasons:
        raise NotShared(
            f"Front may have {fronts} replicas, but {' and '.join(reasons)}: another machine could not see "
            "them. Name a PostgreSQL in DATABASE_URL and a bucket in BLOB_URL, or let Front have one replica."
        )
