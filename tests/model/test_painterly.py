"""model.painterly, model.scene, model.form: paintings are what their ways promise."""

import cv2
import numpy as np
import pytest

from model import form, oklab, painterly, scene
from model.painterly import TECHNIQUES
from model.palettes import BORROWABLE, WAYS

CROP = (20, 20, 280)
BY_SLUG = {way.slug: way for way in WAYS}


def _art() -> tuple[np.ndarray, np.ndarray]:
    """A disc with a smaller one in it, in two flat colours with ink: uint8 (320, 320, 4) and (320, 320)."""
    rgba, ink = np.zeros((320, 320, 4), np.uint8), np.zeros((320, 320), np.uint8)
    for radius, colour in ((100, (200, 60, 60, 255)), (35, (60, 60, 200, 255))):
        cv2.circle(rgba, (160, 160), radius, colour, cv2.FILLED)
        cv2.circle(ink, (160, 160), radius, 255, 6)
    return rgba, ink


def _scene(way, seed=0, kind="flat", exemplar=None) -> scene.Scene:
    rgba, ink = _art()
    return scene.of(rgba, ink, CROP, way, np.random.default_rng(seed), kind=kind, exemplar=exemplar)


@pytest.fixture(scope="module")
def painted() -> dict[str, tuple[scene.Scene, np.ndarray]]:
    """Every way's scene of the disc, and its painting."""
    return {way.slug: (seen := _scene(way), painterly.paint(seen, way, np.random.default_rng(1))) for way in WAYS}


@pytest.mark.parametrize("slug", BY_SLUG)
def test_every_way_paints_figure_and_ground_apart(painted, slug):
    seen, painting = painted[slug]
    lab = oklab.from_rgb(painting.astype(np.float32) / 255)

    inside, outside = lab[seen.figure > 0.95].mean(0), lab[seen.figure < 0.05].mean(0)

    assert painting.shape == (256, 256, 3)
    assert painting.dtype == np.uint8
    assert np.linalg.norm(inside - outside) > 0.1


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_drawn_edges_stay_readable_in_every_way(painted, slug):
    seen, painting = painted[slug]
    lab = cv2.GaussianBlur(oklab.from_rgb(painting.astype(np.float32) / 255), (0, 0), 2.5)
    slope = sum(np.hypot(cv2.Sobel(lab[..., i], cv2.CV_32F, 1, 0), cv2.Sobel(lab[..., i], cv2.CV_32F, 0, 1))
                for i in range(3))  # fmt: skip

    near = cv2.dilate(seen.lines, np.ones((7, 7))) > 0.5

    assert slope[near].mean() > 1.6 * slope[~near].mean()


@pytest.mark.parametrize("slug", BY_SLUG)
def test_no_ground_is_left_plain(painted, slug):
    seen, painting = painted[slug]
    ground = seen.figure < 0.02

    local = cv2.blur(painting.astype(np.float32), (9, 9))

    assert painting[ground].std(0).max() > 3
    assert np.abs(painting - local)[ground].mean() > 0.8


@pytest.mark.parametrize("slug", BY_SLUG)
def test_one_seed_gives_one_painting(painted, slug):
    again = painterly.paint(_scene(BY_SLUG[slug]), BY_SLUG[slug], np.random.default_rng(1))

    assert np.array_equal(painted[slug][1], again)


@pytest.mark.parametrize("slug", ["sunflower", "pond", "cathedral"])
def test_a_figure_shows_several_hues_of_its_palette(slug):
    seen = _scene(BY_SLUG[slug])
    palette = BY_SLUG[slug].palette.figure

    inside = oklab.from_rgb(seen.colour[seen.figure > 0.95])
    nearest = np.linalg.norm(inside[:, None] - palette.lab, axis=2).argmin(1)

    assert (np.bincount(nearest, minlength=len(palette.lab)) > 20).sum() >= 8


def test_two_pictures_of_one_way_have_the_same_colours_in_the_same_roles():
    way = BY_SLUG["irises"]
    rgba, ink = _art()
    moved = [cv2.warpAffine(picture, np.float32([[0.8, 0, 40], [0, 0.8, 20]]), (320, 320)) for picture in (rgba, ink)]
    one = _scene(way)
    other = scene.of(*moved, CROP, way, np.random.default_rng(5), kind="flat")

    means = [
        oklab.from_rgb(seen.colour[(form.role(seen.parts, seen.figure) < 0) & (seen.figure > 0.9)]).mean(0)
        for seen in (one, other)
    ]

    assert np.linalg.norm(means[0] - means[1]) < 0.05


def test_the_upper_left_of_a_form_is_lighter_than_its_lower_right():
    seen = _scene(BY_SLUG["sunflower"])
    lightness = oklab.from_rgb(seen.colour)[..., 0]
    y, x = np.indices(lightness.shape)
    inside = (seen.figure > 0.95) & (seen.lines < 0.05)

    lit, shadow = inside & (x + y < 210), inside & (x + y > 300)

    assert lightness[lit].mean() > lightness[shadow].mean() + 0.1


def test_small_parts_are_accents_and_the_largest_is_the_base():
    figure, labels = np.ones((100, 100), np.float32), np.ones((100, 100), np.int32)
    labels[40:46, 40:46] = 2

    role = form.role(labels, figure)

    assert role[0, 0] < 0 < 1 < role[42, 42]


def test_a_black_and_a_white_photo_both_use_the_whole_palette():
    way, (rgba, ink) = BY_SLUG["starry-night"], _art()
    grain = np.random.default_rng(0).integers(0, 30, (320, 320, 1), np.uint8)
    lightness = []
    for base in (10, 215):
        rgba[..., :3] = base + cv2.GaussianBlur(grain, (0, 0), 3)[..., None]
        seen = scene.of(rgba, ink, CROP, way, np.random.default_rng(0), kind="photo")
        lightness.append(oklab.from_rgb(seen.colour)[seen.figure > 0.9, 0])

    low, high = (np.quantile(lightness, share, axis=1) for share in (0.05, 0.95))

    assert (high - low > 0.3).all()
    assert abs(lightness[0].mean() - lightness[1].mean()) < 0.05


def test_a_borrowed_palette_replaces_the_ways_own():
    way = BY_SLUG["sunflower"]

    own, borrowed = _scene(way), _scene(way, exemplar=BORROWABLE[1])

    assert np.abs(own.ground - borrowed.ground).mean() > 0.05
    assert np.array_equal(own.figure, borrowed.figure)


def test_a_picture_without_an_opaque_pixel_can_still_be_painted():
    _, ink = _art()
    way = BY_SLUG["pop"]

    seen = scene.of(np.zeros((320, 320, 4), np.uint8), ink, CROP, way, np.random.default_rng(0), kind="flat")

    assert np.isfinite(seen.colour).all()
    assert painterly.paint(seen, way, np.random.default_rng(0)).std() > 5


def test_every_named_way_has_a_technique_of_its_own():
    assert len(WAYS) >= 12
    assert sorted(way.technique for way in WAYS) == sorted(TECHNIQUES)
    assert len(BY_SLUG) == len(WAYS)


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_larger_painting_has_the_same_strokes_and_more_to_see_in_each(slug):
    seen = _scene(BY_SLUG[slug])

    small, large = (
        painterly.paint(seen.enlarged(size), BY_SLUG[slug], np.random.default_rng(1)) for size in (256, 512)
    )

    shrunk = cv2.resize(large, (256, 256), interpolation=cv2.INTER_AREA)
    assert abs(float(shrunk.mean()) - float(small.mean())) < 8
    assert 0.7 < _strokes(shrunk) / _strokes(small) < 1.4
    assert _finest(large) > 1.1 * _finest(cv2.resize(small, (512, 512), interpolation=cv2.INTER_CUBIC))


def _strokes(picture: np.ndarray) -> float:
    """How much there is between 2 and 8 px."""
    grey = picture.mean(axis=2).astype(np.float32)
    return float((cv2.GaussianBlur(grey, (0, 0), 2) - cv2.GaussianBlur(grey, (0, 0), 8)).std())


def _finest(picture: np.ndarray) -> float:
    """How much there is below 1 px."""
    grey = picture.mean(axis=2).astype(np.float32)
    return float((grey - cv2.GaussianBlur(grey, (0, 0), 0.7)).std())
