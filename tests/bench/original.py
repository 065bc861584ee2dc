"""The original's recipe: Flask, fp32, the sketch encoded once and the styles decoded one by one, files on disk.

`python -m tests.bench.original PORT`
"""

import sys
import tempfile
from pathlib import Path

import torch
from flask import Flask, Response, jsonify, request, send_file

from model.painter import load_release
from model.transforms import to_pixels, to_tensor, view
from tests.bench import craft

app = Flask(__name__)
folder = Path(tempfile.mkdtemp())
network = load_release(craft.RELEASE, torch.device("cpu")).network


@app.get("/")
def ready() -> str:
    return "ready"


@app.post("/stylize")
@torch.inference_mode()
def stylize() -> Response:
    sent = Path(tempfile.mkstemp(dir=folder, suffix=".png")[1])
    request.files["contentImage"].save(sent)
    sketch = craft.sketch_of(sent.read_bytes())
    wanted = craft.items(sketch, int(request.form["styles"]))
    side = craft.describe(craft.RELEASE).image_px
    content = network.content(to_tensor(view(sketch.lines, sketch.mask, side)[None]))
    painted = []
    for item in wanted:
        code = torch.from_numpy(craft.describe(craft.RELEASE).code(item.style, item.seed))[None]
        (picture,) = to_pixels(network.decoder(content, code))
        (data,) = craft.jpegs([picture], sketch)
        painted.append(sent.with_suffix(f".{item.style}.jpg"))
        painted[-1].write_bytes(data)
    if len(painted) == 1:
        return send_file(painted[0])
    return jsonify(craft.in_json([path.read_bytes() for path in painted]))


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), threaded=True)
