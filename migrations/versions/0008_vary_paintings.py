"""Remember what paintings are variations of, so that each can be painted again and varied further."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paintings", sa.Column("by_reference", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("paintings", sa.Column("variation", sa.Double, nullable=False, server_default="0"))
    op.add_column("paintings", sa.Column("lineage", sa.JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    for column in ("lineage", "variation", "by_reference"):
        op.drop_column("paintings", column)
