"""Poverty reduction: health cards of poor and near-poor people, support of their households, and the way to a target rate.

Belongs here: the levers and lines of the area. Does not: the line of 2027 (poverty_line.py), the arithmetic of a target
(target_path.py). The report counts households, not their people, and gives no money: every count and amount starts empty.
"""

from __future__ import annotations

from models.policy.areas import poverty_line
from models.policy.areas.area_levers import support_area
from models.policy.areas.health_card import NEAR_POOR_SHARE
from models.policy.areas.poverty_line import RATE, SALARY
from models.policy.areas.rate_goal import rate_goal
from models.policy.areas.support_lines import YEARLY, Factor, Part, SupportLine, factor
from models.policy.levers.levers import Preset, tenths_options
from models.policy.schemes import POVERTY_CARDS, POVERTY_SUPPORT, Scheme
from models.wording.words import N_

_AREA, _PREFIX = "poverty", "gn-"
_CARDS = N_("Luật Bảo hiểm y tế; Nghị định 146/2018/NĐ-CP")
_POWER = N_("Quyết định 28/2014/QĐ-TTg")
_SCHOOL = N_("Nghị định 81/2021/NĐ-CP")
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
    "poverty.near_poor_share", "gn-the-nha-nuoc", N_("Nhà nước hỗ trợ thẻ hộ cận nghèo"), "%", "percent", maximum=100,
    source=_CARDS, parameter=NEAR_POOR_SHARE,
)  # fmt: skip
NEAR_TOP_UP = factor(
    "poverty.near_poor_top_up", "gn-the-tinh-them", N_("Tỉnh hỗ trợ thêm thẻ hộ cận nghèo"), "%", "percent", maximum=100,
    source=N_("Nghị quyết của HĐND tỉnh"),
    presets=(Preset(30, N_("30%, đủ 100% khi Nhà nước hỗ trợ 70%"), N_("Phần còn lại của mức tối thiểu"), "memory"),),
)  # fmt: skip

POWER_HOUSEHOLDS = factor(
    "poverty.power_households", "gn-ho-tien-dien", N_("Hộ được hỗ trợ tiền điện"), N_("hộ"), "count", maximum=500_000,
    source=_POWER,
    presets=(Preset(POOR_2023, N_("5.915 hộ nghèo (báo cáo 2023)"), _REPORT, "text"),),
)  # fmt: skip
POWER = factor(
    "poverty.power", "gn-tien-dien", N_("Tiền điện hỗ trợ một hộ"), N_("đồng/tháng"), "money", maximum=1_000_000,
    source=_POWER,
)  # fmt: skip
PUPILS = factor(
    "poverty.pupils", "gn-hoc-sinh", N_("Học sinh hộ nghèo, cận nghèo được hỗ trợ"), N_("học sinh"), "count", maximum=500_000,
    source=_SCHOOL,
)  # fmt: skip
SCHOOLING = factor(
    "poverty.schooling", "gn-hoc-phi", N_("Học phí, chi phí học tập hỗ trợ một học sinh"), N_("đồng/tháng học"), "money",
    maximum=5_000_000, source=_SCHOOL,
    presets=(Preset(150_000, N_("150.000, chi phí học tập (NĐ 81/2021)"), _SCHOOL, "memory"),),
)  # fmt: skip
SCHOOL_MONTHS = factor(
    "poverty.school_months", "gn-thang-hoc", N_("Số tháng học được hỗ trợ"), N_("tháng/năm"), "duration", maximum=12,
    source=_SCHOOL, presets=(Preset(9, N_("9 tháng, tối đa một năm học (NĐ 81/2021)"), _SCHOOL, "memory"),), moves=False,
)  # fmt: skip
HOUSES = factor(
    "poverty.houses", "gn-nha-o", N_("Nhà được hỗ trợ xây mới, sửa chữa"), N_("nhà/năm"), "count", maximum=50_000,
    source=_HOUSING,
)  # fmt: skip
HOUSE = factor(
    "poverty.house", "gn-muc-nha-o", N_("Mức hỗ trợ một nhà"), N_("đồng/nhà"), "money", maximum=500_000_000,
    source=_HOUSING,
)  # fmt: skip

GOAL = rate_goal(
    _AREA, _PREFIX, "poverty.poor_rate", N_("Chỉ tiêu tỷ lệ hộ nghèo"), tenths_options(0, 50, 1), "at_most"
)


def _line(
    scheme: Scheme, group: str, name: str, *factors: Factor, months: int = 1, standing: bool = False
) -> SupportLine:
    return SupportLine(scheme, group, name, factors, months, standing)


AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="giam-ngheo",
    parts=(
        Part(
            "the-bhyt", N_("Thẻ bảo hiểm y tế"),
            (
                _line(POVERTY_CARDS, "poor", N_("Thẻ hộ nghèo (Nhà nước đóng 100%)"), POOR_PEOPLE, SALARY, RATE),
                _line(
                    POVERTY_CARDS, "near_poor", N_("Thẻ hộ cận nghèo, phần Nhà nước"), NEAR_PEOPLE, SALARY, RATE, NEAR_SHARE
                ),
                _line(
                    POVERTY_CARDS, "near_poor_top_up", N_("Thẻ hộ cận nghèo, phần tỉnh thêm"), NEAR_PEOPLE, SALARY, RATE,
                    NEAR_TOP_UP,
                ),
            ),
            N_("Tính theo người; báo cáo chỉ có số hộ. Mỗi người một thẻ: ai đã có thẻ theo diện khác thì không tính ở đây."), held_by=N_("Bảo hiểm xã hội tỉnh; đơn vị phụ trách giảm nghèo"),
        ),
        Part(
            "ho-tro-ho", N_("Tiền điện, học phí, nhà ở"),
            (
                _line(POVERTY_SUPPORT, "power", N_("Tiền điện"), POWER_HOUSEHOLDS, POWER),
                _line(
                    POVERTY_SUPPORT, "schooling", N_("Học phí, chi phí học tập"), PUPILS, SCHOOLING, SCHOOL_MONTHS,
                    months=YEARLY, standing=True,
                ),
                _line(POVERTY_SUPPORT, "housing", N_("Nhà ở"), HOUSES, HOUSE, months=YEARLY),
            ),
            N_("Khoản theo năm tính đều mỗi tháng một phần mười hai."), held_by=N_("Đơn vị phụ trách giảm nghèo; cấp xã"),
        ),
        poverty_line.PART,
    ),
    budget_help=N_("Dự toán của riêng các khoản giảm nghèo. Để trống khi chưa có."),
    others=GOAL.levers,
)  # fmt: skip
