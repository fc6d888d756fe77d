"""Social protection: the levers of the area and the norm a scenario sets.

Belongs here: what NĐ 20/2021 lets a leader move. Does not: the arithmetic over cells (projection.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from models.periods import Month, budget_year_months
from models.policy.levers import UNSET, Lever, Preset, month_options
from models.policy.scenario import Scenario
from models.words import N_

FIRST_YEAR, LAST_YEAR = 2023, 2027
HORIZON = budget_year_months(FIRST_YEAR, LAST_YEAR)

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
LEVERS = (NORM, APPLIES_FROM, FIRST_PAID, PROVINCIAL, PEOPLE)
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
ESTIMATE = Lever(
    "estimate",
    "btxh-du-toan",
    N_("Dự toán giao năm ngân sách"),
    "optional_amount",
    default=UNSET,
    unit=N_("triệu đồng"),
    minimum=0,
    maximum=10_000_000,
    help=N_("Dự toán của riêng trợ cấp tại cộng đồng. Để trống khi chưa có."),
)
VIEW_LEVERS = (LAW_AS_OF, BUDGET_YEAR, ESTIMATE)


@dataclass(frozen=True)
class NormChange:
    """The norm a scenario sets. It never lowers what the law gives: a month's norm is the higher of the two."""

    value: int
    provincial: bool
    applies_from: Month
    first_paid: Month
    people_ppm: int

    @classmethod
    def of(cls, scenario: Scenario) -> NormChange:
        applies = Month.parse(str(scenario[APPLIES_FROM.key]))
        chosen = scenario[FIRST_PAID.key]
        paid = applies.plus(1) if chosen == UNSET else Month.parse(str(chosen))
        return cls(
            value=int(scenario[NORM.key]),
            provincial=scenario[PROVINCIAL.key] == 1,
            applies_from=applies,
            first_paid=max(applies, paid),
            people_ppm=1_000_000 + 10_000 * int(scenario[PEOPLE.key]),
        )
