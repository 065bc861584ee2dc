"""Whether the process answers, and whether it can do its work."""

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gallery.database import Database
from gallery.painting import Check
from gallery.schema import is_current

_CHECK_TIMEOUT_S = 5.0


async def alive(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """200 when database, schema and painter are ready, else 503 with a sentence for each reason."""
    state = request.app.state
    reasons = await run_in_threadpool(_database_reasons, state.store.database)
    reasons += await _painter_reasons(state.check)
    if reasons:
        wait = {"Retry-After": str(state.settings.retry_after_s)}
        return JSONResponse({"status": "not ready", "reasons": reasons}, 503, headers=wait)
    return JSONResponse({"status": "ready", "reasons": []})


def _database_reasons(database: Database) -> list[str]:
    try:
        with database.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return [] if is_current(database.engine) else ["The database's schema is not the one of this code."]
    except SQLAlchemyError:
        return ["The database does not answer."]


async def _painter_reasons(check: Check) -> list[str]:
    try:
        return list(await asyncio.wait_for(check(), _CHECK_TIMEOUT_S))
    except TimeoutError:
        return ["The painters do not answer."]


routes = [Route("/healthz", alive), Route("/readyz", ready)]
