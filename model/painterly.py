"""Ways of painting, each another algorithm: the painting domain is made with these."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from model import likeness
from model.drawn import crayon, pastel, pencil, points
from model.oils import impasto, knife, oil, swirl
from model.palettes import Way
from model.prints import glow, pop, stained_glass, woodblock
from model.scene import Scene
from model.waters import gouache, ink_wash, watercolour

Technique = Callable[[Scene, np.random.Generator], NDArray[np.float32]]

TECHNIQUES: dict[str, Technique] = {
    technique.__name__: technique
    for technique in (
        oil, swirl, impasto, knife, watercolour, ink_wash, gouache, woodblock, pop, stained_glass, glow,
        pastel, crayon, pencil, points,
    )
}  # fmt: skip


def paint(scene: Scene, way: Way, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A scene painted in a way: uint8 (S, S, 3), S the scene's."""
    painted = TECHNIQUES[way.technique](scene, rng)
    if scene.tone is not None:
        painted = likeness.kept(painted, scene.colour, scene.tone, scene.figure, way.technique)
    return (np.clip(painted, 0, 1) * 255).round().astype(np.uint8)
