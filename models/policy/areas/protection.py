"""Social protection: the levers of the norm, of people and of the view.

Belongs here: what NĐ 20/2021 lets a leader move. Does not: groups and eligibility (protection_groups.py), the lines beside the
allowance (protection_lines.py), the arithmetic over cells (projection.py).
"""

from __future__ import annotations

from models.policy.areas.protection_groups import ELIGIBILITY_LEVERS, GROUP_LEVERS
from models.policy.areas.protection_lines import LINE_LEVERS
from models.policy.law.horizon import FIRST_YEAR, HORIZON, LAST_YEAR
from models.policy.levers.budget import budget_levers, funding_levers
from models.policy.levers.levers import UNSET, Lever, Preset, month_options, tenths_options
from models.wording.words import N_

NORM = Lever(
    "protection.norm",
    "btxh-muc-chuan",
    N_("Mức chuẩn trợ giúp xã hội"),
    "amount",
    default=360_000,
    unit=N_("đồng/tháng"),
    minimum=360_000,
    maximum=1_000_000,
    step=10_000,
    presets=(
        Preset(360_000, N_("360.000 (NĐ 20/2021)"), N_("Nghị định 20/2021/NĐ-CP, Điều 4"), "text"),
        Preset(500_000, N_("500.000 (NĐ 76/2024)"), N_("Nghị định 76/2024/NĐ-CP"), "secondary"),
        Preset(540_000, N_("540.000 (NĐ 335/2026)"), N_("Nghị định 335/2026/NĐ-CP, Điều 4"), "press"),
        Preset(750_000, N_("750.000 (đề xuất 2023)"), N_("Phương án của Bộ trình năm 2023"), "press"),
    ),
    legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 4: mức của tỉnh không thấp hơn mức chuẩn của Trung ương"),
)
APPLIES_FROM = Lever(
    "protection.norm_applies_from",
    "btxh-tu-thang",
    N_("Áp dụng từ tháng"),
    "month",
    default="2024-07",
    options=month_options(HORIZON),
    legal_source=N_("Nghị định 20/2021/NĐ-CP, Điều 8"),
    help=N_("Tháng đầu tiên tính tiền theo mức mới."),
)
FIRST_PAID = Lever(
    "protection.norm_first_paid",
    "btxh-chi-tu",
    N_("Chi trả theo mức mới từ tháng"),
    "month",
    default=UNSET,
    options=month_options(HORIZON),
    legal_source=N_("Danh sách chi trả chốt trước ngày 25 tháng trước"),
    help=N_(
        "Để trống: tháng sau tháng áp dụng. Các tháng từ khi áp dụng đến trước tháng này được truy lĩnh vào tháng đó."
    ),
)
PROVINCIAL = Lever(
    "protection.norm_provincial",
    "btxh-tinh-nang",
    N_("Tỉnh nâng riêng"),
    "switch",
    default=0,
    legal_source=N_("Nghị định 20/2021/NĐ-CP, khoản 2 và khoản 3 Điều 4"),
    help=N_(
        "Mức của tỉnh cao hơn mức của Trung ương: chỉ tăng trợ cấp tại cộng đồng; nuôi dưỡng tại cơ sở vẫn theo Trung ương."
    ),
)
STOPS_AFTER = Lever(
    "protection.norm_stops_after",
    "btxh-den-thang",
    N_("Áp dụng đến hết tháng"),
    "month",
    default=UNSET,
    options=month_options(HORIZON),
    legal_source=N_("Thời hạn của nghị quyết, đề án"),
    help=N_("Để trống: không có thời hạn."),
)
PHASES = Lever(
    "protection.norm_phases",
    "btxh-lo-trinh",
    N_("Lộ trình"),
    "option",
    default="1",
    options=(
        ("1", N_("một lần")),
        ("2x6", N_("2 bước, cách 6 tháng")),
        ("2x12", N_("2 bước, cách 12 tháng")),
        ("3x6", N_("3 bước, cách 6 tháng")),
        ("3x12", N_("3 bước, cách 12 tháng")),
    ),
    legal_source=N_("Phương án của người dùng"),
    help=N_("Các bước bằng nhau, làm tròn đến 1.000 đồng; bước cuối bằng mức chuẩn đã chọn."),
)
INDEXED = Lever(
    "protection.indexed_share",
    "btxh-theo-chuan",
    N_("Phần kinh phí thay đổi theo mức chuẩn"),
    "percent",
    default=100,
    unit="%",
    minimum=0,
    maximum=100,
    step=5,
    legal_source=N_("Giả định của người dùng"),
    help=N_("100%: toàn bộ kinh phí nhân theo mức chuẩn. Giảm khi một phần kinh phí là khoản cố định."),
)
GROWTH = Lever(
    "protection.people_growth",
    "btxh-tang-nam",
    N_("Tăng, giảm đối tượng (%/năm)"),
    "option",
    default="0",
    options=tenths_options(-50, 50, 5),
    legal_source=N_("Giả định của người dùng"),
    help=N_("Chia đều theo tháng từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)
PEOPLE = Lever(
    "protection.people_change",
    "btxh-so-nguoi",
    N_("Tăng, giảm số đối tượng"),
    "percent",
    default=0,
    unit="%",
    minimum=-30,
    maximum=30,
    step=1,
    legal_source=N_("Giả định của người dùng"),
    help=N_("Áp dụng cho mọi nhóm tại cộng đồng từ tháng áp dụng. Đây là giả định, không phải dự báo."),
)
PAID_TOGETHER = Lever(
    "protection.paid_together",
    "btxh-tra-gop",
    N_("Trả gộp hai tháng dịp Tết"),
    "switch",
    default=0,
    legal_source=N_("Cách chi trả dịp Tết hằng năm"),
    help=N_(
        "Tháng 2 được trả cùng tháng 1. Chỉ đổi cách xem theo tháng chi, cho cả hai phương án; tổng năm không đổi."
    ),
)
NORM_LEVERS = (NORM, APPLIES_FROM, FIRST_PAID, PROVINCIAL, STOPS_AFTER, PHASES, INDEXED)
PEOPLE_LEVERS = (PEOPLE, GROWTH)
FUNDING = funding_levers("protection", "btxh-")
LEVERS = (
    *NORM_LEVERS,
    *PEOPLE_LEVERS,
    PAID_TOGETHER,
    *GROUP_LEVERS,
    *ELIGIBILITY_LEVERS,
    *LINE_LEVERS,
    *FUNDING.levers,
)
"""What makes the scenario; the levers below choose the law it stands on and what is looked at."""

LAW_AS_OF = Lever(
    "law_as_of",
    "btxh-quy-dinh",
    N_("Quy định tính đến ngày"),
    "law_date",
    default=UNSET,
    help=N_("Để trống: ngày cuối của kỳ số liệu. Văn bản ban hành sau ngày này coi như chưa có."),
)
BUDGET_YEAR = Lever(
    "budget_year",
    "btxh-nam",
    N_("Năm ngân sách"),
    "choice",
    default="2024",
    options=tuple((str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
)
BUDGET = budget_levers("btxh-", "", N_("Dự toán của riêng trợ cấp tại cộng đồng. Để trống khi chưa có."))
ESTIMATE = BUDGET.estimate
VIEW_LEVERS = (LAW_AS_OF, BUDGET_YEAR, *BUDGET.levers)
