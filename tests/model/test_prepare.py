"""python -m model.prepare: from packages, photos and drawings to one archive, whatever happens on the way."""

import json
import re
import subprocess
import sys

import cv2
import numpy as np
import pytest

from model import archive, gather, manifest, production, progress, report, work
from model.dataset import Pairs
from model.palettes import WAYS
from model.prepare import main
from model.work import Made

DISC = '<circle cx="16" cy="16" r="{}" fill="#d33"/><circle cx="16" cy="14" r="5" fill="#33d"/>'


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A package of three icons, one of them broken, and five drawings by people, one of them broken."""
    place = tmp_path_factory.mktemp("sources")
    icons = {"ball": {"body": DISC.format(12)}, "coin": {"body": DISC.format(9)}, "torn": {"body": "<torn"}}
    (place / "icons").mkdir()
    package = {"prefix": "test", "icons": icons, "width": 32, "height": 32}
    (place / "icons" / "icons.json").write_text(json.dumps(package))
    (place / "drawn").mkdir()
    for number in range(4):
        page = np.full((200, 200), 255, np.uint8)
        cv2.circle(page, (100, 100), 40 + 10 * number, 0, 5)
        cv2.imwrite(str(place / "drawn" / f"ring {number}.png"), page)
    (place / "drawn" / "torn.json").write_text("{torn")
    return place


def _flags(sources, out, *more: str) -> list[str]:
    flags = ["--iconify", sources / "icons", "--drawings", sources / "drawn", "--out", out, "--image-px", "64"]
    return [str(flag) for flag in (*flags, "--workers", "1", *more)]


@pytest.fixture(scope="module")
def done(sources, tmp_path_factory):
    out = tmp_path_factory.mktemp("done") / "prepared.npz"
    main(_flags(sources, out, "--variants", "2"))
    return out


def _same(one, other) -> bool:
    a, b = archive.read(one), archive.read(other)
    return a.blobs == b.blobs and all(np.array_equal(a.facts[name], b.facts[name]) for name in a.facts)


def test_archive_manifest_and_report_agree(done):
    stored, rows = archive.read(done), manifest.read(done.with_suffix(".csv"))

    assert len(rows) == 3 * 2 + 5
    assert len(stored.facts["way"]) == 4
    assert len(stored.facts["loose_kind"]) == 4
    assert {row["subject"] for row in rows if row["kept"] == "0"} == {"torn", "torn.json"}
    assert all(row["reason"] for row in rows if row["kept"] == "0")
    assert all(0 < float(row["ink_share"]) < 0.4 for row in rows if row["kept"] == "1")
    page = done.with_suffix(".html").read_text()
    assert page.count("data:image/webp") == 2  # a contact sheet for each source
    assert "malformed drawing" in page


def test_the_variants_of_a_picture_are_in_different_ways_on_one_side(done):
    facts = archive.read(done).facts

    for subject in ("ball", "coin"):
        chosen = facts["subject"] == subject
        assert len(set(facts["way"][chosen])) == 2
        assert len(set(facts["split"][chosen])) == 1


def test_what_was_prepared_can_be_read_by_its_splits(done):
    assert sum(len(Pairs(done, split).views) for split in archive.SPLITS) == 4


def test_paintings_may_be_twice_as_large_as_sketches_and_originals(sources, tmp_path):
    main(_flags(sources, tmp_path / "large.npz", "--image-px", "512"))

    stored = archive.read(tmp_path / "large.npz")
    assert {archive.pixels(blob).shape for blob in stored.blobs["paintings"]} == {(512, 512, 3)}
    assert {archive.pixels(blob).shape for blob in stored.blobs["originals"] if blob} <= {(256, 256, 3)}
    assert Pairs(tmp_path / "large.npz").views.shape[1:] == (256, 256, 2)


def test_a_second_start_makes_nothing_again(sources, done, capsys):
    before = {path: path.stat().st_mtime_ns for path in done.with_suffix(".work").rglob("*.npz")}

    main(_flags(sources, done, "--variants", "2"))

    assert before == {path: path.stat().st_mtime_ns for path in done.with_suffix(".work").rglob("*.npz")}
    assert "11 results of an earlier start are kept" in capsys.readouterr().err


def test_a_preparation_that_was_killed_goes_on_and_ends_the_same(sources, done, tmp_path):
    out = tmp_path / "prepared.npz"
    code = (
        "import os, sys; from model import prepare, production\n"
        "real, calls = production.run, []\n"
        "def dying(task):\n"
        "    calls.append(task)\n"
        "    if len(calls) > 3: os._exit(9)\n"
        "    return real(task)\n"
        "production.run = dying\n"
        "prepare.main(sys.argv[1:])"
    )
    killed = subprocess.run([sys.executable, "-c", code, *_flags(sources, out, "--variants", "2")])
    left = list(out.with_suffix(".work").rglob("*.npz"))
    left[0].write_bytes(left[0].read_bytes()[:100])  # and the disk lost the end of a file

    main(_flags(sources, out, "--variants", "2"))

    assert killed.returncode == 9
    assert 0 < len(left) < 11
    assert _same(out, done)


def test_several_workers_make_the_same_as_one(sources, done, tmp_path):
    main([*_flags(sources, tmp_path / "p.npz", "--variants", "2"), "--workers", "2"])

    assert _same(tmp_path / "p.npz", done)


def test_two_preparations_at_once_are_one_too_many(sources, tmp_path):
    place = work.Work(tmp_path / "p.work", {"any": 1})
    with pytest.raises(SystemExit, match="Another preparation"):
        main(_flags(sources, tmp_path / "p.npz"))
    place.close()


def test_other_settings_in_the_same_place_are_refused_unless_it_is_to_start_afresh(tmp_path):
    work.Work(tmp_path, {"image_px": 64}).close()

    with pytest.raises(work.WorkError, match="--fresh"):
        work.Work(tmp_path, {"image_px": 128})
    work.Work(tmp_path, {"image_px": 128}, fresh=True).close()


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--photos", "nowhere"], "neither a folder nor a tar"),
        (["--drawings", "empty"], "holds no file"),
        (["--iconify", "nowhere"], "nowhere"),
        (["--openmoji", "nowhere"], "nowhere"),
        (["--doodles", "nowhere.npz"], "nowhere"),
        (["--strokes", "nowhere.ndjson"], "nowhere"),
        ([], "Nothing was kept of 0"),
        (["--variants", "many"], "--variants takes numbers"),
        (["--photos", "photos", "--sketcher", "hed"], "--hed"),
        (["--photos", "photos", "--segment", "masks"], "--masks"),
    ],
)
def test_what_cannot_be_prepared_ends_with_one_line(tmp_path, monkeypatch, flags, reason):
    (tmp_path / "empty").mkdir()
    (tmp_path / "photos").mkdir()
    cv2.imwrite(str(tmp_path / "photos" / "a.png"), np.zeros((9, 9), np.uint8))
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match=re.escape(reason)) as stopped:
        main([*flags, "--out", "p.npz", "--workers", "1"])
    assert "\n" not in str(stopped.value)


def test_photos_come_with_masks_or_a_reason(tmp_path):
    face, mask = np.full((64, 64, 3), 200, np.uint8), np.zeros((64, 64), np.uint8)
    cv2.circle(face, (32, 32), 9, (20, 20, 20), cv2.FILLED)
    cv2.circle(mask, (32, 32), 26, 255, cv2.FILLED)
    pictures = {"photos/a": face, "photos/b": face, "masks/a": mask, "masks/torn": mask}
    for folder in ("photos", "masks"):
        (tmp_path / folder).mkdir()
    for name, picture in pictures.items():
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
    (tmp_path / "photos" / "torn.png").write_bytes(b"torn")
    out = tmp_path / "p.npz"

    main(
        ["--photos", str(tmp_path / "photos"), "--masks", str(tmp_path / "masks"), "--workers", "1", "--out", str(out)]
    )

    why = {row["subject"]: row["reason"] for row in manifest.read(out.with_suffix(".csv"))}
    assert (why["a"], why["b"]) == ("", "no mask")
    assert "Only PNG" in why["torn"]
    assert archive.read(out).facts["source"].tolist() == ["photo"]


def test_every_way_is_used_and_no_picture_has_one_twice():
    first = {production.ways_of("set", f"subject {number}", 1)[0].slug for number in range(300)}

    assert first == {way.slug for way in WAYS}
    assert len({way.slug for way in production.ways_of("set", "one", len(WAYS))}) == len(WAYS)


def test_paintings_are_compressed_until_they_fit():
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    files = [archive.webp(noise, 92)] * 4
    room = [4 * len(archive.webp(archive.pixels(files[0]), quality)) for quality in (85, 40)]

    assert gather.best_quality(files, room[0]) == 85
    assert gather.best_quality(files, room[1]) == 40
    assert gather.best_quality(files, 10) == gather.QUALITIES[-1]


def test_only_what_is_held_back_keeps_its_original():
    picture = archive.webp(np.zeros((8, 8, 3), np.uint8), 80)
    blobs = {"centreline": b"c", "painting": picture, "original": picture}
    facts = {"subject": "s", "source": "s", "way": WAYS[0].slug, "borrowed": False}

    made = [Made(facts | {"split": split}, blobs) for split in archive.SPLITS]
    contents, _quality = gather.contents(made, 8, 10**6)

    assert [bool(original) for original in contents.blobs["originals"]] == [False, True, True]


def test_names_in_the_report_are_no_markup(tmp_path):
    rejected = Made({"source": "s", "subject": "<b>", "reason": "<script>", "split": "val"}, {})

    report.write(tmp_path / "r.html", [rejected])

    assert "<script>" not in (tmp_path / "r.html").read_text()


def test_progress_tells_rate_and_time_left():
    assert progress.line("pictures", 40, 100, 5.0).endswith("40 of 100, 8.0/s, 8 s left")
    assert list(progress.shown(iter("abc"), 3, "letters")) == ["a", "b", "c"]


def test_a_limit_takes_things_from_all_over_and_may_differ_by_source(sources, tmp_path):
    out = tmp_path / "few.npz"

    main(_flags(sources, out, "--limit", "1", "people=2"))

    rows = manifest.read(out.with_suffix(".csv"))
    assert [row["subject"] for row in rows if row["source"] == "test"] == ["ball"]
    assert [row["subject"] for row in rows if row["source"] == "people"] == ["ring 0.png", "ring 2.png"]
