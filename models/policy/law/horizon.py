"""The horizon of every what-if: whole budget years, from the report's year on.

Belongs here: the years and months alone.
"""

from models.periods import Month, budget_year_months

FIRST_YEAR, LAST_YEAR = 2023, 2027
HORIZON = budget_year_months(FIRST_YEAR, LAST_YEAR)
PENSION_ERA = Month(2025, 7)
"""From here on the social pension takes the place of the allowance at 80 (Luật BHXH 2024), and there are no districts."""
