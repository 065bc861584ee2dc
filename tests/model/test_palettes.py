"""model.palettes, model.colours, model.exemplars: the ways' colours, names and moods."""

import io
import tarfile

import numpy as np
import pytest
from PIL import Image

from model import exemplars, oklab
from model.colours import CHOSEN, MEASURED
from model.palettes import BORROWABLE, WAYS, Colours, rgb

MOODS = {"happy", "calm", "excited", "sad", "angry", "scared", "surprised", "proud", "love", "unsure"}


def test_colours_are_read_as_red_green_blue():
    assert rgb("ff8000") == (1.0, 128 / 255, 0.0)


def test_weights_become_shares():
    colours = Colours.read("000000:1 ffffff:3")

    assert colours.shares.tolist() == [0.25, 0.75]
    assert colours.lab[:, 0] == pytest.approx([0, 1], abs=1e-3)


@pytest.mark.parametrize("palette", [*(way.palette for way in WAYS), *BORROWABLE])
def test_every_palette_has_several_colours_for_figure_and_ground(palette):
    assert len(palette.figure.lab) >= 9
    assert len(palette.ground.lab) >= 5
    assert palette.figure.shares.sum() == pytest.approx(1, abs=1e-5)
    assert np.ptp(palette.figure.lab[:, 0]) > 0.3


def test_borrowed_hues_take_on_the_tones_of_the_way_that_borrows():
    night, paper = Colours.read("0a1030:1 304080:2 5060a0:1"), Colours.read("e0e0e0:1 fafafa:3")

    toned = night.toned_like(paper)

    assert toned.shares @ toned.lab[:, 0] == pytest.approx(paper.shares @ paper.lab[:, 0], abs=0.01)
    assert toned.chroma <= 1.6 * paper.chroma + 0.01
    assert night.toned_like(night).lab == pytest.approx(night.lab, abs=0.01)


def test_every_mood_has_two_ways_at_least():
    moods = [mood for way in WAYS for mood in way.moods]

    assert set(moods) == MOODS
    assert min(moods.count(mood) for mood in MOODS) >= 2


def test_every_way_is_named_in_english_and_in_korean():
    for way in WAYS:
        english, korean = way.names
        assert english.isascii() or "é" in english
        assert any("가" <= letter <= "힣" for letter in korean)
    assert len({way.names for way in WAYS}) == len(WAYS)


def test_no_exemplar_is_both_measured_and_chosen():
    assert not set(MEASURED) & set(CHOSEN)


def test_an_exemplars_figure_and_ground_are_measured_apart(tmp_path):
    rng = np.random.default_rng(0)
    picture = np.full((120, 160, 3), (30, 60, 160), np.uint8)
    picture[40:90, 50:120] = (220, 180, 40)
    picture = np.clip(picture + rng.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    with tarfile.open(tmp_path / "paintings.tar", "w") as tar:
        entry = tarfile.TarInfo("paintings/square.png")
        entry.size = file.tell()
        file.seek(0)
        tar.addfile(entry, file)

    read = exemplars.read(tmp_path / "paintings.tar")
    measured = exemplars.measure(read["square"], (0.2, 0.2, 0.9, 0.9), (0, 0, 1, 0.2))
    figure, ground = (Colours.read(text) for text in measured)

    assert list(read) == ["square"]
    yellow, blue = (oklab.from_rgb(np.array(colour) / 255) for colour in ((220, 180, 40), (30, 60, 160)))
    assert (figure.lab[:, 2] > 0.05).all()  # yellow: none of the blue around it came along
    assert np.sign(figure.shares @ figure.lab[:, 2]) == np.sign(yellow[2])
    assert ground.shares @ ground.lab == pytest.approx(blue, abs=0.08)
