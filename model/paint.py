"""python -m model.paint SKETCH: paints a drawing without any server."""

import argparse
from pathlib import Path

from PIL import Image

from model.images import ImageError
from model.item import Item
from model.painter import Painter
from model.release import RELEASES, ReleaseError
from model.sketch import from_upload


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sketch", type=Path, help="PNG, JPEG or WebP of a drawing")
    parser.add_argument("--styles", default="1,2,3", help="style ids, or 0 for a free draw by --seed (default 1,2,3)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--release", type=Path, default=RELEASES / "anything-256")
    parser.add_argument("--size", type=int, default=512, help="side of the paintings in pixels")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--out", type=Path, default=Path("out"))
    args = parser.parse_args()
    try:
        paint(args)
    except (ImageError, ReleaseError, OSError) as error:
        parser.exit(1, f"{error}\n")


def paint(args: argparse.Namespace) -> None:
    """Writes one PNG per style, and the prepared sketch, to the output folder."""
    sketch = from_upload(args.sketch.read_bytes())
    painter = Painter([args.release], device=args.device, cache_size=1)
    (name,) = painter.loaded
    styles = [int(style) for style in args.styles.split(",")]
    args.out.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sketch.lines).save(args.out / "sketch.png")
    results = painter.paint([Item(sketch.lines, sketch.mask, name, style, args.seed) for style in styles])
    for style, result in zip(styles, results, strict=True):
        if isinstance(result, Exception):
            print(f"style {style}: {result}")
            continue
        path = args.out / f"{args.sketch.stem}-{style}.png"
        Image.fromarray(result).resize((args.size, args.size), Image.Resampling.LANCZOS).save(path)
        print(path)


if __name__ == "__main__":
    main()
