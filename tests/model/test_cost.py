"""model.cost: what a network costs is counted without its weights."""

from dataclasses import replace

from model import cost
from model.config import NetworkConfig


def test_hints_and_materials_add_little_to_a_paintings_cost():
    plain = NetworkConfig(image_px=64, channels=8, patch=2, noise_maps=4)
    told = replace(plain, stroke_maps=3, parts=True, materials=True)

    before, after = cost.count(plain), cost.count(told)

    assert before.macs_first < after.macs_first < 1.2 * before.macs_first
    assert after.macs_further < after.macs_first
