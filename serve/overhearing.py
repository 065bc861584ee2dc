"""Answers that Serve's proxy passes on, kept to be given again."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send


@dataclass(frozen=True)
class Answer:
    """A whole one. headers: as ASGI has them."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    async def give(self, send: Send, *, age_s: int | None = None) -> None:
        """Again, under a name of its own. age_s: seconds since it was kept, for whoever keeps it next."""
        start: Message = {"type": "http.response.start", "status": self.status, "headers": list(self.headers)}
        headers = MutableHeaders(scope=start)
        headers["X-Request-ID"] = str(uuid.uuid4())
        headers["Content-Length"] = str(len(self.body))
        if age_s is not None:
            headers["Age"] = str(age_s)
        await send(start)
        await send({"type": "http.response.body", "body": self.body})


def overhearing(send: Send, is_wanted: Callable[[Message], bool], keep: Callable[[Answer], None]) -> Send:
    """`send`, but for an answer whose beginning is wanted: it is also kept, as soon as all of it was sent.

    One that breaks off never is: Serve's proxy leaves its last message out.
    """
    begun: list[Message] = []
    parts: list[bytes] = []

    async def sending(message: Message) -> None:
        await send(message)
        if message["type"] == "http.response.start" and is_wanted(message):
            begun.append(message)
        elif begun and message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                keep(Answer(begun[0]["status"], tuple(begun[0]["headers"]), b"".join(parts)))

    return sending
