"""model.faces and model.facemarks: where a photo's eyes and nose are, and how people draw them."""

import cv2
import numpy as np
import pytest
import torch

from model import facemarks, faces, hed
from model.faces import Face
from model.files import NothingFound

SIDE = 320


def _photo(rng: np.random.Generator, *, awake: bool = True) -> tuple[np.ndarray, Face]:
    """A furry grey head with dark eyes and a pink nose: uint8 (256, 256, 3), and where they are."""
    photo = rng.normal(150, 12, (256, 256, 3)).clip(0, 255).astype(np.uint8)
    x, y = rng.integers(-12, 13, 2) + 128
    apart, deep = rng.integers(30, 46), rng.integers(42, 58)
    points = np.array([[x - apart, y], [x + apart, y + rng.integers(-6, 7)], [x + rng.integers(-9, 10), y + deep]])
    if awake:
        for point in points[:2]:
            cv2.circle(photo, point.tolist(), 11, (20, 30, 20), cv2.FILLED)
            cv2.circle(photo, np.add(point, (3, -3)).tolist(), 3, (250, 250, 250), cv2.FILLED)
    cv2.circle(photo, points[2].tolist(), 7, (230, 140, 150), cv2.FILLED)
    return photo, Face((points + 0.5) / 256)


@pytest.fixture(scope="module")
def network() -> hed.Hed:
    """Random: features need not mean anything for a dark disc to be told from fur."""
    torch.manual_seed(0)
    return hed.Hed().eval()


@pytest.fixture(scope="module")
def finder(network) -> faces.Finder:
    rng = np.random.default_rng(0)
    return faces.learn(network, *zip(*[_photo(rng) for _ in range(6)], strict=True))


def test_faces_are_found_on_photos_that_nobody_pointed_at(network, finder):
    rng = np.random.default_rng(1)

    for photo, face in [_photo(rng) for _ in range(3)]:
        found = finder.find(network, cv2.resize(photo, (SIDE, SIDE)))
        off_px = np.hypot(*(found.points - face.points).T) * 256
        assert off_px[:2].max() < 6
        assert off_px[2] < 30


def test_a_nose_that_is_not_to_be_seen_is_where_noses_are(network, finder):
    photo, face = _photo(np.random.default_rng(2))
    photo[int(face.points[2, 1] * 256) - 12 :] = 150

    found = finder.find(network, photo)

    assert np.hypot(*(found.points - face.points).T).max() * 256 < 25


def test_without_open_eyes_there_is_no_face(network, finder):
    asleep, _ = _photo(np.random.default_rng(3), awake=False)

    assert finder.find(network, asleep) is None
    assert finder.find(network, np.full((256, 256, 3), 255, np.uint8)) is None


def test_a_face_in_the_mirror_has_its_left_eye_on_the_left():
    mirrored = Face(np.array([[0.3, 0.5], [0.6, 0.52], [0.4, 0.7]])).mirrored

    assert mirrored.points == pytest.approx(np.array([[0.4, 0.52], [0.7, 0.5], [0.6, 0.7]]))


def test_the_known_cats_look_ahead():
    known = faces.known(faces.CATS)

    assert len(known) == 47
    for face in known.values():
        left, right, nose = face.points
        assert 0.1 < left[0] < right[0] < 0.9
        assert nose[1] > max(left[1], right[1])


def test_a_table_of_faces_that_is_none_says_so(tmp_path):
    head = "photo,left_x,left_y,right_x,right_y,nose_x,nose_y\n"
    for rest in ("", "cat,12\n", "cat,1,2,3,4,5,x\n", "cat,1,2,3,4,5,nan\n", "cat,1,2,3,4,5,257\n", "\udcff\n"):
        (tmp_path / "faces.csv").write_bytes((head + rest).encode(errors="surrogateescape"))
        with pytest.raises(NothingFound, match="left_x,left_y"):
            faces.known(tmp_path / "faces.csv")


def test_photos_without_a_known_face_are_refused(network):
    with pytest.raises(NothingFound, match="pointed at"):
        faces.learn(network, [], [])


def test_everybody_draws_eyes_and_nose_where_they_are_and_in_their_own_way():
    face = Face(np.array([[0.35, 0.45], [0.65, 0.5], [0.5, 0.7]]))

    drawn = [facemarks.drawn(face, SIDE, np.random.default_rng(seed)) for seed in range(12)]

    assert len({page.tobytes() for page in drawn}) == 12
    near = np.array([[_nearest(page, point) for point in face.points * SIDE] for page in drawn])
    assert (near[:, 2] < 0.2 * 0.3 * SIDE).all()
    assert (near[:, :2] < 0.2 * 0.3 * SIDE).all(1).sum() in (10, 11)  # now and then eyes are forgotten
    inside = facemarks.around(face, SIDE)
    assert all((page[:150] > 0)[~inside[:150]].sum() == 0 for page in drawn)  # above the nose nothing but eyes


def _nearest(page: np.ndarray, point: np.ndarray) -> float:
    y, x = np.nonzero(page)
    return np.hypot(x - point[0], y - point[1]).min()


def test_marks_at_the_rim_stay_on_the_page():
    face = Face(np.array([[0.0, 0.0], [0.9, 0.1], [1.0, 1.0]]))

    assert facemarks.drawn(face, SIDE, np.random.default_rng(0)).shape == (SIDE, SIDE)
