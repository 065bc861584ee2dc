"""Only what people agreed to teaches the painters, and only for as long as they do."""

import fcntl
import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import text

from gallery import export_drawings, inking
from gallery.painting import Prepared
from model import loose, strokes
from model.sketch import from_ink, from_upload
from tests.gallery.conftest import FakePainters

POINTS = [[x, 200 + (x % 60) * 8, 0.5, x] for x in range(100, 900, 20)]
STROKES = {
    "version": 1,
    "width": 1024,
    "height": 1024,
    "strokes": [
        {"tool": "pen", "width": 12.0, "points": POINTS},
        {"tool": "eraser", "width": 40.0, "points": POINTS[:2]},
    ],
}
AGREED = {"consent_training": True, "consent_text": "1-en"}


class SeeingPainters(FakePainters):
    """Their sketches are those of what was sent."""

    async def paint(self, upload, wishes, reference, ink):
        sketch = from_upload(upload, ink)
        yield Prepared(sketch.lines, sketch.crop)
        for wish in wishes:
            yield self._outcome(wish)


@pytest.fixture
def painters() -> SeeingPainters:
    return SeeingPainters()


def picture_of(drawing: dict) -> bytes:
    file = io.BytesIO()
    Image.fromarray(strokes.render(drawing)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def hang(client):
    """Hangs a painting of a drawing; gives its address and what its holder sends along."""

    def hung(of: dict = STROKES, **said: object) -> tuple[str, dict]:
        files = {"sketch": ("a", picture_of(of))}
        painted = client.post("/api/v1/paintings", files=files, data={"styles": "1"}).json()
        label = {"painting": painted["paintings"][0]["id"], "title": "A", "artist": "B", "licence": "CC0-1.0"}
        done = client.post("/api/v1/artworks", json={**label, **said}).json()
        return f"/api/v1/artworks/{done['artwork']['id']}", {"Authorization": f"Bearer {done['edit_token']}"}

    return hung


@pytest.fixture
def export(data: Path, capsys):
    """Runs the command; gives its status, what it said and the files there are afterwards."""

    def run() -> tuple[int, str, set[str]]:
        status = export_drawings.main(["--out", str(data / "drawings")])
        return status, capsys.readouterr().out, {path.name for path in (data / "drawings").iterdir()}

    return run


def name(address: str, ext: str) -> str:
    return f"{address.rpartition('/')[2]}.{ext}"


def test_only_drawings_that_hang_and_may_be_learned_from_are_written(client, site, hang, export):
    drawn, _ = hang(**AGREED, strokes=STROKES)
    sent, _ = hang(**AGREED)
    hang(strokes=STROKES)
    taken_down, mine = hang(**AGREED, strokes=STROKES)
    client.delete(taken_down, headers=mine)
    hidden, _ = hang(**AGREED)
    with site.state.store.database.writing() as session:
        session.execute(text("UPDATE artworks SET status = 'hidden' WHERE id = :id"), {"id": hidden.rpartition("/")[2]})

    status, said, files = export()

    assert (status, said) == (0, "2 written, 0 kept, 0 removed.\n")
    assert files == {name(drawn, "json"), name(sent, "png")}


def test_the_reader_of_the_training_data_reads_what_was_drawn(hang, export, data):
    drawn, _ = hang(**AGREED, strokes=STROKES)
    sent, _ = hang(**AGREED)
    export()

    read = {one.name: one.page() for one in loose.people(data / "drawings")}

    assert np.array_equal(read[name(drawn, "json")], 255 - strokes.render(STROKES))
    assert from_ink(read[name(sent, "png")]).lines.min() == 0


def test_a_mind_that_changed_takes_the_file_away_and_back(client, hang, export):
    address, mine = hang(**AGREED, strokes=STROKES)
    written = export()[2]

    client.patch(address, json={"consent_training": False}, headers=mine)
    assert export()[1:] == ("0 written, 0 kept, 1 removed.\n", set())

    client.patch(address, json={"consent_training": True}, headers=mine)
    assert export()[1:] == ("1 written, 0 kept, 0 removed.\n", written)


def test_a_second_run_goes_on_where_the_first_was_stopped(hang, export, data):
    addresses = [hang(**AGREED, strokes=STROKES)[0] for _ in range(2)]
    export()
    half, whole = (data / "drawings" / name(address, "json") for address in addresses)
    half.rename(half.with_name(f".{half.name}.part"))
    before = whole.stat().st_mtime_ns

    assert export()[1:] == ("1 written, 1 kept, 0 removed.\n", {half.name, whole.name})
    assert whole.stat().st_mtime_ns == before


def test_strokes_that_draw_nothing_give_way_to_the_sketch(hang, export):
    address, _ = hang(**AGREED, strokes={**STROKES, "strokes": STROKES["strokes"][1:]})

    assert export()[2] == {name(address, "png")}


def test_what_is_not_ours_stays(export, data):
    (data / "drawings").mkdir()
    (data / "drawings" / "notes.json").write_text("{}")

    assert export()[2] == {"notes.json"}


def test_a_sketch_that_lost_its_bytes_is_named(site, hang, export, data):
    address, _ = hang(**AGREED)
    for path in (data / "blobs").rglob("*.png"):
        path.unlink()

    status, said, files = export()

    assert (status, files) == (1, set())
    assert f"missing: the sketch of artwork {address.rpartition('/')[2]}" in said


def test_two_at_once_do_not_share_a_folder(export, data):
    (data / "drawings").mkdir()
    handle = os.open(data / "drawings", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)

    with pytest.raises(SystemExit, match="Another export is at work"):
        export()
    os.close(handle)


def test_strokes_of_something_else_are_left_out_and_named(hang, data, capsys, monkeypatch):
    monkeypatch.setattr(inking.Likeness, "is_another", False)  # as when a work was hung before strokes were compared
    scribble = [{"tool": "pen", "width": 12.0, "points": [[200, y, 0.5, y] for y in range(100, 900, 20)]}]
    honest, _ = hang(**AGREED, strokes=STROKES)
    hostile, _ = hang(**AGREED, strokes={**STROKES, "strokes": scribble})

    for counts in ("1 written, 0 kept, 0 removed, 1 left out.\n", "0 written, 1 kept, 0 removed, 1 left out.\n"):
        assert export_drawings.main(["--out", str(data / "drawings")]) == 0
        said = capsys.readouterr()
        left_out = f"left out: the strokes of artwork {hostile.rpartition('/')[2]} do not draw its sketch\n"
        assert (said.out, said.err) == (counts, left_out)
    assert [path.name for path in (data / "drawings").iterdir()] == [name(honest, "json")]
