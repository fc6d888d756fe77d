"""Figures the map can show: indicators, and the values of each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

import polars as pl

from data.locale import _
from data.vocabulary.periods import first_day_of, vintage_of
from models.geo.area_values import Denominator, DenominatorKind, Per
from models.geo.crosswalk import Crosswalk, Unit
from models.periods import Month
from models.policy.engine.baseline import DistrictTable, commune_totals, groups_by_area
from models.policy.schemes import MERIT, PROTECTION, Scheme
from models.wording.numbers import unit_words, when
from pages.ui.session import loaders, office
from pages.ui.session.loaders import Data

Measure = Literal["people", "amount", "increase", "observed"]
Counted = Literal["people", "households", "money", "percent", "other"]
_COUNTED: dict[str, Counted] = {"people": "people", "households": "households", "VND": "money", "percent": "percent"}


@dataclass(frozen=True)
class MapIndicator:
    """`scheme` of a caseload's figure, `subject` the key of an observed one; `counted` says what stands behind the
    figure."""

    key: str
    name: str
    unit: str
    measure: Measure
    counted: Counted
    scheme: Scheme | None = None
    subject: str = ""

    @property
    def is_rate(self) -> bool:
        """Sent as a rate: it fills areas as it is and is never divided, added up or converted."""
        return self.counted == "percent" or (self.counted == "other" and self.unit.startswith(_("trên")))


CASELOAD = {
    indicator.key: indicator
    for indicator in (
        MapIndicator("btxh-nguoi", _("Đối tượng trợ cấp tại cộng đồng"), _("người"), "people", "people", PROTECTION),
        MapIndicator(
            "btxh-kinh-phi",
            _("Kinh phí trợ cấp tại cộng đồng"),
            _("triệu đồng/tháng"),
            "amount",
            "money",
            PROTECTION,
        ),
        MapIndicator(
            "btxh-tang-them",
            _("Kinh phí tăng thêm theo phương án đang xem xét"),
            _("triệu đồng/tháng"),
            "increase",
            "money",
            PROTECTION,
        ),
        MapIndicator("ncc-nguoi", _("Người có công hưởng hằng tháng"), _("người"), "people", "people", MERIT),
        MapIndicator(
            "ncc-kinh-phi", _("Kinh phí trợ cấp người có công"), _("triệu đồng/tháng"), "amount", "money", MERIT
        ),
    )
}


def indicators(data: Data) -> dict[str, MapIndicator]:
    """All of the caseload, then what areas have sent as indicators and poverty reviews, in the catalogue's order."""
    sent = data.sent_figures.select("indicator", "name", "unit", "position").unique().sort("position", "indicator")
    observed = [_observed(*row) for row in sent.select("indicator", "name", "unit").iter_rows()]
    return CASELOAD | {indicator.key: indicator for indicator in observed}


def periods(data: Data, indicator: MapIndicator) -> tuple[str, ...]:
    """Months ("2024-03") or years in which any area has sent the figure, oldest first; a scenario's increase has
    none."""
    if indicator.measure == "increase":
        return ()
    if indicator.scheme is None:
        sent = data.sent_figures.filter(pl.col("indicator") == indicator.subject)["period"]
        return tuple(sorted(set(sent.to_list()), key=lambda period: (period[:4], len(period) == 4, period)))
    own = data.caseload.filter((pl.col("scheme") == indicator.scheme.code) & (pl.col("quality") == "uploaded"))
    months = sorted(set(own["month"].to_list()))
    tables = {month: loaders.district_table(data.version, indicator.scheme, False, month) for month in months}
    return tuple(month for month, table in tables.items() if table.uploaded)


def _observed(key: str, name: str, unit: str) -> MapIndicator:
    words = unit_words(unit)
    return MapIndicator(
        key.replace(".", "-").replace("_", "-"),
        _(name),
        words,
        "observed",
        _COUNTED.get(unit.partition("/")[0], "other"),
        None,
        key,
    )


Basis = Literal["none", "people", "households", "target_group"]


@dataclass(frozen=True)
class AreaFigure:
    """`amount` in whole units (đồng, people) or the exact figure sent; None = not sent. `heads` are the persons or
    households behind it, None = not known."""

    unit: Unit
    amount: int | Fraction | None
    heads: int | None
    illustrative: bool = False


@dataclass(frozen=True)
class Figures:
    """`period` "2024-03" or "2024", `first` the first day of the list of areas they were counted on."""

    indicator: MapIndicator
    period: str
    first: date
    rows: tuple[AreaFigure, ...]
    source: str

    @property
    def illustrative(self) -> bool:
        return any(row.illustrative for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.amount is not None and not row.illustrative for row in self.rows)


def read(
    data: Data, crosswalk: Crosswalk, indicator: MapIndicator, period: str, increases: Mapping[int, int]
) -> Figures:
    """Of districts, or of communes where an observed figure was sent by these alone. Without a period: the newest."""
    if indicator.scheme is None:
        return _figures_observed(data, crosswalk, indicator, period)
    table = loaders.district_table(data.version, indicator.scheme, office.is_on(data, indicator.scheme.code), period)
    amounts = {row.area_id: _amount(indicator, row.people, row.amount_vnd) for row in table.rows}
    if indicator.measure == "increase":
        amounts = {row.area_id: increases.get(row.area_id) for row in table.rows}
    rows = tuple(
        AreaFigure(crosswalk.units[row.area_id], amounts[row.area_id], row.people, row.illustrative)
        for row in table.rows
    )
    return Figures(indicator, str(table.month), vintage_of(table.month.first_day), rows, _source(table))


def of_communes(data: Data, crosswalk: Crosswalk, figures: Figures) -> Figures | None:
    """The same figure as communes have sent it, for borders without districts; None when none has."""
    indicator = figures.indicator
    if indicator.scheme is None or indicator.measure == "increase":
        return None
    code = indicator.scheme.code
    own = data.caseload.filter(pl.col("scheme") == code)
    totals = commune_totals(own, data.areas, groups_by_area(data.groups, code), Month.parse(figures.period))
    if not totals:
        return None
    rows = []
    for unit in crosswalk.listed(first_day_of(figures.period), "commune"):
        total = totals.get(unit.id)
        people = total.people if total else None
        rows.append(AreaFigure(unit, _amount(indicator, people, total.amount_vnd if total else None), people))
    return Figures(indicator, figures.period, figures.first, tuple(rows), figures.source)


def denominators(data: Data, figures: Figures, basis: DenominatorKind) -> list[Denominator]:
    """What the figures are divided by, each with its source and date. The target group is who the money goes to."""
    if basis == "target_group":
        return [Denominator(row.unit.code, row.heads, figures.source, figures.period) for row in figures.rows]
    name = "population" if basis == "people" else "households"
    columns = data.measures.select("area_id", name, f"{name}_source", f"{name}_date")
    sizes = {row[0]: row[1:] for row in columns.iter_rows()}
    return [Denominator(row.unit.code, *sizes.get(row.unit.id, (None, None, None))) for row in figures.rows]


def bases(indicator: MapIndicator) -> Sequence[Basis]:
    """What the indicator may be divided by."""
    if indicator.is_rate or indicator.counted == "other":
        return ("none",)
    if indicator.measure in ("amount", "increase"):
        return ("none", "target_group", "people", "households")
    return ("none", "people", "households")


def per(indicator: MapIndicator, basis: Basis) -> Per:
    """Đồng a head; counts per 1.000 people or 100 households."""
    if indicator.counted == "money":
        return 1
    return 1_000 if basis == "people" else 100


def _figures_observed(data: Data, crosswalk: Crosswalk, indicator: MapIndicator, period: str) -> Figures:
    sent = data.sent_figures.filter((pl.col("indicator") == indicator.subject) & (pl.col("period") == period))
    districts = sent.filter(pl.col("level") == "district")
    level = "commune" if districts.is_empty() else "district"
    values = dict(sent.filter(pl.col("level") == level).select("area_id", "value").iter_rows())
    day = first_day_of(period)
    rows = []
    for unit in crosswalk.listed(max(day, vintage_of(day)), level):
        amount = Fraction(values[unit.id]) if unit.id in values else None
        counts_heads = indicator.counted in ("people", "households") and amount is not None
        rows.append(AreaFigure(unit, amount, int(amount) if counts_heads and amount is not None else None))
    return Figures(indicator, period, vintage_of(day), tuple(rows), _sent_by(period))


def _amount(indicator: MapIndicator, people: int | None, amount_vnd: int | None) -> int | None:
    return people if indicator.measure == "people" else amount_vnd


def _source(table: DistrictTable) -> str:
    if table.illustrative:
        return _("phần mềm chia số toàn tỉnh của Báo cáo năm 2023 theo dân số")
    return _sent_by(str(table.month)) if table.uploaded else _("chưa có đơn vị nào gửi")


def sent_over(periods: Sequence[str]) -> str:
    """Of several periods, oldest first: the first and the last."""
    return _("các đơn vị gửi, các kỳ {first}–{last}").format(first=when(periods[0]), last=when(periods[-1]))


def _sent_by(period: str) -> str:
    return _("các đơn vị gửi, kỳ {period}").format(period=when(period))
