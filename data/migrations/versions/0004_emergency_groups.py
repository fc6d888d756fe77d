"""benefit groups of emergency relief, for databases seeded before they were in the seed

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEME, SEED_BATCH = "protection_emergency", 1
ROWS = (
    ("emergency_injured", 20, "Điều 13 Nghị định số 20/2021/NĐ-CP", "Hỗ trợ chi phí điều trị người bị thương nặng"),
    (
        "emergency_death",
        100,
        "Điều 14 Nghị định số 20/2021/NĐ-CP",
        "Hỗ trợ chi phí mai táng người chết do thiên tai hoặc tai nạn",
    ),
)
"""Code, coefficient in halves, clause, name; as data/seed/protection_groups.csv has them."""


def upgrade() -> None:
    connection = op.get_bind()
    seeded = connection.execute(sa.text("SELECT count(*) FROM batch WHERE id = :id"), {"id": SEED_BATCH}).scalar_one()
    present = connection.execute(
        sa.text("SELECT count(*) FROM benefit_group WHERE scheme = :scheme"), {"scheme": SCHEME}
    ).scalar_one()
    if not seeded or present:
        return
    place = connection.execute(
        sa.text("SELECT coalesce(max(position), 0) FROM benefit_group WHERE scheme LIKE 'protection%'")
    ).scalar_one()
    for number, (code, half, clause, name) in enumerate(ROWS, place + 1):
        connection.execute(
            sa.text(
                "INSERT INTO benefit_group (batch_from, scheme, code, name, clause, half_coefficient, norm_basis, unit,"
                " split_by_area, position, note) VALUES (:batch, :scheme, :code, :name, :clause, :half, 'national',"
                " 'case', :split, :position, :note)"
            ),
            {
                "batch": SEED_BATCH,
                "scheme": SCHEME,
                "code": code,
                "name": name,
                "clause": clause,
                "half": half,
                "split": True,
                "position": number,
                "note": "one-off multiple of the norm",
            },
        )


def downgrade() -> None:
    op.execute(f"DELETE FROM benefit_group WHERE scheme = '{SCHEME}'")
