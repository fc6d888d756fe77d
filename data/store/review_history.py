"""Figures outside their own history: more than a fifth away from what they replace, or from the period before.

Belongs here: this one rule. Does not: sums (review_sums.py) or law (review_norms.py). Decrease and increase of a poverty review
are compared with what they replace only: movements differ from year to year.
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from data.locale import _
from data.store.compare import matched
from data.store.fact_tables import BUDGET_FIGURES
from data.store.queries import MONTHLY
from data.store.warnings import Reviewed, Row, change_words, figure_words, period_words
from data.vocabulary.problems import Problem
from models.frames import CATEGORIES, COUNTED, FIGURES, household_key
from models.periods import Month
from models.wording.words import N_

PART = 5
"""A change of more than one part in so many is outside history."""
SMALL = 20
"""Counts that stay below it move by more than a fifth with a few persons: they are left alone."""
COUNTS = frozenset({"people", "households", "dossiers", "jobs", "houses", "models"})

_FIGURES: dict[str, tuple[str, ...]] = {
    "caseload": ("people", "amount_vnd"),
    "observation": ("value",),
    "target": ("value",),
    "area_measure": ("population", "households"),
    "budget_line": BUDGET_FIGURES,
}
_WORDS = {
    "people": N_("số người {figure}"),
    "amount_vnd": N_("số tiền một tháng {figure}"),
    "value": N_("{figure}"),
    "population": N_("dân số {figure}"),
    "households": N_("số hộ {figure}"),
    "estimate_vnd": N_("dự toán giao {figure}"),
    "supplement_vnd": N_("bổ sung {figure}"),
    "cumulative_vnd": N_("lũy kế {figure}"),
    "advance_vnd": N_("tạm ứng {figure}"),
    "settlement_vnd": N_("quyết toán {figure}"),
}
_MOVEMENTS = [
    household_key(category, counted, figure)
    for category in CATEGORIES
    for counted in COUNTED
    for figure in FIGURES
    if figure != "closing"
]


def outside_history(reviewed: Reviewed) -> list[Problem]:
    """One warning a row, the farthest first; unchanged rows say nothing."""
    kind, figures = reviewed.found.kind, _FIGURES[reviewed.found.kind.name]
    rows = matched(reviewed.connection, reviewed.version, reviewed.found)
    before = _before(reviewed)
    if before is None:
        rows = rows.with_columns(
            _before=pl.lit(None, pl.String), **{f"{name}_before": pl.lit(None) for name in figures}
        )
    else:
        periods = {scope: _previous(str(scope)) for scope in reviewed.found.scopes}
        rows = rows.with_columns(_before=pl.col(kind.scope).replace_strict(periods, return_dtype=pl.String)).join(
            before,
            on=[name if name != kind.scope else "_before" for name in kind.key],
            how="left",
            maintain_order="left",
        )
    if kind.name == "caseload":
        rows = rows.with_columns(
            amount_vnd=_monthly(""), amount_vnd_old=_monthly("_old"), amount_vnd_before=_monthly("_before")
        )
    status = pl.col("status")
    compared = rows.with_columns(
        pl.when(status == "changed")
        .then(f"{name}_old")
        .when(status == "new")
        .then(f"{name}_before")
        .alias(f"{name}_old")
        for name in figures
    )
    outside = {name: ((pl.col(name) - pl.col(f"{name}_old")).abs() * PART > pl.col(f"{name}_old").abs()).fill_null(False)
               for name in figures}  # fmt: skip
    far = [
        pl.when(test).then(
            (pl.col(name) - pl.col(f"{name}_old")).cast(pl.Float64).abs() / pl.col(f"{name}_old").cast(pl.Float64).abs()
        )
        for name, test in outside.items()
    ]
    found = compared.with_columns(
        *(test.alias(f"_{name}") for name, test in outside.items()),
        _far=pl.max_horizontal(far),
        _small=_small(reviewed, compared),
    ).filter(pl.any_horizontal(f"_{name}" for name in figures), ~pl.col("_small"))
    return reviewed.findings(
        found.sort("_far", descending=True, maintain_order=True), "outside_history",
        _("Xem lại các số này; nếu đúng thì xác nhận."), lambda row: _said(reviewed, row, figures),
    )  # fmt: skip


def _before(reviewed: Reviewed) -> pl.DataFrame | None:
    """Values of the period before each of the file's, as they would stand; None where a table has no such periods."""
    kind = reviewed.found.kind
    if kind.name not in ("caseload", "observation", "target"):
        return None
    rows = reviewed.after({_previous(str(scope)) for scope in reviewed.found.scopes}).drop("_mine")
    if kind.name == "caseload":
        rows = rows.filter(pl.col("kind") == MONTHLY)
    else:
        rows = rows.filter(~pl.col("indicator_key").is_in(_MOVEMENTS))
    return rows.rename({kind.scope: "_before", **{name: f"{name}_before" for name in kind.values}})


def _previous(period: str) -> str:
    return str(int(period) - 1) if len(period) == 4 else str(Month.parse(period).plus(-1))


def _monthly(suffix: str) -> pl.Expr:
    """The monthly part of an amount that is paid for several months together, half up."""
    months = pl.col(f"months{suffix}")
    return (2 * pl.col(f"amount_vnd{suffix}") + months) // (2 * months)


def _small(reviewed: Reviewed, rows: pl.DataFrame) -> pl.Expr:
    if "people" in rows.columns:
        return (pl.max_horizontal("people", "people_old") < SMALL).fill_null(False)
    if "indicator_key" not in rows.columns:
        return pl.lit(False)
    counts = [key for key, unit in reviewed.indicator_units.items() if unit in COUNTS]
    small = pl.max_horizontal(pl.col("value").abs(), pl.col("value_old").abs()) < SMALL
    return pl.col("indicator_key").is_in(counts) & small.fill_null(False)


def _said(reviewed: Reviewed, row: Row, figures: tuple[str, ...]) -> str:
    replaced = row["status"] == "changed"
    basis = _("đang có") if replaced else _("của {period}").format(period=period_words(row["_before"]))
    return "; ".join(
        _compared(_WORDS[name], row[name], row[f"{name}_old"], basis, _unit(reviewed, row, name))
        for name in figures
        if row[f"_{name}"]
    )


def _compared(words: str, new: int | Decimal, old: int | Decimal, basis: str, unit: str) -> str:
    said = _(words).format(figure=figure_words(new, unit))
    if not old:
        return _("{said}, số {basis} là 0").format(said=said, basis=basis)
    return _("{said}, {change} so với {old} {basis}").format(
        said=said, change=change_words(new, old), old=figure_words(old, unit), basis=basis
    )


def _unit(reviewed: Reviewed, row: Row, figure: str) -> str:
    if figure == "value":
        return reviewed.indicator_units[row["indicator_key"]]
    return "VND" if figure.endswith("_vnd") else ""
