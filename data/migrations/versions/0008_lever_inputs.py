"""indicators that bring lever inputs, shares with national targets and people with cards, for databases seeded before

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SEED_BATCH = 1
INDICATORS = (
    ("insurance.insured_share", "Tỷ lệ lực lượng lao động trong độ tuổi tham gia bảo hiểm xã hội", "percent"),
    ("insurance.voluntary_share", "Tỷ lệ lực lượng lao động trong độ tuổi tham gia bảo hiểm xã hội tự "
                                  "nguyện", "percent"),
    ("insurance.unemployment_insured_share", "Tỷ lệ lực lượng lao động trong độ tuổi tham gia bảo hiểm thất "
                                             "nghiệp", "percent"),
    ("social_evils.drug_free_communes", "Tỷ lệ xã, phường không có ma túy", "percent"),
    ("social_evils.prostitution_awareness", "Tỷ lệ xã, phường duy trì tuyên truyền phòng ngừa mại dâm", "percent"),
    ("poverty.poor_card_people", "Người thuộc hộ nghèo được cấp thẻ bảo hiểm y tế", "people"),
    ("poverty.near_poor_card_people", "Người thuộc hộ cận nghèo được cấp thẻ bảo hiểm y tế", "people"),
    ("employment.loan_jobs", "Việc làm được vay vốn giải quyết việc làm trong năm", "jobs"),
    ("employment.loan_amount", "Mức vay bình quân một việc làm", "VND"),
    ("employment.indebted", "Người vay giải quyết việc làm được hỗ trợ lãi suất", "people"),
    ("employment.debt", "Dư nợ bình quân một người vay được hỗ trợ lãi suất", "VND"),
    ("employment.interest", "Lãi một năm trên 1 triệu đồng vay giải quyết việc làm", "VND"),
    ("employment.relief", "Phần lãi vay giải quyết việc làm được hỗ trợ", "percent"),
    ("employment.language", "Mức hỗ trợ học ngoại ngữ một người đi làm việc ở nước ngoài", "VND"),
    ("employment.orientation", "Mức hỗ trợ bồi dưỡng kiến thức một người đi làm việc ở nước ngoài", "VND"),
    ("employment.health_check", "Mức hỗ trợ khám sức khỏe một người đi làm việc ở nước ngoài", "VND"),
    ("employment.meal_days", "Số ngày học được hỗ trợ tiền ăn của một người đi làm việc ở nước ngoài", "days"),
    ("employment.meal", "Tiền ăn một ngày học của người đi làm việc ở nước ngoài", "VND"),
    ("training.learners.disabled", "Người học nghề là người khuyết tật", "people"),
    ("training.learners.ethnic_poor", "Người học nghề thuộc hộ dân tộc thiểu số nghèo, hộ nghèo ở xã, thôn đặc biệt "
                                      "khó khăn", "people"),
    ("training.learners.poor", "Người học nghề thuộc hộ nghèo, dân tộc thiểu số, người có công, bị thu hồi đất, lao "
                               "động nữ mất việc làm", "people"),
    ("training.learners.near_poor", "Người học nghề thuộc hộ cận nghèo", "people"),
    ("training.learners.rural", "Người học nghề là phụ nữ, lao động nông thôn khác", "people"),
    ("training.eligible", "Phần người học nghề được hỗ trợ", "percent"),
    ("training.cost.disabled", "Mức hỗ trợ một khóa học nghề: người khuyết tật", "VND"),
    ("training.cost.ethnic_poor", "Mức hỗ trợ một khóa học nghề: hộ dân tộc thiểu số nghèo", "VND"),
    ("training.cost.poor", "Mức hỗ trợ một khóa học nghề: hộ nghèo, người có công, bị thu hồi đất", "VND"),
    ("training.cost.near_poor", "Mức hỗ trợ một khóa học nghề: hộ cận nghèo", "VND"),
    ("training.cost.rural", "Mức hỗ trợ một khóa học nghề: phụ nữ, lao động nông thôn khác", "VND"),
    ("training.days.elementary", "Số ngày thực học bình quân một khóa sơ cấp", "days"),
    ("training.days.short", "Số ngày thực học bình quân một khóa dưới 3 tháng", "days"),
    ("training.meal", "Tiền ăn một ngày của người học nghề", "VND"),
    ("training.travellers", "Người học nghề ở xa từ 15 km được hỗ trợ đi lại", "people"),
    ("training.travel", "Tiền đi lại một khóa học nghề", "VND"),
    ("training.travellers_disabled", "Người khuyết tật học nghề xa từ 5 km được hỗ trợ đi lại", "people"),
    ("training.travel_disabled", "Tiền đi lại một khóa học nghề của người khuyết tật", "VND"),
    ("insurance.people.poor", "Người tham gia BHXH tự nguyện thuộc hộ nghèo", "people"),
    ("insurance.people.near_poor", "Người tham gia BHXH tự nguyện thuộc hộ cận nghèo", "people"),
    ("insurance.people.ethnic", "Người tham gia BHXH tự nguyện là dân tộc thiểu số", "people"),
    ("insurance.people.other", "Người tham gia BHXH tự nguyện khác", "people"),
    ("insurance.top_up.poor", "Tỉnh hỗ trợ thêm mức đóng BHXH tự nguyện: hộ nghèo", "percent"),
    ("insurance.top_up.near_poor", "Tỉnh hỗ trợ thêm mức đóng BHXH tự nguyện: hộ cận nghèo", "percent"),
    ("insurance.top_up.ethnic", "Tỉnh hỗ trợ thêm mức đóng BHXH tự nguyện: dân tộc thiểu số", "percent"),
    ("insurance.top_up.other", "Tỉnh hỗ trợ thêm mức đóng BHXH tự nguyện: người khác", "percent"),
    ("insurance.months", "Số tháng hưởng trợ cấp thất nghiệp bình quân một người", "months"),
    ("insurance.wage", "Tiền lương đóng bảo hiểm thất nghiệp bình quân 6 tháng", "VND/person/month"),
    ("gender.support", "Mức hỗ trợ một nạn nhân bạo lực trên cơ sở giới", "VND"),
    ("gender.models", "Mô hình bình đẳng giới đang hoạt động", "models"),
    ("gender.model_cost", "Chi phí duy trì một mô hình bình đẳng giới một năm", "VND"),
    ("children.taught", "Trẻ em được dạy bơi an toàn trong năm", "people"),
    ("children.course", "Chi phí một khóa bơi an toàn cho một trẻ em", "VND"),
    ("children.support", "Mức hỗ trợ một trẻ em có hoàn cảnh đặc biệt một năm", "VND"),
    ("social_evils.cost", "Chi phí cai nghiện một người một tháng", "VND/person/month"),
    ("social_evils.first", "Người vào cai nghiện bắt buộc lần đầu trong năm", "people"),
    ("social_evils.first_stay", "Thời gian cai nghiện bắt buộc lần đầu thực tế bình quân", "months"),
    ("social_evils.again", "Người vào cai nghiện bắt buộc từ lần thứ hai trong năm", "people"),
    ("social_evils.again_stay", "Thời gian cai nghiện bắt buộc từ lần thứ hai thực tế bình quân", "months"),
    ("social_evils.aftercare_cost", "Chi phí quản lý sau cai nghiện một người một tháng", "VND/person/month"),
    ("poverty.card_rate", "Mức đóng bảo hiểm y tế tính theo phần nghìn lương cơ sở", "per 1,000"),
    ("poverty.near_poor_top_up", "Tỉnh hỗ trợ thêm mức đóng thẻ bảo hiểm y tế hộ cận nghèo", "percent"),
    ("poverty.power_households", "Hộ được hỗ trợ tiền điện", "households"),
    ("poverty.power", "Tiền điện hỗ trợ một hộ một tháng", "VND"),
    ("poverty.pupils", "Học sinh hộ nghèo, hộ cận nghèo được hỗ trợ học phí, chi phí học tập", "people"),
    ("poverty.schooling", "Học phí, chi phí học tập hỗ trợ một học sinh một tháng học", "VND"),
    ("poverty.school_months", "Số tháng học được hỗ trợ trong năm", "months"),
    ("poverty.houses", "Nhà của hộ nghèo, hộ cận nghèo được hỗ trợ xây mới, sửa chữa trong năm", "houses"),
    ("poverty.house", "Mức hỗ trợ xây mới, sửa chữa một nhà", "VND"),
    ("poverty.between", "Hộ ở giữa chuẩn nghèo 2022 và chuẩn nghèo 2027 trên 1.000 hộ", "per 1,000"),
    ("poverty.line_card_people", "Người được cấp thẻ bảo hiểm y tế trên 100 hộ được xếp lại theo chuẩn "
                                 "2027", "per 100 households"),
    ("poverty.line_card_share", "Phần Nhà nước đóng thẻ bảo hiểm y tế cho người trong hộ được xếp lại theo chuẩn "
                                "2027", "percent"),
    ("poverty.line_children", "Con của người đơn thân trên 100 hộ được xếp lại theo chuẩn 2027", "per 100 households"),
    ("poverty.line_pensioners", "Người 70 đến dưới 75 tuổi không lương hưu trên 100 hộ được xếp lại theo chuẩn "
                                "2027", "per 100 households"),
)  # fmt: skip
"""Key, name, unit in the order of data/seed/indicators.csv; the area is the key's first part."""
FIRST_POSITION = 90


def upgrade() -> None:
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


def downgrade() -> None:
    # An indicator with figures or targets cannot go.
    for key, _name, _unit in INDICATORS:
        op.get_bind().execute(
            sa.text(
                "DELETE FROM indicator WHERE key = :key"
                " AND NOT EXISTS (SELECT 1 FROM observation WHERE indicator_key = :key)"
                " AND NOT EXISTS (SELECT 1 FROM target WHERE indicator_key = :key)"
            ),
            {"key": key},
        )
