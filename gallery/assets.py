"""Scripts and style sheets: the bundles, under names that change with their content."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

_STATIC = Path(__file__).with_name("static")
_BUILT = _STATIC / "built"
_A_YEAR = "public, max-age=31536000, immutable"


class Bundles(StaticFiles):
    """Files that may be kept for ever: other content has another name."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = _A_YEAR
        return answer


def asset(name: str) -> str:
    """The path of a bundle, by its name in gallery/frontend/pages. Raises LookupError."""
    try:
        return f"/static/built/{_manifest()[name]}"
    except KeyError:
        raise LookupError(f"gallery/frontend/pages has no {name}, or it was not bundled since") from None


@cache
def _manifest() -> dict[str, str]:
    try:
        return json.loads((_BUILT / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LookupError("The pages' bundles are not there: run `python -m gallery.frontend_build`.") from None


routes = [
    Mount("/static/built", Bundles(directory=_BUILT, check_dir=False)),
    Mount("/static", StaticFiles(directory=_STATIC), name="static"),
]
