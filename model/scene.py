"""What there is to paint: a picture's form and colours, brought into a way's palette, figure and ground apart."""

from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from model import form, likeness, oklab, sketch, transport
from model.original import Kind
from model.palettes import Colours, Palette, Way
from model.textures import blur, lerp, noise

Array = NDArray[np.float32]

_KEYS = {"flat": form.of_flat, "shaded": form.of_shaded, "photo": form.of_photo}
_SAMPLES = 400
_GROUND_PX = 64
"""The ground's colours change slowly: they are found in small."""
_SEPARATION = 0.2
"""Least difference of OKLab lightness between figure and ground, on average."""
_AURA, _AURA_PX = 0.07, 13.0
_DRAWN = 0.4
"""Strength of a photo's lines in its painting: they only say again what its tones say."""


@dataclass(frozen=True)
class Scene:
    """All arrays float32 in [0, 1] (but light), S = 256 until it is enlarged.

    colour: (S, S, 3) the figure's colours, continued beyond its edge; flats: the same in few flat tones.
    figure: (S, S) 1 where the figure is. lines: (S, S) 1 where ink is. light: (S, S) -1 in shadow to 1 in the light.
    parts: int32 (S, S) the figure's enclosed parts. ground: (S, S, 3). dark, pale: (3,) the palette's black and white.
    tone: (S, S) OKLab lightness that a photo's painting keeps; None for art.
    """

    colour: Array
    flats: Array
    figure: Array
    lines: Array
    light: Array
    parts: NDArray[np.int32]
    ground: Array
    dark: Array
    pale: Array
    tone: Array | None = None

    @property
    def whole(self) -> Array:
        """(S, S, 3) figure before ground, as yet without a medium."""
        return lerp(self.ground, self.colour, self.figure)

    def enlarged(self, size: int) -> "Scene":
        """The same at another size: lines and the figure's edge stay as sharp as they are, colours change softly."""
        if size == len(self.lines):
            return self
        soft = {name: _resized(getattr(self, name), size) for name in ("colour", "flats", "light", "ground")}
        sharp = {name: _sharp(_resized(getattr(self, name), size)) for name in ("figure", "lines")}
        parts = cv2.resize(self.parts, (size, size), interpolation=cv2.INTER_NEAREST)
        tone = None if self.tone is None else _resized(self.tone, size)
        return replace(self, **soft, **sharp, parts=parts, tone=tone)


def of(
    rgba: NDArray[np.uint8],
    ink: NDArray[np.uint8],
    crop: tuple[int, int, int],
    way: Way,
    rng: np.random.Generator,
    *,
    kind: Kind,
    exemplar: Palette | None = None,
) -> Scene:
    """A picture as this way sees it.

    rgba: uint8 (S, S, 4), alpha the figure's mask; ink: uint8 (S, S), ink 255; crop: x, y, side of the square to
    paint. kind: flat art is given form, a photo keeps its tones. exemplar: its hues instead of the way's own.
    """
    palette = exemplar.toned_like(way.palette) if exemplar else way.palette
    size = sketch.SKETCH_PX
    lines = sketch.cut(ink, crop, size, paper=0).astype(np.float32) / 255
    mask = sketch.cut(np.ascontiguousarray(rgba[..., 3]), crop, size, paper=0) > 127
    # Some parts are drawn as lines alone; they belong to the figure too.
    figure = blur(np.maximum(mask, lines > 0.5).astype(np.float32), 0.7)
    seen = form.spread(rgba[..., :3], rgba[..., 3] > 127)
    rgb = sketch.cut(np.ascontiguousarray(seen), crop, size, paper=128)
    key = _KEYS[kind](rgb, figure, lines)
    light, parts, inside = form.light(figure, lines), form.parts(figure, lines), figure > 0.3
    colours = _Transport.of(palette.figure, key[inside])
    unmixed = transport.SHARPNESS / 4
    planes = form.planes(parts, light if kind == "flat" else blur(key[..., 0], 2.0))
    around = _ground_key(_GROUND_PX, rng).reshape(-1, 3)
    ground = _Transport.of(palette.ground, around).carry(around).reshape(_GROUND_PX, _GROUND_PX, 3)
    ground = cv2.resize(ground, (size, size), interpolation=cv2.INTER_CUBIC)
    dark, pale = _extremes(palette)
    seen = Scene(
        colour=_filled(oklab.to_rgb(colours.carry(key[inside])), inside),
        flats=_filled(oklab.to_rgb(colours.carry(form.means(key, planes, inside), unmixed))[planes[inside]], inside),
        figure=figure,
        lines=lines,
        light=light,
        parts=parts,
        ground=oklab.to_rgb(_set_apart(ground, figure, palette)),
        dark=dark,
        pale=pale,
    )
    return _of_photo(seen, likeness.tones(rgb, inside, palette.figure.lab)) if kind == "photo" else seen


def _resized(plane: Array, size: int) -> Array:
    large = cv2.resize(plane, (size, size), interpolation=cv2.INTER_CUBIC)
    return np.clip(large, plane.min(), plane.max())  # cubics shoot over edges, and colours end at 0 and 1


def _sharp(plane: Array) -> Array:
    """Soft edges made half as wide, for twice the pixels."""
    return np.clip(2 * plane - 0.5 * plane.max(), 0, plane.max())


def _of_photo(seen: Scene, tone: Array) -> Scene:
    """The same in the photo's own tones; its lines are seen, not drawn."""
    colour = likeness.recoloured(seen.colour, tone)
    flats = likeness.recoloured(seen.colour, likeness.cut(tone))
    return replace(seen, colour=colour, flats=flats, lines=_DRAWN * seen.lines, tone=tone)


def _ground_key(size: int, rng: np.random.Generator) -> Array:
    """Lighter towards the top, another hue from left to right, in slow clouds."""
    y, x = np.indices((size, size), np.float32) / size
    tone, across = 2.6 * (0.5 - y), 2.2 * (x - 0.5)
    return np.dstack([tone + 0.45 * noise(size, 256 / 9, rng), across + 0.5 * noise(size, 256 / 7, rng), 0.8 * tone])


@dataclass(frozen=True)
class _Transport:
    """A palette's colours with their prices for one picture."""

    colours: Colours
    price: Array

    @classmethod
    def of(cls, colours: Colours, keys: Array) -> "_Transport":
        """For a picture of these keys, (n, 3), and half for any: so that a role's colour changes little from one
        picture to the next."""
        samples = np.concatenate([keys[np.linspace(0, len(keys) - 1, _SAMPLES).astype(int)], _usual(_SAMPLES)])
        return cls(colours, transport.potentials(_laid(colours, samples), colours.lab, colours.shares))

    def carry(self, keys: Array, blending: float = transport.SHARPNESS) -> Array:
        """(n, 3) tone, role and height -> OKLab."""
        points = _laid(self.colours, keys)
        return transport.carry(points, self.colours.lab, self.colours.shares, self.price, blending)


@cache
def _usual(count: int) -> Array:
    """(count, 3) the keys of no picture in particular."""
    rng = np.random.default_rng(0)
    share = rng.choice([-0.7, -0.2, 0.6, 1.5], count, p=[0.5, 0.2, 0.15, 0.15])
    up = rng.uniform(-1.5, 1.5, count)
    return np.stack([rng.normal(0, 0.8, count) + 0.4 * up, share, up + 0.5 * share], axis=1).astype(np.float32)


def _filled(values: Array, inside: NDArray[np.bool_]) -> Array:
    """(S, S, 3) the values (n, 3) where `inside`, each continued to the pixels it is nearest to."""
    out = np.zeros((*inside.shape, 3), np.float32)
    out[inside] = values
    return form.spread(out, inside)


def _laid(colours: Colours, keys: Array) -> Array:
    """(n, 3) OKLab: the keys along the palette's own axes, so that transport has the least to do."""
    mean = colours.shares @ colours.lab
    return (mean + keys @ _axes(colours.lab - mean, colours.shares)).astype(np.float32)


def _axes(offsets: Array, shares: Array) -> Array:
    """Rows: what one unit of tone, role and height is in OKLab. Tone is lightness; role runs from the palette's
    main hues to its rare ones; height to what is lighter."""
    lightness = np.sqrt(shares @ offsets[:, 0] ** 2)
    hues = offsets[:, 1:]
    spreads, directions = np.linalg.eigh((hues * shares[:, None]).T @ hues)
    main, other = directions[:, 1], directions[:, 0]
    main = main * (1 if shares @ (hues @ main) ** 3 >= 0 else -1)
    other = other * (1 if shares @ ((hues @ other) * offsets[:, 0]) >= 0 else -1)
    wide, narrow = np.sqrt(np.maximum(spreads[::-1], 1e-6))
    return np.array([[lightness, 0, 0], [0, *(main * wide)], [0, *(other * narrow)]], np.float32)


def _set_apart(ground: Array, figure: Array, palette: Palette) -> Array:
    """The ground darker or lighter than the figure as their palettes are, a little more so around it."""
    difference = float((palette.ground.shares @ palette.ground.lab - palette.figure.shares @ palette.figure.lab)[0])
    away = 1.0 if difference >= 0 else -1.0
    push = away * max(0.0, _SEPARATION - abs(difference))
    out = ground.copy()
    out[..., 0] = np.clip(out[..., 0] + push + away * _AURA * blur(figure, _AURA_PX), 0.04, 0.98)
    return out


def _extremes(palette: Palette) -> tuple[Array, Array]:
    """Its darkest and its lightest colour, dark and light enough to draw with; sRGB."""
    every = np.concatenate([palette.figure.lab, palette.ground.lab])
    dark, pale = every[every[:, 0].argmin()].copy(), every[every[:, 0].argmax()].copy()
    dark[0], pale[0] = min(dark[0], 0.26), max(pale[0], 0.93)
    return oklab.to_rgb(dark), oklab.to_rgb(pale)
