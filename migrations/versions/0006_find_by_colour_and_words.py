"""Let artworks be found by their colour, by parts of words however many there are, and be seen sooner:
previews, and variants in more than one format."""

import json
import math

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

ORDERS = (("created_at", "id"), ("likes", "created_at", "id"))
BATCH = 1_000

# Of a text, each character and each pair of neighbours: what gallery.search looks for. Those with white space in
# them are never asked for; to leave them out takes longer than to keep them.
GRAMS_IN_SQLITE = """(
    WITH RECURSIVE places(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM places WHERE i < length({row}.search))
    SELECT group_concat(hex(substr({row}.search, i, 1)) || ' ' || hex(substr({row}.search, i, 2)), ' ') FROM places
)"""
FORGET = f"""
    INSERT INTO artwork_grams (artwork_grams, rowid, grams)
    SELECT 'delete', number, {GRAMS_IN_SQLITE.format(row="old")} FROM artwork_places WHERE artwork_id = old.id;
"""
REMEMBER = f"""
    INSERT INTO artwork_grams (rowid, grams)
    SELECT number, {GRAMS_IN_SQLITE.format(row="new")} FROM artwork_places WHERE artwork_id = new.id;
"""
IN_SQLITE = (
    # Numbers of its own: those that SQLite gives to rows change when the file is packed.
    "CREATE TABLE artwork_places (number INTEGER PRIMARY KEY, artwork_id VARCHAR(22) NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE artwork_grams USING fts5 (grams, content='', detail=none, tokenize='ascii')",
    "CREATE TRIGGER artworks_are_found AFTER INSERT ON artworks BEGIN"
    f" INSERT INTO artwork_places (artwork_id) VALUES (new.id); {REMEMBER} END",
    f"CREATE TRIGGER artworks_are_found_anew AFTER UPDATE OF search ON artworks BEGIN {FORGET} {REMEMBER} END",
    f"CREATE TRIGGER artworks_are_lost BEFORE DELETE ON artworks BEGIN {FORGET}"
    " DELETE FROM artwork_places WHERE artwork_id = old.id; END",
    "INSERT INTO artwork_places (artwork_id) SELECT id FROM artworks ORDER BY created_at",
    f"INSERT INTO artwork_grams (rowid, grams) SELECT number, {GRAMS_IN_SQLITE.format(row='artworks')}"
    " FROM artwork_places JOIN artworks ON artworks.id = artwork_id",
)
NO_MORE_IN_SQLITE = (
    *(f"DROP TRIGGER {name}" for name in ("artworks_are_lost", "artworks_are_found_anew", "artworks_are_found")),
    "DROP TABLE artwork_grams",
    "DROP TABLE artwork_places",
)
IN_POSTGRESQL = (
    "CREATE FUNCTION artwork_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
    " SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM generate_series(1, length(words)) AS i,"
    " LATERAL (VALUES (substr(words, i, 1)), (substr(words, i, 2))) AS grams(gram)"
    r" WHERE gram !~ '[ \n]' $$",
    "CREATE INDEX ix_artworks_grams ON artworks USING gin (artwork_grams(search))",
)
NO_MORE_IN_POSTGRESQL = ("DROP INDEX ix_artworks_grams", "DROP FUNCTION artwork_grams(text)")

# gallery.colours as it was when this revision was written.
COLOURS = {
    "red": ("#d0302c", "#8b1f24", "#b3564e"),
    "orange": ("#ec8a2c", "#f0a877", "#c06a24"),
    "yellow": ("#f2d049", "#f7e6a0", "#c4a030"),
    "green": ("#4d9a46", "#2f5a2c", "#a9cf8f", "#7d8a45"),
    "turquoise": ("#3fa9a6", "#2a6762", "#a3d9d2", "#6b938c"),
    "blue": ("#3a6fc4", "#1c2f69", "#8cbfe8", "#54748f"),
    "purple": ("#7f55b3", "#452a66", "#b9a3d8", "#6a5f86"),
    "pink": ("#e58bb0", "#f4c6d4", "#c9879b"),
    "brown": ("#80532f", "#4a3222", "#ab8a66", "#6e554b"),
    "white": ("#f2efe9", "#d9d5cb"),
    "grey": ("#8c8b89", "#b5b2ac", "#63625f"),
    "black": ("#23221f",),
}
AREAS = (1.0, 0.75, 0.55, 0.4, 0.3)
PLAINNESS = 0.03
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def upgrade() -> None:
    for name, kind in (("colour", sa.String(10)), ("preview", sa.Text())):
        op.add_column("artworks", sa.Column(name, kind, nullable=False, server_default=""))
    _fill_colours()
    for columns in _colour_indexes():
        op.create_index(_name(columns), "artworks", columns)
    _rebuild_variants(sa.Column("format", sa.String(4), primary_key=True, server_default="webp"))
    _run(IN_SQLITE, IN_POSTGRESQL)


def downgrade() -> None:
    _run(NO_MORE_IN_SQLITE, NO_MORE_IN_POSTGRESQL)
    op.execute("DELETE FROM artwork_variants WHERE format <> 'webp'")
    _rebuild_variants()
    for columns in _colour_indexes():
        op.drop_index(_name(columns), "artworks")
    for name in ("preview", "colour"):
        op.drop_column("artworks", name)


def _run(in_sqlite: tuple[str, ...], in_postgresql: tuple[str, ...]) -> None:
    for statement in in_sqlite if op.get_bind().dialect.name == "sqlite" else in_postgresql:
        op.get_bind().exec_driver_sql(statement)


def _colour_indexes() -> list[list[str]]:
    return [["status", "colour", *order] for order in ORDERS]


def _name(columns: list[str]) -> str:
    return f"ix_artworks_{'_'.join(columns)}"


def _rebuild_variants(*format_column: sa.Column) -> None:
    """Make the table again with or without a format in its key: SQLite can't change a key."""
    op.execute("CREATE TABLE variants_meanwhile AS SELECT artwork_id, width, image_sha256 FROM artwork_variants")
    op.drop_table("artwork_variants")
    op.create_table(
        "artwork_variants",
        sa.Column("artwork_id", sa.String(22), sa.ForeignKey("artworks.id"), primary_key=True),
        sa.Column("width", sa.Integer(), primary_key=True, autoincrement=False),
        *format_column,
        sa.Column("image_sha256", sa.String(64), sa.ForeignKey("images.sha256"), nullable=False, index=True),
    )
    op.execute("INSERT INTO artwork_variants (artwork_id, width, image_sha256) SELECT * FROM variants_meanwhile")
    op.drop_table("variants_meanwhile")


def _fill_colours() -> None:
    connection, last = op.get_bind(), ""
    artworks = sa.table("artworks", *(sa.column(name) for name in ("id", "palette")))
    fill = sa.text("UPDATE artworks SET colour = :colour WHERE id = :id")
    following = sa.select(artworks).order_by(artworks.c.id).limit(BATCH)
    while rows := connection.execute(following.where(artworks.c.id > last)).all():
        connection.execute(fill, [{"id": row.id, "colour": _leading(_read(row.palette))} for row in rows])
        last = rows[-1].id


def _read(palette: object) -> list[str]:
    return json.loads(palette) if isinstance(palette, str) else list(palette or [])


def _leading(palette: list[str]) -> str:
    places = {_oklab(colour): name for name, colours in COLOURS.items() for colour in colours}
    weights: dict[str, float] = {}
    for colour, area in zip(palette, AREAS, strict=False):
        seen = _oklab(colour)
        name = places[min(places, key=lambda place: math.dist(seen, place))]
        weights[name] = weights.get(name, 0.0) + area * (PLAINNESS + math.hypot(*seen[1:]))
    return max(weights, key=lambda name: weights[name]) if weights else ""


def _oklab(colour: str) -> tuple[float, ...]:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    light = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    cones = [_times(row, light) ** (1 / 3) for row in TO_CONES]
    return tuple(_times(row, cones) for row in TO_LAB)


def _times(row: tuple[float, ...], column: list[float]) -> float:
    return sum(a * b for a, b in zip(row, column, strict=True))
