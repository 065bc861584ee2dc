"""The least that a chain of three Serve deployments can be: no store, no limits, no processes for decoding, no metrics.

What the product takes beyond this is its own; what this takes beyond LitServe is Serve's.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
from ray import serve
from ray.serve.handle import DeploymentHandle
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.bench import craft
from tests.bench.contestants import threads

SEAT = {"num_cpus": 0.1}
ENOUGH = 1000
"""Requests at once, so that Serve itself never lets anybody wait."""


@serve.deployment(max_ongoing_requests=ENOUGH, ray_actor_options=SEAT)
class Preprocessor:
    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._threads = ThreadPoolExecutor(2)

    async def prepare(self, upload: bytes) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, craft.sketch_of, upload)


@serve.deployment(max_ongoing_requests=ENOUGH, ray_actor_options=SEAT | {"runtime_env": {"env_vars": threads()}})
class Painter:
    def __init__(self) -> None:
        self._network = craft.painter()

    async def paint(self, item: Any) -> Any:
        return await self._paint_batch(item)

    @serve.batch(max_batch_size=8, batch_wait_timeout_s=0.01)
    async def _paint_batch(self, items: list[Any]) -> list[Any]:
        return self._network.paint(items)


@serve.deployment(max_ongoing_requests=ENOUGH, ray_actor_options=SEAT)
@serve.ingress()
class Front:
    def __init__(self, preprocessor: DeploymentHandle, painter: DeploymentHandle) -> None:
        self._preprocessor, self._painter = preprocessor, painter

    def __serve_build_asgi_app__(self) -> Starlette:
        routes = [Route("/stylize", self.stylize, methods=["POST"]), Route("/ready", self.ready)]
        return Starlette(routes=routes)

    async def ready(self, request: Request) -> Response:
        return PlainTextResponse("ready")

    async def stylize(self, request: Request) -> Response:
        async with request.form() as form:
            sketch = await self._preprocessor.prepare.remote(await form["contentImage"].read())
            wanted = craft.items(sketch, int(form["styles"]))
        painted = await asyncio.gather(*(self._painter.paint.remote(item) for item in wanted))
        files = await asyncio.to_thread(craft.jpegs, painted, sketch)
        return Response(files[0], media_type="image/jpeg") if len(files) == 1 else JSONResponse(craft.in_json(files))


app = Front.bind(Preprocessor.bind(), Painter.bind())
