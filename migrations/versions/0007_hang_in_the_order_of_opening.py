"""Give works the moment when everybody could see them first: the wall's order, whenever they were sent in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0003"
branch_labels = None
depends_on = None

FILTERS = ("style", "emotion", "artist_key", "colour")

# What hangs keeps its place. Of the rest, only what a moderator approved once was seen by everybody.
FILL = """
    UPDATE artworks SET hung_at = created_at WHERE status = 'approved' OR id IN
    (SELECT artwork_id FROM moderation_log WHERE action IN ('approve', 'restore'))
"""


def upgrade() -> None:
    op.add_column("artworks", sa.Column("hung_at", sa.DateTime(timezone=True)))
    op.execute(FILL)
    _order_by("hung_at", instead_of="created_at")


def downgrade() -> None:
    _order_by("created_at", instead_of="hung_at")
    op.drop_column("artworks", "hung_at")


def _order_by(moment: str, *, instead_of: str) -> None:
    for columns in _indexes(instead_of):
        op.drop_index(_name(columns), "artworks")
    for columns in _indexes(moment):
        op.create_index(_name(columns), "artworks", columns)


def _indexes(moment: str) -> list[list[str]]:
    orders = ([moment, "id"], ["likes", moment, "id"])
    return [["status", *chosen, *order] for chosen in ([], *([name] for name in FILTERS)) for order in orders]


def _name(columns: list[str]) -> str:
    return f"ix_artworks_{'_'.join(columns)}"
