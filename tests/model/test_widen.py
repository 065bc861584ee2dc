"""model.widen: a narrow network's weights in a wider one."""

from dataclasses import replace

import pytest
import torch

from model import snapshot, widen
from model.config import NetworkConfig
from model.networks import SketchPainter, build

NARROW = NetworkConfig(image_px=64, channels=8, res_blocks=2, mlp_dim=16, noise_maps=2, materials=True)


def _states(**changes) -> tuple[dict, dict]:
    torch.manual_seed(0)
    return SketchPainter(NARROW).state_dict(), SketchPainter(replace(NARROW, **changes)).state_dict()


def _painted(state: dict, config: NetworkConfig) -> torch.Tensor:
    painter = SketchPainter(config)
    painter.load_state_dict(state)
    sketch = torch.rand((1, 3, 64, 64), generator=torch.Generator().manual_seed(1)) * 2 - 1
    with torch.inference_mode():
        return painter.decoder(painter.content(sketch), painter.style(sketch))


def test_twice_as_wide_it_paints_the_same():
    narrow, wide = _states(channels=16)

    grown = widen.widened(narrow, wide)

    same = {name for name in narrow if narrow[name].shape == wide[name].shape}
    assert grown.keys() | same == wide.keys()
    before = _painted(narrow, NARROW)
    after = _painted({name: grown.get(name, narrow[name]) for name in wide}, replace(NARROW, channels=16))
    assert before.std() > 0.1
    assert torch.allclose(before, after, atol=0.02)  # the unbiased deviation over channels counts them


def test_half_as_wide_again_it_paints_nearly_the_same():
    narrow, wide = _states(channels=12)

    grown = widen.widened(narrow, wide)

    before = _painted(narrow, NARROW)
    after = _painted({name: grown.get(name, narrow[name]) for name in wide}, replace(NARROW, channels=12))
    random = _painted(wide, replace(NARROW, channels=12))
    assert (before - after).abs().mean() < 0.5 * (before - random).abs().mean()


def test_copies_are_read_with_different_shares():
    weight = widen.widened(*_states(channels=16))["decoder.up.0.weight"]

    copied = torch.cat([torch.arange(32), torch.randperm(32, generator=torch.Generator().manual_seed(32))])
    first, second = weight[:, :32], weight[:, 32:].gather(
        1, copied[32:].argsort().view(1, -1, 1, 1).expand(len(weight), -1, *weight.shape[2:])
    )
    share = (first / (first + second))[..., 0, 0]
    assert share.min() >= 0.25 - 1e-4
    assert share.max() <= 0.75 + 1e-4
    assert share.std(dim=0).min() > 0.01


@pytest.mark.parametrize("changes", [{"channels": 4}, {"channels": 8}, {"style_dim": 16}])
def test_what_is_not_wider_is_left_alone(changes):
    assert widen.widened(*_states(**changes)) == {}


def test_what_differs_otherwise_too_is_left_out():
    narrow, wide = _states(channels=16, style_dim=12, noise_maps=4)

    grown = widen.widened(narrow, wide)

    assert "style.head.weight" not in grown
    assert "decoder.surfaces.0.mix.weight" not in grown
    assert grown["content.stem.0.weight"].shape == wide["content.stem.0.weight"].shape


def test_a_snapshot_starts_a_wider_run(tmp_path):
    old, new = build(NARROW, 0), build(replace(NARROW, channels=16), 1)

    left = snapshot.start_from(new, snapshot.write(tmp_path, old))

    assert not any(name.startswith(("painter.", "averaged.", "painting_content.")) for name in left)
    assert torch.equal(new.painter.style.layers[0].weight[:8], old.painter.style.layers[0].weight.half().float())
