"""serve.turns: how many large uploads are let in at once, and who never waits."""

import asyncio
from typing import Any

import pytest

from serve.turns import LARGE_BYTES, TakeTurns

LARGE = (b"content-length", str(LARGE_BYTES + 1).encode())


class Door:
    """An application that answers when it is told to; inside: who came in so far."""

    def __init__(self, at_once: int = 2) -> None:
        self.inside: list[int] = []
        self.ends = asyncio.Event()
        self.app = TakeTurns(self.answer, at_once)

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        self.inside.append(scope["number"])
        await self.ends.wait()
        if scope["number"] == 0:
            raise RuntimeError("the first one fails")

    def come(self, number: int, *headers: tuple[bytes, bytes], kind: str = "http") -> asyncio.Task[None]:
        return asyncio.create_task(self.app({"type": kind, "number": number, "headers": headers}, None, None))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_large_uploads_wait_for_each_other_and_nobody_else_does() -> None:
    async def go() -> None:
        door = Door()
        large = [door.come(number, LARGE) for number in range(4)]
        await settle()
        assert door.inside == [0, 1]

        small = [
            door.come(10),
            door.come(11, (b"content-length", str(LARGE_BYTES).encode())),
            door.come(12, (b"content-length", b"many")),
            door.come(13, LARGE, kind="lifespan"),
        ]
        await settle()
        assert door.inside == [0, 1, 10, 11, 12, 13]

        door.ends.set()
        ended = await asyncio.gather(*large, *small, return_exceptions=True)
        assert [isinstance(end, RuntimeError) for end in ended] == [True] + 7 * [False]
        assert set(door.inside) == {0, 1, 2, 3, 10, 11, 12, 13}

    asyncio.run(go())


@pytest.mark.parametrize("headers", [[(b"transfer-encoding", b"chunked")], [(b"content-length", b"9" * 4000)]])
def test_a_size_that_nobody_says_or_can_read_counts_as_large(headers: list[tuple[bytes, bytes]]) -> None:
    async def go() -> None:
        door = Door(at_once=1)
        both = [door.come(number, *headers) for number in (1, 2)]
        await settle()
        assert door.inside == [1]
        door.ends.set()
        await asyncio.gather(*both)

    asyncio.run(go())


def test_who_leaves_while_they_wait_takes_no_turn() -> None:
    async def go() -> None:
        door = Door(at_once=1)
        first, second, third = (door.come(number, LARGE) for number in (1, 2, 3))
        await settle()
        second.cancel()
        await settle()
        door.ends.set()
        await asyncio.gather(first, third)
        assert door.inside == [1, 3]

    asyncio.run(go())
