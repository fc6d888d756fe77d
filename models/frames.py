"""Schemas of the Polars frames that rooms hand to each other, and the household categories they name."""

import polars as pl

PAYMENTS = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "period": pl.String,
        "group": pl.String,
        "kind": pl.String,
        "months": pl.Int64,
        "beneficiaries": pl.Int64,
        "shares": pl.Int64,
        "monthly_amount_vnd": pl.Int64,
    }
)
"""One row per area, month, group and kind. `commune_code` null = the row is about the district; `group` is a programme
name or a benefit group's code; `shares` (suất) null where the file has none; money in whole đồng."""

INDICATOR_FILE = pl.Schema(
    {
        "district_code": pl.String(),
        "commune_code": pl.String(),
        "period": pl.String(),
        "indicator": pl.String(),
        "value": pl.Decimal(20, 4),
        "qualifier": pl.String(),
    }
)
"""Figures of an `indicators` file: one row per area, period ("YYYY" or "YYYY-MM") and indicator key, in the indicator's
unit. Both codes null = the province; `qualifier` is = > < ~ (trên, dưới, khoảng)."""

HOUSEHOLD_FILE = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "period": pl.String,
        "category": pl.String,
        "counted": pl.String,
        "opening": pl.Int64,
        "decrease": pl.Int64,
        "increase": pl.Int64,
        "closing": pl.Int64,
    }
)
"""Poverty review (diễn biến hộ nghèo): `category` "poor" or "near_poor", `counted` "households" or "people", `period` a
year or a month; opening, decrease and increase null where the file has none; closing = opening - decrease +
increase."""

TARGET_FILE = pl.Schema(
    {
        "district_code": pl.String(),
        "commune_code": pl.String(),
        "period": pl.String(),
        "indicator": pl.String(),
        "value": pl.Decimal(20, 4),
    }
)
"""Plan figures: one row per area, year and indicator key. Both codes null = the province."""

AREA_FILE = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "population": pl.Int64,
        "households": pl.Int64,
        "measured_on": pl.String,
        "source": pl.String,
    }
)
"""Population and households of areas: one date ("YYYY-MM-DD" or "YYYY") and one source a file. Both codes null = the
province."""

BUDGET_FILE = pl.Schema(
    {
        "district_code": pl.String,
        "commune_code": pl.String,
        "budget_year": pl.Int64,
        "month": pl.String,
        "source": pl.String,
        "level": pl.String,
        "chapter": pl.String,
        "category": pl.String,
        "item": pl.String,
        "estimate_vnd": pl.Int64,
        "supplement_vnd": pl.Int64,
        "cumulative_vnd": pl.Int64,
        "advance_vnd": pl.Int64,
        "settlement_vnd": pl.Int64,
    }
)
"""Budget lines (models/tables/facts.py): `month` "" = figures of the whole year, else cumulative to its end; money in
whole đồng, null where the file has no such figure. Both codes null = the province."""

CASELOAD = pl.Schema(
    {
        "area_id": pl.Int64,
        "scheme": pl.String,
        "group": pl.String,
        "month": pl.String,
        "people": pl.Int64,
        "units": pl.Int64,
        "amount_vnd": pl.Int64,
        "quality": pl.String,
        "qualifier": pl.String,
    }
)
"""Caseload as kept: `group` "" = the whole programme; `units` counts what the coefficient multiplies (children of a
single parent, otherwise people); `amount_vnd` null where only people are known."""

PARAMETERS = pl.Schema(
    {
        "name": pl.String,
        "value": pl.Int64,
        "issued_on": pl.Date,
        "applies_from": pl.Date,
        "in_force_from": pl.Date,
        "in_force_until": pl.Date,
        "first_paid": pl.Date,
        "document": pl.String,
        "evidence": pl.String,
        "verified_by": pl.String,
    }
)
"""Dated parameters with the five dates of a rule; `value` in the parameter's unit (đồng a month for norms)."""

PARAMETER_FILE = pl.Schema(
    {
        "name": pl.String,
        "value": pl.Int64,
        "issued_on": pl.Date,
        "applies_from": pl.Date,
        "in_force_from": pl.Date,
        "first_paid": pl.Date,
        "document": pl.String,
        "evidence": pl.String,
        "in_force_until": pl.Date,
    }
)
"""Rules of a `parameters` file: one row a name and first day; `name` is that of a parameter, "merit.amount.<group>" or
"merit_step.<kind>.<percent>"; `value` in whole đồng."""

ASSUMPTIONS = pl.Schema(
    {
        "lever": pl.String,
        "value": pl.String,
        "low": pl.Int64,
        "high": pl.Int64,
        "unit": pl.String,
        "basis": pl.String,
        "formula": pl.String,
        "source": pl.String,
        "evidence": pl.String,
        "known_from": pl.Date,
        "known_until": pl.Date,
        "when_given": pl.String,
        "note": pl.String,
    }
)
"""Starting assumptions of levers (models/policy/levers/assumptions.py)."""

GROUPS = pl.Schema(
    {
        "scheme": pl.String,
        "group": pl.String,
        "name": pl.String,
        "clause": pl.String,
        "half_coefficient": pl.Int64,
        "norm_basis": pl.String,
        "unit": pl.String,
        "split_by_area": pl.Boolean,
        "position": pl.Int64,
    }
)
"""Benefit groups of schemes paid as coefficient x norm; coefficients in halves (1,5 is 3) so that money stays whole."""

PROJECTION = pl.Schema(
    {
        "area_id": pl.Int64,
        "scheme": pl.String,
        "group": pl.String,
        "month": pl.String,
        "baseline_people": pl.Int64,
        "scenario_people": pl.Int64,
        "baseline_vnd": pl.Int64,
        "scenario_vnd": pl.Int64,
        "baseline_cash_vnd": pl.Int64,
        "scenario_cash_vnd": pl.Int64,
    }
)
"""What `models.policy.engine.projection.project` returns. `_vnd` is by month of entitlement (theo tháng hưởng),
`_cash_vnd` by month of payment (theo tháng chi); the row with group "reconciliation" is the difference no group
explains."""

AREAS = pl.Schema(
    {
        "area_id": pl.Int64,
        "code": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "level": pl.String,
        "parent_id": pl.Int64,
        "population": pl.Int64,
        "population_date": pl.String,
        "population_source": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
        "tile_row": pl.Int64,
        "tile_column": pl.Int64,
    }
)
"""Areas of all vintages with their newest measure; `level` is province, district or commune; `valid_to` is the first
day on which the area no longer exists, null = it still does."""


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
