"""The least chain of Serve deployments, tests.bench.least, as a contestant: `python -m tests.bench.chain PORT`."""

import signal
import sys

from serve.local_ray import LocalRay


def main() -> None:
    with LocalRay():
        from ray import serve  # not before: Ray reads its environment when it is imported

        from tests.bench.least import app

        serve.start(
            proxy_location="HeadOnly",
            http_options={"host": "127.0.0.1", "port": int(sys.argv[1])},
            logging_config={"log_level": "WARNING", "enable_access_log": False},
        )
        serve.run(app)
        signal.pause()


if __name__ == "__main__":
    main()
