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
_CACHE = {
    Audience.PUBLIC: f"max-age={_PUBLIC_FOR_S}",
    Audience.HOLDERS: "private, no-store",
    Audience.MODERATORS: "private, no-store",
}


def media(request: Request) -> Response:
    """An image by the hash of its bytes; its name never changes, its visibility may."""
    sha256, ext = request.path_params["sha256"], request.path_params["ext"]
    store = request.app.state.store
    sample = request.app.state.samples.data(f"/media/{sha256}.{ext}")
    audience = store.audience(sha256, ext=ext) if sample is None else Audience.PUBLIC
    if audience is Audience.MODERATORS and not _is_moderators(request):
        raise NotFound(Phrase("There is no such image."))
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": _CACHE[audience],
        "Content-Security-Policy": SANDBOX,
        "Content-Disposition": f'inline; filename="{sha256[:12]}.{ext}"',
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    data = store.image(sha256, ext=ext) if sample is None else sample
    return Response(data, headers=headers, media_type=SERVED_TYPES[ext])


def _is_moderators(request: Request) -> bool:
    """Whether a moderator asks, who has to see what they hid."""
    moderator = signed_in(request)
    return moderator is not None and moderator.may("moderator")


routes = [Route("/media/{sha256}.{ext}", media)]
