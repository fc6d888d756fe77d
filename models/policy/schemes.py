"""Schemes: programmes that pay, each with the norm it follows and who carries the bill.

Belongs here: the fixed list of schemes. Groups and amounts are dated rows (models/tables/parameters.py).
"""

from dataclasses import dataclass

from models.words import N_

RECONCILIATION = "reconciliation"
"""Group code of the row "Chênh lệch chưa phân bổ theo nhóm"."""


@dataclass(frozen=True)
class Scheme:
    """`norm` is the parameter the scheme is paid by; `payer` the source of money by law; `allowance` says whether the
    scheme's people are the entitled persons that a scenario may raise or lower, and its allowance one the province may
    raise by itself."""

    code: str
    name: str
    policy_area: str
    norm: str
    payer: str
    allowance: bool
    legal_source: str


PROTECTION_NORM, SOCIAL_PENSION_AMOUNT, BASE_SALARY = "protection.norm", "social_pension.amount", "base_salary"
MERIT_NORM = "merit.norm"

PROTECTION = Scheme(
    "protection", N_("Trợ cấp xã hội hằng tháng tại cộng đồng"), "protection", PROTECTION_NORM, "NSĐP", True,
    N_("Nghị định 20/2021/NĐ-CP, Điều 5 và Điều 6"),
)  # fmt: skip
CENTRE = Scheme(
    "protection_centre", N_("Nuôi dưỡng tại cơ sở trợ giúp xã hội"), "protection", PROTECTION_NORM, "NSĐP", False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 25"),
)  # fmt: skip
CARERS = Scheme(
    "protection_carers", N_("Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"), "protection", PROTECTION_NORM, "NSĐP", False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 20"),
)  # fmt: skip
FUNERAL = Scheme(
    "protection_funeral", N_("Hỗ trợ chi phí mai táng"), "protection", PROTECTION_NORM, "NSĐP", False,
    N_("Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11 và khoản 3 Điều 25"),
)  # fmt: skip
EMERGENCY = Scheme(
    "protection_emergency", N_("Trợ giúp khẩn cấp"), "protection", PROTECTION_NORM, "NSĐP", False,
    N_("Nghị định 20/2021/NĐ-CP, Điều 13 và Điều 14"),
)  # fmt: skip
SOCIAL_PENSION = Scheme(
    "social_pension", N_("Trợ cấp hưu trí xã hội"), "protection", SOCIAL_PENSION_AMOUNT, "NSĐP", True,
    N_("Luật Bảo hiểm xã hội 2024, Điều 21 và Điều 22; Nghị định 176/2025/NĐ-CP"),
)  # fmt: skip
HEALTH_CARDS = Scheme(
    "health_cards", N_("Thẻ bảo hiểm y tế (tối đa)"), "protection", BASE_SALARY, "NSĐP", True,
    N_("4,5% lương cơ sở; mỗi người một thẻ tốt nhất, nên đây là mức tối đa"),
)  # fmt: skip
LEVELLING = Scheme(
    "levelling", N_("San bằng mức của ba tỉnh sau hợp nhất (phần Nam Định, Ninh Bình cũ)"), "protection",
    PROTECTION_NORM, "NSĐP", False, N_("Nghị quyết 202/2025/QH15; nghị quyết của HĐND tỉnh mới"),
)  # fmt: skip
MERIT = Scheme(
    "merit", N_("Trợ cấp ưu đãi người có công hằng tháng"), "merit", MERIT_NORM, "NSTW", True,
    N_("Nghị định 75/2021/NĐ-CP, Phụ lục I"),
)  # fmt: skip
GIFTS_CENTRAL = Scheme(
    "merit_gifts_central", N_("Quà của Chủ tịch nước"), "merit", MERIT_NORM, "NSTW", False,
    N_("Quyết định của Chủ tịch nước về tặng quà từng dịp"),
)  # fmt: skip
GIFTS_PROVINCE = Scheme(
    "merit_gifts_province", N_("Quà của tỉnh"), "merit", MERIT_NORM, "NS tỉnh", False,
    N_("Nghị quyết, kế hoạch của tỉnh từng dịp"),
)  # fmt: skip
CONVALESCENCE = Scheme(
    "merit_convalescence", N_("Điều dưỡng phục hồi sức khỏe"), "merit", MERIT_NORM, "NSTW", False,
    N_("Nghị định 75/2021/NĐ-CP: 0,9 lần mức chuẩn tại nhà, 1,8 lần tập trung"),
)  # fmt: skip
MANAGEMENT = Scheme(
    "merit_management", N_("Phí quản lý 1,7%"), "merit", MERIT_NORM, "NSTW", False,
    N_("1,7% kinh phí ưu đãi do NSTW bảo đảm"),
)  # fmt: skip

PROGRAMMES = {"Bảo trợ xã hội": PROTECTION, "Người có công": MERIT}
"""Programme names of dataset `payments` and the scheme each one totals."""
SCHEMES = {
    scheme.code: scheme
    for scheme in (
        PROTECTION, CENTRE, CARERS, FUNERAL, EMERGENCY, SOCIAL_PENSION, HEALTH_CARDS, LEVELLING,
        MERIT, GIFTS_CENTRAL, GIFTS_PROVINCE, CONVALESCENCE, MANAGEMENT,
    )
}  # fmt: skip
