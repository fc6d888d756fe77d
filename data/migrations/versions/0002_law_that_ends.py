"""law that ends, and law looked for and not found

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LAW = ("parameter", "benefit_amount")
BEFORE = "evidence IN ('text', 'secondary', 'press', 'memory')"
AFTER = "evidence IN ('text', 'secondary', 'press', 'memory', 'not_found')"


def upgrade() -> None:
    _evidence(AFTER)
    with op.batch_alter_table("parameter") as batch_op:
        batch_op.add_column(sa.Column("in_force_until", sa.Date(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_parameter_in_force_until"), "in_force_until IS NULL OR in_force_until >= applies_from"
        )


def downgrade() -> None:
    with op.batch_alter_table("parameter") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_parameter_in_force_until"), type_="check")
        batch_op.drop_column("in_force_until")
    for table in LAW:
        rows = sa.table(table, sa.column("evidence"))
        op.execute(sa.update(rows).where(rows.c.evidence == "not_found").values(evidence="memory"))
    _evidence(BEFORE)


def _evidence(words: str) -> None:
    for table in LAW:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_evidence"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_evidence"), words)
