"""uploads of every dataset, drafts

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEED_BATCH = 1
INDICATORS = (
    ("poverty.poor_opening", "Hộ nghèo đầu kỳ", "households"),
    ("poverty.poor_decrease", "Hộ nghèo giảm trong kỳ", "households"),
    ("poverty.poor_increase", "Hộ nghèo tăng trong kỳ", "households"),
    ("poverty.near_poor_opening", "Hộ cận nghèo đầu kỳ", "households"),
    ("poverty.near_poor_decrease", "Hộ cận nghèo giảm trong kỳ", "households"),
    ("poverty.near_poor_increase", "Hộ cận nghèo tăng trong kỳ", "households"),
    ("poverty.poor_people", "Nhân khẩu hộ nghèo", "people"),
    ("poverty.poor_people_opening", "Nhân khẩu hộ nghèo đầu kỳ", "people"),
    ("poverty.poor_people_decrease", "Nhân khẩu hộ nghèo giảm trong kỳ", "people"),
    ("poverty.poor_people_increase", "Nhân khẩu hộ nghèo tăng trong kỳ", "people"),
    ("poverty.near_poor_people", "Nhân khẩu hộ cận nghèo", "people"),
    ("poverty.near_poor_people_opening", "Nhân khẩu hộ cận nghèo đầu kỳ", "people"),
    ("poverty.near_poor_people_decrease", "Nhân khẩu hộ cận nghèo giảm trong kỳ", "people"),
    ("poverty.near_poor_people_increase", "Nhân khẩu hộ cận nghèo tăng trong kỳ", "people"),
)
"""Key, name, unit of what a poverty review counts, in the order of data/seed/indicators.csv."""
FIRST_POSITION = 35


def upgrade() -> None:
    _create_tables()
    _insert_indicators()


def _insert_indicators() -> None:
    """For databases seeded before the indicators were in the seed."""
    connection = op.get_bind()
    seeded = connection.execute(sa.text("SELECT count(*) FROM batch WHERE id = :id"), {"id": SEED_BATCH}).scalar_one()
    if not seeded:
        return
    present = set(connection.execute(sa.text("SELECT key FROM indicator")).scalars())
    for position, (key, name, unit) in enumerate(INDICATORS, FIRST_POSITION):
        if key not in present:
            connection.execute(
                sa.text(
                    "INSERT INTO indicator (batch_from, key, policy_area, name, unit, position)"
                    " VALUES (:batch, :key, 'poverty', :name, :unit, :position)"
                ),
                {"batch": SEED_BATCH, "key": key, "name": name, "unit": unit, "position": position},
            )


def _create_tables() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dataset", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_draft_idempotency_key")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_actor"), ["actor"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.Column("batch_to", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("budget_year", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("chapter", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("estimate_vnd", sa.BigInteger(), nullable=True),
        sa.Column("supplement_vnd", sa.BigInteger(), nullable=True),
        sa.Column("cumulative_vnd", sa.BigInteger(), nullable=True),
        sa.Column("advance_vnd", sa.BigInteger(), nullable=True),
        sa.Column("settlement_vnd", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.String(length=255), nullable=False),
        sa.CheckConstraint("level IN ('province', 'district', 'commune')", name=op.f("ck_budget_line_level")),
        sa.CheckConstraint("month = '' OR month LIKE '____-__'", name=op.f("ck_budget_line_month")),
        sa.CheckConstraint(
            "source IN ('central', 'delegated', 'local', 'wage_reform', 'contingency', 'targeted')",
            name=op.f("ck_budget_line_source"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_budget_line_area_id_area")),
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f("fk_budget_line_batch_from_batch")),
        sa.ForeignKeyConstraint(["batch_to"], ["batch.id"], name=op.f("fk_budget_line_batch_to_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_line_batch_from"), ["batch_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_budget_line_batch_to"), ["batch_to"], unique=False)
        batch_op.create_index(
            "uq_budget_line_current",
            ["area_id", "budget_year", "month", "source", "level", "chapter", "category", "item"],
            unique=True,
            sqlite_where=sa.text("batch_to IS NULL"),
            postgresql_where=sa.text("batch_to IS NULL"),
        )

    op.create_table(
        "target",
        sa.Column("batch_from", sa.Integer(), nullable=False),
        sa.Column("batch_to", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_key", sa.String(length=64), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.CheckConstraint("period LIKE '____'", name=op.f("ck_target_period")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_target_value")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_target_area_id_area")),
        sa.ForeignKeyConstraint(["batch_from"], ["batch.id"], name=op.f("fk_target_batch_from_batch")),
        sa.ForeignKeyConstraint(["batch_to"], ["batch.id"], name=op.f("fk_target_batch_to_batch")),
        sa.ForeignKeyConstraint(["indicator_key"], ["indicator.key"], name=op.f("fk_target_indicator_key_indicator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_batch_from"), ["batch_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_target_batch_to"), ["batch_to"], unique=False)
        batch_op.create_index(
            "uq_target_current",
            ["indicator_key", "area_id", "period"],
            unique=True,
            sqlite_where=sa.text("batch_to IS NULL"),
            postgresql_where=sa.text("batch_to IS NULL"),
        )

    op.create_table(
        "repeated_row",
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_repeated_row_batch_id_batch")),
        sa.PrimaryKeyConstraint("table_name", "row_id", "batch_id", name=op.f("pk_repeated_row")),
    )
    with op.batch_alter_table("repeated_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repeated_row_batch_id"), ["batch_id"], unique=False)

    with op.batch_alter_table("area_measure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("households", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("households_date", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("households_source", sa.String(length=200), nullable=True))

    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answers", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("confirmed", sa.Text(), nullable=True))


def downgrade() -> None:
    # Without batch mode: SQLite would make the tables anew and lose their CHECKs.
    for table, columns in (
        ("batch", ("confirmed", "answers")),
        ("area_measure", ("households_source", "households_date", "households")),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.drop_table("repeated_row")
    op.drop_table("target")
    op.drop_table("budget_line")
    op.drop_table("draft")
    for key, _name, _unit in INDICATORS:
        # What has figures stays: they could not stand without it.
        op.get_bind().execute(
            sa.text(
                "DELETE FROM indicator WHERE key = :key"
                " AND NOT EXISTS (SELECT 1 FROM observation WHERE indicator_key = :key)"
            ),
            {"key": key},
        )
