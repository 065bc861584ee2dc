"""Somebody with a browser of their own, who asks the gallery over HTTP and waits when it is busy."""

import json
import secrets
import time
from collections.abc import Mapping
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPCookieProcessor, Request, build_opener

from gallery.commands import Refused

_TIMEOUT_S = 120
_TRIES = 40


class Visitor:
    """Keeps their cookies; token: of a moderator's session, if they have one."""

    def __init__(self, url: str, token: str = ""):
        self._url = url.rstrip("/")
        self._token = token
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Any:
        return self._ask("GET", path)

    def put(self, path: str) -> Any:
        return self._ask("PUT", path)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Send JSON. Raises Refused with the gallery's own words."""
        return self._ask("POST", path, json.dumps(body).encode(), "application/json")

    def paint(self, drawing: bytes, fields: Mapping[str, str]) -> Any:
        """Have a drawing painted. Raises Refused."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="sketch"; filename="drawing.png"\r\n'
        parts += [f"{head}Content-Type: image/png\r\n\r\n".encode(), drawing, f"\r\n--{boundary}--\r\n".encode()]
        return self._ask("POST", "/api/v1/paintings", b"".join(parts), f"multipart/form-data; boundary={boundary}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Any:
        headers = {"Accept": "application/json"}
        if kind:
            headers["Content-Type"] = kind
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        for _ in range(_TRIES):
            try:
                asked = Request(self._url + path, body, headers, method=method)
                with self._opener.open(asked, timeout=_TIMEOUT_S) as found:
                    data = found.read()
                    return json.loads(data) if data else None
            except HTTPError as answer:
                if answer.status not in {429, 503}:
                    raise Refused(f"{method} {path}: {_words(answer)}") from None
                time.sleep(min(30.0, float(answer.headers.get("Retry-After") or 2)))
            except URLError as error:
                raise Refused(f"Nothing answers at {self._url} ({error.reason}); is the gallery running?") from None
        raise Refused(f"{method} {path}: the gallery was busy for a long time; try again later.")


def _words(answer: HTTPError) -> str:
    try:
        problem = json.loads(answer.read())
        return f"{answer.status}, {problem['detail']}"
    except (ValueError, KeyError, TypeError):
        return f"{answer.status} {answer.reason}"
