"""model.threads: a batch shared out among a CPU's threads."""

import threading

import pytest
import torch

from model.threads import Threads


@pytest.fixture
def threads():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield Threads()
    torch.set_num_threads(before)


def test_several_things_are_done_at_the_same_time_on_one_thread_each_and_come_back_in_order(threads):
    meeting = threading.Barrier(2, timeout=30)

    def meet(number: int) -> tuple[int, int]:
        meeting.wait()
        return number, torch.get_num_threads()

    assert threads.map(meet, range(6)) == [(number, 1) for number in range(6)]


def test_a_single_thing_gets_all_threads_also_after_several(threads):
    threads.map(abs, [1, 2, 3])

    assert threads.map(lambda _: torch.get_num_threads(), [None]) == [2]
