"""Comparison of saved scenarios: chart, table, sources of funds, districts, file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from data.export.tables import csv_bytes
from data.locale import _
from models.periods import Month
from models.policy.answers.funding import CENTRAL, DELEGATED, LOCAL
from models.policy.answers.scenario_result import SchemeResult
from models.policy.answers.standing import standing
from models.policy.answers.uncertainty import increase_range
from models.policy.answers.whatif import AREAS, budget_of
from models.policy.areas import catalogue
from models.policy.cube import Amounts, View
from models.policy.engine.baseline import SMALL_CELL
from models.policy.law.law import Law
from models.policy.levers.levers import Lever
from models.policy.saved.comparison import (
    Option,
    adding_months,
    against,
    assumed_lines,
    common_month,
    differing_levers,
    differing_months,
    differing_schemes,
    differing_years,
)
from models.policy.schemes import SCHEMES
from models.wording.numbers import (
    MILLION,
    day,
    hedge,
    millions,
    month,
    number,
    percent,
    short_month,
    signed,
    signed_millions,
)
from pages._registry import page
from pages.ui.answers import words
from pages.ui.answers.words import VIEW_WORDS, lever_names, monthly, moved, value_words
from pages.ui.charts.charts import CONFIG, fonts, under
from pages.ui.format.tables import AREA_HEADINGS, AREA_WORDS, escape, table
from pages.ui.saved import scenarios
from pages.ui.saved.scenarios import LAW, LIMIT, Column, Kept
from pages.ui.session import downloads, loaders

HEIGHT, LEGEND_COLUMNS, LEGEND_ROW = 210, 2, 24
"""Names are long: two stand beside each other in the legend, and the chart grows with their rows."""


def paths(columns: Sequence[Column], scheme: str, view: View, indexes: Sequence[int]) -> dict[str, Any]:
    """Chart of the bill of every option by month; `indexes` are those of the months shown."""
    return _steps(columns, [column.option.path(scheme, paid=view == "paid") for column in columns], indexes)


def added_paths(columns: Sequence[Column], scheme: str, places: Sequence[int]) -> dict[str, Any]:
    """What every option adds by month to its own present bill of a line of support."""
    return _steps(columns, [column.option.added(scheme) for column in columns], places)


def _steps(columns: Sequence[Column], bills: Sequence[Amounts], indexes: Sequence[int]) -> dict[str, Any]:
    """Vega-Lite chart. Fields of a row: i index, t month, o0, o1 … the options in triệu đồng, e = end of the last
    step."""
    months = [columns[0].option.cube.months[index] for index in indexes]
    fields = [f"o{number}" for number in range(len(columns))]
    rows = [
        {
            "i": i,
            "t": short_month(months[i]),
            **{field: round(int(bill[index]) / MILLION, 3) for field, bill in zip(fields, bills, strict=True)},
        }
        for i, index in enumerate(indexes)
    ]
    x = _months(months)
    y = {"type": "quantitative", "title": _("triệu đồng/tháng"), "axis": {"format": ",.0f"}, "scale": {"zero": True}}
    # A step needs its end: the last month's bill runs to the end of that month.
    values = [*rows, {**rows[-1], "i": len(rows), "e": 1}]
    return {
        "config": {**CONFIG, **fonts()},
        "height": HEIGHT + LEGEND_ROW * -(-len(columns) // LEGEND_COLUMNS),
        # Data one level down is not turned into a frame.
        "layer": [
            {"data": {"values": values}, "layer": [_lines(columns, fields, x, y), _tooltips(columns, fields, x, y)]}
        ],
    }


def _months(months: Sequence[Month]) -> dict[str, Any]:
    step = (1, 4, 7, 10) if len(months) <= 24 else (1, 7)
    labels = json.dumps([short_month(month) for month in months])
    return {
        "field": "i",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, len(months)], "nice": False},
        "axis": {
            "values": [i for i, month in enumerate(months) if month.month in step],
            "grid": False,
            "labelExpr": f"{labels}[datum.value]",
        },
    }


def _lines(columns: Sequence[Column], fields: list[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    # A name is typed by a user: as a JSON string it can only be a text of the expression, never code in it.
    names = json.dumps({field: column.name for field, column in zip(fields, columns, strict=True)}, ensure_ascii=False)
    legend = {
        "orient": "top",
        "columns": LEGEND_COLUMNS,
        "labelLimit": 400,
        "labelExpr": f"{names}[datum.label]",
        "symbolSize": 400,
    }
    colour = {"domain": fields, "range": [column.colour for column in columns]}
    dash = {"domain": fields, "range": [column.dash or [1, 0] for column in columns]}
    return {
        "transform": [{"fold": fields, "as": ["r", "v"]}],
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
        "encoding": {
            "x": x,
            "y": {**y, "field": "v"},
            "color": {"field": "r", "type": "nominal", "title": None, "legend": legend, "scale": colour},
            "strokeDash": {"field": "r", "type": "nominal", "title": None, "legend": legend, "scale": dash},
        },
    }


def _tooltips(columns: Sequence[Column], fields: list[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    amounts = [
        {"field": field, "type": "quantitative", "format": ",.1f", "title": column.name}
        for field, column in zip(fields, columns, strict=True)
    ]
    return {
        "transform": [{"filter": "!datum.e"}, {"calculate": "datum.i + 0.5", "as": "m"}],
        "mark": {"type": "point", "opacity": 0, "size": 400, "filled": True},
        "encoding": {
            "x": {**x, "field": "m"},
            "y": {**y, "field": fields[-1]},
            "tooltip": [{"field": "t", "title": _("Tháng")}, *amounts],
        },
    }


SourcesRow = list[str]
YEARS = 2
SOURCE_WORDS = {CENTRAL: _("NSTW hỗ trợ"), LOCAL: _("NSĐP"), DELEGATED: _("NSTW, kinh phí ủy quyền")}


def payer(column: Column, scheme: str, when: Month, law: Law) -> str:
    """The payer of current law; for other options, the shares of what they add by source."""
    plan = column.option.plan(scheme, when, law)
    result = column.option.result.of(scheme)
    if plan is None or result is None:
        return _("chưa có")
    if column.option.key == LAW or not plan.total_vnd:
        return _("NSTW, kinh phí ủy quyền") if result.payer == "NSTW" else result.payer
    parts = [
        _("{source}: {amount}").format(
            source=SOURCE_WORDS.get(share.source, _(share.source.name)),
            amount=_("chưa xác định") if share.vnd is None else signed_millions(share.vnd),
        )
        for share in plan.shares
    ]
    if plan.local_alone_vnd and CENTRAL not in {share.source for share in plan.shares}:
        parts.append(_("NSTW không hỗ trợ"))
    return "; ".join(parts)


def estimates(columns: Sequence[Column], scheme: str) -> list[SourcesRow]:
    """Balance against the budget estimate saved with an option; current law has none."""
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


def ranges(columns: Sequence[Column], scheme: str, when: Month, data: loaders.Data) -> list[SourcesRow]:
    """Each option's increase over current law, at the low and high end of hedged figures and assumptions."""
    baseline = loaders.baseline(data.version, False).of_area(SCHEMES[scheme].policy_area)
    cells, wide = [], False
    for column in columns:
        option = column.option
        if option.key == LAW:
            cells.append("")
            continue
        central = option.increase(scheme, when)
        found = increase_range(
            baseline,
            data.law,
            option.scenario,
            SCHEMES[scheme],
            months=option.cube.months,
            month=when,
            central_vnd=central,
            groups=standing(baseline, data.law, option.scenario, SCHEMES[scheme], option.cube, when).groups,
        )
        ends = [signed_millions(found.low_vnd), signed_millions(found.high_vnd)]
        wide = wide or ends[0] != ends[1]
        cells.append(ends[0] if ends[0] == ends[1] else _("{low} đến {high}").format(low=ends[0], high=ends[1]))
    return [[_("Tăng thêm, thấp đến cao"), *cells]] if wide else []


def rests_on(columns: Sequence[Column], schemes: Sequence[str]) -> str:
    """What the options that rest on assumptions rest on, each with the option's name; "" where none does."""
    said = []
    for column in columns:
        if mark := _rests_on(column, schemes):
            said.append(_("{option}: {mark}").format(option=column.said, mark=words.lower_first(mark)))
    return " ".join(said)


def _rests_on(column: Column, schemes: Sequence[str]) -> str:
    return words.results_rest_on(_resting(column, schemes))


def _resting(column: Column, schemes: Sequence[str]) -> list[SchemeResult]:
    """Results of the option that rest on assumptions; typed headcounts matter where something moves."""
    if column.option.key == LAW:
        return []
    found = [result for code in schemes if (result := column.option.result.of(code)) is not None]
    return [one for one in found if one.assumptions or (one.assumed and one.moves)]


def _marked(columns: Sequence[Column], scheme: str, text: str) -> str:
    """A row's name with what some option's figure in it rests on."""
    return words.scheme_marked(text, [one for column in columns for one in _resting(column, [scheme])])


def _qualities(columns: Sequence[Column], schemes: Sequence[str]) -> list[SourcesRow]:
    """What each option's figures of the schemes are, where any rests on assumptions."""
    marks = [_rests_on(column, schemes).rstrip(".") for column in columns]
    return [[_("Tính chất số liệu"), *(mark or REPORTED for mark in marks)]] if any(marks) else []


REPORTED = _("Tính toán từ số báo cáo hoặc số đơn vị cập nhật")


def assumed(columns: Sequence[Column], names: Mapping[str, str]) -> list[SourcesRow]:
    """Lines whose headcount comes from the scenario, each with the scenario's monthly increase."""
    rows = []
    for code in assumed_lines([column.option for column in columns]):
        results = [column.option.result.of(code) for column in columns]
        cells = [
            _("chưa nhập") if result is None or column.option.key == LAW else signed_millions(result.increase_vnd)
            for result, column in zip(results, columns, strict=True)
        ]
        name = names.get(code, _(SCHEMES[code].name))
        if not SCHEMES[code].in_budget:
            name = _("{name} (ngoài ngân sách)").format(name=name)
        rows.append([_marked(columns, code, _("{name}: tăng thêm mỗi tháng").format(name=name)), *cells])
        if not SCHEMES[code].norm:
            rows += _years(columns, code)
    return rows


def _years(columns: Sequence[Column], code: str) -> list[SourcesRow]:
    """The increase of each option for a support line in the first budget years concerned."""
    results = [None if column.option.key == LAW else column.option.result.of(code) for column in columns]
    touched = {bill.year for result in results if result is not None for bill in result.years if bill.increase_vnd}
    rows = []
    for year in sorted(touched)[:YEARS]:
        added = [
            None if result is None else next(bill.increase_vnd for bill in result.years if bill.year == year)
            for result in results
        ]
        cells = [_("chưa nhập") if vnd is None else signed_millions(vnd) for vnd in added]
        rows.append([_("Năm ngân sách {year}, tăng thêm").format(year=year), *cells])
    return rows


Row = list[str]


def sentence(columns: Sequence[Column], base: int, scheme: str, name: str) -> str:
    """Every option compared with the base (its index), in the month in which all have their full change."""
    when = common_month([column.option for column in columns], scheme)
    bills = [column.option.bill(scheme, when) for column in columns]
    parts = [
        _("{name} {change}").format(name=column.said, change=monthly(difference))
        + (f" ({_share(difference, bills[base])})" if difference and bills[base] else "")
        for index, (column, difference) in enumerate(zip(columns, against(bills, base), strict=True))
        if index != base
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
    others = [_scheme_row(columns, base, other, names.get(other, other)) for other in schemes if other != scheme]
    return [*_levers(columns), *_scheme_rows(columns, base, scheme, data), *others, *assumed(columns, names)]


def assumed_alone(columns: Sequence[Column], names: Mapping[str, str]) -> list[Row]:
    """Where the options differ in no scheme with figures: their levers, and the lines whose headcount they bring; empty
    where none of those moves either."""
    results = [result for column in columns for result in column.option.result.schemes if column.option.key != LAW]
    if not any(result.assumed and result.moves for result in results):
        return []
    return [*_levers(columns), *assumed(columns, names)]


def everything(columns: Sequence[Column], base: int, names: Mapping[str, str], data: loaders.Data) -> list[Row]:
    """The overview with every differing scheme in full, for the file: each row ends with what its figures rest on."""
    rows = [[*row, _("Thông số của phương án")] for row in _levers(columns)]
    for code in differing_schemes([column.option for column in columns]):
        head = [scheme_heading(columns, code, names.get(code, code)), *[""] * len(columns)]
        quality = rests_on(columns, [code]) or REPORTED
        rows += [[*row, quality] for row in [head, *_scheme_rows(columns, base, code, data)]]
    return [*rows, *_told(columns, assumed(columns, names))]


def _told(columns: Sequence[Column], rows: Sequence[Row]) -> list[Row]:
    """Rows of support lines for a file."""
    quality = rests_on(columns, assumed_lines([column.option for column in columns]))
    return [[*row, quality or REPORTED] for row in rows]


def scheme_heading(columns: Sequence[Column], scheme: str, name: str) -> str:
    """The scheme and the month all options are quoted for."""
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
    """The option's value of a lever; "không đổi" where it moves no lever of the lever's area."""
    if option.key == LAW:
        return _("theo quy định")
    area = lever.key.partition(".")[0]
    if not any(other.key.partition(".")[0] == area for other in moved(option.scenario)):
        return _("không đổi")
    return value_words(lever, option.scenario[lever.key])


def _scheme_rows(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> list[Row]:
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
    rows += ranges(columns, scheme, when, data)
    rows.append([_("Nguồn kinh phí"), *(payer(column, scheme, when, data.law) for column in columns)])
    return [*rows, *_qualities(columns, [scheme]), *estimates(columns, scheme)]


def _scheme_row(columns: Sequence[Column], base: int, scheme: str, name: str) -> Row:
    when = common_month([column.option for column in columns], scheme)
    bills = [column.option.bill(scheme, when) for column in columns]
    return [_marked(columns, scheme, scheme_heading(columns, scheme, name)), *_with_difference(bills, base)]


def _differences(bills: Sequence[int], base: int) -> list[str]:
    """ "+9.333,3 (+38,9%)" for each option; the base is marked."""
    cells = []
    for index, difference in enumerate(against(bills, base)):
        share = f" ({_share(difference, bills[base])})" if bills[base] else ""
        if index == base:
            cells.append(_("mốc so sánh"))
        else:
            cells.append(signed_millions(difference) + share if difference else _("không đổi"))
    return cells


def by_area(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> tuple[str, list[Row]]:
    """The common month by district, or ward and commune, with the level; empty where no area has figures (an
    illustrative split is never compared)."""
    options = [column.option for column in columns]
    when = common_month(options, scheme)
    money = [option.by_area(scheme, when) for option in options]
    listed = data.areas.filter((pl.col("level") != "province") & pl.col("area_id").is_in([*money[0]])).sort("code")
    if listed.is_empty():
        return "", []
    names, level = dict(listed.select("area_id", "name").iter_rows()), str(listed["level"][0])
    rows = []
    for area, name in names.items():
        if any(0 < option.people_of_area(scheme, area, when) < SMALL_CELL for option in options):
            rows.append([name, _("Dưới 5 người (không hiển thị)"), *[""] * (len(options) - 1)])
        else:
            rows.append([name, *_with_difference([bills.get(area, 0) for bills in money], base)])
    rest = [sum(value for area, value in bills.items() if area not in names) for bills in money]
    if any(rest):
        label = _("Chưa phân {areas}").format(areas=AREA_WORDS[level].lower())
        rows.append([label, *_with_difference(rest, base)])
    rows.append([_("Toàn tỉnh"), *_with_difference([sum(bills.values()) for bills in money], base)])
    return level, rows


def _with_difference(values: Sequence[int], base: int) -> list[str]:
    """ "344.000 (+56.000)" for each option; the base and equal values have no difference."""
    differences = against(values, base)
    return [
        millions(value) + (f" ({signed_millions(difference)})" if difference else "")
        for value, difference in zip(values, differences, strict=True)
    ]


def _share(difference: int, whole: int) -> str:
    exact = Decimal(100 * difference) / whole
    return f"{signed(exact, 1)}%" if exact >= 0 else percent(exact, 1)


PICKED, BASE, SCHEME, VIEW = "phuong-an-chon", "phuong-an-moc", "phuong-an-khoan", "phuong-an-cach-xem"
_KNOWN = "_phuong-an-da-biet"
FIRST_PICKS = 4
HARD, UNBROKEN = "\N{NO-BREAK SPACE}", 24


def show(shelf: Sequence[Kept], data: loaders.Data) -> None:
    """Controls, sentence, chart, table, districts, file."""
    labels = scenarios.names(shelf, scenarios.working_scenario())
    if len(labels) < 2:
        st.info(
            _(
                "Chưa có phương án nào để so sánh. Ở trang Bảo trợ xã hội, kéo thanh mức chuẩn rồi bấm “Lưu”; "
                "hoặc nạp tệp phương án ở thẻ “Nhập từ tệp”."
            )
        )
        st.page_link(scenarios.entry(page("protection.py")), label=_("Mở trang Bảo trợ xã hội"), icon=":material/tune:")
        return
    picked = _pick(labels)
    columns = scenarios.columns(picked, shelf, data)
    left_out = [labels[key] for key in picked if key not in {column.option.key for column in columns}]
    if left_out:
        st.warning(_("Không tính được: {names}.").format(names=escape(", ".join(left_out))))
    if len(columns) < 2:
        st.info(_("Chọn ít nhất hai phương án để so sánh."))
        return
    _show_comparison(columns, data)


def _pick(labels: dict[str, str]) -> list[str]:
    """Up to LIMIT options; a scenario saved since the last visit is picked while there is room."""
    seen = st.session_state.get(_KNOWN)
    if PICKED not in st.session_state or seen is None:
        st.session_state[PICKED] = list(labels)[:FIRST_PICKS]
    else:
        kept = [key for key in st.session_state[PICKED] if key in labels]
        new = [key for key in labels if key not in seen]
        st.session_state[PICKED] = [*kept, *new][:LIMIT]
    st.session_state[_KNOWN] = list(labels)
    return list(
        st.multiselect(
            _("Phương án so sánh (tối đa 6)"),
            list(labels),
            format_func=lambda key: labels.get(key, key),
            key=PICKED,
            max_selections=LIMIT,
            placeholder=_("Chọn để so sánh"),
            persist_state="session",
        )
    )


def _base(columns: Sequence[Column]) -> int:
    """Index of the base option."""
    names = {column.option.key: column.name for column in columns}
    keys = list(names)
    return keys.index(_chosen(_("So với"), names, BASE, LAW if LAW in names else keys[0]))


def _scheme(schemes: Sequence[str], names: dict[str, str]) -> str:
    """The scheme of sentence and chart."""
    return _chosen(_("Khoản chi"), {code: names.get(code, code) for code in schemes}, SCHEME, schemes[0])


def _chosen(label: str, names: dict[str, str], key: str, first: str) -> str:
    """A select box whose options may change between runs: a value no longer offered is replaced by `first`."""
    if st.session_state.get(key) not in names:
        st.session_state[key] = first
    chosen = st.selectbox(
        label, list(names), format_func=lambda code: names.get(code, code), key=key, persist_state="session"
    )
    return str(chosen) if chosen in names else first


def _show_comparison(columns: Sequence[Column], data: loaders.Data) -> None:
    options = [column.option for column in columns]
    names = words.scheme_names()
    schemes = differing_schemes(options)
    if not schemes:
        _show_assumed_alone(columns, names, data)
        return
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        base = _base(columns)
    with middle:
        scheme = _scheme(schemes, names)
    with right:
        view = _view()
    st.markdown("#### " + escape(sentence(columns, base, scheme, names[scheme])))
    _say(rests_on(columns, [scheme]))
    _law_days(columns)
    _chart(columns, scheme, names[scheme], view)
    heading = scheme_heading(columns, scheme, names[scheme])
    title = _("{heading}, trên cùng số liệu bản {version} (triệu đồng)").format(heading=heading, version=data.version)
    headers = [_("Nội dung"), *(column.name for column in columns)]
    shown = [*schemes, *assumed_lines(options)]
    st.markdown(f"**{escape(title)}**")
    st.markdown(table(headers, _as_markdown(overview(columns, base, scheme, names, data))))
    st.caption(
        _(
            "Theo tháng hưởng; trong ngoặc: chênh lệch so với {base}. Số của từng khoản để riêng, không cộng các nguồn."
        ).format(base=escape(columns[base].said))
        + " "
        + escape(rests_on(columns, shown))
    )
    _areas(columns, base, scheme, data)

    all_of_it = _("So sánh phương án trên cùng số liệu bản {version} (triệu đồng)").format(version=data.version)
    if marks := rests_on(columns, shown):
        all_of_it += ". " + marks

    def make() -> bytes:
        rows = everything(columns, base, names, data)
        return csv_bytes([*headers, _("Tính chất số liệu")], rows, first_line=all_of_it)

    downloads.button(_("Tải bảng so sánh (CSV)"), "so-sanh-phuong-an.csv", make, key="phuong-an-tai-bang")


def _show_assumed_alone(columns: Sequence[Column], names: dict[str, str], data: loaders.Data) -> None:
    """Options that differ in support lines alone: current law has no figures of them, so each is compared with its own
    present."""
    rows = assumed_alone(columns, names)
    if not rows:
        st.info(_("Các phương án đã chọn cho cùng một kết quả ở mọi tháng."))
        return
    sentences = [
        f"{column.said}: {words.lower_first(words.sentence(column.option.result, names))}"
        for column in columns
        if column.option.key != LAW
    ]
    st.markdown("#### " + escape(" ".join(text[:1].upper() + text[1:] for text in sentences)))
    rests = rests_on(columns, assumed_lines([column.option for column in columns]))
    _say(rests)
    _law_days(columns)
    _added_chart(columns, names)
    title = _("Các khoản hỗ trợ, trên cùng số liệu bản {version} (triệu đồng)").format(version=data.version)
    headers = [_("Nội dung"), *(column.name for column in columns)]
    st.markdown(f"**{escape(title)}**")
    st.markdown(table(headers, _as_markdown(rows)))
    _say(_("Mỗi phương án so với số hiện nay của chính nó (giả định); các nguồn không cộng với nhau.") + " " + rests)
    downloads.button(
        _("Tải bảng so sánh (CSV)"),
        "so-sanh-phuong-an.csv",
        lambda: csv_bytes(
            [*headers, _("Tính chất số liệu")], _told(columns, rows), first_line=f"{title}. {rests}".rstrip()
        ),
        key="phuong-an-tai-bang",
    )


def _say(text: str) -> None:
    if text:
        st.caption(escape(text))


def _view() -> View:
    chosen = st.segmented_control(
        _("Cách xem"),
        list(VIEW_WORDS),
        default="entitled",
        required=True,
        key=VIEW,
        format_func=lambda view: VIEW_WORDS[view],
        label_visibility="collapsed",
        persist_state="session",
    )
    return "paid" if chosen == "paid" else "entitled"


def _law_days(columns: Sequence[Column]) -> None:
    days = sorted({column.option.scenario.law_as_of for column in columns})
    if len(days) > 1:
        st.warning(
            _(
                "Các phương án dựa trên quy định tính đến những ngày khác nhau ({days}): chênh lệch gồm cả phần do văn "
                "bản."
            ).format(days=", ".join(day(law_day) for law_day in days))
        )


def _chart(columns: Sequence[Column], scheme: str, name: str, view: View) -> None:
    indexes = differing_months([column.option for column in columns], scheme)
    months = columns[0].option.cube.months
    title = _("{scheme}, {view}, {first} - {last} (triệu đồng/tháng)").format(
        scheme=name,
        view=VIEW_WORDS[view].lower(),
        first=short_month(months[indexes[0]]),
        last=short_month(months[indexes[-1]]),
    )
    _drawn(title, rests_on(columns, [scheme]), paths(columns, scheme, view, indexes))


def _drawn(title: str, rests: str, spec: dict[str, Any]) -> None:
    """The chart below its title; what it rests on is in the picture as well."""
    st.caption(escape(title))
    alt = " ".join(filter(None, [title, rests]))
    st.vega_lite_chart(under(rests, spec), key="phuong-an-bieu-do", width="stretch", alt=alt)


def _added_chart(columns: Sequence[Column], names: dict[str, str]) -> None:
    """Chart of one support line at a time, of the options that set it: lines have sources of their own."""
    moving = [
        code
        for code in assumed_lines([column.option for column in columns])
        if any((result := column.option.result.of(code)) is not None and result.moves for column in columns)
    ]
    scheme = moving[0] if len(moving) == 1 else _scheme(moving, names)
    drawn = [column for column in columns if column.option.key != LAW and column.option.result.of(scheme) is not None]
    indexes = adding_months([column.option for column in drawn], scheme)
    months = drawn[0].option.cube.months
    title = _("{scheme}: tăng thêm so với hiện nay, {first} - {last} (triệu đồng/tháng)").format(
        scheme=names.get(scheme, scheme), first=short_month(months[indexes[0]]), last=short_month(months[indexes[-1]])
    )
    _drawn(title, rests_on(drawn, [scheme]), added_paths(drawn, scheme, indexes))


def _areas(columns: Sequence[Column], base: int, scheme: str, data: loaders.Data) -> None:
    level, rows = by_area(columns, base, scheme, data)
    if not rows:
        st.caption(_("Chưa có số liệu theo huyện, xã, phường."))
        return
    when = common_month([column.option for column in columns], scheme)
    st.markdown(
        _("**Theo {areas}, tháng {month} (triệu đồng/tháng)**").format(
            areas=AREA_WORDS[level].lower(), month=short_month(when)
        )
    )
    headers = [AREA_HEADINGS[level], *(column.name for column in columns)]
    st.markdown(table(headers, _as_markdown(rows), last_bold=True))
    _say(rests_on(columns, [scheme]))


def _as_markdown(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Cells as Markdown; a figure is not broken from its hedge or difference."""
    return [
        [row[0], *(escape(cell).replace(" ", HARD if len(cell) < UNBROKEN else " ") for cell in row[1:])]
        for row in rows
    ]
