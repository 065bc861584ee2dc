"""model.files: folders and tars are read alike."""

import tarfile

import pytest

from model import files


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "photos"
    (place / "cat").mkdir(parents=True)
    (place / "cat" / "b.png").write_bytes(b"second")
    (place / "cat" / "a.JPG").write_bytes(b"first")
    (place / "notes.txt").write_text("not a picture")
    return place


def test_a_folder_and_a_tar_of_it_hold_the_same(folder, tmp_path):
    with tarfile.open(tmp_path / "photos.tar", "w") as tar:
        tar.add(folder, arcname=".")

    for place in (folder, tmp_path / "photos.tar"):
        found = files.find(place)
        assert [file.stem for file in found] == ["a", "b"]
        assert [file.read() for file in found] == [b"first", b"second"]


def test_what_is_missing_or_broken_is_named(folder, tmp_path):
    (tmp_path / "broken.tar").write_bytes(b"x" * 2000)

    for place, reason in ((tmp_path / "nothing", "neither"), (tmp_path / "broken.tar", "uncompressed tar")):
        with pytest.raises(files.NothingFound, match=reason):
            files.find(place)
    with pytest.raises(files.NothingFound, match="webp"):
        files.find(folder, (".webp",))
