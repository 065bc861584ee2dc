"""Paints: loads releases and turns lists of items into lists of pictures. Plain torch, no server."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from model.item import Item, PaintingError
from model.munit import Content, stacked
from model.networks import SketchPainter, gains_from_bf16
from model.reference import REFERENCE_PX
from model.release import Release, ReleaseError, describe, verify
from model.sketch import SKETCH_PX
from model.transforms import to_pixels, to_tensor, view
from model.variation import varied

Result = NDArray[np.uint8] | Exception
"""uint8 (S, S, 3), S the release's image size, or what went wrong with this one item."""


@dataclass(frozen=True)
class Loaded:
    """A release with its network on the device."""

    release: Release
    network: SketchPainter


class Painter:
    """Batches of items in, pictures out, in order; recent sketches' content codes are kept.

    device: as torch names it. cache_size: sketches whose content code is kept, least recently used out.
    Raises ReleaseError when a folder is no release or its weights are not the ones it names.
    """

    def __init__(self, folders: Sequence[Path], *, device: str, cache_size: int):
        self.device = torch.device(device)
        self.loaded = {item.release.name: item for item in (load_release(f, self.device) for f in folders)}
        self.cache_size = cache_size
        self.contents: OrderedDict[tuple[str, bytes], Content] = OrderedDict()
        self.hits = 0

    @torch.inference_mode()
    def paint(self, items: Sequence[Item]) -> list[Result]:
        """One result per item, in order. An item's failure is a PaintingError in its place."""
        results: list[Result] = [PaintingError("The painter did not get to this one.")] * len(items)
        for name in dict.fromkeys(item.release for item in items):
            places = [i for i, item in enumerate(items) if item.release == name]
            painted = self._paint_for(name, [items[i] for i in places])
            for i, result in zip(places, painted, strict=True):
                results[i] = result
        return results

    def _paint_for(self, name: str, items: Sequence[Item]) -> list[Result]:
        try:
            return self._decode(self.loaded[name], items)
        except Exception as error:  # whatever it is, it must not reach the neighbours
            if len(items) == 1:
                return [PaintingError(f"The painting failed: {error!r}")]
        # Out of the except block: there the exception would keep the failed batch's tensors alive.
        return [result for item in items for result in self._paint_for(name, [item])]

    def _decode(self, loaded: Loaded, items: Sequence[Item]) -> list[Result]:
        contents = [self._content(loaded, item) for item in items]
        codes = torch.stack([self._code(loaded, item) for item in items])
        with self._precision():
            painted = loaded.network.decoder(stacked(contents), codes)
        finite = torch.isfinite(painted).flatten(1).all(dim=1).tolist()
        pictures = to_pixels(painted)
        return [
            picture if good else PaintingError("The painting is not a picture: some values are not finite.")
            for picture, good in zip(pictures, finite, strict=True)
        ]

    def _code(self, loaded: Loaded, item: Item) -> Tensor:
        """The style code to paint an item in: (style_dim,)."""
        if item.reference is None:
            code = loaded.release.code(item.style, item.steps[0][0])
        else:
            code = self._style_of(loaded, item.reference)
        return torch.from_numpy(varied(loaded.release, code, item.steps)).to(self.device)

    def _style_of(self, loaded: Loaded, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
        seen = cv2.resize(picture, (loaded.release.image_px,) * 2, interpolation=cv2.INTER_AREA)
        with self._precision():
            return loaded.network.style(self._placed(to_tensor(seen[None])))[0].float().cpu().numpy()

    def _content(self, loaded: Loaded, item: Item) -> Content:
        """The sketch's content code, encoded once and kept."""
        _check(item)
        digest = hashlib.blake2b(item.lines.tobytes() + item.mask.tobytes(), digest_size=16).digest()
        key = (loaded.release.name, digest)
        if key in self.contents:
            self.hits += 1
            self.contents.move_to_end(key)
            return self.contents[key]
        seen = to_tensor(view(item.lines, item.mask, loaded.release.image_px)[None])
        with self._precision():
            content = loaded.network.content(self._placed(seen))
        self.contents[key] = content
        while len(self.contents) > self.cache_size:
            self.contents.popitem(last=False)
        return content

    def _placed(self, images: Tensor) -> Tensor:
        return images.to(self.device, memory_format=torch.channels_last)

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=gains_from_bf16(self.device))


def load_release(folder: Path, device: torch.device) -> Loaded:
    """A release folder -> its network on the device, ready to paint. Raises ReleaseError."""
    release = describe(folder)
    network = SketchPainter(release.network)
    try:
        network.load_state_dict(load(verify(folder, release)))
    except (RuntimeError, SafetensorError) as error:
        raise ReleaseError(f"{folder}: the weights do not fit the network: {error}") from error
    network.requires_grad_(False).eval()
    return Loaded(release, network.to(device, torch.float32, memory_format=torch.channels_last))


def _check(item: Item) -> None:
    for plane in (item.lines, item.mask):
        if plane.dtype != np.uint8 or plane.shape != (SKETCH_PX, SKETCH_PX):
            raise PaintingError(f"A sketch is uint8 ({SKETCH_PX}, {SKETCH_PX}), not {plane.dtype} {plane.shape}.")
    shown = item.reference
    if shown is not None and (shown.dtype != np.uint8 or shown.shape != (REFERENCE_PX, REFERENCE_PX, 3)):
        wanted = f"uint8 ({REFERENCE_PX}, {REFERENCE_PX}, 3)"
        raise PaintingError(f"A reference is {wanted}, not {shown.dtype} {shown.shape}.")
