"""batches of new law and of comparing it with its document

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD = "kind IN ('seed', 'upload', 'undo')"
NEW = "kind IN ('seed', 'upload', 'undo', 'parameters', 'verification')"


def upgrade() -> None:
    _allow(OLD, NEW)
    # A database that was taken down to 0001 and up again holds them as uploads.
    op.execute("UPDATE batch SET kind = 'parameters' WHERE kind = 'upload' AND dataset = 'parameters'")
    op.execute("UPDATE batch SET kind = 'verification' WHERE kind = 'upload' AND dataset = 'verification'")


def downgrade() -> None:
    op.execute("UPDATE batch SET kind = 'upload' WHERE kind IN ('parameters', 'verification')")
    _allow(NEW, OLD)


def _allow(before: str, after: str) -> None:
    """SQLite makes the table anew and reads no CHECK from the old one: the table is written out as it stands."""
    table = sa.Table(
        "batch",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("dataset", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("rows_added", sa.Integer(), nullable=False),
        sa.Column("rows_closed", sa.Integer(), nullable=False),
        sa.CheckConstraint(before, name="ck_batch_kind"),
        sa.CheckConstraint("rows_added >= 0 AND rows_closed >= 0", name="ck_batch_counts"),
        sa.ForeignKeyConstraint(["undoes_id"], ["batch.id"], name="fk_batch_undoes_id_batch"),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sa.UniqueConstraint("idempotency_key", name="uq_batch_idempotency_key"),
        sa.UniqueConstraint("undoes_id", name="uq_batch_undoes_id"),
        sa.Index("ix_batch_file_sha256", "file_sha256"),
    )
    with op.batch_alter_table("batch", copy_from=table) as batch:
        batch.drop_constraint(op.f("ck_batch_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_batch_kind"), sa.text(after))
