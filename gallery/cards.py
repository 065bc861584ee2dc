"""A work to be shown elsewhere: the picture that goes with a shared link, and the file that people take along.

The card has no words on it: they stand beside it wherever links are shown, in the reader's own letters.
"""

import io

from PIL import Image, ImageDraw, ImageFilter

from gallery import pictures
from gallery.colours import oklab
from gallery.pictures import Encoded
from gallery.provenance import MADE_BY_AI, Label

CARD_PX = (1200, 630)
"""What Open Graph and its readers agree on."""

_PAINTING_PX = 460
_MAT_PX = 34
_SKETCH_PX = 230
_WALLS = ((46, 42, 36), (236, 230, 219))
"""A dark wall and a light one."""


def share_card(painting: bytes, sketch: bytes, palette: tuple[str, ...]) -> Encoded:
    """1200 x 630 pixels: the painting on its mat and the drawing beside it, on a wall that it stands out from."""
    card = Image.new("RGB", CARD_PX, _wall(palette))
    mat = _PAINTING_PX + 2 * _MAT_PX
    top = (CARD_PX[1] - mat) // 2
    left = 140
    _hang(card, (left, top, mat))
    card.paste(_opened(painting, _PAINTING_PX), (left + _MAT_PX, top + _MAT_PX))
    _lean(card, _opened(sketch, _SKETCH_PX), (left + mat + 100, top + mat - _SKETCH_PX - 40))
    return pictures.encode(card, ext="jpg", origin=MADE_BY_AI)


def to_take_along(painting: bytes, label: Label) -> Encoded:
    """The painting as PNG, so that nothing is lost again, with what stands on its label in the file."""
    with Image.open(io.BytesIO(painting)) as image:
        return pictures.encode(image.convert("RGB"), ext="png", origin=MADE_BY_AI, label=label)


def _wall(palette: tuple[str, ...]) -> tuple[int, int, int]:
    """The darker wall for light paintings, the lighter for dark ones, with a breath of the painting's colour."""
    light = sum(oklab(colour)[0] for colour in palette[:3]) / max(len(palette[:3]), 1)
    plain = _WALLS[light < 0.62]
    tint = [int((palette or ("#808080",))[0][start : start + 2], 16) for start in (1, 3, 5)]
    red, green, blue = (round(0.9 * wall + 0.1 * colour) for wall, colour in zip(plain, tint, strict=True))
    return red, green, blue


def _hang(card: Image.Image, place: tuple[int, int, int]) -> None:
    x, y, side = place
    shadow = Image.new("L", card.size, 0)
    ImageDraw.Draw(shadow).rectangle((x + 8, y + 18, x + side - 8, y + side + 14), fill=110)
    card.paste((0, 0, 0), mask=shadow.filter(ImageFilter.GaussianBlur(14)))
    ImageDraw.Draw(card).rectangle((x, y, x + side - 1, y + side - 1), fill="#fdfcf9", outline="#cdbfa8", width=3)


def _lean(card: Image.Image, sketch: Image.Image, place: tuple[int, int]) -> None:
    paper = Image.new("RGBA", (sketch.width + 28, sketch.height + 28), "#ffffff")
    paper.paste(sketch, (14, 14))
    turned = paper.rotate(-3, resample=Image.Resampling.BICUBIC, expand=True)
    card.paste(turned, place, turned)


def _opened(data: bytes, side: int) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
