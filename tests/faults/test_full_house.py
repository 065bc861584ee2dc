"""Migrations, backup and restore of a gallery that many people hang in: ten thousand with --soak."""

import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from gallery.backup import backup
from gallery.database import database_at
from gallery.folder import Folder
from gallery.fsck import check
from gallery.restore import restore
from gallery.schema import PROJECT, upgrade
from gallery.snapshot import opened
from tests.crowd import fill

RESTORE_WITHIN_S = 300
UPGRADE_WITHIN_S = 60


@pytest.fixture
def crowd(soak: bool) -> int:
    return 10_000 if soak else 200


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """Two databases with all tables."""
    if request.param == "sqlite":
        found = [f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "other")]
    else:
        server: Any = request.getfixturevalue("postgresql")
        found = [server.url(server.create()) for _ in range(2)]
    for url in found:
        upgrade(database_at(url))
    return found


def content(engine: Engine) -> str:
    """A checksum of all that the first revision knew of."""
    asked = "SELECT id, painting_id, title, artist, emotion, likes, created_at FROM artworks ORDER BY id"
    with engine.connect() as connection:
        return sha256(repr([tuple(row) for row in connection.execute(text(asked))]).encode()).hexdigest()


def test_a_full_house_moves_through_every_revision_and_back(urls: list[str], crowd: int, soak: bool) -> None:
    alembic = Config(toml_file=PROJECT)
    alembic.attributes["url"] = make_url(urls[0])
    with opened(database_at(urls[0])) as engine:
        fill(engine, crowd, images=crowd)
        before = content(engine)
        revisions = list(ScriptDirectory.from_config(alembic).walk_revisions())
        for revision in revisions[:-1]:
            command.downgrade(alembic, revision.down_revision)
            engine.dispose()
            assert content(engine) == before
        for revision in reversed(revisions):
            started = time.monotonic()
            command.upgrade(alembic, revision.revision)
            assert not soak or time.monotonic() - started < UPGRADE_WITHIN_S
        assert content(engine) == before


def test_a_full_house_is_backed_up_and_restored_whole(urls: list[str], crowd: int, soak: bool, tmp_path: Path) -> None:
    here, there = tmp_path / "blobs", tmp_path / "restored"
    with opened(database_at(urls[0])) as engine:
        fill(engine, crowd, images=crowd, blobs=here)
        before = content(engine)
    assert not backup(urls[0], Folder(here), tmp_path / "backup")

    started = time.monotonic()
    rows, faults = restore(tmp_path / "backup", urls[1], Folder(there))
    took_s = time.monotonic() - started

    assert not faults
    assert rows["artworks"] == crowd
    assert not soak or took_s < RESTORE_WITHIN_S
    with opened(database_at(urls[1])) as engine:
        assert content(engine) == before
        findings = check(engine, Folder(there), older_than=datetime.now(UTC), sweep=False)
    assert (findings.images, bool(findings.faults), findings.strays) == (crowd, False, [])
    print(f"{crowd} works were restored in {took_s:.1f} s")
