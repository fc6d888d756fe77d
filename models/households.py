"""The figures of a poverty review (diễn biến hộ nghèo) as indicators.

Belongs here: the keys under which the figures of a `households` file are kept. Does not: their names on the screen
(data/seed/indicators.csv).
"""

CATEGORIES = ("poor", "near_poor")
"""Hộ nghèo, hộ cận nghèo."""
COUNTED = ("households", "people")
FIGURES = ("opening", "decrease", "increase", "closing")


def household_key(category: str, counted: str, figure: str) -> str:
    """The indicator of one figure: closing figures are the ones the report has ("poverty.poor_households")."""
    if counted == "households":
        return f"poverty.{category}_households" if figure == "closing" else f"poverty.{category}_{figure}"
    return f"poverty.{category}_people" if figure == "closing" else f"poverty.{category}_people_{figure}"


KEYS = {
    household_key(category, counted, figure): (category, counted, figure)
    for category in CATEGORIES
    for counted in COUNTED
    for figure in FIGURES
}
"""Each indicator's category, what it counts and its figure."""
