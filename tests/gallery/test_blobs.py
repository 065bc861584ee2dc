"""The places for bytes: a folder and a bucket, and that they promise the same."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from gallery import folder as folders
from gallery.blobs import Adder, Blobs, digest, open_blobs, path_of
from gallery.folder import Bulk, Folder, folder_of

HELLO = b"hello world, again"


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return open_blobs(f"file://{tmp_path}/blobs")
    return open_blobs(request.getfixturevalue("bucket"))


def listed(place: Blobs, *shards: str) -> list[str]:
    return sorted(found.path for shard in shards for found in place.listing(shard))


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(2**16)):
            pass


def ahead(**by: float) -> datetime:
    return datetime.now(UTC) + timedelta(**by)


def test_bytes_come_back_by_their_hash(place):
    sha256 = place.add(HELLO, ext="png")

    assert sha256 == digest(HELLO)
    assert place.read(sha256, ext="png") == HELLO


def test_the_same_bytes_are_there_once(place):
    for _ in range(2):
        place.add(HELLO, ext="webp")

    assert listed(place, digest(HELLO)[:2]) == [path_of(f"{digest(HELLO)}.webp")]
    assert listed(place, "ff") == []


def test_many_writers_of_the_same_bytes_all_succeed(place):
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: place.add(HELLO, ext="png"), range(16)))

    assert set(names) == {digest(HELLO)}
    assert place.read(digest(HELLO), ext="png") == HELLO


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "/x", "0" * 63 + "\n"])
def test_only_a_hash_names_a_blob(place, name):
    with pytest.raises(FileNotFoundError):
        place.read(name, ext="png")


def test_many_are_there_once_the_block_has_ended(place, monkeypatch):
    monkeypatch.setattr(Bulk, "_AT_ONCE", 3)
    many = [f"{number}".encode() for number in range(8)]
    place.add(many[0], ext="png")

    with place.bulk() as adder, ThreadPoolExecutor(4) as pool:
        names = list(pool.map(lambda data: adder.add(data, ext="png"), many + many))

    assert names == [digest(data) for data in many + many]
    assert [place.read(name, ext="png") for name in names] == many + many


def test_many_that_are_broken_off_leave_no_half(tmp_path):
    def lose_heart(adder: Adder) -> None:
        adder.add(HELLO, ext="png")
        raise ConnectionError

    with pytest.raises(ConnectionError), Folder(tmp_path).bulk() as adder:
        lose_heart(adder)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_that_are_not_there_are_not_found(place):
    with pytest.raises(FileNotFoundError):
        place.read("0" * 64, ext="png")


def test_only_what_is_old_enough_is_removed(place):
    place.add(HELLO, ext="png")
    (found,) = place.listing(digest(HELLO)[:2])

    assert not place.remove(found, older_than=ahead(hours=-1))
    assert place.remove(found, older_than=ahead(hours=1))
    assert not place.remove(found, older_than=ahead(hours=1))
    assert listed(place, digest(HELLO)[:2]) == []


def test_files_of_others_are_not_ours_to_list(tmp_path, bucket, s3_server):
    place, at = open_blobs(bucket), bucket.removeprefix("s3://")
    for key in (f"aa/{'a' * 64}.png", "aa/notes.txt", f"aa/deeper/{'a' * 64}.png"):
        assert httpx.put(f"{s3_server.address}/{at}/{key}", content=b"x").status_code == 200
    (tmp_path / "aa").mkdir()
    (tmp_path / "aa" / "notes.txt").touch()

    assert listed(place, "aa") == [f"aa/{'a' * 64}.png"]
    assert listed(Folder(tmp_path), "aa") == []


def test_adding_again_makes_a_file_young(tmp_path):
    place = Folder(tmp_path)
    path = tmp_path / path_of(place.add(HELLO, ext="png") + ".png")
    os.utime(path, (0, 0))
    (old,) = place.listing(path.parent.name)

    place.add(HELLO, ext="png")

    assert not place.remove(old, older_than=ahead(hours=-1))
    assert place.read(digest(HELLO), ext="png") == HELLO


def test_nobody_removes_a_file_while_it_is_being_added(tmp_path, monkeypatch):
    """Whoever found the file there may speak of it: the remover waits, and then sees how young it is."""
    place = Folder(tmp_path)
    path = tmp_path / path_of(place.add(HELLO, ext="png") + ".png")
    os.utime(path, (0, 0))
    (old,) = place.listing(path.parent.name)
    with ThreadPoolExecutor(1) as sweeper:
        swept = []

        def renewed(target: Path) -> bool:
            swept.append(sweeper.submit(place.remove, old, older_than=ahead(hours=-1)))
            with pytest.raises(TimeoutError):
                swept[0].result(0.1)
            os.utime(target)
            return True

        monkeypatch.setattr(folders, "_renewed", renewed)
        place.add(HELLO, ext="png")

    assert swept[0].result() is False
    assert path.read_bytes() == HELLO


def test_a_write_that_fails_leaves_no_file_behind(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / digest(HELLO)[:2]).mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        Folder(tmp_path).add(HELLO, ext="png")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_is_full_takes_bytes_again_once_there_is_room(tmp_path):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "small", tmp_path], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        place, big = Folder(tmp_path), tmp_path / "ballast"
        place.add(HELLO, ext="png")
        fill(big)

        with pytest.raises(OSError, match="No space left") as refusal:
            place.add(bytes(2**16), ext="png")
        assert refusal.value.errno == errno.ENOSPC
        assert place.read(digest(HELLO), ext="png") == HELLO
        assert listed(place, digest(HELLO)[:2]) == [path_of(f"{digest(HELLO)}.png")]

        big.unlink()
        assert place.add(bytes(2**16), ext="png") == digest(bytes(2**16))
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_server_that_is_gone_is_a_lost_connection_until_it_is_back(bucket, s3_server):
    place = open_blobs(bucket)
    sha256 = place.add(HELLO, ext="png")

    s3_server.stop()
    try:
        for attempt in (
            lambda: place.add(HELLO, ext="png"),
            lambda: place.read(sha256, ext="png"),
            lambda: list(place.listing(sha256[:2])),
        ):
            with pytest.raises(ConnectionError):
                attempt()
    finally:
        s3_server.start()

    assert place.add(HELLO, ext="png") == sha256


def test_a_bucket_that_does_not_exist_is_no_missing_picture(bucket):
    place = open_blobs("s3://never-made/blobs")

    with pytest.raises(ConnectionError, match="not found"):
        place.add(HELLO, ext="png")


class Full(BaseHTTPRequestHandler):
    """Answers every PUT as MinIO does when its disks are full."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        said = b"<Error><Code>XMinioStorageFull</Code><Message>No free drive space.</Message></Error>"
        self.send_response(507)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def full_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Full) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_server_without_room_is_a_full_disk(bucket, full_server, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", full_server)

    with pytest.raises(OSError, match="Storage") as refusal:
        open_blobs(bucket).add(HELLO, ext="png")

    assert refusal.value.errno == errno.ENOSPC


def test_visitors_are_told_when_the_bucket_is_gone_or_full(
    bucket, s3_server, full_server, monkeypatch, open_site, visit, doodle
):
    monkeypatch.setenv("BLOB_URL", bucket)

    def paint(client: httpx.Client) -> tuple[int, str]:
        answer = client.post("/api/v1/paintings", files={"sketch": ("a.png", doodle)}, data={"styles": "1"})
        return answer.status_code, answer.json().get("type", "")

    client = visit(open_site())
    s3_server.stop()
    try:
        assert paint(client) == (503, "/problems/busy")
        assert client.get("/api/v1/artworks").status_code == 200
    finally:
        s3_server.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", full_server)

    assert paint(client) == (201, "")
    assert paint(visit(open_site())) == (507, "/problems/storage-full")


@pytest.mark.parametrize("url", ["", "file:", "s3:", "s3://", "https://bucket", "file://nas/blobs", "data/blobs"])
def test_a_place_that_cannot_be_is_refused(url):
    with pytest.raises(ValueError, match="BLOB_URL must"):
        open_blobs(url)


@pytest.mark.parametrize(
    ("url", "path"),
    [("file:data/blobs", "data/blobs"), ("file:///srv/b", "/srv/b"), ("file:/srv/b", "/srv/b"),
     ("file://localhost/srv/b", "/srv/b")],
)  # fmt: skip
def test_a_folder_may_be_written_as_people_write_it(url, path):
    assert folder_of(url) == Path(path)


def test_a_gallery_in_a_folder_needs_no_client_for_buckets():
    code = "import sys; sys.modules['obstore'] = None; from gallery.blobs import open_blobs; open_blobs('{}')"
    tried: Callable[[str], subprocess.CompletedProcess] = lambda url: subprocess.run(  # noqa: E731
        [sys.executable, "-c", code.format(url)], capture_output=True, text=True, check=False
    )

    assert tried("file:data/blobs").returncode == 0
    assert "pip install 'sketch2art[s3]'" in tried("s3://bucket").stderr
