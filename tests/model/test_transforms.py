"""model.transforms: pixels to floats and back."""

import numpy as np

from model.dataset import sketch_tensor
from model.transforms import to_pixels, to_tensor, view


def test_all_pixel_values_survive_the_way_there_and_back():
    pixels = np.arange(256, dtype=np.uint8).reshape(1, 16, 16, 1).repeat(3, axis=3)

    assert np.array_equal(to_pixels(to_tensor(pixels)), pixels)


def test_paper_is_plus_one_and_ink_minus_one():
    pixels = np.array([[[[0, 0, 0], [255, 255, 255]]]], np.uint8)

    assert to_tensor(pixels).unique().tolist() == [-1.0, 1.0]


def test_the_training_set_and_serving_show_the_network_equal_bits():
    rng = np.random.default_rng(0)
    lines, mask = rng.integers(0, 256, (2, 256, 256), np.uint8)

    stored = view(lines, mask, 128)[..., 1:]  # as model.prepare keeps it
    served = to_tensor(view(lines, mask, 128)[None])

    assert np.array_equal(sketch_tensor(stored[None]).numpy(), served.numpy())
