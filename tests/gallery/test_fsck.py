"""Rows without bytes, bytes without rows, bytes that have changed."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from gallery import fsck
from gallery.blobs import open_blobs, path_of
from gallery.settings import blob_url


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def asked(artwork, capsys):
    """Asks fsck about a gallery with one work and a second painting: its exit status and what it said."""

    def ask(*arguments: str) -> tuple[int, str]:
        status = fsck.main(arguments)
        return status, capsys.readouterr().out

    return ask


def files(data: Path) -> list[Path]:
    return sorted(path for path in (data / "blobs").glob("??/*") if path.is_file())


def leave(data: Path, name: str, *, hours_ago: float) -> Path:
    path = data / "blobs" / "ab" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"nobody's")
    then = time.time() - hours_ago * 3600
    os.utime(path, (then, then))
    return path


def test_a_gallery_that_is_whole_says_so(asked, data):
    status, said = asked()

    assert status == 0
    assert said == f"{len(files(data))} images: 0 missing, 0 damaged; 0 files that no row speaks of.\n"


def test_images_that_are_gone_or_changed_are_named(asked, data):
    lost, changed = files(data)[:2]
    lost.unlink()
    changed.write_bytes(b"something else")

    status, said = asked("--sweep", "--grace-s", "0")

    assert status == 1
    assert {f"missing: {lost.name}", f"damaged: {changed.name}"} <= set(said.splitlines())
    assert changed.exists()  # what a row speaks of is never swept


def test_only_what_is_old_and_ours_and_nobodys_is_swept(asked, data):
    known = files(data)
    old = leave(data, "ab" + "0" * 62 + ".webp", hours_ago=2)
    leftover = leave(data, ".writing-abc", hours_ago=2)
    young = leave(data, "ab" + "1" * 62 + ".webp", hours_ago=0.5)
    notes = leave(data, "notes.txt", hours_ago=99)

    _, said = asked()
    assert {f"stray: ab/{old.name}", f"left over: ab/{leftover.name}"} == set(said.splitlines()[:-1])
    assert old.exists()

    status, said = asked("--sweep")
    assert (status, said.splitlines()[-1].endswith("2 files that no row speaks of; 2 deleted.")) == (0, True)
    assert files(data) == sorted([*known, young, notes])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_bucket_is_checked_as_a_folder_is(bucket, monkeypatch, open_site, visit, doodle, capsys):
    monkeypatch.setenv("BLOB_URL", bucket)
    client = visit(site := open_site())
    client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)}, data={"styles": "1"})
    open_blobs(blob_url()).add(b"nobody's", ext="png")
    with site.state.store.database.writing() as session:
        lost = session.scalar(text("SELECT sha256 FROM images WHERE ext = 'webp'"))
        (found,) = [one for one in open_blobs(bucket).listing(lost[:2]) if one.name.startswith(lost)]
    import obstore

    obstore.delete(open_blobs(bucket)._store, path_of(found.name))

    assert fsck.main(["--grace-s", "0"]) == 1
    said = capsys.readouterr().out
    assert said.endswith("2 images: 1 missing, 0 damaged; 1 files that no row speaks of.\n")
    assert f"missing: {found.name}" in said


def test_a_database_that_cannot_be_asked_is_named_in_a_sentence(asked, monkeypatch, tmp_path):
    for url, reason in (
        ("mysql://db/gallery", "must begin with sqlite:// or postgresql://"),
        (f"sqlite:///{tmp_path}/new.db", "schema is not the one"),
        (f"postgresql://nobody@/none?host={tmp_path}", "could not do it"),
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(SystemExit, match=reason):
            asked()


def test_a_place_that_does_not_answer_is_no_missing_image(asked, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "gallery")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("BLOB_URL", "s3://bucket")

    with pytest.raises(SystemExit, match="The files could not be read"):
        asked()


@pytest.mark.parametrize("arguments", [["--grace-s", "-1"], ["--grace-s", "soon"], ["--fix"]])
def test_what_it_does_not_understand_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        fsck.main(arguments)

    assert end.value.code == 2
    assert "usage: python -m gallery.fsck" in capsys.readouterr().err
