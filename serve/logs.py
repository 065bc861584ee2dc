"""Our rooms' log lines in Serve's log: the same files, the same JSON, the same request id."""

import logging

ROOMS = ("serve", "gallery", "model")


def join() -> None:
    """Puts the rooms' loggers under Serve's, whose handlers know which request is being served.

    Level and handlers are then looked up there, so that a `logging_config` that changes later counts for us too.
    """
    for room in ROOMS:
        logging.getLogger(room).parent = logging.getLogger("ray.serve")
