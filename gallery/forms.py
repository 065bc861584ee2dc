"""What a client sent, read and checked: multipart uploads, submissions, queries of the wall."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams, State, UploadFile
from starlette.requests import Request

from gallery import variations
from gallery.colours import COLOURS, nearest
from gallery.painting import USUAL_INK, Catalogue, Wish
from gallery.phrases import Phrase
from gallery.pictures import SIZES
from gallery.problems import MalformedRequest, TooLarge
from gallery.settings import GallerySettings
from gallery.studio import PaintingOrder
from gallery.submission import EMOTIONS, Revision, Submission, said_in_form
from gallery.variations import original, read_variations
from gallery.wall import Sort, View
from gallery.wishes import fault, read_seed, read_style, read_wishes, styles_for
from gallery.wording import tidy

_STYLE_IDS = re.compile("[0-9]{1,9}")
_HEX = re.compile("#?[0-9A-Fa-f]{6}")
UNSAID: Mapping[str, str | None] = dict.fromkeys(
    ("of", "painting", "title", "artist", "emotion", "alt", "licence", "consent_publish", "consent_training"), ""
)
"""A label that nobody filled in yet."""

_MAX_FIELDS = 40
_MAX_TEXT_BYTES = 64 * 1024
_MAX_PAGE = 100
_MAX_QUERY = 100


async def read_painting_order(request: Request) -> PaintingOrder:
    """The form of `POST /api/v1/paintings` and `POST /draw`.

    `styles` may be sent once (`1,4,7`) or as several fields, as check boxes do; without any, a `reference`
    is the only style, and is one more otherwise; or else those are painted that fit the `feeling`. With `like`,
    the id of a painting or an artwork, it is variations of that one (gallery.variations).

    Raises MalformedRequest, TooLarge, UnknownStyle, InvalidField, NotFound, Expired.
    """
    state = request.app.state
    async with _multipart(request) as form:
        reference = await _upload(form, "reference", state.settings) if _is_sent(form, "reference") else None
        feeling = read_emotion(_text(form, "feeling"), "feeling")
        if like := _text(form, "like"):
            wishes, reference = await run_in_threadpool(_wishes_alike, form, like, reference, state)
        else:
            wishes = _wishes(form, feeling, state.catalogue, by_reference=reference is not None)
        size, lines, ink = _size(_text(form, "size")), _share(form, "lines", 0.0), _share(form, "ink", USUAL_INK)
        upload = await _upload(form, "sketch", state.settings)
        return PaintingOrder(upload, wishes, size, lines, reference, ink, feeling)


def _wishes(form: FormData, feeling: str | None, catalogue: Catalogue, *, by_reference: bool) -> Sequence[Wish]:
    wanted = _styles_in(form)
    if feeling and not wanted and not by_reference:
        wanted = styles_for(catalogue, feeling)
    wishes = read_wishes(wanted, catalogue, seed=read_seed(_text(form, "seed")), by_reference=by_reference)
    variation = _share(form, "variation", 0.0)
    return [replace(wish, variation=variation) for wish in wishes]


def _wishes_alike(
    form: FormData, like: str, reference: bytes | None, state: State
) -> tuple[Sequence[Wish], bytes | None]:
    """Variations of a painting, and the picture whose style it is in, if it is in one's."""
    painting = original(state.store, like)
    if reference is not None and not painting.by_reference:
        raise fault("reference", Phrase("That painting is not in the style of a picture: leave this out."))
    wishes = read_variations(
        _styles_in(form),
        painting,
        state.catalogue,
        seed=read_seed(_text(form, "seed")),
        variation=_share(form, "variation", variations.USUAL),
        reference_is_its_own=reference is not None or not painting.by_reference,
    )
    if painting.by_reference and reference is None:
        reference = state.store.image(painting.picture.sha256, ext=painting.picture.ext)
    return wishes, reference


def _styles_in(form: FormData) -> str:
    return ",".join(part for part in _texts(form, "styles") if part)


async def read_sketch_order(request: Request) -> tuple[bytes, float]:
    """The form of `POST /api/v1/sketches`: a picture, and how much of its ink to keep.

    Raises MalformedRequest, TooLarge, InvalidField.
    """
    async with _multipart(request) as form:
        ink = _share(form, "ink", USUAL_INK)
        return await _upload(form, "sketch", request.app.state.settings), ink


async def read_stylize_order(request: Request) -> PaintingOrder:
    """The form of `POST /api/stylize`. Raises as `read_painting_order` does."""
    async with _multipart(request) as form:
        seed = read_seed(_text(form, "seed"))
        wish = read_style(_text(form, "style"), request.app.state.catalogue, seed=seed)
        upload = await _upload(form, "contentImage", request.app.state.settings)
        return PaintingOrder(upload, [wish], 512, 0.0)


async def read_submission_form(request: Request) -> tuple[Submission, str]:
    """A submission from an HTML form, and the form's secret (gallery.keys), empty if it has none.

    Fields are named as in JSON, the consents are check boxes, `offered_styles` ids with commas; empty fields
    count as not sent. Raises MalformedRequest, TooLarge, InvalidField.
    """
    async with _form(request) as form:
        names = ("painting", "title", "artist", "emotion", "alt", "licence", "consent_text")
        fields: dict[str, object] = {name: text for name in names if (text := _text(form, name))}
        fields |= {name: bool(_text(form, name)) for name in ("consent_publish", "consent_training")}
        fields["offered_styles"] = read_styles(_text(form, "offered_styles") or "")
        empty = {"painting": "", "title": "", "artist": "", "licence": ""}
        return said_in_form(Submission, {**empty, **fields}), _text(form, "secret") or ""


async def read_revision_form(request: Request) -> tuple[str, Revision]:
    """An edit token and what an HTML form changes: all of the label's words, and the consent, a check box.

    Raises MalformedRequest, TooLarge, InvalidField.
    """
    names = ("token", "consent_training", "consent_text", "emotion", "title", "artist", "alt", "licence")
    token, consent, words_shown, emotion, *words = await read_fields(request, *names)
    fields: dict[str, object] = dict(zip(names[4:], words, strict=True))
    fields |= {"emotion": emotion or None, "consent_training": bool(consent), "consent_text": words_shown or None}
    return token, said_in_form(Revision, fields)


async def read_label(request: Request) -> dict[str, str | None]:
    """What an HTML form says of a label, right or wrong, to be shown in it again."""
    return dict(zip(UNSAID, await read_fields(request, *UNSAID), strict=True))


def read_styles(text: str) -> list[int]:
    """The style ids in a text with commas; what is none is passed over."""
    return [int(style) for style in _STYLE_IDS.findall(text)[:64]]


async def read_fields(request: Request, *names: str) -> list[str]:
    """These text fields of an HTML form, empty where not sent. Raises MalformedRequest, TooLarge, InvalidField."""
    async with _form(request) as form:
        return [_text(form, name) or "" for name in names]


async def read_all(request: Request, name: str) -> list[str]:
    """All values of one text field of an HTML form. Raises MalformedRequest, TooLarge, InvalidField."""
    async with _form(request) as form:
        return _texts(form, name)


def read_view(query: QueryParams, settings: GallerySettings) -> View:
    """Which part of the wall a query asks for. Raises InvalidField."""
    for name in query:
        if len(query.getlist(name)) > 1:
            raise fault(name, Phrase("Send this once."))
    sort = query.get("sort", "newest")
    if sort not in get_args(Sort):
        raise fault("sort", Phrase("Sort by newest or liked."))
    return View(
        limit=_whole(query, "limit", least=1, most=_MAX_PAGE) or settings.page_size,
        after=query.get("after") or None,
        sort=sort,
        style=_whole(query, "style", least=0, most=2**31 - 1),
        emotion=read_emotion(query.get("emotion")),
        colour=_colour(query.get("colour")),
        artist=tidy(query.get("artist", ""))[:_MAX_QUERY] or None,
        q=tidy(query.get("q", ""))[:_MAX_QUERY] or None,
    )


def read_emotion(text: str | None, field: str = "emotion") -> str | None:
    """One of the contract's emotions, or none. Raises InvalidField."""
    if text and text not in EMOTIONS:
        raise fault(field, Phrase("Choose one of %(choices)s.", choices=", ".join(EMOTIONS)))
    return text or None


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    try:
        opened = request.form(max_files=2, max_fields=_MAX_FIELDS, max_part_size=_MAX_TEXT_BYTES)
        form = await opened
    except (ValueError, LookupError, KeyError):
        # Headers can name encodings and boundaries that the parser chokes on.
        raise MalformedRequest(Phrase("The form could not be read; send multipart/form-data in UTF-8.")) from None
    try:
        yield form
    finally:
        await form.close()


@asynccontextmanager
async def _multipart(request: Request) -> AsyncIterator[FormData]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise MalformedRequest(Phrase("Send the drawing as multipart/form-data."))
    async with _form(request) as form:
        yield form


def _texts(form: FormData, name: str) -> list[str]:
    values = form.getlist(name)
    if any(isinstance(value, UploadFile) for value in values):
        raise fault(name, Phrase("Send text here, not a file."))
    return [str(value) for value in values]


def _text(form: FormData, name: str) -> str | None:
    return next(iter(_texts(form, name)), None)


def _is_sent(form: FormData, name: str) -> bool:
    # A browser sends an empty file for a field that nobody filled in.
    file = form.get(name)
    return bool(file.filename or file.size) if isinstance(file, UploadFile) else bool(file)


async def _upload(form: FormData, name: str, settings: GallerySettings) -> bytes:
    file = form.get(name)
    if not isinstance(file, UploadFile) or (not file.filename and not file.size):
        raise fault(name, Phrase("Send a picture as a file: PNG, JPEG or WebP."))
    if (file.size or 0) > settings.max_upload_bytes:
        raise TooLarge(Phrase("The file may have at most %(most)s bytes.", most=settings.max_upload_bytes))
    return await file.read()


def _size(text: str | None) -> int:
    if text not in {None, "", *(str(size) for size in SIZES)}:
        raise fault("size", Phrase("Choose one of %(choices)s.", choices=", ".join(str(size) for size in SIZES)))
    return int(text or 512)


def _share(form: FormData, name: str, usual: float) -> float:
    text = _text(form, name)
    try:
        share = float(text) if text else usual
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:  # refuses NaN too
        raise fault(name, Phrase("Send a number from 0 to 1."))
    return share


def _colour(text: str | None) -> str | None:
    if not text or text in COLOURS:
        return text or None
    if not _HEX.fullmatch(text):
        raise fault("colour", Phrase("Choose one of %(names)s, or send one like #3a6fc4.", names=", ".join(COLOURS)))
    return nearest(f"#{text[-6:]}")


def _whole(query: QueryParams, name: str, *, least: int, most: int) -> int | None:
    text = query.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not least <= int(text) <= most:
        raise fault(name, Phrase("Send a whole number from %(least)s to %(most)s.", least=str(least), most=str(most)))
    return int(text)
