"""Children: support lines, levers, and coverage of the swimming programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.money import PPM, divide_half_up
from models.periods import Month, month_range
from models.policy.areas.support import YEARLY, Dial, Part, SupportLine, factor, support_area, value_of
from models.policy.cube import Role
from models.policy.law.calendar import ALL_MONTHS, FIRST_YEAR
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Lever, Preset, Scenario, month_options
from models.policy.schemes import CHILD_SAFETY, CHILDREN_SUPPORT
from models.wording.words import N_

MONTHS = 12


@dataclass(frozen=True)
class YearEnd:
    """End of a year: `added` since the count, `reached` in all (at most everybody), and their share."""

    year: int
    added: int
    reached: int
    share_ppm: int


def year_ends(
    reached: int, counted_to: Month, everybody: int, a_year: Callable[[Month], int], years: Iterable[int]
) -> tuple[YearEnd, ...]:
    """Ends of years from `reached` people at the end of `counted_to`; `a_year` more are reached a year, evenly by
    month. The group is constant, since children who come of age are not known. Years that end before the count are
    left out."""
    if everybody <= 0:
        raise ValueError("a share needs people to be a share of")
    ends = []
    for year in years:
        december = Month(year, MONTHS)
        if december < counted_to:
            continue
        added = divide_half_up(sum(map(a_year, _after(counted_to, december))), MONTHS)
        total = min(everybody, reached + added)
        ends.append(YearEnd(year, added, total, divide_half_up(total * PPM, everybody)))
    return tuple(ends)


def _after(counted_to: Month, last: Month) -> tuple[Month, ...]:
    return month_range(counted_to.plus(1), last.index - counted_to.index)


def needed(everybody: int, percent: int) -> int:
    """The smallest number of people that makes the share."""
    return -(-everybody * percent // 100)


def year_reached(ends: Iterable[YearEnd], everybody: int, percent: int) -> int | None:
    """The first year that ends with the share reached; None in none of them."""
    return next((end.year for end in ends if end.reached >= needed(everybody, percent)), None)


def a_year_needed(reached: int, counted_to: Month, everybody: int, percent: int, due_year: int) -> int | None:
    """The smallest number of people a year that reaches the share by the end of `due_year`, 0 where it is reached
    already; None where no month is left or it is too late."""
    missing = max(0, needed(everybody, percent) - reached)
    left = Month(due_year, MONTHS).index - counted_to.index
    if not missing:
        return 0
    return None if left <= 0 else -(-missing * MONTHS // left)


_AREA, _PREFIX = "children", "te-"
_SAFETY = N_("Quyết định 1248/QĐ-TTg năm 2021; kế hoạch của tỉnh")
_LAW = N_("Luật Trẻ em 2016, Điều 10 và Điều 11; kế hoạch của tỉnh")
SWIM_SHARE_PERCENT = 50
"""Of children from 6 to under 16, who are to be able to swim safely by 2025 (QĐ 1248)."""

LAST_GOAL = 2030
"""Year of the country's last target of swimming."""

PROVINCE_ONLY = frozenset(
    f"children.special_{group}"
    for group in ("hiv", "abandoned", "addicted", "abused", "exploited", "trafficked", "violence", "offender")
)
"""Groups so small that a figure of a district or commune could point at a child: kept for the province alone."""

TAUGHT = factor(
    "children.taught",
    "te-hoc-boi",
    N_("Trẻ em được dạy bơi an toàn"),
    N_("trẻ em/năm"),
    "count",
    maximum=500_000,
    source=_SAFETY,
)
COURSE = factor(
    "children.course",
    "te-khoa-boi",
    N_("Chi phí một khóa bơi an toàn"),
    N_("đồng/trẻ em"),
    "money",
    maximum=10_000_000,
    source=_SAFETY,
)
SPECIAL = factor(
    "children.special",
    "te-dac-biet",
    N_("Trẻ em có hoàn cảnh đặc biệt được hỗ trợ (14 nhóm)"),
    N_("trẻ em"),
    "count",
    maximum=300_000,
    source=_LAW,
    indicator="children.special_total",
)
SUPPORT = factor(
    "children.support",
    "te-muc-ho-tro",
    N_("Mức hỗ trợ một trẻ em"),
    N_("đồng/trẻ em/năm"),
    "money",
    maximum=50_000_000,
    source=_LAW,
)

CHILDREN = Lever(
    "children.children",
    "te-6-16-tuoi",
    N_("Trẻ em từ 6 đến dưới 16 tuổi"),
    "optional_amount",
    UNSET,
    unit=N_("trẻ em"),
    minimum=1,
    maximum=2_000_000,
    legal_source=N_("Số liệu dân số của tỉnh"),
    help=N_("Để trống: chưa tính tỷ lệ biết bơi."),
)
ABLE = Lever(
    "children.able",
    "te-biet-boi",
    N_("Trong đó: đã biết bơi an toàn"),
    "optional_amount",
    UNSET,
    unit=N_("trẻ em"),
    minimum=0,
    maximum=2_000_000,
    legal_source=N_("Báo cáo của các đơn vị"),
    help=N_("Để trống: chưa tính tỷ lệ biết bơi."),
)
ABLE_TO = Lever(
    "children.able_to",
    "te-biet-boi-den",
    N_("Số biết bơi tính đến hết tháng"),
    "month",
    UNSET,
    options=month_options(ALL_MONTHS),
    legal_source=N_("Báo cáo của các đơn vị"),
    help=N_("Tháng cuối đã có số."),
)
GOAL = Lever(
    "children.goal",
    "te-muc-tieu-boi",
    N_("Mục tiêu tỷ lệ biết bơi an toàn"),
    "optional_amount",
    UNSET,
    unit="%",
    minimum=1,
    maximum=100,
    legal_source=_SAFETY,
    help=N_("Để trống: theo chỉ tiêu của tỉnh, chưa có thì theo mục tiêu quốc gia."),
    presets=(
        Preset(SWIM_SHARE_PERCENT, N_("50% năm 2025 (QĐ 1248)"), N_("Quyết định 1248/QĐ-TTg năm 2021"), "secondary"),
        Preset(60, N_("60% năm 2030 (QĐ 1248)"), N_("Quyết định 1248/QĐ-TTg năm 2021"), "press"),
    ),
)
GOAL_DUE = Lever(
    "children.goal_due",
    "te-muc-tieu-nam",
    N_("Năm phải đạt mục tiêu biết bơi"),
    "choice",
    UNSET,
    options=tuple((str(year), str(year)) for year in range(2024, 2036)),
    legal_source=_SAFETY,
    help=N_("Tính đến hết năm này."),
)
SWIMMING = (CHILDREN, ABLE, ABLE_TO, GOAL, GOAL_DUE)

AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="tre-em",
    parts=(Part("day-boi", N_("Dạy bơi an toàn"), (SupportLine(CHILD_SAFETY, "swimming", N_("Khóa bơi an toàn"),
        (TAUGHT, COURSE), YEARLY),), held_by=N_("{office}; Sở Giáo dục và Đào tạo")), Part("dac-biet",
        N_("Trẻ em có hoàn cảnh đặc biệt"), (SupportLine(CHILDREN_SUPPORT, "special",
        N_("Hỗ trợ trẻ em có hoàn cảnh đặc biệt"), (SPECIAL, SUPPORT), YEARLY, standing=True),),
        N_("Ngoài trợ cấp xã hội hằng tháng, đã tính ở trang Bảo trợ xã hội."),
        held_by=N_("{office}; cấp xã"))),
    dials=(Dial(TAUGHT, 0, 40_000, 100), Dial(COURSE, 0, 2_000_000, 50_000)),
    budget_help=N_("Dự toán của riêng các khoản trẻ em. Để trống khi chưa có."),
    others=SWIMMING,
)  # fmt: skip


def taught_needed(scenario: Scenario, known: Law) -> int | None:
    """The fewest children taught a year from the scenario's start on, at today's pace until then, that reach the goal
    in its year; None where something is not given, or no month is left."""
    counts = [scenario.value(lever) for lever in (CHILDREN, ABLE, ABLE_TO, GOAL, GOAL_DUE)]
    start = AREA.start(scenario)
    now = value_of(TAUGHT, "baseline", start, scenario, known, start)
    if UNSET in counts or now is None:
        return None
    counted_to, due = Month.parse(str(counts[2])), Month(int(counts[4]), MONTHS)
    before = max(0, start.index - 1 - counted_to.index)
    left = due.index - max(start.index - 1, counted_to.index)
    missing = MONTHS * (needed(int(counts[0]), int(counts[3])) - int(counts[1])) - now * before
    return None if left <= 0 else max(0, -(-missing // left))


@dataclass(frozen=True)
class SwimmingCoverage:
    """Year by year in one role. `reached_in` None = no goal, or in no year; `a_year_needed` the fewest taught a year
    that reach the goal in time, None = no goal or too late."""

    ends: tuple[YearEnd, ...]
    reached_in: int | None
    a_year_needed: int | None


def swimming_coverage(scenario: Scenario, role: Role, known: Law, until: int = 0) -> SwimmingCoverage | None:
    """(Able now + taught) : children from 6 to under 16, over the scenario's horizon and as far as the year `until`;
    None while one of these is not given."""
    counts = [scenario.value(lever) for lever in (CHILDREN, ABLE, ABLE_TO)]
    start = AREA.start(scenario)
    months = scenario.months_to(until)
    taught = {month: value_of(TAUGHT, role, start, scenario, known, month) for month in months}
    if UNSET in counts or None in taught.values():
        return None
    everybody, able, to = int(counts[0]), int(counts[1]), Month.parse(str(counts[2]))
    ends = year_ends(able, to, everybody, lambda month: taught[month] or 0, range(FIRST_YEAR, months[-1].year + 1))
    goal, due = scenario.value(GOAL), scenario.value(GOAL_DUE)
    if goal == UNSET:
        return SwimmingCoverage(ends, None, None)
    fewest = None if due == UNSET else a_year_needed(able, to, everybody, int(goal), int(due))
    return SwimmingCoverage(ends, year_reached(ends, everybody, int(goal)), fewest)
