"""model.packing: how a release's weights are written."""

import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load

from model import packing


@pytest.fixture
def weights() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    scales = torch.logspace(-6, 1, 128)[:, None, None, None]
    return {"large": scales * torch.randn(128, 64, 3, 3), "small": torch.randn(12, 7), "bias": torch.randn(128)}


def test_weights_that_fit_are_kept_in_halves(weights):
    kept = packing.unpacked(packing.packed(weights))

    assert kept.keys() == weights.keys()
    assert all(torch.equal(kept[name], weight.half().float()) for name, weight in weights.items())
    assert packing.bits(packing.packed(weights)) == 16


def test_weights_that_do_not_are_kept_in_8_bits_with_a_scale_for_each_channel(weights, monkeypatch):
    monkeypatch.setattr(packing, "LIMIT_BYTES", 100_000)

    file = packing.packed(weights)
    kept = packing.unpacked(file)

    assert len(file) < 0.6 * 2 * sum(weight.numel() for weight in weights.values())
    assert load(file)["large"].dtype == torch.int8
    assert packing.bits(file) == 8
    assert kept.keys() == weights.keys()
    assert torch.equal(kept["small"], weights["small"].half().float())
    largest = weights["large"].flatten(1).abs().amax(dim=1)
    assert ((kept["large"] - weights["large"]).flatten(1).abs().amax(dim=1) <= largest / 253).all()


def test_packing_what_was_unpacked_changes_nothing(weights, monkeypatch):
    monkeypatch.setattr(packing, "LIMIT_BYTES", 100_000)

    once = packing.unpacked(packing.packed(weights))
    twice = packing.unpacked(packing.packed(once))

    assert all(torch.allclose(once[name], twice[name], rtol=1e-6) for name in weights)


def test_a_channel_of_zeros_stays_zero(monkeypatch):
    monkeypatch.setattr(packing, "LIMIT_BYTES", 100)

    kept = packing.unpacked(packing.packed({"large": torch.zeros(64, 1024)}))

    assert torch.equal(kept["large"], torch.zeros(64, 1024))


def test_what_is_no_such_file_is_refused():
    with pytest.raises(SafetensorError):
        packing.unpacked(b"\x00" * 64)
