"""percentages of the law on insurance, for databases seeded before they were in the seed

Revision 0006, after 0005.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SEED_BATCH = 1
ROWS = (
    ("voluntary_insurance.rate", 22, "2014-11-20", "2016-01-01", "Luật Bảo hiểm xã hội 58/2014/QH13, Điều "
                                                                 "87", "memory"),
    ("voluntary_insurance.share_poor", 30, "2015-12-29", "2018-01-01", "Nghị định 134/2015/NĐ-CP, Điều 14", "memory"),
    ("voluntary_insurance.share_poor", 50, None, "2025-07-01", "Nghị định 159/2025/NĐ-CP", "secondary"),
    ("voluntary_insurance.share_near_poor", 25, "2015-12-29", "2018-01-01", "Nghị định 134/2015/NĐ-CP, Điều 14", "memory"),
    ("voluntary_insurance.share_near_poor", 40, None, "2025-07-01", "Nghị định 159/2025/NĐ-CP", "secondary"),
    ("voluntary_insurance.share_ethnic", 10, "2015-12-29", "2018-01-01", "Nghị định 134/2015/NĐ-CP, Điều 14 (như "
                                                                         "người tham gia khác)", "memory"),
    ("voluntary_insurance.share_ethnic", 30, None, "2025-07-01", "Nghị định 159/2025/NĐ-CP", "secondary"),
    ("voluntary_insurance.share_other", 10, "2015-12-29", "2018-01-01", "Nghị định 134/2015/NĐ-CP, Điều 14", "memory"),
    ("voluntary_insurance.share_other", 20, None, "2025-07-01", "Nghị định 159/2025/NĐ-CP", "secondary"),
    ("unemployment.share", 60, None, "2015-01-01", "Luật Việc làm 38/2013/QH13, Điều 50", "secondary"),
    ("health_card.near_poor_share", 70, "2018-10-17", "2018-12-01", "Nghị định 146/2018/NĐ-CP, Điều 8 (mức tối "
                                                                    "thiểu)", "memory"),
)  # fmt: skip
"""Name, percent, day of issue, day it applies and binds from, document, evidence; as data/seed/norms.csv has them."""
PARAMETER = sa.table(
    "parameter",
    sa.column("batch_from", sa.Integer),
    sa.column("batch_to", sa.Integer),
    sa.column("name", sa.String),
    sa.column("value", sa.BigInteger),
    sa.column("unit", sa.String),
    sa.column("issued_on", sa.Date),
    sa.column("applies_from", sa.Date),
    sa.column("in_force_from", sa.Date),
    sa.column("document", sa.String),
    sa.column("evidence", sa.String),
)


def upgrade() -> None:
    connection = op.get_bind()
    seeded = connection.execute(sa.text("SELECT count(*) FROM batch WHERE id = :id"), {"id": SEED_BATCH}).scalar_one()
    if not seeded:
        return
    present = set(connection.execute(sa.select(PARAMETER.c.name)).scalars())
    missing = [
        {
            "batch_from": SEED_BATCH,
            "name": name,
            "value": value,
            "unit": "percent",
            "issued_on": None if issued is None else date.fromisoformat(issued),
            "applies_from": date.fromisoformat(applies),
            "in_force_from": date.fromisoformat(applies),
            "document": document,
            "evidence": evidence,
        }
        for name, value, issued, applies, document, evidence in ROWS
        if name not in present
    ]
    if missing:
        connection.execute(sa.insert(PARAMETER), missing)


def downgrade() -> None:
    # A series somebody has written to stays whole: later batches count and undo their rows.
    later = sa.select(PARAMETER.c.name).where(
        sa.or_(PARAMETER.c.batch_from > SEED_BATCH, PARAMETER.c.batch_to.is_not(None))
    )
    touched = set(op.get_bind().execute(later).scalars())
    names = sorted({row[0] for row in ROWS} - touched)
    op.execute(sa.delete(PARAMETER).where(PARAMETER.c.name.in_(names)))
