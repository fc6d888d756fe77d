"""The rows of a comparison, shared by the screen and the file: levers that differ, money, years, payer, estimate.

Belongs here: formatted cells. Does not: choosing options (scenario_options.py) or drawing (scenario_compare.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from data.locale import _
from models.policy.areas import catalogue
from models.policy.engine.baseline import SMALL_CELL
from models.policy.levers.levers import Lever
from models.policy.saved.comparison import (
    Option,
    against,
    common_month,
    differing_levers,
    differing_schemes,
    differing_years,
)
from models.wording.numbers import day, hedge, millions, month, number, percent, short_month, signed, signed_millions
from pages.screens.scenarios import scenario_compare_sources
from pages.ui.answers.scenario_words import lever_names, monthly, moved, value_words
from pages.ui.saved.shelf import LAW, Column
from pages.ui.session import loaders

Row = list[str]


def sentence(columns: Sequence[Column], base: int, scheme: str, name: str) -> str:
    """Every option against the base, in the month in which all have their full change."""
    when = common_month([column.option for column in columns], scheme)
    bills = [column.option.bill(scheme, when) for column in columns]
    parts = [
        _("{name} {change}").format(name=column.said, change=monthly(difference))
        + (f" ({_share(difference, bills[base])})" if difference and bills[base] else "")
        for place, (column, difference) in enumerate(zip(columns, against(bills, base), strict=True))
        if place != base
    ]
    return _("{scheme}, từ {month}, so với {base}: {parts}.").format(
        scheme=name, month=month(when), base=columns[base].said, parts="; ".join(parts)
    )


def overview(
    columns: Sequence[Column], base: int, scheme: str, names: Mapping[str, str], data: loaders.Data
) -> list[Row]:
    """Levers that differ, the chosen scheme in full, one row for each other scheme that differs; money of different
    schemes is never summed."""
    schemes = differing_schemes([column.option for column in columns])
    others = [_short(columns, base, other, names.get(other, other)) for other in schemes if other != scheme]
    return [
        *_levers(columns),
        *_scheme(columns, base, scheme, data),
        *others,
        *scenario_compare_sources.assumed(columns, names),
    ]


def assumed_alone(columns: Sequence[Column], names: Mapping[str, str]) -> list[Row]:
    """Where the options differ in no scheme with figures: their levers, and the lines whose headcount they bring; empty
    where none of those moves either."""
    results = [one for column in columns for one in column.option.result.schemes if column.option.key != LAW]
    if not any(one.assumed and one.moves for one in results):
        return []
    return [*_levers(columns), *scenario_compare_sources.assumed(columns, names)]


def everything(columns: Sequence[Column], base: int, names: Mapping[str, str], data: loaders.Data) -> list[Row]:
    """The same with every differing scheme in full, for the file."""
    schemes = differing_schemes([column.option for column in columns])
    rows = _levers(columns)
    for code in schemes:
        head = [heading(columns, code, names.get(code, code)), *[""] * len(columns)]
        rows += [head, *_scheme(columns, base, code, data)]
    return [*rows, *scenario_compare_sources.assumed(columns, names)]


def heading(columns: Sequence[Column], scheme: str, name: str) -> str:
    """The scheme and the month all are quoted for."""
    when = common_month([column.option for column in columns], scheme)
    return _("{name}, tháng {month}").format(name=name, month=short_month(when))


def _levers(columns: Sequence[Column]) -> list[Row]:
    options = [column.option for column in columns]
    rows: list[Row] = []
    if len({option.scenario.law_as_of for option in options}) > 1:
        rows.append([_("Quy định tính đến ngày"), *(day(option.scenario.law_as_of) for option in options)])
    differing = set(differing_levers(options))
    levers = [lever for lever in catalogue.LEVERS if lever.key in differing]
    for lever, name in zip(levers, lever_names(levers), strict=True):
        rows.append([name, *(_setting(option, lever) for option in options)])
    return rows


def _setting(option: Option, lever: Lever) -> str:
    """What the option sets; where it moves no lever of the lever's area, it leaves the law alone."""
    if option.key == LAW:
        return _("theo quy định")
    area = lever.key.partition(".")[0]
    if not any(other.key.partition(".")[0] == area for other in moved(option.scenario)):
        return _("không đổi")
    return value_words(lever, option.scenario[lever.key])


def _scheme(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> list[Row]:
    options = [column.option for column in columns]
    when = common_month(options, scheme)
    first = next(result for result in (option.result.of(scheme) for option in options) if result is not None)
    bills = [option.bill(scheme, when) for option in options]
    rows = [
        [_("Số người"), *(number(option.people(scheme, when)) for option in options)],
        [_("Kinh phí tháng"), *(hedge(first.qualifier, millions(bill)) for bill in bills)],
        [_("So với {base}").format(base=columns[base].said), *_differences(bills, base)],
    ]
    back = [option.back_pay(scheme) for option in options]
    if any(back):
        rows.append([_("Truy lĩnh (trả một lần)"), *(millions(value) if value else _("không có") for value in back)])
    for year in differing_years(options, scheme):
        years = [option.year(scheme, year) for option in options]
        rows.append([_("Năm ngân sách {year}").format(year=year), *_with_difference(years, base)])
    rows += scenario_compare_sources.ranges(columns, scheme, when, data)
    rows.append(
        [_("Nguồn kinh phí"), *(scenario_compare_sources.payer(column, scheme, when, data.law) for column in columns)]
    )
    return [*rows, *scenario_compare_sources.estimates(columns, scheme)]


def _short(columns: Sequence[Column], base: int, scheme: str, name: str) -> Row:
    when = common_month([column.option for column in columns], scheme)
    bills = [column.option.bill(scheme, when) for column in columns]
    return [heading(columns, scheme, name), *_with_difference(bills, base)]


def _differences(bills: Sequence[int], base: int) -> list[str]:
    """ "+9.333,3 (+38,9%)"; the base says that it is one."""
    cells = []
    for place, difference in enumerate(against(bills, base)):
        share = f" ({_share(difference, bills[base])})" if bills[base] else ""
        if place == base:
            cells.append(_("mốc so sánh"))
        else:
            cells.append(signed_millions(difference) + share if difference else _("không đổi"))
    return cells


def by_district(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> list[Row]:
    """The common month by district; empty where no district has figures (an illustrative split is never compared)."""
    names = dict(data.areas.filter(pl.col("level") == "district").select("area_id", "name").iter_rows())
    options = [column.option for column in columns]
    when = common_month(options, scheme)
    money = [option.by_area(scheme, when) for option in options]
    known = [area for area in data.areas.sort("code")["area_id"].to_list() if area in names and area in money[0]]
    if not known:
        return []
    rows = []
    for area in known:
        if any(0 < option.people_of_area(scheme, area, when) < SMALL_CELL for option in options):
            rows.append([names[area], _("Dưới 5 người (không hiển thị)"), *[""] * (len(options) - 1)])
        else:
            rows.append([names[area], *_with_difference([bills.get(area, 0) for bills in money], base)])
    rest = [sum(value for area, value in bills.items() if area not in names) for bills in money]
    if any(rest):
        rows.append([_("Chưa phân huyện"), *_with_difference(rest, base)])
    rows.append([_("Toàn tỉnh"), *_with_difference([sum(bills.values()) for bills in money], base)])
    return rows


def _with_difference(values: Sequence[int], base: int) -> list[str]:
    """ "344.000 (+56.000)"; the base and what equals it stand alone."""
    differences = against(values, base)
    return [
        millions(value) + (f" ({signed_millions(difference)})" if difference else "")
        for value, difference in zip(values, differences, strict=True)
    ]


def _share(difference: int, whole: int) -> str:
    exact = Decimal(100 * difference) / whole
    return f"{signed(exact, 1)}%" if exact >= 0 else percent(exact, 1)
