"""The contract's JSON objects, made of the store's values."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from gallery.i18n import locale
from gallery.keys import edit_link, qr_code
from gallery.moderators import Moderator
from gallery.painting import Catalogue, Failed
from gallery.phrases import spoken
from gallery.problems import Full, Problem
from gallery.samples import Samples
from gallery.works import Artwork, Painting, PaintingSet, Picture, Submitted

Json = dict[str, Any]


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second: 2026-11-23T10:00:00Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def painting_json(painting: Painting) -> Json:
    return {
        "id": painting.id,
        "style": painting.style,
        "seed": painting.seed,
        "release": painting.release,
        **_picture_json(painting.picture),
        "expires_at": instant(painting.expires_at),
        **_variation_json(painting),
    }


def painting_set_json(made: PaintingSet) -> Json:
    return {
        "sketch": sketch_json(made.sketch, made.crop),
        "paintings": [painting_json(painting) for painting in made.paintings],
        "failed": [failed_json(failed) for failed in made.failed],
    }


def sketch_json(sketch: Picture, crop: tuple[int, int, int]) -> Json:
    return {**_picture_json(sketch), "crop": list(crop)}


def failed_json(failed: Failed) -> Json:
    return {"style": failed.wish.style, "seed": failed.wish.seed, "problem": problem_json(failed.problem)}


def artwork_json(artwork: Artwork) -> Json:
    painting = artwork.painting
    return {
        "id": artwork.id,
        "status": artwork.status,
        "title": artwork.title,
        "artist": artwork.artist,
        "emotion": artwork.emotion,
        "alt": artwork.alt,
        "licence": artwork.licence,
        "style": painting.style,
        "release": painting.release,
        "seed": painting.seed,
        **_variation_json(painting),
        "painting": {
            **_picture_json(painting.picture),
            "variants": [_variant_json(variant) for variant in artwork.variants],
        },
        "sketch": {"url": painting.sketch.url, "crop": list(painting.crop)},
        "palette": list(artwork.palette),
        "colour": artwork.colour or None,
        "preview": f"data:image/webp;base64,{artwork.preview}" if artwork.preview else None,
        "likes": artwork.likes,
        "created_at": instant(artwork.created_at),
        "hung_at": artwork.hung_at and instant(artwork.hung_at),
        "updated_at": instant(artwork.updated_at),
    }


def submitted_json(done: Submitted, origin: str) -> Json:
    """A fresh artwork and, this once, its key: as it is, as a link to the edit page, and that link as a QR code."""
    link = edit_link(origin, done.artwork.id, done.edit_token)
    return {
        "artwork": artwork_json(done.artwork),
        "edit_token": done.edit_token,
        "edit_url": link,
        "edit_qr": str(qr_code(link)),
    }


def styles_json(catalogue: Catalogue, samples: Samples) -> Json:
    styles = [
        {
            "id": style.id,
            "slug": style.slug,
            "names": dict(style.names),
            "release": style.release,
            "moods": list(style.moods),
            "sample": samples.url(style.id),
        }
        for style in catalogue.styles
    ]
    releases = [
        {
            "name": one.name,
            "names": dict(one.names),
            "sha256": one.sha256,
            "licence": one.licence,
            "image_px": one.image_px,
        }
        for one in catalogue.releases
    ]
    return {"styles": styles, "releases": releases}


def problem_json(problem: Problem) -> Json:
    """RFC 9457 problem details; `errors` only where fields are to blame.

    They are in English, for programs and their logs; `translated` says the same to a visitor who reads another
    language: the pages' scripts show that one.
    """
    said: Json = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        said["errors"] = _errors_json(problem)
    if locale() != "en":
        said["translated"] = {
            "language": locale(),
            "title": spoken(problem.title),
            "detail": spoken(problem.detail),
            "errors": _errors_json(problem, spoken),
        }
    return said


def sign_in_json(token: str, moderator: Moderator, ends_at: datetime) -> Json:
    said = {"name": moderator.name, "role": moderator.role}
    return {"token": token, "moderator": said, "ends_at": instant(ends_at)}


def _errors_json(problem: Problem, say: Callable[[str], str] = str) -> list[Json]:
    return [{"field": error.field, "detail": say(error.detail)} for error in problem.errors]


def problem_headers(problem: Problem) -> Mapping[str, str]:
    """Retry-After where it helps, the challenge that a 401 owes; X-Full for a server in front that may repeat it."""
    headers = {}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(problem.retry_after_s)
    if isinstance(problem, Full):
        headers["X-Full"] = "1"
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def _picture_json(picture: Picture) -> Json:
    return {"url": picture.url, "width": picture.width, "height": picture.height}


def _variation_json(painting: Painting) -> Json:
    return {"variation": painting.variation, "lineage": [list(step) for step in painting.lineage]}


def _variant_json(variant: Picture) -> Json:
    return {"width": variant.width, "format": variant.ext, "url": variant.url}
