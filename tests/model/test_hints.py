"""model.hints: what a sketch's geometry says is told to the networks."""

import cv2
import numpy as np
import pytest
import torch

from model import hints
from model.config import NetworkConfig
from model.munit import stacked
from model.networks import SketchPainter
from model.transforms import to_tensor


def _sketch(*circles: tuple[int, int, int], size: int = 256) -> torch.Tensor:
    """Circles drawn on white, the first with its inside in the silhouette: (1, 3, size, size)."""
    lines, mask = np.full((size, size), 255, np.uint8), np.zeros((size, size), np.uint8)
    for x, y, radius in circles:
        cv2.circle(lines, (x, y), radius, 0, 5)
    if circles:
        cv2.circle(mask, circles[0][:2], circles[0][2], 255, cv2.FILLED)
    return to_tensor(np.dstack([lines, lines, mask])[None])


def test_a_small_part_is_toned_and_large_ones_and_the_paper_stay_white():
    toned = hints.with_parts(_sketch((128, 128, 90), (128, 100, 10)))[0, 1]

    assert toned[100, 128] < 0.5
    assert toned[170, 128] == 1
    assert toned[10, 10] == 1


def test_lines_stay_as_they_were_drawn():
    sketch = _sketch((128, 128, 90), (128, 100, 10))

    seen = hints.with_parts(sketch)

    assert torch.equal(seen[:, [0, 2]], sketch[:, [0, 2]])
    assert (seen[:, 1] <= sketch[:, 1]).all()


@pytest.mark.parametrize("size", [64, 128])
def test_strokes_run_round_a_circle(size):
    along = hints.directions(_sketch((128, 128, 90)), (size, size))[0]
    middle = size // 2

    beside = along[:, middle, round(middle * 1.6)]  # to the right of the centre they run up and down
    above = along[:, round(middle * 0.4), middle]

    assert torch.allclose(along.norm(dim=0), torch.ones(size, size), atol=1e-4)
    assert beside[1].abs() > 0.9 > 0.4 > beside[0].abs()
    assert above[0].abs() > 0.9 > 0.4 > above[1].abs()


def test_on_an_empty_sheet_strokes_have_a_direction_too():
    along = hints.directions(_sketch(), (32, 32))

    assert torch.isfinite(along).all()
    assert along.flatten(2).std(dim=2).max() < 1e-3


def test_drawn_out_noise_changes_slowly_along_and_quickly_across():
    noise = torch.randn((1, 2, 128, 128), generator=torch.Generator().manual_seed(0))
    along = torch.stack([torch.ones(128, 128), torch.zeros(128, 128)])[None]

    strokes = hints.drawn_out(noise, along)

    assert strokes.std(dim=(2, 3)) == pytest.approx(1, abs=0.01)
    assert strokes.diff(dim=3).std() < 0.5 * strokes.diff(dim=2).std()


def test_strokes_of_fixed_noise_are_drawn_out_once_and_of_fresh_noise_every_time():
    strokes = hints.Strokes(hints.directions(_sketch((128, 128, 90)), (64, 64)))
    noise, other = torch.randn((2, 1, 2, 64, 64), generator=torch.Generator().manual_seed(0))

    kept = strokes.out_of(noise, fixed=True)

    assert torch.equal(kept, hints.drawn_out(noise, strokes.along))
    assert strokes.out_of(noise, fixed=True) is kept
    assert torch.equal(strokes.out_of(other, fixed=False), hints.drawn_out(other, strokes.along))
    assert strokes.out_of(torch.cat([noise, noise], dim=3).mT, fixed=True).shape[-2:] == (128, 64)  # another size


def test_a_painting_with_strokes_does_not_depend_on_its_neighbours():
    torch.manual_seed(0)
    network = SketchPainter(
        NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8, noise_maps=3, stroke_maps=2, parts=True)
    ).eval()
    sketches = [_sketch((30, 30, 20), size=64), _sketch((40, 30, 12), (40, 30, 5), size=64)]
    codes = torch.randn(2, 8)

    with torch.inference_mode():
        alone = [network.decoder(network.content(s), code[None]) for s, code in zip(sketches, codes, strict=True)]
        together = network.decoder(stacked([network.content(s) for s in sketches]), codes)

    assert torch.allclose(torch.cat(alone), together, atol=1e-4)


@pytest.mark.parametrize("sigma", [0.6, 5.0, 40.0])
def test_blurring_by_matrices_is_a_gaussian_filter(sigma):
    picture = np.random.default_rng(0).random((48, 48), np.float32)
    side_px = 2 * min(round(3 * sigma), 47) + 1

    blurred = hints._blurred(torch.from_numpy(picture)[None, None], sigma)[0, 0].numpy()

    wanted = cv2.GaussianBlur(picture, (side_px, side_px), sigma, borderType=cv2.BORDER_REPLICATE)
    assert np.allclose(blurred, wanted, atol=1e-5)


def test_a_blank_sheet_is_painted_with_hints():
    torch.manual_seed(0)
    network = SketchPainter(
        NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8, noise_maps=3, stroke_maps=2, parts=True)
    )

    painted = network.decoder(network.content(_sketch(size=64)), torch.zeros(1, 8))

    assert torch.isfinite(painted).all()
