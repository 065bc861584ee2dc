"""A room's theme as the one style sheet of its page: the names that gallery.css and room.css know, with values."""

from collections.abc import Iterable, Sequence

from gallery.rooms import Room
from gallery.rooms.surfaces import ink_on
from gallery.rooms.theme import Theme

# Red, green and blue of black bodies, after Planck by way of CIE 1931, white at 6500 K.
_GLOWING = (
    (2700, "255 169 87"),
    (3200, "255 184 114"),
    (3700, "255 199 143"),
    (4300, "255 211 170"),
    (5000, "255 228 206"),
)
_LIGHTEST = 0.5


def style_of(room: Room, rooms: Sequence[Room]) -> str:
    """The sheet of a room, which lets a little be seen of its neighbours among all rooms of its exhibition."""
    doors = [(door.to, rooms[door.to - 1].theme) for door in room.plan.doors]
    nights = [(door.to, rooms[door.to - 1].night) for door in room.plan.doors]
    widths = [f"#place-{number} {{ --metres: {place.width} }}" for number, place in enumerate(room.plan.places, 1)]
    by_night = [*_themed(room.night), *_doors(nights)]
    return "\n".join(
        [*_themed(room.theme), *_doors(doors), *widths, "@media (prefers-color-scheme: dark) {", *by_night, "}"]
    )


def _themed(theme: Theme) -> Iterable[str]:
    light = next((glow for kelvin, glow in reversed(_GLOWING) if kelvin <= theme.light.kelvin), _GLOWING[0][1])
    names = {
        # On the wall one writes in one ink, which is strong enough; what is quiet elsewhere is so here by its size.
        **dict.fromkeys(("ink", "soft", "edge", "accent"), theme.ink),
        "wall": theme.wall,
        "card": theme.wall,
        "hair": f"color-mix(in oklab, {theme.ink} 22%, {theme.wall})",
        "floor": theme.floor,
        "floor-ink": ink_on(theme.floor),
        "ceiling": theme.ceiling,
        "frame": theme.frame,
        "label-paper": theme.label.paper,
        "label-ink": theme.label.ink,
        "light": f"rgb({light} / {_LIGHTEST * theme.light.strength:.2f})",
    }
    yield f":root {{ {'; '.join(f'--{name}: {value}' for name, value in names.items())} }}"
    yield from (f"#place-{number} {{ --mat: {mat} }}" for number, mat in enumerate(theme.mats, 1))


def _doors(doors: Iterable[tuple[int, Theme]]) -> Iterable[str]:
    return (f"[data-to='{to}'] {{ --beyond: {theme.wall}; --beyond-floor: {theme.floor} }}" for to, theme in doors)
