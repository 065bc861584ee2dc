"""How fast this machine prepares photos: a made-up one, from its file to its pairs in every way, on one core."""

import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from model import production, work
from model.files import find
from model.palettes import WAYS
from model.photos import Photo
from model.textures import noise

_SIDE_PX = 512
_ASKED, _CORES = 4000, 2


def figures(ways: int = len(WAYS)) -> dict[str, float]:
    """Photos a second (one way each, as model.prepare does by default) and the minutes for many. Raises ValueError."""
    with tempfile.TemporaryDirectory() as folder:
        photo = _photo(Path(folder))
        began = time.perf_counter()
        for number, way in enumerate(WAYS[:ways]):
            path = Path(folder, f"{number}.npz")
            production.run(production.Task(photo, (way,), (path,), 256))
            if not work.load(path).blobs:
                raise ValueError(f"The photo was rejected: {work.load(path).facts['reason']}")
        seconds = (time.perf_counter() - began) / ways
    minutes = _ASKED * seconds / _CORES / 60
    return {"photos_per_s_a_core": round(1 / seconds, 2), "minutes_for_4000_photos_on_2_cores": round(minutes, 1)}


def _photo(folder: Path) -> Photo:
    for name, picture in zip(("photos", "masks"), _animal(), strict=True):
        (folder / name).mkdir()
        cv2.imwrite(str(folder / name / "animal.png"), picture)
    (photo,), (mask,) = find(folder / "photos"), find(folder / "masks")
    return Photo(photo, mask, "canny", None)


def _animal() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A furry round thing with eyes, and its mask."""
    rng = np.random.default_rng(0)
    fur = np.clip(150 + 25 * noise(_SIDE_PX, 1.5, rng) + 30 * noise(_SIDE_PX, 30, rng), 0, 255).astype(np.uint8)
    picture, mask = np.repeat(fur[..., None], 3, axis=-1), np.zeros((_SIDE_PX, _SIDE_PX), np.uint8)
    for x in (190, 320):
        cv2.circle(picture, (x, 220), 28, (30, 40, 30), cv2.FILLED)
    cv2.ellipse(picture, (256, 330), (40, 18), 0, 0, 360, (90, 60, 60), cv2.FILLED)
    cv2.ellipse(mask, (256, 260), (180, 200), 0, 0, 360, 255, cv2.FILLED)
    return picture, mask
