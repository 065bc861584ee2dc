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
_A_YEAR = "public, max-age=31536000, immutable"  # other content has another name
_AN_HOUR = "public, max-age=3600"


class Kept(StaticFiles):
    """Files of a folder, and how long anybody may keep them."""

    def __init__(self, cache_control: str, directory: Path):
        super().__init__(directory=directory, check_dir=False)
        self._cache_control = cache_control

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = self._cache_control
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
    Mount("/static/built", Kept(_A_YEAR, _BUILT)),
    Mount("/static", Kept(_AN_HOUR, _STATIC), name="static"),
]
