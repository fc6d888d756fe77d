"""Schemes: programmes that pay, each with the norm it follows and who carries the bill."""

from dataclasses import dataclass

from models.wording.words import N_

RECONCILIATION = "reconciliation"
"""Group code of the row "Chênh lệch chưa phân bổ theo nhóm"."""
OVER_80, PENSION_80 = "elderly_80_no_pension", "elderly_80_pension"
"""Group of điểm c khoản 5 Điều 5 Nghị định 20/2021/NĐ-CP, and the same people with the social pension, which takes
their allowance's place from 7/2025 on."""


UNEMPLOYMENT_FUND, REVOLVING_CAPITAL = N_("Quỹ BHTN"), N_("Vốn vay quay vòng")
OUTSIDE_BUDGET = frozenset({UNEMPLOYMENT_FUND, REVOLVING_CAPITAL})


@dataclass(frozen=True)
class Scheme:
    """`norm` is the parameter the scheme is paid by ("" = none, its lines have amounts of their own); `payer` the
    source of money by law; `allowance` says whether the scheme's people are the entitled persons that a scenario may
    raise or lower, and its allowance one the province may raise by itself."""

    code: str
    name: str
    policy_area: str
    norm: str
    payer: str
    allowance: bool
    legal_source: str

    @property
    def in_budget(self) -> bool:
        """Whether the money is the state budget's; other money is in no total of it."""
        return self.payer not in OUTSIDE_BUDGET


PROTECTION_NORM, SOCIAL_PENSION_AMOUNT, BASE_SALARY = "protection.norm", "social_pension.amount", "base_salary"
MERIT_NORM = "merit.norm"
PENSION_OF_80 = "social_pension.amount of the group of 80"
"""The social pension's amount as the people follow it who had the allowance at 80 before: their number moves with the
community's."""

PROTECTION = Scheme(
    "protection",
    N_("Trợ cấp xã hội hằng tháng tại cộng đồng"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    True,
    N_("Nghị định 20/2021/NĐ-CP, Điều 5 và Điều 6; mức chuẩn từ 01/7/2026: Nghị định 335/2026/NĐ-CP, Điều 4"),
)
CENTRE = Scheme(
    "protection_centre",
    N_("Nuôi dưỡng tại cơ sở trợ giúp xã hội"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 25"),
)
CARERS = Scheme(
    "protection_carers",
    N_("Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 20"),
)
FUNERAL = Scheme(
    "protection_funeral",
    N_("Hỗ trợ chi phí mai táng"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    False,
    N_("Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11 và khoản 3 Điều 25"),
)
EMERGENCY = Scheme(
    "protection_emergency",
    N_("Trợ giúp khẩn cấp"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 13 và Điều 14"),
)
SOCIAL_PENSION = Scheme(
    "social_pension",
    N_("Trợ cấp hưu trí xã hội"),
    "protection",
    SOCIAL_PENSION_AMOUNT,
    "NSĐP",
    True,
    N_(
        "Luật Bảo hiểm xã hội 2024, Điều 21 và Điều 22; Nghị định 176/2025/NĐ-CP; mức từ 01/7/2026: Nghị định "
        "335/2026/NĐ-CP"
    ),
)
HEALTH_CARDS = Scheme(
    "health_cards",
    N_("Thẻ bảo hiểm y tế (tối đa)"),
    "protection",
    BASE_SALARY,
    "NSĐP",
    True,
    N_("4,5% lương cơ sở; mỗi người một thẻ tốt nhất, nên đây là mức tối đa"),
)
LEVELLING = Scheme(
    "levelling",
    N_("San bằng mức của ba tỉnh sau hợp nhất (phần Nam Định, Ninh Bình cũ)"),
    "protection",
    PROTECTION_NORM,
    "NSĐP",
    False,
    N_("Nghị quyết 202/2025/QH15; nghị quyết của HĐND tỉnh mới"),
)
MERIT = Scheme(
    "merit",
    N_("Trợ cấp ưu đãi người có công hằng tháng"),
    "merit",
    MERIT_NORM,
    "NSTW",
    True,
    N_("Nghị định 75/2021/NĐ-CP, Phụ lục I; mức chuẩn từ 01/7/2026: Nghị định 321/2026/NĐ-CP, Điều 3"),
)
GIFTS_CENTRAL = Scheme(
    "merit_gifts_central",
    N_("Quà của Chủ tịch nước"),
    "merit",
    MERIT_NORM,
    "NSTW",
    False,
    N_("Quyết định của Chủ tịch nước về tặng quà từng dịp"),
)
GIFTS_PROVINCE = Scheme(
    "merit_gifts_province",
    N_("Quà của tỉnh"),
    "merit",
    MERIT_NORM,
    "NS tỉnh",
    False,
    N_("Nghị quyết, kế hoạch của tỉnh từng dịp"),
)
CONVALESCENCE = Scheme(
    "merit_convalescence",
    N_("Điều dưỡng phục hồi sức khỏe"),
    "merit",
    MERIT_NORM,
    "NSTW",
    False,
    N_("0,9 lần mức chuẩn tại nhà, 1,8 lần tập trung: Nghị định 75/2021/NĐ-CP, nay Nghị định 321/2026/NĐ-CP, Điều 6"),
)
MANAGEMENT = Scheme(
    "merit_management",
    N_("Phí quản lý 1,7%"),
    "merit",
    MERIT_NORM,
    "NSTW",
    False,
    N_("1,7% kinh phí ưu đãi do NSTW bảo đảm"),
)


def _support(code: str, name: str, policy_area: str, legal_source: str, payer: str = "NSĐP") -> Scheme:
    """A scheme made of support lines."""
    return Scheme(code, name, policy_area, "", payer, False, legal_source)


JOB_LOANS = _support(
    "job_loans",
    N_("Cho vay giải quyết việc làm"),
    "employment",
    N_("Nghị định 61/2015/NĐ-CP, Nghị định 74/2019/NĐ-CP; từ 01/01/2026: Nghị định 338/2025/NĐ-CP"),
    REVOLVING_CAPITAL,
)
JOB_INTEREST = _support(
    "job_interest", N_("Hỗ trợ lãi suất vay giải quyết việc làm"), "employment", JOB_LOANS.legal_source
)
OVERSEAS_SUPPORT = _support(
    "overseas_support",
    N_("Hỗ trợ người đi làm việc ở nước ngoài"),
    "employment",
    N_(
        "Nghị định 61/2015/NĐ-CP; Thông tư liên tịch 09/2016/TTLT-BLĐTBXH-BTC; từ 01/01/2026: Nghị định "
        "338/2025/NĐ-CP, Điều 30"
    ),
)
TRAINING_SUPPORT = _support(
    "training_support",
    N_("Hỗ trợ đào tạo sơ cấp, đào tạo dưới 3 tháng"),
    "training",
    N_("Quyết định 46/2015/QĐ-TTg; từ 01/01/2026: Nghị định 338/2025/NĐ-CP, Điều 25"),
)
VOLUNTARY_INSURANCE = _support(
    "voluntary_insurance",
    N_("Hỗ trợ đóng bảo hiểm xã hội tự nguyện"),
    "insurance",
    N_("Nghị định 134/2015/NĐ-CP; từ 01/7/2025: Nghị định 159/2025/NĐ-CP"),
)
VOLUNTARY_TOP_UP = _support(
    "voluntary_top_up",
    N_("Tỉnh hỗ trợ thêm bảo hiểm xã hội tự nguyện"),
    "insurance",
    N_("Nghị quyết 21/2025/NQ-HĐND tỉnh Ninh Bình (01/01/2026 đến 31/12/2030); Nghị định 159/2025/NĐ-CP"),
    "NS tỉnh",
)
UNEMPLOYMENT_BENEFIT = _support(
    "unemployment_benefit",
    N_("Trợ cấp thất nghiệp"),
    "insurance",
    N_("Luật Việc làm 2013, Điều 50; từ 01/01/2026: Luật Việc làm 74/2025/QH15, Điều 39"),
    UNEMPLOYMENT_FUND,
)
GENDER_SUPPORT = _support(
    "gender_support",
    N_("Hỗ trợ nạn nhân bạo lực trên cơ sở giới, mô hình bình đẳng giới"),
    "gender",
    N_("Nghị quyết 28/NQ-CP năm 2021; kế hoạch của tỉnh"),
)
CHILD_SAFETY = _support(
    "child_safety",
    N_("Dạy bơi an toàn, phòng, chống đuối nước trẻ em"),
    "children",
    N_("Quyết định 1248/QĐ-TTg năm 2021; kế hoạch của tỉnh"),
)
CHILDREN_SUPPORT = _support(
    "children_support",
    N_("Hỗ trợ trẻ em có hoàn cảnh đặc biệt"),
    "children",
    N_("Luật Trẻ em 2016, Điều 10 và Điều 11; kế hoạch của tỉnh"),
)
REHABILITATION = _support(
    "rehabilitation",
    N_("Cai nghiện ma túy tại cơ sở"),
    "social_evils",
    N_("Luật Phòng, chống ma túy 73/2021/QH14; từ 01/7/2026: Luật 120/2025/QH15, Điều 29"),
)
AFTERCARE = _support(
    "aftercare",
    N_("Quản lý sau cai nghiện"),
    "social_evils",
    N_("Luật Phòng, chống ma túy 73/2021/QH14; từ 01/7/2026: Luật 120/2025/QH15, Điều 42"),
)
POVERTY_CARDS = _support(
    "poverty_cards",
    N_("Thẻ bảo hiểm y tế hộ nghèo, hộ cận nghèo"),
    "poverty",
    N_("Luật Bảo hiểm y tế; Nghị định 146/2018/NĐ-CP; từ 7/2025: Nghị định 188/2025/NĐ-CP; 4,5% lương cơ sở"),
)
POVERTY_SUPPORT = _support(
    "poverty_support",
    N_("Hỗ trợ hộ nghèo, hộ cận nghèo: tiền điện, học phí, nhà ở"),
    "poverty",
    N_("Quyết định 28/2014/QĐ-TTg; Nghị định 81/2021/NĐ-CP; từ 03/9/2025: Nghị định 238/2025/NĐ-CP; kế hoạch của tỉnh"),
)
RECLASSIFICATION = _support(
    "poverty_line_2027", N_("Hộ thuộc diện theo chuẩn nghèo từ 2027"), "poverty", N_("Nghị định 351/2025/NĐ-CP")
)

PROGRAMMES = {"Bảo trợ xã hội": PROTECTION, "Người có công": MERIT}
"""Programme names of dataset `payments` and the scheme each one totals."""
SCHEMES = {
    scheme.code: scheme for scheme in (PROTECTION, CENTRE, CARERS, FUNERAL, EMERGENCY, SOCIAL_PENSION, HEALTH_CARDS,
        LEVELLING, MERIT, GIFTS_CENTRAL, GIFTS_PROVINCE, CONVALESCENCE, MANAGEMENT, JOB_LOANS, JOB_INTEREST,
        OVERSEAS_SUPPORT, TRAINING_SUPPORT, VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP, UNEMPLOYMENT_BENEFIT,
        GENDER_SUPPORT, CHILD_SAFETY, CHILDREN_SUPPORT, REHABILITATION, AFTERCARE, POVERTY_CARDS, POVERTY_SUPPORT,
        RECLASSIFICATION)
}  # fmt: skip
