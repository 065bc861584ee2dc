"""Every way a request can fail, as the contract names it (RFC 9457 problem types)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gallery.phrases import Phrase


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a request."""

    field: str
    detail: Phrase


class Problem(Exception):
    """A failure with an answer of its own. `detail` tells the client what to do, in a sentence.

    `otherwise` is what to do in general: it stands in other languages for a detail known in English alone.
    """

    status: int
    slug: str
    title: Phrase
    otherwise = Phrase("Please try again, or in another way.")

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), retry_after_s: int | None = None):
        super().__init__(detail)
        self.detail = detail if isinstance(detail, Phrase) else Phrase.roughly(detail, self.otherwise)
        self.errors = tuple(errors)
        self.retry_after_s = retry_after_s


class MalformedRequest(Problem):
    status, slug, title = 400, "malformed-request", Phrase("The request could not be read")


class TokenRequired(Problem):
    status, slug, title = 401, "token-required", Phrase("An edit token is needed")


class WrongToken(Problem):
    status, slug, title = 403, "wrong-token", Phrase("This is not the token of this artwork")


class SignInRequired(Problem):
    status, slug, title = 401, "sign-in-required", Phrase("Please sign in")


class WrongSignIn(Problem):
    status, slug, title = 401, "wrong-sign-in", Phrase("That did not sign you in")


class NotYourRole(Problem):
    status, slug, title = 403, "not-your-role", Phrase("This is somebody else's part")


class CrossSite(Problem):
    status, slug, title = 403, "cross-site", Phrase("This did not come from the gallery's own pages")


class NotFound(Problem):
    status, slug, title = 404, "not-found", Phrase("There is nothing here")


class MethodNotAllowed(Problem):
    status, slug, title = 405, "method-not-allowed", Phrase("That cannot be done here")


class NotAcceptable(Problem):
    status, slug, title = 406, "not-acceptable", Phrase("No answer in a format that you accept")


class AlreadySubmitted(Problem):
    status, slug, title = 409, "already-submitted", Phrase("This painting already hangs in the gallery")


class KeyInUse(Problem):
    status, slug, title = 409, "idempotency-key-in-use", Phrase("This request is being answered already")


class Expired(Problem):
    status, slug, title = 410, "expired", Phrase("This painting has expired")


class ChangedMeanwhile(Problem):
    status, slug, title = 409, "changed-meanwhile", Phrase("It is not what you saw any more")


class TooLarge(Problem):
    status, slug, title = 413, "too-large", Phrase("That is too large")


class UnsupportedImage(Problem):
    status, slug, title = 415, "unsupported-image", Phrase("This kind of file is not supported")
    otherwise = Phrase("Please choose a PNG, JPEG or WebP picture.")


class BlankSketch(Problem):
    status, slug, title = 422, "blank-sketch", Phrase("There is no drawing to see")
    otherwise = Phrase("There is too little drawn on the page. Please draw a little more, and larger.")


class UndecodableImage(Problem):
    status, slug, title = 422, "undecodable-image", Phrase("The picture could not be read")
    otherwise = Phrase("The picture is damaged or incomplete. Please save it again, best as PNG, and retry.")


class TooManyPixels(Problem):
    status, slug, title = 422, "too-many-pixels", Phrase("The picture has too many pixels")
    otherwise = Phrase("Please choose a smaller picture: at most 16 million pixels, and 8,192 a side.")


class UnknownStyle(Problem):
    status, slug, title = 422, "unknown-style", Phrase("There is no such style")
    otherwise = Phrase("This style is not there any more. Please choose another one.")


class InvalidField(Problem):
    status, slug, title = 422, "invalid-field", Phrase("Something in the form is not right")


class KeyReused(Problem):
    status, slug, title = 422, "idempotency-key-reused", Phrase("This key belongs to another request")


class TooManyRequests(Problem):
    status, slug, title = 429, "too-many-requests", Phrase("Too many requests")


class Busy(Problem):
    status, slug, title = 503, "busy", Phrase("All painters are busy")
    otherwise = Phrase("All painters are busy. Please try again in a moment.")


class Full(Busy):
    """Nobody's order has room just now: whatever this one was, the next would be told the same."""


class PaintingFailed(Problem):
    status, slug, title = 500, "painting-failed", Phrase("The painting did not work out")
    otherwise = Phrase("This one did not work out, and that is our fault. Please try again, or in another style.")


class InternalError(Problem):
    status, slug, title = 500, "internal-error", Phrase("Something went wrong on our side")


class StorageFull(Problem):
    status, slug, title = 507, "storage-full", Phrase("The gallery has no room left")
