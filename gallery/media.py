"""`/media`: the bytes that our own encoder wrote, for as long as somebody may see them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.headers import SANDBOX
from gallery.phrases import Phrase
from gallery.pictures import SERVED_TYPES
from gallery.problems import NotFound
from gallery.revalidation import is_known
from gallery.signing_in import signed_in
from gallery.visibility import Audience

_PUBLIC_FOR_S = 60  # how long a hidden artwork may still come out of somebody's cache
_OF_A_RELEASE = "public, max-age=3600"  # a style's sample: nobody hides it, and every proxy on the way may keep it
_CACHE = {
    Audience.PUBLIC: f"max-age={_PUBLIC_FOR_S}",
    Audience.HOLDERS: "private, no-store",
    Audience.MODERATORS: "private, no-store",
}


def media(request: Request) -> Response:
    """An image by the hash of its bytes; its name never changes, its visibility may."""
    sha256, ext = request.path_params["sha256"], request.path_params["ext"]
    state = request.app.state
    sample = state.samples.data(f"/media/{sha256}.{ext}")
    kept = _OF_A_RELEASE if sample is not None else _CACHE[_audience(request, sha256, ext)]
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": kept,
        "Content-Security-Policy": SANDBOX,
        "Content-Disposition": f'inline; filename="{sha256[:12]}.{ext}"',
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    data = state.store.image(sha256, ext=ext) if sample is None else sample
    return Response(data, headers=headers, media_type=SERVED_TYPES[ext])


def _audience(request: Request, sha256: str, ext: str) -> Audience:
    """Whom an image is for, this visitor among them. Raises NotFound for others."""
    audience: Audience = request.app.state.store.audience(sha256, ext=ext)
    if audience is Audience.MODERATORS and not _is_moderators(request):
        raise NotFound(Phrase("There is no such image."))
    return audience


def _is_moderators(request: Request) -> bool:
    """Whether a moderator asks, who has to see what they hid."""
    moderator = signed_in(request)
    return moderator is not None and moderator.may("moderator")


routes = [Route("/media/{sha256}.{ext}", media)]
