"""Let moderators sign in, look at what waits, and leave a log that nobody rewrites."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    ("artworks", ["queued_at", "id"]),
    ("artworks", ["visitor_sha256", "status"]),
    ("reports", ["resolved_at", "artwork_id"]),
    ("moderation_log", ["at", "id"]),
    ("moderation_log", ["artwork_id", "at"]),
)


def upgrade() -> None:
    op.add_column("artworks", sa.Column("visitor_sha256", sa.String(64), nullable=False, server_default=""))
    op.add_column("artworks", sa.Column("queued_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE artworks SET queued_at = updated_at WHERE status = 'pending'")
    op.add_column("reports", sa.Column("resolved_at", sa.DateTime(timezone=True)))
    _create_tables()
    for table, columns in INDEXES:
        op.create_index(_name(table, columns), table, columns)
    _close_log()


def _create_tables() -> None:
    op.create_table(
        "moderators",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column("moderator_key", sa.String(100), sa.ForeignKey("moderators.key"), nullable=False, index=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "trust",
        sa.Column("visitor_sha256", sa.String(64), primary_key=True),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "moderation_log",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("artwork_id", sa.String(22)),
        sa.Column("about", sa.String(100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )


def _name(table: str, columns: list[str]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def _close_log() -> None:
    """The log takes rows and gives none back. (Who alters the table by copying it makes the triggers again.)"""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION moderation_log_is_closed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'moderation_log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER moderation_log_is_closed BEFORE UPDATE OR DELETE OR TRUNCATE ON moderation_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION moderation_log_is_closed()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER moderation_log_refuses_{verb.lower()} BEFORE {verb} ON moderation_log "
            "BEGIN SELECT RAISE(ABORT, 'moderation_log is append-only'); END"
        )


def downgrade() -> None:
    op.drop_table("moderation_log")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION moderation_log_is_closed()")
    for table in ("trust", "sign_ins", "moderators"):
        op.drop_table(table)
    for table, columns in INDEXES[:3]:
        op.drop_index(_name(table, columns), table)
    op.drop_column("reports", "resolved_at")
    for name in ("queued_at", "visitor_sha256"):
        op.drop_column("artworks", name)
