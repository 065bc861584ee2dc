"""model.workers: nobody stays behind."""

import os
import subprocess
import sys
import time
from concurrent.futures import Future

import pytest

from model import workers

_KILLED_AT_WORK = """
import os, signal
from model import workers

if __name__ == "__main__":
    with workers.pool(1) as crew:
        print(crew.submit(os.getpid).result(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_when_the_command_is_killed(tmp_path):
    (tmp_path / "command.py").write_text(_KILLED_AT_WORK)
    environment = os.environ | {"PYTHONPATH": os.getcwd()}

    told = subprocess.run([sys.executable, tmp_path / "command.py"], stdout=subprocess.PIPE, text=True, env=environment)

    worker = int(told.stdout)
    assert told.returncode < 0
    assert _is_gone(worker)


def test_an_exception_ends_the_work_without_doing_the_rest():
    began: list[Future] = []

    with pytest.raises(RuntimeError):
        _begin_and_fail(began)

    assert sum(one.cancelled() for one in began) > 1900


def _begin_and_fail(began: list[Future]) -> None:
    with workers.pool(1) as crew:
        began += [crew.submit(time.sleep, 0.01) for _ in range(2000)]
        raise RuntimeError


def _is_gone(process: int) -> bool:
    for _ in range(300):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
