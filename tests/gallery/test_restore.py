"""What a restore refuses, what it makes of a backup that is not whole, and that it can be run again."""

import json
import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Self

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

from gallery import backup, fsck, restore
from gallery.blobs import open_blobs
from gallery.commands import Refused
from gallery.folder import Folder
from gallery.schema import PROJECT


@pytest.fixture
def saved(artwork, data, tmp_path) -> Path:
    """The backup of a gallery with one work."""
    assert backup.main([str(tmp_path / "backup")]) == 0
    return tmp_path / "backup"


@pytest.fixture
def away(saved, monkeypatch, tmp_path) -> Path:
    """The folder of an empty gallery, which the environment names from now on."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/away/gallery.db")
    monkeypatch.setenv("BLOB_URL", f"file:{tmp_path}/away/blobs")
    return tmp_path / "away"


def images(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "blobs").rglob("*.*") if path.is_file())


def works(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "gallery.db")) as connection:
        return connection.execute("SELECT count(*) FROM artworks").fetchone()[0]


def test_a_gallery_comes_back_by_two_commands(saved, away, capsys):
    assert restore.main([str(saved)]) == 0

    assert "1 artworks, 2 paintings" in capsys.readouterr().out
    assert fsck.main([]) == 0
    assert [path.name for path in images(away)] == [path.name for path in images(saved)]


def test_a_gallery_with_anybody_in_it_is_not_overwritten(saved, data):
    with pytest.raises(SystemExit, match=r"has people in it"):
        restore.main([str(saved)])


def test_a_backup_does_not_write_over_another(saved):
    with pytest.raises(SystemExit, match=r"is there already and not empty"):
        backup.main([str(saved)])


def test_there_is_no_backup_of_a_gallery_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")

    with pytest.raises(SystemExit, match=r"there is no database .*none\.db"):
        backup.main([str(tmp_path / "backup")])


def test_images_that_were_lost_before_are_named_and_the_rest_is_saved(saved, data, tmp_path, capsys):
    lost, changed = images(data)[:2]
    lost.unlink()
    changed.write_bytes(b"something else")

    assert backup.main([str(tmp_path / "second")]) == 1

    assert {f"missing: {lost.name}", f"damaged: {changed.name}"} <= set(capsys.readouterr().out.splitlines())
    assert len(images(tmp_path / "second")) == len(images(saved)) - 2


def test_images_that_a_backup_lost_are_named_and_the_rest_is_back(saved, away, capsys):
    lost = images(saved)[0]
    lost.unlink()

    assert restore.main([str(saved)]) == 1

    assert f"missing: {lost.name}" in capsys.readouterr().out
    assert works(away) == 1


@pytest.mark.parametrize("name", ["manifest.json", "gallery.db"])
def test_half_a_backup_is_refused(saved, away, name):
    (saved / name).unlink()

    with pytest.raises(SystemExit, match="half"):
        restore.main([str(saved)])


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"format": 1, "rows": 3}', '{"format": 1, "rows": {"a": "x"}}'])
def test_a_manifest_that_says_nothing_is_refused(saved, away, said):
    (saved / "manifest.json").write_text(said)

    with pytest.raises(SystemExit, match="cannot be read"):
        restore.main([str(saved)])


def test_a_backup_of_another_format_is_refused(saved, away):
    (saved / "manifest.json").write_text('{"format": 2, "rows": {}}')

    with pytest.raises(SystemExit, match="of format 2"):
        restore.main([str(saved)])


def test_a_database_that_is_not_what_was_saved_is_refused(saved, away):
    with closing(sqlite3.connect(saved / "gallery.db")) as connection:
        connection.execute("DELETE FROM artwork_variants")
        connection.commit()
    with pytest.raises(SystemExit, match="is damaged"):
        restore.main([str(saved)])

    with (saved / "gallery.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(SystemExit, match="is damaged"):
        restore.main([str(saved)])
    assert not images(away)


class Failing(Folder):
    """A place that is lost after a few images."""

    left = 3

    def bulk(self) -> AbstractContextManager[Self]:
        return nullcontext(self)

    def add(self, data: bytes, *, ext: str) -> str:
        self.left -= 1
        if self.left < 0:
            raise ConnectionError("gone")
        return super().add(data, ext=ext)


def test_a_restore_that_was_broken_off_is_run_again(saved, away):
    with pytest.raises(ConnectionError):
        restore.restore(saved, f"sqlite:///{away}/gallery.db", Failing(away / "blobs"))
    assert works(away) == 0

    rows, faults = restore.restore(saved, f"sqlite:///{away}/gallery.db", open_blobs(f"file:{away}/blobs"))

    assert (rows["artworks"], bool(faults), works(away)) == (1, False, 1)
    with pytest.raises(Refused):
        restore.restore(saved, f"sqlite:///{away}/gallery.db", Folder(away / "blobs"))


def test_a_backup_of_an_older_gallery_is_brought_up_to_date(saved, away):
    alembic = Config(toml_file=PROJECT)
    alembic.attributes["url"] = make_url(f"sqlite:///{saved}/gallery.db")
    command.downgrade(alembic, "0001")
    said = json.loads((saved / "manifest.json").read_text())
    first = ("images", "paintings", "artworks", "artwork_variants", "likes", "reports")
    said["rows"] = {name: said["rows"][name] for name in first}
    said["rows"]["artwork_variants"] = 1  # the WebP: an older gallery has no others
    (saved / "manifest.json").write_text(json.dumps(said))

    assert restore.main([str(saved)]) == 0

    assert (works(away), fsck.main([])) == (1, 0)


@pytest.mark.parametrize("command", [backup.main, restore.main, fsck.main])
def test_every_command_says_what_it_does(command, capsys):
    with pytest.raises(SystemExit) as end:
        command(["--help"])

    assert end.value.code == 0
    assert "DATABASE_URL and BLOB_URL" in capsys.readouterr().out
