"""A room's theme as the one style sheet of its page: the names that gallery.css and room.css know, with values."""

from collections.abc import Iterable, Sequence

from gallery.rooms import Room
from gallery.rooms.surfaces import ink_on
from gallery.rooms.theme import Theme

# What a lamp of that temperature adds to a wall: half of a black body's colour, half white.
_LAMPS = (
    (2700, "255 212 171"),
    (3200, "255 220 185"),
    (3700, "255 227 199"),
    (4300, "255 233 213"),
    (5000, "255 242 231"),
)
_STRONGEST = 0.55


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
    _, lamp = min(_LAMPS, key=lambda lamp: abs(lamp[0] - theme.light.kelvin))
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
        "light": f"rgb({lamp} / {_STRONGEST * theme.light.strength:.2f})",
    }
    yield f":root {{ {'; '.join(f'--{name}: {value}' for name, value in names.items())} }}"
    yield from (f"#place-{number} {{ --mat: {mat} }}" for number, mat in enumerate(theme.mats, 1))


def _doors(doors: Iterable[tuple[int, Theme]]) -> Iterable[str]:
    return (f"[data-to='{to}'] {{ --beyond: {theme.wall}; --beyond-floor: {theme.floor} }}" for to, theme in doors)
