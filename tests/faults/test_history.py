"""The checker finds what it is there to find."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.history import History, Operation, complaints

BYTES = b"a picture"


def work(name: str, title: str, likes: int = 0) -> dict[str, Any]:
    picture = {"url": f"/media/{hashlib.sha256(BYTES).hexdigest()}.webp", "variants": []}
    return {"id": name, "title": title, "likes": likes, "painting": picture, "sketch": picture}


def gallery(*shown: dict[str, Any], data: bytes = BYTES) -> httpx.Client:
    """A client of a gallery that shows just this."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/media/"):
            return httpx.Response(200, content=data)
        if request.url.path == "/api/v1/artworks":
            return httpx.Response(200, json={"artworks": shown, "next": None})
        found = any(request.url.path.endswith(one["id"]) for one in shown)
        return httpx.Response(200 if found else 404)

    return httpx.Client(transport=httpx.MockTransport(answer), base_url="http://gallery.test")


def operation(kind: str, subject: str, outcome: Any, **said: Any) -> Operation:
    return Operation(kind, subject, 0, 1, outcome, 201, said)


SENT = operation("submit", "sea", "ok", artwork=work("a", "sea"))


@pytest.mark.parametrize(
    ("operations", "shown", "complaint"),
    [
        ([SENT], [], "'sea' was acknowledged and hangs 0 times"),
        ([SENT], [work("a", "sea"), work("a", "sea")], "'sea' was acknowledged and hangs 2 times"),
        ([SENT, operation("withdraw", "a", "ok")], [work("a", "sea")], "'sea' was withdrawn and is shown"),
        ([operation("submit", "sea", "fail")], [work("a", "sea")], "'sea' was refused and hangs"),
        ([operation("submit", "sea", "info")], [work("a", "sea"), work("b", "sea")], "'sea' hangs 2 times"),
        ([], [work("a", "sea")], "'sea' hangs and nobody sent it"),
        ([SENT, operation("like", "a", "ok")], [work("a", "sea")], "'sea' has 0 likes, not 1 to 1"),
        ([SENT], [work("a", "sea", 1)], "'sea' has 1 likes, not 0 to 0"),
        ([SENT, operation("submit", "sky", "ok", artwork=work("a", "sky"))], [work("a", "sea")], "a is the name of"),
    ],
)
def test_a_broken_promise_is_told(
    tmp_path: Path, operations: list[Operation], shown: list[dict[str, Any]], complaint: str
) -> None:
    history = History(tmp_path / "history")
    for one in operations:
        history.add(one)

    assert any(complaint in told for told in complaints(history, gallery(*shown)))


def test_other_bytes_than_the_acknowledged_are_told(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    history.add(SENT)

    assert "not those that were acknowledged" in next(complaints(history, gallery(work("a", "sea"), data=b"other")))


def test_what_nobody_can_know_is_no_complaint(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    for one in (SENT, operation("like", "a", "info"), operation("submit", "sky", "info"),
                operation("submit", "sun", "info"), operation("withdraw", "a", "info")):  # fmt: skip
        history.add(one)

    assert list(complaints(history, gallery(work("b", "sky")))) == []
    assert list(complaints(history, gallery(work("a", "sea", 1)))) == []
