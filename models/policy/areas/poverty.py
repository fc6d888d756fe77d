"""Poverty: support lines, levers, the poverty line and the health insurance cards that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.money import divide_half_up
from models.policy.areas.support import YEARLY, Dial, Factor, Limit, Part, Since, SupportLine, factor, support_area
from models.policy.areas.targets import rate_goal
from models.policy.levers.levers import UNSET, Lever, Preset, Scenario, tenths_options
from models.policy.schemes import (
    BASE_SALARY,
    POVERTY_CARDS,
    POVERTY_SUPPORT,
    PROTECTION_NORM,
    RECLASSIFICATION,
    SOCIAL_PENSION_AMOUNT,
    Scheme,
)
from models.wording.words import N_

CARD_RATE = "health_card.rate"
"""Parameter: thousandths of the base salary that a card costs."""
SCHOOL_COST = "schooling.cost_support"
"""Parameter: đồng a month of school."""
NEAR_POOR_SHARE = "health_card.near_poor_share"
"""Parameter: percent of a near-poor person's card that the State pays."""


_DECREE = N_("Nghị định 351/2025/NĐ-CP")
_DECREE_188 = N_("Nghị định 188/2025/NĐ-CP, Điều 6")
RURAL_LINE, URBAN_LINE = "poverty_line.rural", "poverty_line.urban"
NEW_LINE = Since(RURAL_LINE, date(2027, 1, 1))
NOT_POORER = N_(
    "Đây là xếp lại theo chuẩn mới, không phải tăng nghèo: thu nhập của các hộ này không giảm, chỉ chuẩn được nâng lên."
)
PER_THOUSAND = 1_000
HOUSEHOLDS_2023 = 280_454
"""Middle of what the report leaves open, 279.910 - 280.998 (data/seed/derived_figures.csv)."""

HOUSEHOLDS = factor(
    "poverty.households",
    "gn-tong-so-ho",
    N_("Tổng số hộ dân cư"),
    N_("hộ"),
    "count",
    maximum=2_000_000,
    moves=False,
    source=N_("Rà soát hộ nghèo hằng năm"),
    indicator="poverty.households",
    presets=(
        Preset(
            HOUSEHOLDS_2023, N_("280.454 (suy từ báo cáo 2023)"), N_("Báo cáo an sinh xã hội năm 2023"), "secondary"
        ),
    ),
)
BETWEEN = factor(
    "poverty.between",
    "gn-giua-hai-chuan",
    N_("Hộ ở giữa chuẩn cũ và chuẩn mới"),
    N_("hộ trên 1.000 hộ"),
    "per_thousand",
    maximum=PER_THOUSAND,
    source=N_("Điều tra thu nhập; rà soát theo Nghị định 351/2025/NĐ-CP"),
    moves=False,
)
SALARY = factor(
    "poverty.salary",
    "gn-luong-co-so",
    N_("Lương cơ sở"),
    N_("đồng/tháng"),
    "money",
    maximum=10_000_000,
    source=N_("Nghị định về mức lương cơ sở"),
    parameter=BASE_SALARY,
    moves=False,
)
RATE = factor(
    "poverty.card_rate",
    "gn-muc-dong",
    N_("Mức đóng bảo hiểm y tế"),
    N_("phần nghìn lương cơ sở"),
    "per_thousand",
    maximum=60,
    source=POVERTY_CARDS.legal_source,
    presets=(Preset(45, N_("4,5% (NĐ 146/2018; NĐ 188/2025)"), _DECREE_188, "secondary"),),
    parameter=CARD_RATE,
    by_file=True,
)


def _per_hundred(key: str, slug: str, label: str, unit: str) -> Factor:
    return factor(f"poverty.{key}", f"gn-{slug}", label, unit, "percent", maximum=1_000, source=_DECREE, moves=False)


CARD_PEOPLE = _per_hundred(
    "line_card_people", "the-moi", N_("Người được cấp thẻ trong hộ được xếp lại"), N_("người trên 100 hộ")
)
CARD_SHARE = factor(
    "poverty.line_card_share",
    "gn-the-moi-phan",
    N_("Phần Nhà nước đóng cho người trong hộ được xếp lại"),
    "%",
    "percent",
    maximum=100,
    source=_DECREE_188,
    moves=False,
    presets=(
        Preset(100, N_("100%, hộ nghèo"), _DECREE_188, "secondary"),
        Preset(70, N_("70%, hộ cận nghèo, tối thiểu"), _DECREE_188, "press"),
    ),
)
SINGLE_CHILDREN = _per_hundred(
    "line_children", "con-don-than", N_("Con của người đơn thân trong hộ được xếp lại"), N_("trẻ em trên 100 hộ")
)
NORM = factor(
    "poverty.line_norm",
    "gn-muc-chuan",
    N_("Mức chuẩn trợ giúp xã hội (hệ số 1,0 mỗi con)"),
    N_("đồng/tháng"),
    "money",
    maximum=5_000_000,
    source=N_("Nghị định 20/2021/NĐ-CP, Điều 6"),
    parameter=PROTECTION_NORM,
    moves=False,
)
PENSIONERS = _per_hundred(
    "line_pensioners",
    "huu-tri-70",
    N_("Người 70 đến dưới 75 tuổi không lương hưu trong hộ được xếp lại"),
    N_("người trên 100 hộ"),
)
PENSION = factor(
    "poverty.line_pension",
    "gn-muc-huu-tri",
    N_("Trợ cấp hưu trí xã hội"),
    N_("đồng/tháng"),
    "money",
    maximum=5_000_000,
    source=N_("Nghị định 176/2025/NĐ-CP"),
    parameter=SOCIAL_PENSION_AMOUNT,
    moves=False,
)


def _follows(group: str, name: str, unit: str, each: Factor, *paid: Factor) -> SupportLine:
    return SupportLine(
        RECLASSIFICATION, group, name, (HOUSEHOLDS, BETWEEN, each, *paid), counted=3, count_unit=unit, since=NEW_LINE
    )


PART = Part(
    "chuan-2027",
    N_("Chuẩn nghèo từ 2027 (2,2 / 2,8 triệu đồng)"),
    (
        _follows(
            "cards", N_("Thẻ bảo hiểm y tế của hộ được xếp lại"), N_("người"), CARD_PEOPLE, SALARY, RATE, CARD_SHARE
        ),
        _follows(
            "single_parents", N_("Người đơn thân nuôi con trong hộ được xếp lại"), N_("trẻ em"), SINGLE_CHILDREN, NORM
        ),
        _follows(
            "pension_70",
            N_("Hưu trí xã hội 70 đến dưới 75 tuổi trong hộ được xếp lại"),
            N_("người"),
            PENSIONERS,
            PENSION,
        ),
    ),
    NOT_POORER,
    held_by=N_("Cục Thống kê tỉnh; {office}"),
)


@dataclass(frozen=True)
class Households:
    """A number of them; `low` and `high` where that of all households is only known between two ends."""

    low: int
    central: int
    high: int


def reclassified(scenario: Scenario, ends: tuple[int, int] | None = None) -> Households | None:
    """Share x households; `ends` are the least and the most households where the total is derived. None = not given."""
    households, share = scenario.value(HOUSEHOLDS.now), scenario.value(BETWEEN.now)
    if UNSET in (households, share):
        return None
    central = int(households)
    low, high = ends if ends is not None and central == HOUSEHOLDS_2023 else (central, central)
    return _of_thousand(int(share), low, central, high)


def _of_thousand(share: int, *households: int) -> Households:
    """So many of each 1.000 of all `households` (least, midpoint, most)."""
    return Households(*(divide_half_up(each * share, PER_THOUSAND) for each in households))


POOR, TOTAL = "poverty.poor_households", "poverty.households"
"""Indicators of poor households, and of all households, which the report leaves open between two ends."""


def fewer_poor(
    tenths: int, poor: Mapping[str, Any] | None, total: Mapping[str, Any] | None
) -> tuple[int, Households] | None:
    """How many households fewer are poor at a rate of so many tenths of a percent than were counted, and how many still
    are, of as many households in all; `poor` and `total` are the figures, the latter with `low` and `high` where it is
    derived. None while one of them is not known."""
    if poor is None or total is None or total["value"] is None:
        return None
    low, central, high = (int(total[end] or total["value"]) for end in ("low", "value", "high"))
    left = _of_thousand(tenths, low, central, high)
    return int(poor["value"]) - left.central, left


_AREA, _PREFIX = "poverty", "gn-"
_CARDS = POVERTY_CARDS.legal_source
_POWER = N_("Quyết định 28/2014/QĐ-TTg")
_SCHOOL = N_("Nghị định 81/2021/NĐ-CP; từ 03/9/2025: Nghị định 238/2025/NĐ-CP (mức tiền chưa kiểm chứng)")
_DECREE_81 = N_("Nghị định 81/2021/NĐ-CP, Điều 18 và Điều 20")
_HOUSING = N_("Chương trình mục tiêu quốc gia giảm nghèo bền vững; kế hoạch của tỉnh")
_REPORT = N_("Báo cáo an sinh xã hội năm 2023")
POOR_2023 = 5_915
"""Households of the report."""


def _people(key: str, slug: str, label: str, indicator: str) -> Factor:
    return factor(
        f"poverty.{key}", f"gn-{slug}", label, N_("người"), "count", maximum=500_000, source=_CARDS, indicator=indicator
    )


POOR_PEOPLE = _people("poor_people", "the-ngheo", N_("Người thuộc hộ nghèo được cấp thẻ"), "poverty.poor_card_people")
NEAR_PEOPLE = _people(
    "near_poor_people", "the-can-ngheo", N_("Người thuộc hộ cận nghèo được cấp thẻ"), "poverty.near_poor_card_people"
)
NEAR_SHARE = factor(
    "poverty.near_poor_share",
    "gn-the-nha-nuoc",
    N_("Nhà nước hỗ trợ thẻ hộ cận nghèo"),
    "%",
    "percent",
    maximum=100,
    source=_CARDS,
    parameter=NEAR_POOR_SHARE,
)
NEAR_TOP_UP = factor(
    "poverty.near_poor_top_up",
    "gn-the-tinh-them",
    N_("Tỉnh hỗ trợ thêm thẻ hộ cận nghèo"),
    "%",
    "percent",
    maximum=100,
    source=N_("Nghị quyết của HĐND tỉnh"),
    presets=(Preset(30, N_("30%, đủ 100% khi Nhà nước hỗ trợ 70%"), N_("Phần còn lại của mức tối thiểu"), "press"),),
)

POWER_HOUSEHOLDS = factor(
    "poverty.power_households",
    "gn-ho-tien-dien",
    N_("Hộ được hỗ trợ tiền điện"),
    N_("hộ"),
    "count",
    maximum=500_000,
    source=_POWER,
    presets=(Preset(POOR_2023, N_("5.915 hộ nghèo (báo cáo 2023)"), _REPORT, "text"),),
)
POWER = factor(
    "poverty.power",
    "gn-tien-dien",
    N_("Tiền điện hỗ trợ một hộ"),
    N_("đồng/tháng"),
    "money",
    maximum=1_000_000,
    source=_POWER,
    presets=tuple(
        Preset(amount, words, N_("Giá bán lẻ điện bậc 1 × 30 kWh"), "secondary")
        for amount, words in (
            (59_598, N_("59.598: 30 kWh × 1.806 đồng, thuế 10%, từ 09/11/2023")),
            (64_282, N_("64.282: 30 kWh × 1.984 đồng, thuế 8%, từ 10/5/2025")),
            (65_472, N_("65.472: 30 kWh × 1.984 đồng, thuế 10%, từ 10/5/2025")),
        )
    ),
)
PUPILS = factor(
    "poverty.pupils",
    "gn-hoc-sinh",
    N_("Học sinh được hỗ trợ chi phí học tập"),
    N_("học sinh"),
    "count",
    maximum=500_000,
    source=_SCHOOL,
)
SCHOOLING = factor(
    "poverty.schooling",
    "gn-hoc-phi",
    N_("Học phí, chi phí học tập hỗ trợ một học sinh"),
    N_("đồng/tháng học"),
    "money",
    maximum=5_000_000,
    source=_SCHOOL,
    presets=(Preset(150_000, N_("150.000, chi phí học tập, đến 02/9/2025 (NĐ 81/2021)"), _DECREE_81, "secondary"),),
    parameter=SCHOOL_COST,
    by_file=True,
)
SCHOOL_MONTHS = factor(
    "poverty.school_months",
    "gn-thang-hoc",
    N_("Số tháng học được hỗ trợ"),
    N_("tháng/năm"),
    "duration",
    maximum=12,
    source=_SCHOOL,
    presets=(Preset(9, N_("9 tháng, tối đa một năm học (NĐ 81/2021)"), _DECREE_81, "secondary"),),
    moves=False,
)
HOUSES = factor(
    "poverty.houses",
    "gn-nha-o",
    N_("Nhà được hỗ trợ xây mới, sửa chữa"),
    N_("nhà/năm"),
    "count",
    maximum=50_000,
    source=_HOUSING,
)
HOUSE = factor(
    "poverty.house",
    "gn-muc-nha-o",
    N_("Mức hỗ trợ một nhà"),
    N_("đồng/nhà"),
    "money",
    maximum=500_000_000,
    source=_HOUSING,
)

PER_HOUSEHOLD = Lever(
    "poverty.people_per_poor_household",
    "gn-nguoi-mot-ho",
    N_("Số người bình quân một hộ nghèo"),
    "optional_amount",
    UNSET,
    unit=N_("người trên 10 hộ"),
    minimum=10,
    maximum=100,
    legal_source=N_("Rà soát hộ nghèo hằng năm"),
    help=N_(
        "Nhân với số hộ nghèo mới nhất khi chưa nhập số người thuộc hộ nghèo được cấp thẻ. Để trống: theo giả định "
        "khởi điểm về số người."
    ),
)
GOAL = rate_goal(
    _AREA, _PREFIX, "poverty.poor_rate", N_("Chỉ tiêu tỷ lệ hộ nghèo"), tenths_options(0, 50, 1), "at_most"
)


def _line(
    scheme: Scheme, group: str, name: str, *factors: Factor, months: int = 1, standing: bool = False
) -> SupportLine:
    limit = Limit(beside=NEAR_SHARE) if NEAR_TOP_UP in factors else None
    return SupportLine(scheme, group, name, factors, months, standing, limit=limit)


AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="giam-ngheo",
    parts=(Part("the-bhyt", N_("Thẻ bảo hiểm y tế"), (_line(POVERTY_CARDS, "poor",
        N_("Thẻ hộ nghèo (Nhà nước đóng 100%)"), POOR_PEOPLE, SALARY, RATE), _line(POVERTY_CARDS, "near_poor",
        N_("Thẻ hộ cận nghèo, phần Nhà nước"), NEAR_PEOPLE, SALARY, RATE, NEAR_SHARE), _line(POVERTY_CARDS,
        "near_poor_top_up", N_("Thẻ hộ cận nghèo, phần tỉnh thêm"), NEAR_PEOPLE, SALARY, RATE, NEAR_TOP_UP)),
        N_("Tính theo người; báo cáo chỉ có số hộ. Mỗi người một thẻ: ai đã có thẻ theo diện khác thì không tính "
        "ở đây. Nhà nước và tỉnh cộng lại không quá 100%: nhập cao hơn thì chỉ tính phần Nhà nước để lại."),
        held_by=N_("Bảo hiểm xã hội tỉnh; {office}")), Part("ho-tro-ho",
        N_("Tiền điện, học phí, nhà ở"), (_line(POVERTY_SUPPORT, "power", N_("Tiền điện"), POWER_HOUSEHOLDS, POWER),
        _line(POVERTY_SUPPORT, "schooling", N_("Học phí, chi phí học tập"), PUPILS, SCHOOLING, SCHOOL_MONTHS,
        months=YEARLY, standing=True), _line(POVERTY_SUPPORT, "housing", N_("Nhà ở"), HOUSES, HOUSE, months=YEARLY)),
        N_("Khoản theo năm tính đều mỗi tháng một phần mười hai. Từ năm học 2025-2026 mầm non, phổ thông công lập miễn "
        "học phí cho mọi học sinh; thuế trong tiền điện hỗ trợ chưa kiểm chứng."),
        held_by=N_("{office}; cấp xã")), PART),
    dials=(Dial(NEAR_TOP_UP, 0, 30), Dial(HOUSES, 0, 2_000, 10)),
    budget_help=N_("Dự toán của riêng các khoản giảm nghèo. Để trống khi chưa có."),
    others=(*GOAL.levers, PER_HOUSEHOLD),
)  # fmt: skip
