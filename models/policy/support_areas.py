"""The areas that work with support lines, in the report's order.

Belongs here: the list alone. Each area is declared in its own module.
"""

from models.policy import children, employment, gender, insurance, poverty, social_evils, training
from models.policy.support_lines import SupportArea

AREAS: tuple[SupportArea, ...] = (
    employment.AREA, training.AREA, insurance.AREA, gender.AREA, children.AREA, social_evils.AREA, poverty.AREA,
)  # fmt: skip
