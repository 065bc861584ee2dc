"""How a CPU's threads are shared out among the paintings of a batch."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Threads:
    """As many as torch would use in the calling thread; several things get one each, a single thing gets them all.

    Threads that share each layer of a painting wait for the slowest at its end, some hundred times a painting, and
    far longer when other processes want the cores too.
    """

    def __init__(self) -> None:
        self.count = torch.get_num_threads()
        self._pool = ThreadPoolExecutor(self.count, "painting", initializer=torch.set_num_threads, initargs=(1,))

    def map(self, do: Callable[[Thing], Result], things: Iterable[Thing]) -> list[Result]:
        """do(thing) of each, in order."""
        things = list(things)
        if len(things) > 1 and self.count > 1:
            return list(self._pool.map(do, things))
        torch.set_num_threads(self.count)  # again: what a pool's thread said of itself holds for threads to come
        return [do(thing) for thing in things]
