"""Create the gallery: images, paintings, artworks with their variants, likes and reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Constraint and index names come from the naming convention of gallery.tables.
SHA256 = sa.String(64)
RANDOM_ID = sa.String(22)
INSTANT = sa.DateTime(timezone=True)


def _column(name: str, kind: sa.types.TypeEngine, *refers: sa.ForeignKey, **how: bool) -> sa.Column:
    return sa.Column(name, kind, *refers, **{"nullable": False, **how})


def upgrade() -> None:
    _create_paintings()
    _create_artworks()
    _create_reactions()


def _create_paintings() -> None:
    op.create_table(
        "images",
        _column("sha256", SHA256, primary_key=True),
        _column("ext", sa.String(4)),
        _column("width", sa.Integer()),
        _column("height", sa.Integer()),
        _column("bytes", sa.Integer()),
    )
    op.create_table(
        "paintings",
        _column("id", RANDOM_ID, primary_key=True),
        _column("picture_sha256", SHA256, sa.ForeignKey("images.sha256"), index=True),
        _column("sketch_sha256", SHA256, sa.ForeignKey("images.sha256"), index=True),
        _column("crop_x", sa.Integer()),
        _column("crop_y", sa.Integer()),
        _column("crop_side", sa.Integer()),
        _column("style", sa.Integer()),
        _column("seed", sa.Integer()),
        _column("release", sa.String(100)),
        _column("created_at", INSTANT),
        _column("expires_at", INSTANT, index=True),
    )


def _create_artworks() -> None:
    op.create_table(
        "artworks",
        _column("id", RANDOM_ID, primary_key=True),
        _column("painting_id", RANDOM_ID, sa.ForeignKey("paintings.id"), unique=True),
        _column("status", sa.String(10)),
        _column("title", sa.String(80)),
        _column("artist", sa.String(40)),
        _column("emotion", sa.String(10), nullable=True),
        _column("alt", sa.String(300)),
        _column("licence", sa.String(20)),
        _column("consent_training", sa.Boolean()),
        _column("strokes", sa.JSON(none_as_null=True), nullable=True),
        _column("offered_styles", sa.JSON()),
        _column("palette", sa.JSON()),
        _column("likes", sa.Integer()),
        _column("edit_token_sha256", SHA256),
        _column("created_at", INSTANT),
        _column("updated_at", INSTANT),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "status", "likes", "created_at", "id"),
    )
    op.create_table(
        "artwork_variants",
        _column("artwork_id", RANDOM_ID, sa.ForeignKey("artworks.id"), primary_key=True),
        _column("width", sa.Integer(), primary_key=True),
        _column("image_sha256", SHA256, sa.ForeignKey("images.sha256"), index=True),
    )


def _create_reactions() -> None:
    op.create_table(
        "likes",
        _column("artwork_id", RANDOM_ID, sa.ForeignKey("artworks.id"), primary_key=True),
        _column("visitor_sha256", SHA256, primary_key=True),
        _column("created_at", INSTANT),
    )
    op.create_table(
        "reports",
        _column("id", RANDOM_ID, primary_key=True),
        _column("artwork_id", RANDOM_ID, sa.ForeignKey("artworks.id"), index=True),
        _column("reason", sa.Text()),
        _column("created_at", INSTANT),
    )


def downgrade() -> None:
    for table in ("reports", "likes", "artwork_variants", "artworks", "paintings", "images"):
        op.drop_table(table)
