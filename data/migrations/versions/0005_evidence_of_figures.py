"""how well a published figure is known

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHECK = "evidence IS NULL OR evidence IN ('text', 'secondary', 'press', 'memory', 'not_found')"


def upgrade() -> None:
    """The figures themselves are written at the start of the program, with the rest of what ships."""
    with op.batch_alter_table("observation") as batch_op:
        batch_op.add_column(sa.Column("evidence", sa.String(length=16), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_observation_evidence"), CHECK)


def downgrade() -> None:
    """Figures of areas go: an earlier release knows none that nobody has sent."""
    op.execute(sa.text("DELETE FROM observation WHERE evidence IS NOT NULL"))
    with op.batch_alter_table("observation") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_observation_evidence"), type_="check")
        batch_op.drop_column("evidence")
