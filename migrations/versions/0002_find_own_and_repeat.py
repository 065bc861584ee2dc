"""Let artworks be found by what they say, reports be told apart, and answers be repeated."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# New columns have defaults: SQLite would otherwise copy the table, and drop what others refer to.
FILTERS = ("style", "emotion", "artist_key")
ORDERS = (("created_at", "id"), ("likes", "created_at", "id"))
REPORTER = ["artwork_id", "visitor_sha256"]
BATCH = 500


def upgrade() -> None:
    op.add_column("images", sa.Column("held_until", sa.DateTime(timezone=True)))
    op.add_column("artworks", sa.Column("style", sa.Integer(), nullable=False, server_default="0"))
    for name in ("artist_key", "search"):
        op.add_column("artworks", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("reports", sa.Column("visitor_sha256", sa.String(64), nullable=False, server_default=""))
    _fill()
    for columns in _filter_indexes():
        op.create_index(_name("artworks", columns), "artworks", columns)
    op.create_index(_name("reports", REPORTER), "reports", REPORTER, unique=True)
    op.create_index(_name("images", ["held_until"]), "images", ["held_until"])
    _create_answers()


def _filter_indexes() -> list[list[str]]:
    return [["status", name, *order] for name in FILTERS for order in ORDERS]


def _name(table: str, columns: list[str]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def _fill() -> None:
    op.execute("UPDATE artworks SET style = (SELECT style FROM paintings WHERE paintings.id = artworks.painting_id)")
    # Nobody was told apart before: each report counts as somebody's own.
    op.execute("UPDATE reports SET visitor_sha256 = id")
    connection = op.get_bind()
    artworks = sa.table("artworks", *(sa.column(name) for name in ("id", "title", "artist", "alt")))
    rows = connection.execute(sa.select(artworks)).all()
    fill = sa.text("UPDATE artworks SET artist_key = :artist_key, search = :search WHERE id = :id")
    for start in range(0, len(rows), BATCH):
        connection.execute(
            fill,
            [
                {"id": row.id, "artist_key": _fold(row.artist), "search": _search(row)}
                for row in rows[start : start + BATCH]
            ],
        )


def _search(row: sa.Row) -> str:
    return "\n".join(_fold(words) for words in (row.title, row.artist, row.alt))


def _fold(words: str) -> str:
    # gallery.wording.fold as it was when this revision was written.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    return unicodedata.normalize("NFC", "".join(char for char in apart if not "\u0300" <= char <= "\u036f"))


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("key_sha256", sa.String(64), primary_key=True),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(22), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.JSON(none_as_null=True)),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_index(_name("images", ["held_until"]), "images")
    op.drop_index(_name("reports", REPORTER), "reports")
    for columns in _filter_indexes():
        op.drop_index(_name("artworks", columns), "artworks")
    op.drop_column("reports", "visitor_sha256")
    for name in ("search", "artist_key", "style"):
        op.drop_column("artworks", name)
    op.drop_column("images", "held_until")
