"""Keep strokes in a table of their own and what the wall is filtered by in its indexes: pages read less."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

FILTERS = ("style", "emotion", "colour")
ORDERS = (("hung_at", "id"), ("likes", "hung_at", "id"))


def upgrade() -> None:
    op.create_table(
        "drawings",
        sa.Column("artwork_id", sa.String(22), sa.ForeignKey("artworks.id"), primary_key=True),
        sa.Column("strokes", sa.JSON(), nullable=False),
    )
    op.execute("INSERT INTO drawings SELECT id, strokes FROM artworks WHERE strokes IS NOT NULL")
    op.drop_column("artworks", "strokes")
    _index(to_the_end=True)


def downgrade() -> None:
    _index(to_the_end=False)
    op.add_column("artworks", sa.Column("strokes", sa.JSON()))
    op.execute("UPDATE artworks SET strokes = (SELECT strokes FROM drawings WHERE artwork_id = artworks.id)")
    op.drop_table("drawings")


def _index(*, to_the_end: bool) -> None:
    for columns in _indexes(to_the_end=not to_the_end):
        op.drop_index(_name(columns), "artworks")
    for columns in _indexes(to_the_end=to_the_end):
        op.create_index(_name(columns), "artworks", columns)


def _indexes(*, to_the_end: bool) -> list[list[str]]:
    others = {name: [other for other in FILTERS if other != name] if to_the_end else [] for name in FILTERS}
    return [["status", name, *order, *others[name]] for name in FILTERS for order in ORDERS]


def _name(columns: list[str]) -> str:
    return f"ix_artworks_{'_'.join(columns)}"
