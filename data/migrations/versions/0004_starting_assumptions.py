"""starting assumptions, and which of them a saved scenario used

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "starting_assumption"
CHECKS = {
    "basis": "basis IN ('reported', 'statutory', 'derived', 'national_average', 'example')",
    "evidence": "evidence IN ('text', 'secondary', 'press', 'memory', 'not_found')",
    "ends": "(low IS NULL) = (high IS NULL)",
    "range": "low IS NULL OR low <= high",
    "known_until": "known_until IS NULL OR known_until >= known_from",
}


def upgrade() -> None:
    """The rows are written at the start of the program: they ship with it as the rest of what it is seeded with."""
    current = sa.text("batch_to IS NULL")
    op.create_table(
        TABLE,
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.Column("batch_to", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lever", sa.String(length=64), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("when_given", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=16), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *(sa.CheckConstraint(words, name=op.f(f"ck_{TABLE}_{name}")) for name, words in CHECKS.items()),
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f(f"fk_{TABLE}_batch_from_batch")),
        sa.ForeignKeyConstraint(["batch_to"], ["batch.id"], name=op.f(f"fk_{TABLE}_batch_to_batch")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f(f"fk_{TABLE}_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    with op.batch_alter_table(TABLE) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{TABLE}_batch_from"), ["batch_from"])
        batch_op.create_index(batch_op.f(f"ix_{TABLE}_batch_to"), ["batch_to"])
        batch_op.create_index(
            f"uq_{TABLE}_current",
            ["province_id", "lever", "known_from", "when_given"],
            unique=True,
            sqlite_where=current,
            postgresql_where=current,
        )
    with op.batch_alter_table("scenario") as batch_op:
        batch_op.add_column(sa.Column("assumed", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("scenario") as batch_op:
        batch_op.drop_column("assumed")
    op.drop_table(TABLE)
