"""Employment: support lines, levers, and the pace at which a yearly plan is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas.support import YEARLY, Dial, Part, Since, SupportLine, factor, support_area
from models.policy.law.calendar import ALL_MONTHS
from models.policy.levers.levers import UNSET, Lever, LeverValue, Preset, month_options
from models.policy.schemes import JOB_INTEREST, JOB_LOANS, OVERSEAS_SUPPORT
from models.wording.words import N_


@dataclass(frozen=True)
class PlanPace:
    """`done` is cumulative from January to the end of month `to`; `plan` is for the whole of that year and above 0."""

    plan: int
    done: int
    to: Month

    @property
    def reached_tenths(self) -> int:
        """Share of the plan reached, in tenths of a percent."""
        return divide_half_up(1000 * self.done, self.plan)

    @property
    def left(self) -> int:
        """Number still to be reached; 0 once the plan is reached."""
        return max(0, self.plan - self.done)

    @property
    def months_left(self) -> int:
        return 12 - self.to.month

    @property
    def pace(self) -> int:
        """Average a month so far."""
        return divide_half_up(self.done, self.to.month)

    @property
    def needed(self) -> int | None:
        """Number needed a month from now on, rounded up so that the year's months are enough; None where the year
        is over."""
        return -(-self.left // self.months_left) if self.months_left else None

    @property
    def expected(self) -> int:
        """Expected number for the whole year at the pace so far."""
        return divide_half_up(12 * self.done, self.to.month)

    @property
    def reached_in(self) -> Month | None:
        """The month in which the plan is reached at the pace so far, at or before `to` where it is reached already, in
        a later year where the pace is too slow; None while nothing is done."""
        if self.done == 0:
            return None
        months = -(-self.plan * self.to.month // self.done)
        return Month(self.to.year, 1).plus(months - 1)

    @property
    def is_on_time(self) -> bool:
        return self.reached_in is not None and self.reached_in.year == self.to.year


_AREA, _PREFIX = "employment", "vl-"
DECREE_338 = N_("Nghị định 338/2025/NĐ-CP")
_LOANS = JOB_LOANS.legal_source
_OVERSEAS = OVERSEAS_SUPPORT.legal_source
_CIRCULAR = N_("Thông tư liên tịch 09/2016/TTLT-BLĐTBXH-BTC, Điều 3")

LOAN_JOBS = factor(
    "employment.loan_jobs",
    "vl-viec-lam-vay",
    N_("Việc làm được vay vốn"),
    N_("việc làm/năm"),
    "count",
    maximum=50_000,
    source=_LOANS,
)
LOAN_AMOUNT = factor(
    "employment.loan_amount",
    "vl-muc-vay",
    N_("Mức vay bình quân một việc làm"),
    N_("đồng"),
    "money",
    maximum=200_000_000,
    source=_LOANS,
    presets=(
        Preset(100_000_000, N_("100 triệu, đến 31/12/2025 (NĐ 74/2019)"), N_("Nghị định 74/2019/NĐ-CP"), "secondary"),
        Preset(200_000_000, N_("200 triệu (NĐ 338/2025)"), DECREE_338, "press"),
    ),
)
INDEBTED = factor(
    "employment.indebted",
    "vl-dang-vay",
    N_("Người vay được hỗ trợ lãi suất"),
    N_("người"),
    "count",
    maximum=50_000,
    source=_LOANS,
)
DEBT = factor(
    "employment.debt",
    "vl-du-no",
    N_("Dư nợ bình quân một người"),
    N_("đồng"),
    "money",
    maximum=200_000_000,
    source=_LOANS,
)
INTEREST = factor(
    "employment.interest",
    "vl-lai",
    N_("Lãi một năm trên 1 triệu đồng vay"),
    N_("đồng"),
    "per_million",
    maximum=200_000,
    source=N_(
        "Đến 31/12/2025: lãi suất cho vay hộ cận nghèo, 79.200 đồng là 7,92% một năm; từ 2026: 127% lãi suất cho vay "
        "hộ nghèo (NĐ 338/2025; 6,6% chưa kiểm chứng)"
    ),
    parameter="job_loan.interest",
    by_file=True,
)
RELIEF = factor(
    "employment.relief",
    "vl-ho-tro-lai",
    N_("Phần lãi được hỗ trợ"),
    "%",
    "percent",
    maximum=100,
    source=_LOANS,
    presets=(
        Preset(50, N_("50%, ưu tiên, đến 31/12/2025 (NĐ 61/2015)"), N_("Nghị định 61/2015/NĐ-CP"), "secondary"),
        Preset(21, N_("21%, ưu tiên, từ 2026: 1 − 100/127 = 21,26% (NĐ 338/2025)"), DECREE_338, "press"),
    ),
)
ABROAD = factor(
    "employment.abroad",
    "vl-xkld",
    N_("Người đi làm việc ở nước ngoài được hỗ trợ"),
    N_("người/năm"),
    "count",
    maximum=20_000,
    source=_OVERSEAS,
    indicator="employment.overseas_workers",
    is_part=True,
)


def _cost(key: str, slug: str, name: str, label: str, maximum: int, *presets: Preset) -> SupportLine:
    amount = factor(
        f"employment.{key}",
        f"vl-{slug}",
        label,
        N_("đồng/người"),
        "money",
        maximum=maximum,
        source=_OVERSEAS,
        presets=presets,
        parameter=f"abroad.{key}",
        by_file=True,
    )
    return SupportLine(OVERSEAS_SUPPORT, key, name, (ABROAD, amount), YEARLY)


MEAL_DAYS = factor(
    "employment.meal_days",
    "vl-ngay-an",
    N_("Số ngày học được hỗ trợ tiền ăn"),
    N_("ngày/người"),
    "duration",
    maximum=365,
    source=_OVERSEAS,
)
MEAL = factor(
    "employment.meal",
    "vl-tien-an",
    N_("Tiền ăn"),
    N_("đồng/ngày"),
    "money",
    maximum=200_000,
    source=_OVERSEAS,
    presets=(
        Preset(40_000, N_("40.000, đến 31/12/2025 (TTLT 09/2016)"), _CIRCULAR, "text"),
        Preset(50_000, N_("50.000 (NĐ 338/2025)"), DECREE_338, "press"),
    ),
    parameter="abroad.meal",
    by_file=True,
)
LODGING_MONTHS = factor(
    "employment.lodging_months",
    "vl-thang-o",
    N_("Số tháng được hỗ trợ tiền ở"),
    N_("tháng/người"),
    "duration",
    maximum=12,
    source=_OVERSEAS,
)
LODGING = factor(
    "employment.lodging",
    "vl-tien-o",
    N_("Tiền ở"),
    N_("đồng/tháng"),
    "money",
    maximum=2_000_000,
    source=_OVERSEAS,
    parameter="abroad.lodging",
)

PLAN = Lever(
    "employment.plan",
    "vl-ke-hoach",
    N_("Kế hoạch việc làm mới của năm"),
    "optional_amount",
    UNSET,
    unit=N_("người"),
    minimum=1,
    maximum=200_000,
    legal_source=N_("Nghị quyết của HĐND, kế hoạch của UBND tỉnh"),
    help=N_("Để trống: theo tệp chỉ tiêu kế hoạch; chưa có tệp thì chưa tính tiến độ."),
)
DONE = Lever(
    "employment.done",
    "vl-da-dat",
    N_("Việc làm mới đã đạt từ đầu năm"),
    "optional_amount",
    UNSET,
    unit=N_("người"),
    minimum=0,
    maximum=200_000,
    legal_source=N_("Báo cáo của các đơn vị"),
    help=N_("Số cộng dồn đến hết tháng chọn bên dưới."),
)
DONE_TO = Lever(
    "employment.done_to",
    "vl-den-thang",
    N_("Đã đạt đến hết tháng"),
    "month",
    UNSET,
    options=month_options(ALL_MONTHS),
    legal_source=N_("Báo cáo của các đơn vị"),
    help=N_("Tháng cuối đã có số."),
)
PACE = (PLAN, DONE, DONE_TO)
ABROAD_PLAN = Lever(
    "employment.abroad_plan",
    "vl-ke-hoach-xkld",
    N_("Kế hoạch người đi làm việc ở nước ngoài của năm"),
    "optional_amount",
    UNSET,
    unit=N_("người"),
    minimum=1,
    maximum=200_000,
    legal_source=N_("Nghị quyết của HĐND, kế hoạch của UBND tỉnh"),
    help=N_("Để so với số người đi trong năm; không làm thay đổi kinh phí."),
)

AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="viec-lam",
    parts=(Part("vay-von", N_("Vay vốn giải quyết việc làm"), (SupportLine(JOB_LOANS, "loans", N_("Vốn cho vay mới"),
        (LOAN_JOBS, LOAN_AMOUNT), YEARLY), SupportLine(JOB_INTEREST, "interest", N_("Lãi suất được hỗ trợ"),
        (INDEBTED, DEBT, INTEREST, RELIEF), YEARLY, standing=True)),
        N_("Vốn cho vay quay vòng, thu hồi rồi cho vay tiếp: không phải chi ngân sách, không cộng vào tổng."),
        held_by=N_("Ngân hàng Chính sách xã hội, chi nhánh tỉnh; {office}")), Part("nuoc-ngoai",
        N_("Đi làm việc ở nước ngoài"), (_cost("language", "ngoai-ngu", N_("Học ngoại ngữ"),
        N_("Mức hỗ trợ học ngoại ngữ"), 8_000_000, Preset(3_000_000, N_("3 triệu, đến 31/12/2025 (TTLT 09/2016)"),
        _CIRCULAR, "text"), Preset(4_000_000, N_("4 triệu, tối đa (NĐ 338/2025)"), DECREE_338, "secondary")),
        _cost("orientation", "dinh-huong", N_("Bồi dưỡng kiến thức cần thiết"), N_("Mức hỗ trợ bồi dưỡng kiến thức"),
        1_060_000, Preset(530_000, N_("530.000, tối đa (NĐ 338/2025, như trước)"), DECREE_338, "press")),
        _cost("health_check", "kham", N_("Khám sức khỏe"), N_("Mức hỗ trợ khám sức khỏe"), 1_500_000,
        Preset(750_000, N_("750.000, tối đa (NĐ 338/2025, như trước)"), DECREE_338, "secondary")),
        SupportLine(OVERSEAS_SUPPORT, "meals", N_("Tiền ăn khi học"), (ABROAD, MEAL_DAYS, MEAL), YEARLY),
        SupportLine(OVERSEAS_SUPPORT, "lodging", N_("Tiền ở khi học"), (ABROAD, LODGING_MONTHS, LODGING), YEARLY,
        since=Since("abroad.lodging", date(2026, 1, 1)))),
        N_("Tiền ăn, tiền ở cho khóa ngoại ngữ hay chỉ khóa định hướng: chưa kiểm chứng. Tiền ở tính từ 01/01/2026 "
        "(NĐ 338/2025)."),
        held_by=N_("{office}; Trung tâm Dịch vụ việc làm"))),
    dials=(Dial(ABROAD, 0, 3_500, 10), Dial(RELIEF, 0, 100, 5)),
    budget_help=N_("Dự toán của riêng các khoản hỗ trợ việc làm. Để trống khi chưa có."),
    others=(*PACE, ABROAD_PLAN),
)  # fmt: skip


def reached_abroad(plan: int, went: int) -> int:
    """Share of the year's plan of workers abroad that went, in tenths of a percent."""
    return divide_half_up(1000 * went, plan)


def pace(values: Mapping[str, LeverValue]) -> PlanPace | None:
    """Of the values of PACE by lever key; None while one of them is open."""
    plan, done, to = (values[lever.key] for lever in PACE)
    return None if UNSET in (plan, done, to) else PlanPace(int(plan), int(done), Month.parse(str(to)))
