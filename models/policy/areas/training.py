"""Vocational training: support lines, levers, and the mix of training levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.money import divide_half_up
from models.policy.areas.support import YEARLY, Dial, Factor, Part, SupportLine, factor, support_area
from models.policy.areas.targets import rate_goal
from models.policy.levers.levers import UNSET, Lever, Preset, Scenario, tenths_options
from models.policy.schemes import TRAINING_SUPPORT
from models.wording.words import N_

LEVELS = ("college", "intermediate", "elementary", "short")
"""Of the indicators training.enrolled_*; the last takes what the others leave."""
_PLAN = N_("Kế hoạch tuyển sinh của tỉnh")


def _share(level: str, slug: str, label: str) -> Lever:
    return Lever(
        f"training.mix.{level}",
        f"dt-phan-{slug}",
        label,
        "optional_amount",
        UNSET,
        unit="%",
        minimum=0,
        maximum=100,
        legal_source=_PLAN,
        help=N_("Phần trong tổng tuyển sinh. Để trống: như cơ cấu của năm báo cáo mới nhất."),
    )


TOTAL = Lever(
    "training.mix.total",
    "dt-tong-tuyen-sinh",
    N_("Tổng tuyển sinh một năm"),
    "optional_amount",
    UNSET,
    unit=N_("người"),
    minimum=1,
    maximum=200_000,
    legal_source=_PLAN,
    help=N_("Để trống: như năm báo cáo mới nhất."),
)
SHARES = {
    "college": _share("college", "cao-dang", N_("Phần trình độ cao đẳng")),
    "intermediate": _share("intermediate", "trung-cap", N_("Phần trình độ trung cấp")),
    "elementary": _share("elementary", "so-cap", N_("Phần trình độ sơ cấp")),
}
MIX = (TOTAL, *SHARES.values())


class MixOverError(ValueError):
    """The levels entered add up to more than all learners."""


@dataclass(frozen=True)
class LevelMix:
    """Learners a year by level, now and in the scenario."""

    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def is_moved(self) -> bool:
        return dict(self.before) != dict(self.after)


def level_mix(enrolled: Mapping[str, int], scenario: Scenario) -> LevelMix:
    """The mix from a year's learners by level. An empty level keeps its share; the last level takes the rest, so
    that the levels add up exactly. Raises MixOverError; `enrolled` must contain learners."""
    now = sum(enrolled[level] for level in LEVELS)
    typed = scenario.value(TOTAL)
    total = now if typed == UNSET else int(typed)
    after = {}
    for level, lever in SHARES.items():
        share = scenario.value(lever)
        part, whole = (enrolled[level], now) if share == UNSET else (int(share), 100)
        after[level] = divide_half_up(total * part, whole)
    rest = total - sum(after.values())
    if rest < 0:
        raise MixOverError(f"{total - rest} of {total}")
    return LevelMix({level: enrolled[level] for level in LEVELS}, {**after, LEVELS[-1]: rest})


def above_short_tenths(learners: Mapping[str, int]) -> int:
    """Learners of elementary level and above, in tenths of a percent of all."""
    total = sum(learners.values())
    return divide_half_up(1000 * (total - learners[LEVELS[-1]]), total)


_AREA, _PREFIX = "training", "dt-"
DECISION_46, DECREE_338 = N_("Quyết định 46/2015/QĐ-TTg"), N_("Nghị định 338/2025/NĐ-CP, Điều 25")
COURSE_LAW = TRAINING_SUPPORT.legal_source
REPORT_2023 = N_("Báo cáo an sinh xã hội năm 2023")


@dataclass(frozen=True)
class LearnerGroup:
    """A group of Quyết định 46/2015 and the name of its lever; the largest support for a course and its words are for
    the preset, what holds is the law's (course.<key>)."""

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
        N_("Mức một khóa: phụ nữ, lao động nông thôn khác"), N_("2 triệu, đến 31/12/2025 (QĐ 46/2015)"),
    ),
)  # fmt: skip


def _learners(
    key: str, slug: str, label: str, *presets: Preset, source: str = COURSE_LAW, indicator: str = ""
) -> Factor:
    return factor(
        f"training.{key}",
        f"{_PREFIX}{slug}",
        label,
        N_("người/năm"),
        "count",
        maximum=50_000,
        source=source,
        presets=presets,
        indicator=indicator,
    )


def _amount(key: str, slug: str, label: str, unit: str, *presets: Preset) -> Factor:
    return factor(
        f"training.{key}",
        f"{_PREFIX}{slug}",
        label,
        unit,
        "money",
        maximum=2 * max(int(preset.value) for preset in presets),
        source=COURSE_LAW,
        presets=presets,
        parameter=f"course.{key.removeprefix('cost.')}",
        by_file=True,
    )


ELIGIBLE = factor(
    "training.eligible",
    "dt-duoc-ho-tro",
    N_("Phần người học được hỗ trợ"),
    "%",
    "percent",
    maximum=100,
    source=COURSE_LAW,
)
"""Who pays for the course otherwise, or has been supported once, is a learner without support."""
MEAL_SHARE = factor(
    "training.meal_share",
    "dt-duoc-an",
    N_("Phần người được hỗ trợ thuộc diện có tiền ăn"),
    N_("phần nghìn"),
    "per_thousand",
    maximum=1_000,
    source=COURSE_LAW,
    presets=(Preset(78, N_("78 phần nghìn: 1.308 trong 16.754 người học (giả định)"), DECISION_46, "secondary"),),
)
"""Of the supported, counted among all learners: the other rural workers have the course paid and no meals."""
_RURAL_2026 = Preset(4_000_000, N_("4 triệu, tối đa, từ 2026 (NĐ 338/2025)"), DECREE_338, "press")
LEARNERS = {group.key: _learners(f"learners.{group.key}", f"hoc-{group.slug}", group.name) for group in GROUPS}
COSTS = {
    group.key: _amount(
        f"cost.{group.key}",
        f"muc-{group.slug}",
        group.amount_label,
        N_("đồng/khóa"),
        Preset(group.most_vnd, group.preset, DECISION_46, "press"),
        *([_RURAL_2026] if group.key == "rural" else []),
    )
    for group in GROUPS
}
ELEMENTARY = _learners(
    "learners.elementary",
    "so-cap",
    N_("Người học trình độ sơ cấp"),
    Preset(2_826, N_("2.826, tuyển sinh năm 2023 (báo cáo)"), REPORT_2023, "text"),
    source=REPORT_2023,
    indicator="training.enrolled_elementary",
)
SHORT = _learners(
    "learners.short",
    "ngan",
    N_("Người học dưới 3 tháng"),
    Preset(13_928, N_("13.928, tuyển sinh năm 2023 (báo cáo)"), REPORT_2023, "text"),
    source=REPORT_2023,
    indicator="training.enrolled_short",
)
TRAVELLERS = _learners("travellers", "di-xa", N_("Người học ở xa từ 15 km được hỗ trợ đi lại"))
TRAVELLERS_DISABLED = _learners(
    "travellers_disabled", "di-xa-nkt", N_("Người khuyết tật học xa từ 5 km được hỗ trợ đi lại")
)
DAYS_ELEMENTARY = factor(
    "training.days.elementary",
    "dt-ngay-so-cap",
    N_("Số ngày thực học một khóa sơ cấp"),
    N_("ngày/người"),
    "duration",
    maximum=365,
    source=COURSE_LAW,
)
DAYS_SHORT = factor(
    "training.days.short",
    "dt-ngay-ngan",
    N_("Số ngày thực học một khóa dưới 3 tháng"),
    N_("ngày/người"),
    "duration",
    maximum=92,
    source=COURSE_LAW,
)
MEAL = _amount(
    "meal",
    "tien-an",
    N_("Tiền ăn"),
    N_("đồng/ngày"),
    Preset(30_000, N_("30.000, đến 31/12/2025 (QĐ 46/2015)"), DECISION_46, "press"),
    Preset(50_000, N_("50.000 (NĐ 338/2025)"), DECREE_338, "press"),
)
TRAVEL = _amount(
    "travel",
    "di-lai",
    N_("Tiền đi lại"),
    N_("đồng/khóa"),
    Preset(200_000, N_("200.000 (QĐ 46/2015; NĐ 338/2025)"), DECREE_338, "press"),
)
TRAVEL_DISABLED = _amount(
    "travel_disabled",
    "di-lai-nkt",
    N_("Tiền đi lại của người khuyết tật"),
    N_("đồng/khóa"),
    Preset(300_000, N_("300.000 (QĐ 46/2015; NĐ 338/2025)"), DECREE_338, "press"),
)

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
    parts=(Part("hoc-phi", N_("Chi phí đào tạo theo nhóm"), tuple(_line(f"cost_{g.key}", g.name, LEARNERS[g.key],
        ELIGIBLE, COSTS[g.key], counted=2) for g in GROUPS),
        N_("Mỗi người được hỗ trợ một lần. Người học nhập ở đây đã là người được hỗ trợ thì nhập 100%."),
        held_by=N_("{office}; các cơ sở đào tạo")), Part("tien-an",
        N_("Tiền ăn theo trình độ"), (_line("meals_elementary", N_("Tiền ăn, trình độ sơ cấp"), ELEMENTARY, ELIGIBLE,
        MEAL_SHARE, DAYS_ELEMENTARY, MEAL, counted=3), _line("meals_short", N_("Tiền ăn, học dưới 3 tháng"), SHORT,
        ELIGIBLE, MEAL_SHARE, DAYS_SHORT, MEAL, counted=3)),
        N_("Cùng những người học ở phần trên, chia theo trình độ: không cộng số người của hai phần. Tiền ăn chỉ cho "
        "nhóm ưu tiên (QĐ 46/2015). Khi đếm mọi người học thì nhập khoảng 78 phần nghìn: với 20% người học được hỗ "
        "trợ là 0,23 tỷ, không phải 2,96 tỷ một năm. Số nhập đã là nhóm ưu tiên thì nhập 1.000."),
        held_by=N_("{office}; các cơ sở đào tạo")), Part("di-lai", N_("Tiền đi lại"),
        (_line("travel", N_("Tiền đi lại từ 15 km"), TRAVELLERS, TRAVEL), _line("travel_disabled",
        N_("Tiền đi lại của người khuyết tật từ 5 km"), TRAVELLERS_DISABLED, TRAVEL_DISABLED)),
        held_by=N_("{office}; các cơ sở đào tạo"))),
    dials=(Dial(ELIGIBLE, 0, 100, 5), Dial(COSTS["rural"], 1_000_000, 4_000_000, 100_000)),
    budget_help=N_("Dự toán của riêng các khoản hỗ trợ đào tạo nghề. Để trống khi chưa có."),
    others=(*GOAL.levers, *MIX),
)  # fmt: skip
