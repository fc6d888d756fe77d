"""Rows of a comparison about where the money comes from: payer, estimate, range, and lines on assumed headcounts.

Belongs here: formatted cells. Does not: the rules (models/policy) or the other rows (scenario_compare_rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.locale import _
from models.periods import Month
from models.policy.answers.funding import CENTRAL, DELEGATED, LOCAL
from models.policy.answers.uncertainty import increase_range
from models.policy.answers.whatif import AREAS, budget_of
from models.policy.law.law import Law
from models.policy.saved.comparison import assumed_lines
from models.policy.schemes import SCHEMES
from models.wording.numbers import millions, signed_millions
from pages.ui.saved.shelf import LAW, Column
from pages.ui.session import loaders

Row = list[str]
YEARS = 2
SOURCE_WORDS = {CENTRAL: _("NSTW hỗ trợ"), LOCAL: _("NSĐP"), DELEGATED: _("NSTW, kinh phí ủy quyền")}


def payer(column: Column, scheme: str, when: Month, law: Law) -> str:
    """Current law's payer; of the others, who carries what they add."""
    plan = column.option.plan(scheme, when, law)
    result = column.option.result.of(scheme)
    if plan is None or result is None:
        return _("chưa có")
    if column.option.key == LAW or not plan.total_vnd:
        return _("NSTW, kinh phí ủy quyền") if result.payer == "NSTW" else result.payer
    parts = [
        _("{source}: {amount}").format(
            source=SOURCE_WORDS.get(one.source, _(one.source.name)),
            amount=_("chưa xác định") if one.vnd is None else signed_millions(one.vnd),
        )
        for one in plan.shares
    ]
    if plan.local_alone_vnd and CENTRAL not in {one.source for one in plan.shares}:
        parts.append(_("NSTW không hỗ trợ"))
    return "; ".join(parts)


def estimates(columns: Sequence[Column], scheme: str) -> list[Row]:
    """Against the estimate kept with an option; current law has none of its own."""
    area = next((area for area in AREAS if area.scheme.code == scheme), None)
    if area is None:
        return []
    cells, any_entered = [], False
    for column in columns:
        values = {lever.key: column.inputs.get(lever.key, lever.default) for lever in area.view_levers}
        year = int(values[area.budget_year.key])
        line = None if column.option.key == LAW else budget_of(area, column.option.cube, year, values)
        if line is None:
            cells.append(_("chưa nhập"))
            continue
        any_entered = True
        verdict = _("năm {year} thừa {amount}") if line.balance_vnd >= 0 else _("năm {year} thiếu {amount}")
        cells.append(verdict.format(year=year, amount=millions(abs(line.balance_vnd))))
    return [[_("So với dự toán"), *cells]] if any_entered else []


def ranges(columns: Sequence[Column], scheme: str, when: Month, data: loaders.Data) -> list[Row]:
    """Each option's increase over current law with hedged figures and assumptions at their ends."""
    baseline = loaders.baseline(data.version, False).of_area(SCHEMES[scheme].policy_area)
    cells, wide = [], False
    for column in columns:
        option = column.option
        if option.key == LAW:
            cells.append("")
            continue
        central = option.increase(scheme, when)
        found = increase_range(baseline, data.law, option.scenario, SCHEMES[scheme], option.cube.months, when, central)
        ends = [signed_millions(found.low_vnd), signed_millions(found.high_vnd)]
        wide = wide or ends[0] != ends[1]
        cells.append(ends[0] if ends[0] == ends[1] else _("{low} đến {high}").format(low=ends[0], high=ends[1]))
    return [[_("Tăng thêm, thấp đến cao"), *cells]] if wide else []


def assumed(columns: Sequence[Column], names: Mapping[str, str]) -> list[Row]:
    """Lines whose headcount the scenario brings, each with what the scenario adds to it a month."""
    rows = []
    for code in assumed_lines([column.option for column in columns]):
        results = [column.option.result.of(code) for column in columns]
        cells = [
            _("chưa nhập") if one is None or column.option.key == LAW else signed_millions(one.increase_vnd)
            for one, column in zip(results, columns, strict=True)
        ]
        name = names.get(code, _(SCHEMES[code].name))
        if not SCHEMES[code].in_budget:
            name = _("{name} (ngoài ngân sách)").format(name=name)
        rows.append([_("{name}: tăng thêm mỗi tháng").format(name=name), *cells])
        if not SCHEMES[code].norm:
            rows += _years(columns, code)
    return rows


def _years(columns: Sequence[Column], code: str) -> list[Row]:
    """What each option adds to a line of support in the budget years first touched."""
    results = [None if column.option.key == LAW else column.option.result.of(code) for column in columns]
    touched = {bill.year for one in results if one is not None for bill in one.years if bill.increase_vnd}
    rows = []
    for year in sorted(touched)[:YEARS]:
        added = [
            None if one is None else next(bill.increase_vnd for bill in one.years if bill.year == year)
            for one in results
        ]
        cells = [_("chưa nhập") if vnd is None else signed_millions(vnd) for vnd in added]
        rows.append([_("Năm ngân sách {year}, tăng thêm").format(year=year), *cells])
    return rows
