"""Write down what was agreed to, in which words, and when: an answer that changes is a row more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("artwork_id", sa.String(22), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(20)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.ForeignKeyConstraint(["artwork_id"], ["artworks.id"], name="fk_consents_artwork_id_artworks"),
    )
    op.create_index("ix_consents_artwork_id_at", "consents", ["artwork_id", "at"])


def downgrade() -> None:
    op.drop_table("consents")
