"""Social insurance: the State's and the province's help with voluntary contributions, and unemployment benefit."""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.areas.support import YEARLY, Dial, Factor, Limit, Part, SupportLine, factor, support_area
from models.policy.levers.levers import Preset
from models.policy.schemes import UNEMPLOYMENT_BENEFIT, VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP
from models.wording.words import N_

_AREA, _PREFIX = "insurance", "bh-"
DECREES = VOLUNTARY_INSURANCE.legal_source
DECREE_134, DECREE_159 = N_("Nghị định 134/2015/NĐ-CP, Điều 14"), N_("Nghị định 159/2025/NĐ-CP, Điều 5 khoản 1")
CONTRIBUTION = N_("Luật Bảo hiểm xã hội 2014, Điều 87; từ 01/7/2025: Luật Bảo hiểm xã hội 2024, Điều 36")
UNEMPLOYMENT_LAW = UNEMPLOYMENT_BENEFIT.legal_source
TOP_UP_SOURCE = VOLUNTARY_TOP_UP.legal_source
RESOLUTION_21 = N_("Nghị quyết 21/2025/NQ-HĐND tỉnh Ninh Bình")
RATE_PARAMETER, BASE_PARAMETER = "voluntary_insurance.rate", "voluntary_insurance.min_base"
BENEFIT_PARAMETER = "unemployment.share"
MINIMUM_WAGES = "regional_minimum_wage.III", "regional_minimum_wage.IV"
"""Of the 16 wards and of the 17 communes of old Hà Nam; the higher one first."""
CEILING = Limit(MINIMUM_WAGES[0], times=5)
"""Of unemployment benefit a month. Zone III, for the higher ceiling of the two is an upper bound and nobody counts in
which zone people worked. Before 2026 the state sector had a lower one by the base salary: the mean leaves it out."""


@dataclass(frozen=True)
class Status:
    """A group of contributors with its share of State support. `label` names the lever of the share, `top_up` that
    of the province's; `presets` are the shares of the two decrees with their words, `local` the province's share by its
    resolution of 2025."""

    key: str
    slug: str
    name: str
    label: str
    top_up: str
    presets: tuple[tuple[int, str], tuple[int, str]]
    local: tuple[int, str]

    @property
    def parameter(self) -> str:
        return f"voluntary_insurance.share_{self.key}"

    @property
    def top_up_parameter(self) -> str:
        return f"provincial_top_up.{self.key}"


STATUSES = (
    Status(
        "poor", "ngheo", N_("Người tham gia thuộc hộ nghèo"), N_("Nhà nước hỗ trợ: hộ nghèo"),
        N_("Tỉnh hỗ trợ thêm: hộ nghèo"), ((30, N_("30% (NĐ 134/2015)")), (50, N_("50% (NĐ 159/2025)"))),
        (30, N_("30%, 2026-2030 (NQ 21/2025 Ninh Bình)")),
    ),
    Status(
        "near_poor", "can-ngheo", N_("Người tham gia thuộc hộ cận nghèo"), N_("Nhà nước hỗ trợ: hộ cận nghèo"),
        N_("Tỉnh hỗ trợ thêm: hộ cận nghèo"), ((25, N_("25% (NĐ 134/2015)")), (40, N_("40% (NĐ 159/2025)"))),
        (20, N_("20%, 2026-2030 (NQ 21/2025 Ninh Bình)")),
    ),
    Status(
        "ethnic", "dtts", N_("Người tham gia là dân tộc thiểu số"), N_("Nhà nước hỗ trợ: dân tộc thiểu số"),
        N_("Tỉnh hỗ trợ thêm: dân tộc thiểu số"),
        ((10, N_("10%, như người khác (NĐ 134/2015)")), (30, N_("30% (NĐ 159/2025)"))),
        (20, N_("20%, 2026-2030 (NQ 21/2025 Ninh Bình)")),
    ),
    Status(
        "other", "khac", N_("Người tham gia khác"), N_("Nhà nước hỗ trợ: người khác"),
        N_("Tỉnh hỗ trợ thêm: người khác"),
        ((10, N_("10% (NĐ 134/2015)")), (20, N_("20% (NĐ 159/2025)"))),
        (0, N_("0%, không có trong NQ 21/2025 Ninh Bình")),
    ),
)  # fmt: skip

RATE = factor(
    "insurance.rate",
    "bh-muc-dong",
    N_("Mức đóng trên thu nhập"),
    "%",
    "percent",
    maximum=100,
    source=CONTRIBUTION,
    parameter=RATE_PARAMETER,
)
BASE = factor(
    "insurance.base",
    "bh-can-cu",
    N_("Thu nhập làm căn cứ hỗ trợ"),
    N_("đồng/tháng"),
    "money",
    maximum=50_000_000,
    source=N_("Chuẩn hộ nghèo khu vực nông thôn của tháng; năm 2026 vẫn 1,5 triệu"),
    parameter=BASE_PARAMETER,
    presets=(
        Preset(1_500_000, N_("1,5 triệu (NĐ 07/2021)"), N_("Nghị định 07/2021/NĐ-CP"), "text"),
        Preset(2_200_000, N_("2,2 triệu, từ 2027 (NĐ 351/2025)"), N_("Nghị định 351/2025/NĐ-CP"), "press"),
    ),
)


def _share(status: Status) -> Factor:
    (old, old_words), (new, new_words) = status.presets
    return factor(
        f"insurance.share.{status.key}",
        f"bh-tyle-{status.slug}",
        status.label,
        "%",
        "percent",
        maximum=100,
        source=DECREES,
        parameter=status.parameter,
        presets=(Preset(old, old_words, DECREE_134, "press"), Preset(new, new_words, DECREE_159, "press")),
    )


PEOPLE = {
    status.key: factor(
        f"insurance.people.{status.key}",
        f"bh-nguoi-{status.slug}",
        status.name,
        N_("người"),
        "count",
        maximum=500_000,
        source=DECREES,
    )
    for status in STATUSES
}
SHARES = {status.key: _share(status) for status in STATUSES}
TOP_UPS = {
    status.key: factor(
        f"insurance.top_up.{status.key}",
        f"bh-them-{status.slug}",
        status.top_up,
        "%",
        "percent",
        maximum=100,
        source=TOP_UP_SOURCE,
        presets=(Preset(*status.local, RESOLUTION_21, "press"),),
        parameter=status.top_up_parameter,
        by_file=True,
    )
    for status in STATUSES
}

UNEMPLOYED = factor(
    "insurance.unemployed",
    "bh-that-nghiep",
    N_("Người có quyết định hưởng trợ cấp thất nghiệp"),
    N_("người/năm"),
    "count",
    maximum=200_000,
    source=UNEMPLOYMENT_LAW,
    indicator="insurance.unemployment_recipients",
)
MONTHS = factor(
    "insurance.months",
    "bh-thang",
    N_("Số tháng hưởng bình quân"),
    N_("tháng/người"),
    "duration",
    maximum=12,
    source=UNEMPLOYMENT_LAW,
)
BENEFIT = factor(
    "insurance.benefit",
    "bh-tyle-tctn",
    N_("Mức hưởng trên tiền lương"),
    "%",
    "percent",
    maximum=100,
    source=UNEMPLOYMENT_LAW,
    parameter=BENEFIT_PARAMETER,
)
WAGE = factor(
    "insurance.wage",
    "bh-luong",
    N_("Tiền lương đóng bảo hiểm bình quân 6 tháng"),
    N_("đồng/tháng"),
    "money",
    maximum=100_000_000,
    source=UNEMPLOYMENT_LAW,
)

AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="bao-hiem",
    parts=(Part("tu-nguyen", N_("Nhà nước hỗ trợ đóng BHXH tự nguyện"), tuple(SupportLine(VOLUNTARY_INSURANCE, s.key,
        s.name, (PEOPLE[s.key], RATE, BASE, SHARES[s.key])) for s in STATUSES),
        N_("Tính trên mức đóng thấp nhất (chuẩn hộ nghèo khu vực nông thôn), không theo thu nhập người tham gia "
        "chọn. Mỗi người được hỗ trợ tối đa 10 năm (120 tháng)."), held_by=N_("Bảo hiểm xã hội tỉnh")),
        Part("tinh-them", N_("Tỉnh hỗ trợ thêm BHXH tự nguyện"), tuple(SupportLine(VOLUNTARY_TOP_UP, s.key, s.name,
        (PEOPLE[s.key], RATE, BASE, TOP_UPS[s.key]), limit=Limit(beside=SHARES[s.key])) for s in STATUSES),
        N_("Từ 01/01/2026 theo NQ 21/2025/NQ-HĐND Ninh Bình (30/20/20%, đến hết 2030); trước đó không tìm thấy nghị "
        "quyết, tính 0% (chưa kiểm chứng). Nhà nước và tỉnh cộng lại không quá 100%: nhập cao hơn thì chỉ tính phần "
        "Nhà nước để lại."), held_by=N_("Bảo hiểm xã hội tỉnh")),
        Part("that-nghiep", N_("Trợ cấp thất nghiệp"), (SupportLine(UNEMPLOYMENT_BENEFIT, "benefit",
        N_("Trợ cấp thất nghiệp"), (UNEMPLOYED, MONTHS, BENEFIT, WAGE), YEARLY, limit=CEILING),),
        N_("Do Quỹ BHTN chi trả, không phải chi ngân sách, không cộng vào tổng. Mức hưởng bình quân cắt ở 5 lần lương "
        "tối thiểu vùng III (16 phường), mức trần cao nhất trên địa bàn; 17 xã ở vùng IV thấp hơn, trước 2026 khu vực "
        "nhà nước theo 5 lần lương cơ sở. Khi vượt trần, phép tính ghi 100% của mức trần."),
        held_by=N_("Trung tâm Dịch vụ việc làm; Bảo hiểm xã hội tỉnh"))),
    dials=tuple(Dial(TOP_UPS[key], 0, 70, 5) for key in ("near_poor", "poor", "other")),
    budget_help=N_("Dự toán của riêng các khoản hỗ trợ bảo hiểm xã hội. Để trống khi chưa có."),
)  # fmt: skip

LEAST_PAID, FIRST_STEP, EACH_STEP, LEAST_MONTHS, MOST_MONTHS = 12, 36, 12, 3, 12


def months_of_benefit(paid: int) -> int:
    """Months of unemployment benefit for months of contributions: 12 to 36 give 3, every further 12 one more, 12 at
    most; below 12 there is none."""
    if paid < LEAST_PAID:
        return 0
    return min(MOST_MONTHS, LEAST_MONTHS + max(0, paid - FIRST_STEP) // EACH_STEP)
