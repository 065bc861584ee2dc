"""LitServe with the same release, batched: `python -m tests.bench.lit PORT`."""

import base64
import sys
from typing import Any

import litserve

from model.item import Item
from model.sketch import Sketch
from tests.bench import craft


class Paint(litserve.LitAPI):
    def setup(self, device: str) -> None:
        self.painter = craft.painter()

    def decode_request(self, request: dict[str, Any]) -> tuple[Sketch, list[Item]]:
        sketch = craft.sketch_of(base64.b64decode(request["sketch"]))
        return sketch, craft.items(sketch, request["styles"])

    def batch(self, inputs: list[Any]) -> list[Any]:
        return inputs

    def predict(self, batch: list[tuple[Sketch, list[Item]]]) -> list[tuple[Sketch, list[Any]]]:
        pictures = iter(self.painter.paint([item for _, items in batch for item in items]))
        return [(sketch, [next(pictures) for _ in items]) for sketch, items in batch]

    def unbatch(self, output: list[Any]) -> list[Any]:
        return output

    def encode_response(self, output: tuple[Sketch, list[Any]]) -> list[str]:
        sketch, pictures = output
        return craft.in_json(craft.jpegs(pictures, sketch))


if __name__ == "__main__":
    server = litserve.LitServer(Paint(max_batch_size=8, batch_timeout=0.01), accelerator="cpu", timeout=120)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), generate_client_file=False, log_level="warning")
