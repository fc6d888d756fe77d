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
        op.execute(sa.text(f"UPDATE {table} SET quality = 'illustrative' WHERE quality = 'assumed'"))  # noqa: S608
        op.execute(sa.text(f"UPDATE {table} SET quality = 'uploaded' WHERE quality = 'published'"))  # noqa: S608
    _quality(BEFORE)


def _quality(words: str) -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_quality"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_quality"), words)
