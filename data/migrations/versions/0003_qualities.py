"""figures that are assumptions

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("caseload", "observation")
BEFORE = "quality IN ('reported', 'uploaded', 'derived', 'illustrative')"
AFTER = "quality IN ('reported', 'published', 'uploaded', 'derived', 'assumed', 'illustrative')"


def upgrade() -> None:
    """Mixes by group are the only rows that were ever kept as illustrative."""
    _quality(AFTER)
    op.execute(sa.text("UPDATE caseload SET quality = 'assumed' WHERE quality = 'illustrative'"))


def downgrade() -> None:
    for table in TABLES:
        rows = sa.table(table, sa.column("quality"))
        for known, older in (("assumed", "illustrative"), ("published", "uploaded")):
            op.execute(sa.update(rows).where(rows.c.quality == known).values(quality=older))
    _quality(BEFORE)


def _quality(words: str) -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_quality"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_quality"), words)
