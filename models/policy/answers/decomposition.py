"""Measures and their interaction: what each part of a scenario adds alone, and what they add by meeting each other."""

from __future__ import annotations

from dataclasses import dataclass

from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.areas import protection as groups
from models.policy.areas.merit import MERIT_PEOPLE
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Lever
from models.policy.levers.scenario import Scenario
from models.policy.schemes import MERIT, Scheme
from models.wording.words import N_


@dataclass(frozen=True)
class Measure:
    """Levers that make one measure; timing levers belong to all and stay where they are."""

    code: str
    name: str
    levers: tuple[Lever, ...]


PROTECTION_MEASURES = (
    Measure(
        "norm", N_("Mức chuẩn"),
        (protection.NORM, protection.PROVINCIAL, protection.PHASES, protection.INDEXED),
    ),
    Measure("coefficients", N_("Hệ số"), tuple(groups.COEFFICIENTS.values())),
    Measure("people", N_("Số người theo nhóm"), tuple(groups.PEOPLE_OF.values())),
    Measure("eligibility", N_("Mở rộng diện hưởng"), (*groups.WIDENED.values(), groups.LOWER_AGE)),
    Measure("growth", N_("Tăng, giảm đối tượng"), (protection.PEOPLE, protection.GROWTH)),
)  # fmt: skip
MERIT_MEASURES = (
    Measure("norm", N_("Mức chuẩn"), (merit.NORM,)),
    Measure("people", N_("Số suất theo nhóm"), tuple(MERIT_PEOPLE.values())),
    Measure("growth", N_("Tăng, giảm đối tượng"), (merit.PEOPLE, merit.DECLINE)),
)


@dataclass(frozen=True)
class Bar:
    """One measure's own increase in đồng; `code` "interaction" closes the row."""

    code: str
    name: str
    vnd: int


def measures_of(scheme: Scheme) -> tuple[Measure, ...]:
    """The measures of the scheme's area in the stated order."""
    return MERIT_MEASURES if scheme == MERIT else PROTECTION_MEASURES


def waterfall(
    baseline: Baseline, law: Law, scenario: Scenario, scheme: Scheme, months: tuple[Month, ...], month: Month
) -> tuple[Bar, ...]:
    """Bars of the measures that are moved, then the interaction; their sum is the scheme's increase in `month`. Empty
    when nothing is moved; a single measure has no interaction bar."""
    measures = measures_of(scheme)
    moved = [m for m in measures if any(scenario.value(lever) != lever.default for lever in m.levers)]

    def increase(of: Scenario) -> int:
        cube = project_cube(baseline, law, of, months)
        place = cube.places[month]
        after, before = (cube.total(role, "entitled", scheme.code)[place] for role in ("scenario", "baseline"))
        return int(after - before)

    bars = []
    for measure in moved:
        alone = scenario
        for other in measures:
            if other is not measure:
                for lever in other.levers:
                    if alone.value(lever) != lever.default:
                        alone = alone.with_value(lever.key, lever.default)
        bars.append(Bar(measure.code, measure.name, increase(alone)))
    if len(bars) > 1:
        bars.append(Bar("interaction", N_("Tác động kết hợp"), increase(scenario) - sum(bar.vnd for bar in bars)))
    return tuple(bars)
