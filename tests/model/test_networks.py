"""model.networks: what is built together, the average, and weights that travel."""

from dataclasses import replace

import pytest
import torch

from model import snapshot
from model.config import NetworkConfig
from model.networks import build, follow

TINY = NetworkConfig(image_px=64, channels=4, res_blocks=1, mlp_dim=8)


def _close(one, other, tolerance: float) -> bool:
    pairs = zip(one.state_dict().items(), other.state_dict().items(), strict=True)
    return all(name == name2 and torch.allclose(a, b, atol=tolerance) for (name, a), (name2, b) in pairs)


def test_a_seed_means_the_same_painter_whatever_else_is_built():
    plain, more = build(TINY, 3), build(TINY, 3, two_way=True)

    assert _close(plain.painter, more.painter, 0)
    assert _close(plain.discriminator, more.discriminator, 0)
    assert not _close(plain.painter, build(TINY, 4).painter, 0.01)
    assert sorted(more.modules()) == ["averaged", "back", "discriminator", "painter", "painting_content"]


@pytest.mark.parametrize("spectral_norm", ["none", "all"])
def test_the_average_moves_towards_the_weights_that_paint(spectral_norm):
    networks = build(TINY, 0, two_way=True, spectral_norm=spectral_norm)
    sketch, style = torch.randn(1, 3, 64, 64), torch.randn(1, 8)
    networks.painter.eval()  # so that normalising does not move on between the two looks

    follow(networks.averaged, networks.painter, 0.0)

    painted, averaged = (p.decoder(p.content(sketch), style) for p in (networks.painter, networks.averaged))
    assert torch.allclose(painted, averaged, atol=1e-4)
    assert not any("parametrizations" in name for name in networks.averaged.state_dict())


def test_a_snapshot_starts_another_run_from_the_averaged_painter(tmp_path):
    old, new = build(TINY, 0, two_way=True, spectral_norm="discriminator"), build(TINY, 1, two_way=True)
    with torch.no_grad():
        old.averaged.decoder.last.bias.fill_(0.25)

    files = snapshot.write(tmp_path, old)
    left = snapshot.start_from(new, files)

    assert all("discriminator" in name and name.endswith(("_u", "_v")) for name in left)
    assert _close(new.painter, old.averaged, 1e-2)
    assert _close(new.averaged, new.painter, 0)
    assert _close(new.back.decoder, old.back.decoder, 1e-2)
    assert new.painter.decoder.last.bias.eq(0.25).all()


def test_a_snapshots_files_stay_under_16_mib_and_lose_nothing(tmp_path):
    networks = build(NetworkConfig(channels=40), 0)

    files = snapshot.write(tmp_path, networks)

    assert len(files) > 1
    assert all(file.stat().st_size < 16 * 2**20 for file in files)
    assert snapshot.start_from(build(NetworkConfig(channels=40), 1), files) == []


def test_weights_that_do_not_fit_are_named_and_the_rest_is_taken(tmp_path):
    files = snapshot.write(tmp_path, build(TINY, 0))
    other = build(replace(TINY, noise_maps=2, style_dim=4), 1)

    left = snapshot.start_from(other, files)

    assert "painter.style.head.weight" in left
    assert "painter.decoder.surfaces.0.mix.weight" in left
    assert "painter.content.stem.0.weight" not in left
    assert _close(other.painter.content, build(TINY, 0).painter.content, 1e-2)


def test_a_release_can_be_started_from(tiny_release, tiny_network):
    networks = build(tiny_network, 5)

    left = snapshot.start_from(networks, [tiny_release])

    assert not any(name.startswith(("painter.", "averaged.", "painting_content.")) for name in left)
    assert any(name.startswith("discriminator.") for name in left)
