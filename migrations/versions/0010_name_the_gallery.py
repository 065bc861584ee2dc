"""Give the gallery a name of its own, by which images know whose they are."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("only", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(22), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("identity")
