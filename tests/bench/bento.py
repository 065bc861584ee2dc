"""BentoML with the same release, batched: `bentoml serve tests.bench.bento:Paint --port PORT`."""

import base64

import bentoml

from tests.bench import craft


@bentoml.service(workers=1, traffic={"timeout": 120, "concurrency": 64})
class Paint:
    def __init__(self) -> None:
        self.painter = craft.painter()

    @bentoml.api(batchable=True, max_batch_size=8, max_latency_ms=60_000)
    def paint(self, uploads: list[str]) -> list[list[str]]:
        """uploads: how many styles, a colon, and the drawing in base64."""
        asked = [one.split(":", 1) for one in uploads]
        sketches = [craft.sketch_of(base64.b64decode(data)) for _, data in asked]
        wanted = [craft.items(sketch, int(count)) for sketch, (count, _) in zip(sketches, asked, strict=True)]
        pictures = iter(self.painter.paint([item for items in wanted for item in items]))
        return [
            craft.in_json(craft.jpegs([next(pictures) for _ in items], sketch))
            for sketch, items in zip(sketches, wanted, strict=True)
        ]
