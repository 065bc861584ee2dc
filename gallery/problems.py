"""Every way a request can fail, as the contract names it (RFC 9457 problem types)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a request."""

    field: str
    detail: str


class Problem(Exception):
    """A failure with an answer of its own. `detail` tells the client what to do, in a sentence."""

    status: int
    slug: str
    title: str

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), retry_after_s: int | None = None):
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.retry_after_s = retry_after_s


class MalformedRequest(Problem):
    status, slug, title = 400, "malformed-request", "The request could not be read"


class TokenRequired(Problem):
    status, slug, title = 401, "token-required", "An edit token is needed"


class WrongToken(Problem):
    status, slug, title = 403, "wrong-token", "This is not the token of this artwork"


class SignInRequired(Problem):
    status, slug, title = 401, "sign-in-required", "Please sign in"


class WrongSignIn(Problem):
    status, slug, title = 401, "wrong-sign-in", "That did not sign you in"


class NotYourRole(Problem):
    status, slug, title = 403, "not-your-role", "This is somebody else's part"


class CrossSite(Problem):
    status, slug, title = 403, "cross-site", "This did not come from the gallery's own pages"


class NotFound(Problem):
    status, slug, title = 404, "not-found", "There is nothing here"


class MethodNotAllowed(Problem):
    status, slug, title = 405, "method-not-allowed", "That cannot be done here"


class NotAcceptable(Problem):
    status, slug, title = 406, "not-acceptable", "No answer in a format that you accept"


class AlreadySubmitted(Problem):
    status, slug, title = 409, "already-submitted", "This painting already hangs in the gallery"


class KeyInUse(Problem):
    status, slug, title = 409, "idempotency-key-in-use", "This request is being answered already"


class Expired(Problem):
    status, slug, title = 410, "expired", "This painting has expired"


class TooLarge(Problem):
    status, slug, title = 413, "too-large", "That is too large"


class UnsupportedImage(Problem):
    status, slug, title = 415, "unsupported-image", "This kind of file is not supported"


class BlankSketch(Problem):
    status, slug, title = 422, "blank-sketch", "There is no drawing to see"


class UndecodableImage(Problem):
    status, slug, title = 422, "undecodable-image", "The picture could not be read"


class TooManyPixels(Problem):
    status, slug, title = 422, "too-many-pixels", "The picture has too many pixels"


class UnknownStyle(Problem):
    status, slug, title = 422, "unknown-style", "There is no such style"


class InvalidField(Problem):
    status, slug, title = 422, "invalid-field", "Something in the form is not right"


class KeyReused(Problem):
    status, slug, title = 422, "idempotency-key-reused", "This key belongs to another request"


class TooManyRequests(Problem):
    status, slug, title = 429, "too-many-requests", "Too many requests"


class Busy(Problem):
    status, slug, title = 503, "busy", "All painters are busy"


class PaintingFailed(Problem):
    status, slug, title = 500, "painting-failed", "The painting did not work out"


class InternalError(Problem):
    status, slug, title = 500, "internal-error", "Something went wrong on our side"


class StorageFull(Problem):
    status, slug, title = 507, "storage-full", "The gallery has no room left"
