"""indicators of the areas the report gives no figure of, and months of rehabilitation, for databases seeded before

Revision 0007, after 0006.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEED_BATCH = 1
INDICATORS = (
    ("insurance.compulsory_participants", "Người tham gia bảo hiểm xã hội bắt buộc", "people"),
    ("insurance.voluntary_participants", "Người tham gia bảo hiểm xã hội tự nguyện", "people"),
    ("insurance.unemployment_participants", "Người tham gia bảo hiểm thất nghiệp", "people"),
    ("insurance.unemployment_recipients", "Người hưởng trợ cấp thất nghiệp", "people"),
    ("gender.women_leaders_agencies", "Tỷ lệ cơ quan có lãnh đạo chủ chốt là nữ", "percent"),
    ("gender.women_paid_workers", "Tỷ lệ lao động nữ làm công hưởng lương", "percent"),
    ("gender.women_in_agriculture", "Tỷ lệ lao động nữ làm việc trong nông nghiệp", "percent"),
    ("gender.women_directors", "Tỷ lệ nữ giám đốc, chủ doanh nghiệp, hợp tác xã", "percent"),
    ("gender.unpaid_work_ratio", "Thời gian làm việc nhà không được trả công của nữ so với nam", "times"),
    ("gender.violence_victims", "Nạn nhân bạo lực trên cơ sở giới được phát hiện", "people"),
    ("gender.victims_supported", "Nạn nhân bạo lực trên cơ sở giới được hỗ trợ", "people"),
    ("gender.victims_supported_share", "Tỷ lệ nạn nhân bạo lực trên cơ sở giới được hỗ trợ", "percent"),
    ("gender.sex_ratio_at_birth", "Tỷ số giới tính khi sinh", "boys per 100 girls"),
    ("gender.maternal_mortality", "Tử vong mẹ liên quan đến thai sản trên 100.000 trẻ đẻ sống", "per 100,000"),
    ("children.children_6_16", "Trẻ em từ 6 đến dưới 16 tuổi", "people"),
    ("children.special_total", "Trẻ em có hoàn cảnh đặc biệt", "people"),
    ("children.special_orphan", "Trẻ em mồ côi cả cha và mẹ", "people"),
    ("children.special_abandoned", "Trẻ em bị bỏ rơi", "people"),
    ("children.special_homeless", "Trẻ em không nơi nương tựa", "people"),
    ("children.special_disabled", "Trẻ em khuyết tật", "people"),
    ("children.special_hiv", "Trẻ em có hoàn cảnh đặc biệt nhiễm HIV/AIDS", "people"),
    ("children.special_offender", "Trẻ em vi phạm pháp luật", "people"),
    ("children.special_addicted", "Trẻ em nghiện ma túy", "people"),
    ("children.special_dropout", "Trẻ em phải bỏ học kiếm sống chưa hoàn thành phổ cập trung học cơ sở", "people"),
    ("children.special_violence", "Trẻ em bị tổn hại nghiêm trọng do bị bạo lực", "people"),
    ("children.special_exploited", "Trẻ em bị bóc lột", "people"),
    ("children.special_abused", "Trẻ em bị xâm hại tình dục", "people"),
    ("children.special_trafficked", "Trẻ em bị mua bán", "people"),
    ("children.special_ill", "Trẻ em mắc bệnh hiểm nghèo thuộc hộ nghèo, hộ cận nghèo", "people"),
    ("children.special_migrant", "Trẻ em di cư, lánh nạn chưa xác định được cha mẹ hoặc người chăm sóc", "people"),
    ("children.injury_rate", "Trẻ em bị tai nạn, thương tích trên 100.000 trẻ em", "per 100,000"),
    ("children.injury_death_rate", "Trẻ em tử vong do tai nạn, thương tích trên 100.000 trẻ em", "per 100,000"),
    ("children.drowning_deaths", "Trẻ em tử vong do đuối nước", "people"),
    ("children.drowning_deaths_change", "Trẻ em tử vong do đuối nước so với năm 2020", "percent"),
    (
        "children.water_safety_share",
        "Tỷ lệ trẻ em từ 6 đến dưới 16 tuổi biết kỹ năng an toàn trong môi trường nước",
        "percent",
    ),
    ("children.swim_safely", "Trẻ em từ 6 đến dưới 16 tuổi biết bơi an toàn", "people"),
    ("children.swim_safely_share", "Tỷ lệ trẻ em từ 6 đến dưới 16 tuổi biết bơi an toàn", "percent"),
    ("social_evils.rehab_residents", "Người đang cai nghiện ma túy tại cơ sở", "people"),
    ("social_evils.rehab_entrants", "Người được đưa vào cơ sở cai nghiện bắt buộc trong kỳ", "people"),
    ("social_evils.aftercare", "Người đang được quản lý sau cai nghiện ma túy", "people"),
    ("social_evils.users_managed", "Người sử dụng trái phép chất ma túy đang bị quản lý", "people"),
)
"""Key, name, unit in the order of data/seed/indicators.csv; the area is the key's first part."""
FIRST_POSITION = 49
STAYS = (("rehab.months_first", 24), ("rehab.months_again", 36))
"""Months of compulsory rehabilitation; as data/seed/norms.csv has them."""
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
    _insert_indicators(connection)
    _insert_stays(connection)


def _insert_indicators(connection: sa.Connection) -> None:
    present = set(connection.execute(sa.text("SELECT key FROM indicator")).scalars())
    for position, (key, name, unit) in enumerate(INDICATORS, FIRST_POSITION):
        if key not in present:
            connection.execute(
                sa.text(
                    "INSERT INTO indicator (batch_from, key, policy_area, name, unit, position)"
                    " VALUES (:batch, :key, :area, :name, :unit, :position)"
                ),
                {
                    "batch": SEED_BATCH,
                    "key": key,
                    "area": key.partition(".")[0],
                    "name": name,
                    "unit": unit,
                    "position": position,
                },
            )


def _insert_stays(connection: sa.Connection) -> None:
    present = set(connection.execute(sa.select(PARAMETER.c.name)).scalars())
    missing = [
        {
            "batch_from": SEED_BATCH,
            "name": name,
            "value": months,
            "unit": "months",
            "issued_on": date(2025, 12, 10),
            "applies_from": date(2026, 7, 1),
            "in_force_from": date(2026, 7, 1),
            "document": "Luật Phòng, chống ma túy 120/2025/QH15",
            "evidence": "secondary",
        }
        for name, months in STAYS
        if name not in present
    ]
    if missing:
        connection.execute(sa.insert(PARAMETER), missing)


def downgrade() -> None:
    # A series somebody has written to stays whole, and an indicator with figures or targets cannot go.
    later = sa.select(PARAMETER.c.name).where(
        sa.or_(PARAMETER.c.batch_from > SEED_BATCH, PARAMETER.c.batch_to.is_not(None))
    )
    touched = set(op.get_bind().execute(later).scalars())
    names = sorted({name for name, _months in STAYS} - touched)
    op.execute(sa.delete(PARAMETER).where(PARAMETER.c.name.in_(names)))
    for key, _name, _unit in INDICATORS:
        op.get_bind().execute(
            sa.text(
                "DELETE FROM indicator WHERE key = :key"
                " AND NOT EXISTS (SELECT 1 FROM observation WHERE indicator_key = :key)"
                " AND NOT EXISTS (SELECT 1 FROM target WHERE indicator_key = :key)"
            ),
            {"key": key},
        )
