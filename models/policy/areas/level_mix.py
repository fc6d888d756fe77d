"""The mix of levels of vocational training: the year's learners by level, and what they would be in another mix or number.

Belongs here: its levers and the counts. It moves no money: who is supported, and for how long, are factors of the area's lines
(training.py). Does not: which year's figures are the present ones (pages).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.money import divide_half_up
from models.policy.levers.levers import UNSET, Lever
from models.policy.levers.scenario import Scenario
from models.wording.words import N_

LEVELS = ("college", "intermediate", "elementary", "short")
"""Of the indicators training.enrolled_*; the last takes what the others leave."""
_PLAN = N_("Kế hoạch tuyển sinh của tỉnh")


def _share(level: str, slug: str, label: str) -> Lever:
    return Lever(
        f"training.mix.{level}", f"dt-phan-{slug}", label, "optional_amount", UNSET, unit="%", minimum=0, maximum=100,
        legal_source=_PLAN, help=N_("Phần trong tổng tuyển sinh. Để trống: như cơ cấu của năm báo cáo mới nhất."),
    )  # fmt: skip


TOTAL = Lever(
    "training.mix.total", "dt-tong-tuyen-sinh", N_("Tổng tuyển sinh một năm"), "optional_amount", UNSET, unit=N_("người"),
    minimum=1, maximum=200_000, legal_source=_PLAN, help=N_("Để trống: như năm báo cáo mới nhất."),
)  # fmt: skip
SHARES = {
    "college": _share("college", "cao-dang", N_("Phần trình độ cao đẳng")),
    "intermediate": _share("intermediate", "trung-cap", N_("Phần trình độ trung cấp")),
    "elementary": _share("elementary", "so-cap", N_("Phần trình độ sơ cấp")),
}
MIX = (TOTAL, *SHARES.values())


class MixOverError(ValueError):
    """The levels given come to more than all learners: nobody would be left for the last one."""


@dataclass(frozen=True)
class LevelMix:
    """Learners a year by level, now and in the scenario."""

    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def is_moved(self) -> bool:
        return dict(self.before) != dict(self.after)


def level_mix(enrolled: Mapping[str, int], scenario: Scenario) -> LevelMix:
    """From a year's learners by level. A level left open keeps its share; the last level takes the rest, so that the levels make
    the total exactly. Raises MixOverError; `enrolled` must not be empty of learners."""
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
