"""The figures of rows as words, Vietnamese style, column by column.

Belongs here: one sentence of figures for a row of each fact table. Does not: what the row is about (subjects.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from data.locale import _
from data.vocabulary.figure_units import UNIT_WORDS


def figures(table: str, rows: pl.DataFrame, units: Mapping[str, str], suffix: str = "") -> pl.Series:
    """What the columns "<value><suffix>" of a fact table's rows say: "1.000 người; 500.000.000 đồng". `units` are those of
    indicators by key."""
    parts = _FIGURES[table](lambda name: pl.col(f"{name}{suffix}"), units)
    return rows.select(pl.concat_str(parts, separator="; ", ignore_nulls=True).alias("figures"))["figures"]


def _caseload(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    months = pl.when(column("months") > 1).then(column("months"))
    return [
        _phrase(_("{figure} người"), column("people")),
        _phrase(_("{figure} suất"), column("shares")),
        _phrase(_("{figure} tháng"), months),
        _phrase(_("{figure} đồng"), column("amount_vnd")),
    ]


def _observation(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    hedges = {"=": "", ">": _("trên "), "<": _("gần "), "~": _("khoảng ")}
    hedge = column("qualifier").replace_strict(hedges, default="", return_dtype=pl.String)
    return [hedge + _with_unit(column("value"), units)]


def _target(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [_with_unit(column("value"), units)]


def _area_measure(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [
        _phrase(_("dân số {figure}"), column("population")) + _dated(column("population_date")),
        _phrase(_("số hộ {figure}"), column("households")) + _dated(column("households_date")),
    ]


def _budget_line(column: Callable[[str], pl.Expr], units: Mapping[str, str]) -> list[pl.Expr]:
    return [
        _phrase(_("dự toán {figure} đồng"), column("estimate_vnd")),
        _phrase(_("bổ sung {figure} đồng"), column("supplement_vnd")),
        _phrase(_("lũy kế {figure} đồng"), column("cumulative_vnd")),
        _phrase(_("tạm ứng {figure} đồng"), column("advance_vnd")),
        _phrase(_("quyết toán {figure} đồng"), column("settlement_vnd")),
    ]


_FIGURES = {
    "caseload": _caseload,
    "observation": _observation,
    "target": _target,
    "area_measure": _area_measure,
    "budget_line": _budget_line,
}


def _phrase(words: str, figure: pl.Expr) -> pl.Expr:
    before, after = words.split("{figure}")
    return pl.lit(before) + _written(figure.cast(pl.String)) + pl.lit(after)


def _with_unit(value: pl.Expr, units: Mapping[str, str]) -> pl.Expr:
    words = {key: _unit(unit) for key, unit in units.items()}
    return _written(value.cast(pl.String)) + pl.col("indicator_key").replace_strict(
        words, default="", return_dtype=pl.String
    )


def _unit(unit: str) -> str:
    words = _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else ""
    return words if words in ("", "%") else f" {words}"


def _dated(day: pl.Expr) -> pl.Expr:
    """ " (31/12/2023)" of "2023-12-31"; nothing of no date."""
    written = day.str.split("-").list.reverse().list.join("/")
    return pl.when(day.is_not_null()).then(pl.lit(" (") + written + ")").otherwise(pl.lit(""))


def _written(number: pl.Expr) -> pl.Expr:
    """A number as text the Vietnamese way: "-1234.5000" as "−1.234,5"."""
    # Reversed, because the engine has no look-ahead: every third digit but a last one is followed by a point.
    backwards = number.str.extract(r"(\d+)").str.reverse().str.replace_all(r"(\d{3})", "${1}.")
    whole = backwards.str.strip_chars_end(".").str.reverse()
    sign = pl.when(number.str.starts_with("-")).then(pl.lit("\N{MINUS SIGN}")).otherwise(pl.lit(""))
    part = number.str.extract(r"\.(\d*?)0*$").fill_null("")
    return sign + whole + pl.when(part == "").then(pl.lit("")).otherwise(pl.lit(",") + part)
