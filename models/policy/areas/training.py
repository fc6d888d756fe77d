"""Vocational training: support of learners in elementary and short courses, and the way to a target trained share.

Belongs here: the levers and lines of the area. Does not: the arithmetic of a target (target_path.py), the mix of levels
(level_mix.py). The report gives
learners by level, not by group, and no money: every count and amount starts empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.policy.areas.area_levers import support_area
from models.policy.areas.level_mix import MIX
from models.policy.areas.rate_goal import rate_goal
from models.policy.areas.support_lines import YEARLY, Factor, Part, SupportLine, factor
from models.policy.levers.levers import Preset, tenths_options
from models.policy.schemes import TRAINING_SUPPORT
from models.wording.words import N_

_AREA, _PREFIX = "training", "dt-"
DECISION_46 = N_("Quyết định 46/2015/QĐ-TTg")
REPORT_2023 = N_("Báo cáo an sinh xã hội năm 2023")
EVIDENCE_46 = "secondary"
MEAL_VND, TRAVEL_VND, TRAVEL_DISABLED_VND = 30_000, 200_000, 300_000
"""Đồng a day of study; đồng a course from 15 km, for people with disabilities from 5 km."""


@dataclass(frozen=True)
class LearnerGroup:
    """A group of Quyết định 46/2015, the most one of it is supported by for a course, and what the lever of it is called."""

    key: str
    slug: str
    name: str
    most_vnd: int
    amount_label: str
    preset: str


GROUPS = (
    LearnerGroup(
        "disabled", "nkt", N_("Người khuyết tật"), 6_000_000, N_("Mức một khóa: người khuyết tật"),
        N_("6 triệu, tối đa (QĐ 46/2015)"),
    ),
    LearnerGroup(
        "ethnic_poor", "dtts-ngheo", N_("Hộ dân tộc thiểu số nghèo; hộ nghèo ở xã, thôn đặc biệt khó khăn"), 4_000_000,
        N_("Mức một khóa: hộ dân tộc thiểu số nghèo"), N_("4 triệu, tối đa (QĐ 46/2015)"),
    ),
    LearnerGroup(
        "poor", "ngheo", N_("Hộ nghèo, dân tộc thiểu số, người có công, bị thu hồi đất, lao động nữ mất việc làm"),
        3_000_000, N_("Mức một khóa: hộ nghèo, người có công, bị thu hồi đất"), N_("3 triệu, tối đa (QĐ 46/2015)"),
    ),
    LearnerGroup(
        "near_poor", "can-ngheo", N_("Hộ cận nghèo"), 2_500_000, N_("Mức một khóa: hộ cận nghèo"),
        N_("2,5 triệu, tối đa (QĐ 46/2015)"),
    ),
    LearnerGroup(
        "rural", "nong-thon", N_("Phụ nữ, lao động nông thôn khác"), 2_000_000,
        N_("Mức một khóa: phụ nữ, lao động nông thôn khác"), N_("2 triệu, tối đa (QĐ 46/2015)"),
    ),
)  # fmt: skip


def _learners(
    key: str, slug: str, label: str, *presets: Preset, source: str = DECISION_46, indicator: str = ""
) -> Factor:
    return factor(
        f"training.{key}", f"{_PREFIX}{slug}", label, N_("người/năm"), "count", maximum=50_000, source=source,
        presets=presets, indicator=indicator,
    )  # fmt: skip


def _amount(key: str, slug: str, label: str, unit: str, most: int, preset: str) -> Factor:
    return factor(
        f"training.{key}", f"{_PREFIX}{slug}", label, unit, "money", maximum=2 * most, source=DECISION_46,
        presets=(Preset(most, preset, DECISION_46, EVIDENCE_46),),
    )  # fmt: skip


ELIGIBLE = factor(
    "training.eligible", "dt-duoc-ho-tro", N_("Phần người học được hỗ trợ"), "%", "percent", maximum=100,
    source=DECISION_46,
)  # fmt: skip
"""Who pays for the course otherwise, or has been supported once, is a learner without support."""
LEARNERS = {group.key: _learners(f"learners.{group.key}", f"hoc-{group.slug}", group.name) for group in GROUPS}
COSTS = {
    group.key: _amount(
        f"cost.{group.key}", f"muc-{group.slug}", group.amount_label, N_("đồng/khóa"), group.most_vnd, group.preset
    )
    for group in GROUPS
}  # fmt: skip
ELEMENTARY = _learners(
    "learners.elementary", "so-cap", N_("Người học trình độ sơ cấp"),
    Preset(2_826, N_("2.826, tuyển sinh năm 2023 (báo cáo)"), REPORT_2023, "text"), source=REPORT_2023,
    indicator="training.enrolled_elementary",
)  # fmt: skip
SHORT = _learners(
    "learners.short", "ngan", N_("Người học dưới 3 tháng"),
    Preset(13_928, N_("13.928, tuyển sinh năm 2023 (báo cáo)"), REPORT_2023, "text"), source=REPORT_2023,
    indicator="training.enrolled_short",
)  # fmt: skip
TRAVELLERS = _learners("travellers", "di-xa", N_("Người học ở xa từ 15 km được hỗ trợ đi lại"))
TRAVELLERS_DISABLED = _learners(
    "travellers_disabled", "di-xa-nkt", N_("Người khuyết tật học xa từ 5 km được hỗ trợ đi lại")
)
DAYS_ELEMENTARY = factor(
    "training.days.elementary", "dt-ngay-so-cap", N_("Số ngày thực học một khóa sơ cấp"), N_("ngày/người"), "duration",
    maximum=365, source=DECISION_46,
)  # fmt: skip
DAYS_SHORT = factor(
    "training.days.short", "dt-ngay-ngan", N_("Số ngày thực học một khóa dưới 3 tháng"), N_("ngày/người"), "duration",
    maximum=92, source=DECISION_46,
)  # fmt: skip
MEAL = _amount("meal", "tien-an", N_("Tiền ăn"), N_("đồng/ngày"), MEAL_VND, N_("30.000 (QĐ 46/2015)"))
TRAVEL = _amount("travel", "di-lai", N_("Tiền đi lại"), N_("đồng/khóa"), TRAVEL_VND, N_("200.000 (QĐ 46/2015)"))
TRAVEL_DISABLED = _amount(
    "travel_disabled", "di-lai-nkt", N_("Tiền đi lại của người khuyết tật"), N_("đồng/khóa"), TRAVEL_DISABLED_VND,
    N_("300.000 (QĐ 46/2015)"),
)  # fmt: skip

GOAL = rate_goal(
    _AREA,
    _PREFIX,
    "training.trained_share",
    N_("Chỉ tiêu tỷ lệ lao động qua đào tạo"),
    tenths_options(500, 1000, 5),
    "at_least",
)


def _line(key: str, name: str, *factors: Factor, counted: int = 1) -> SupportLine:
    return SupportLine(TRAINING_SUPPORT, key, name, factors, YEARLY, counted=counted)


AREA = support_area(
    policy_area=_AREA,
    prefix=_PREFIX,
    slug="giao-duc-nghe-nghiep",
    parts=(
        Part(
            "hoc-phi", N_("Chi phí đào tạo theo nhóm"),
            tuple(
                _line(f"cost_{g.key}", g.name, LEARNERS[g.key], ELIGIBLE, COSTS[g.key], counted=2) for g in GROUPS
            ),
            N_("Mỗi người được hỗ trợ một lần. Người học nhập ở đây đã là người được hỗ trợ thì nhập 100%."), held_by=N_("Đơn vị phụ trách giáo dục nghề nghiệp; các cơ sở đào tạo"),
        ),
        Part(
            "tien-an", N_("Tiền ăn theo trình độ"),
            (
                _line("meals_elementary", N_("Tiền ăn, trình độ sơ cấp"), ELEMENTARY, ELIGIBLE, DAYS_ELEMENTARY, MEAL, counted=2),
                _line("meals_short", N_("Tiền ăn, học dưới 3 tháng"), SHORT, ELIGIBLE, DAYS_SHORT, MEAL, counted=2),
            ),
            N_("Cùng những người học ở phần trên, chia theo trình độ: không cộng số người của hai phần."), held_by=N_("Đơn vị phụ trách giáo dục nghề nghiệp; các cơ sở đào tạo"),
        ),
        Part(
            "di-lai", N_("Tiền đi lại"),
            (
                _line("travel", N_("Tiền đi lại từ 15 km"), TRAVELLERS, TRAVEL),
                _line("travel_disabled", N_("Tiền đi lại của người khuyết tật từ 5 km"), TRAVELLERS_DISABLED, TRAVEL_DISABLED),
            ), held_by=N_("Đơn vị phụ trách giáo dục nghề nghiệp; các cơ sở đào tạo"),
        ),
    ),
    budget_help=N_("Dự toán của riêng các khoản hỗ trợ đào tạo nghề. Để trống khi chưa có."),
    others=(*GOAL.levers, *MIX),
)  # fmt: skip
