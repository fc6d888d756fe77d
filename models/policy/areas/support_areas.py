"""The areas that work with support lines, in the report's order.

Belongs here: the list, and what is asked of factors of all areas together. Each area is declared in its own module.
"""

from models.policy.areas import children, employment, gender, insurance, poverty, social_evils, training
from models.policy.areas.support_lines import YEARLY, SupportArea

AREAS: tuple[SupportArea, ...] = (
    employment.AREA, training.AREA, insurance.AREA, gender.AREA, children.AREA, social_evils.AREA, poverty.AREA,
)  # fmt: skip
INPUTS = frozenset(factor.indicator for area in AREAS for factor in area.factors if factor.is_input)
"""Indicators that files bring for the levers: unit costs and counts nobody reports otherwise, of the province alone."""
TAKEN_OVER = frozenset(factor.indicator for area in AREAS for factor in area.factors if factor.indicator)
"""Indicators whose figures a lever may be set to."""
COUNTED_BY_YEAR = frozenset(
    line.count.now.key for area in AREAS for line in area.lines if line.months == YEARLY and not line.standing
)
"""Keys of factors that count a whole year: a figure of some of its months is not the same."""
