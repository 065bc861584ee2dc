"""Let works be exhibited: exhibitions, their rooms, and what hangs there."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exhibitions",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("slug", sa.String(60), nullable=False, unique=True),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("titles", "descriptions", "theme")),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True)),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("exhibition_id", sa.String(22), sa.ForeignKey("exhibitions.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("theme", sa.JSON(), nullable=False),
    )
    op.create_table(
        "hangings",
        sa.Column("exhibition_id", sa.String(22), sa.ForeignKey("exhibitions.id"), primary_key=True),
        sa.Column("artwork_id", sa.String(22), sa.ForeignKey("artworks.id"), primary_key=True, index=True),
        sa.Column("room_id", sa.String(22), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
    )
    for table, *columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def downgrade() -> None:
    for table in ("hangings", "rooms", "exhibitions"):
        op.drop_table(table)


INDEXES = (
    ("exhibitions", "published", "opens_at", "id"),
    ("rooms", "exhibition_id", "position"),
    ("hangings", "room_id", "place"),
)
