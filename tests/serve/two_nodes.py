"""A Ray of two nodes on this machine with Serve on both: `python two_nodes.py PORT`.

Deploys the config that each line of its input names, as the dashboard does for KubeRay, and answers on a line.
A process of its own, because a process can be in one cluster only. Its environment becomes that of the replicas.
"""

import json
import sys
from pathlib import Path

import ray
import yaml
from ray import serve
from ray.cluster_utils import Cluster
from ray.serve.context import _get_global_client
from ray.serve.schema import ServeDeploySchema

SEATS = 8
"""CPUs and GPUs are seats here: there need not be that many."""


def main(port: int) -> None:
    cluster = Cluster(
        initialize_head=True,
        head_node_args={
            "num_cpus": SEATS,
            "include_dashboard": False,
            "_system_config": {"metrics_report_interval_ms": 1000},
        },
    )
    cluster.add_node(num_cpus=SEATS, num_gpus=2)
    ray.init(cluster.address, namespace="serve", log_to_driver=False)
    serve.start(proxy_location="EveryNode", http_options={"host": "127.0.0.1", "port": port})
    metrics = [f"http://{node['NodeManagerAddress']}:{node['MetricsExportPort']}/metrics" for node in ray.nodes()]
    tell({"metrics": metrics, "logs": f"{cluster.head_node.get_session_dir_path()}/logs/serve"})
    for line in sys.stdin:
        deploy(Path(line.strip()))
    serve.shutdown()
    ray.shutdown()
    cluster.shutdown()


def deploy(config: Path) -> None:
    schema = ServeDeploySchema.model_validate(yaml.safe_load(config.read_text(encoding="utf-8")))
    _get_global_client().deploy_apps(schema)
    tell({"deployed": config.name})


def tell(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
