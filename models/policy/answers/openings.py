"""The one change that a page opens on while nobody has moved a lever, by the day of the clock."""

from __future__ import annotations

from datetime import date

from models.money import raised
from models.policy.answers.filled import Figures, fill
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.answers.whatif import WhatIfArea
from models.policy.areas import children, employment, gender, insurance, poverty, social_evils, training
from models.policy.areas.support import Factor, SupportArea
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import LeverValue

TWO_LEVELS = date(2025, 7, 1)
"""From this day on there are 33 communes, the social pension, and other open questions than the report's year had."""
COMMUNES = {"then": 109, "now": 33}
FULL_EFFECT_YEARS = 3
"""Who comes in from the start on and stays 36 months is counted in whole from the third year after it."""
NORMS = {"protection.norm": (500_000, 600_000), "merit.norm": (2_789_000,)}
"""đồng a month: the question of the report's year, then the province's."""
RISE_PERCENT = 10


def opening(area: WhatIfArea | SupportArea, clock: Clock, figures: Figures) -> dict[str, LeverValue]:
    """By lever key, what is moved; nothing where the question cannot be asked on the day."""
    if isinstance(area, WhatIfArea):
        return _norm(area, clock)
    if area is children.AREA:
        return _swimming(clock, figures)
    then, now = _TRIED[area.policy_area]
    later = clock.day >= TWO_LEVELS
    found: dict[str, LeverValue] = {
        factor.tried.key: value for factor, value in (now if later else then).items() if factor.tried is not None
    }
    if area is social_evils.AREA and not later:
        start = values_on(clock, area.all_levers)[area.applies_from.key]
        found[area.budget_year.key] = str(int(str(start)[:4]) + FULL_EFFECT_YEARS)
    return found


def opened(area: SupportArea, clock: Clock, province: int, figures: Figures) -> SupportResult:
    """The answer that a support area's page opens on; `province` is the id of the whole province."""
    values = values_on(clock, area.all_levers, opening(area, clock, figures))
    return support_result(area, area.scenario(clock.day, values), clock.law, province, figures=figures)


_TRIED: dict[str, tuple[dict[Factor, int], dict[Factor, int]]] = {
    "employment": ({employment.ABROAD: 1_301}, {employment.ABROAD: 1_301}),
    "training": ({training.COSTS["rural"]: 3_000_000}, {training.ELIGIBLE: 30}),
    "insurance": (
        dict(zip(insurance.TOP_UPS.values(), (30, 25, 10, 10), strict=True)),
        dict(zip(insurance.TOP_UPS.values(), (30, 25, 25, 10), strict=True)),
    ),
    "gender": ({gender.MODELS: COMMUNES["then"]}, {gender.MODELS: COMMUNES["now"]}),
    "social_evils": ({social_evils.FIRST_STAY: 24, social_evils.AGAIN_STAY: 36}, {social_evils.PER_HELPER: 3}),
    "poverty": ({poverty.NEAR_TOP_UP: 30}, {poverty.NEAR_TOP_UP: 30}),
}
"""By policy area, up to and from TWO_LEVELS: what is tried."""


def _norm(area: WhatIfArea, clock: Clock) -> dict[str, LeverValue]:
    """A round norm above what the law gives, else a tenth more; today's would-be decree is paid from its first month
    on."""
    standing = int(clock.position(area.norm))
    wanted = next((each for each in NORMS[area.norm.key] if each > standing), None)
    value = raised(standing, RISE_PERCENT) if wanted is None else wanted
    if not area.norm.minimum <= value <= area.norm.maximum:
        return {}
    found: dict[str, LeverValue] = {area.norm.key: value}
    return found if clock.is_report else {**found, area.first_paid.key: str(clock.start)}


def _swimming(clock: Clock, figures: Figures) -> dict[str, LeverValue]:
    """As many taught a year as reach the goal in its year."""
    area, values = children.AREA, values_on(clock, children.AREA.all_levers)
    typed = area.scenario(clock.day, values)
    fewest = children.taught_needed(fill(area, typed, clock.law, figures).scenario, clock.known)
    tried = children.TAUGHT.tried
    return {} if fewest is None or tried is None or fewest > tried.maximum else {tried.key: fewest}
