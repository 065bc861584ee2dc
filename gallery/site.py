"""The site: routes, middleware and error answers, wired to a store and to the painters it is handed."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from gallery import (
    api,
    artwork_pages,
    assets,
    card_pages,
    collecting,
    curating_pages,
    exhibition_pages,
    feed,
    health,
    media,
    moderation_pages,
    openapi,
    pages,
    signing_in,
    sitemap,
    tongues,
    wall_pages,
)
from gallery.browsing import Browsing
from gallery.caretaker import keep_house
from gallery.curating import Curating
from gallery.errors import HANDLERS, LastResort
from gallery.exhibitions import Exhibitions
from gallery.headers import SecurityHeaders
from gallery.i18n import Languages
from gallery.limits import BodyLimit, SameSite
from gallery.office import Office
from gallery.once import Once
from gallery.painting import Catalogue, Check, Paint
from gallery.rates import Admit, RateLimit, unlimited
from gallery.samples import Samples
from gallery.settings import GallerySettings
from gallery.store import Store

_WORTH_SQUEEZING_BYTES = 1_000
"""Less fits into one packet as it is."""

_SQUEEZED = 5
"""zlib's level: the next one takes half as long again for 1 % of the bytes."""


def create_site(
    settings: GallerySettings, catalogue: Catalogue, paint: Paint, check: Check, admit: Admit = unlimited
) -> Starlette:
    """The ASGI application, with its data where DATABASE_URL and BLOB_URL say.

    The schema is not touched: `gallery.schema.bring_up_to_date` comes first. Raises OSError for a
    style whose sample is no image.
    """
    site = Starlette(
        routes=[
            *wall_pages.routes,
            *card_pages.routes,
            *collecting.routes,
            *sitemap.routes,
            *pages.routes,
            *artwork_pages.routes,
            *exhibition_pages.routes,
            *api.routes,
            *media.routes,
            *feed.routes,
            *health.routes,
            *signing_in.routes,
            *moderation_pages.routes,
            *curating_pages.routes,
            *openapi.routes,
            *tongues.routes,
            *assets.routes,
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, minimum_size=_WORTH_SQUEEZING_BYTES, compresslevel=_SQUEEZED),
            Middleware(Languages),
            Middleware(LastResort),
            Middleware(SameSite, public_origin=settings.public_origin),
            Middleware(RateLimit, admit=admit, settings=settings),
            Middleware(BodyLimit, max_body_bytes=settings.max_body_bytes),
            Middleware(Once),
        ],
        exception_handlers=HANDLERS,
        lifespan=_lifespan,
    )
    state = site.state
    state.settings, state.catalogue, state.paint, state.check = settings, catalogue, paint, check
    state.samples = Samples(catalogue)
    state.encoders = CapacityLimiter(os.cpu_count() or 1)
    state.store = Store.open(settings)
    state.office = Office(state.store)
    state.exhibitions, state.curating = Exhibitions(state.store), Curating(state.store)
    state.browsing = Browsing(state.store)
    return site


@asynccontextmanager
async def _lifespan(site: Starlette) -> AsyncIterator[None]:
    store, settings = site.state.store, site.state.settings
    caretaker = asyncio.create_task(keep_house(store, settings.sweep_every_s))
    try:
        yield
    finally:
        caretaker.cancel()
        await asyncio.gather(caretaker, return_exceptions=True)
        store.close()
