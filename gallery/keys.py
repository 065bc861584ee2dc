"""The secret link to an artwork's edit page.

The key stands behind the `#`, which browsers keep to themselves: it reaches no server's log, no proxy and no
Referer (OWASP ASVS 5.0, 14.2.1). The page's script puts it into the form and takes it out of the address; without
scripts, people paste the key, or the whole link, into the form themselves.
"""

import base64
import hmac
import re
import secrets

import segno
from markupsafe import Markup

_MARK = "#key="
_SECRET = re.compile("[A-Za-z0-9_-]{43}")


def fresh_secret() -> str:
    """For one form: what the keys of the artworks that it hangs are made of."""
    return secrets.token_urlsafe(32)


def key_of(secret: str, painting_id: str) -> str | None:
    """The key of the artwork that a painting becomes, by a form with this secret; None for what is no secret.

    A form that was sent twice, as by a double click, gives the same key twice: else the answer that the browser
    shows would be that the painting hangs already, and its key would have gone with the first one.
    """
    if not _SECRET.fullmatch(secret):
        return None
    made = hmac.digest(secret.encode(), painting_id.encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def edit_link(origin: str, artwork_id: str, token: str) -> str:
    """The address of the edit page, with its key."""
    return f"{origin}/artworks/{artwork_id}/edit{_MARK}{token}"


def qr_code(link: str) -> Markup:
    """A link as an SVG to be put into a page; black on white in dark pages too, as cameras want it."""
    return Markup(segno.make_qr(link, error="m").svg_inline(border=4, omitsize=True, light="#fff"))


def key_in(pasted: str) -> str:
    """The key in what somebody pasted: the key itself, or the link with it."""
    return pasted.rpartition(_MARK)[2].strip()
