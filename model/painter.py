"""Paints: loads releases and turns lists of items into lists of pictures. Plain torch, no server."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import Tensor

from model import packing
from model.item import Item, PaintingError, misshapen
from model.munit import Content, stacked
from model.networks import SketchPainter
from model.precision import gains_from_bf16, halve_weights
from model.release import Release, ReleaseError, describe, verify
from model.threads import Threads
from model.transforms import to_pixels, to_tensor, view
from model.variation import varied

Result = NDArray[np.uint8] | Exception
"""uint8 (S, S, 3), S the release's painting_px, or what went wrong with this one item."""


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
        self._half = gains_from_bf16(self.device)
        if self._half:
            for loaded in self.loaded.values():
                halve_weights(loaded.network)
        self.cache_size = cache_size
        self.contents: OrderedDict[tuple[str, bytes], Content] = OrderedDict()
        self.hits = 0
        self._threads = Threads()

    def paint(self, items: Sequence[Item]) -> list[Result]:
        """One result per item, in order. An item's failure is a PaintingError in its place."""
        results: list[Result | None] = [self._flaw(item) for item in items]
        for loaded in self.loaded.values():
            name = loaded.release.name
            places = [i for i, item in enumerate(items) if results[i] is None and item.release == name]
            for i, result in zip(places, self._paint_for(loaded, [items[i] for i in places]), strict=True):
                results[i] = result
        return results

    def _flaw(self, item: Item) -> PaintingError | None:
        if item.release not in self.loaded:
            return PaintingError(f"There is no release {item.release}.")
        return misshapen(item)

    def _paint_for(self, loaded: Loaded, items: Sequence[Item]) -> list[Result]:
        pairs = list(zip(items, self._encoded(loaded, items), strict=True))
        at_once = 1 if self.device.type == "cpu" else max(len(pairs), 1)  # a CPU is quickest with what fits its caches
        batches = [pairs[i : i + at_once] for i in range(0, len(pairs), at_once)]
        return list(chain(*self._spread(lambda batch: self._decoded(loaded, batch), batches)))

    def _spread(self, do: Callable[[Any], Any], things: Sequence[Any]) -> list[Any]:
        """do(thing) of each; on a CPU at the same time."""
        return self._threads.map(do, things) if self.device.type == "cpu" else [do(thing) for thing in things]

    def _decoded(self, loaded: Loaded, batch: Sequence[tuple[Item, Content | Exception]]) -> list[Result]:
        try:
            return self._decode(loaded, batch)
        except Exception as error:  # whatever it is, it must not reach the neighbours
            if len(batch) == 1:
                return [PaintingError(f"The painting failed: {error!r}")]
        # Out of the except block: there the exception would keep the failed batch's tensors alive.
        return [result for one in batch for result in self._decoded(loaded, [one])]

    @torch.inference_mode()
    def _decode(self, loaded: Loaded, batch: Sequence[tuple[Item, Content | Exception]]) -> list[Result]:
        if error := next((content for _, content in batch if isinstance(content, Exception)), None):
            raise error
        codes = torch.stack([self._code(loaded, item) for item, _ in batch])
        with self._precision():
            painted = loaded.network.decoder(stacked([content for _, content in batch]), codes)
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

    def _encoded(self, loaded: Loaded, items: Sequence[Item]) -> list[Content | Exception]:
        """The content code of each item's sketch, encoded once and kept; or why there is none."""
        keys = [(loaded.release.name, _digest(item)) for item in items]
        found = {key: self.contents.pop(key) for key in set(keys) & self.contents.keys()}
        new = {key: item for key, item in zip(keys, items, strict=True) if key not in found}
        self.hits += len(items) - len(new)
        codes = self._spread(lambda item: self._encode(loaded, item), list(new.values()))
        found |= zip(new, codes, strict=True)
        self.contents |= {key: content for key, content in found.items() if isinstance(content, Content)}
        while len(self.contents) > self.cache_size:
            self.contents.popitem(last=False)
        return [found[key] for key in keys]

    @torch.inference_mode()
    def _encode(self, loaded: Loaded, item: Item) -> Content | Exception:
        try:
            seen = to_tensor(view(item.lines, item.mask, loaded.release.image_px)[None])
            with self._precision():
                return loaded.network.content(self._placed(seen))
        except Exception as error:  # as above; told when it is to be decoded
            return error

    def _placed(self, images: Tensor) -> Tensor:
        return images.to(self.device, memory_format=torch.channels_last)

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self._half)


def load_release(folder: Path, device: torch.device) -> Loaded:
    """A release folder -> its network on the device, ready to paint. Raises ReleaseError."""
    release = describe(folder)
    network = SketchPainter(release.network)
    try:
        network.load_state_dict(packing.unpacked(verify(folder, release)))
    except (RuntimeError, SafetensorError) as error:
        raise ReleaseError(f"{folder}: the weights do not fit the network: {error}") from error
    network.requires_grad_(False).eval()
    return Loaded(release, network.to(device, torch.float32, memory_format=torch.channels_last))


def _digest(item: Item) -> bytes:
    return hashlib.blake2b(item.lines.tobytes() + item.mask.tobytes(), digest_size=16).digest()
